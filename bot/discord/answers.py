"""Questions asked of the engine on worker threads, and who may see their answers again.

The event loop must stay free for Discord's heartbeats and three-second acknowledgements, so that everything which
reads or computes runs in a small pool. Two threads are as fast as many: searching is mostly Python, which runs one
thread at a time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from bot.discord.composing import Composing
from bot.discord.ledger import Entry, Ledger, Place
from corpus.errors import UsageError
from retrieval.answering import Answer
from retrieval.search import Filters

if TYPE_CHECKING:
    from retrieval.checking.checker import Checked
    from retrieval.composing.composer import Composer
    from retrieval.engine import Engine
    from retrieval.provenance.locating import Source

WORKERS = 2
MORE_QUOTES = 5

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Given:
    """An answer, the words that its question took over from the one before, and that question."""

    answer: Answer
    carried: tuple[str, ...] = ()
    previous: str = ""


class Answers:
    """What the bot asks of the archive; `limit` is how many quotes an answer has at most.

    Where there is a `composer`, `composing` has a language model write over the quotes.
    """

    def __init__(self, engine: Engine, ledger: Ledger, limit: int, composer: Composer | None = None) -> None:
        self.engine, self._ledger, self._limit = engine, ledger, limit
        self.composing = Composing(composer, engine, ledger, limit) if composer else None
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="answering")
        # Adding may take minutes; it has a thread of its own, so that answering goes on.
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="writing")

    async def warm_up(self) -> None:
        """Opens all that a question needs: the first one waits for nothing, and a fault shows at the start."""
        await self.off_loop(lambda: self.engine.ask("news", keep=False))

    async def ask(
        self, question: str, place: Place, filters: Filters, private: bool = False, previous: str | None = None
    ) -> Given:
        """Answers a question, which may lean on the one that the answer `previous` was for."""
        return await self.off_loop(lambda: self._ask(question, place, filters, private, previous))

    def _ask(self, question: str, place: Place, filters: Filters, private: bool, previous: str | None) -> Given:
        before = self._visible(previous, place) if previous else None
        carried: tuple[str, ...] = ()
        if before and before.answer:
            follow_up = self.engine.follow_up(question, before.answer.question)
            question, carried = follow_up.question, follow_up.carried
        answer = self.engine.ask(question, self._limit, filters)
        self._ledger.enter(Entry(answer.id, place, private))
        return Given(answer, carried, before.answer.question if before and before.answer else "")

    async def more(self, answer_id: str, place: Place) -> Given | None:
        """A private answer to the same question with the quotes that the first one lacks; None for an unknown id."""
        return await self.off_loop(lambda: self._more(answer_id, place))

    def _more(self, answer_id: str, place: Place) -> Given | None:
        source = self._visible(answer_id, place)
        if source is None or source.kept is None:
            return None
        first, shaped = source.kept.answer, source.kept.shaped
        filters = shaped.filters if shaped else Filters()
        answer = self.engine.ask(first.question, self._limit + MORE_QUOTES, filters)
        self._ledger.enter(Entry(answer.id, place, private=True))
        return Given(_without(answer, first))

    async def source(self, identifier: str, place: Place) -> Source | None:
        """Where something comes from; None where nothing has the id, or it is not for this place to see."""
        return await self.off_loop(lambda: self._visible(identifier, place))

    def _visible(self, identifier: str, place: Place) -> Source | None:
        try:
            source = self.engine.source(identifier)
        except UsageError:
            # Its message may guess at ids of answers that are not for everybody.
            return None
        if source.answer is None:
            return source
        entry = self._ledger.find(source.answer.id)
        return source if entry is not None and entry.may_be_seen_from(place) else None

    async def last_in(self, channel: int) -> str | None:
        """The answer last given for all to see in a channel or thread."""
        return await self.off_loop(lambda: self._ledger.last_in(channel))

    async def judge(self, answer_id: str, place: Place, helpful: bool) -> bool:
        """Keeps what somebody thought of an answer; False where it is not theirs to see."""
        return await self.off_loop(lambda: self._judge(answer_id, place, helpful))

    def _judge(self, answer_id: str, place: Place, helpful: bool) -> bool:
        entry = self._ledger.find(answer_id)
        if entry is None or not entry.may_be_seen_from(place):
            return False
        self._ledger.judge(answer_id, place.person, helpful)
        return True

    async def check(self, text: str, by: str | None = None) -> list[Checked]:
        """A verdict on every quoted stretch of a text."""
        return await self.off_loop(lambda: self.engine.check_all(text, by))

    async def off_loop(self, work: Callable[[], T]) -> T:
        """Runs what reads or computes in the pool."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    async def write(self, work: Callable[[], T]) -> T:
        """Runs what changes the archive, one after the other."""
        return await asyncio.get_running_loop().run_in_executor(self._writing, work)

    def close(self) -> None:
        """Waits for the threads to finish what they are at."""
        self._pool.shutdown(cancel_futures=True)
        self._writing.shutdown(cancel_futures=True)
        if self.composing:
            self.composing.close()


def _without(answer: Answer, shown: Answer) -> Answer:
    """The answer without the quotes that were shown before; their ids stay."""
    seen = {quote.place for quote in shown.quotes}
    new = tuple(quote for quote in answer.quotes if quote.place not in seen)
    return replace(answer, quotes=new)
