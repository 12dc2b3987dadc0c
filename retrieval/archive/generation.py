"""One generation: a folder with both indexes, sealed by a manifest when it is published and never changed after.

* generations/000007/vectors/   Chroma
* generations/000007/words/     tantivy
* generations/000007/manifest   see retrieval/archive/manifest.py
* generations/000007/in-use     locked (shared) by each process that reads from the folder
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from corpus.article import Language
from corpus.errors import IsnadError
from retrieval.archive import manifest
from retrieval.archive.errors import MEND_INDEX, DamagedIndex, DiskFull, ReadOnlyHome, plain
from retrieval.archive.vectors import DATABASE, Vectors, intact
from retrieval.archive.words import Words

VECTORS, WORDS, IN_USE = "vectors", "words", "in-use"


def folder_of(home: Path, number: int) -> Path:
    """Where generation `number` lies."""
    return home / "generations" / f"{number:06d}"


def folders(home: Path) -> dict[int, Path]:
    """Every generation folder there is, published or left over, by number."""
    found = sorted((home / "generations").glob("[0-9]*")) if home.is_dir() else []
    return {int(folder.name): folder for folder in found if folder.name.isdigit()}


class Generation:
    """A published generation, open for reading; each index is opened when it is first asked for."""

    def __init__(self, number: int, folder: Path, in_use: int) -> None:
        self.number = number
        self.users = 0
        self._folder = folder
        self._in_use = in_use
        self._lock = Lock()
        self._vectors: Vectors | None = None
        self._words: Words | None = None
        self._private: TemporaryDirectory[str] | None = None

    @classmethod
    def hold(cls, number: int, folder: Path) -> Generation:
        """Marks the folder as in use, so that no writer removes it. Raises OSError where it is gone or going."""
        in_use = os.open(folder / IN_USE, os.O_RDONLY)
        try:
            fcntl.flock(in_use, fcntl.LOCK_SH | fcntl.LOCK_NB)
            os.stat(folder / IN_USE)  # a writer may have removed it between the two
        except OSError:
            os.close(in_use)
            raise
        return cls(number, folder, in_use)

    @property
    def vectors(self) -> Vectors:
        """The vector index. Raises DamagedIndex."""
        with self._lock:
            if self._vectors is None:
                manifest.verify(self._folder, VECTORS)
                self._vectors = _open_vectors(self._openable())
            return self._vectors

    @property
    def words(self) -> Words:
        """The word index. Raises DamagedIndex."""
        with self._lock:
            if self._words is None:
                manifest.verify(self._folder, WORDS)
                self._words = _open_words(self._openable())
            return self._words

    def _openable(self) -> Path:
        # Both indexes write a mark or a lock file when they are opened; where they cannot, a copy serves.
        if self._private is None:
            if all(os.access(self._folder / path, os.W_OK) for path in (WORDS, VECTORS, f"{VECTORS}/{DATABASE}")):
                return self._folder
            self._private = TemporaryDirectory(prefix="isnad-")
            for source in self._folder.rglob("*"):  # without the permissions, unlike shutil.copytree
                target = self._private.name / source.relative_to(self._folder)
                target.mkdir() if source.is_dir() else shutil.copyfile(source, target)
        return Path(self._private.name)

    def in_place(self) -> bool:
        """Whether the folder that is open is still the one that lies there, not removed and not another."""
        try:
            return os.path.samestat(os.stat(self._folder / IN_USE), os.fstat(self._in_use))
        except OSError:
            return False

    def close(self) -> None:
        """Lets go of the folder."""
        if self._vectors is not None:
            self._vectors.close()
        if self._private is not None:
            self._private.cleanup()
        os.close(self._in_use)


@contextmanager
def unused(folder: Path) -> Iterator[bool]:
    """Whether no process reads from a generation folder; if so none can begin to while the block runs."""
    try:
        in_use = os.open(folder / IN_USE, os.O_RDONLY)
    except FileNotFoundError:  # never sealed, so never published
        yield True
        return
    try:
        fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(in_use)


def remove_unused(folder: Path) -> None:
    """Removes a generation folder that is not published, unless a process still reads from it."""
    with unused(folder) as free:
        if free:
            shutil.rmtree(folder)


def check(folder: Path, count: int, known: Iterable[tuple[Language, int]]) -> None:
    """Opens both indexes and holds them against the database. Raises DamagedIndex.

    Both must count `count` passages, and each of the `known` ones must be found in both.
    """
    words, vectors = _open_words(folder), _open_vectors(folder)
    try:
        for name, index in (("word", words), ("vector", vectors)):
            if (counted := index.count()) != count:
                raise DamagedIndex(f"the {name} index has {counted} passages, the archive {count}: {MEND_INDEX}")
        for language, number in known:
            with damage_told(folder):
                found = words.has(number), vectors.finds(language, number)
            if not all(found):
                raise DamagedIndex(f"the index in {folder} does not find passage {number}: {MEND_INDEX}")
    finally:
        vectors.close()


def examine(folder: Path, count: int, known: Iterable[tuple[Language, int]]) -> None:
    """All that `check` does for a published generation, after a look at every byte. Raises DamagedIndex."""
    manifest.verify(folder)
    with damage_told(folder):
        if not intact(folder / VECTORS):
            raise DamagedIndex(f"the index is damaged ({folder / VECTORS / DATABASE}): {MEND_INDEX}")
    check(folder, count, known)


def _open_vectors(folder: Path) -> Vectors:
    with damage_told(folder):
        return Vectors.open(folder / VECTORS)


def _open_words(folder: Path) -> Words:
    with damage_told(folder):
        return Words.open(folder / WORDS)


@contextmanager
def damage_told(folder: Path) -> Iterator[None]:
    """Turns what an index in `folder` raises into a DamagedIndex, unless it is the disk's fault."""
    try:
        yield
    except IsnadError:
        raise
    except Exception as error:
        told = plain(error, folder)
        if isinstance(told, (DiskFull, ReadOnlyHome)):
            raise told from error
        raise DamagedIndex(f"the index in {folder} cannot be opened or searched ({error}): {MEND_INDEX}") from error
