"""What an alignment says of a quote: its parts, where each stands, and the words that differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import Article
from retrieval.checking.alignment import Run
from retrieval.checking.exact_words import ELLIPSIS, ExactWord
from retrieval.checking.whereabouts import Place


@dataclass(frozen=True, slots=True)
class Difference:
    """`quoted` in the quote, from code point `at` on, where `start:end` of the article's text is `standing`.

    One of the two is "" where only the other has a word.
    """

    quoted: str
    standing: str
    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a quote, `text` from code point `at` on, and where it stands: `article.text[start:end]`."""

    text: str
    at: int
    article: Article
    start: int
    end: int


def without_outer_ellipses(run: Run, quote: Sequence[ExactWord]) -> Run:
    """The run without ellipses at its edges: between two parts of a quote they say what is so."""
    kept = [
        at
        for at, step in enumerate(run.steps)
        if step.quoted is not None and quote[step.quoted].key != ELLIPSIS and step.standing is not None
    ]
    return Run(run.place, run.steps[kept[0] : kept[-1] + 1]) if kept else run


def part_of(text: str, quote: Sequence[ExactWord], run: Run, place: Place) -> Part:
    """The part of the quote `text` that a run lays over a place."""
    quoted = [step.quoted for step in run.steps if step.quoted is not None]
    start, end = quote[quoted[0]].start, quote[quoted[-1]].end
    return Part(text[start:end], start, place.article, place.words[run.first].start, place.words[run.last].end)


def differences_of(text: str, quote: Sequence[ExactWord], run: Run, place: Place) -> list[Difference]:
    """The words that differ in a run, one by one, in order; one that is missing stands right behind the last."""
    differences = []
    at = next(quote[step.quoted].start for step in run.steps if step.quoted is not None)
    behind = place.words[run.first].start
    for step in run.steps:
        word = None if step.quoted is None else quote[step.quoted]
        other = None if step.standing is None else place.words[step.standing]
        start, end = (other.start, other.end) if other else (behind, behind)
        if not step.same:
            quoted = text[word.start : word.end] if word else ""
            standing = place.article.text[start:end]
            differences.append(Difference(quoted, standing, word.start if word else at, start, end))
        behind = end
        at = word.end if word else at
    return differences
