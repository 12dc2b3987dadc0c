"""What a reader sees of an answer, on a terminal and elsewhere."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from bot.pages import answer_page, found_page
from bot.plain import plain_text
from bot.rendering import END_OF_ISOLATE, FIRST_STRONG, MAX_WIDTH, RIGHT_TO_LEFT, lines_of, render
from bot.wording import WORDS
from corpus.article import Article, Language
from corpus.bundled import bundled_articles
from retrieval.answering import Answer, Quote
from retrieval.engine import Found
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
    ("others", "among", "english", "arabic"),
    [
        (1, 5, "2 of 5 articles say this", "ورد هذا في مقالين من أصل 5"),
        (2, 5, "3 of 5 articles say this", "ورد هذا في 3 مقالات من أصل 5"),
        (10, 20, "11 of 20 articles say this", "ورد هذا في 11 مقالًا من أصل 20"),
        (1, None, "2 articles say this", "ورد هذا في مقالين"),
        (9, None, "10 articles say this", "ورد هذا في 10 مقالات"),
        (11, None, "12 articles say this", "ورد هذا في 12 مقالًا"),
        (99, None, "100 articles say this", "ورد هذا في 100 مقال"),
        (101, None, "102 articles say this", "ورد هذا في 102 مقال"),
        (102, None, "103 articles say this", "ورد هذا في 103 مقالات"),
    ],
)
def test_how_many_articles_say_it_is_counted_as_each_language_counts(
    others: int, among: int | None, english: str, arabic: str
) -> None:
    shown = replace(quote(DATED, tuple(f"copy-{number}" for number in range(others))), among=among)
    assert plain_text(answer_page(answer(shown))).endswith(f"\n  {english}")
    assert plain_text(answer_page(answer(shown, language="ar"))).endswith(f"\n  {arabic}")


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "The articles give different numbers:"), ("ar", "المقالات تذكر أرقامًا مختلفة:")],
)
def test_different_numbers_are_told_in_one_line_before_them(language: Language, line: str) -> None:
    page = answer_page(replace(answer(quote(DATED), quote(ARABIC), language=language), numbers_differ=True))
    assert page.opening == (line,) and len(page.cards) == 2


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
