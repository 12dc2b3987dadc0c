"""Words folded for comparison inside the corpus: spelling that a page varies without meaning to."""

from __future__ import annotations

import re

# Alef with its hamzas, final yeh, teh marbuta; typographic apostrophes; digits of both Arabic sets.
_LETTERS = str.maketrans("أإآٱىة’‘ʼ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "اااايه'''" + "0123456789" * 2)
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def fold(text: str) -> str:
    """Lower case, vowel marks and tatweel off, letter variants as one, white space as single blanks."""
    return " ".join(without_marks(text).translate(_LETTERS).lower().split())


def word_set(words: str) -> frozenset[str]:
    """A set of words written as one string."""
    return frozenset(words.split())


def without_marks(text: str) -> str:
    """`text` without vowel marks, tatweel and the invisible marks of writing direction."""
    return _MARKS.sub("", text)


def fold_in_place(text: str) -> str:
    """Letter and digit variants as one and lower case, character for character: offsets stay."""
    lower = text.translate(_LETTERS).lower()
    return lower if len(lower) == len(text) else text.translate(_LETTERS)


def folded_words(text: str) -> list[str]:
    """The words of `text`, folded, without punctuation."""
    return _WORD.findall(fold(text))
