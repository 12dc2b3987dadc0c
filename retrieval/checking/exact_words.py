"""The words and signs of a text as they must stand for a quote to be verbatim.

What may differ is only how they are set: white space, the shape of quotation marks and apostrophes, Arabic vowel
marks and tatweel, invisible marks of direction, letters in pieces or as presentation forms, "..." for "…", and the
bar that a terminal shows beside a quote. Every letter (its case too), digit and other sign counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

QUOTATION_MARK = '"'
ELLIPSIS = "…"
_OUTER = (QUOTATION_MARK, ELLIPSIS)

_IGNORED = (
    "\u00ad\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
)
_BAR = "│"
_MARKS = f"[{_IGNORED}\u0300-\u036f\u0653-\u0655]"
_APOSTROPHES = "'’‘ʼ`´"
_MARKS_OF_QUOTATION = f'"“”„‟«»‹›‚‛＂❝❞〝〞{_APOSTROPHES}'
_LETTERS = f"(?:[^\\W_]{_MARKS}*)+"
_WORD = f"(?P<word>{_MARKS}*{_LETTERS}(?:(?:[{_APOSTROPHES}]|(?<=\\d)[.,:/٫٬](?=\\d)){_LETTERS})*)"
_EXACT = re.compile(
    rf"{_WORD}|(?P<ellipsis>…|\.{{3,}})|(?P<quotation>[{_MARKS_OF_QUOTATION}]+)|(?P<sign>[^\s{_IGNORED}{_BAR}])"
)
_ANY_IGNORED = re.compile(f"[{_IGNORED}]")
_ANY_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_PRESENTATION_FORM = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")


class ExactWord(NamedTuple):
    """A word or sign at `start:end` of its text (code points); two are the same when their keys are."""

    start: int
    end: int
    key: str
    is_word: bool


def exact_words(text: str, start: int = 0, end: int | None = None) -> list[ExactWord]:
    """The words and signs of `text[start:end]`, with offsets in `text`; a run of quotation marks is one sign."""
    found: list[ExactWord] = []
    for match in _EXACT.finditer(text, start, len(text) if end is None else end):
        kind = match.lastgroup
        if kind == "word":
            if key := _key(match.group()):
                found.append(ExactWord(match.start(), match.end(), key, True))
        elif kind != "quotation":
            key = ELLIPSIS if kind == "ellipsis" else match.group()
            found.append(ExactWord(match.start(), match.end(), key, False))
        elif found and found[-1].key == QUOTATION_MARK:
            found[-1] = found[-1]._replace(end=match.end())
        else:
            found.append(ExactWord(match.start(), match.end(), QUOTATION_MARK, False))
    return found


def without_outer_marks(words: Sequence[ExactWord]) -> list[ExactWord]:
    """The words without what only says that they are quoted: quotation marks and ellipses at their edges."""
    first, last = 0, len(words)
    while first < last and words[first].key in _OUTER:
        first += 1
    while last > first and words[last - 1].key in _OUTER:
        last -= 1
    return list(words[first:last])


def find_exactly(wanted: Sequence[ExactWord], words: Sequence[ExactWord]) -> int | None:
    """The first index in `words` from which all of `wanted` stands in its order and with nothing between."""
    return next(find_all_exactly(wanted, words), None)


def find_all_exactly(wanted: Sequence[ExactWord], words: Sequence[ExactWord]) -> Iterator[int]:
    """Every index in `words` from which all of `wanted` stands in its order and with nothing between."""
    size = len(wanted)
    keys = [word.key for word in wanted]
    for at in range(len(words) - size + 1) if keys else ():
        if words[at].key == keys[0] and all(words[at + i].key == keys[i] for i in range(1, size)):
            yield at


def cleaned(text: str) -> str:
    """`text` with letters whole and without invisible marks: fit for being looked up by its words."""
    text = _PRESENTATION_FORM.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _ANY_IGNORED.sub("", unicodedata.normalize("NFC", text))


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    if word.isascii():
        return word.replace("`", "'")
    return _ANY_APOSTROPHE.sub("'", cleaned(word))
