"""The layout of a page: raw text becomes pieces, each a paragraph or a line that stands alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

# White space, and the invisible marks that pages leave at the edges of lines.
_TRIM = " \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, (*range(0x2000, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF))
)
_LINE = re.compile(r"[^\n]+")
_TERMINAL = re.compile("[.!?؟۔…][\"'”’»)\\]]*$")
_ACRONYM = re.compile(r"\b(?:[A-Za-z]\.){2,}$")
_BULLET = re.compile(r"(?:[-*+•·–—▪●]|\d{1,3}[.)])\s|#{1,6}\s|[>|]")

MIN_WIDTH, MAX_WIDTH = 40, 120


@dataclass(frozen=True, slots=True)
class Piece:
    """`raw[start:end]` of a page, without white space at its edges; `words` counts its words."""

    start: int
    end: int
    text: str
    words: int

    @property
    def ends_sentence(self) -> bool:
        """True when the piece closes with a sentence's punctuation."""
        return ends_sentence(self.text)


def ends_sentence(text: str) -> bool:
    """True when `text` closes with . ! ? … or their Arabic kin, quotes and brackets aside."""
    tail = text[-8:]
    return bool(_TERMINAL.search(tail)) and not _ACRONYM.search(tail)


def pieces(raw: str, start: int = 0) -> list[Piece]:
    """The pieces of `raw[start:]`, in order.

    Blank lines part paragraphs; lines that were wrapped at a width are put together again; any other
    line is a piece of its own.
    """
    lines = _lines(raw, start)
    width = _wrap_width(raw, lines)
    found: list[Piece] = []
    first = 0
    for i, (begin, end) in enumerate(lines):
        following = lines[i + 1] if i + 1 < len(lines) else None
        if following and _continues(raw, (begin, end), following, width):
            continue
        found.append(_piece(raw, lines[first][0], end))
        first = i + 1
    return found


def _piece(raw: str, start: int, end: int) -> Piece:
    text = raw[start:end]
    return Piece(start, end, text, len(text.split()))


def _lines(raw: str, start: int) -> list[tuple[int, int]]:
    """Bounds of the lines that hold anything, edges trimmed."""
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(raw, start):
        text = line.group()
        left = text.lstrip(_TRIM)
        if left:
            end = line.start() + len(text.rstrip(_TRIM))
            found.append((line.end() - len(left), end))
    return found


def _wrap_width(raw: str, lines: list[tuple[int, int]]) -> int | None:
    """The width at which the page's paragraphs were wrapped, or None when they were not.

    A wrapped line is one that the next line's first word would have made too long, and most of them
    stop in mid sentence.
    """
    pairs = [(a, b) for a, b in zip(lines, lines[1:], strict=False) if _adjacent(raw, a, b)]
    if len(pairs) < 3:
        return None
    width = max(end - start for start, end in lines)
    if not MIN_WIDTH <= width <= MAX_WIDTH:
        return None
    full = sum(1 for a, b in pairs if _is_full(raw, a, b, width))
    open_ended = sum(1 for (a, end), _ in pairs if not ends_sentence(raw[a:end]))
    return width if full * 10 >= len(pairs) * 7 and open_ended * 2 > len(pairs) else None


def _continues(raw: str, line: tuple[int, int], following: tuple[int, int], width: int | None) -> bool:
    """True when `following` is the rest of the paragraph that `line` is in."""
    if not _adjacent(raw, line, following) or _BULLET.match(raw, following[0]):
        return False
    if width is not None and _is_full(raw, line, following, width):
        return True
    long_enough = line[1] - line[0] >= MIN_WIDTH and following[1] - following[0] >= MIN_WIDTH // 4
    return long_enough and raw[following[0]].islower() and not ends_sentence(raw[line[0] : line[1]])


def _adjacent(raw: str, line: tuple[int, int], following: tuple[int, int]) -> bool:
    return raw.count("\n", line[1], following[0]) == 1


def _is_full(raw: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    first_word = raw[following[0] : following[1]].split(maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(first_word) > width
