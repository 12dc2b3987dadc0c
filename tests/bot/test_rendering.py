"""What a reader sees of an answer, on a terminal and elsewhere."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from bot.pages import answer_page, found_page, source_page
from bot.plain import plain_text
from bot.rendering import END_OF_ISOLATE, FIRST_STRONG, MAX_WIDTH, RIGHT_TO_LEFT, lines_of, render
from bot.wording import WORDS
from corpus.article import Article, Language
from corpus.bundled import bundled_articles
from retrieval.answering import Answer, Quote
from retrieval.engine import Found
from retrieval.provenance import Source
from retrieval.search import Hit

ARTICLES = {article.id: article for article in bundled_articles()}
ARABIC = ARTICLES["hafryat-factions-warn"]
DATED = ARTICLES["sada-elbalad-factions-ready"]
UNDATED = ARTICLES["jihadist-group-vows"]
ISOLATES = (RIGHT_TO_LEFT, FIRST_STRONG, END_OF_ISOLATE)


def quote(article: Article, also: tuple[str, ...] = ()) -> Quote:
    span = article.blocks[0].span
    return Quote("abcd2345.1", article, span.start, span.end, 1.0, also)


def answer(*quotes: Quote, language: Language = "en", answered: bool = True) -> Answer:
    return Answer("abcd2345", "?", language, answered, 0.9, quotes)


def on_terminal(shown: Answer, width: int = 80) -> str:
    """What a terminal without colour is sent."""
    sent = io.StringIO()
    render(answer_page(shown), Console(file=sent, force_terminal=True, width=width, color_system=None))
    return sent.getvalue()


def test_under_a_quote_stand_outlet_title_author_date_file_and_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    text = plain_text(answer_page(answer(quote(DATED))))
    said, facts, place = text.splitlines()
    assert said == "“" + " ".join(quote(DATED).text.split()) + "”"
    assert facts.strip() == f"{DATED.outlet} · {DATED.title} · by Ahmad El-Assasy · 2024-02-11"
    assert place.strip() == "corpus/articles/sada-elbalad-factions-ready.txt · isnad source abcd2345.1"


@pytest.mark.parametrize(("language", "unknown"), [("en", "date unknown"), ("ar", "التاريخ غير معروف")])
def test_a_date_that_nobody_knows_is_said_to_be_unknown(language: Language, unknown: str) -> None:
    assert unknown in plain_text(answer_page(answer(quote(UNDATED), language=language)))


def test_a_title_that_was_made_is_marked() -> None:
    text = plain_text(answer_page(answer(quote(ARTICLES["kataeb-hezbollah-rebuke"]))))
    assert "(title made from its first words)" in text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_no_offers_the_closest_passage_as_no_answer(language: Language) -> None:
    text = plain_text(answer_page(answer(quote(DATED), language=language, answered=False)))
    assert text.startswith(f"{WORDS[language].no_answer}\n{WORDS[language].closest}\n\n“")
    assert plain_text(answer_page(answer(language=language, answered=False))) == WORDS[language].no_answer


@pytest.mark.parametrize(
    ("copies", "english", "arabic"),
    [
        (1, "also in 1 other article", "ورد أيضًا في مقال آخر"),
        (2, "also in 2 other articles", "ورد أيضًا في مقالين آخرين"),
        (5, "also in 5 other articles", "ورد أيضًا في 5 مقالات أخرى"),
        (12, "also in 12 other articles", "ورد أيضًا في 12 مقالًا آخر"),
    ],
)
def test_near_copies_are_counted(copies: int, english: str, arabic: str) -> None:
    also = tuple("abcdefghijkl"[:copies])
    assert plain_text(answer_page(answer(quote(DATED, also)))).endswith(english)
    assert plain_text(answer_page(answer(quote(DATED, also), language="ar"))).endswith(arabic)


def test_plain_text_holds_no_isolate() -> None:
    text = plain_text(answer_page(answer(quote(ARABIC), quote(DATED), language="ar")))
    assert not any(mark in text for mark in ISOLATES)


@pytest.mark.parametrize("width", [24, 80, 200])
def test_on_a_terminal_every_arabic_line_stands_at_the_right_in_an_isolate_of_its_own(width: int) -> None:
    page = answer_page(answer(quote(ARABIC), language="ar"))
    lines = list(lines_of(page, Console(file=io.StringIO(), width=width)))
    assert len(lines) > 3
    for line in lines:
        assert line.cell_len == min(width, MAX_WIDTH)
        assert line.plain.count(RIGHT_TO_LEFT) == (1 if re.search("[\u0621-\u064a]", line.plain) else 0)
        opened = sum(line.plain.count(mark) for mark in (RIGHT_TO_LEFT, FIRST_STRONG))
        assert opened == line.plain.count(END_OF_ISOLATE)


def test_on_a_terminal_the_letters_stay_in_reading_order() -> None:
    shown = on_terminal(answer(quote(ARABIC), language="ar"))
    for mark in ISOLATES:
        shown = shown.replace(mark, "")
    words = " ".join(shown.replace("│", " ").split())
    assert " ".join(quote(ARABIC).text.split()) in words


def test_a_path_and_a_command_are_copied_without_an_invisible_character() -> None:
    shown = on_terminal(answer(quote(DATED), language="ar"), width=100)
    line = next(line for line in shown.splitlines() if "isnad source" in line)
    assert line.isprintable() and line.strip().endswith("isnad source abcd2345.1")


@pytest.mark.parametrize("width", [30, 80])
def test_an_english_quote_has_its_bar_at_the_left_and_no_line_is_too_wide(width: int) -> None:
    page = answer_page(answer(quote(DATED), language="ar"))
    lines = list(lines_of(page, Console(file=io.StringIO(), width=width)))
    assert lines[0].plain.startswith("│ “")
    assert all(line.cell_len <= width for line in lines)


def test_an_article_cannot_steer_the_terminal() -> None:
    text = "He said \x1b[2J\x1b]0;owned\x07 and \u202ereversed\x9b31m the words."
    evil = Article("x", text, "T\x1b[5m\u2066", "en", (), outlet="O\x1b[1m", author="A\r\n\x1b[A", path="/p\x1b[7m")
    shown = answer(Quote("x.1", evil, 0, len(text), 1.0))
    for printed in (plain_text(answer_page(shown)), on_terminal(shown)):
        assert "␛[2J" in printed
        assert not set("\x1b\x07\x9b\r\u202e\u2066") & set(printed)


def test_square_brackets_of_an_article_are_no_markup() -> None:
    article = Article("x", "It [red]was[/red] so :smile: [/].", "T [bold]", "en", ())
    shown = on_terminal(answer(Quote("x.1", article, 0, 33, 1.0)))
    assert "It [red]was[/red] so :smile: [/]." in shown and "T [bold]" in shown


def test_found_passages_are_numbered_and_nothing_found_is_said() -> None:
    span = ARABIC.blocks[0].span
    hit = Hit(ARABIC, "hafryat-factions-warn:1", span.start, span.end, "ar", 0.5)
    page = found_page(Found("", "?", "en", (hit, hit)))
    assert [card.about[0][0] for card in page.cards] == ["1.", "2."]
    assert "isnad source hafryat-factions-warn:1" in plain_text(page)
    assert plain_text(found_page(Found("", "?", "ar", ()))) == "لم يُعثر على شيء."


def test_a_source_shows_the_quote_marked_in_its_article() -> None:
    source = Source("quote", DATED, "the words", 6, 15, "before ", " after", "unchanged", "ab12", "2024-03-01")
    lines = plain_text(source_page(source)).splitlines()
    assert lines[0] == WORDS["en"].unchanged
    assert "… before “the words” after …" in lines
    assert "  added 2024-03-01 · sha256 ab12" in lines


@pytest.mark.parametrize(("start", "expected"), [(None, WORDS["en"].changed), (7, WORDS["en"].moved)])
def test_a_changed_article_says_whether_the_words_still_stand_in_it(start: int | None, expected: str) -> None:
    source = Source("quote", DATED, "the words", start, None if start is None else 16, "", "", "changed")
    assert plain_text(source_page(source)).splitlines()[0] == expected


def test_a_whole_article_keeps_its_paragraphs() -> None:
    source = Source("article", DATED, DATED.text, 0, len(DATED.text), "", "", "unchanged")
    assert plain_text(source_page(source)).endswith("\n\n" + DATED.text)


def test_an_answer_that_was_given_shows_its_question() -> None:
    given = Answer("abcd2345", "ما هذا؟", "ar", True, 0.9, (quote(ARABIC),))
    source = Source("answer", ARABIC, "", None, None, "", "", "unchanged", answer=given)
    assert plain_text(source_page(source)).startswith("السؤال: ما هذا؟\n\n«")
