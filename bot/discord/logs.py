"""Structured logs: one JSON object a line on standard error, in which no token ever stands."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import Any

from bot.safe_text import json_escaped

_LOG = logging.getLogger("isnad")
# Whoever holds an interaction's token can answer in the bot's name for a quarter of an hour.
_INTERACTION_TOKEN = re.compile(r"(/(?:interactions|webhooks)/\d+/)[^/\s?'\"]+")
_DISCORD_LEVEL = logging.WARNING


def log_events(level: str, token: str) -> None:
    """Sends every logger's records to standard error; discord.py's own only from warnings on.

    At `debug` the program's own events carry the text of questions.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonLines(token))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    _LOG.setLevel(level.upper())
    logging.getLogger("discord").setLevel(_DISCORD_LEVEL)


def event(name: str, **facts: Any) -> None:
    """Something happened that an operator may want to count; never give it words that somebody wrote."""
    _LOG.info(name, extra={"facts": facts})


def trouble(name: str, error: BaseException | None = None, **facts: Any) -> None:
    """Something went wrong; the error's traceback goes into the line."""
    _LOG.error(name, exc_info=error, extra={"facts": facts})


def words_of(name: str, **facts: Any) -> None:
    """What somebody wrote, for debugging only."""
    _LOG.debug(name, extra={"facts": facts})


class _JsonLines(logging.Formatter):
    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        own = record.name == _LOG.name
        fields: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage() if own else record.name,
            **({} if own else {"message": record.getMessage()}),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return json_escaped(self._without_tokens(json.dumps(fields, ensure_ascii=False, default=str)))

    def _without_tokens(self, line: str) -> str:
        if self._token:
            line = line.replace(self._token, "[token]")
        return _INTERACTION_TOKEN.sub(r"\1[token]", line)
