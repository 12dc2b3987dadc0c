"""Proper names in a question: capitals tell them in English, the lexicon's English side in Arabic."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from retrieval.language.arabic import without_clitics
from retrieval.language.text import Token, fold
from retrieval.translation import good_entries, is_stop_word

LONGEST = 5
_INSIDE = frozenset("al el of bin ibn abu ul ad ez".split())
# Adjectives of origin ("American", "أميركية") only say whose; people ("الحوثيين") are a name.
_ADJECTIVE = ("ي", "يه")


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """The folded Arabic and English names of the lexicon: entries whose first English equivalent has a capital."""
    return frozenset(_known_names())


def _known_names() -> Iterator[str]:
    for arabic, english in good_entries():
        names = [name for name in english if _is_title(name)]
        if names and english[0].startswith(names[0]):
            for name in (*arabic, *names):
                yield " ".join(map(fold, name.replace("-", " ").split()))


def _is_title(name: str) -> bool:
    return all(word[0].isupper() or word in _INSIDE or word in ("the", "in") for word in name.replace("-", " ").split())


def name_at(words: list[Token]) -> int:
    """How many of the first of `words` are one proper name; 0 where none begins there."""
    for size in range(min(LONGEST, len(words)), 1, -1):
        rest = "".join(f" {word.surface}" for word in words[1:size])
        if any(first + rest in _known() for first in _forms(words[0])):
            return size
    if words[0].language == "en":
        return _capitals(words)
    single = not words[0].surface.endswith(_ADJECTIVE) and any(form in _known() for form in _forms(words[0]))
    return 1 if single else 0


def _forms(word: Token) -> frozenset[str]:
    if word.language == "en":
        return frozenset({word.surface})
    forms = without_clitics(word.surface)
    return forms | {"ال" + word.surface[2:]} if word.surface.startswith("لل") else forms


def _capitals(words: list[Token]) -> int:
    """The length of a run of capitalised words; one that stands before a plain noun only says whose."""
    size = 0
    for at, word in enumerate(words):
        if at and word.start > words[at - 1].end + 1:
            break
        if word.capital and not is_stop_word(word):
            size = at + 1
        elif word.surface not in _INSIDE or not size:
            break
    alone = size == 1 and len(words) > 1 and not words[1].capital and not is_stop_word(words[1])
    adjacent = alone and words[1].start == words[0].end + 1
    return 0 if adjacent and words[1].language == "en" and _says_whose(words[0]) else size


def _says_whose(word: Token) -> bool:
    return word.surface == "usa" or word.surface.endswith(("an", "ish", "ese", "i"))
