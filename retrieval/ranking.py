"""How well a passage and its sentences answer a question: the features, and the weights that join them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.analysis import SentenceTerms, is_year
from retrieval.query import Query

_SATURATION = 1.2
_LENGTH = 0.6
_AVERAGE_WORDS = 110
# Alternatives from this weight on count as the clause's own occurrences.
_ONE_TERM = 0.5
_BESIDE = 3
# A word that the lexicon lacks may stand there unseen: its absence says less.
_UNKNOWN = 0.4


# Coverage, sentence, vector, kind: see `Weights`.
Features = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature counts for; chosen by recall@1 on development questions, cross-validated by article."""

    coverage: float = 1.0
    sentence: float = 1.6
    vector: float = 1.3
    kind: float = 0.3

    def score(self, features: Features) -> float:
        """The weighted sum of features, which stand in the order of the weights."""
        coverage, sentence, vector, kind = features
        return self.coverage * coverage + self.sentence * sentence + self.vector * vector + self.kind * kind


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage's score, and what its sentences match of the question.

    `matched` is float32 of shape (sentences, clauses): how well a sentence answers to a clause, 0 to 1.
    """

    score: float
    features: Features
    matched: NDArray[np.float32]
    sentences: Sequence[SentenceTerms]

    @property
    def similarity(self) -> float:
        """The cosine of the passage's vector with the question's."""
        return self.features[2]


class Matcher:
    """Finds a query's clauses in analysed sentences.

    `importance` (clauses,) is a clause's idf in the passages' language, all its alternatives as one term, and
    ranks passages; `specificity` (clauses,) is that of the question's own words, and says how much of it is covered.
    """

    def __init__(self, query: Query, frequency: Callable[[str, str], float], total: float) -> None:
        self.query = query
        self._terms: dict[str, list[tuple[int, float]]] = {}
        self._phrases: dict[str, list[tuple[int, tuple[str, ...], float]]] = {}
        self._sounds: dict[str, list[tuple[int, float]]] = {}
        importance, specificity = [], []
        for at, clause in enumerate(query.clauses):
            found = 0.0
            for phrase, weight in clause.alternatives.items():
                found += min(frequency(query.language, term) for term in phrase) if weight >= _ONE_TERM else 0
                if len(phrase) == 1:
                    self._terms.setdefault(phrase[0], []).append((at, weight))
                else:
                    self._phrases.setdefault(phrase[0], []).append((at, phrase, weight))
            for key, weight in clause.sounds.items():
                found += frequency("sound", key) if not found else 0
                self._sounds.setdefault(key, []).append((at, weight))
            own = frequency(clause.word.language, clause.word.term)
            importance.append(inverse_frequency(found, total))
            known = 1.0 if clause.alternatives else _UNKNOWN
            specificity.append(inverse_frequency(own, total) * known)
        self.importance = np.array(importance, np.float32)
        self.specificity = np.array(specificity, np.float32)

    def match(self, sentences: Sequence[SentenceTerms]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Per sentence and clause the best weight found, and the sum of weights (both sentences x clauses)."""
        shape = (len(sentences), len(self.query.clauses))
        best, total = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
        for row, sentence in enumerate(sentences):
            for at, weight in self._hits(sentence):
                total[row, at] += weight
                if weight > best[row, at]:
                    best[row, at] = weight
        return best, total

    def _hits(self, sentence: SentenceTerms) -> list[tuple[int, float]]:
        hits: list[tuple[int, float]] = []
        present: set[str] | None = None
        for term in sentence.terms:
            if term in self._terms:
                hits += self._terms[term]
            if term not in self._phrases:
                continue
            for at, phrase, weight in self._phrases[term]:
                present = present or set(sentence.terms)
                if present.issuperset(phrase):
                    hits.append((at, weight))
        if self._sounds:
            reached = {at for at, weight in hits if weight > 0.7}
            heard = [key for key in sentence.sounds if key in self._sounds]
            hits += [(at, w * _trust(key)) for key in heard for at, w in self._sounds[key] if at not in reached]
        return hits

    def rank(
        self, sentences: Sequence[SentenceTerms], similarity: float, alike: NDArray[np.float32] | None = None
    ) -> Ranked:
        """The passage's score from its words and its vector's similarity to the question's.

        `alike` (sentences, clauses), where it is known, is how near each sentence's words come to a clause in meaning.
        """
        best, total = self.match(sentences)
        if alike is not None:
            best = np.maximum(best, alike)
            total = np.maximum(total, best)
        words = sum(len(sentence.terms) for sentence in sentences)
        length = 1 - _LENGTH + _LENGTH * words / _AVERAGE_WORDS
        top = best.max(axis=0)
        frequency = total.sum(axis=0) / np.maximum(top, 1e-6)
        saturated = top * frequency * (1 + _SATURATION) / (frequency + _SATURATION * length)
        whole = max(float(self.importance.sum()), 1e-6)
        share = (best @ self.importance / whole).tolist()
        features = (
            float(saturated @ self.importance) / whole,
            max(share),
            similarity,
            max(row * self.holds(s) for row, s in zip(share, sentences, strict=True)),
        )
        return Ranked(WEIGHTS.score(features), features, best, sentences)

    def covered(self, matched: NDArray[np.float32]) -> float:
        """The share of the question, by specificity, that sentences together match; (sentences, clauses) in."""
        return float(matched.max(axis=0) @ self.specificity) / max(float(self.specificity.sum()), 1e-6)

    def holds(self, sentence: SentenceTerms) -> float:
        """Whether a sentence holds the kind of thing that is asked for, 0 to 1; 0 where any sentence may."""
        kind = self.query.asks_for
        if kind == "number":
            return self._holds_quantity(sentence.terms)
        if kind == "date":
            return min(1.0, sentence.years)
        return min(1.0, sentence.names / 2) if kind in ("person", "place") else 0.0

    def _holds_quantity(self, terms: Sequence[str]) -> float:
        """Half for a number that is no year, the whole where the thing counted (the first clause) stands beside it."""
        numbers = [at for at, term in enumerate(terms) if term[0].isdigit() and not is_year(term)]
        if not numbers:
            return 0.0
        counted = [at for at, term in enumerate(terms) if any(clause == 0 for clause, _ in self._terms.get(term, ()))]
        counted += [at for at, term in enumerate(terms) if any(row[0] == 0 for row in self._phrases.get(term, ()))]
        if any(abs(a - b) <= _BESIDE for a in numbers for b in counted):
            return 1.0
        return 0.5


def inverse_frequency(found: float, total: float) -> float:
    """BM25's idf, of a clause taken as one term (Pirkola, 1998: structured queries); `found` may be an estimate."""
    found = min(found, total)
    return math.log(1 + (total - found + 0.5) / (found + 0.5))


def _trust(key: str) -> float:
    """A key of few consonants is shared by many names."""
    return {2: 0.45, 3: 0.8}.get(len(key), 1.0)
