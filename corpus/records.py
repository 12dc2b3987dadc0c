"""JSONL: one article a line, its text taken exactly as given."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import cast

from corpus.article import Article, Block, BlockKind, Language, Span
from corpus.errors import ReadingError
from corpus.language import detect_language
from corpus.layout import pieces
from corpus.reading import MAX_BYTES, check_readable_file, path_text, trouble_with
from corpus.titles import made_title

MAX_ID = 200
_FIELDS = ("id", "text", "title", "language", "outlet", "author", "published", "url")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def articles_in_jsonl(path: Path) -> Iterator[Article | ReadingError]:
    """The article of each line, or an error that names file, line and fault; blank lines are passed over.

    Read lazily. A line may be as long as a file of text (`MAX_BYTES`). A file that cannot be read at
    all, or that holds no line, is one error.
    """
    try:
        check_readable_file(path)
    except ReadingError as error:
        yield error
        return
    any_line = False
    try:
        for number, line in _numbered_lines(path):
            any_line = True
            try:
                yield article_from_record(line, None)
            except ValueError as error:
                yield ReadingError(f"{path_text(path)}, line {number}: {error}")
    except OSError as error:
        yield trouble_with(path, error)
        return
    if not any_line:
        yield ReadingError(f"{path_text(path)} is empty: give it one JSON object a line, with id and text")


def _numbered_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(MAX_BYTES + 1):
            number += 1
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if len(line) > MAX_BYTES:
                while line and not line.endswith(b"\n"):
                    line = file.readline(MAX_BYTES)
                yield number, b""
            elif line.strip():
                yield number, line


def article_from_record(line: bytes, path: str | None) -> Article:
    """The article of one JSON object. Raises `ValueError` that says what is wrong with it."""
    if not line:
        raise ValueError(f"the line is too large (at most {MAX_BYTES / 1e6:.0f} MB)")
    fields = _fields(line)
    text = fields.get("text", "")
    if not text.strip():
        raise ValueError("no text, or an empty one")
    blocks = tuple(Block(BlockKind.PARAGRAPH, Span(piece.start, piece.end)) for piece in pieces(text))
    if not blocks:
        raise ValueError("no text, or an empty one")
    title = " ".join(fields.get("title", "").split())
    published = _day(fields.get("published"))
    return Article(
        id=_checked_id(fields.get("id")),
        text=text,
        title=title or made_title(text),
        title_made=not title,
        language=_language(fields.get("language")) or detect_language(text),
        blocks=blocks,
        outlet=fields.get("outlet"),
        author=fields.get("author"),
        published=published,
        date_source="given" if published else "unknown",
        url=fields.get("url"),
        path=path,
    )


def _fields(line: bytes) -> dict[str, str]:
    """The known fields that are there: null and "" are as good as absent."""
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8: save the file as UTF-8") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"not JSON ({getattr(error, 'msg', 'nested too deep')})") from error
    if not isinstance(record, dict):
        raise ValueError("not a JSON object with id and text")
    fields: dict[str, str] = {}
    for name in _FIELDS:
        value = record.get(name)
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            raise ValueError(f"{name} is not a string")
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise ValueError(f"{name} holds half a character (a lone surrogate)") from error
        fields[name] = value
    return fields


def _checked_id(value: str | None) -> str:
    if value is None or not value.strip():
        raise ValueError("no id")
    if len(value) > MAX_ID:
        raise ValueError(f"id is longer than {MAX_ID} characters")
    if any(unicodedata.category(character) in ("Cc", "Zl", "Zp") for character in value):
        raise ValueError("id holds a control character")
    return value


def _language(value: str | None) -> Language | None:
    if value is None:
        return None
    if value not in ("ar", "en"):
        raise ValueError(f"unknown language {value!r}: ar or en")
    return cast(Language, value)


def _day(value: str | None) -> str | None:
    """The day of an ISO date or time."""
    if value is None:
        return None
    try:
        if _ISO_DATE.fullmatch(value):
            return date.fromisoformat(value).isoformat()
        if _ISO_DATE.match(value) and value[10:11] in ("T", " "):
            return datetime.fromisoformat(value).date().isoformat()
    except ValueError:
        pass
    raise ValueError(f"bad date {value!r}: published is YYYY-MM-DD")
