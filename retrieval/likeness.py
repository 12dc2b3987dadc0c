"""How near words come in meaning, by their vectors: what the lexicon lacks may still be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from retrieval.language.text import Token

# Words whose cosine is no higher have nothing to do with each other; chosen on the development questions.
UNRELATED = 0.35
# What a word of the same meaning counts for, beside the word itself.
ALIKE = 0.5
# Their vectors are about 16 MB.
WORDS_KEPT = 16384

Vectors = NDArray[np.float32]


class WordLikeness:
    """Compares words by the vectors that `encode` gives them, of which `kept` are kept. Threads may share it."""

    def __init__(self, encode: Callable[[Sequence[str]], Vectors], kept: int = WORDS_KEPT) -> None:
        self._encode, self._most = encode, kept
        self._lock = Lock()
        self._rows: dict[str, int] = {}
        self._kept = np.zeros((0, 0), np.float32)

    def between(self, asked: Sequence[Token], sentences: Sequence[Sequence[str]]) -> Vectors:
        """How well the likest word of each sentence answers to each word asked, 0 to `ALIKE`: (sentences, asked).

        Numbers and capitalised names are like nothing but themselves.
        """
        likest = np.zeros((len(sentences), len(asked)), np.float32)
        filled = [at for at, words in enumerate(sentences) if words]
        if not filled or not asked:
            return likest
        words = [word for at in filled for word in sentences[at]]
        starts = np.cumsum([0, *(len(sentences[at]) for at in filled)])[:-1]
        cosines = self._vectors_of(words) @ self._vectors_of([word.surface for word in asked]).T
        cosines[:, [word.capital or word.term.isdigit() for word in asked]] = 0.0
        likest[filled] = np.maximum.reduceat(cosines, starts, axis=0)
        related: Vectors = np.clip((likest - UNRELATED) / (1 - UNRELATED), 0, 1)
        return np.float32(ALIKE) * np.sqrt(related)

    def _vectors_of(self, words: Sequence[str]) -> Vectors:
        """Unit vectors, (words, dim)."""
        with self._lock:
            self._learn(dict.fromkeys(words))
            return self._kept[[self._rows[word] for word in words]]

    def _learn(self, words: Iterable[str]) -> None:
        new = [word for word in words if word not in self._rows]
        if not new:
            return
        if len(self._rows) + len(new) > self._most:
            self._rows, new = {}, list(words)
        vectors = self._encode(new)
        self._kept = np.concatenate([self._kept, vectors]) if self._rows else vectors
        self._rows |= {word: at for at, word in enumerate(new, len(self._rows))}
