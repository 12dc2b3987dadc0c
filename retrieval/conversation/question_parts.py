"""A question taken apart: how it asks, and the places, names, dates and plain words that it asks about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from retrieval.analysis import is_year
from retrieval.conversation.names import name_at
from retrieval.language.text import Token, tokens
from retrieval.places import place_at
from retrieval.translation import Lexicon, is_stop_word

Kind = Literal["place", "name", "date", "word", "joint"]

# What a follow-up may begin with before it asks.
_OPENER = re.compile(
    r"\s*(?:(?:(?:and|but|or|so|ok(?:ay)?|well|then|also)\b[\s,]*)+"
    r"|(?:طيب|حسنا|حسنًا|حسناً)[\s،,]+و?|و(?=(?:في|ب?ماذا|متى|أين|اين|كيف|لماذا|كم|من|ما|هل|منذ|عن|على|أي|اي)\b))?",
    re.IGNORECASE,
)
_AND_THE = re.compile(r"\s*و(?=ال(?!د)\w{3})")
_WHAT_ABOUT = re.compile(
    r"(?:(?:what|how)\s+about|what\s+of|(?:و|ف)?ماذا\s+(?:عن|بشأن|بخصوص)|و?بالنسبة\s+(?:إلى|الى|ل))\b\s*",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"(?:(?:in|on|at|by|from|to|for|of|with|since|until|under|about|through)\s+)?"
    r"(?:how\s+(?:many|much|long|old|often|far|soon|big|large|exactly)|(?:what|which)\s+"
    r"(?:year|date|day|month|time|percent(?:age)?(?:\s+of)?|country|city|place)|what\s+for|"
    r"when|where|who|whom|whose|why|how|what|which)(?:\s+else)?\b(?:'s\b)?"
    r"|(?:(?:من|الى|إلى|منذ|حتى|في|ب|على|عن|ل)\s*)?(?:كم(?:\s+عدد)?|ما\s+عدد|متى|أين|اين|لماذا|كيف|بماذا|ماذا|أي|اي|"
    r"ما(?:\s+(?:هو|هي|هم|الذي|التي))?|من(?:\s+(?:هو|هي|هم|الذي|التي|الذين))?|هل)(?![^\W\d_])",
    re.IGNORECASE,
)
_PREPOSITIONS = frozenset(
    """in on at by from to for of with since until under about against near between during after before among into
    في من الى على عن منذ حتى بعد قبل ضد مع بين خلال عند لدى حول داخل خارج""".split()
)
_DATES = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday yesterday today tomorrow
    يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر شباط اذار نيسان ايار حزيران تموز ايلول
    تشرين امس اليوم غدا الجمعه السبت الاحد الاثنين الثلاثا الاربعا الخميس""".split()
)
_DATE_HEADS = frozenset("year month week day last next عام سنه شهر يوم اسبوع الماضي المقبل الاول الثاني".split())
_AND = frozenset("and or".split())


@dataclass(frozen=True, slots=True)
class Part:
    """`start:end` of the question (code points); `before` is the preposition right before it, or ""."""

    kind: Kind
    start: int
    end: int
    words: tuple[Token, ...]
    before: str


@dataclass(frozen=True, slots=True)
class Parts:
    """A question: its opener ends at `opener`, its asking words ("how many", or none) at `asking`; the rest in order.

    `about` says that it begins with "what about".
    """

    text: str
    opener: int
    about: bool
    asking: int
    parts: tuple[Part, ...]

    @property
    def asks(self) -> str:
        """Its asking words, "" where it has none."""
        return "" if self.about else self.text[self.opener : self.asking].strip()

    def of_kind(self, *kinds: Kind) -> list[Part]:
        """The parts of these kinds."""
        return [part for part in self.parts if part.kind in kinds]

    @property
    def content(self) -> list[Part]:
        """What the question is about: all but the words that only join."""
        return [part for part in self.parts if part.kind != "joint"]


def take_apart(text: str, lexicon: Lexicon) -> Parts:
    """The parts of a question, or of a fragment of one."""
    at = _opened(text, lexicon)
    about = _WHAT_ABOUT.match(text, at)
    asking = about or _ASKING.match(text, at)
    end = asking.end() if asking else at
    words = [word._replace(start=word.start + end, end=word.end + end) for word in tokens(text[end:])]
    return Parts(text, at, about is not None, end, tuple(_joined(list(_parts(words, lexicon)))))


def _opened(text: str, lexicon: Lexicon) -> int:
    """Where the opener ends; "و" may be written with the name that it adds."""
    opener = _OPENER.match(text)
    at = opener.end() if opener else 0
    if text[at : at + 1] == "و" and (words := list(tokens(text[at + 1 :]))):
        return at + 1 if _AND_THE.match(text, at) or place_at(words, lexicon) or name_at(words) else at
    return at


def _parts(words: list[Token], lexicon: Lexicon) -> Iterator[Part]:
    at, before = 0, ""
    while at < len(words):
        kind, size = _kind_at(words[at:], lexicon)
        run = tuple(words[at : at + size])
        yield Part(kind, run[0].start, run[-1].end, run, before)
        before = run[-1].surface if run[-1].surface in _PREPOSITIONS else before if run[-1].surface == "the" else ""
        at += size


def _kind_at(words: list[Token], lexicon: Lexicon) -> tuple[Kind, int]:
    if date := _date_at(words):
        return "date", date
    # The longer reading wins: "Islamic Resistance in Iraq" is a name, "Iraq" a place.
    place, name = place_at(words, lexicon), name_at(words)
    first = words[0]
    if place and place >= name:
        says_whose = first.surface == "usa" and len(words) > 1 and not is_stop_word(words[1])
        return "word" if says_whose else "place", place
    if name and not (is_stop_word(first) and name == 1):
        return "name", name
    if is_stop_word(first):
        return "joint", 1
    return ("name" if first.language == "ar" and not lexicon.lookup([first]) else "word"), 1


def _date_at(words: list[Token]) -> int:
    size = 0
    while size < len(words) and _is_date(words[size]):
        size += 1
    return size if any(word.surface in _DATES or is_year(word.term) for word in words[:size]) else 0


def _is_date(word: Token) -> bool:
    month = word.surface in _DATES and (word.surface not in ("may", "march") or word.capital)
    return month or is_year(word.term) or word.surface in _DATE_HEADS or (word.term.isdigit() and len(word.term) <= 2)


def _joined(parts: list[Part]) -> Iterator[Part]:
    """Places, names or dates that "and" joins are one part: "Iraq and Syria"; so are unknown words side by side."""
    while parts:
        first, *rest = parts
        size = 0
        while first.kind in ("place", "name", "date") and (size := _joint(first, rest)):
            last = rest[size - 1]
            words = (*first.words, *(word for part in rest[:size] for word in part.words))
            first, rest = Part(first.kind, first.start, last.end, words, first.before), rest[size:]
        yield first
        parts = rest


def _joint(first: Part, rest: list[Part]) -> int:
    """How many of `rest` belong to `first`."""
    if len(rest) > 1 and rest[0].words[0].surface in _AND and rest[1].kind == first.kind:
        return 2
    if rest and rest[0].kind == first.kind and rest[0].words[0].language == "ar":
        return 1 if first.kind == "name" or rest[0].words[0].surface.startswith("و") else 0
    return 0
