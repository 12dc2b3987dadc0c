"""Which of the two languages a text is written in."""

from __future__ import annotations

import re

from corpus.article import Language

_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\u08a0-\u08c7\ufb50-\ufdff\ufe70-\ufefc]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")


def detect_language(text: str, default: Language = "en") -> Language:
    """The language whose script has more letters in `text`; `default` when neither has."""
    arabic = sum(map(len, _ARABIC.findall(text)))
    latin = sum(map(len, _LATIN.findall(text)))
    if arabic == latin:
        return default
    return "ar" if arabic > latin else "en"
