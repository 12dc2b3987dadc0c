"""`isnad check`, as a person and as a script meet it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from bot.check_page import check_page
from bot.pages import answer_page
from bot.plain import plain_text
from bot.rendering import render
from corpus.article import Language
from corpus.bundled import bundled_articles
from retrieval.checking.checker import Checked, Verdict
from retrieval.engine import Engine

TEXTS = {article.id: article.text for article in bundled_articles()}
TROOPS = "There are roughly 2,500 US troops deployed in Iraq and about 900 in Syria"
FIRE = "سنواجه النار بالنار حتماً"
KEYS = ["id", "text", "verdict", "article_id", "start", "end", "differences", "parts", "also"]
QUOTES: list[tuple[str, str | None, Verdict]] = [
    (TROOPS, None, "verbatim"),
    (TROOPS.replace("2,500", "3,500"), None, "altered"),
    (f"{TROOPS} … talks with Washington on Sunday to address the future", None, "stitched"),
    (FIRE, "Sada El-Balad", "misattributed"),
    ("هناك نحو 2500 جندي أميركي منتشرين في العراق ونحو 900 في سوريا", None, "reported"),
    ("The bakery on the corner sells rye loaves proved overnight in willow baskets", None, "not found"),
]

pytestmark = pytest.mark.usefixtures("home")


def pages(home: Path, language: Language) -> dict[Verdict, str]:
    """A page of each verdict, as plain text."""
    engine = Engine(home)
    shown = {verdict: plain_text(check_page(engine.check(text, by), language)) for text, by, verdict in QUOTES}
    engine.close()
    return shown


def test_a_batch_gives_one_verdict_a_line_and_keeps_the_contract(isnad: Callable) -> None:
    lines = [{"id": number, "text": text, "by": by} for number, (text, by, _) in enumerate(QUOTES)]
    Path("quotes.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    done = isnad("check", "--json", "--batch", "quotes.jsonl")
    checked = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 0 and done.err == ""
    assert all(list(one) == KEYS for one in checked)
    assert [one["id"] for one in checked] == list(range(len(QUOTES)))
    assert [(one["text"], one["verdict"]) for one in checked] == [(text, verdict) for text, _, verdict in QUOTES]
    verbatim, altered, stitched, misattributed = checked[:4]
    assert TEXTS[verbatim["article_id"]][verbatim["start"] : verbatim["end"]] == TROOPS
    assert [(d["quoted"], d["standing"]) for d in altered["differences"]] == [("3,500", "2,500")]
    for part in stitched["parts"]:
        assert TEXTS[part["article_id"]][part["start"] : part["end"]] == part["text"]
    assert misattributed["article_id"] == "hafryat-factions-warn"


def test_a_line_of_a_batch_is_one_quote_whatever_marks_it_has(isnad: Callable) -> None:
    text = 'A representative from what is now known as the "Islamic Resistance in Iraq," a member of the'
    Path("quotes.jsonl").write_text(json.dumps({"text": text}) + "\n", encoding="utf-8")
    (line,) = isnad("check", "--batch", "quotes.jsonl").out.splitlines()
    assert json.loads(line)["verdict"] == "verbatim" and json.loads(line)["id"] is None


def test_bad_lines_are_named_and_the_good_ones_are_checked(isnad: Callable) -> None:
    bad = ["{broken", '{"question": "no text"}', '{"text": " "}', '{"text": "Iraq", "by": 7}', '{"text": "?!"}']
    Path("quotes.jsonl").write_text("\n".join([*bad, json.dumps({"id": "z", "text": TROOPS})]), encoding="utf-8")
    done = isnad("check", "--batch", "quotes.jsonl")
    assert done.code == 1 and json.loads(done.out)["id"] == "z"
    assert [line.split(":")[1] for line in done.err.splitlines()] == [f" quotes.jsonl, line {n}" for n in range(1, 6)]


def test_every_quote_of_a_file_or_of_standard_input_is_shown(isnad: Callable, process: Callable) -> None:
    text = f"According to Shafaq News, “{TROOPS},” and «{FIRE}» said Hafryat."
    Path("report.txt").write_text(text, encoding="utf-8")
    from_file = isnad("check", "--file", "report.txt", "--json")
    assert [json.loads(line)["verdict"] for line in from_file.out.splitlines()] == ["misattributed", "verbatim"]
    piped = process("check", input=text)
    assert piped.returncode == 0 and piped.stdout.startswith("Misattributed:") and "\nVerbatim:" in piped.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", ""), "nothing to check"),
        (("check", "«»"), "no word"),
        (("check", "Iraq", "--by", " "), "--by is empty"),
        (("check", "Iraq", "--batch", "f"), "one of a text, --file and --batch"),
        (("check", "--file", "a", "--batch", "f"), "one of a text, --file and --batch"),
        (("check", "x " * 60_000), "in parts"),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(isnad: Callable, arguments: tuple[str, ...], said: str) -> None:
    done = isnad(*arguments)
    assert done.code == 2 and done.out == "" and said in done.err and done.err.count("\n") == 1


def test_a_file_that_is_not_there_is_one_line(isnad: Callable) -> None:
    done = isnad("check", "--file", "nothing.txt")
    assert done.code == 1 and done.err.count("\n") == 1 and "nothing.txt" in done.err


def test_an_honest_not_found_is_no_failure(isnad: Callable) -> None:
    done = isnad("check", QUOTES[-1][0])
    assert done.code == 0 and done.out.startswith("Not found:") and "which is not this quote" in done.out


def test_differences_are_marked_without_colour_in_the_quote_and_in_the_article(home: Path) -> None:
    altered = pages(home, "en")["altered"]
    assert "{+3,500+}" in altered and "[-2,500-]" in altered and "“3,500” where the article has “2,500”" in altered


@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_verdict_has_its_own_words_in_either_language(home: Path, language: Language) -> None:
    shown = pages(home, language)
    assert len({page.splitlines()[0] for page in shown.values()}) == len(QUOTES)
    for page in shown.values():
        assert ("\u0600" <= page[0] <= "\u06ff") == (language == "ar")
        assert "isnad source " in page


def test_on_a_terminal_the_verdict_has_a_colour(home: Path) -> None:
    engine = Engine(home)
    checked = engine.check(TROOPS.replace("2,500", "3,500"))
    engine.close()
    sent = io.StringIO()
    render(check_page(checked, "en"), Console(file=sent, force_terminal=True, width=80, color_system="standard"))
    red, green = "\x1b[1;31m", "\x1b[1;32m"
    assert f"{red}Altered:" in sent.getvalue()
    assert f"{red}{{+3,500+}}" in sent.getvalue() and f"{green}[-2,500-]" in sent.getvalue()


def test_a_quote_cannot_act_on_the_terminal() -> None:
    page = check_page(Checked("evil \x1b[31m \u202e quote", "not found", by="\x1b[2J"), "en")
    assert not {"\x1b", "\u202e"} & set(plain_text(page))


QUESTIONS = [
    "Who leads the Badr Organization?",
    "What did Michael Knights say?",
    "ماذا قال ممثل أصحاب الكهف؟",
    "What is the weather in Paris?",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_given_to_check_is_verbatim_as_it_was_piped_and_as_a_terminal_shows_it(
    home: Path, question: str
) -> None:
    engine = Engine(home)
    answer = engine.ask(question)
    console = Console(file=io.StringIO(), width=60)
    render(answer_page(answer), console)
    assert isinstance(console.file, io.StringIO)
    for text in (plain_text(answer_page(answer)), console.file.getvalue()):
        checked = engine.check_all(text)
        assert [one.verdict for one in checked] == ["verbatim"] * len(answer.quotes)
    engine.close()


def test_what_stands_around_a_quote_is_joined_to_it_as_in_the_article(home: Path) -> None:
    engine = Engine(home)
    shown = plain_text(check_page(engine.check(FIRE), "ar"))
    engine.close()
    assert f'قائلاً "«{FIRE}»". يُذكر' in shown
