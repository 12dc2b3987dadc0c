"""How often one person, and one server, may ask: a bucket each that fills again at an even pace."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

FORGET_ABOVE = 10_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Limit:
    """At most `a_minute` requests at once from one key, and as many again in each minute that follows."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._size, self._clock = a_minute, clock
        self._buckets: dict[int, _Bucket] = {}

    def take(self, key: int) -> float:
        """0 where the request may go on, else how many seconds to wait for the next one."""
        now = self._clock()
        if len(self._buckets) > FORGET_ABOVE:
            self._forget_full(now)
        bucket = self._buckets.setdefault(key, _Bucket(self._size, now))
        self._fill(bucket, now)
        if bucket.left < 1:
            return (1 - bucket.left) * 60 / self._size
        bucket.left -= 1
        return 0.0

    def give_back(self, key: int) -> None:
        """Undoes a `take` whose request was turned away elsewhere."""
        self._buckets[key].left += 1

    def _fill(self, bucket: _Bucket, now: float) -> None:
        bucket.left = min(self._size, bucket.left + (now - bucket.at) * self._size / 60)
        bucket.at = now

    def _forget_full(self, now: float) -> None:
        for bucket in self._buckets.values():
            self._fill(bucket, now)
        self._buckets = {key: bucket for key, bucket in self._buckets.items() if bucket.left < self._size}


class Limits:
    """Both limits together: somebody who floods is held back before the server pays for it."""

    def __init__(self, person_a_minute: int, server_a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._people = Limit(person_a_minute, clock)
        self._servers = Limit(server_a_minute, clock)
        self._told: set[int] = set()

    def take(self, person: int, guild: int | None) -> float:
        """0 where the request may go on, else how many seconds this person has to wait."""
        wait = self._people.take(person)
        if not wait and guild is not None:
            wait = self._servers.take(guild)
            if wait:
                self._people.give_back(person)
        if not wait:
            self._told.discard(person)
        return wait

    def first_refusal(self, person: int) -> bool:
        """Whether this person has not been told yet, since the last request that went through."""
        if len(self._told) > FORGET_ABOVE:
            self._told.clear()
        first = person not in self._told
        self._told.add(person)
        return first
