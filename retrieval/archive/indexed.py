"""What the search layer hands to the archive: a passage with what both indexes need to find it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article, Passage

WORD_FIELDS = ("en", "ar", "sound")


@dataclass(frozen=True, slots=True, eq=False)
class IndexedPassage:
    """One passage ready for the indexes.

    `vector` is float32 of shape (dim,). `fields` gives the analysed tokens of each of `WORD_FIELDS`
    that the passage has, joined by single spaces. `analysis` is kept beside the passage and given back
    as it came; the archive never looks inside.
    """

    passage: Passage
    vector: NDArray[np.float32]
    fields: dict[str, str]
    analysis: bytes

    def __post_init__(self) -> None:
        if self.vector.dtype != np.float32 or self.vector.ndim != 1:
            raise ValueError(f"passage {self.passage.id}: vector {self.vector.dtype} {self.vector.shape}")
        if unknown := self.fields.keys() - set(WORD_FIELDS):
            raise ValueError(f"passage {self.passage.id}: no such word field: {', '.join(sorted(unknown))}")


# Splits, embeds and analyses a batch of articles: one sequence of passages an article, in the same order.
Indexer = Callable[[Sequence[Article]], Iterable[Sequence[IndexedPassage]]]
