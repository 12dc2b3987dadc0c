"""A page on a terminal. Arabic stands at the right, each line of it in isolates of its own.

The letters stay in the order in which they are read: a terminal that knows bidirectional text shows
them from right to left, another one leaves them intact. An isolate ends with its line, since a
terminal knows nothing of the line before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.console import Console, ConsoleOptions
from rich.measure import Measurement
from rich.text import Text

from bot.pages import Card, Composed, Page, Tone
from bot.plain import marked, marker
from bot.wording import WORDS
from corpus.article import Language

MAX_WIDTH = 100
RIGHT_TO_LEFT = "\u2067"
FIRST_STRONG = "\u2068"
END_OF_ISOLATE = "\u2069"
_ARABIC_LETTER = re.compile("[\u0620-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_BAR = "│"
_SEPARATOR = " · "
_MARK = "bold black on yellow"
_MARKER = "bold cyan"
_TONES: dict[Tone, str] = {
    "": "bold",
    "good": "bold green",
    "doubtful": "bold yellow",
    "bad": "bold red",
    "match": "bold underline",
}


class Isolated:
    """A table's cell: words of either script that leave the cells beside them in their places."""

    def __init__(self, text: str) -> None:
        self._text = Text(text)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement.get(console, options, self._text)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        for line in self._text.wrap(console, options.max_width):
            line.rstrip()
            yield _isolated(line)


def render(page: Page, console: Console) -> None:
    """Prints the page, at most `MAX_WIDTH` columns wide."""
    for line in lines_of(page, console):
        console.print(line, no_wrap=True, overflow="ignore", crop=False, highlight=False)


def render_note(note: str, language: Language, console: Console) -> None:
    """Prints a dim line, on the side where its language begins."""
    for line in _aligned(Text(note, style="dim"), language, min(console.width, MAX_WIDTH), console):
        console.print(line, no_wrap=True, overflow="ignore", crop=False, highlight=False)


def lines_of(page: Page, console: Console) -> Iterator[Text]:
    """The lines of a page, each as wide as it will be printed."""
    width = min(console.width, MAX_WIDTH)
    for sentence in page.composed:
        yield from _aligned(_composed(sentence), sentence.language, width, console)
    if page.composed and (page.opening or page.cards):
        yield Text()
    for line in page.opening:
        yield from _aligned(Text(line, style=_TONES[page.tone]), page.language, width, console)
    for place, card in enumerate(page.cards):
        if place or page.opening:
            yield Text()
        yield from _card(card, page.language, width, console)


def _composed(sentence: Composed) -> Text:
    """The sentence and its markers, each in an isolate beside Arabic."""
    markers = [f"[{number}]" for number in sentence.numbers]
    if _has_arabic(sentence.text):
        markers = [f"{FIRST_STRONG}{marker}{END_OF_ISOLATE}" for marker in markers]
    return Text(" ").join([Text(sentence.text), *([Text("".join(markers), style=_MARKER)] if markers else [])])


def _card(card: Card, language: Language, width: int, console: Console) -> Iterator[Text]:
    facts = [_facts(line, "bold cyan" if place == 0 else "dim") for place, line in enumerate(card.about)]
    if card.heading:
        yield from _aligned(Text(card.heading, style="bold"), language, width, console)
    if not card.is_quote:
        for fact in facts:
            yield from _aligned(fact, language, width, console)
        yield Text()
        whole = Text(card.text)
        if card.mark is not None:
            whole.stylize(_MARK, card.mark.start, card.mark.end)
        for paragraph in whole.split("\n", allow_blank=True):
            yield from _aligned(paragraph, card.language, width, console)
        return
    before, text, after = marked(card)
    around = "dim" if before or after else ""
    # Where some words are found, the others stand back.
    style = "" if any(stress.tone == "match" for stress in card.stressed) else "bold"
    number = marker(card)
    words = Text.assemble((number, _MARKER), (before, around), (text, style), (after, around))
    for stress in card.stressed:
        opened = len(number) + len(before) + len(WORDS[card.language].opens)
        words.stylize(_TONES[stress.tone], opened + stress.start, opened + stress.end)
    yield from _aligned(words, card.language, width, console, bar=True)
    if card.translation is not None:
        yield from _aligned(
            Text(card.translation.text, style="italic"), card.translation.language, width, console, indent=2
        )
    for fact in facts:
        yield from _aligned(fact, language, width, console, indent=2)


def _facts(line: tuple[str, ...], style: str) -> Text:
    """Facts side by side; where one is Arabic each has an isolate, so that all keep their places.

    Elsewhere there is none: an invisible character beside a path or a command would be copied with it.
    """
    mixed = any(_has_arabic(fact) for fact in line)
    facts = (f"{FIRST_STRONG}{fact}{END_OF_ISOLATE}" if mixed else fact for fact in line)
    return Text(_SEPARATOR).join(Text(fact, style=style) for fact in facts)


def _aligned(
    text: Text, language: Language, width: int, console: Console, bar: bool = False, indent: int = 0
) -> Iterator[Text]:
    """`text` in lines of at most `width` columns: Arabic at the right, with its bar there too."""
    room = max(width - (2 if bar else indent), 10)
    for line in _wrapped(text, console, room):
        if language == "ar":
            left = " " * max(room - line.cell_len, 0)
            right = Text(f" {_BAR}", style="cyan") if bar else Text(" " * indent)
            yield Text.assemble(left, _isolated(line), right)
        else:
            yield Text.assemble(Text(f"{_BAR} ", style="cyan") if bar else " " * indent, line)


def _isolated(line: Text) -> Text:
    return Text.assemble(RIGHT_TO_LEFT, line, END_OF_ISOLATE) if _has_arabic(line.plain) else line


def _has_arabic(text: str) -> bool:
    return _ARABIC_LETTER.search(text) is not None


def _wrapped(text: Text, console: Console, width: int) -> Iterator[Text]:
    """Lines of whole words; an isolate that a line break cuts is closed and opened again."""
    open_before = False
    for line in text.wrap(console, width):
        line.rstrip()
        opened = line.plain.count(FIRST_STRONG) + open_before
        open_after = opened > line.plain.count(END_OF_ISOLATE)
        yield Text.assemble(FIRST_STRONG if open_before else "", line, END_OF_ISOLATE if open_after else "")
        open_before = open_after
