"""Days, months and weekdays that a text names, in both languages and both Arabic calendars' month names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.dates import MONTHS
from retrieval.language.numbers import number_term
from retrieval.language.text import Token, fold, tokens

_WEEKDAYS = (
    "sunday sun الأحد", "monday mon الاثنين الإثنين", "tuesday tue tues الثلاثاء", "wednesday wed الأربعاء",
    "thursday thu thurs الخميس", "friday fri الجمعة", "saturday sat السبت",
)  # fmt: skip
_NEAR_DAYS = {"yesterday": "yesterday أمس البارحة", "tomorrow": "tomorrow غدا غد", "tonight": "tonight الليلة"}


def _named(groups: tuple[str, ...]) -> dict[tuple[str, ...], int]:
    return {
        tuple(fold(part) for part in name.split("_")): at
        for at, names in enumerate(groups, 1)
        for name in names.split()
    }  # fmt: skip


_MONTH_OF, _WEEKDAY_OF = _named(MONTHS), _named(_WEEKDAYS)
_NEAR_DAY_OF = {fold(word): name for name, words in _NEAR_DAYS.items() for word in words.split()}
# Words of other meanings too: a verb, a permission, somebody's father.
_CAPITAL_ONLY = frozenset("may march mar sun sat mon wed dec jan".split())
_AUGUST = re.compile("[وفبل]?آب")
_DAY_BEFORE = re.compile(r"[\s,،-]*(?:(?:st|nd|rd|th)\b)?[\s,،-]*(?:(?:of|من|شهر)\s+)*")
_DAY_AFTER = re.compile(r"[\s,.]*(?:the\s+)?")
_AGO = {
    "last week": r"\b(?:last|past|previous) week\b|(?:ال[أا]سبوع|الاسبوع) (?:الماضي|المنصرم|الفائت)",
    "last month": r"\b(?:last|past|previous) month\b|الشهر (?:الماضي|المنصرم|الفائت)",
    "last year": r"\b(?:last|past|previous) year\b|(?:العام|السنة) (?:الماضية?|المنصرم|الفائت)",
    "next week": r"\b(?:next|coming) week\b|(?:ال[أا]سبوع) (?:المقبل|القادم|التالي)",
    "next month": r"\b(?:next|coming) month\b|الشهر (?:المقبل|القادم|التالي)",
    "next year": r"\b(?:next|coming) year\b|(?:العام|السنة) (?:المقبلة?|القادمة?|التالية?)",
}  # fmt: skip
_AGO_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _AGO.items()}


@dataclass(frozen=True, slots=True)
class Date:
    """A part of a date at `start:end` of its text: "month 10", "day 7 of month 10", "weekday 6", "last week"."""

    start: int
    end: int
    value: str


def dates_in(text: str) -> list[Date]:
    """The months, days of months, weekdays and the like that a text names, in order of their kinds."""
    words, found = list(tokens(text)), list[Date]()
    for at, word in enumerate(words):
        size, month = _month(text, words, at)
        if month:
            end = words[at + size - 1].end
            found.append(Date(word.start, end, f"month {month}"))
            found += [
                Date(start, stop, f"day {day} of month {month}") for start, stop, day in _days(text, words, at, size)
            ]
        elif day := _WEEKDAY_OF.get((word.surface,)) or _weekday_with_clitic(word):
            if word.surface not in _CAPITAL_ONLY or word.capital:
                found.append(Date(word.start, word.end, f"weekday {day}"))
        elif near := _NEAR_DAY_OF.get(word.surface):
            found.append(Date(word.start, word.end, near))
    for name, pattern in _AGO_PATTERNS.items():
        found += [Date(match.start(), match.end(), name) for match in pattern.finditer(text)]
    return found


def _month(text: str, words: list[Token], at: int) -> tuple[int, int]:
    """How many words from `at` on name a month, and which one, 0 for none."""
    first = words[at]
    for surface in _without_clitic(first):
        if at + 1 < len(words) and (surface, words[at + 1].surface) in _MONTH_OF:
            return 2, _MONTH_OF[surface, words[at + 1].surface]
        month = _MONTH_OF.get((surface,), 0)
        if month == 8 and first.language == "ar" and surface == fold("آب"):
            month = 8 if _AUGUST.fullmatch(text[first.start : first.end]) else 0
        if month and surface in _CAPITAL_ONLY and not (first.capital and _is_dated(words, at)):
            month = 0
        if month:
            return 1, month
    return 1, 0


def _is_dated(words: list[Token], at: int) -> bool:
    """Whether a number or "in" and the like stand beside a word that need not be a month."""
    before = words[at - 1].surface if at else ""
    after = words[at + 1].term if at + 1 < len(words) else ""
    return before.isdigit() or after.isdigit() or before in ("in", "since", "until", "by", "of", "early", "late", "mid")


def _days(text: str, words: list[Token], at: int, size: int) -> list[tuple[int, int, int]]:
    """The days of the month that stand right before or after its name, with their bounds."""
    found = []
    for before in reversed(words[max(0, at - 3) : at]):
        if _is_day(before) and _DAY_BEFORE.fullmatch(text, before.end, words[at].start):
            found.append((before.start, words[at].end, int(before.surface)))
            break
    last = words[at + size - 1]
    if last.language == "en" and at + size < len(words):
        after = words[at + size]
        if _is_day(after) and _DAY_AFTER.fullmatch(text, last.end, after.start):
            found.append((words[at].start, after.end, int(after.surface)))
    return found


def _is_day(word: Token) -> bool:
    digits = number_term(word.surface) if word.surface[0].isdigit() else ""
    return digits.isdecimal() and 1 <= int(digits) <= 31


def _weekday_with_clitic(word: Token) -> int:
    """ "والجمعة" is a Friday."""
    return _WEEKDAY_OF.get((word.surface[1:],), 0) if word.language == "ar" and word.surface[0] in "وف" else 0


def _without_clitic(word: Token) -> tuple[str, ...]:
    surface = word.surface
    return (surface, surface[1:]) if word.language == "ar" and surface[0] in "وفبل" and len(surface) > 3 else (surface,)
