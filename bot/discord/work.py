"""Answers in flight, so that the bot can finish them before it leaves."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any


class Work:
    """How many requests are being answered; of one event loop."""

    def __init__(self) -> None:
        self._in_flight = 0
        self._begun: set[asyncio.Task[None]] = set()
        self._idle = asyncio.Event()
        self._idle.set()
        self.leaving = False

    @contextmanager
    def counted(self) -> Iterator[None]:
        """A request that is being answered until the block ends."""
        self._in_flight += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._in_flight -= 1
            if self._in_flight == 0:
                self._idle.set()

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Starts work that nobody waits for; it counts as in flight."""
        task = asyncio.get_running_loop().create_task(self._until_done(work))
        # The loop itself holds its tasks weakly.
        self._begun.add(task)
        task.add_done_callback(self._begun.discard)

    async def _until_done(self, work: Coroutine[Any, Any, None]) -> None:
        with self.counted():
            await work

    async def finished(self, seconds: float) -> bool:
        """Takes no new work, and waits for what is in flight; False where some was left after `seconds`."""
        self.leaving = True
        try:
            await asyncio.wait_for(self._idle.wait(), seconds)
        except TimeoutError:
            return False
        return True
