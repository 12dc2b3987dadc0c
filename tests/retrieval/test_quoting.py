"""An answer quotes a statement once, names who else carries it, and shows different numbers side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from corpus.article import Article
from corpus.bundled import bundled_articles
from corpus.records import article_from_record
from retrieval.engine import FEW_ARTICLES, Engine

BUNDLED = list(bundled_articles())
ARABIC, ENGLISH = "hafryat-factions-warn", "sada-elbalad-factions-ready"
REBUKE, VOWS, RESISTANCE = "kataeb-hezbollah-rebuke", "jihadist-group-vows", "islamic-resistance-vows"


def made(name: str, text: str) -> Article:
    return article_from_record(json.dumps({"id": name, "text": text}).encode(), f"{name}.jsonl")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    opened = Engine(tmp_path_factory.mktemp("quoting") / "home")
    opened.fill()
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "carrying"),
    [
        ("What did Yahya Rasool say about the bilateral committee?", {ARABIC, ENGLISH}),
        ("من هو قائد عصائب أهل الحق؟", {ARABIC, ENGLISH}),
        ("How many attacks have been recorded on American bases in Iraq and Syria?", {ARABIC, ENGLISH}),
        ("كم عدد الهجمات في العراق وسوريا؟", {ARABIC, ENGLISH, REBUKE}),
        ("How many US troops are in Iraq?", {RESISTANCE, REBUKE}),
        ("How many US troops are in Syria?", {RESISTANCE}),
        ("What did Michael Knights compare the situation to?", {VOWS}),
    ],
)
def test_the_first_quote_names_every_article_that_carries_it(engine: Engine, question: str, carrying: set[str]) -> None:
    first = engine.ask(question).quotes[0]
    assert {first.article.id, *first.also} == carrying
    assert first.article.id not in first.also and first.among == len(BUNDLED)


PAIRS = [
    ("A representative from what is now", "وقال ممثل عن ما بات يعرف"),
    ("The spokesperson for the Iraqi Armed Forces", "وقال المتحدث الرسمي باسم القائد"),
    ("Over 165 attacks by Iran-backed", "ومنذ 7 تشرين الأول"),
]


@pytest.mark.parametrize(
    "question",
    [
        "What did Yahya Rasool say about the bilateral committee?",
        "من هو قائد عصائب أهل الحق؟",
        "How did the Cave Owners say that they would respond?",
        "How many attacks have been recorded on American bases in Iraq and Syria?",
    ],
)
def test_a_sentence_is_not_quoted_beside_its_translation(engine: Engine, question: str) -> None:
    starts = [quote.text for quote in engine.ask(question).quotes]
    for english, arabic in PAIRS:
        assert not (any(english in text for text in starts) and any(arabic in text for text in starts))


@pytest.mark.parametrize(
    "question",
    ["How many attacks on US forces since mid-October?", "كم هجوما على القوات الأميركية منذ منتصف أكتوبر؟"],
)
def test_different_numbers_stand_side_by_side(engine: Engine, question: str) -> None:
    answer = engine.ask(question)
    assert answer.answered and answer.numbers_differ
    at = next(place for place, quote in enumerate(answer.quotes) if "165 attacks" in quote.text)
    other = answer.quotes[at + 1]
    assert answer.quotes[at].article.id == REBUKE
    assert other.article.id == VOWS and "dozens" in other.text


@pytest.mark.parametrize(
    "question",
    [
        "How many US troops are in Iraq?",
        "How many US troops are in Syria?",
        "Who leads the Badr Organization?",
        "كم عدد الجنود الأميركيين في العراق؟",
    ],
)
def test_numbers_of_other_things_do_not_differ(engine: Engine, question: str) -> None:
    assert not engine.ask(question).numbers_differ


FIRE = "A fire at the Zarqafi refinery near Brimborion killed 14 workers on Monday, its director Nadia Obaidi said."


def test_a_report_with_another_number_is_quoted_beside_the_first_and_an_equal_one_is_counted(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    engine = Engine(tmp_path_factory.mktemp("numbers"))
    texts = {
        "first": FIRE,
        "other": FIRE.replace("14", "19"),
        "equal": "On Monday 14 workers were killed in the fire at the Zarqafi refinery of Brimborion.",
    }
    engine.add([*BUNDLED, *(made(name, text) for name, text in texts.items())], lambda article: None)
    answer = engine.ask("How many workers were killed in the Zarqafi refinery fire?")
    engine.close()
    assert answer.numbers_differ
    first, second = answer.quotes[:2]
    assert {first.article.id, *first.also} in ({"first", "equal"}, {"other"})
    assert {first.article.id, *first.also, second.article.id, *second.also} == set(texts)
    assert ("19" in first.text) != ("19" in second.text)


def test_the_line_about_numbers_stands_where_the_limit_leaves_one_of_them_out(engine: Engine) -> None:
    answer = engine.ask("كم هجوما على القوات الأميركية منذ منتصف أكتوبر؟", limit=2)
    assert len(answer.quotes) == 2 and answer.numbers_differ


def test_a_large_archive_is_not_counted(tmp_path_factory: pytest.TempPathFactory) -> None:
    engine = Engine(tmp_path_factory.mktemp("large"))
    rivers = [made(f"river-{n}", f"The river number {n} rose by {n} metres on Monday.") for n in range(FEW_ARTICLES)]
    engine.add([*BUNDLED, *rivers], lambda article: None)
    quote = engine.ask("What did Yahya Rasool say about the bilateral committee?").quotes[0]
    engine.close()
    assert quote.among is None and len(quote.also) == 1


def test_an_answer_that_is_looked_up_again_still_tells_both(engine: Engine) -> None:
    answer = engine.ask("How many attacks on US forces since mid-October?")
    kept = engine.source(answer.id).kept
    assert kept is not None and kept.answer.numbers_differ
    assert [quote.among for quote in kept.answer.quotes] == [len(BUNDLED)] * 3
