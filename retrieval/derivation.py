"""Words of one derivation ("elect", "election", "electoral"), found by what both languages say of them.

English endings alone relate "communism" to "community"; Arabic shows what belongs together, for there a derivation
keeps the consonants of its root. Two entries are related where their English words begin alike and the consonants of
the one's Arabic word stand, in order, in the other's; two names where the one is the other's nisba ("فرنسا" and
"فرنسي": "France" and "French", which begin with too little in common).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from retrieval.language.arabic import without_article

# English stems begin alike with so many letters, and with this share of the shorter one.
_ALIKE = 4
_SHARE = 0.6
# Fewer consonants in common say nothing, unless they are all that there are.
_CONSONANTS = 3
_FORMS_READ = 4
_EQUIVALENTS_READ = 3

_ENDING = re.compile(r"(?<=...)(?:ات|ون|ين|يه|ي|ه)$")
_ADDED = re.compile(r"^[يامت](?=...)|[اويه]")
_NISBA = re.compile(r"(?<=..)(?:يه|ي)$")
_OF_PLACE = re.compile(r"(?<=...)(?:يا|ا|ه)$")


@dataclass(frozen=True, slots=True)
class Derived:
    """One entry's single words: folded Arabic surfaces and index terms, English index terms; headwords first."""

    surfaces: Sequence[str]
    arabic: Sequence[str]
    english: Sequence[str]
    named: bool


def related_terms(entries: Iterable[Derived]) -> set[tuple[str, str]]:
    """Pairs of index terms of one language that are of one derivation; each pair both ways round."""
    related = set[tuple[str, str]]()
    for ours, theirs in (*_related_words(words := list(entries)), *_related_names(words)):
        if ours != theirs:
            related |= {(ours, theirs), (theirs, ours)}
    return related


def _related_words(entries: Iterable[Derived]) -> Iterator[tuple[str, str]]:
    alike: dict[str, list[tuple[str, list[str], str]]] = defaultdict(list)
    for entry in entries:
        if not entry.named and entry.surfaces:
            consonants = list(dict.fromkeys(map(_consonants, entry.surfaces[:_FORMS_READ])))
            for term in entry.english[:_EQUIVALENTS_READ]:
                alike[term[:_ALIKE]].append((term, consonants, entry.arabic[0]))
    for group in alike.values():
        for (one, roots, stem), (other, other_roots, other_stem) in combinations(group, 2):
            if one != other and _begin_alike(one, other) and _any_holds(roots, other_roots):
                yield one, other
                yield stem, other_stem


def _begin_alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    share = max(_ALIKE, math.ceil(_SHARE * len(short)))
    return len(short) >= share and long.startswith(short[:share])


def _any_holds(ones: Iterable[str], others: Sequence[str]) -> bool:
    return any(_holds(one, other) or _holds(other, one) for one in ones for other in others)


def _holds(long: str, short: str) -> bool:
    """Whether the letters of `short` stand in `long` in their order."""
    if len(short) < _CONSONANTS:
        return short == long
    letters = iter(long)
    return all(letter in letters for letter in short)


def _consonants(surface: str) -> str:
    """What may be of the root: no ending, no prefix of a form, no long vowel."""
    return _ADDED.sub("", _ENDING.sub("", surface)) or surface


def _related_names(entries: Iterable[Derived]) -> Iterator[tuple[str, str]]:
    places: dict[str, list[Derived]] = defaultdict(list)
    peoples: dict[str, list[Derived]] = defaultdict(list)
    for entry in entries:
        if entry.named and entry.surfaces and entry.english:
            surface = without_article(entry.surfaces[0])
            places[_OF_PLACE.sub("", surface)].append(entry)
            if _NISBA.search(surface):
                peoples[_NISBA.sub("", surface)].append(entry)
    for stem, named_after in peoples.items():
        for people, place in product(named_after, places.get(stem, ())):
            yield people.english[0], place.english[0]
            yield people.arabic[0], place.arabic[0]
