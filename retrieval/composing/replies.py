"""Replies of one model: those that were given before from the file, the others asked for and their tokens counted."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Generator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from retrieval.composing.asking import ModelTrouble, Request, Used, ask_model
from retrieval.composing.models import open_model
from retrieval.composing.replies_db import RepliesDb, key_of

# Characters of a token, few enough that Arabic is not counted short; and the tokens of an ordinary reply.
_TOKEN = 3
_REPLY_TOKENS = 500
_log = logging.getLogger(__name__)


class Replies:
    """Asks a model within a budget of tokens a day (UTC); None is no limit. For any number of threads."""

    def __init__(self, model: str, base_url: str | None, path: Path, tokens_a_day: int | None) -> None:
        self._model, self._base_url, self._tokens_a_day = model, base_url, tokens_a_day
        self._db = RepliesDb(path)

    def reply(self, request: Request, deadline: float) -> Reply:
        """A reply that is not begun yet; `deadline` is a time of `time.monotonic`."""
        return Reply(self, request, deadline)

    def find(self, request: Request) -> str | None:
        """The reply to the same request that was kept."""
        with suppress(sqlite3.Error):
            return self._db.find(key_of(self._model, self._base_url, request))
        return None

    def keep(self, request: Request, text: str) -> None:
        """Keeps a whole reply for the next time."""
        with suppress(sqlite3.Error):
            self._db.keep(key_of(self._model, self._base_url, request), text)

    def ask(self, request: Request, deadline: float) -> Generator[str]:
        """The pieces of a new reply. Raises ModelTrouble; "budget" before anything is sent."""
        reserved = request.length // _TOKEN + _REPLY_TOKENS
        if not self._reserve(reserved):
            raise ModelTrouble("budget")
        used, length = Used(), 0
        opened = partial(open_model, self._model, self._base_url, max(deadline - time.monotonic(), 0.1))
        try:
            with closing(ask_model(opened, request, deadline, used)) as pieces:
                for piece in pieces:
                    length += len(piece)
                    yield piece
        finally:
            with suppress(sqlite3.Error):
                self._db.settle(reserved, used.tokens or (request.length + length) // _TOKEN)

    def close(self) -> None:
        """Lets go of the file."""
        self._db.close()

    def _reserve(self, tokens: int) -> bool:
        try:
            return self._db.reserve(tokens, self._tokens_a_day)
        except sqlite3.Error as error:
            _log.warning("cannot count tokens: %s", error)
            # What cannot be counted is not spent where it is limited.
            return self._tokens_a_day is None


class Reply:
    """One reply, read piece by piece; `cached` is whether it was kept before."""

    def __init__(self, replies: Replies, request: Request, deadline: float) -> None:
        self._replies, self._request, self._deadline = replies, request, deadline
        self._read: list[str] = []
        self.cached = False

    def pieces(self) -> Generator[str]:
        """The reply's text as it comes. Raises ModelTrouble."""
        kept = self._replies.find(self._request)
        self.cached = kept is not None
        if kept is not None:
            yield kept
            return
        with closing(self._replies.ask(self._request, self._deadline)) as pieces:
            for piece in pieces:
                self._read.append(piece)
                yield piece

    def keep(self) -> None:
        """Keeps what was read, as it was good: for the one who read it to say."""
        if not self.cached:
            self._replies.keep(self._request, "".join(self._read))
