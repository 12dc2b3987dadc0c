"""Passages become an answer of quotes, or an honest no."""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article, Language, Span
from corpus.language import detect_language
from retrieval.search import Candidate

PASSAGES_READ = 6
MOST_QUOTED_WORDS = 75
MOST_QUOTED_SENTENCES = 3
NEAR_COPY = 0.6
_ID_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Quote:
    """`article.text[start:end]`; offsets count Unicode code points. `also` are articles with a near-copy."""

    id: str
    article: Article
    start: int
    end: int
    score: float
    also: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.article.text):
            raise ValueError(f"quote {self.start}:{self.end} outside article {self.article.id}")

    @property
    def text(self) -> str:
        """The quoted words."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Answer:
    """One to three quotes, best first. Where `answered` is false, the one quote is only the closest passage."""

    id: str
    question: str
    language: Language
    answered: bool
    confidence: float
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class SentenceWeights:
    """What counts when a sentence is chosen; chosen by how often the first quote answers development questions."""

    matched: float = 1.0
    around: float = 0.25
    vector: float = 0.5
    kind: float = 0.3
    passage: float = 1.6
    neighbour: float = 0.55


@dataclass(frozen=True, slots=True)
class ConfidenceWeights:
    """A logistic regression on what the best passage and its best sentences cover of the question (`evidence`)."""

    bias: float
    passage: float
    sentences: float
    vector: float
    kind: float


SENTENCE_WEIGHTS = SentenceWeights()
# Fitted by `retrieval/training/fit_confidence.py`, apart for a passage in the question's language and in the other; the
# bias of the latter is 0.4 stricter than fitted, as a wrong answer costs a reader more than a no.
SAME_LANGUAGE = ConfidenceWeights(bias=-5.24, passage=5.54, sentences=3.68, vector=4.77, kind=-0.06)
OTHER_LANGUAGE = ConfidenceWeights(bias=-4.4, passage=4.2, sentences=2.75, vector=6.55, kind=0.32)
# Below this confidence the answer is a no.
ANSWERED = 0.5

Encode = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Choice:
    """One to three sentences that stand together in one passage, with what speaks for them."""

    candidate: Candidate
    first: int
    last: int
    score: float
    similarity: float

    @property
    def span(self) -> Span:
        """Where they stand in the article."""
        sentences = self.candidate.stored.passage.sentences
        return Span(sentences[self.first].start, sentences[self.last].end)

    @property
    def terms(self) -> frozenset[str]:
        """Their index terms."""
        rows = self.candidate.ranked.sentences[self.first : self.last + 1]
        return frozenset(term for row in rows for term in row.terms)


def choose(
    candidates: Sequence[Candidate],
    vector: NDArray[np.float32],
    encode: Encode,
    article_of: Callable[[str], Article | None],
) -> list[Choice]:
    """The best stretch of sentences of each passage read, and the next best ones of all, best first."""
    choices = []
    for candidate in candidates[:PASSAGES_READ]:
        article = article_of(candidate.stored.passage.article_id)
        if article:
            texts = [span.of(article.text) for span in candidate.stored.passage.sentences]
            choices += _choices(candidate, encode(texts) @ vector, texts, article)
    return sorted(choices, key=lambda choice: -choice.score)


def _choices(candidate: Candidate, similarity: NDArray[np.float32], texts: list[str], article: Article) -> list[Choice]:
    ranked, matcher, weights = candidate.ranked, candidate.matcher, SENTENCE_WEIGHTS
    whole = max(float(matcher.importance.sum()), 1e-6)
    matched = ranked.matched @ matcher.importance / whole
    around = [
        float(ranked.matched[max(0, i - 1) : i + 2].max(axis=0) @ matcher.importance) / whole
        for i in range(len(matched))
    ]
    worth = [
        weights.matched * float(matched[i])
        + weights.around * around[i]
        + weights.vector * float(similarity[i])
        + weights.kind * matcher.holds(ranked.sentences[i])
        for i in range(len(matched))
    ]
    of_passage = weights.passage * ranked.score
    blocks = [_block_of(article, span) for span in candidate.stored.passage.sentences]
    choices, used = [], set[int]()
    for i in sorted(range(len(worth)), key=lambda i: -worth[i]):
        if i in used:
            continue
        first, last = _stretch(i, worth, texts, blocks, used)
        used.update(range(first, last + 1))
        choices.append(Choice(candidate, first, last, worth[i] + of_passage, float(similarity[i])))
    return choices


def _stretch(at: int, scores: list[float], texts: list[str], blocks: list[int], used: set[int]) -> tuple[int, int]:
    """Grows a sentence by neighbours of its paragraph that are nearly as good, or that end its quotation."""
    words = [len(text.split()) for text in texts]
    first = last = at
    while last - first + 1 < MOST_QUOTED_SENTENCES:
        sides = [i for i in (first - 1, last + 1) if 0 <= i < len(scores) and i not in used and blocks[i] == blocks[at]]
        if last + 1 in sides and _inside_quotation(" ".join(texts[first : last + 1])):
            last += 1
            continue
        sides = [i for i in sides if scores[i] >= SENTENCE_WEIGHTS.neighbour * scores[at]]
        sides = [i for i in sides if sum(words[first : last + 1]) + words[i] <= MOST_QUOTED_WORDS]
        if not sides:
            break
        best = max(sides, key=lambda i: scores[i])
        first, last = min(first, best), max(last, best)
    return first, last


def _inside_quotation(text: str) -> bool:
    """Whether a quotation that opens in the text goes on after it: half of what somebody said may mislead."""
    return text.count("“") > text.count("”") or text.count("«") > text.count("»") or text.count('"') % 2 == 1


def _block_of(article: Article, sentence: Span) -> int:
    return next((i for i, block in enumerate(article.blocks) if block.span.end >= sentence.end), -1)


def evidence(best: Choice) -> tuple[float, ...]:
    """The features of `ConfidenceWeights`, bias first (always 1)."""
    candidate, matcher = best.candidate, best.candidate.matcher
    matched = candidate.ranked.matched
    stretch = slice(best.first, best.last + 1)
    kind = max(matcher.holds(row) for row in candidate.ranked.sentences[stretch])
    asked = kind if matcher.query.asks_for else 0.5
    return 1.0, matcher.covered(matched), matcher.covered(matched[stretch]), best.similarity, asked


def crosses(best: Choice) -> bool:
    """Whether the passage is in the other language than most of the question's words."""
    query = best.candidate.matcher.query
    return 2 * sum(clause.word.language != query.language for clause in query.clauses) > len(query.clauses)


def confidence(best: Choice | None) -> float:
    """How likely the best stretch answers the question, 0 to 1."""
    if best is None or not best.candidate.matcher.query.clauses:
        return 0.0
    weights = OTHER_LANGUAGE if crosses(best) else SAME_LANGUAGE
    logit = sum(w * x for w, x in zip(astuple(weights), evidence(best), strict=True))
    return 1 / (1 + math.exp(-logit))


def new_id() -> str:
    """A short id that can be typed, for an answer or a search."""
    return "".join(secrets.choice(_ID_LETTERS) for _ in range(8))


def make_answer(
    question: str, choices: Sequence[Choice], limit: int, article_of: Callable[[str], Article | None]
) -> Answer:
    """At most `limit` quotes, near-copies once; when nothing answers, the closest one as such."""
    sure = round(confidence(choices[0] if choices else None), 4)
    answered = sure >= ANSWERED
    answer_id = new_id()
    quotes: list[Quote] = []
    for chosen, copies in _without_copies(choices)[: limit if answered else 1]:
        article = article_of(chosen.candidate.stored.passage.article_id)
        if article:
            span = chosen.span
            number = len(quotes) + 1
            quotes.append(Quote(f"{answer_id}.{number}", article, span.start, span.end, round(chosen.score, 4), copies))
    return Answer(answer_id, question, detect_language(question), answered, sure, tuple(quotes))


def _without_copies(choices: Iterable[Choice]) -> list[tuple[Choice, tuple[str, ...]]]:
    """Each choice once, with the articles that carry a near-copy of it (Jaccard of terms)."""
    kept: list[tuple[Choice, list[str]]] = []
    for choice in choices:
        article = choice.candidate.stored.passage.article_id
        original = next((row for row in kept if _near(row[0].terms, choice.terms)), None)
        if original is None:
            kept.append((choice, []))
        elif article not in (*original[1], original[0].candidate.stored.passage.article_id):
            original[1].append(article)
    return [(choice, tuple(copies)) for choice, copies in kept]


def _near(a: frozenset[str], b: frozenset[str]) -> bool:
    return len(a & b) >= NEAR_COPY * max(1, len(a | b))
