"""One door to it all: filling, adding, removing, rebuilding, and asking from several threads."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.article import Article
from corpus.bundled import bundled_articles
from corpus.errors import ReadingError, UsageError
from corpus.records import article_from_record
from retrieval.archive.errors import NoArchive, ReadOnlyHome
from retrieval.engine import Engine

QUESTION = "How many US troops are in Iraq?"


def ids(engine: Engine) -> set[str]:
    with engine.archive.reading() as snapshot:
        return {stored.article.id for stored in snapshot.articles()}


def ignore(article: Article) -> None:
    pass


def test_a_new_home_is_filled_with_the_bundled_articles_once(engine: Engine) -> None:
    bundled = {article.id for article in bundled_articles()}
    engine.fill()
    assert ids(engine) == bundled


def test_an_article_can_be_asked_about_as_soon_as_it_is_added_and_no_longer_than_it_stays(engine: Engine) -> None:
    record = {"id": "reactor", "text": "The Zaqfeel reactor in Brimborion was shut on Monday, engineers said."}
    unread = ReadingError("page.txt: not text")
    seen: list[str] = []
    article = article_from_record(json.dumps(record).encode(), "reactor.jsonl")
    counts, errors = engine.add([article, unread], lambda added: seen.append(added.id))
    assert (counts.added, errors, seen) == (1, [unread], ["reactor"])
    answer = engine.ask("What happened to the Zaqfeel reactor?")
    assert answer.answered and answer.quotes[0].article == article
    assert engine.add([article], ignore)[0].unchanged == 1
    assert engine.remove("reactor") and not engine.remove("reactor")
    assert "reactor" not in {hit.article_id for hit in engine.search("Zaqfeel reactor").hits}


def test_rebuilding_names_every_article_and_changes_no_answer(engine: Engine) -> None:
    before = engine.search(QUESTION)
    seen: list[Article] = []
    assert engine.rebuild(seen.append) == 5
    assert {article.id for article in seen} == ids(engine)
    assert [hit.passage_id for hit in engine.search(QUESTION).hits] == [hit.passage_id for hit in before.hits]


def test_threads_get_the_answers_that_one_would(engine: Engine) -> None:
    questions = [QUESTION, "من يقود منظمة بدر؟", "What is the capital of Australia?", "Yahya Rasool"] * 4
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(engine.ask, questions))
    alone = {question: engine.ask(question) for question in set(questions)}
    for question, answer in zip(questions, answers, strict=True):
        assert answer.confidence == alone[question].confidence
        assert [quote.text for quote in answer.quotes] == [quote.text for quote in alone[question].quotes]
        assert engine.source(answer.id).answer is not None


def test_a_closed_engine_opens_again_when_it_is_asked(engine: Engine) -> None:
    first = engine.ask(QUESTION)
    engine.close()
    assert engine.ask(QUESTION).confidence == first.confidence
    assert engine.source(first.id).kind == "answer"


def test_a_question_that_is_half_a_character_is_refused(engine: Engine) -> None:
    with pytest.raises(UsageError, match="half a character"):
        engine.ask("What about \ud800 troops?")


def test_an_empty_home_says_how_to_begin(tmp_path: Path) -> None:
    engine = Engine(tmp_path / "home")
    with pytest.raises(NoArchive, match="isnad add"):
        engine.ask(QUESTION)
    assert not (tmp_path / "home").exists()


def test_a_home_that_cannot_be_made_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    with pytest.raises(ReadOnlyHome, match="ISNAD_HOME"):
        Engine(tmp_path / "home").fill()


def test_what_an_article_repeats_is_indexed_once(tmp_path: Path) -> None:
    text = "The ministry denied the report on Monday morning. " * 400
    engine = Engine(tmp_path / "home")
    engine.add([article_from_record(json.dumps({"id": "echo", "text": text}).encode(), None)], lambda article: None)
    with engine.archive.reading() as snapshot:
        passages = [stored.passage.span.of(text) for stored in snapshot.passages_of("echo")]
    engine.close()
    assert len(passages) == len(set(passages)) < 4
