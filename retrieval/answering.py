"""Passages become an answer of quotes, or an honest no."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from corpus.article import Article, Language

_ID_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Quote:
    """`article.text[start:end]`; offsets count Unicode code points.

    `also` are the ids of the other articles that carry the same statement. `among` is how many articles the archive
    has, None where they are too many for a reader to care.
    """

    id: str
    article: Article
    start: int
    end: int
    score: float
    also: tuple[str, ...] = ()
    among: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.article.text):
            raise ValueError(f"quote {self.start}:{self.end} outside article {self.article.id}")

    @property
    def text(self) -> str:
        """The quoted words."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Answer:
    """One to three quotes, best first. Where `answered` is false, the one quote is only the closest passage.

    `numbers_differ` is whether articles give different numbers for what is asked; two quotes that do stand together.
    """

    id: str
    question: str
    language: Language
    answered: bool
    confidence: float
    quotes: tuple[Quote, ...]
    numbers_differ: bool = False


def new_id() -> str:
    """A short id that can be typed, for an answer or a search."""
    return "".join(secrets.choice(_ID_LETTERS) for _ in range(8))
