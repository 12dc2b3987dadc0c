"""discord.sqlite in the home: what the bot must remember that belongs to Discord alone."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.errors import IsnadError

FILE = "discord.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS answer (
    id TEXT PRIMARY KEY, guild INTEGER, channel INTEGER NOT NULL, person INTEGER NOT NULL, private INTEGER NOT NULL,
    asked REAL NOT NULL);
CREATE INDEX IF NOT EXISTS answer_in_channel ON answer (channel, asked);
CREATE INDEX IF NOT EXISTS answer_by_age ON answer (asked);
CREATE TABLE IF NOT EXISTS feedback (
    answer TEXT NOT NULL, person INTEGER NOT NULL, helpful INTEGER NOT NULL, given REAL NOT NULL,
    PRIMARY KEY (answer, person));
CREATE TABLE IF NOT EXISTS server (guild INTEGER PRIMARY KEY, language TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS channel (guild INTEGER NOT NULL, channel INTEGER NOT NULL, PRIMARY KEY (guild, channel));
CREATE TABLE IF NOT EXISTS commands (scope TEXT PRIMARY KEY, digest TEXT NOT NULL);
"""


class Database:
    """One SQLite file for all threads of the process. Raises IsnadError where the home cannot be written."""

    def __init__(self, home: Path) -> None:
        self._lock = threading.Lock()
        try:
            self._connection = sqlite3.connect(home / FILE, check_same_thread=False, timeout=10)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            self._connection.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise IsnadError(f"{home / FILE} cannot be used ({error}): mend or remove it") from error

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        """Runs one statement as a transaction of its own, and hands back what it found."""
        with self._lock, self._connection:
            return self._connection.execute(statement, values).fetchall()

    def close(self) -> None:
        """Lets go of the file."""
        with self._lock:
            self._connection.close()
