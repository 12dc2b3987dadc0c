"""The quoted stretches of a text, whatever marks its author uses."""

from __future__ import annotations

import re

from corpus.article import Span

# What may stand at the end of a quoted stretch without being of it: “…,” she said.
_NOT_OF_IT = " \t\n\u00a0,،.;؛"
_PAIRS = {"“": "”", "„": "“”", "«": "»", "‹": "›", "‘": "’", "‚": "‘’", "‟": "”"}
_STRAIGHT = '"'
_MARK = re.compile("[\"'“”„‟«»‹›‘’‚]|\n\\s*\n")
_SINGLE = "'"
_SINGLES_CLOSE = ("’", "‘’", _SINGLE)


def quotations(text: str) -> list[Span]:
    """The outermost quoted stretches of `text` in order, marks left out; a quotation inside another is part of it.

    Double marks come first: where a text has any, single ones are only its inner ones. An apostrophe is no mark, and a
    double mark that nothing closes quotes to the end of its paragraph.
    """
    double = _paired(text, singles=False)
    return double or _paired(text, singles=True)


def _paired(text: str, singles: bool) -> list[Span]:
    found: list[Span] = []
    opened: list[tuple[int, str]] = []  # where each open mark's words begin, and what closes it
    for mark in _MARK.finditer(text):
        kind = mark.group()
        if kind[0] == "\n":
            _close_all(text, opened, mark.start(), found)
        elif kind in "'‘’‚" and (not singles or _is_apostrophe(text, mark.start(), bool(opened))):
            continue
        elif opened and kind in opened[-1][1]:
            start, _ = opened.pop()
            if not opened:
                _keep(text, start, mark.start(), found)
        elif kind in _PAIRS:
            opened.append((mark.end(), _PAIRS[kind]))
        elif kind in (_STRAIGHT, _SINGLE) and _may_open(text, mark.start(), [closes for _, closes in opened]):
            opened.append((mark.end(), kind))
    _close_all(text, opened, len(text), found)
    return found


def _is_apostrophe(text: str, at: int, inside: bool) -> bool:
    """Whether a single mark at `at` stands inside a word, or closes what nothing opened."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before.isalnum() and after.isalnum():
        return True
    return text[at] == "’" and not inside


def _may_open(text: str, at: int, opened: list[str]) -> bool:
    """Whether a straight mark opens: before a word, and not inside marks like itself; Arabic joins وَ and لـ to it."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return text[at] not in opened and not (before.isascii() and before.isalnum()) and after.strip() != ""


def _close_all(text: str, opened: list[tuple[int, str]], end: int, found: list[Span]) -> None:
    if opened and opened[0][1] not in _SINGLES_CLOSE:
        _keep(text, opened[0][0], end, found)
    opened.clear()


def _keep(text: str, start: int, end: int, found: list[Span]) -> None:
    words = text[start:end]
    right = end - (len(words) - len(words.rstrip(_NOT_OF_IT)))
    left = start + len(words) - len(words.lstrip())
    if left < right and any(character.isalnum() for character in text[left:right]):
        found.append(Span(left, right))
