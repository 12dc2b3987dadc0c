"""What was typed in a chat, kept in the home for the arrow keys: readable by its owner alone, and bounded."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from prompt_toolkit.history import History

FILE = "chat-history.jsonl"
KEPT = 1000
OWNER_ONLY = 0o600


class ChatHistory(History):
    """Lines typed before, one JSON string a line; a home that cannot be written remembers none."""

    def __init__(self, home: Path) -> None:
        super().__init__()
        self._path = home / FILE

    def load_history_strings(self) -> Iterable[str]:
        """The latest lines, latest first; a line that is damaged is passed over."""
        try:
            lines = self._path.read_bytes().splitlines()
        except OSError:
            return []
        if len(lines) > 2 * KEPT:
            lines = lines[-KEPT:]
            self._replace(lines)
        return list(filter(None, map(_typed, reversed(lines[-KEPT:]))))

    def store_string(self, string: str) -> None:
        """Adds one line; a chat beside this one may add its own."""
        with suppress(OSError):
            self._write(self._path, os.O_APPEND, json.dumps(string).encode() + b"\n")

    def _replace(self, lines: list[bytes]) -> None:
        draft = self._path.with_suffix(f".{os.getpid()}.draft")
        with suppress(OSError):
            self._write(draft, os.O_TRUNC, b"".join(line + b"\n" for line in lines))
            draft.replace(self._path)

    def _write(self, path: Path, how: int, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | how, OWNER_ONLY)
        with os.fdopen(opened, "ab" if how == os.O_APPEND else "wb") as file:
            file.write(content)


def _typed(line: bytes) -> str:
    try:
        typed = json.loads(line)
    except ValueError:
        return ""
    return typed if isinstance(typed, str) else ""
