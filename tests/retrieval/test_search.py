"""A question in either language finds passages in both, within its filters, each exactly where it stands."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.bundled import bundled_articles
from retrieval.engine import Engine
from retrieval.search import Filters, Hit

ARTICLES = {article.id: article for article in bundled_articles()}
DATED = {"hafryat-factions-warn", "sada-elbalad-factions-ready"}


def found(engine: Engine, question: str, filters: Filters | None = None, limit: int = 10) -> tuple[Hit, ...]:
    return engine.search(question, limit, filters or Filters()).hits


@pytest.mark.parametrize("question", ["Badr Organization Qais Khazali", "منظمة بدر قيس الخزعلي"])
def test_either_language_finds_both(engine: Engine, question: str) -> None:
    assert {hit.article_id for hit in found(engine, question)[:2]} == DATED


@pytest.mark.parametrize("question", ["Yahya Rasool", "Yehia Rasul", "يحيى رسول"])
def test_a_name_is_found_in_both_scripts_however_it_is_spelt(engine: Engine, question: str) -> None:
    assert {hit.article_id for hit in found(engine, question)[:2]} == DATED


@pytest.mark.parametrize("question", ["US forces leave Iraq", "خروج القوات من العراق", "Who is Matthew Miller?"])
def test_a_hit_is_a_slice_of_its_article(engine: Engine, question: str) -> None:
    hits = found(engine, question)
    assert hits
    for hit in hits:
        assert hit.article == ARTICLES[hit.article_id]
        assert hit.text == ARTICLES[hit.article_id].text[hit.start : hit.end]
        assert hit.text == hit.text.strip() and hit.passage_id.startswith(hit.article_id)
    assert len({hit.passage_id for hit in hits}) == len(hits)


def test_a_passage_is_found_by_its_own_first_words(engine: Engine) -> None:
    for article in ARTICLES.values():
        paragraphs = (block.span.of(article.text) for block in article.blocks)
        first = next(paragraph for paragraph in paragraphs if len(paragraph) > 150)
        assert any(first[:60] in hit.text for hit in found(engine, first[:150])[:3]), article.id


@pytest.mark.parametrize("question", ["US forces in Iraq", "القوات الأميركية"])
def test_neither_language_drowns_the_other(engine: Engine, question: str) -> None:
    arabic = list(accumulate(hit.language == "ar" for hit in found(engine, question, limit=10)))
    there = 3  # passages in Arabic
    assert arabic[-1] == there and arabic[3] >= 1


@pytest.mark.parametrize("limit", [1, 2, 5, 30])
def test_no_more_hits_than_asked_for(engine: Engine, limit: int) -> None:
    assert len(found(engine, "US forces", limit=limit)) == min(limit, 21)


@pytest.mark.parametrize(
    ("filters", "articles"),
    [
        (Filters(language="ar"), {"hafryat-factions-warn"}),
        (Filters(language="en"), set(ARTICLES) - {"hafryat-factions-warn"}),
        (Filters(outlet="حفريات"), {"hafryat-factions-warn"}),
        (Filters(outlet="صدى البلد"), {"sada-elbalad-factions-ready"}),
        (Filters(outlet="no such outlet"), set()),
        (Filters(since="2024-02-11"), DATED),
        (Filters(until="2024-02-11"), DATED),
        (Filters(since="2024-02-11", until="2024-02-11"), DATED),
        (Filters(since="2024-02-12"), set()),
        (Filters(until="2024-02-10"), set()),
        (Filters(outlet="حفريات", since="2024-01-01", until="2024-12-31"), {"hafryat-factions-warn"}),
        (Filters(outlet="حفريات", language="en"), set()),
        (Filters(language="en", since="2024-01-01"), {"sada-elbalad-factions-ready"}),
    ],
)
@pytest.mark.parametrize("question", ["US forces in Iraq", "القوات الأميركية في العراق"])
def test_only_articles_that_pass_the_filters_are_found(
    engine: Engine, question: str, filters: Filters, articles: set[str]
) -> None:
    assert {hit.article_id for hit in found(engine, question, filters, limit=30)} == articles


def test_filters_hold_for_answers_too(engine: Engine) -> None:
    answer = engine.ask("How many US troops are in Iraq?", filters=Filters(language="ar"))
    assert {quote.article.language for quote in answer.quotes} == {"ar"}
    nothing = engine.ask("How many US troops are in Iraq?", filters=Filters(outlet="no such outlet"))
    assert not nothing.answered and nothing.quotes == () and nothing.confidence == 0


def test_the_same_question_finds_the_same(engine: Engine) -> None:
    assert found(engine, "Baghdad talks") == found(engine, "Baghdad talks")


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_no_words_break_the_search(engine: Engine, noise: str) -> None:
    assert found(engine, f"troops {noise}")
