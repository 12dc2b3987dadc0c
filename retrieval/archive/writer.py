"""Changing the archive: everything that one writer does becomes visible at once, or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from corpus.article import Article
from retrieval.archive.articles_db import ArticlesDb
from retrieval.archive.draft import Draft
from retrieval.archive.errors import ArchiveError, OtherModel, told_plainly
from retrieval.archive.generation import folder_of, folders, remove_unused
from retrieval.archive.indexed import Indexer
from retrieval.stories.stories_db import StoriesDb

Change = Literal["added", "updated", "unchanged"]
# Compares the articles that are new or changed with the others, in the writer's transaction.
Relate = Callable[[ArticlesDb], None]

# Articles are embedded together, because a model is faster so; their passages are what memory holds.
_PENDING_ARTICLES = 256
_PENDING_CHARACTERS = 1_000_000


@dataclass(slots=True)
class Counts:
    """What a writer did, in articles."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0


class Writer:
    """Made by `Archive.writing`, which holds the write lock around it and calls `publish` or `abandon`."""

    def __init__(
        self, home: Path, db: ArticlesDb, fingerprint: str, index: Indexer, relate: Relate, anew: bool = False
    ) -> None:
        self._home = home
        self._db = db
        self._relate = relate
        self._stories = StoriesDb(db)
        self._fingerprint = fingerprint
        self._index = index
        self._draft: Draft | None = None
        self._pending: dict[str, Article] = {}
        self.counts = Counts()
        db.run("BEGIN IMMEDIATE")
        self._published, made_by = db.state()
        # An index without passages was made by nobody: whoever fills it may.
        self._anew = anew or db.count_passages() == 0
        if made_by != fingerprint and not self._anew:
            raise OtherModel.between(home, made_by, fingerprint)
        self._remove_leftovers(self._published)

    @property
    def begun(self) -> bool:
        """Whether anybody has ever published something in this home."""
        return self._published > 0

    def put(self, article: Article) -> Change:
        """Adds an article, or replaces the one of the same id where anything differs.

        An article from another file that happens to have the id of one in the archive gets an id of
        its own: `<id>-<6 hex digits of its path>`.
        """
        article = self._with_own_id(article)
        stored = self._db.article(article.id)
        if stored is not None and stored.article == article:
            self.counts.unchanged += 1
            return "unchanged"
        if stored is None:
            self._db.insert_article(article)
            self.counts.added += 1
        else:
            self._drop_passages(article.id)
            self._stories.forget(article.id)
            self._db.update_article(article)
            self.counts.updated += 1
        self._await_indexing(article)
        return "updated" if stored else "added"

    def remove(self, article_id: str) -> bool:
        """Removes an article; False where there is none of this id."""
        if self._db.article(article_id) is None:
            return False
        self._drop_passages(article_id)
        self._stories.forget(article_id)
        self._db.delete_article(article_id)
        self.counts.removed += 1
        return True

    def index_again(self) -> Iterator[Article]:
        """Makes a new index from the stored articles alone, and yields each article as its turn comes."""
        self._changed()
        self._stories.forget_all()
        for stored in self._db.articles():
            self._db.delete_passages(stored.article.id)
            self._await_indexing(stored.article)
            yield stored.article

    def publish(self) -> None:
        """Checks the changed copy and shows it to everybody, in one commit. Nothing changed: does nothing."""
        self._index_pending()
        if self._draft is None:
            return
        self._relate(self._db)
        with told_plainly(self._home):
            self._draft.seal(self._db.count_passages(), self._db.first_and_last_passages())
            number = int(self._draft.folder.name)
            self._db.publish(number, self._fingerprint)
        self._draft = None
        self._remove_leftovers(number)

    def abandon(self) -> None:
        """Forgets everything and removes the copy, or what there is of it."""
        if self._draft is not None:
            self._draft.close()
        # Why the writer failed matters more; what cannot be removed now the next one removes.
        with suppress(ArchiveError):
            self._remove_leftovers(self._published)

    def _with_own_id(self, article: Article) -> Article:
        if article.path is None:
            return article
        own = f"{article.id}-{hashlib.sha256(article.path.encode()).hexdigest()[:6]}"
        stored = self._db.article(article.id)
        other_file = stored is not None and stored.article.path not in (None, article.path)
        # Once given, an own id stays, whatever became of the article that had the first claim.
        return replace(article, id=own) if other_file or self._db.article(own) else article

    def _await_indexing(self, article: Article) -> None:
        self._changed()
        self._pending[article.id] = article
        characters = sum(len(pending.text) for pending in self._pending.values())
        if len(self._pending) >= _PENDING_ARTICLES or characters >= _PENDING_CHARACTERS:
            self._index_pending()

    def _index_pending(self) -> None:
        articles = list(self._pending.values())
        self._pending.clear()
        if not articles:
            return
        for article, indexed in zip(articles, self._index(articles), strict=True):
            numbers = self._db.insert_passages(indexed)
            with told_plainly(self._home):
                self._changed().add(article, list(zip(numbers, indexed, strict=True)))

    def _drop_passages(self, article_id: str) -> None:
        draft = self._changed()
        if self._pending.pop(article_id, None) is None:
            with told_plainly(self._home):
                draft.delete(self._db.delete_passages(article_id))

    def _changed(self) -> Draft:
        if self._draft is None:
            folder = folder_of(self._home, max([self._published, *folders(self._home)]) + 1)
            with told_plainly(self._home):
                if self._anew:
                    self._draft = Draft.empty(folder)
                else:
                    self._draft = Draft.copy_of(folder_of(self._home, self._published), folder)
        return self._draft

    def _remove_leftovers(self, published: int) -> None:
        with told_plainly(self._home):
            for number, folder in folders(self._home).items():
                if number != published:
                    remove_unused(folder)
