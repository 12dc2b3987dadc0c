"""Abbreviations: full stops that do not end a sentence, in both languages."""

from __future__ import annotations

import re

from corpus.folding import without_marks, word_set

# Before a name, in capitals: never the end of a sentence.
_TITLES = word_set(
    "Mr Mrs Ms Dr Prof Gen Col Lt Maj Capt Sgt Cpl Adm Cmdr Brig Gov Sen Rep Hon Rev Fr St Pres Amb Messrs Mme Mt Ft"
)
_INSIDE = word_set("vs e.g i.e cf viz approx ca al eds pp")
# Before a number only: `No. 5`, `Jan. 28`; elsewhere `No.` is an answer.
_BEFORE_NUMBER = word_set("no nos art sec p fig vol ch jan feb mar apr jun jul aug sep sept oct nov dec")
# May close a sentence as well: only a word that often opens one tells.
_EITHER = word_set("inc ltd corp co jr sr etc bros dept univ assn est a.m p.m u.s u.k u.n e.u d.c ph.d b.c a.d")
_MONTHS = word_set("jan feb aug sept oct nov dec")
_OPENERS = word_set(
    "The A An He She It They We I You In On At But And Or This That These Those There However Meanwhile For When While "
    "After Before As If His Her Their Its Our My Since Although Though Both Some Many Most Such What Who Why How Where "
    "Then Now Yet So By With From During Despite Another Other Each No Not"
)
_TOKEN = re.compile(r"[^\W\d_](?:[\w.'’-]*\w)?$")
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]$")
_ARABIC_INITIALS = re.compile("(?:[\u0621-\u064a]\\.)*[\u0621-\u064a]$")
_ARABIC_NUMBERED = frozenset({"ص", "ج", "ط"})


def is_abbreviation(before: str, following: str) -> bool:
    """True when the full stop between `before` (the text up to it) and `following` (the next word) is
    an abbreviation's and the sentence goes on."""
    token = _TOKEN.search(without_marks(before[-24:]))
    if token is None:
        return False
    word = token.group()
    if _ARABIC_INITIALS.fullmatch(word):
        return word not in _ARABIC_NUMBERED or following[:1].isdigit()
    lower = word.lower()
    if word in _TITLES or lower in _INSIDE:
        return True
    if lower in _BEFORE_NUMBER and following[:1].isdigit():
        return True
    if lower in _EITHER or lower in _MONTHS or _INITIALS.fullmatch(word):
        return following not in _OPENERS
    return False
