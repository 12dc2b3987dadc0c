"""Hard negatives: passages that look like the answer to a question and are not.

Found by words, as a word index would (DPR: Karpukhin et al., 2020), and by the table's own vectors while it learns
(ANCE: Xiong et al., 2021). A passage that the teacher finds nearly as near as the right one may well answer the
question too, so it is no negative (positive-aware mining, NV-Retriever: Moreira et al., 2024).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.language.text import tokens
from retrieval.training.pairs import Pairs
from retrieval.training.teaching import Lesson

# How many passages each way of mining finds a question.
_FOUND = 8
# A negative is less near to the question than this share of the right passage's nearness, by the teacher.
_NEAREST = 0.95


class HardNegatives:
    """Wrong passages for each row of `pairs["questions"]`; a passage's number is its place in `passages`."""

    def __init__(self, pairs: Pairs, lessons: dict[str, Lesson]) -> None:
        self.questions = [question for question, _ in pairs["questions"]]
        # Translations stand side by side, English first.
        self.passages = [text for pair in pairs["passages"] for text in pair]
        place = {text: number for number, text in enumerate(self.passages)}
        self.right = np.array([place[passage] for _, passage in pairs["questions"]])
        # (questions, passages): neither the right passage nor its translation, nor one that may be right too.
        self.wrong = np.arange(len(self.passages)) // 2 != self.right[:, None] // 2
        if lessons:
            nearness = _taught(lessons["questions"], self.questions) @ _taught(lessons["passages"], self.passages).T
            self.wrong &= nearness < _NEAREST * np.take_along_axis(nearness, self.right[:, None], axis=1)
        english, arabic = (shared_words(self.questions, self.passages[side::2]) for side in (0, 1))
        # Words do not cross languages: a passage is as hard as its translation.
        self._by_words = self._hardest(np.maximum(english, arabic).repeat(2, axis=1))
        self._by_vectors = self._by_words[:, :0]

    def mine(self, questions: NDArray[np.float32], passages: NDArray[np.float32]) -> None:
        """Finds anew what vectors take for right: unit vectors (questions, dimensions) and (passages, dimensions)."""
        self._by_vectors = self._hardest(questions @ passages.T)

    def sample(self, chosen: NDArray[np.int64], count: int, draw: np.random.Generator) -> NDArray[np.int64]:
        """Passages (len(chosen), count) of those found for the chosen questions; -1 where fewer were found."""
        found = np.concatenate([self._by_words, self._by_vectors], axis=1)
        return np.take_along_axis(found[chosen], draw.integers(found.shape[1], size=(len(chosen), count)), axis=1)

    def _hardest(self, scores: NDArray[np.float32]) -> NDArray[np.int64]:
        """The `_FOUND` best wrong passages (questions, `_FOUND`) in the right one's language; -1 after the last."""
        fit = self.wrong & (np.arange(len(self.passages)) % 2 == self.right[:, None] % 2) & (scores > 0)
        ranked = np.where(fit, -scores, np.inf)
        best = np.argsort(ranked, axis=1, kind="stable")[:, :_FOUND]
        return np.where(np.take_along_axis(fit, best, axis=1), best, -1)


def shared_words(questions: Sequence[str], passages: Sequence[str]) -> NDArray[np.float32]:
    """The summed inverse document frequencies of the terms that both have (questions, passages)."""
    holding: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(passages):
        for term in {token.term for token in tokens(text)}:
            holding[term].append(number)
    scores = np.zeros((len(questions), len(passages)), np.float32)
    for number, text in enumerate(questions):
        for term in {token.term for token in tokens(text)} & holding.keys():
            scores[number, holding[term]] += np.log(len(passages) / len(holding[term]))
    return scores


def _taught(lesson: Lesson, texts: Sequence[str]) -> NDArray[np.float32]:
    row = {text: number for number, text in enumerate(lesson.texts)}
    vectors: NDArray[np.float32] = lesson.vectors[[row[text] for text in texts]]
    return vectors
