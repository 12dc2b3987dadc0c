"""Titles: which line of a page is the article's, and one made from its words where there is none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.folding import folded_words
from corpus.layout import Piece, ends_sentence

MADE_WORDS = 9
MAX_TITLE_WORDS = 24
_OPEN_END = re.compile(r"[,،;؛:]$")
_MARKDOWN = re.compile(r"#\s+(?P<title>\S.*?)\s*#*")
_SUFFIX = re.compile(r"\s*(?:\||\s[-–—])\s+")
_LIST_ITEM = re.compile(r"(?:[-*+•–—]|\d{1,3}[.)])\s")


def made_title(text: str) -> str:
    """The first words of `text`, whole, with an ellipsis when there are more."""
    words = text[:2000].split(maxsplit=MADE_WORDS)
    if len(words) <= MADE_WORDS:
        return " ".join(words)
    return " ".join(words[:MADE_WORDS]).rstrip(" ,،;؛:.–—-") + "…"


def looks_like_title(piece: Piece) -> bool:
    """True for a line that could be a headline: short, and not closed like a sentence or a label."""
    if not 2 <= piece.words <= MAX_TITLE_WORDS or _LIST_ITEM.match(piece.text) or _OPEN_END.search(piece.text):
        return False
    return not ends_sentence(piece.text) or piece.text.rstrip("\"'”’»)")[-1:] in ("?", "؟", "!", "…")


def markdown_title(piece: Piece) -> str | None:
    """The title in a Markdown first-level heading (`# Title`)."""
    match = _MARKDOWN.fullmatch(piece.text)
    return match["title"] if match else None


def same_title(one: str, other: str) -> bool:
    """True when two lines are one title, case and punctuation aside."""
    return folded_words(one) == folded_words(other)


def without_title(body: Sequence[Piece], title: str) -> list[Piece]:
    """The body without further printings of the title."""
    words = folded_words(title)
    return [piece for piece in body if piece.words > 2 * len(words) + 4 or folded_words(piece.text) != words]


def repeated_title(candidates: Sequence[Piece]) -> Piece | None:
    """The first line of three words or more that stands twice among the lines above the body."""
    keys = [tuple(folded_words(piece.text)) if 3 <= piece.words <= MAX_TITLE_WORDS else () for piece in candidates]
    counts = Counter(key for key in keys if len(key) >= 3)
    return next((piece for piece, key in zip(candidates, keys, strict=True) if counts[key] > 1), None)


def split_outlet(candidates: Sequence[Piece]) -> tuple[Piece, str] | None:
    """The title and the outlet of a page that prints both `Title - Outlet` and `Title`."""
    for piece in candidates:
        for cut in _SUFFIX.finditer(piece.text):
            title, outlet = piece.text[: cut.start()], piece.text[cut.end() :]
            if len(title.split()) >= 3 and len(outlet.split()) <= 5:
                twin = next((p for p in candidates if p is not piece and same_title(p.text, title)), None)
                if twin is not None:
                    return twin, outlet.strip()
    return None
