"""The numbers of a sentence, put together from its index terms: "twenty-five", "ثلاثة عشر", "150 thousand"."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.language.text import fold, term

_TEENS = {term(fold(word), "ar"): value for word, value in (("أحد", "11"), ("اثني", "12"), ("اثنا", "12"))}
# "القرن التاسع عشر": an ordinal, which no digits stand for.
_ORDINALS = frozenset(
    term(fold(word), "ar") for word in "الحادي الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع".split()
)
_MULTIPLIED = {"100": 100, "1000": 1000, term(fold("ألفا"), "ar"): 1000}
# "وعشرون" and its like lose what tells them from ten, so "خمسة وعشرون" is a number that nobody can tell.
_TENS_UNTOLD = frozenset(term(fold(f"و{word}"), "ar") for word in "عشرون ثلاثون أربعون خمسون ستون سبعون".split())


def numbers_of(terms: Sequence[str]) -> frozenset[str]:
    """The numbers of a sentence's terms, as digits; those that its words do not tell for sure are left out."""
    found: set[str] = set()
    at = 0
    while at < len(terms):
        number, taken = _number(terms[at], terms[at + 1] if at + 1 < len(terms) else "")
        at += taken
        while number.isdecimal() and at < len(terms) and terms[at] in _MULTIPLIED:
            number, at = str(int(number) * _MULTIPLIED[terms[at]]), at + 1
        found.update([number] if number else [])
    return frozenset(found)


def _number(word: str, following: str) -> tuple[str, int]:
    """The number that a term begins, "" for none, and how many terms it takes."""
    if following == "10" and word in _TEENS:
        return _TEENS[word], 2
    if following == "10" and word in _ORDINALS:
        return "", 2
    if not word[0].isdigit():
        return "", 1
    if following in _TENS_UNTOLD:
        return "", 2
    if word.isdecimal() and following.isdecimal():
        one, other = int(word), int(following)
        if (1 < one < 10 and other == 10) or (one in range(20, 100, 10) and 0 < other < 10):
            return str(one + other), 2
    return word, 1
