"""The number that a question asks for: which sentences give it, and whether two of them give the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.analysis import is_year
from retrieval.language.text import Token, fold, tokens
from retrieval.search import Candidate
from retrieval.translation import is_stop_word

# What a number counts stands near it: "dozens of rocket and drone strikes", "أكثر من 165 هجوما".
_NEAR = 6
# A clause of the question that is matched less stands for another thing.
_MATCHED = 0.3
# Of a question so much must be matched, by weight: else another place or time may be meant.
_ENOUGH = 0.7
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_BEFORE_YEAR = frozenset(fold(word) for word in "in since until during year before after عام سنة منذ في حتى".split())
_HOW_MANY = ("many", "كم", "عدد")
_PLURALS = ("people", "men", "women", "children", "personnel", "police", "casualties", "aircraft", "forces")
_UNCLEAR = {
    fold(word): bounds
    for words, bounds in {
        "dozens": (24, 99), "tens عشرات العشرات": (20, 99), "hundreds مئات المئات": (200, 999),
        "thousands آلاف الآلاف": (2_000, 9_999),
    }.items()
    for word in words.split()
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a sentence gives it: exact where `least` and `most` are the same; "dozens" lies between two."""

    least: float
    most: float

    def agrees(self, other: Figure) -> bool:
        """Whether both may be the same number."""
        return self.least <= other.most and other.least <= self.most


@dataclass(frozen=True, slots=True)
class Given:
    """What a choice says to a question for a number: the figures, and which of the question's clauses it matches."""

    figures: frozenset[Figure]
    matched: frozenset[int]

    def repeats(self, other: Given) -> bool:
        """Whether it gives a figure of `other` for all that `other` is about."""
        exact = {figure for figure in self.figures if figure.least == figure.most}
        return other.matched <= self.matched and not exact.isdisjoint(other.figures)

    @property
    def least(self) -> float:
        """The least that it may mean."""
        return min(figure.least for figure in self.figures)

    def differs(self, other: Given) -> bool:
        """Whether both give figures for the same thing, and none of one can be one of the other."""
        agree = any(mine.agrees(theirs) for mine in self.figures for theirs in other.figures)
        return self.matched == other.matched and not agree


def counted_thing(question: str) -> int | None:
    """Where in the question the word starts that names what it wants counted; None where it wants nothing counted.

    In English the first plural after "how many" ("US troops"), in Arabic the first noun after "كم" or "عدد".
    """
    words = list(tokens(question))
    after = next((at + 1 for at, word in enumerate(words) if word.surface in _HOW_MANY and _asks(words, at)), None)
    if after is None:
        return None
    named = [word for word in words[after:] if word.surface not in _HOW_MANY]
    run = named[: next((at for at, word in enumerate(named) if is_stop_word(word)), len(named))]
    counted = next((word for word in run if _may_be_counted(word)), run[-1] if run else None)
    return counted.start if counted else None


def _asks(words: Sequence[Token], at: int) -> bool:
    return words[at].language == "ar" or (at > 0 and words[at - 1].surface == "how")


def _may_be_counted(word: Token) -> bool:
    """Whether a word may be the noun that a number before it counts: a plural, in Arabic any word."""
    return word.language == "ar" or word.surface in _PLURALS or (word.surface[-1:] == "s" and word.surface[-2:] != "ss")


def given(candidate: Candidate, first: int, last: int, text: str, counted_at: int) -> Given | None:
    """The figures that sentences of a passage give of what stands at `counted_at` in the question.

    `first` and `last` are places among the passage's sentences, both included; `text` is its article's. None where
    they give no figure, or match too little of the question, or not all the names in it.
    """
    matcher = candidate.matcher
    counted = next((clause for clause in matcher.query.clauses if clause.word.start == counted_at), None)
    if counted is None or not is_about(candidate, first, last):
        return None
    rows = candidate.ranked.matched[first : last + 1]
    names = {phrase[-1] for phrase, weight in counted.alternatives.items() if weight >= _MATCHED}
    sentences = candidate.stored.passage.sentences[first : last + 1]
    figures = {figure for span in sentences for figure in _figures(list(tokens(span.of(text))), names)}
    matched = frozenset(at for at, best in enumerate(rows.max(axis=0).tolist()) if best >= _MATCHED)
    named = {at for at, clause in enumerate(matcher.query.clauses) if clause.word.capital}
    return Given(frozenset(figures), matched) if figures and named <= matched else None


def is_about(candidate: Candidate, first: int, last: int) -> bool:
    """Whether sentences match enough of the question for their numbers to be what it asks for."""
    return candidate.matcher.covered(candidate.ranked.matched[first : last + 1]) >= _ENOUGH


def _figures(words: Sequence[Token], names: set[str]) -> Iterator[Figure]:
    """The numbers whose counted noun, the first that may be one after the number, is among `names`."""
    for at, word in enumerate(words):
        figure = _figure(word)
        year = is_year(word.term)
        if figure is None or (year and at and words[at - 1].surface in _BEFORE_YEAR):
            continue
        following = [one for one in words[at + 1 : at + 1 + _NEAR] if not is_stop_word(one)]
        counted = next((one for one in following if _may_be_counted(one)), None)
        # "2000 guests" may be a number, "2000, when guests" is none.
        if counted and counted.term in names and not (year and counted is not words[at + 1]):
            yield figure


def _figure(word: Token) -> Figure | None:
    if word.surface in _UNCLEAR:
        return Figure(*_UNCLEAR[word.surface])
    return Figure(float(word.term), float(word.term)) if _NUMBER.fullmatch(word.term) else None
