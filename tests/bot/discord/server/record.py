"""All that reached this Discord, kept for whoever asks afterwards."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Request:
    """A REST request and what became of it; `scripted` where a test wanted it to fail."""

    method: str
    path: str
    body: Any
    status: int
    code: int | None = None
    errors: Any = None
    scripted: bool = False


@dataclass(frozen=True)
class GatewayEvent:
    """Something that happened on the gateway."""

    what: str
    more: dict[str, Any]


class Record:
    """Requests, gateway events and violations, in order; `changed` is told of each."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.gateway_events: list[GatewayEvent] = []
        self.violations: list[str] = []
        self.changed = threading.Condition()

    def request(self, made: Request) -> None:
        self.requests.append(made)
        self.tell()

    def gateway(self, what: str, **more: Any) -> None:
        self.gateway_events.append(GatewayEvent(what, more))
        self.tell()

    def violation(self, what: str) -> None:
        self.violations.append(what)

    def tell(self) -> None:
        """Wakes whoever waits for a change."""
        with self.changed:
            self.changed.notify_all()

    def count(self, what: str) -> int:
        """How often something happened on the gateway."""
        return sum(event.what == what for event in self.gateway_events)

    def refused(self) -> list[Request]:
        """The requests that broke a rule, those refused by a test's script left out."""
        return [each for each in self.requests if 400 <= each.status < 500 and not each.scripted]

    def until(self, wanted: Callable[[], T | None], what: str, timeout: float = 30.0) -> T:
        """What `wanted` gives once it is true. Raises AssertionError, with the last requests, where it stays false."""
        deadline = time.monotonic() + timeout
        with self.changed:
            while True:
                found = wanted()
                if found:
                    return found
                left = deadline - time.monotonic()
                if left <= 0:
                    last = "; ".join(f"{each.method} {each.path} {each.status}" for each in self.requests[-5:])
                    raise AssertionError(f"waited {timeout:g} s in vain for {what}; last requests: {last or 'none'}")
                self.changed.wait(min(left, 0.5))
