"""Whole sentences of the bundled articles in the other language, translated by hand."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from retrieval.checking.exact_words import exact_words

_FILE = Path(__file__).parent / "translations.txt"


@lru_cache(maxsize=1)
def translations() -> tuple[tuple[str, str], ...]:
    """Sentences as the articles have them, and their translations."""
    blocks = _FILE.read_text(encoding="utf-8").strip().split("\n\n")
    return tuple((original, translated) for original, translated in (block.splitlines() for block in blocks))


def translation_of(text: str) -> str | None:
    """The translation of a sentence, however its marks are set; None for one that nobody has translated."""
    return next((translated for original, translated in translations() if _words(original) == _words(text)), None)


def _words(text: str) -> list[str]:
    return [word.key for word in exact_words(text) if word.is_word]
