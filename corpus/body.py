"""The body of an article: which pieces are paragraphs, headings or captions, and what is said twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.article import Block, BlockKind, Span
from corpus.captions import describes_picture, is_caption
from corpus.folding import folded_words
from corpus.head import is_prose
from corpus.layout import Piece

MAX_HEADING_WORDS = 12
MAX_QUESTION_WORDS = 8
PULL_QUOTE_WORDS = range(6, 41)
# A page larger than this is a document; looking for pull quotes in it would compare all with all.
MAX_PAGE = 200_000

_HEADING_MARK = re.compile(r"(?:#{1,6}\s+|\*\*|__)(?P<words>\S.*?)\s*(?:#+|\*\*|__)?")
_LIST_ITEM = re.compile(r"(?:[-*+•–—▪●>|]|\d{1,3}[.)])\s")
_SPEAKER = re.compile(r"[^:]{2,60}:\s+|\s+[-–—]\s+[^-–—]{2,40}$")
_ELLIPSIS = re.compile(r"…|\.{3}")


def without_pull_quotes(body: Sequence[Piece]) -> list[Piece]:
    """The body without lines that repeat words of a longer paragraph in large type."""
    if sum(len(piece.text) for piece in body) > MAX_PAGE:
        return list(body)
    paragraphs = [(piece, f" {' '.join(folded_words(piece.text))} ") for piece in body if is_prose(piece)]
    return [piece for piece in body if not _is_pull_quote(piece, paragraphs)]


def _is_pull_quote(piece: Piece, paragraphs: Sequence[tuple[Piece, str]]) -> bool:
    if piece.words not in PULL_QUOTE_WORDS or piece.text.startswith("#"):
        return False
    if piece.ends_sentence and piece.text[:1] not in "\"“«”'‘":
        return False
    others = [said for other, said in paragraphs if other is not piece and other.words > piece.words]
    readings = [piece.text, _SPEAKER.sub("", piece.text, count=1)]
    return any(_is_said(reading, others) for reading in readings)


def _is_said(quote: str, paragraphs: Sequence[str]) -> bool:
    """True when every stretch of `quote` between ellipses stands word for word in one paragraph."""
    stretches = [folded_words(stretch) for stretch in _ELLIPSIS.split(quote)]
    if sum(map(len, stretches)) < PULL_QUOTE_WORDS.start:
        return False
    return any(all(f" {' '.join(words)} " in said for words in stretches if words) for said in paragraphs)


def kinds(body: Sequence[Piece]) -> list[BlockKind]:
    """What each piece of the body is."""
    prose = [i for i, piece in enumerate(body) if is_prose(piece)]
    closed = sum(1 for i in prose if body[i].ends_sentence)
    punctuated = closed * 10 >= len(prose) * 8 and closed > 1
    first = next((i for i in prose if body[i].ends_sentence), -1)
    return [_kind(body, i, leads=punctuated and i < first) for i in range(len(body))]


def _kind(body: Sequence[Piece], i: int, leads: bool) -> BlockKind:
    """`leads`: the piece stands above the first paragraph of a page whose paragraphs have full stops."""
    piece = body[i]
    if is_caption(piece.text, piece.words, piece.ends_sentence):
        return BlockKind.CAPTION
    if leads and not piece.ends_sentence and describes_picture(piece.text, piece.words):
        return BlockKind.CAPTION
    return BlockKind.HEADING if _is_heading(body, i) else BlockKind.PARAGRAPH


def _is_heading(body: Sequence[Piece], i: int) -> bool:
    piece = body[i]
    if _HEADING_MARK.fullmatch(piece.text) and piece.words <= MAX_HEADING_WORDS * 2 and "\n" not in piece.text:
        return not piece.text.startswith(("**", "__")) or piece.text.endswith(("**", "__"))
    if "\n" in piece.text or _LIST_ITEM.match(piece.text) or not any(map(str.isalpha, piece.text)):
        return False
    following = next((other for other in body[i + 1 : i + 4] if not _is_short_line(other)), None)
    if following is None or not is_prose(following):
        return False
    if piece.text.endswith(("?", "؟")):
        return piece.words <= MAX_QUESTION_WORDS
    return _is_short_line(piece) and piece.text[-1] not in ",،;؛" and not piece.text[0].islower()


def _is_short_line(piece: Piece) -> bool:
    return piece.words <= MAX_HEADING_WORDS and not piece.ends_sentence


def lay_out(body: Sequence[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The article's text, pieces parted by a blank line, and its blocks."""
    texts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for piece, kind in zip(body, kinds(body), strict=True):
        text = _words_of(piece.text) if kind is BlockKind.HEADING else piece.text
        blocks.append(Block(kind, Span(at, at + len(text))))
        texts.append(text)
        at += len(text) + 2
    return "\n\n".join(texts), tuple(blocks)


def _words_of(heading: str) -> str:
    """A heading without its Markdown marks."""
    match = _HEADING_MARK.fullmatch(heading)
    return match["words"] if match else heading
