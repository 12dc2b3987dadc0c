"""Batches: JSONL with a question a line, read as it comes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from corpus.errors import IsnadError

MAX_LINE = 1_000_000


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a batch; `id` is what the batch calls it."""

    number: int
    question: str
    id: str | int | None


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that asks nothing, and why."""

    number: int
    reason: str


def batch_lines(file: str) -> Iterator[Asked | BadLine]:
    """The questions of a JSONL file, or of standard input for `-`; blank lines are passed over.

    Raises IsnadError when the file cannot be read.
    """
    if file == "-":
        yield from _lines(sys.stdin.buffer)
        return
    try:
        with open(file, "rb") as opened:
            yield from _lines(opened)
    except OSError as error:
        raise IsnadError(f"cannot read the batch {file}: {error.strerror}; give a JSONL file or -") from error


def _lines(stream: BinaryIO) -> Iterator[Asked | BadLine]:
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if len(line) > MAX_LINE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_LINE)
            yield BadLine(number, f"longer than {MAX_LINE:,} bytes")
        elif line.strip():
            yield _asked(number, line)


def _asked(number: int, line: bytes) -> Asked | BadLine:
    try:
        fields = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return BadLine(number, "not UTF-8")
    except (ValueError, RecursionError) as error:
        return BadLine(number, f"not JSON ({error})")
    if not isinstance(fields, dict):
        return BadLine(number, 'not an object: write {"question": "..."}')
    question, given = fields.get("question"), fields.get("id")
    if not isinstance(question, str):
        return BadLine(number, '"question" is missing or no string')
    if isinstance(given, bool) or not isinstance(given, str | int | None):
        return BadLine(number, '"id" is neither a string nor a whole number')
    return Asked(number, question, given)
