"""Names by sound: keys that a name shares with its spellings in either script.

A key is the name's consonants as classes (b and p are one, as Arabic writes both with ب; f and v; s,
z, sh; q, k, kh), doubled ones once, inner vowels and h dropped, an initial vowel kept as "A". Letters
that go either way (g, c, th, ج, ث, ذ) give a key each, so a name has one to eight keys; two names match when
they share one. In the manner of Soundex family keys; classes checked on Arabic-Latin name pairs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from retrieval.language.arabic import without_article

MIN_KEY = 2
_MAX_KEYS = 8

_ARABIC_SOUNDS: dict[str, tuple[str, ...]] = {
    "ب": ("P",), "پ": ("P",), "ت": ("T",), "ط": ("T",), "ث": ("T", "S"), "ج": ("J", "G"), "چ": ("S",), "ح": ("h",),
    "خ": ("K",), "د": ("D",), "ض": ("D",), "ذ": ("D", "S"), "ظ": ("S", "D"), "ر": ("R",), "ز": ("S",), "ژ": ("S",),
    "س": ("S",), "ص": ("S",), "ش": ("S",), "غ": ("G",), "گ": ("G",), "ف": ("F",), "ڤ": ("F",), "ق": ("K",),
    "ك": ("K",), "ل": ("L",), "م": ("M",), "ن": ("N",), "ه": ("h",), "و": ("w",), "ي": ("y",), "ا": ("a",),
    "ع": ("a",),
}  # fmt: skip

_LATIN_RULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("sch", ("S", "SK")), ("tsch", ("S",)), ("tch", ("S",)), ("sh", ("S",)), ("ch", ("S", "K")), ("zh", ("S",)),
    ("kh", ("K",)), ("gh", ("G", "")), ("th", ("T", "S")), ("dh", ("D", "S")), ("ph", ("F",)), ("ck", ("K",)),
    ("dj", ("J", "DJ")), ("qu", ("K",)), ("wh", ("w",)), ("ce", ("S",)), ("ci", ("S",)), ("cy", ("S",)),
    ("ge", ("J", "G")), ("gi", ("J", "G")), ("gy", ("J", "G")), ("x", ("KS",)), ("b", ("P",)), ("p", ("P",)),
    ("t", ("T",)), ("d", ("D",)), ("j", ("J", "y")), ("g", ("G",)), ("c", ("K", "S")), ("k", ("K",)), ("q", ("K",)),
    ("s", ("S",)), ("z", ("S", "TS")), ("f", ("F",)), ("v", ("F",)), ("r", ("R",)), ("l", ("L",)), ("m", ("M",)),
    ("n", ("N",)), ("h", ("h",)), ("w", ("w", "F")), ("y", ("y",)),
)  # fmt: skip
_LATIN = dict(_LATIN_RULES)
_LATIN_PATTERN = re.compile("|".join(sorted(_LATIN, key=len, reverse=True)) + "|[aeiou]")
_REPEAT = re.compile(r"(.)\1+")
_WEAK = re.compile(r"[ahwy]")
_VOWELS = re.compile(r"[ah]")
_INITIALS = {"a": "A", "w": "W", "y": "Y", "h": "H"}
_LATIN_ARTICLE = re.compile(r"^[ae]l-?(?=\w{4})")


@lru_cache(maxsize=65536)
def sound_keys(word: str) -> frozenset[str]:
    """The sound keys of a folded word, none where fewer than two consonants remain."""
    if not word or word[0].isdigit():
        return frozenset()
    arabic = "\u0600" <= word[0] <= "\u06ff"
    readings = {word, without_article(word)} if arabic else {word, _LATIN_ARTICLE.sub("", word)}
    sounds_of = _arabic_sounds if arabic else _latin_sounds
    keys = {_key("".join(choice)) for reading in readings for choice in _choices(sounds_of(reading))}
    return frozenset(key for key in keys if len(key) >= MIN_KEY)


def _choices(sounds: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The ways to read a word; later doubtful letters keep their first reading when there are too many."""
    ways, kept = 1, []
    for options in sounds:
        options = options if ways * len(options) <= _MAX_KEYS else options[:1]
        ways *= len(options)
        kept.append(options)
    return list(product(*kept))


def _key(sounds: str) -> str:
    """Adjacent doubles once, vowels out; a name of one consonant keeps its glides, to have a key at all."""
    if not sounds:
        return ""
    sounds = _REPEAT.sub(r"\1", sounds)
    first, rest = _INITIALS.get(sounds[0], sounds[0]), sounds[1:]
    return first + (_WEAK.sub("", rest) or _VOWELS.sub("", rest).upper())


def _arabic_sounds(word: str) -> list[tuple[str, ...]]:
    return [_ARABIC_SOUNDS[letter] for letter in word.replace("تش", "چ") if letter in _ARABIC_SOUNDS]


def _latin_sounds(word: str) -> list[tuple[str, ...]]:
    sounds = []
    for match in _LATIN_PATTERN.finditer(word):
        piece = match.group()
        sounds.append(_LATIN.get(piece, ("a",)))
        if piece in ("ce", "ci", "cy", "ge", "gi", "gy"):
            sounds.append(("a",))
    return sounds
