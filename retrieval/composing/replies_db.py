"""Replies that models gave, kept in replies.sqlite so that none is paid for twice; and the tokens of each day."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from retrieval.composing.asking import Request
from retrieval.composing.prompting import PROMPT_VERSION

MOST_REPLIES = 5_000
_SCHEMA = """
CREATE TABLE IF NOT EXISTS reply (key TEXT PRIMARY KEY, written REAL NOT NULL, text TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS reply_written ON reply(written);
CREATE TABLE IF NOT EXISTS spent (day TEXT PRIMARY KEY, tokens INTEGER NOT NULL);
"""
_TIMEOUT_SECONDS = 5


def key_of(model: str, base_url: str | None, request: Request) -> str:
    """What a reply is kept under: the model, where it was asked, the prompt's version and all that it was told."""
    told = [PROMPT_VERSION, model, base_url, request.rules, request.material]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


class RepliesDb:
    """An SQLite file that is made when it is first needed, for any number of threads and processes.

    A home that cannot be written keeps nothing: then every reply is asked for, and tokens are counted in memory.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def find(self, key: str) -> str | None:
        """The reply that was kept under a key."""
        with self._open() as connection:
            row = connection.execute("SELECT text FROM reply WHERE key = ?", [key]).fetchone()
        return str(row[0]) if row else None

    def keep(self, key: str, text: str) -> None:
        """Keeps a reply, and lets go of the oldest beyond `MOST_REPLIES`."""
        with self._open() as connection:
            connection.execute("INSERT OR REPLACE INTO reply VALUES (?, ?, ?)", [key, time.time(), text])
            connection.execute(
                "DELETE FROM reply WHERE written <= (SELECT written FROM reply ORDER BY written DESC LIMIT 1 OFFSET ?)",
                [MOST_REPLIES],
            )

    def reserve(self, tokens: int, limit: int | None) -> bool:
        """Counts tokens as spent today (UTC), before they are; False, and nothing counted, where `limit` is too low."""
        with self._open() as connection:
            connection.execute("INSERT OR IGNORE INTO spent VALUES (?, 0)", [_today()])
            sql = "UPDATE spent SET tokens = tokens + ?1 WHERE day = ?2 AND (?3 IS NULL OR tokens + ?1 <= ?3)"
            return connection.execute(sql, [tokens, _today(), limit]).rowcount == 1

    def settle(self, reserved: int, used: int) -> None:
        """Corrects what was reserved to what was used."""
        with self._open() as connection:
            sql = "UPDATE spent SET tokens = max(0, tokens + ?) WHERE day = ?"
            connection.execute(sql, [used - reserved, _today()])

    def close(self) -> None:
        """Lets go of the file."""
        with self._lock:
            if self._connection:
                self._connection.close()
            self._connection = None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A transaction; on a file that turns out not to be writable, one in memory from then on."""
        with self._lock:
            if self._connection is None:
                self._connection = _opened(self._path)
            with self._connection:
                yield self._connection


def _opened(path: Path) -> sqlite3.Connection:
    try:
        return _made(str(path))
    except sqlite3.Error:
        return _made(":memory:")


def _made(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, check_same_thread=False, timeout=_TIMEOUT_SECONDS)
    try:
        connection.executescript(_SCHEMA)
        connection.execute("DELETE FROM spent WHERE day < ?", [_today()])
        connection.commit()
    except BaseException:
        connection.close()
        raise
    return connection


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
