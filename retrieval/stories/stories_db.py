"""What archive.sqlite keeps of stories: the keys that find kin, which articles are kin, and which sentences agree."""

from __future__ import annotations

import json
from collections.abc import Sequence

from retrieval.archive.articles_db import ArticlesDb
from retrieval.stories.kinship import Kinship

# A key that more articles have tells nothing apart, and would make adding slow.
COMMON = 100
# From a statement that another carries to one that carries that: no further, since meaning drifts.
_STEPS = 2


class StoriesDb:
    """The tables of stories, in the transaction of `db`."""

    def __init__(self, db: ArticlesDb) -> None:
        self._db = db

    def uncompared(self) -> list[str]:
        """The articles that were not yet compared with others."""
        sql = "SELECT id FROM articles WHERE added_order NOT IN (SELECT article FROM compared) ORDER BY added_order"
        return [row["id"] for row in self._db.run(sql)]

    def pairs(self) -> list[tuple[str, str]]:
        """The pairs of articles that tell one story, each once."""
        rows = self._db.run("SELECT article, other FROM kin WHERE one_story AND article < other")
        return [(row["article"], row["other"]) for row in rows]

    def retold(self, article: str, starts: Sequence[int]) -> dict[int, set[str]]:
        """For sentences of an article, by where they start: the other articles that carry the same statement."""
        sql = """
            WITH RECURSIVE said(origin, article, start, steps) AS (
                SELECT value, ?, value, 0 FROM json_each(?)
                UNION
                SELECT origin, other, other_start, steps + 1
                FROM said JOIN retold USING (article, start) WHERE steps < ?
            )
            SELECT DISTINCT origin, article FROM said WHERE article <> ?
        """
        found: dict[int, set[str]] = {}
        for origin, other in self._db.run(sql, [article, json.dumps(list(starts)), _STEPS, article]):
            found.setdefault(origin, set()).add(other)
        return found

    def nearest(self, article: str, count: int) -> list[tuple[str, float]]:
        """The `count` articles that share most keys with `article`, and what share of the keys of the one with fewer.

        Keys that more than `COMMON` articles have do not count.
        """
        sql = """
            WITH mine AS MATERIALIZED (
                SELECT value AS key, article FROM compared, json_each(keys)
                WHERE article = (SELECT added_order FROM articles WHERE id = ?)
                AND (SELECT 1 FROM story_keys WHERE story_keys.key = value LIMIT 1 OFFSET ?) IS NULL
            ), near AS (
                SELECT story_keys.article, count(*) AS shared FROM mine
                JOIN story_keys ON story_keys.key = mine.key AND story_keys.article <> mine.article
                GROUP BY story_keys.article ORDER BY shared DESC, story_keys.article LIMIT ?
            )
            SELECT id, shared, json_array_length(keys) FROM near
            JOIN compared USING (article) JOIN articles ON added_order = article ORDER BY shared DESC, article
        """
        size = "SELECT json_array_length(keys) FROM compared JOIN articles ON added_order = article WHERE id = ?"
        own = self._db.run(size, [article])
        return [
            (other, shared / max(min(own[0][0], keys), 1))
            for other, shared, keys in self._db.run(sql, [article, COMMON, count])
        ]

    def note(self, article: str, keys: Sequence[int]) -> None:
        """Remembers the keys of an article that is about to be compared."""
        packed = json.dumps(list(keys))
        self._db.run("INSERT INTO compared SELECT added_order, ? FROM articles WHERE id = ?", [packed, article])
        sql = "INSERT INTO story_keys SELECT value, added_order FROM json_each(?), articles WHERE articles.id = ?"
        self._db.run(sql, [packed, article])

    def link(self, one: str, other: str, kinship: Kinship) -> None:
        """Remembers what two articles have in common; nothing where they share no statement."""
        if not kinship.any:
            return
        for article, kin, carried in ((one, other, kinship.there), (other, one, kinship.back)):
            self._db.run("INSERT OR IGNORE INTO kin VALUES (?, ?, ?)", [article, kin, kinship.one_story])
            for start, there in carried:
                self._db.run("INSERT OR IGNORE INTO retold VALUES (?, ?, ?, ?)", [article, start, kin, there])

    def forget(self, article: str) -> None:
        """Undoes what is known of an article; its kin are to be compared anew, as another may now be nearer."""
        kin = [row["other"] for row in self._db.run("SELECT other FROM kin WHERE article = ?", [article])]
        for one in (article, *kin):
            self._forget_keys(one)
            self._db.run("DELETE FROM kin WHERE (article, other) IN (VALUES (?1, ?2), (?2, ?1))", [article, one])
        self._db.run("DELETE FROM retold WHERE article = ?1 OR other = ?1", [article])

    def forget_all(self) -> None:
        """Every article is to be compared anew."""
        for table in ("story_keys", "compared", "kin", "retold"):
            self._db.run(f"DELETE FROM {table}")

    def _forget_keys(self, article: str) -> None:
        sql = """
            DELETE FROM story_keys WHERE (key, article) IN (
                SELECT value, article FROM compared, json_each(keys)
                WHERE article = (SELECT added_order FROM articles WHERE id = ?)
            )
        """
        self._db.run(sql, [article])
        self._db.run("DELETE FROM compared WHERE article = (SELECT added_order FROM articles WHERE id = ?)", [article])
