"""Batches: JSONL with a question or a quote a line, read as it comes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal

from corpus.errors import IsnadError

MAX_LINE = 1_000_000
Field = Literal["question", "text"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a batch; `id` is what the batch calls it, `by` who its quote is said to be from."""

    number: int
    text: str
    id: str | int | None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that asks nothing, and why."""

    number: int
    reason: str


def batch_lines(file: str, field: Field = "question") -> Iterator[Asked | BadLine]:
    """What stands in `field` of each line of a JSONL file, or of standard input for `-`; blank lines are passed over.

    Raises IsnadError when the file cannot be read.
    """
    if file == "-":
        yield from _lines(sys.stdin.buffer, field)
        return
    try:
        with open(file, "rb") as opened:
            yield from _lines(opened, field)
    except OSError as error:
        raise IsnadError(f"cannot read the batch {file}: {error.strerror}; give a JSONL file or -") from error


def encodable(text: str) -> str:
    """`text` with what is no character (half of a UTF-16 pair, a byte that is not UTF-8) replaced."""
    return text.encode("utf-8", "replace").decode()


def _lines(stream: BinaryIO, field: Field) -> Iterator[Asked | BadLine]:
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
            yield _asked(number, line, field)


def _asked(number: int, line: bytes, field: Field) -> Asked | BadLine:
    try:
        fields = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return BadLine(number, "not UTF-8")
    except (ValueError, RecursionError) as error:
        return BadLine(number, f"not JSON ({error})")
    if not isinstance(fields, dict):
        return BadLine(number, f'not an object: write {{"{field}": "..."}}')
    text, given, by = fields.get(field), fields.get("id"), fields.get("by")
    if not isinstance(text, str):
        return BadLine(number, f'"{field}" is missing or no string')
    if field == "text" and not isinstance(by, str | None):
        return BadLine(number, '"by" is no string')
    if isinstance(given, bool) or not isinstance(given, str | int | None):
        return BadLine(number, '"id" is neither a string nor a whole number')
    return Asked(number, text, given, by if isinstance(by, str) and by.strip() else None)
