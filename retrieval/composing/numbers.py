"""Numbers that a text states, digits or words of either language put together: "2,500", "ألفين وخمسمئة", "dozens".

The index reads numbers word by word (see `retrieval.language.numbers`); what a reader is told as a figure must be read
whole: "two thousand five hundred" is one number, and none of its words is another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from retrieval.language.arabic import without_clitics
from retrieval.language.numbers import number_term
from retrieval.language.text import Token, fold, tokens

Bound = Literal["over", "under", ""]

_SCALES = {100: "hundred مئة مائة", 1_000: "thousand ألف آلاف ألفا", 10**6: "million مليون ملايين مليونا",
           10**9: "billion مليار مليارات مليارا بليون"}  # fmt: skip
_WHOLE = {
    200: "مئتان مئتين مائتان مائتين مئتا مئتي", 2_000: "ألفان ألفين ألفا ألفي", 2 * 10**6: "مليونان مليونين مليوني",
    2 * 10**9: "ملياران مليارين", 2: "اثنتا اثنا اثني اثنتي",
    300: "ثلاثمئة ثلاثمائة", 400: "أربعمئة أربعمائة", 500: "خمسمئة خمسمائة", 600: "ستمئة ستمائة",
    700: "سبعمئة سبعمائة", 800: "ثمانمئة ثمانمائة ثمانيمئة", 900: "تسعمئة تسعمائة",
}  # fmt: skip
_VAGUE = {
    "dozens": "dozens tens scores عشرات", "hundreds": "hundreds مئات", "thousands": "thousands آلاف ألوف",
    "millions": "millions ملايين", "billions": "billions مليارات", "half": "half نصف", "third": "third ثلث ثالث ثالثة",
    "quarter": "quarter ربع", "two thirds": "ثلثا ثلثي ثلثين",
}  # fmt: skip
_SCALE_OF = {fold(word): value for value, words in _SCALES.items() for word in words.split()}
_WHOLE_OF = {fold(word): value for value, words in _WHOLE.items() for word in words.split()}
_VAGUE_OF = {fold(word): name for name, words in _VAGUE.items() for word in words.split()}
_ELEVEN = frozenset(fold(word) for word in ("أحد", "إحدى"))
_TEN = frozenset(fold(word) for word in ("عشر", "عشرة"))
_MONDAY = fold("الاثنين")
_PERCENT = re.compile(
    r"\s*(?:[%٪]|per\s?cent\b|percent\b|(?:في|ب)\s?ال(?:مئة|مائة|مية)(?!\w))", re.IGNORECASE
)  # fmt: skip
# Arabic says "two countries" in one word, which may be a plural too.
_DUAL = re.compile(r"[\u0621-\u064a]{3,}(?:ين|ان)(?![\u0621-\u064a])")
_GAP = re.compile(r"[\s-]*(?:and\s+)?و?")
_OVER = re.compile(
    r"(?:\b(?:more than|over|above|at least|exceeding|upwards of)|(?<!\w)(?:[وب]?أكثر من|[وب]?أزيد من"
    r"|ما يزيد (?:على|عن)|يزيد (?:على|عن)|ما لا يقل عن|يفوق|تفوق))\s*(?:the |ال)?$", re.IGNORECASE
)  # fmt: skip
_UNDER = re.compile(
    r"(?:\b(?:less than|fewer than|under|below|at most|no more than)|(?<!\w)(?:[وب]?أقل من|ما لا يزيد (?:على|عن)))"
    r"\s*(?:the |ال)?$", re.IGNORECASE
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `start:end` of its text; `value` as plain digits, with "%" where it is a share, or a vague word."""

    start: int
    end: int
    value: str
    bound: Bound


@dataclass(slots=True)
class _Run:
    """A number that is being put together: what is complete, what a scale may still multiply, and its lowest place."""

    total: float = 0
    current: float = 0
    place: float = 0
    digits: bool = False

    def takes(self, value: float, scale: bool, digits: bool) -> bool:
        """Adds a part where it can be one of this number."""
        if scale:
            if self.current == 0 or self.place >= value > 100:
                return False
            if value == 100:
                self.current *= value
            else:
                self.total, self.current = self.total + self.current * value, 0
            self.place, self.digits = value, False
            return True
        fits = value < self.place or (2 < value % 100 == value and value % 10 == 0 and 0 < self.current % 100 < 10)
        if digits or self.digits or not fits:
            return False
        self.current, self.place = self.current + value, _lowest_place(value)
        return True

    @property
    def value(self) -> float:
        return self.total + self.current


def numbers_in(text: str) -> list[Number]:
    """The numbers of a text in order. "one" and its like are none: too often they only point."""
    return list(_numbers(text, list(tokens(text))))


def missing_number(text: str, quotes: Sequence[str]) -> Number | None:
    """The first number of a text that none of the quotes gives; None where they give all.

    "about 165" may be said of "over 165", and "under 165" may not.
    """
    given = [number for quote in quotes for number in numbers_in(quote)]
    for number in numbers_in(text):
        said = any(number.value == one.value and number.bound in ("", one.bound) for one in given)
        if not said and not (number.value == "2" and any(map(_DUAL.search, quotes))):
            return number
    return None


def _numbers(text: str, words: Sequence[Token]) -> Iterator[Number]:
    at = 0
    while at < len(words):
        number, taken = _number(text, words, at)
        if number:
            yield number
        at += taken


def _number(text: str, words: Sequence[Token], at: int) -> tuple[Number | None, int]:
    """The number that begins at a word, and how many words it takes."""
    first = _eleven(words, at) or _one(words, at) or _part(words[at])
    if first is None or _is_share(text, words[at]):
        return _vague(words[at]), 1
    value, scale, digits = first
    if scale and value > 100 and words[at].language == "ar" and (thousands := _vague(words[at])):
        return thousands, 1
    run, taken = _Run(0, value, _lowest_place(value), digits), 1
    while at + taken < len(words):
        before = words[at + taken - 1]
        joined = words[at + taken].surface == "and" and at + taken + 1 < len(words)
        word = words[at + taken + joined]
        part = _part(word)
        if part is None or not _GAP.fullmatch(text[before.end : word.start]) or _is_share(text, word):
            break
        if word.surface in _TEN and run.current and run.current % 100 < 10 and not run.digits:
            run.current, run.place = run.current + 10, 1
        elif not run.takes(*part):
            break
        taken += 1 + joined
    return _made(text, words[at], words[at + taken - 1], run.value), taken


def _made(text: str, first: Token, last: Token, value: float) -> Number | None:
    share = _PERCENT.match(text, last.end)
    if value in (0, 1) and not (share or first.surface[0].isdigit()):
        return None
    before = text[: first.start]
    bound: Bound = "over" if _OVER.search(before) else "under" if _UNDER.search(before) else ""
    written = f"{value:.10g}" if value < 10**10 else str(int(value))
    return Number(first.start, last.end, written + ("%" if share else ""), bound)


def _eleven(words: Sequence[Token], at: int) -> tuple[float, bool, bool] | None:
    """The one of Arabic "one ten": alone it only points."""
    follows = at + 1 < len(words) and words[at + 1].surface in _TEN
    return (1.0, False, False) if follows and not _ELEVEN.isdisjoint(_forms(words[at])) else None


def _one(words: Sequence[Token], at: int) -> tuple[float, bool, bool] | None:
    """The one of "one hundred"."""
    follows = at + 1 < len(words) and words[at + 1].surface in _SCALE_OF
    return (1.0, False, False) if follows and words[at].surface == "one" else None


def _is_share(text: str, word: Token) -> bool:
    """Whether a word is the hundred of "in the hundred"."""
    return text[: word.end].endswith(("المئة", "المائة", "المية"))


def _part(word: Token) -> tuple[float, bool, bool] | None:
    """The value of a word that is a number or part of one, whether it is a scale, whether it is written in digits."""
    if word.surface[0].isdigit():
        return float(re.match(r"\d+(?:\.\d+)?", word.surface)[0]), False, True  # type: ignore[index]
    if word.surface == _MONDAY:
        return None
    for form in _forms(word):
        if form in _SCALE_OF and form not in _WHOLE_OF:
            return float(_SCALE_OF[form]), True, False
        if form in _WHOLE_OF:
            return float(_WHOLE_OF[form]), False, False
        if digits := number_term(form):
            return float(digits), False, False
    return None


def _forms(word: Token) -> list[str]:
    """The word as it is, and in Arabic what it may be without "and", "with" or an article; the longest first."""
    if word.language == "en":
        return [word.surface]
    return sorted(without_clitics(word.surface), key=len, reverse=True)


def _vague(word: Token) -> Number | None:
    return next((Number(word.start, word.end, _VAGUE_OF[form], "") for form in _forms(word) if form in _VAGUE_OF), None)


def _lowest_place(value: float) -> float:
    """The least power of ten that the value fills: 10 of 60, 100 of 300, 1 of 65."""
    place = 1.0
    while value and value % (place * 10) == 0:
        place *= 10
    return place
