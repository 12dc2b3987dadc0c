"""The index term of an Arabic word: its known form without inflection, else a light stem."""

from __future__ import annotations

from functools import lru_cache

from retrieval.language.arabic import STOP_WORDS, fold_letters, light_stem, without_inflection
from retrieval.language.segmenting import segment
from retrieval.language.vocabulary import known_forms

_STOP = frozenset(fold_letters(word) for word in STOP_WORDS)


@lru_cache(maxsize=65536)
def stem_arabic(word: str) -> str:
    """The stem of a folded word: "بمحكمه", "محاكمها" and "محكمه" each without what is not of the word."""
    if word in _STOP:
        return light_stem(word)
    known = known_forms()
    form = segment(word, known)
    return light_stem(word) if form is None else without_inflection(form, known)
