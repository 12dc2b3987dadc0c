"""Reading the archive: one question sees articles, passages and indexes of one and the same generation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retrieval.articles_db import ArticlesDb, StoredArticle, StoredPassage
from retrieval.errors import ArchiveError, DamagedIndex
from retrieval.generation import Generation
from retrieval.vectors import Vectors
from retrieval.words import Words


class Snapshot:
    """Made by `Archive.reading`; good until its `with` block ends, and for one thread at a time.

    Articles can be read whatever became of the index. `index` is the open generation, or what stands
    in the way of using it.
    """

    def __init__(self, db: ArticlesDb, generation: int, index: Generation | ArchiveError) -> None:
        self.generation = generation
        self._db = db
        self._index = index

    @property
    def vectors(self) -> Vectors:
        """The vector index. Raises DamagedIndex, OtherModel, NoArchive."""
        return self._usable().vectors

    @property
    def words(self) -> Words:
        """The word index. Raises DamagedIndex, OtherModel, NoArchive."""
        return self._usable().words

    def article(self, article_id: str) -> StoredArticle | None:
        """One article, or None."""
        return self._db.article(article_id)

    def articles(self) -> Iterator[StoredArticle]:
        """All articles, one by one, in the order in which they were first added."""
        return self._db.articles()

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage]:
        """The passages that an index found, in the order of `numbers`. Raises DamagedIndex for one unknown."""
        found = {stored.number: stored for stored in self._db.passages(numbers)}
        if missing := [number for number in numbers if number not in found]:
            raise DamagedIndex(f"the index knows passages that the archive lacks ({missing[0]}): run `isnad rebuild`")
        return [found[number] for number in numbers]

    def passage(self, passage_id: str) -> StoredPassage | None:
        """One passage by its text id, or None."""
        return self._db.passage(passage_id)

    def passages_of(self, article_id: str) -> list[StoredPassage]:
        """The passages of one article in the order of its text."""
        return self._db.passages_of(article_id)

    def all_passages(self) -> Iterator[StoredPassage]:
        """All passages, one by one, by number."""
        return self._db.all_passages()

    def count_articles(self) -> int:
        """How many articles there are."""
        return self._db.count_articles()

    def count_passages(self) -> int:
        """How many passages there are."""
        return self._db.count_passages()

    def _usable(self) -> Generation:
        if isinstance(self._index, ArchiveError):
            raise self._index
        return self._index
