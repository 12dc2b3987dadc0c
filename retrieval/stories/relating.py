"""Relating articles when they are added: which tell one story, and which sentences carry the same statement."""

from __future__ import annotations

from functools import lru_cache

from retrieval.analysis import unpack, unpack_terms
from retrieval.archive.articles_db import ArticlesDb
from retrieval.stories.kinship import Stories, Told
from retrieval.stories.stories_db import StoriesDb

# An article is compared with the most promising few others, and only those that share so many of its keys.
MOST_COMPARED = 8
_ENOUGH = 0.18
_ARTICLES_REMEMBERED = 256


def relate(stories: Stories, db: ArticlesDb) -> None:
    """Compares each article that was not yet compared, with those that share its keys; part of `db`'s transaction."""
    kept = StoriesDb(db)

    @lru_cache(maxsize=_ARTICLES_REMEMBERED)
    def told(article: str) -> Told:
        passages = db.passages_of(article)
        sentences = [sentence for stored in passages for sentence in unpack(stored.analysis)]
        starts = [span.start for stored in passages for span in stored.passage.sentences]
        return stories.read(sentences, starts, passages[0].passage.language if passages else "en")

    new = kept.uncompared()
    for article in new:
        terms = set[str]().union(*map(unpack_terms, db.analyses_of(article)))
        kept.note(article, stories.keys(terms))
    compared = set[tuple[str, str]]()
    for article in new:
        for other, share in kept.nearest(article, MOST_COMPARED):
            if share >= _ENOUGH and (other, article) not in compared:
                compared.add((article, other))
                kept.link(article, other, stories.compare(told(article), told(other)))
