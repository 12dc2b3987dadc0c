"""Who published it, where the page itself says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from corpus.folding import fold

_COPYRIGHT = re.compile(
    r"(?:copyright|©|\(c\)|all rights reserved|جميع الحقوق محفوظة|كافة الحقوق محفوظة|حقوق النشر محفوظة)"
    r"(?:\s|©|\(c\)|copyright|[-–—:،,|.]|(?:19|20)\d\d|[٠-٩]{4})*(?:by\s+|to\s+|لموقع\s+|لصحيفة\s+|لدى\s+|لـ\s*|ل(?=ل))?"
    r"(?P<name>[^|©.,،;\n]{2,60})",
    re.IGNORECASE,
)
_COPYRIGHT_NOISE = re.compile(
    r"(?:(?:19|20)\d\d|[-–—,،|]|(?:all )?rights reserved|copyright|©|(?:جميع|كافة)\s+الحقوق\s+محفوظة|(?:inc|ltd)\b\.?)",
    re.IGNORECASE,
)
_WRITE_FOR = re.compile(r"(?:للنشر في|اكتب في|write for|publish (?:in|with|on))\s+(?P<name>\S+)", re.IGNORECASE)
_NAME_WORD = re.compile(
    r"\b(?:times|post|news|herald|tribune|agency|daily|weekly|gazette|press|journal|network|tv|monitor|observer|"
    r"chronicle|telegraph|guardian|standard|mail|star|today|online|media|"
    r"صحيفه|جريده|وكاله|شبكه|قناه|موقع|نيوز|الاخباريه|اليوم|برس|مجله|تلفزيون)\b"
)
_PLACE_AND_OUTLET = re.compile(r"[^\s«»]+(?:\s[^\s«»]+)?\s*[:–—-]\s*[«\"“](?P<name>[^«»\"“”]{3,40})[»\"”]")
_WELL_KNOWN = re.compile(
    r"(?:reuters|afp|associated press|bbc|cnn|al[- ]jazeera|al[- ]arabiya"
    r"|رويترز|الجزيره|العربيه|فرانس برس|الشرق الاوسط)"
    r"(?:\s(?:english|arabic|net|نت|عربي))?"
)
_PLACE_AND_PERSON = re.compile(r"[^\s/]+(?:\s[^\s/]+){0,3}\s*/\s*[^\s/]+(?:\s[^\s/]+){0,2}")
_NOT_NAMES = frozenset({"us", "me", "you", "here", "our", "ours"})


def names_outlet(line: str) -> bool:
    """True for a masthead: a few words, one of them what newspapers and agencies are called."""
    folded = fold(line)
    return len(folded.split()) <= 5 and bool(_NAME_WORD.search(folded) or _WELL_KNOWN.fullmatch(folded))


def is_credit_line(line: str) -> bool:
    """True for the few words beside a byline or date that say who reported from where: `بغداد / رويترز`."""
    return names_outlet(line) or bool(_PLACE_AND_PERSON.fullmatch(line))


def outlet_beside_place(line: str) -> str | None:
    """The outlet of the line under a headline that says from where its own people report: `بغداد - «النهر»`."""
    match = _PLACE_AND_OUTLET.fullmatch(line)
    return match["name"] if match else None


def outlet_of_furniture(lines: Iterable[str]) -> str | None:
    """The outlet that a page's furniture names: a copyright line, or a bar that repeats one name."""
    lines = [line for line in lines if len(line) < 400]
    for find in (_copyright_holder, _repeated_name, _write_for):
        for line in lines:
            if name := find(line):
                return name
    return None


def outlet_of_url(url: str) -> str | None:
    """The host of an article's address, without `www.`."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _copyright_holder(line: str) -> str | None:
    match = _COPYRIGHT.search(line)
    if match is None:
        return None
    name = " ".join(_COPYRIGHT_NOISE.sub(" ", match["name"]).split()).strip(" .:")
    return name if 1 <= len(name.split()) <= 5 and name[:1].isalpha() else None


def _repeated_name(line: str) -> str | None:
    """The pair of words that a navigation bar says three times or more: the outlet and its sections."""
    words = line.split()
    pairs = Counter(zip(words, words[1:], strict=False)).most_common(1)
    return " ".join(pairs[0][0]) if pairs and pairs[0][1] >= 3 else None


def _write_for(line: str) -> str | None:
    match = _WRITE_FOR.search(line)
    return match["name"] if match and fold(match["name"]) not in _NOT_NAMES else None
