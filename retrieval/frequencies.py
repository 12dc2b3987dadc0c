"""How common a word is: the archive's own counts, joined to those of ordinary news and encyclopaedia passages.

In an archive of five articles every word is rare or everywhere; the counts that ship with the model steady
the idf there, and fade as the archive grows.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

BACKGROUND = Path(__file__).parent / "model" / "frequencies.json"
# One background passage counts as this much of one of the archive's.
BACKGROUND_WEIGHT = 0.35

Count = Callable[[str, str], int]


@lru_cache(maxsize=1)
def _background() -> tuple[int, dict[str, dict[str, int]]]:
    counts = json.loads(BACKGROUND.read_text(encoding="utf-8"))
    return int(counts.pop("documents")), counts


def with_background(count: Count, total: int) -> tuple[Callable[[str, str], float], float]:
    """Passages that hold a term of a field, and how many passages there are, background included."""
    documents, counts = _background()

    def joined(field: str, term: str) -> float:
        return count(field, term) + BACKGROUND_WEIGHT * counts.get(field, {}).get(term, 0)

    return joined, total + BACKGROUND_WEIGHT * documents


def background_count(field: str, term: str) -> int:
    """How many of the ordinary passages hold a term."""
    return _background()[1].get(field, {}).get(term, 0)
