"""Reading the archive: one question sees articles, passages and indexes of one and the same generation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retrieval.archive.articles_db import ArticlesDb, StoredArticle, StoredPassage
from retrieval.archive.errors import ArchiveError, DamagedIndex
from retrieval.archive.generation import Generation
from retrieval.archive.vectors import Vectors
from retrieval.archive.words import Words
from retrieval.stories.kinship import grouped
from retrieval.stories.stories_db import StoriesDb


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

    def article_ids(self) -> list[str]:
        """The id of every article, in the order in which they were first added."""
        return self._db.article_ids()

    def names(self) -> set[str]:
        """The outlets and authors of all articles."""
        return self._db.names()

    def articles(self) -> Iterator[StoredArticle]:
        """All articles, one by one, in the order in which they were first added."""
        return self._db.articles()

    def outlets(self) -> list[str]:
        """Every outlet that an article has, once each."""
        return self._db.outlets()

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

    def retold(self, article_id: str, starts: Sequence[int]) -> dict[int, set[str]]:
        """For sentences of an article, by where they start: other articles known to carry the same statement."""
        return StoriesDb(self._db).retold(article_id, starts) if self._db.keeps_stories() else {}

    def stories(self) -> dict[str, str]:
        """The story of each article that tells one with others: the id of the first of them to be added."""
        pairs = StoriesDb(self._db).pairs() if self._db.keeps_stories() else []
        return grouped(pairs, self._db.article_ids())

    def knows_stories(self) -> bool:
        """Whether all articles were compared; those of an earlier layout are when the archive is next changed."""
        return self._db.keeps_stories() and not StoriesDb(self._db).uncompared()

    def has_more_articles_than(self, count: int) -> bool:
        """Whether there are more than `count` articles."""
        return self._db.has_more_articles_than(count)

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
