"""An article as a page shows it: paragraphs in pieces, some of them marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.safe_text import visible
from corpus.article import Article, Block, BlockKind, Language, Span
from corpus.language import detect_language


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of an article to look at; `look` is the class of its style, `anchor` its name in the page's address."""

    span: Span
    look: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under one mark, or under none; the first piece of a mark carries its anchor."""

    text: str
    look: str | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the article; `language` is its own, so that it is written in its own direction."""

    kind: BlockKind
    language: Language
    pieces: tuple[Piece, ...]


def marked_paragraphs(article: Article, marks: Sequence[Mark]) -> list[Paragraph]:
    """The article's blocks, in order. Where marks overlap, the one named first is seen."""
    blocks = article.blocks or _lines(article)
    anchored: set[str] = set()
    return [
        Paragraph(
            block.kind,
            detect_language(block.span.of(article.text), default=article.language),
            tuple(_pieces(article.text, block.span, marks, anchored)),
        )
        for block in blocks
    ]


def _pieces(text: str, span: Span, marks: Sequence[Mark], anchored: set[str]) -> Iterator[Piece]:
    bounds = {at for mark in marks for at in (mark.span.start, mark.span.end) if span.start < at < span.end}
    edges = [span.start, *sorted(bounds), span.end]
    for start, end in zip(edges, edges[1:], strict=False):
        mark = next((mark for mark in marks if mark.span.start <= start and end <= mark.span.end), None)
        shown = visible(text[start:end])
        if mark is None:
            yield Piece(shown)
        else:
            yield Piece(shown, mark.look, None if mark.anchor in anchored else mark.anchor)
            anchored.add(mark.anchor)


def _lines(article: Article) -> Iterator[Block]:
    """The lines of an article without blocks as its paragraphs."""
    start = 0
    for line in article.text.split("\n"):
        if line.strip():
            yield Block(BlockKind.PARAGRAPH, Span(start, start + len(line)))
        start += len(line) + 1
