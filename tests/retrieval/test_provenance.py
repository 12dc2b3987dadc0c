"""Every id that was printed leads back to its article, and says whether the words still stand."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import pytest

from corpus.article import Article
from corpus.bundled import bundled_articles
from corpus.errors import UsageError
from corpus.records import article_from_record
from corpus.splitting import split_sentences
from retrieval.answering import Answer
from retrieval.archive.articles_db import text_hash
from retrieval.engine import Engine
from retrieval.search import Filters

QUESTION = "How many US troops are in Iraq?"


@pytest.fixture
def answer(engine: Engine) -> Iterator[Answer]:
    """An answer; its articles are as they were once the test is over."""
    yield engine.ask(QUESTION)
    engine.add(bundled_articles(), ignore)


def ignore(article: Article) -> None:
    pass


def rewritten(engine: Engine, article: Article, text: str) -> None:
    """The article, replaced by one of the same id with another text."""
    record = json.dumps({"id": "x", "text": text}).encode()
    engine.add([replace(article_from_record(record, None), id=article.id, path=article.path)], ignore)


def test_a_quote_s_id_leads_to_its_words_and_whole_sentences_around_them(engine: Engine, answer: Answer) -> None:
    for quote in answer.quotes:
        source = engine.source(quote.id)
        assert (source.kind, source.status, source.article) == ("quote", "unchanged", quote.article)
        assert (source.text, source.start, source.end) == (quote.text, quote.start, quote.end)
        around = source.before + source.text + source.after
        assert quote.article.text[quote.start - len(source.before) : quote.end + len(source.after)] == around
        ends = [quote.article.text[span.start : span.end] for span in split_sentences(quote.article.text)]
        for side in (source.before, source.after):
            assert all(sentence.of(side) in ends for sentence in split_sentences(side))
        assert source.added and source.sha256 == text_hash(quote.article.text)


def test_an_answer_s_id_leads_to_it_whole_with_what_shaped_it(engine: Engine) -> None:
    asked = engine.ask(QUESTION, 2, Filters(language="en", until="2026-01-01"))
    source = engine.source(asked.id)
    kept, shaped = source.answer, source.kept and source.kept.shaped
    assert kept is not None and shaped is not None
    assert (source.kind, kept.question, kept.confidence) == ("answer", QUESTION, asked.confidence)
    assert (shaped.limit, shaped.filters.language, shaped.filters.until) == (2, "en", "2026-01-01")
    assert shaped.fingerprint == engine.fingerprint
    for one, other in zip(kept.quotes, asked.quotes, strict=True):
        facts = (one.id, one.text, one.start, one.end, one.score, one.also, one.article.title)
        assert facts == (other.id, other.text, other.start, other.end, other.score, other.also, other.article.title)
    assert [quote.id for quote in source.quotes] == [quote.id for quote in asked.quotes]


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


def test_an_id_that_is_nearly_right_is_guessed(engine: Engine, answer: Answer) -> None:
    with pytest.raises(UsageError, match="did you mean hafryat-factions-warn"):
        engine.source("hafryat-faction-warn")
    wrong = answer.id[:-1] + ("x" if answer.id[-1] != "x" else "y")
    with pytest.raises(UsageError, match=f"did you mean {answer.id}"):
        engine.source(wrong)
    assert engine.source(f" {answer.id.upper()}.1 ").id == f"{answer.id}.1"


def test_a_quote_that_the_answer_does_not_have_is_unknown(engine: Engine, answer: Answer) -> None:
    with pytest.raises(UsageError, match=f"`isnad source {answer.id}`"):
        engine.source(f"{answer.id}.9")


def test_a_changed_article_is_told_and_shows_the_words_as_quoted_and_what_is_nearest_now(
    engine: Engine, answer: Answer
) -> None:
    quote = answer.quotes[0]
    rewritten(engine, quote.article, quote.article.text.replace("2,500", "3,100"))
    source = engine.source(quote.id)
    assert (source.status, source.text, source.start, source.end) == ("changed", quote.text, None, None)
    assert source.now is not None and source.article is not None
    assert source.now.text == quote.text.replace("2,500", "3,100")
    assert source.article.text[source.now.start : source.now.end] == source.now.text
    assert (source.sha256, source.sha256_now) == (text_hash(quote.article.text), text_hash(source.article.text))


def test_where_nothing_near_is_left_none_is_offered(engine: Engine, answer: Answer) -> None:
    rewritten(engine, answer.quotes[0].article, "Nothing of it is left.")
    source = engine.source(answer.quotes[0].id)
    assert (source.status, source.text, source.now) == ("changed", answer.quotes[0].text, None)


def test_words_that_moved_are_found_where_they_stand_now(engine: Engine, answer: Answer) -> None:
    quote = answer.quotes[0]
    rewritten(engine, quote.article, f"Corrected on Monday. {quote.article.text[quote.start :]}")
    source = engine.source(quote.id)
    assert source.status == "changed" and source.article is not None
    assert source.article.text[source.start : source.end] == quote.text and source.start != quote.start


def test_an_article_that_changed_elsewhere_has_changed_though_the_quote_stands(engine: Engine, answer: Answer) -> None:
    quote = answer.quotes[0]
    rewritten(engine, quote.article, f"{quote.article.text}\n\nA correction was added on Monday.")
    source = engine.source(quote.id)
    assert (source.status, source.start, source.end) == ("changed", quote.start, quote.end)


def test_a_removed_article_is_told_and_the_words_are_still_shown(engine: Engine, answer: Answer) -> None:
    quote = answer.quotes[0]
    assert engine.remove(quote.article.id)
    assert not engine.remove(quote.article.id)
    for identifier in (quote.id, answer.id):
        source = engine.source(identifier)
        assert (source.status, source.text) == ("removed", quote.text)
        assert source.article is not None and source.article.title == quote.article.title
        assert source.sha256 == text_hash(quote.article.text) and source.added
    assert quote.article.id not in {hit.article_id for hit in engine.search(QUESTION).hits}


def test_the_ids_of_a_removed_article_and_its_passages_lead_to_what_was_quoted(engine: Engine, answer: Answer) -> None:
    quote = answer.quotes[0]
    engine.remove(quote.article.id)
    for identifier, kind in ((quote.article.id, "article"), (f"{quote.article.id}:p2", "passage")):
        source = engine.source(identifier)
        assert (source.kind, source.status, source.text) == (kind, "removed", "")
        assert quote.text in [quoted.text for quoted in source.quotes]
        assert source.article is not None and source.article.title == quote.article.title


def test_a_passage_that_a_changed_article_no_longer_has_is_one_line(engine: Engine, answer: Answer) -> None:
    article = answer.quotes[0].article
    rewritten(engine, article, "Nothing of it is left.")
    with pytest.raises(UsageError, match=f"has 1 passage now.*isnad source {article.id}"):
        engine.source(f"{article.id}:p3")
    assert engine.source(f"{article.id}:p1").text == "Nothing of it is left."


def test_a_rebuilt_index_changes_no_quote(engine: Engine, answer: Answer) -> None:
    assert engine.rebuild(ignore) == len(bundled_articles())
    assert [engine.source(quote.id).status for quote in answer.quotes] == ["unchanged"] * len(answer.quotes)
    again = engine.ask(QUESTION)
    assert [(q.article.id, q.start, q.end) for q in again.quotes] == [
        (q.article.id, q.start, q.end) for q in answer.quotes
    ]


def test_an_article_that_carries_it_too_is_shown_with_its_own_words(engine: Engine, answer: Answer) -> None:
    quote = answer.quotes[0]
    copy = {"id": "copy", "text": f"The ministry spoke on Monday. {quote.text} Nothing else was said."}
    engine.add([article_from_record(json.dumps(copy).encode(), None)], ignore)
    found = engine.source(engine.ask(QUESTION).quotes[0].id)
    also = [one for one in found.also if one.article.id in ("copy", quote.article.id)]
    engine.remove("copy")
    assert also and also[0].standing is not None and also[0].standing.text == quote.text


def test_an_answer_that_the_first_version_kept_is_read(engine: Engine, answer: Answer) -> None:
    quote = answer.quotes[0]
    names = ("id", "title", "language", "title_made", "outlet", "author", "published", "date_source", "page_date")
    article = {name: getattr(quote.article, name) for name in (*names, "url", "path")}
    kept = {"id": "abcd2345.1", "text": quote.text, "start": quote.start, "end": quote.end, "score": 1.0, "also": []}
    row = {"id": "abcd2345", "question": "?", "language": "en", "answered": True, "confidence": 0.9}
    home = engine.archive.home
    with sqlite3.connect(home / "answers.sqlite") as connection:
        packed = json.dumps({**row, "quotes": [{**kept, "article": article}]})
        connection.execute("INSERT INTO answer SELECT 'abcd2345', max(asked), ? FROM answer", [packed])
    connection.close()
    source = engine.source("abcd2345.1")
    assert (source.status, source.text, source.start) == ("unchanged", quote.text, quote.start)
    assert source.kept is not None and source.kept.shaped is None
