"""Passages become choices: the stretches of sentences that may be quoted, best first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article, Span
from retrieval.search import Candidate

PASSAGES_READ = 6
MOST_QUOTED_WORDS = 75
MOST_QUOTED_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class SentenceWeights:
    """What each feature of a sentence counts for; see `retrieval/training/fit_ranking.py`."""

    matched: float = 1.0
    around: float = 0.92
    vector: float = 1.85
    kind: float = 0.55
    passage: float = 0.88


SENTENCE_WEIGHTS = SentenceWeights()
# A neighbour is quoted too where it is worth at least this share of the sentence itself.
NEIGHBOUR = 0.55

Encode = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Choice:
    """One to three sentences that stand together in one passage.

    The score, comparable within one question, and the `features` are those of the best of them; see `SentenceWeights`.
    """

    candidate: Candidate
    first: int
    last: int
    score: float
    features: tuple[float, ...]

    @property
    def similarity(self) -> float:
        """The cosine of the best sentence's vector with the question's."""
        return self.features[2]

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
    features = _features(candidate, similarity)
    weights = np.array(astuple(SENTENCE_WEIGHTS))
    scores, worth = features @ weights, (features[:, :-1] @ weights[:-1]).tolist()
    blocks = [_block_of(article, span) for span in candidate.stored.passage.sentences]
    choices, used = [], set[int]()
    for i in sorted(range(len(worth)), key=lambda i: -worth[i]):
        if i in used:
            continue
        first, last = _stretch(i, worth, texts, blocks, used)
        used.update(range(first, last + 1))
        choices.append(Choice(candidate, first, last, float(scores[i]), tuple(features[i].tolist())))
    return choices


def _features(candidate: Candidate, similarity: NDArray[np.float32]) -> NDArray[np.float64]:
    """Of each sentence (sentences, weights), in the order of `SentenceWeights`."""
    ranked, matcher = candidate.ranked, candidate.matcher
    share = matcher.importance / max(float(matcher.importance.sum()), 1e-6)
    around = [ranked.matched[max(0, i - 1) : i + 2].max(axis=0) @ share for i in range(len(ranked.sentences))]
    kind = [matcher.holds(sentence) for sentence in ranked.sentences]
    of_passage = np.full(len(kind), ranked.score)
    return np.column_stack([ranked.matched @ share, around, similarity, kind, of_passage]).astype(np.float64)


def _stretch(at: int, scores: list[float], texts: list[str], blocks: list[int], used: set[int]) -> tuple[int, int]:
    """Grows a sentence by neighbours of its paragraph that are nearly as good, or that end its quotation."""
    words = [len(text.split()) for text in texts]
    first = last = at
    while last - first + 1 < MOST_QUOTED_SENTENCES:
        sides = [i for i in (first - 1, last + 1) if 0 <= i < len(scores) and i not in used and blocks[i] == blocks[at]]
        if last + 1 in sides and _inside_quotation(" ".join(texts[first : last + 1])):
            last += 1
            continue
        sides = [i for i in sides if scores[i] >= NEIGHBOUR * scores[at]]
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
