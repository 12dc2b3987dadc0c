"""Who was given which answer, where, and what they thought of it: it decides who may see the answer again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from bot.discord.database import Database
from retrieval.provenance.answers_db import Keeping

PRUNE_EVERY = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands: the ids of a server (None in a direct message), a channel or thread, and the person."""

    guild: int | None
    channel: int
    person: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer as it was given; a private one only its asker has seen."""

    answer: str
    place: Place
    private: bool

    def may_be_seen_from(self, place: Place) -> bool:
        """Answers stay in the server where they were asked; private ones, and direct messages, with who asked."""
        if self.place.guild != place.guild:
            return False
        return self.place.person == place.person or not (self.private or self.place.guild is None)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one person thought of an answer; `given` is a Unix time in seconds."""

    answer: str
    person: int
    helpful: bool
    given: float


class Ledger:
    """The entries of the bot's own answers; they are forgotten together with the answers (`keeping`)."""

    def __init__(self, database: Database, keeping: Keeping) -> None:
        self._database, self._keeping = database, keeping
        self._unpruned = 0

    def enter(self, entry: Entry) -> None:
        """Keeps an entry, and now and then lets go of the oldest."""
        place = entry.place
        row = (entry.answer, place.guild, place.channel, place.person, entry.private, time.time())
        self._database.rows("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?)", row)
        if self._unpruned % PRUNE_EVERY == 0:
            self._prune()
        self._unpruned += 1

    def follow(self, first: str, answer: str) -> None:
        """Enters an answer that takes the place of the first: asked by the same person, at the same time and place."""
        self._database.rows(
            "INSERT OR REPLACE INTO answer SELECT ?, guild, channel, person, private, asked FROM answer WHERE id = ?",
            (answer, first),
        )

    def find(self, answer: str) -> Entry | None:
        """The entry of an answer; None for one that was asked elsewhere, as on the operator's own terminal."""
        statement = "SELECT guild, channel, person, private FROM answer WHERE id = ?"
        for guild, channel, person, private in self._database.rows(statement, (answer,)):
            return Entry(answer, Place(guild, channel, person), bool(private))
        return None

    def last_in(self, channel: int) -> str | None:
        """The answer that was last given for all to see in a channel or thread, or in a direct message."""
        found = self._database.rows(
            "SELECT id FROM answer WHERE channel = ? AND NOT private ORDER BY asked DESC, rowid DESC LIMIT 1",
            (channel,),
        )
        return found[0][0] if found else None

    def judge(self, answer: str, person: int, helpful: bool) -> None:
        """Keeps a person's feedback; a later one replaces the earlier."""
        self._database.rows(
            "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?)", (answer, person, helpful, time.time())
        )

    def feedback(self) -> Iterator[Feedback]:
        """All feedback, oldest first."""
        statement = "SELECT answer, person, helpful, given FROM feedback ORDER BY given"
        for answer, person, helpful, given in self._database.rows(statement):
            yield Feedback(answer, person, bool(helpful), given)

    def _prune(self) -> None:
        self._database.rows("DELETE FROM answer WHERE asked < ?", (time.time() - self._keeping.days * 86400,))
        self._database.rows(
            "DELETE FROM answer WHERE id NOT IN (SELECT id FROM answer ORDER BY asked DESC LIMIT ?)",
            (self._keeping.count,),
        )
        self._database.rows(
            "DELETE FROM feedback WHERE answer NOT IN (SELECT id FROM answer) AND given < ?",
            (time.time() - self._keeping.days * 86400,),
        )
