"""Articles and their parts. Every offset in the program counts Unicode code points of `Article.text`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Language = Literal["ar", "en"]
DateSource = Literal["article", "page", "given", "unknown"]


class BlockKind(StrEnum):
    """What a block of an article's text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points `start` to `end` (exclusive) of an article's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"empty or negative span {self.start}:{self.end}")

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or caption; sentences and passages never cross its bounds."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Article:
    """One published piece. `text` is its body alone, as published: no title, byline or page furniture.

    `published` is an ISO date (YYYY-MM-DD) or None. `date_source` says where it comes from:
    "article" (printed as its own), "given" (by whoever added it), "page" (the page prints a date, kept
    in `page_date`, that is not the article's) or "unknown". `title_made` marks a title made from
    the first words of an article that has none. `path` is the file that it was read from.
    """

    id: str
    text: str
    title: str
    language: Language
    blocks: tuple[Block, ...]
    title_made: bool = False
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    date_source: DateSource = "unknown"
    page_date: str | None = None
    url: str | None = None
    path: str | None = None

    def __post_init__(self) -> None:
        end = 0
        for block in self.blocks:
            if block.span.start < end or block.span.end > len(self.text):
                raise ValueError(f"article {self.id}: block {block.span} out of order or outside the text")
            end = block.span.end


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one article, about 60-120 words: the unit that search ranks."""

    id: str
    article_id: str
    language: Language
    span: Span
    sentences: tuple[Span, ...]
