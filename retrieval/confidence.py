"""How sure an answer is: a logistic regression on what the best stretch of sentences covers of the question."""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass

from corpus.article import Language
from retrieval.choosing import Choice

# The language of the passage, and whether most of the question's words are in the other one.
Situation = tuple[Language, bool]


@dataclass(frozen=True, slots=True)
class ConfidenceWeights:
    """What each part of the `evidence` counts for."""

    bias: float
    passage: float
    sentences: float
    vector: float
    kind: float
    score: float


# Printed by `retrieval/training/fit_confidence.py`, but that Arabic questions on English passages are judged 0.3
# stricter: there a chance likeness of translations passes most easily, and a wrong answer costs more than a no.
WEIGHTS: dict[Situation, ConfidenceWeights] = {
    ("ar", False): ConfidenceWeights(bias=-5.01, passage=1.9, sentences=1.07, vector=2.21, kind=-0.15, score=2.21),
    ("ar", True): ConfidenceWeights(bias=-4.83, passage=2.11, sentences=-0.19, vector=4.37, kind=-0.33, score=1.77),
    ("en", False): ConfidenceWeights(bias=-7.32, passage=2.52, sentences=1.91, vector=2.71, kind=-0.1, score=2.24),
    ("en", True): ConfidenceWeights(bias=-4.09, passage=1.66, sentences=1.7, vector=3.66, kind=-0.22, score=1.34),
}
# Below this confidence the answer is a no.
ANSWERED = 0.5


def evidence(best: Choice) -> tuple[float, ...]:
    """The features of `ConfidenceWeights`, bias first (always 1)."""
    candidate, matcher = best.candidate, best.candidate.matcher
    matched = candidate.ranked.matched
    stretch = slice(best.first, best.last + 1)
    kind = max(matcher.holds(row) for row in candidate.ranked.sentences[stretch])
    asked = kind if matcher.query.asks_for else 0.5
    covered = matcher.covered(matched), matcher.covered(matched[stretch])
    return 1.0, *covered, best.similarity, asked, candidate.ranked.score


def situation_of(best: Choice) -> Situation:
    """Which weights judge a stretch."""
    query = best.candidate.matcher.query
    elsewhere = sum(clause.word.language != query.language for clause in query.clauses)
    return query.language, 2 * elsewhere > len(query.clauses)


def confidence(best: Choice | None) -> float:
    """How likely the best stretch answers the question, 0 to 1."""
    if best is None or not best.candidate.matcher.query.clauses:
        return 0.0
    weights = astuple(WEIGHTS[situation_of(best)])
    logit = sum(weight * fact for weight, fact in zip(weights, evidence(best), strict=True))
    return 1 / (1 + math.exp(-logit))
