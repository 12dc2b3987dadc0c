"""Words of a text, reduced to index terms: the same for index and question, in both languages.

A text becomes `Token`s (offsets count code points of the text); a token's `term` is what the word
index holds. English terms are Snowball stems after irregular forms are undone; Arabic terms are
light stems (clitics and inflection off, letters folded); numbers are digits in either language, so
that "three", "3", "ثلاثة" and "٣" are one term.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from corpus.article import Language
from retrieval.language.arabic import fold_letters
from retrieval.language.arabic_stem import stem_arabic
from retrieval.language.english import BASE_FORMS
from retrieval.language.numbers import number_term

# Part of the archive's fingerprint: raise it when a term of any word changes, or what is kept of a sentence.
ANALYSIS_VERSION = "6"

_WORD = re.compile(
    r"\d+(?:[.,٫٬]\d+)*"
    r"|[^\W\d_](?:[^\W\d_]|[\u064b-\u065f\u0670\u0640])*(?:['’ʼ`][^\W\d_]+)*(?:\d+)?",
)
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_POSSESSIVE = re.compile(r"['’ʼ`]s?$")
_APOSTROPHES = re.compile(r"['’ʼ`]")
_ACRONYM = re.compile(r"\b(?:[A-Za-z]\.){2,}")

_english = Stemmer.Stemmer("english")


class Token(NamedTuple):
    """A word at `start:end` of its text, with its index term and its folded surface."""

    start: int
    end: int
    surface: str
    term: str
    language: Language
    capital: bool


def _join_acronyms(text: str) -> str:
    """`U.S.` becomes `US  `: same length, so that offsets stay."""

    def joined(match: re.Match[str]) -> str:
        return match.group().replace(".", "").ljust(len(match.group()))

    return _ACRONYM.sub(joined, text)


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in either language, in order."""
    if "." in text:
        text = _join_acronyms(text)
    for match in _WORD.finditer(text):
        word = match.group()
        language: Language = "ar" if _ARABIC.match(word) else "en"
        surface = fold(word)
        if surface:
            yield Token(match.start(), match.end(), surface, term(surface, language), language, word[0].isupper())


def language_of(word: str) -> Language:
    """The language that a word's first letter is of."""
    return "ar" if "\u0600" <= word[0] <= "\u06ff" else "en"


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word without case, accents, diacritics, tatweel, and letter variants; digits are Latin."""
    if word[0].isdigit():
        return number_term(word)
    if _ARABIC.match(word):
        return fold_letters(word)
    word = _POSSESSIVE.sub("", word)
    if word == "US":  # not the pronoun
        return "usa"
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return _APOSTROPHES.sub("", word).lower()


@lru_cache(maxsize=65536)
def term(surface: str, language: Language) -> str:
    """The index term of a folded word."""
    number = number_term(surface)
    if number:
        return number
    if language == "ar":
        return stem_arabic(surface)
    return stem_english(surface)


def stem_english(surface: str) -> str:
    """Snowball's English stem of a lower-case word, irregular forms (took, children) undone first."""
    return str(_english.stemWord(BASE_FORMS.get(surface, surface)))
