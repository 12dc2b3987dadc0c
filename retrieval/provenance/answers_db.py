"""Answers given, kept in answers.sqlite so that their ids can be looked up later."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.archive.schema import connect_read_only
from retrieval.provenance.kept_answer import Kept, packed, unpacked

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answer (id TEXT PRIMARY KEY, asked REAL, packed TEXT);
CREATE INDEX IF NOT EXISTS answer_asked ON answer(asked);
"""
_PRUNE_EVERY = 200
_PRUNE_SECONDS = 3600
_TIMEOUT_SECONDS = 10
_PAUSE_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Keeping:
    """How many answers are kept, and for how many days."""

    count: int = 10_000
    days: int = 365


class AnswersDb:
    """An SQLite file that is made at the first answer, for any number of threads and processes.

    A home that cannot be written keeps no new answer, and still finds those that it has.
    """

    def __init__(self, path: Path, keeping: Keeping) -> None:
        self._path, self._keeping = path, keeping
        self._lock = threading.Lock()
        self._writing: sqlite3.Connection | None = None
        self._reading: sqlite3.Connection | None = None
        self._since_pruned = 0
        self._pruned_at = float("-inf")

    def keep(self, kept: Kept) -> None:
        """Keeps an answer; with the first, and now and then, lets go of those over the limits."""
        row = (kept.answer.id, kept.asked, json.dumps(packed(kept), ensure_ascii=False))
        try:
            with self._lock, self._open_to_write() as connection:
                connection.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", row)
                self._prune_if_due(connection)
        except sqlite3.Error:
            return

    def find(self, answer_id: str) -> Kept | None:
        """A kept answer that is not too old."""
        return next(self._found("id = ?", [answer_id]), None)

    def quoting(self, article_id: str) -> list[Kept]:
        """The answers that quote an article, newest first. Reads every answer: for ids that nothing else has."""
        named = self._found("instr(packed, ?)", [json.dumps(article_id, ensure_ascii=False)])
        return [kept for kept in named if any(quote.article.id == article_id for quote in kept.answer.quotes)]

    def ids(self) -> list[str]:
        """The id of every answer kept, newest first."""
        return [row[0] for row in self._rows("SELECT id FROM answer WHERE asked >= ? ORDER BY asked DESC", [])]

    def close(self) -> None:
        """Lets go of the file."""
        with self._lock:
            for connection in (self._reading, self._writing):
                if connection:
                    connection.close()
            self._reading = self._writing = None

    def _found(self, condition: str, values: Sequence[Any]) -> Any:
        sql = f"SELECT packed, asked FROM answer WHERE asked >= ? AND {condition} ORDER BY asked DESC"
        for row in self._rows(sql, values):
            try:
                yield unpacked(json.loads(row[0]), row[1])
            except (KeyError, TypeError, ValueError):
                continue  # written by another program, or damaged: as good as not kept

    def _rows(self, sql: str, values: Sequence[Any]) -> list[Any]:
        """All rows of a statement whose first place is for the oldest time that still counts."""
        if not self._path.exists():
            return []
        try:
            with self._lock:
                if self._reading is None:
                    self._reading = connect_read_only(self._path)
                return self._reading.execute(sql, [self._oldest(), *values]).fetchall()
        except sqlite3.Error:
            return []

    def _oldest(self) -> float:
        return time.time() - self._keeping.days * 86400

    def _open_to_write(self) -> sqlite3.Connection:
        if self._writing is None:
            connection = sqlite3.connect(self._path, check_same_thread=False, timeout=_TIMEOUT_SECONDS)
            try:
                _write_ahead(connection)
                connection.execute("PRAGMA synchronous=NORMAL")
                connection.executescript(_SCHEMA)
            except BaseException:
                connection.close()
                raise
            self._writing = connection
        return self._writing

    def _prune_if_due(self, connection: sqlite3.Connection) -> None:
        now = time.monotonic()
        self._since_pruned += 1
        if self._since_pruned < _PRUNE_EVERY and now - self._pruned_at < _PRUNE_SECONDS:
            return
        connection.execute("DELETE FROM answer WHERE asked < ?", [self._oldest()])
        connection.execute(
            "DELETE FROM answer WHERE asked <= (SELECT asked FROM answer ORDER BY asked DESC LIMIT 1 OFFSET ?)",
            [self._keeping.count],
        )
        self._since_pruned, self._pruned_at = 0, now


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turns a new file to WAL; alone of all statements this one does not wait while another process does the same."""
    until = time.monotonic() + _TIMEOUT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
        time.sleep(_PAUSE_SECONDS)
