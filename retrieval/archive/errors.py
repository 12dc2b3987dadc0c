"""What can go wrong with the archive on disk, told in one line that names the mending command."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import IsnadError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_DENIED = {errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EEXIST}
# Chroma and tantivy hand on the words of the operating system or of SQLite, not the number.
# "disk I/O error" is what SQLite says when a quota or a limit stops it, and of a disk that fails.
_FULL_WORDS = ("no space left", "disk is full", "file too large", "quota exceeded", "disk i/o error")
_DENIED_WORDS = ("readonly database", "read-only file system", "permission denied", "unable to open database file")

MEND_INDEX = "`isnad rebuild` makes it anew, `isnad doctor` says more"


class ArchiveError(IsnadError):
    """The archive cannot be read or written."""


class NoArchive(ArchiveError):
    """Nothing has been added to this home yet."""


class DamagedIndex(ArchiveError):
    """The published index is missing or broken; it is derived, so `isnad rebuild` mends it."""


class DamagedDatabase(ArchiveError):
    """archive.sqlite itself cannot be read."""


class OtherModel(ArchiveError):
    """The index was made by another model, tokeniser or stemmer."""

    @classmethod
    def between(cls, home: Path, made_by: str, asked: str) -> OtherModel:
        """The error that says which two differ."""
        return cls(f"the index in {home} was made by {made_by}, not by {asked}: `isnad rebuild` makes it anew")


class ReadOnlyHome(ArchiveError):
    """The home, or something in it, cannot be written."""


class ArchiveBusy(ArchiveError):
    """Another process writes and did not finish in time."""


class DiskFull(ArchiveError):
    """The disk filled up while the archive was written; nothing was changed."""


@contextmanager
def told_plainly(home: Path) -> Iterator[None]:
    """Turns what SQLite, Chroma, tantivy and the operating system raise about `home` into an `ArchiveError`."""
    try:
        yield
    except IsnadError:
        raise
    except Exception as error:
        raise plain(error, home) from error


def plain(error: Exception, home: Path) -> ArchiveError:
    """The one line for what was raised while something in `home` was read or written."""
    number = error.errno if isinstance(error, OSError) else None
    words = str(error).lower()
    if number in _FULL or any(word in words for word in _FULL_WORDS):
        return DiskFull(f"disk full (or failing) while writing to {home}: nothing was changed; make room and try again")
    if number in _DENIED or any(word in words for word in _DENIED_WORDS):
        return ReadOnlyHome(f"{home} cannot be written ({error}): set ISNAD_HOME to a folder that can")
    if "database is locked" in words:
        return ArchiveBusy(f"another program holds {home / 'archive.sqlite'}: try again when it has finished")
    if type(error) is sqlite3.DatabaseError:  # its children mean other things than a broken file
        return DamagedDatabase(f"{home / 'archive.sqlite'} is damaged ({error}): `isnad doctor` says what to do")
    return ArchiveError(f"the archive in {home} failed ({type(error).__name__}: {error}): `isnad doctor` says more")
