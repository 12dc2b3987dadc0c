"""Why a passage was found, for a reader: a table of reasons with their shares, from right to left in Arabic."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from bot.output import print_line
from bot.safe_text import one_line
from corpus.article import Language

if TYPE_CHECKING:
    from retrieval.explaining import Explanation, Reason, ReasonKind

MOST_FOUND = 8
_KINDS: dict[Language, dict[ReasonKind, str]] = {
    "en": {
        "word": "word", "synonym": "synonym", "translation": "translation", "sound": "sound",
        "vector": "vector similarity", "answer": "kind of answer",
    },
    "ar": {
        "word": "كلمة", "synonym": "مرادف", "translation": "ترجمة", "sound": "نطق",
        "vector": "تشابه المتجهات", "answer": "نوع الجواب",
    },
}  # fmt: skip
_ASKED_FOR: dict[Language, dict[str, str]] = {
    "en": {"number": "a number", "date": "a date", "person": "a name", "place": "a name"},
    "ar": {"number": "عدد", "date": "تاريخ", "person": "اسم", "place": "اسم"},
}
_ARROWS: dict[Language, str] = {"en": "→", "ar": "←"}


def show_explanation(explanation: Explanation, language: Language) -> None:
    """A line a reason, greatest share first; a table on a terminal."""
    if sys.stdout.isatty():
        _print_table(explanation, language)
    else:
        for share, kind, words in _rows(explanation, language, str):
            print_line(f"  {share:>4}  {kind}  {words}".rstrip())


def _rows(explanation: Explanation, language: Language, shown: Callable[[str], str]) -> Iterator[tuple[str, str, str]]:
    for reason, percent in zip(explanation.reasons, explanation.percents(0), strict=True):
        share = f"{percent:.0f}%" if percent else "<1%"
        yield share, _KINDS[language][reason.kind], _words(reason, language, shown)


def _words(reason: Reason, language: Language, shown: Callable[[str], str]) -> str:
    if reason.kind == "answer":
        return _ASKED_FOR[language].get(reason.asked, reason.asked)
    if not reason.found:
        return ""
    comma = "، " if language == "ar" else ", "
    words = [shown(one_line(word)) for word in reason.found[:MOST_FOUND]]
    found = comma.join(words) + (" …" if len(reason.found) > MOST_FOUND else "")
    return f"{shown(one_line(reason.asked))} {_ARROWS[language]} {found}"


def _print_table(explanation: Explanation, language: Language) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from bot.rendering import END_OF_ISOLATE, FIRST_STRONG, MAX_WIDTH, Isolated

    # A word of the other script keeps its side of the arrow.
    rows = list(_rows(explanation, language, lambda word: f"{FIRST_STRONG}{word}{END_OF_ISOLATE}"))
    console = Console(file=sys.stdout)
    width = min(console.width, MAX_WIDTH)
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False, width=width)
    if language == "ar":
        table.add_column(justify="right", ratio=1)
        table.add_column(justify="right", no_wrap=True, style="dim")
        table.add_column(justify="right", no_wrap=True)
        for share, kind, words in rows:
            table.add_row(Isolated(words), Isolated(kind), share)
    else:
        table.add_column(justify="right", no_wrap=True, width=6)
        table.add_column(no_wrap=True, style="dim")
        table.add_column(ratio=1)
        for row in rows:
            table.add_row(*map(Text, row))
    console.print(table)
