"""archive.sqlite as a file: its tables, and how it is opened by a writer and by readers."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import quote

from retrieval.archive.errors import ArchiveError

FILE = "archive.sqlite"

_VERSION = 2
_ARTICLES = """
CREATE TABLE articles (
    added_order INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    blocks TEXT NOT NULL,           -- [[kind, start, end], ...]
    title_made INTEGER NOT NULL,
    outlet TEXT,
    author TEXT,
    published TEXT,
    date_source TEXT NOT NULL,
    page_date TEXT,
    url TEXT,
    path TEXT,
    sha256 TEXT NOT NULL,           -- of the text in UTF-8
    added TEXT NOT NULL             -- UTC
);
CREATE TABLE passages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,   -- the key in both indexes, never given twice
    id TEXT NOT NULL UNIQUE,
    article_id TEXT NOT NULL REFERENCES articles(id),
    language TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    sentences TEXT NOT NULL,        -- [[start, end], ...]
    analysis BLOB NOT NULL
);
CREATE INDEX passages_of_article ON passages(article_id);
CREATE TABLE state (generation INTEGER NOT NULL, fingerprint TEXT NOT NULL);
INSERT INTO state VALUES (0, '');
"""
# Since layout 2. An article of an older archive is compared by the first writer that changes something.
_STORIES = """
CREATE TABLE compared (
    article INTEGER PRIMARY KEY,    -- articles.added_order
    keys TEXT NOT NULL              -- [integer, ...]
);
CREATE TABLE story_keys (key INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (key, article)) WITHOUT ROWID;
CREATE TABLE kin (                  -- both ways round
    article TEXT NOT NULL, other TEXT NOT NULL, one_story INTEGER NOT NULL, PRIMARY KEY (article, other)
) WITHOUT ROWID;
CREATE TABLE retold (               -- the sentence that starts at `start` is carried by the other's
    article TEXT NOT NULL, start INTEGER NOT NULL, other TEXT NOT NULL, other_start INTEGER NOT NULL,
    PRIMARY KEY (article, start, other, other_start)
) WITHOUT ROWID;
CREATE INDEX retold_by ON retold(other);
"""
# A writer commits in milliseconds; whoever waits longer waits for something that hangs.
_TIMEOUT_SECONDS = 30


def open_to_write(path: Path) -> sqlite3.Connection:
    """A connection without a transaction, the tables made if they are missing. Raises sqlite3.Error, ArchiveError."""
    connection = sqlite3.connect(path, timeout=_TIMEOUT_SECONDS, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        made = {0: _ARTICLES + _STORIES, 1: _STORIES}.get(_version(connection))
        if made:
            connection.executescript(f"BEGIN; {made} PRAGMA user_version = {_VERSION}; COMMIT;")
        _check_version(connection, path, {_VERSION})
    except BaseException:
        connection.close()
        raise
    return connection


def open_to_read(path: Path) -> sqlite3.Connection | None:
    """A connection that cannot change anything; None where the tables were never made. Raises as above."""
    if not path.exists():
        return None
    connection = connect_read_only(path)
    try:
        if _version(connection) == 0:
            connection.close()
            return None
        _check_version(connection, path, {1, _VERSION})
    except BaseException:
        connection.close()
        raise
    return connection


def connect_read_only(path: Path) -> sqlite3.Connection:
    """A connection that writes nothing, in a folder that cannot be written too. Raises sqlite3.Error."""
    address = f"file:{quote(str(path))}?mode=ro"
    connection = sqlite3.connect(
        address, uri=True, timeout=_TIMEOUT_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        _version(connection)
    except sqlite3.OperationalError:
        connection.close()
        # WAL needs a file beside the database; where none can be made, nobody writes either.
        if path.with_name(f"{path.name}-wal").exists():
            raise
        return sqlite3.connect(f"{address}&immutable=1", uri=True, isolation_level=None, check_same_thread=False)
    return connection


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def keeps_stories(connection: sqlite3.Connection) -> bool:
    """Whether the tables of stories are there: an archive of layout 1 that nobody has changed since lacks them."""
    return _version(connection) > 1


def _check_version(connection: sqlite3.Connection, path: Path, known: set[int]) -> None:
    if (version := _version(connection)) not in known:
        raise ArchiveError(
            f"{path} has layout {version}, this isnad reads {_VERSION}: "
            "use the isnad that made it, or another ISNAD_HOME"
        )
