"""Who wrote it: bylines and author biographies, in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.folding import fold, word_set

_EN_NAME_WORD = (
    r"(?:[A-Z][\w.'’-]*|(?:al|el|ad|ash|as|an)-[A-Z][\w'’-]*|bin|ibn|bint|al|el|van|von|de|del|di|da|la|der)"
)
_EN_NAME = rf"{_EN_NAME_WORD}(?:\s+{_EN_NAME_WORD}){{0,5}}"
_AR_WORD = "[\u0621-\u064a][\u0621-\u0652-]*"
_AR_NAME = rf"(?:(?:د|أ|م)\.\s?)?{_AR_WORD}(?:\s+{_AR_WORD}){{0,4}}"
_NAME = rf"(?:{_EN_NAME}|{_AR_NAME})"
_NAMES = re.compile(rf"{_NAME}(?:\s*(?:,|،|&|\band\b|\sو\s?)\s*{_NAME}){{0,4}}")

_LABELLED = re.compile(
    r"\(?(?:(?:(?:re)?written|report(?:ed|ing)|posted|published|analysis|story|words|text)\s+)?by\b\s*:?\s*(?P<en>\S.*)"
    r"|(?:authors?|writers?|reporters?|correspondents?)\s*:\s*(?P<en2>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_LABELLED_AR = re.compile(
    r"(?:بقلم|كتبه|كتبها|كتبت|كتب|[إا]عداد|الكاتبة?|كاتب المقال|المؤلف|تقرير|حرره|بواسطة|حوار|تغطية)"
    r"\s*[:/|–—-]\s*(?P<ar>\S.*)"
    rf"|(?:بقلم|بواسطة)\s+(?P<ar2>\S.*)|كتبت?\s+(?P<ar3>{_AR_WORD}(?:\s+{_AR_WORD}){{1,3}})$",
    re.DOTALL,
)
_TRAILING_DASH = re.compile(rf"(?P<name>{_NAME})\s*[-–—]")
_END_OF_NAMES = re.compile(r"\s*(?:[|•·@;(\[]|\s[-–—]\s|\s(?:in|for|from|at|on|is)\s|\d|\S+@\S+)")
_NOBODY = word_set(
    "admin administrator staff editor editors desk newsroom us our author agencies team staff-writer "
    "المحرر التحرير الادارة المدير الادمن"
)
_NOBODY_PHRASES = re.compile(
    r"(?:our\s+|news\s+|web\s+|the\s+)?(?:staff|newsroom|agencies|editorial|editors?)(?:\s+(?:writers?|reporters?|desk|team|board|staff))?"
    r"|(?:فريق|هيئه|قسم|محرر)\s+(?:التحرير|الموقع|الاخبار)|وكالات|متابعات|خاص"
)
_ROLE_EN = (
    "journalist|reporter|writer|correspondent|editor|columnist|analyst|researcher|author|fellow|blogger|"
    "photographer|professor|lecturer|contributor|poet"
)
_BIOGRAPHY = re.compile(
    rf"(?P<a>{_EN_NAME})\s*:\s+(?:He|She|They|An?|The)\s"
    rf"|(?P<b>{_EN_NAME})\s+(?:is|was)\s+(?:an?|the)\s[^.]{{0,100}}?\b(?:{_ROLE_EN})\b"
    rf"|(?P<c>{_AR_NAME}?)\s*[:،–-]?\s*(?:هو\s+|هي\s+)?(?:كاتب|كاتبة|صحفي|صحفية|صحافي|صحافية|باحث|باحثة|محرر|محررة|مراسل|مراسلة|إعلامي|أكاديمي)\b"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """A line that names who wrote the piece; `author` is None when it names nobody ("By staff")."""

    author: str | None


def read_byline(line: str) -> Byline | None:
    """The byline that a whole line is, or None."""
    text = " ".join(line.split())
    if len(text) > 160 or len(text.split()) > 20:
        return None
    match = _LABELLED.fullmatch(text)
    if match:
        return _byline(match["en"] or match["en2"])
    match = _LABELLED_AR.fullmatch(text)
    if match:
        return _byline(match["ar"] or match["ar2"] or match["ar3"])
    match = _TRAILING_DASH.fullmatch(text)
    return Byline(match["name"]) if match and len(match["name"].split()) > 1 else None


def biography_author(paragraph: str) -> str | None:
    """The name that opens an author's biography, or None when the paragraph is no biography."""
    match = _BIOGRAPHY.match(paragraph[:300])
    if match is None:
        return None
    name = match["a"] or match["b"] or match["c"]
    return name if name and 2 <= len(name.split()) <= 5 else None


def _byline(value: str) -> Byline | None:
    end = _END_OF_NAMES.search(value)
    names = value[: end.start()] if end else value
    names = names.strip(" .,،:-–—)")
    if _is_nobody(names):
        return Byline(None)
    match = _NAMES.fullmatch(names)
    if match is None:
        return None
    return Byline(_without_place(names))


def _is_nobody(names: str) -> bool:
    folded = fold(names)
    return folded in _NOBODY or bool(_NOBODY_PHRASES.fullmatch(folded))


def _without_place(names: str) -> str:
    """`Ahmad El-Assasy, Baghdad`: a last part of one word is a place or an agency, not a second author."""
    parts = re.split(r"\s*[,،]\s*", names)
    if len(parts) == 2 and len(parts[0].split()) > 1 and len(parts[1].split()) == 1:
        return parts[0]
    return names
