"""Headlines of other articles that a page sets into an article's text."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.folding import folded_words, word_set
from corpus.head import is_prose
from corpus.layout import Piece
from corpus.titles import looks_like_title

MAX_RELATED = 8
MAX_RELATED_WORDS = 14
_FUNCTION_WORDS = word_set(
    "the a an of in on at to for and or but by with from as is are was were be its it his her their this that "
    "في من على الى عن مع ان هذا هذه التي الذي ما لا او ثم قد بعد قبل"
)


def related_run(page: Sequence[Piece], lead_in: int) -> int:
    """How many pieces after `page[lead_in]` ("Keep Reading") are other articles' headlines.

    The last line of the run is the article's own sub-heading when prose follows that speaks of what it
    says; headlines of other articles seldom do.
    """
    run = 0
    for piece in page[lead_in + 1 : lead_in + 1 + MAX_RELATED]:
        if not (looks_like_title(piece) and piece.words <= MAX_RELATED_WORDS):
            break
        run += 1
    following = page[lead_in + 1 + run : lead_in + 3 + run]
    if run and following and is_prose(following[0]):
        heading = page[lead_in + run]
        share = _shared_words(heading, following)
        if share >= 0.5 and (run > 1 or heading.words <= 5):
            return run - 1
    return run


def _shared_words(heading: Piece, prose: Sequence[Piece]) -> float:
    """The share of a heading's content words that begin like a word of the prose."""
    wanted = [word for word in folded_words(heading.text) if word not in _FUNCTION_WORDS]
    said = {word[:4] for piece in prose for word in folded_words(piece.text)}
    return sum(1 for word in wanted if word[:4] in said) / len(wanted) if wanted else 0.0
