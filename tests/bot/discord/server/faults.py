"""Trouble by script: answers of 429 and 5xx, cut connections, slowness."""

from __future__ import annotations

import asyncio
import json
import re
import time
from dataclasses import dataclass
from typing import Any

from aiohttp import web


@dataclass
class Fault:
    """Trouble for requests whose `METHOD path` matches `where`, `times` times or until `ends` (monotonic seconds)."""

    where: str
    status: int
    times: int | None = None
    ends: float | None = None
    retry_after: float = 1.0
    everywhere: bool = False
    met: int = 0

    @property
    def over(self) -> bool:
        """Whether it troubles nobody any more."""
        spent = self.times is not None and self.met >= self.times
        return spent or self.ends is not None and time.monotonic() >= self.ends


CUT = 0


class Faults:
    """The troubles that are on."""

    def __init__(self) -> None:
        self._on: list[Fault] = []

    def fail(self, where: str, status: int = 500, times: int | None = 1, seconds: float | None = None) -> Fault:
        """Answers with a status, or ends the connection without an answer (`CUT`)."""
        ends = None if seconds is None else time.monotonic() + seconds
        return self._add(Fault(where, status, None if seconds is not None else times, ends))

    def limit(self, where: str, retry_after: float, times: int = 1, everywhere: bool = False) -> Fault:
        """Answers 429, to come back after so many seconds."""
        return self._add(Fault(where, 429, times, None, retry_after, everywhere))

    def clear(self) -> None:
        """Ends all trouble."""
        self._on.clear()

    def _add(self, fault: Fault) -> Fault:
        self._on.append(fault)
        return fault

    async def meet(self, request: web.Request, path: str) -> web.StreamResponse | None:
        """The troubled answer to a request, if trouble is on for it."""
        for fault in self._on:
            if not fault.over and re.search(fault.where, f"{request.method} {path}"):
                fault.met += 1
                return await self._answer(fault, request)
        return None

    async def _answer(self, fault: Fault, request: web.Request) -> web.StreamResponse:
        await request.read()
        if fault.status == CUT:
            if request.transport is not None:
                request.transport.abort()
            await asyncio.sleep(0)
            return web.Response(status=500)
        if fault.status == 429:
            return limited(fault.retry_after, fault.everywhere)
        return json_response({"message": f"{fault.status}: Internal Server Error", "code": 0}, fault.status)


def limited(retry_after: float, everywhere: bool) -> web.Response:
    """Discord's 429, with its headers."""
    body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": everywhere}
    response = json_response(body, 429)
    response.headers.update(
        {
            **{"Via": "1.1 google", "Retry-After": str(int(retry_after) + 1), "X-RateLimit-Limit": "5"},
            **{"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": f"{time.time() + retry_after:.3f}"},
            "X-RateLimit-Reset-After": f"{retry_after:.3f}",
            "X-RateLimit-Bucket": "80c17d2f203122d936070c88c8d10f33",
            "X-RateLimit-Scope": "global" if everywhere else "user",
        }
    )
    return response


def json_response(body: Any, status: int = 200) -> web.Response:
    """JSON with exactly the content type that Discord sends, which its clients compare as a whole."""
    text = json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return web.Response(body=text, status=status, headers={"Content-Type": "application/json"})
