"""Nobody asks faster than is fair, and nobody pays for another one's flood."""

from __future__ import annotations

from bot.discord.limits import FORGET_ABOVE, Limit, Limits


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_person_may_ask_so_often_at_once_and_then_waits() -> None:
    clock = Clock()
    limits = Limits(3, 100, clock)
    assert [limits.take(1, 7) for _ in range(3)] == [0, 0, 0]
    wait = limits.take(1, 7)
    assert 0 < wait <= 20
    clock.now += wait
    assert limits.take(1, 7) == 0


def test_a_flood_does_not_slow_others_in_the_server() -> None:
    limits = Limits(3, 10, Clock())
    for _ in range(1000):
        limits.take(1, 7)
    assert limits.take(2, 7) == 0


def test_a_servers_limit_is_not_charged_to_the_person() -> None:
    clock = Clock()
    limits = Limits(5, 2, clock)
    assert limits.take(1, 7) == limits.take(2, 7) == 0
    assert all(limits.take(3, 7) > 0 for _ in range(20))
    assert limits.take(3, 8) == 0


def test_direct_messages_know_only_the_persons_limit() -> None:
    limits = Limits(2, 1, Clock())
    assert limits.take(1, None) == limits.take(1, None) == 0
    assert limits.take(1, None) > 0


def test_a_refusal_is_told_once_until_a_request_goes_through() -> None:
    clock = Clock()
    limits = Limits(1, 10, clock)
    limits.take(1, None)
    limits.take(1, None)
    assert limits.first_refusal(1) and not limits.first_refusal(1)
    clock.now += 60
    limits.take(1, None)
    limits.take(1, None)
    assert limits.first_refusal(1)


def test_who_has_not_asked_for_long_is_forgotten() -> None:
    clock = Clock()
    limit = Limit(10, clock)
    for key in range(FORGET_ABOVE + 1):
        limit.take(key)
    clock.now += 3600
    limit.take(-1)
    assert len(limit._buckets) == 1
