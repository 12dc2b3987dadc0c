"""Passages become an answer of quotes, or an honest no."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Literal

from corpus.article import Article, Language

# Why composed text is missing, and why a composed sentence was dropped.
Trouble = Literal[
    "timeout", "unreachable", "failed", "refused", "rate limit", "garbled", "cut off", "nothing held", "budget"
]
DropReason = Literal[
    "words", "number", "date", "name", "negation", "unsupported", "source", "language", "markup"
]  # fmt: skip

_ID_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Quote:
    """`article.text[start:end]`; offsets count Unicode code points.

    `also` are the ids of the other articles that carry the same statement. `among` is how many articles the archive
    has, None where they are too many for a reader to care. `translation` is a machine's, into the question's language.
    """

    id: str
    article: Article
    start: int
    end: int
    score: float
    also: tuple[str, ...] = ()
    among: int | None = None
    translation: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.article.text):
            raise ValueError(f"quote {self.start}:{self.end} outside article {self.article.id}")

    @property
    def text(self) -> str:
        """The quoted words."""
        return self.article.text[self.start : self.end]

    @property
    def place(self) -> tuple[str, int, int]:
        """Where it stands: the article's id, `start` and `end`; the same for the same quote of another answer."""
        return self.article.id, self.start, self.end


@dataclass(frozen=True, slots=True)
class ComposedSentence:
    """A sentence of the model, in the language of the question, and the numbers from 1 of the quotes it rests on."""

    text: str
    quotes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DroppedSentence:
    """A sentence of the model that did not hold; `detail` is the word, number or name at fault."""

    text: str
    reason: DropReason
    detail: str


@dataclass(frozen=True, slots=True)
class Composition:
    """What a model composed over an answer's quotes; with `trouble`, why the plain quotes are all there is."""

    model: str
    sentences: tuple[ComposedSentence, ...] = ()
    dropped: tuple[DroppedSentence, ...] = ()
    trouble: Trouble | None = None
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One to three quotes, best first. Where `answered` is false, the one quote is only the closest passage.

    `numbers_differ` is whether articles give different numbers for what is asked; two quotes that do stand together.
    `composition` is None where no language model was asked.
    """

    id: str
    question: str
    language: Language
    answered: bool
    confidence: float
    quotes: tuple[Quote, ...]
    numbers_differ: bool = False
    composition: Composition | None = None


def new_id() -> str:
    """A short id that can be typed, for an answer or a search."""
    return "".join(secrets.choice(_ID_LETTERS) for _ in range(8))
