"""Composing over answers that are shown already, on threads of its own: a model takes seconds, and holds up nobody."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from bot.discord.ledger import Ledger, Place
from bot.discord.logs import event

if TYPE_CHECKING:
    from retrieval.answering import Answer
    from retrieval.composing.composer import Composer
    from retrieval.engine import Engine
    from retrieval.search import Filters

# So many answers wait for the model at most; those beyond stay quotes rather than be edited minutes later.
MOST_AT_ONCE = 16


class Composing:
    """What the bot asks of a language model; `limit` is how many quotes an answer has at most."""

    def __init__(self, composer: Composer, engine: Engine, ledger: Ledger, limit: int) -> None:
        self._composer, self._engine, self._ledger, self._limit = composer, engine, ledger, limit
        self._pool = ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix="composing")
        self._in_flight = 0
        self.model = composer.model

    async def warm_up(self) -> None:
        """Loads the model's client before anybody asks: importing it takes seconds, and the event loop's time."""
        await asyncio.get_running_loop().run_in_executor(self._pool, self._composer.warm_up)

    async def compose(self, answer: Answer, filters: Filters, previous: str, place: Place) -> Answer | None:
        """The answer with what the model composed, to be seen where the plain one may be; None where too many wait.

        `previous` is the question that this one may go on from.
        """
        if self._in_flight == MOST_AT_ONCE:
            event("not_composed", guild=place.guild, person=place.person)
            return None
        started = time.perf_counter()
        self._in_flight += 1
        try:
            loop = asyncio.get_running_loop()
            composed = await loop.run_in_executor(self._pool, lambda: self._compose(answer, filters, previous))
        finally:
            self._in_flight -= 1
        _log(composed, place, started)
        return composed

    def _compose(self, answer: Answer, filters: Filters, previous: str) -> Answer:
        composed = self._composer.compose(self._engine, answer, filters, self._limit, previous=previous)
        self._ledger.follow(answer.id, composed.id)
        return composed

    def close(self) -> None:
        """Waits for the threads to finish what they are at, which the model's timeout bounds."""
        self._pool.shutdown(cancel_futures=True)
        self._composer.close()


def _log(answer: Answer, place: Place, started: float) -> None:
    if answer.composition is None:
        return
    made = answer.composition
    event(
        "composed",
        guild=place.guild,
        person=place.person,
        kept=len(made.sentences),
        dropped=len(made.dropped),
        dropped_for=dict(Counter(sentence.reason for sentence in made.dropped)),
        trouble=made.trouble,
        cached=made.cached,
        ms=round((time.perf_counter() - started) * 1000),
    )
