"""Facts about an article that are written down as such: front matter, and `Key: value` lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.folding import fold

Facts = dict[str, str]

_KEYS = {
    "title": "title headline العنوان عنوان",
    "author": "author authors byline by writer الكاتب المؤلف كاتب",
    "published": "date published publish_date pubdate publishdate publication_date التاريخ تاريخ_النشر",
    "outlet": "outlet source publisher site publication newspaper المصدر الناشر الصحيفة الموقع",
    "url": "url link permalink canonical original_url الرابط رابط",
    "language": "lang language اللغة",
}
_FIELD = {fold(name.replace("_", " ")): field for field, names in _KEYS.items() for name in names.split()}
_LINE = re.compile(r"(?P<key>[^\W\d][\w -]{0,24}?)\s*[:=]\s*(?P<value>.*)")
_CONTINUATION = re.compile(r"\s+\S.*|-\s.*|#.*|\s*")
_URL = re.compile(r"https?://\S+")
_SOURCE = re.compile(r"(?:sources?|via|المصدر|المصادر|مصدر الخبر)\s*[:/]\s*\S.*", re.IGNORECASE)
_AGENCIES = re.compile(r"\s*(?:\+|,|،|\band\b|\sو\s?)\s*(?:news\s+)?(?:agencies|وكالات).*$", re.IGNORECASE)
_GENERIC = frozenset(fold(word) for word in ("وكالات", "agencies", "متابعات", "مواقع", "various"))


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The facts of a page's front matter, and the offset at which the page itself begins."""

    facts: Facts
    end: int


def read_front_matter(raw: str) -> FrontMatter:
    """The YAML or TOML front matter that opens a Markdown page; none when the page just begins."""
    opening = re.match(r"\s*(---|\+\+\+)[ \t]*\n", raw)
    if opening is None:
        return FrontMatter({}, 0)
    closing = re.compile(rf"^{re.escape(opening[1])}[ \t]*$", re.MULTILINE).search(raw, opening.end())
    if closing is None:
        return FrontMatter({}, 0)
    facts: Facts = {}
    for line in raw[opening.end() : closing.start()].splitlines():
        match = _LINE.fullmatch(line)
        if match is None and not _CONTINUATION.fullmatch(line):
            return FrontMatter({}, 0)
        if match and (field := _field(match["key"])) and (value := _unquoted(match["value"])):
            facts.setdefault(field, value)
    return FrontMatter(facts, closing.end())


def read_fact(line: str) -> tuple[str, str] | None:
    """The field and value of a line such as `Title: …`, `Source: …`, `الرابط: …` or a bare address."""
    if _URL.fullmatch(line):
        return "url", line
    match = _LINE.fullmatch(line)
    if match is None or not match["value"] or len(line) > 300:
        return None
    field, value = _field(match["key"]), _unquoted(match["value"])
    if field is None or field == "language":
        return None
    if field == "outlet" and (address := _URL.search(value)):
        return "url", address.group()
    if field == "outlet":
        value = _AGENCIES.sub("", value)
    if field == "outlet" and (len(value.split()) > 5 or fold(value) in _GENERIC or "+" in value):
        return None
    return field, value


def is_source_line(line: str) -> bool:
    """True for the few words under an article that say where it was taken from: `المصدر: وكالات`."""
    return len(line.split()) <= 7 and bool(_SOURCE.fullmatch(line))


def _field(key: str) -> str | None:
    return _FIELD.get(fold(key.replace("_", " ")))


def _unquoted(value: str) -> str:
    value = value.strip().strip("[]")
    return ", ".join(part.strip().strip("\"'").strip() for part in re.split(r",\s*(?=[\"'])", value)).strip()
