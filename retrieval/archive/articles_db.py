"""Reading and writing archive.sqlite: rows become articles and passages, and these become rows."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.article import Article, Block, BlockKind, Language, Passage, Span
from retrieval.archive.errors import told_plainly
from retrieval.archive.indexed import IndexedPassage
from retrieval.archive.schema import FILE, keeps_stories, open_to_read, open_to_write

_FACTS = (
    "id", "text", "title", "language", "title_made", "outlet", "author",
    "published", "date_source", "page_date", "url", "path",
)  # fmt: skip
_ARTICLE = f"SELECT {', '.join(_FACTS)}, blocks, sha256, added FROM articles"
_PASSAGE = "SELECT number, id, article_id, language, start, end, sentences, analysis FROM passages"


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article with what the archive knows of it: when it was first added (ISO, UTC), a hash of its text."""

    article: Article
    sha256: str
    added: str


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage, its number in both indexes, and the bytes that the search layer gave with it."""

    number: int
    passage: Passage
    analysis: bytes


def text_hash(text: str) -> str:
    """SHA-256 of a text in UTF-8, as hex."""
    return hashlib.sha256(text.encode()).hexdigest()


class ArticlesDb:
    """One connection. Every statement's failure is told as an `ArchiveError`."""

    def __init__(self, connection: sqlite3.Connection, home: Path) -> None:
        self._connection = connection
        self._home = home
        connection.row_factory = sqlite3.Row

    @classmethod
    def for_writing(cls, home: Path) -> ArticlesDb:
        """Opens `home`/archive.sqlite, made if missing. The caller holds the write lock."""
        with told_plainly(home):
            return cls(open_to_write(home / FILE), home)

    @classmethod
    def for_reading(cls, home: Path) -> ArticlesDb | None:
        """Opens what is there, in a folder that cannot be written too; None where no archive was made yet."""
        with told_plainly(home):
            connection = open_to_read(home / FILE)
        return cls(connection, home) if connection else None

    def run(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """All rows of one statement."""
        with told_plainly(self._home):
            return self._connection.execute(sql, values).fetchall()

    def rows(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        """The rows of one statement as they are read."""
        with told_plainly(self._home):
            # `yield from` would close the cursor of a reader who stops early, which a closed database refuses.
            for row in self._connection.execute(sql, values):  # noqa: UP028
                yield row

    def close(self) -> None:
        """Closes the connection; what was not committed is forgotten."""
        self._connection.close()

    # Reading

    def state(self) -> tuple[int, str]:
        """The published generation (0 before the first) and the fingerprint of what made it."""
        row = self.run("SELECT generation, fingerprint FROM state")[0]
        return row["generation"], row["fingerprint"]

    def article(self, article_id: str) -> StoredArticle | None:
        """One article, or None."""
        rows = self.run(f"{_ARTICLE} WHERE id = ?", [article_id])
        return _stored_article(rows[0]) if rows else None

    def article_ids(self) -> list[str]:
        """The id of every article in the order in which they were first added."""
        return [row["id"] for row in self.run("SELECT id FROM articles ORDER BY added_order")]

    def names(self) -> set[str]:
        """The outlets and authors of all articles."""
        rows = self.run("SELECT DISTINCT outlet, author FROM articles")
        return {name for row in rows for name in (row["outlet"], row["author"]) if name}

    def articles(self) -> Iterator[StoredArticle]:
        """All articles in the order in which they were first added."""
        return (_stored_article(row) for row in self.rows(f"{_ARTICLE} ORDER BY added_order"))

    def outlets(self) -> list[str]:
        """Every outlet that an article has, once each."""
        sql = "SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL ORDER BY outlet"
        return [row["outlet"] for row in self.run(sql)]

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage]:
        """The passages of these numbers, in no order; numbers that the archive lacks are left out."""
        sql = f"{_PASSAGE} WHERE number IN (SELECT value FROM json_each(?))"
        return [_stored_passage(row) for row in self.run(sql, [json.dumps(list(numbers))])]

    def passage(self, passage_id: str) -> StoredPassage | None:
        """One passage by its text id, or None."""
        rows = self.run(f"{_PASSAGE} WHERE id = ?", [passage_id])
        return _stored_passage(rows[0]) if rows else None

    def passages_of(self, article_id: str) -> list[StoredPassage]:
        """The passages of one article in the order of its text."""
        return [
            _stored_passage(row)
            for row in self.run(f"{_PASSAGE} WHERE article_id = ? ORDER BY start, number", [article_id])
        ]

    def analyses_of(self, article_id: str) -> list[bytes]:
        """What the search layer gave with each passage of one article."""
        return [row["analysis"] for row in self.run("SELECT analysis FROM passages WHERE article_id = ?", [article_id])]

    def all_passages(self) -> Iterator[StoredPassage]:
        """All passages by number."""
        return (_stored_passage(row) for row in self.rows(f"{_PASSAGE} ORDER BY number"))

    def first_and_last_passages(self) -> list[tuple[Language, int]]:
        """The language and number of the oldest and the newest passage of each language."""
        sql = (
            "SELECT language, min(number) FROM passages GROUP BY language "
            "UNION SELECT language, max(number) FROM passages GROUP BY language"
        )
        return [(row[0], row[1]) for row in self.run(sql)]

    def has_more_articles_than(self, count: int) -> bool:
        """Whether there are more than `count` articles; a large archive is not counted for it."""
        return bool(self.run("SELECT 1 FROM articles LIMIT 1 OFFSET ?", [count]))

    def keeps_stories(self) -> bool:
        """Whether this archive has tables of stories; one of an earlier layout gets them when it is next changed."""
        with told_plainly(self._home):
            return keeps_stories(self._connection)

    def count_articles(self) -> int:
        """How many articles there are."""
        return int(self.run("SELECT count(*) FROM articles")[0][0])

    def count_passages(self) -> int:
        """How many passages there are."""
        return int(self.run("SELECT count(*) FROM passages")[0][0])

    # Writing

    def insert_article(self, article: Article) -> None:
        """Adds an article whose id is new."""
        row = _article_row(article) | {"added": datetime.now(UTC).isoformat(timespec="seconds")}
        names = ", ".join(row)
        self.run(f"INSERT INTO articles ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))

    def update_article(self, article: Article) -> None:
        """Replaces the article of the same id; it keeps its place and the time when it was added."""
        row = _article_row(article)
        changes = ", ".join(f"{name} = ?" for name in row)
        self.run(f"UPDATE articles SET {changes} WHERE id = ?", [*row.values(), article.id])

    def delete_article(self, article_id: str) -> None:
        """Removes an article whose passages are gone."""
        self.run("DELETE FROM articles WHERE id = ?", [article_id])

    def insert_passages(self, indexed: Iterable[IndexedPassage]) -> list[int]:
        """Adds passages and gives their numbers."""
        sql = (
            "INSERT INTO passages (id, article_id, language, start, end, sentences, analysis) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING number"
        )
        return [int(self.run(sql, _passage_row(one))[0][0]) for one in indexed]

    def delete_passages(self, article_id: str) -> list[tuple[Language, int]]:
        """Removes the passages of an article and gives the language and number of each."""
        sql = "DELETE FROM passages WHERE article_id = ? RETURNING language, number"
        return [(row["language"], row["number"]) for row in self.run(sql, [article_id])]

    def publish(self, generation: int, fingerprint: str) -> None:
        """Makes everything since `BEGIN` visible together."""
        self.run("UPDATE state SET generation = ?, fingerprint = ?", [generation, fingerprint])
        self.run("COMMIT")


def _article_row(article: Article) -> dict[str, Any]:
    row = {name: getattr(article, name) for name in _FACTS}
    row["blocks"] = json.dumps([[block.kind, block.span.start, block.span.end] for block in article.blocks])
    row["sha256"] = text_hash(article.text)
    return row


def _stored_article(row: Any) -> StoredArticle:
    facts = {name: row[name] for name in _FACTS} | {"title_made": bool(row["title_made"])}
    blocks = tuple(Block(BlockKind(kind), Span(start, end)) for kind, start, end in json.loads(row["blocks"]))
    return StoredArticle(Article(blocks=blocks, **facts), row["sha256"], row["added"])


def _passage_row(indexed: IndexedPassage) -> list[Any]:
    passage = indexed.passage
    sentences = json.dumps([[span.start, span.end] for span in passage.sentences])
    return [
        passage.id, passage.article_id, passage.language,
        passage.span.start, passage.span.end, sentences, indexed.analysis,
    ]  # fmt: skip


def _stored_passage(row: Any) -> StoredPassage:
    sentences = tuple(Span(start, end) for start, end in json.loads(row["sentences"]))
    passage = Passage(row["id"], row["article_id"], row["language"], Span(row["start"], row["end"]), sentences)
    return StoredPassage(row["number"], passage, row["analysis"])
