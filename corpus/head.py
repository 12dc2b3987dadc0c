"""The head of a page: masthead, title, byline and dates above the body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.bylines import Byline, read_byline
from corpus.captions import names_picture
from corpus.dates import DateLine, opening_date, read_date_line
from corpus.facts import read_fact
from corpus.layout import Piece
from corpus.outlets import is_credit_line, names_outlet, outlet_beside_place
from corpus.titles import (
    looks_like_title,
    markdown_title,
    repeated_title,
    split_outlet,
    without_title,
)

PROSE_WORDS = 25
SENTENCE_WORDS = 8
SANDWICHED_WORDS = 4
HEAD_LINES = 12
MAX_MENU_LINES = 200


@dataclass
class Head:
    """What the head says, and the pieces of the page that are left as body."""

    body: list[Piece]
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    page_date: str | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A piece of the head and what it was recognised as; `text` pieces have no role."""

    piece: Piece
    date: DateLine | None = None
    byline: Byline | None = None
    fact: tuple[str, str] | None = None

    @property
    def is_text(self) -> bool:
        return self.date is None and self.byline is None and self.fact is None


@dataclass
class _Top:
    """The lines above the body (`lines[:body]`) and those down to the second long paragraph."""

    lines: list[_Line]
    body: int
    title: int | None = None
    dropped: set[int] = field(default_factory=set)


def is_prose(piece: Piece) -> bool:
    """True for a paragraph of running text: long, or a sentence with its full stop."""
    return piece.words >= PROSE_WORDS or (piece.words >= SENTENCE_WORDS and piece.ends_sentence)


def read_head(page: Sequence[Piece]) -> Head:
    """Title, byline, outlet and dates of a page whose furniture is gone; `body` keeps the rest, in order.

    A date under the title, or with a byline or a "Published" beside it, is the article's; a date above
    the title, or on a page without one, is the page's own.
    """
    top = _top(page)
    head = Head(body=[])
    _find_title(top, head)
    _take_facts(top, head)
    _take_dates(top, head)
    _drop_masthead(top)
    kept = [line.piece for i, line in enumerate(top.lines) if i not in top.dropped]
    rest = [*kept, *page[len(top.lines) :]]
    head.body = without_title(rest, head.title) if head.title else rest
    if head.published is None:
        first = next((piece for piece in head.body if is_prose(piece)), None)
        head.published = opening_date(first.text) if first else None
    return head


def _top(page: Sequence[Piece]) -> _Top:
    lines: list[_Line] = []
    body: int | None = None
    long_paragraphs = 0
    for piece in page[:MAX_MENU_LINES]:
        if body is not None and len(lines) - body >= HEAD_LINES:
            break
        line = _recognised(piece)
        if line.is_text and is_prose(piece) and not names_picture(piece.text):
            body = len(lines) if body is None else body
            long_paragraphs += piece.words >= PROSE_WORDS
            if long_paragraphs == 2:
                break
        lines.append(line)
    if body is None:
        # Paragraphs without full stops: the body begins below the byline and the date.
        roles = [i for i, line in enumerate(lines[:HEAD_LINES]) if not line.is_text]
        lines = lines[:HEAD_LINES]
        body = roles[-1] + 1 if roles else len(lines)
    return _Top(lines, body)


def _recognised(piece: Piece) -> _Line:
    """The role of a head line by its wording, Markdown's emphasis aside."""
    if piece.words > PROSE_WORDS:
        return _Line(piece)
    text = piece.text.strip("*_")
    date = read_date_line(text)
    if date is not None:
        return _Line(piece, date=date, byline=read_byline(date.rest) or _byline_around(text, date))
    if byline := read_byline(text):
        return _Line(piece, byline=byline)
    if outlet := outlet_beside_place(text):
        return _Line(piece, fact=("outlet", outlet))
    return _Line(piece, fact=read_fact(text))


def _byline_around(text: str, date: DateLine) -> Byline | None:
    """`By X - 11 Feb 2024`, `Posted by X on …`: the byline of a line that also holds its date."""
    return next((byline for part in date.rest.split(" | ") if (byline := read_byline(part))), None) or (
        read_byline(text) if date.rest else None
    )


def _find_title(top: _Top, head: Head) -> None:
    fact = next((line.fact[1] for line in top.lines if line.fact and line.fact[0] == "title"), None)
    pieces = [line.piece for line in top.lines[: top.body] if line.is_text and not names_picture(line.piece.text)]
    if fact is not None:
        head.title = fact
        top.title = next(i for i, line in enumerate(top.lines) if line.fact and line.fact[0] == "title")
        return
    if twin := split_outlet(pieces):
        head.title, head.outlet = twin[0].text, twin[1]
        chosen: Piece | None = twin[0]
        top.dropped.update(i for i, line in enumerate(top.lines) if line.piece.text.endswith(twin[1]) and line.is_text)
    else:
        chosen = _choose(top, pieces)
        if chosen is not None:
            head.title = markdown_title(chosen) or chosen.text
    if chosen is not None:
        head.title = " ".join((head.title or "").split())
        top.title = next(i for i, line in enumerate(top.lines) if line.piece is chosen)


def _choose(top: _Top, pieces: Sequence[Piece]) -> Piece | None:
    """The line that is the title: marked as such, printed twice, or the first that reads like one."""
    marked = next((piece for piece in pieces if markdown_title(piece)), None) or repeated_title(
        [line.piece for line in top.lines if line.is_text]
    )
    if marked is not None:
        return marked
    if top.body == len(top.lines) and not any(is_prose(line.piece) for line in top.lines):
        return None  # a few lines without any prose below: nothing tells a title from the text
    candidates = [piece for piece in pieces if looks_like_title(piece)]
    named = [piece for piece in candidates if not names_outlet(piece.text)] or candidates
    first = next((piece for piece in named if piece.words >= 4), None) or (named[0] if named else None)
    return _past_masthead(top, named, first) if first else None


def _past_masthead(top: _Top, candidates: Sequence[Piece], first: Piece) -> Piece:
    """A short line over today's date is a motto; the headline is the longer line under the date."""
    for i, line in enumerate(top.lines[: top.body]):
        bare = line.date and line.date.weekday and not (line.date.time or line.date.label or line.byline)
        if bare and first.start < line.piece.start and first.words <= 6 and i <= 3:
            below = (piece for piece in candidates if piece.start > line.piece.start and piece.words > first.words)
            return next(below, first)
    return first


def _take_facts(top: _Top, head: Head) -> None:
    for i, line in enumerate(top.lines):
        if line.byline and head.author is None:
            head.author = line.byline.author
        if line.fact:
            field_name, value = line.fact
            if field_name == "outlet" and head.outlet is None:
                head.outlet = value
            elif field_name == "url" and head.url is None:
                head.url = value
            elif field_name == "author" and head.author is None:
                head.author = value
        if not line.is_text:
            top.dropped.add(i)


def _take_dates(top: _Top, head: Head) -> None:
    own: list[tuple[int, str]] = []
    for i, line in enumerate(top.lines):
        if line.date is None:
            continue
        if _is_articles_own(top, i):
            own.append((0 if line.date.label == "published" else 1, line.date.date))
        elif head.page_date is None:
            head.page_date = line.date.date
    head.published = min(own, key=lambda each: each[0])[1] if own else None


def _is_articles_own(top: _Top, i: int) -> bool:
    """True when the date on line `i` says when the article appeared, not what day it is."""
    date = top.lines[i].date
    if date is None or date.label in ("updated", "today"):
        return False
    if date.label == "published":
        return True
    if top.title is not None and i > top.title:
        return True
    beside = [top.lines[i], *(top.lines[j] for j in (i - 1, i + 1) if 0 <= j < len(top.lines))]
    return any(line.byline for line in beside) or (top.title is None and date.time)


def _drop_masthead(top: _Top) -> None:
    """Drop what stands above the title, and short lines between the title and its byline or date."""
    if top.title is None:
        return
    top.dropped.add(top.title)
    roles = [i for i, line in enumerate(top.lines[: top.body]) if not line.is_text]
    last = max(roles, default=-1)
    for i, line in enumerate(top.lines[: top.body]):
        text, short = line.piece.text, line.piece.words <= SANDWICHED_WORDS and not line.piece.ends_sentence
        above = i < top.title and not names_picture(text)
        beside = i - 1 in roles or i + 1 in roles
        credit = beside and line.piece.words <= 5 and is_credit_line(text)
        if above or (i > top.title and (credit or (short and i < last))):
            top.dropped.add(i)
