"""How sure an answer is: a logistic regression on what the best stretch of sentences covers of the question."""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass

from corpus.article import Language
from retrieval.choosing import Choice
from retrieval.doubts import doubts

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


# Printed by `retrieval/training/fit_confidence.py`, but for the biases: those of a passage in the question's language
# are less strict (by 0.1 and 0.94), because a whole archive has more rivals than the halves fitted on; Arabic
# questions on English passages are judged 0.2 stricter, for there a chance likeness of translations passes most easily.
WEIGHTS: dict[Situation, ConfidenceWeights] = {
    ("ar", False): ConfidenceWeights(bias=-5.15, passage=2.08, sentences=1.99, vector=2.38, kind=0.09, score=1.96),
    ("ar", True): ConfidenceWeights(bias=-4.33, passage=2.14, sentences=-0.04, vector=4.34, kind=-0.28, score=1.75),
    ("en", False): ConfidenceWeights(bias=-6.8, passage=2.88, sentences=1.94, vector=2.26, kind=-0.03, score=2.23),
    ("en", True): ConfidenceWeights(bias=-3.95, passage=1.72, sentences=1.63, vector=3.26, kind=-0.21, score=1.48),
}
# Of each doubt. Set by hand: questions about what an archive is about but does not tell are rare in the question set.
DOUBT = -4.0
# Below this confidence the answer is a no.
ANSWERED = 0.5


def evidence(best: Choice) -> tuple[float, ...]:
    """The features of `ConfidenceWeights`, bias first (always 1), and last how many `doubts` there are."""
    candidate, matcher = best.candidate, best.candidate.matcher
    matched = candidate.ranked.matched
    stretch = slice(best.first, best.last + 1)
    kind = max(matcher.holds(row) for row in candidate.ranked.sentences[stretch])
    asked = kind if matcher.query.asks_for else 0.5
    covered = matcher.covered(matched), matcher.covered(matched[stretch])
    return 1.0, *covered, best.similarity, asked, candidate.ranked.score, float(len(doubts(best)))


def situation_of(best: Choice) -> Situation:
    """Which weights judge a stretch."""
    query = best.candidate.matcher.query
    elsewhere = sum(clause.word.language != query.language for clause in query.clauses)
    return query.language, 2 * elsewhere > len(query.clauses)


def confidence(best: Choice | None) -> float:
    """How likely the best stretch answers the question, 0 to 1."""
    if best is None or not best.candidate.matcher.query.clauses:
        return 0.0
    weights = (*astuple(WEIGHTS[situation_of(best)]), DOUBT)
    logit = sum(weight * fact for weight, fact in zip(weights, evidence(best), strict=True))
    return 1 / (1 + math.exp(-logit))
