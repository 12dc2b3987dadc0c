"""Every id that was printed leads back to its article, and says whether the words still stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.article import Article
from corpus.bundled import bundled_articles
from corpus.errors import UsageError
from corpus.records import article_from_record
from retrieval.answering import Answer
from retrieval.engine import Engine
from retrieval.provenance import CONTEXT, AnswersDb, Keeping

QUESTION = "How many US troops are in Iraq?"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    opened = Engine(tmp_path_factory.mktemp("provenance") / "home")
    opened.fill()
    yield opened
    opened.close()


@pytest.fixture
def answer(engine: Engine) -> Iterator[Answer]:
    """An answer; its articles are as they were once the test is over."""
    yield engine.ask(QUESTION)
    engine.add(bundled_articles(), ignore)


def ignore(article: Article) -> None:
    pass


def test_a_quote_s_id_leads_to_its_words_and_what_stands_around_them(engine: Engine, answer: Answer) -> None:
    for quote in answer.quotes:
        source = engine.source(quote.id)
        text = quote.article.text
        assert (source.kind, source.status, source.article) == ("quote", "unchanged", quote.article)
        assert (source.text, source.start, source.end) == (quote.text, quote.start, quote.end)
        assert source.before == text[max(0, quote.start - CONTEXT) : quote.start]
        assert source.after == text[quote.end : quote.end + CONTEXT]
        assert source.sha256 and source.added


def test_an_answer_s_id_leads_to_it_whole(engine: Engine, answer: Answer) -> None:
    source = engine.source(answer.id)
    assert source.kind == "answer" and source.text == answer.quotes[0].text
    kept = source.answer
    assert kept is not None
    assert (kept.question, kept.answered, kept.confidence) == (QUESTION, answer.answered, answer.confidence)
    for one, other in zip(kept.quotes, answer.quotes, strict=True):
        facts = (one.id, one.text, one.start, one.end, one.score, one.also, one.article.title)
        assert facts == (other.id, other.text, other.start, other.end, other.score, other.also, other.article.title)


def test_a_declined_answer_is_kept_too(engine: Engine) -> None:
    declined = engine.ask("What is the capital of Australia?")
    kept = engine.source(declined.id).answer
    assert kept is not None and not kept.answered


def test_the_ids_of_articles_and_passages_lead_to_them(engine: Engine) -> None:
    for hit in engine.search("US forces").hits:
        passage, article = engine.source(hit.passage_id), engine.source(hit.article_id)
        assert (passage.kind, passage.text, passage.start) == ("passage", hit.text, hit.start)
        assert (article.kind, article.text, article.status) == ("article", hit.article.text, "unchanged")


@pytest.mark.parametrize("identifier", ["", "nothing", "nothing.1", ".", "hafryat-factions-warn:p99"])
def test_an_unknown_id_is_one_error_that_says_where_ids_are(engine: Engine, identifier: str) -> None:
    with pytest.raises(UsageError, match="isnad articles"):
        engine.source(identifier)


def test_a_quote_that_the_answer_does_not_have_is_unknown(engine: Engine, answer: Answer) -> None:
    with pytest.raises(UsageError):
        engine.source(f"{answer.id}.9")


def test_a_changed_article_is_told_and_the_words_are_still_shown(engine: Engine, answer: Answer) -> None:
    quote = answer.quotes[0]
    record = b'{"id": "x", "text": "Nothing of it is left."}'
    engine.add([replace(article_from_record(record, None), id=quote.article.id, path=quote.article.path)], ignore)
    source = engine.source(quote.id)
    assert (source.status, source.text, source.start, source.end) == ("changed", quote.text, None, None)


def test_words_that_moved_are_found_where_they_stand_now(engine: Engine, answer: Answer) -> None:
    quote = answer.quotes[0]
    body = quote.article.text[quote.start :]
    record = b'{"id": "x", "text": "Corrected on Monday."}'
    moved = replace(article_from_record(record, None), id=quote.article.id, path=quote.article.path)
    text = f"{moved.text} {body}"
    blocks = (replace(moved.blocks[0], span=replace(moved.blocks[0].span, end=len(text))),)
    engine.add([replace(moved, text=text, blocks=blocks)], ignore)
    source = engine.source(quote.id)
    assert source.status == "changed" and source.start is not None and source.end is not None
    assert text[source.start : source.end] == quote.text


def test_a_removed_article_is_told_and_the_words_are_still_shown(engine: Engine, answer: Answer) -> None:
    quote = answer.quotes[0]
    assert engine.remove(quote.article.id)
    assert not engine.remove(quote.article.id)
    for identifier in (quote.id, answer.id):
        source = engine.source(identifier)
        assert (source.status, source.text) == ("removed", quote.text)
        assert source.article is not None and source.article.title == quote.article.title
    assert quote.article.id not in {hit.article_id for hit in engine.search(QUESTION).hits}


def test_a_rebuilt_index_changes_no_quote(engine: Engine, answer: Answer) -> None:
    assert engine.rebuild(ignore) == len(bundled_articles())
    assert [engine.source(quote.id).status for quote in answer.quotes] == ["unchanged"] * len(answer.quotes)
    again = engine.ask(QUESTION)
    assert [(q.article.id, q.start, q.end) for q in again.quotes] == [
        (q.article.id, q.start, q.end) for q in answer.quotes
    ]


def answers(count: int) -> list[Answer]:
    return [Answer(f"answer{number}", "why?", "en", False, 0.0, ()) for number in range(count)]


def test_only_the_newest_answers_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    for one in answers(6):  # what is too much goes at each first answer of a run
        db = AnswersDb(path, Keeping(count=3))
        db.keep(one)
        db.close()
    db = AnswersDb(path, Keeping(count=3))
    assert [one.id for one in answers(6) if db.find(one.id)] == ["answer3", "answer4", "answer5"]
    db.close()


def test_a_long_run_keeps_its_limit_too(tmp_path: Path) -> None:
    db = AnswersDb(tmp_path / "answers.sqlite", Keeping(count=5))
    for one in answers(401):
        db.keep(one)
    assert [one.id for one in answers(401) if db.find(one.id)] == [f"answer{number}" for number in range(396, 401)]
    db.close()


def test_answers_older_than_the_days_kept_go(tmp_path: Path) -> None:
    first, second = answers(2)
    for keeping, one in ((Keeping(), first), (Keeping(days=0), second)):
        db = AnswersDb(tmp_path / "answers.sqlite", keeping)
        db.keep(one)
        db.close()
    db = AnswersDb(tmp_path / "answers.sqlite", Keeping())
    assert db.find(first.id) is None
    db.close()


def test_a_home_that_cannot_be_written_keeps_none_and_raises_nothing(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    db = AnswersDb(tmp_path / "home" / "answers.sqlite", Keeping())
    db.keep(answers(1)[0])
    assert db.find("answer0") is None
    db.close()


def test_a_damaged_file_of_answers_keeps_none_and_raises_nothing(tmp_path: Path) -> None:
    (tmp_path / "answers.sqlite").write_bytes(b"not a database at all" * 100)
    db = AnswersDb(tmp_path / "answers.sqlite", Keeping())
    db.keep(answers(1)[0])
    assert db.find("answer0") is None
    db.close()
