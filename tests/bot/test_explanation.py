"""`isnad search --explain`, and the words that matched on a terminal."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable

import pytest
from rich.console import Console

from bot.explanation import show_explanation
from bot.pages import found_page
from bot.rendering import RIGHT_TO_LEFT, render
from corpus.article import Language, Span
from corpus.bundled import bundled_articles
from retrieval.engine import Found
from retrieval.explaining import Explanation, Reason
from retrieval.search import Hit

ARTICLE = next(article for article in bundled_articles() if article.id == "sada-elbalad-factions-ready")
AT = ARTICLE.text.index("Khazali")
EXPLANATION = Explanation(
    (Reason("translation", "الخزعلي", ("Qais", "Khazali"), 0.6), Reason("sound", "Khazaly", ("Khazali",), 0.3),
     Reason("vector", "", (), 0.096), Reason("answer", "person", (), 0.004)),
    (Span(AT, AT + 7),),
)  # fmt: skip
HIT = Hit(ARTICLE, "sada:p1", AT - 200, AT + 100, "en", 1.0)


@pytest.mark.usefixtures("home")
def test_explain_adds_a_field_to_each_hit_and_changes_no_other(isnad: Callable) -> None:
    question = ("search", "من يقود عصائب أهل الحق؟", "--json", "--limit", "3")
    plain, explained = (json.loads(isnad(*question, *more).out) for more in ((), ("--explain",)))
    for hit, told in zip(plain["hits"], explained["hits"], strict=True):
        explanation = told.pop("explanation")
        assert told == hit
        assert sum(reason["percent"] for reason in explanation["reasons"]) == pytest.approx(100)
        assert {"kind", "asked", "found", "percent"} == set(explanation["reasons"][0])
        for span in explanation["matched"]:
            assert hit["start"] <= span["start"] < span["end"] <= hit["end"]


@pytest.mark.usefixtures("home")
def test_piped_each_passage_has_its_reasons_under_it_in_the_questions_language(isnad: Callable) -> None:
    english = isnad("search", "Who leads Asa'ib Ahl al-Haq?", "--explain", "--limit", "2").out
    assert len(re.findall(r"^ +\d+%  vector similarity$", english, re.MULTILINE)) == 2
    assert re.search(r"^ +\d+%  word  leads → led$", english, re.MULTILINE)
    arabic = isnad("search", "من يقود عصائب أهل الحق؟", "--explain", "--limit", "2").out
    assert re.search("^ +[0-9]+%  ترجمة  .* ← ", arabic, re.MULTILINE) and "vector" not in arabic


@pytest.mark.usefixtures("home")
def test_without_explain_piped_passages_are_as_they_were(isnad: Callable) -> None:
    out = isnad("search", "US bases", "--limit", "1").out
    assert "%" not in out and "\x1b" not in out


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("language", "question"), [("en", "Who leads Asa'ib Ahl al-Haq?"), ("ar", "من يقود عصائب أهل الحق؟")]
)
def test_on_a_terminal_reasons_are_a_table_on_the_languages_side(
    on_terminal: Callable, language: Language, question: str
) -> None:
    shown = re.sub("\x1b\\[[0-9;]*m", "", on_terminal("search", question, "--explain", "--limit", "1", COLUMNS="70"))
    rows = [line for line in shown.splitlines() if re.search(r"\d%( |$)", line)]
    assert sum(int(percent) for percent in re.findall(r"(\d+)%", " ".join(rows))) == 100
    if language == "ar":
        assert all(row.rstrip().endswith("%") for row in rows) and RIGHT_TO_LEFT in rows[0]
    else:
        assert all(re.match(r" *<?\d+% ", row) for row in rows)


def test_a_share_too_small_to_round_is_not_told_as_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    show_explanation(EXPLANATION, "en")
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["60%", "30%", "10%", "<1%"]


def test_on_a_terminal_only_the_words_that_matched_stand_out() -> None:
    sent = io.StringIO()
    page = found_page(Found("", "?", "en", (HIT,), {HIT.passage_id: EXPLANATION}))
    render(page, Console(file=sent, force_terminal=True, width=80, color_system="standard"))
    assert re.findall("\x1b\\[1;4m(.*?)\x1b\\[0m", sent.getvalue()) == ["Khazali"]
