"""Where words come from: answers are kept, and any id that was printed leads back to its article."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from corpus.article import Article, Block, BlockKind, Span
from retrieval.answering import Answer, Quote
from retrieval.archive_snapshot import Snapshot

CONTEXT = 300
Kind = Literal["answer", "quote", "article", "passage"]
Status = Literal["unchanged", "changed", "removed"]


@dataclass(frozen=True, slots=True)
class Keeping:
    """How many answers are kept, and for how many days."""

    count: int = 10_000
    days: int = 365


@dataclass(frozen=True, slots=True)
class Source:
    """What an id names: its article, the words as quoted, up to 300 characters on either side, and whether they stand.

    For an answer, `text` is its first quote, and `answer` holds it whole.
    """

    kind: Kind
    article: Article | None
    text: str
    start: int | None
    end: int | None
    before: str
    after: str
    status: Status
    sha256: str | None = None
    added: str | None = None
    answer: Answer | None = None


class AnswersDb:
    """Answers given, in an SQLite file that is made at the first one. A home that cannot be written keeps none."""

    def __init__(self, path: Path, keeping: Keeping) -> None:
        self._path, self._keeping = path, keeping
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._unpruned = 0

    def keep(self, answer: Answer) -> None:
        """Keeps an answer, and now and then lets go of the oldest."""
        row = (answer.id, time.time(), json.dumps(_packed(answer), ensure_ascii=False))
        try:
            with self._lock, self._open() as connection:
                connection.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", row)
                if self._unpruned % 200 == 0:
                    self._prune(connection)
                self._unpruned += 1
        except sqlite3.Error:
            return

    def find(self, answer_id: str) -> Answer | None:
        """A kept answer. Its articles are as they were quoted: the facts, and the quoted words as their text."""
        if not self._path.exists():
            return None
        try:
            with self._lock, self._open() as connection:
                row = connection.execute("SELECT packed FROM answer WHERE id = ?", (answer_id,)).fetchone()
        except sqlite3.Error:
            return None
        return _unpacked(json.loads(row[0])) if row else None

    def close(self) -> None:
        """Lets go of the file."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(self._path, check_same_thread=False, timeout=10)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            self._connection.execute("CREATE TABLE IF NOT EXISTS answer (id TEXT PRIMARY KEY, asked REAL, packed TEXT)")
        return self._connection

    def _prune(self, connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM answer WHERE asked < ?", (time.time() - self._keeping.days * 86400,))
        connection.execute(
            "DELETE FROM answer WHERE id NOT IN (SELECT id FROM answer ORDER BY asked DESC LIMIT ?)",
            (self._keeping.count,),
        )


_FACTS = (
    "id",
    "title",
    "language",
    "title_made",
    "outlet",
    "author",
    "published",
    "date_source",
    "page_date",
    "url",
    "path",
)


def _packed(answer: Answer) -> dict[str, Any]:
    quotes = [
        {
            "id": quote.id,
            "text": quote.text,
            "start": quote.start,
            "end": quote.end,
            "score": quote.score,
            "also": quote.also,
            "article": {fact: getattr(quote.article, fact) for fact in _FACTS},
        }
        for quote in answer.quotes
    ]
    facts = ("id", "question", "language", "answered", "confidence")
    return {**{fact: getattr(answer, fact) for fact in facts}, "quotes": quotes}


def _unpacked(packed: dict[str, Any]) -> Answer:
    quotes = tuple(_kept_quote(quote) for quote in packed.pop("quotes"))
    return Answer(**packed, quotes=quotes)


def _kept_quote(packed: dict[str, Any]) -> Quote:
    """A quote over an article that holds blanks up to the quoted words: the offsets stay those of the original."""
    text = " " * packed["start"] + packed["text"]
    block = Block(BlockKind.PARAGRAPH, Span(packed["start"], packed["end"]))
    article = Article(**packed["article"], text=text, blocks=(block,))
    return Quote(packed["id"], article, packed["start"], packed["end"], packed["score"], tuple(packed["also"]))


def locate(identifier: str, snapshot: Snapshot, answers: AnswersDb) -> Source | None:
    """What `identifier` names in the archive or among the answers kept, or None."""
    stored = snapshot.article(identifier)
    if stored:
        text = stored.article.text
        return Source("article", stored.article, text, 0, len(text), "", "", "unchanged", stored.sha256, stored.added)
    passage = snapshot.passage(identifier)
    if passage:
        span, article_id = passage.passage.span, passage.passage.article_id
        holder = snapshot.article(article_id)
        if holder:
            return _placed("passage", holder.article, span, holder.sha256, holder.added)
    answer = answers.find(identifier.partition(".")[0])
    if answer is None:
        return None
    if "." not in identifier:
        first = _quote_source(answer.quotes[0], snapshot, answer) if answer.quotes else None
        return _as_answer(answer, first)
    quote = next((quote for quote in answer.quotes if quote.id == identifier), None)
    return _quote_source(quote, snapshot, answer) if quote else None


def _placed(kind: Kind, article: Article, span: Span, sha256: str | None, added: str | None) -> Source:
    text = article.text
    before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
    return Source(kind, article, span.of(text), span.start, span.end, before, after, "unchanged", sha256, added)


def _quote_source(quote: Quote, snapshot: Snapshot, answer: Answer) -> Source:
    stored = snapshot.article(quote.article.id)
    if stored is None:
        return Source("quote", quote.article, quote.text, quote.start, quote.end, "", "", "removed", answer=answer)
    if stored.article.text[quote.start : quote.end] == quote.text:
        placed = _placed("quote", stored.article, Span(quote.start, quote.end), stored.sha256, stored.added)
        return replace(placed, answer=answer)
    moved = stored.article.text.find(quote.text)
    start, end = (moved, moved + len(quote.text)) if moved >= 0 else (None, None)
    return Source(
        "quote", stored.article, quote.text, start, end, "", "", "changed", stored.sha256, stored.added, answer
    )


def _as_answer(answer: Answer, first: Source | None) -> Source:
    if first is None:
        return Source("answer", None, "", None, None, "", "", "unchanged", answer=answer)
    return replace(first, kind="answer")
