"""The vector index of one generation: a Chroma folder, cosine space, one collection a language.

A published folder never changes, but for one thing: Chroma marks each opening with a row in its own
SQLite file, under SQLite's locks. That file is therefore copied as a database, and cannot be sealed byte
by byte.

Two collections because both languages are asked for each question, and a metadata filter costs more
than the search itself: 28 ms against 2 ms over 20,000 passages (chromadb 1.5.9).
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article, Language
from retrieval.archive.errors import MEND_INDEX, DamagedIndex
from retrieval.archive.indexed import IndexedPassage

DATABASE = "chroma.sqlite3"
_BATCH = 4096
_LANGUAGES: tuple[Language, ...] = get_args(Language)
# Every batch goes to disk at once, so that a reader never replays a queue of vectors when it opens.
_HNSW = {"space": "cosine", "sync_threshold": 1}


class Vectors:
    """An open Chroma folder. Only a folder that no other process has open may be written to."""

    def __init__(self, client: Any, collections: dict[Language, Any]) -> None:
        self._client = client
        self._collections = collections
        self._waiting: dict[Language, list[tuple[int, NDArray[np.float32], dict[str, str | int]]]] = {
            language: [] for language in _LANGUAGES
        }

    @classmethod
    def create(cls, folder: Path) -> Vectors:
        """An empty index in `folder`."""
        return cls._with(folder, _new_collection)

    @classmethod
    def open(cls, folder: Path) -> Vectors:
        """The index that `create` made in `folder`. Raises DamagedIndex, or what Chroma raises."""
        _database(folder)
        return cls._with(folder, lambda client, name: client.get_collection(name, embedding_function=None))

    @classmethod
    def _with(cls, folder: Path, collection: Callable[[Any, str], Any]) -> Vectors:
        import chromadb
        from chromadb.config import Settings

        client: Any = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
        try:
            return cls(client, {language: collection(client, _name(language)) for language in _LANGUAGES})
        except BaseException:
            client.close()  # Chroma keeps clients by path, and gives this one to whoever comes next
            raise

    def add(self, article: Article, numbered: Iterable[tuple[int, IndexedPassage]]) -> None:
        """Adds passages of `article`, each under its number; they can be found after `flush`."""
        facts = _facts(article)
        for number, indexed in numbered:
            language = indexed.passage.language
            self._waiting[language].append((number, indexed.vector, facts | {"language": language}))
            if len(self._waiting[language]) >= _BATCH:
                self._add_waiting(language)

    def delete(self, language: Language, numbers: Sequence[int]) -> None:
        """Removes passages of one language by number."""
        self.flush()
        for start in range(0, len(numbers), _BATCH):
            self._collections[language].delete(ids=[str(number) for number in numbers[start : start + _BATCH]])
        if self._collections[language].count() == 0:
            # Chroma writes to the files of an index that was emptied when a reader asks it.
            self._client.delete_collection(_name(language))
            self._collections[language] = _new_collection(self._client, _name(language))

    def flush(self) -> None:
        """Writes out what `add` holds back to make large batches."""
        for language in _LANGUAGES:
            self._add_waiting(language)

    def _add_waiting(self, language: Language) -> None:
        waiting = self._waiting[language]
        if waiting:
            numbers, vectors, facts = zip(*waiting, strict=True)
            self._collections[language].add(
                ids=[str(number) for number in numbers], embeddings=np.stack(vectors), metadatas=list(facts)
            )
            waiting.clear()

    def query(
        self,
        vector: NDArray[np.float32],
        k: int,
        language: Language | None = None,
        where: dict[str, Any] | None = None,
    ) -> list[tuple[int, float]]:
        """The `k` passages nearest to `vector` (dim,), best first, as (number, cosine similarity in -1..1).

        `language` None asks both. `where` is a Chroma filter over `article`, `outlet`, `published`
        (yyyymmdd as int) and `language`; facts that an article lacks match no filter. Raises DamagedIndex.
        """
        from chromadb.errors import InternalError

        found = []
        for asked in _LANGUAGES if language is None else (language,):
            try:
                answer = self._collections[asked].query(
                    query_embeddings=[vector], n_results=k, where=where, include=["distances"]
                )
            except InternalError as error:
                raise DamagedIndex(f"the vector index is damaged ({error}): {MEND_INDEX}") from error
            found += [
                (int(number), 1.0 - float(distance))
                for number, distance in zip(answer["ids"][0], answer["distances"][0], strict=True)
            ]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]

    def finds(self, language: Language, number: int) -> bool:
        """Whether one passage's vector is stored and a search for it finds anything.

        Not whether it finds that passage: among many that are nearly equal the graph may leave one out, which is no
        damage, and the words find it.
        """
        stored = self._collections[language].get(ids=[str(number)], include=["embeddings"])
        if not stored["ids"]:
            return False
        vector = np.asarray(stored["embeddings"][0], dtype=np.float32)
        # A passage without a single known word has no direction; nothing is near it.
        return not vector.any() or bool(self.query(vector, 10, language))

    def count(self) -> int:
        """How many passages the index holds, both languages together."""
        return sum(collection.count() for collection in self._collections.values())

    def close(self) -> None:
        """Lets go of the folder: its files are closed once Chroma's pool has wound down."""
        self._client.close()


def copy_vectors(source: Path, target: Path) -> None:
    """Copies a closed or published index to the new folder `target`, whoever opens it for reading meanwhile."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(f"{DATABASE}*"))
    with closing(sqlite3.connect(_database(source))) as old, closing(sqlite3.connect(target / DATABASE)) as new:
        old.backup(new)


def intact(folder: Path) -> bool:
    """Whether Chroma's own database passes SQLite's check of itself; reads all of it."""
    with closing(sqlite3.connect(_database(folder))) as database:
        return bool(database.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")


def _database(folder: Path) -> Path:
    path = folder / DATABASE
    if not path.is_file():  # Chroma, and SQLite too, would make a new one
        raise DamagedIndex(f"the index is damaged ({path} is missing): {MEND_INDEX}")
    return path


def _name(language: Language) -> str:
    return f"passages-{language}"


def _new_collection(client: Any, name: str) -> Any:
    return client.create_collection(name, embedding_function=None, configuration={"hnsw": _HNSW})


def _facts(article: Article) -> dict[str, str | int]:
    facts: dict[str, str | int] = {"article": article.id}
    if article.outlet:
        facts["outlet"] = article.outlet
    if article.published:
        facts["published"] = int(article.published.replace("-", ""))
    return facts
