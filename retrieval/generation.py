"""One generation: a folder with both indexes, sealed by a manifest when it is published and never changed after.

* generations/000007/vectors/   Chroma
* generations/000007/words/     tantivy
* generations/000007/manifest   see retrieval/manifest.py
* generations/000007/in-use     locked (shared) by each process that reads from the folder
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from corpus.article import Article, Language
from corpus.errors import IsnadError
from retrieval import manifest
from retrieval.errors import MEND_INDEX, DamagedIndex, DiskFull, ReadOnlyHome, plain
from retrieval.indexed import IndexedPassage
from retrieval.vectors import DATABASE, Vectors, copy_vectors, intact
from retrieval.words import Words

_VECTORS, _WORDS, _IN_USE = "vectors", "words", "in-use"


def folder_of(home: Path, number: int) -> Path:
    """Where generation `number` lies."""
    return home / "generations" / f"{number:06d}"


def folders(home: Path) -> dict[int, Path]:
    """Every generation folder there is, published or left over, by number."""
    found = sorted((home / "generations").glob("[0-9]*")) if home.is_dir() else []
    return {int(folder.name): folder for folder in found if folder.name.isdigit()}


class Draft:
    """A generation that is being made; nobody else opens its folder."""

    def __init__(self, folder: Path, vectors: Vectors, words: Words) -> None:
        self.folder = folder
        self._vectors = vectors
        self._words = words

    @classmethod
    def empty(cls, folder: Path) -> Draft:
        """Both indexes new and empty."""
        folder.mkdir(parents=True)
        words = Words.create(folder / _WORDS)
        return cls(folder, Vectors.create(folder / _VECTORS), words)

    @classmethod
    def copy_of(cls, published: Path, folder: Path) -> Draft:
        """Both indexes as in the folder `published`, whose files are compared with its manifest first."""
        folder.mkdir(parents=True)
        manifest.verify(published)
        with _damage_told(published):
            shutil.copytree(published / _WORDS, folder / _WORDS, ignore=shutil.ignore_patterns("*.lock"))
            copy_vectors(published / _VECTORS, folder / _VECTORS)
        words = Words.open(folder / _WORDS)
        return cls(folder, Vectors.open(folder / _VECTORS), words)

    def add(self, article: Article, numbered: Sequence[tuple[int, IndexedPassage]]) -> None:
        """Adds passages of one article under their numbers."""
        self._vectors.add(article, numbered)
        self._words.add(article, numbered)

    def delete(self, removed: Iterable[tuple[Language, int]]) -> None:
        """Removes passages by language and number."""
        by_language: dict[Language, list[int]] = {}
        for language, number in removed:
            by_language.setdefault(language, []).append(number)
        for language, numbers in by_language.items():
            self._vectors.delete(language, numbers)
            self._words.delete(numbers)

    def seal(self, count: int, known: Iterable[tuple[Language, int]]) -> None:
        """Finishes the folder and opens it again to check it: see `check`. Raises DamagedIndex."""
        self._vectors.flush()
        self._words.commit()
        self.close()
        check(self.folder, count, known)
        files = [path for part in (_VECTORS, _WORDS) for path in (self.folder / part).rglob("*") if path.is_file()]
        manifest.write(self.folder, (path for path in files if path.name != DATABASE and path.suffix != ".lock"))
        (self.folder / _IN_USE).touch()
        # The commit that publishes the folder survives a power cut, so its files have to.
        for path in (*files, *self.folder.iterdir()):
            _sync(path)

    def close(self) -> None:
        """Lets go of the folder's files."""
        self._vectors.close()


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
        in_use = os.open(folder / _IN_USE, os.O_RDONLY)
        try:
            fcntl.flock(in_use, fcntl.LOCK_SH | fcntl.LOCK_NB)
            os.stat(folder / _IN_USE)  # a writer may have removed it between the two
        except OSError:
            os.close(in_use)
            raise
        return cls(number, folder, in_use)

    @property
    def vectors(self) -> Vectors:
        """The vector index. Raises DamagedIndex."""
        with self._lock:
            if self._vectors is None:
                manifest.verify(self._folder, _VECTORS)
                self._vectors = _open_vectors(self._openable())
            return self._vectors

    @property
    def words(self) -> Words:
        """The word index. Raises DamagedIndex."""
        with self._lock:
            if self._words is None:
                manifest.verify(self._folder, _WORDS)
                self._words = _open_words(self._openable())
            return self._words

    def _openable(self) -> Path:
        # Both indexes write a mark or a lock file when they are opened; where they cannot, a copy serves.
        if self._private is None:
            if all(os.access(self._folder / path, os.W_OK) for path in (_WORDS, _VECTORS, f"{_VECTORS}/{DATABASE}")):
                return self._folder
            self._private = TemporaryDirectory(prefix="isnad-")
            for source in self._folder.rglob("*"):  # without the permissions, unlike shutil.copytree
                target = self._private.name / source.relative_to(self._folder)
                target.mkdir() if source.is_dir() else shutil.copyfile(source, target)
        return Path(self._private.name)

    def in_place(self) -> bool:
        """Whether the folder that is open is still the one that lies there, not removed and not another."""
        try:
            return os.path.samestat(os.stat(self._folder / _IN_USE), os.fstat(self._in_use))
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
        in_use = os.open(folder / _IN_USE, os.O_RDONLY)
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
            with _damage_told(folder):
                found = words.has(number), vectors.finds(language, number)
            if not all(found):
                raise DamagedIndex(f"the index in {folder} does not find passage {number}: {MEND_INDEX}")
    finally:
        vectors.close()


def examine(folder: Path, count: int, known: Iterable[tuple[Language, int]]) -> None:
    """All that `check` does for a published generation, after a look at every byte. Raises DamagedIndex."""
    manifest.verify(folder)
    with _damage_told(folder):
        if not intact(folder / _VECTORS):
            raise DamagedIndex(f"the index is damaged ({folder / _VECTORS / DATABASE}): {MEND_INDEX}")
    check(folder, count, known)


def _open_vectors(folder: Path) -> Vectors:
    with _damage_told(folder):
        return Vectors.open(folder / _VECTORS)


def _open_words(folder: Path) -> Words:
    with _damage_told(folder):
        return Words.open(folder / _WORDS)


@contextmanager
def _damage_told(folder: Path) -> Iterator[None]:
    try:
        yield
    except IsnadError:
        raise
    except Exception as error:
        told = plain(error, folder)
        if isinstance(told, (DiskFull, ReadOnlyHome)):
            raise told from error
        raise DamagedIndex(f"the index in {folder} cannot be opened or searched ({error}): {MEND_INDEX}") from error


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
