"""Dates as pages print them, in both languages: day first, month names, digits of either script."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from corpus.folding import fold_in_place, without_marks

Label = Literal["published", "updated", "today"]

# Names of the twelve months, folded; "_" stands between the words of a name.
MONTHS = (
    "jan january يناير كانون_الثاني كانون_ثاني جانفي",
    "feb february فبراير شباط فيفري",
    "mar march مارس اذار",
    "apr april ابريل نيسان افريل",
    "may مايو ايار ماي",
    "jun june يونيو يونيه حزيران جوان",
    "jul july يوليو يوليه تموز جويليه يوليوز",
    "aug august اغسطس اب اوت غشت",
    "sep sept september سبتمبر ايلول شتنبر",
    "oct october اكتوبر تشرين_الاول تشرين_اول",
    "nov november نوفمبر تشرين_الثاني تشرين_ثاني نونبر",
    "dec december ديسمبر كانون_الاول كانون_اول دجنبر",
)
_MONTH_NUMBER = {name.replace("_", " "): i for i, names in enumerate(MONTHS, 1) for name in names.split()}
_MONTH = "(?:" + "|".join(sorted((n.replace(" ", r"\s+") for n in _MONTH_NUMBER), key=len, reverse=True)) + ")"
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"(?:(?<![\w/.-])|(?<=:\d\d-))(?:"
    rf"(?P<y1>{_YEAR})([-/.])(?P<m1>\d{{1,2}})\2(?P<d1>\d{{1,2}})(?=t\d\d:|(?!\d))"
    rf"|(?P<d2>\d{{1,2}})\s?([-/.])\s?(?P<m2>\d{{1,2}})\s?\6\s?(?P<y2>{_YEAR})"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?[\s,.-]*(?:of\s+|من\s+)?(?P<m3>{_MONTH})\b\.?"
    rf"(?:\s*[/(-]\s*{_MONTH}\s*\)?)?[\s,،/.-]*(?:عام\s+|سنه\s+)?(?P<y3>{_YEAR})"
    rf"|(?P<m4>{_MONTH})\b\.?\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?[\s,،]+(?P<y4>{_YEAR})"
    rf")(?!\d(?!\d?:\d\d))"
)
_TIME = re.compile(
    r"(?:(?<=\d)t|\b)\d{1,2}[:٫]\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?\s?m\b\.?|صباحا|مساء|ظهرا|[صم]\b)?\s*z?"
    r"|\b\d{1,2}\s?[ap]\.?m\b\.?"
)
_ZONE = re.compile(r"(?:\b(?:gmt|utc|est|edt|et|bst|cet|ast)\b|[+-]\d\d:?\d\d\b|بتوقيت\s+\w+)\s*(?:[+-]\d{1,2}\b)?")
_WEEKDAY = re.compile(
    r"\b(?:(?:sun|mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?)(?:day)?\b\.?"
    r"|(?:يوم\s+)?(?:الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|السبت)\b)"
)
_HIJRI = re.compile(
    r"\d{1,2}\s+(?:محرم|صفر|ربيع\s+\S+|جمادى\s+\S+|جمادي\s+\S+|رجب|شعبان|رمضان|شوال|ذو\s+\S+|ذي\s+\S+)\s+1[34]\d\d\s*ه?ـ?"
)
_LABELS: dict[Label, re.Pattern[str]] = {
    "updated": re.compile(
        r"\b(?:last\s+)?(?:updated|modified|edited)(?:\s+on|\s+at)?\b|(?:اخر|تاريخ(?:\s+ال)?)\s*تحديث|\bتحديث\b|\bحدث(?:ت)?\s+في\b"
    ),
    "today": re.compile(r"\btoday(?:\s+is|'s\s+date)?\b|\bاليوم\b(?:\s+هو)?"),
    "published": re.compile(
        r"\b(?:first\s+)?(?:published|posted|issued|released|created)(?:\s+(?:on|at|date))?\b|\b(?:publication\s+|publish\s+)?date\b"
        r"|\b(?:تم\s+)?(?:ال)?نشر(?:ت)?(?:\s+(?:في|بتاريخ|يوم))?\b|\bتاريخ(?:\s+(?:ال)?(?:نشر|اضافه|خبر|مقال))?\b|\bالتاريخ\b|\bبتاريخ\b"
    ),
}
_GLUE = re.compile(r"\b(?:on|at|the|of|في|الساعه|يوم|الموافق|ه|م|local\s+time)\b")
_EDGE_MARKS = " \t|,،.:;-–—•·/()[]\u200e\u200f\u00a0ـ"


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that says when: an ISO date, how it is labelled, and whatever else the line holds."""

    date: str
    label: Label | None
    weekday: bool
    time: bool
    rest: str


def read_date_line(line: str) -> DateLine | None:
    """The date of a short line that is there to give one; None when the line is something else.

    Numbers with two readings are day first (11/02/2024 is 11 February).
    """
    if len(line) > 200:
        return None
    line = without_marks(line)
    folded = fold_in_place(line)
    dates = [(match, iso) for match in _DATE.finditer(folded) if (iso := _iso(match))]
    if not dates:
        return None
    labelled = [(_label_before(folded, match.start()), iso) for match, iso in dates]
    label, iso = min(labelled, key=lambda each: _PREFERENCE[each[0]])
    covered = [match.span() for match, _ in dates]
    time, weekday = bool(_TIME.search(folded)), bool(_WEEKDAY.search(folded))
    rest = _rest(line, folded, covered)
    told = label is not None or time or weekday
    if len(rest.split()) > (6 if told else 2):
        return None
    return DateLine(iso, label, weekday, time, rest)


def opening_date(paragraph: str) -> str | None:
    """The date of a dateline that opens a paragraph: `BAGHDAD, Feb 11, 2024 (Reuters) - …`."""
    opening = fold_in_place(without_marks(paragraph[:90]))
    match = _DATE.search(opening)
    if match is None or not re.match(r"\s*(?:\([^)]{2,20}\)\s*)?[-–—:]\s", opening[match.end() :]):
        return None
    before = opening[: match.start()]
    return _iso(match) if len(before.split()) <= 4 and not re.search(r"[.!?؟]\s", before) else None


_PREFERENCE: dict[Label | None, int] = {"published": 0, None: 1, "updated": 2, "today": 3}


def _iso(match: re.Match[str]) -> str | None:
    for form in "1234":
        if year := match[f"y{form}"]:
            day, month = int(match[f"d{form}"]), match[f"m{form}"]
            number = int(month) if month.isdigit() else _MONTH_NUMBER[" ".join(month.split())]
            if form == "2" and number > 12 >= day:
                day, number = number, day
            try:
                return date(int(year), number, day).isoformat()
            except ValueError:
                return None
    return None


def _label_before(folded: str, end: int) -> Label | None:
    """The label nearest before a date."""
    last: tuple[int, Label | None] = (-1, None)
    for label, pattern in _LABELS.items():
        for match in pattern.finditer(folded, 0, end):
            if match.end() > last[0]:
                last = (match.end(), label)
    return last[1]


def _rest(line: str, folded: str, covered: list[tuple[int, int]]) -> str:
    """What the line says besides dates, times, weekdays and their labels."""
    kept = list(line)
    spans = list(covered)
    for pattern in (_TIME, _ZONE, _WEEKDAY, _HIJRI, *_LABELS.values(), _GLUE):
        spans += [match.span() for match in pattern.finditer(folded)]
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    parts = [part.strip(_EDGE_MARKS) for part in re.split(r"[|•·]|\s[-–—]\s", "".join(kept))]
    return " | ".join(" ".join(part.split()) for part in parts if part)
