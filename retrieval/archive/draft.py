"""A generation that is being made: a changed copy of the published one, or a new one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus.article import Article, Language
from retrieval.archive import manifest
from retrieval.archive.generation import IN_USE, VECTORS, WORDS, check, damage_told
from retrieval.archive.indexed import IndexedPassage
from retrieval.archive.vectors import DATABASE, Vectors, copy_vectors
from retrieval.archive.words import Words


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
        words = Words.create(folder / WORDS)
        return cls(folder, Vectors.create(folder / VECTORS), words)

    @classmethod
    def copy_of(cls, published: Path, folder: Path) -> Draft:
        """Both indexes as in the folder `published`, whose files are compared with its manifest first."""
        folder.mkdir(parents=True)
        manifest.verify(published)
        with damage_told(published):
            shutil.copytree(published / WORDS, folder / WORDS, ignore=shutil.ignore_patterns("*.lock"))
            copy_vectors(published / VECTORS, folder / VECTORS)
        words = Words.open(folder / WORDS)
        return cls(folder, Vectors.open(folder / VECTORS), words)

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
        files = [path for part in (VECTORS, WORDS) for path in (self.folder / part).rglob("*") if path.is_file()]
        manifest.write(self.folder, (path for path in files if path.name != DATABASE and path.suffix != ".lock"))
        (self.folder / IN_USE).touch()
        # The commit that publishes the folder survives a power cut, so its files have to.
        for path in (*files, *self.folder.iterdir()):
            _sync(path)

    def close(self) -> None:
        """Lets go of the folder's files."""
        self._vectors.close()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
