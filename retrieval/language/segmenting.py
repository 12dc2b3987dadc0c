"""Arabic words taken apart: clitics and inflection around a form that the lexicon writes out.

Letters that may be a clitic may be of the root too ("بلد" is no "by", "محكمة" has no "your"), and only a dictionary
tells. Every way to take clitics and endings off is tried, and the one that leaves a known form at the least cost
is taken, as in dictionary-driven morphology (Buckwalter, 2002), with costs in place of compatibility tables.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import product

# What may stand before a stem, and what taking it off costs; after the article no pronoun can follow.
_CONJUNCTIONS = {"": 0.0, "و": 1.5, "ف": 2.2}
_PREPOSITIONS = {"": 0.0, "ب": 1.5, "ل": 1.5, "ك": 1.8, "س": 1.5}
_BEFORE_VERBS = ("", "ل", "س")
_FUTURE, _BEGIN_VERBS = "س", tuple("يتنا")
_ARTICLES = {"ال": 0.5, "بال": 1.25, "لل": 0.9, "كال": 1.4}

# Endings of nouns and verbs, with what may have stood there before: teh marbuta opens up before them.
_INFLECTIONS = {
    "ا": ("",),
    "ه": ("",),
    "ت": ("",),
    "ن": ("",),
    "ي": ("",),
    "يه": ("",),
    "ات": ("ه", ""),
    "يات": ("", "يه"),
    "ون": ("",),
    "ين": ("",),
    "ان": ("",),
    "يون": ("",),
    "يين": ("",),
    "تين": ("ه",),
    "تان": ("ه",),
    "وا": ("",),
    "تا": ("",),
    "نا": ("",),
    "تم": ("",),
}
_PRONOUNS = ("ه", "ها", "هم", "هن", "هما", "ك", "كم", "كما", "نا", "ني", "ي")
# Before a pronoun: teh for teh marbuta, alef for alef maqsura, no nun, and a folded hamza's waw or yeh.
_BEFORE_PRONOUN = {
    "": ("",),
    "ت": ("ه", ""),
    "ات": ("ه", ""),
    "ا": ("ي",),
    "و": ("", "ون"),
    "ي": ("", "ين"),
    "تي": ("ه",),
}
# Teh before a pronoun is sooner teh marbuta's than a verb's.
_BEFORE_COSTS = {"": 0.0, "ت": -0.01}
# A masculine word made feminine; dearer than a preposition ("بطريقة" is "by way", not a lady penguin).
_FEMININE = 1.6
_PERSONS = "تن"
_PERSON_COSTS = 1.0
_LONGEST_ENDING = 5
_SHORTEST = 2
# Few letters are a word of their own by chance: what they cost, and how much may be taken off around them.
_SHORTEST_COSTS = 1.5
_SHORT = 3
_MOST_AROUND_SHORT = 3.3

# An ending, and what each way of taking it off puts in its place and costs.
_Ways = tuple[tuple[str, float], ...]


def segment(word: str, known: Container[str]) -> str | None:
    """The known form inside a folded word, without clitics and endings; None where there is none.

    A verb of another person is looked for as the third: "ستقولون" holds "يقول".
    """
    if word in known:
        return word
    best, least = None, float("inf")
    for prefix, cost, endings, of_verbs in _PREFIXES:
        if cost >= least:
            break
        stem = word[len(prefix) :]
        if not word.startswith(prefix) or (prefix.endswith(_FUTURE) and stem[:1] not in _BEGIN_VERBS):
            continue
        for base, further in _bases(stem, endings):
            whole = cost + further
            if whole >= (least if len(base) > _SHORT else min(least, _MOST_AROUND_SHORT)):
                continue
            if base in known:
                best, least = base, whole + (_SHORTEST_COSTS if len(base) == _SHORTEST else 0.0)
            elif of_verbs and base[0] in _PERSONS:
                third, whole = "ي" + base[1:], whole + _PERSON_COSTS
                if whole < least and third in known:
                    best, least = third, whole
    return best


def _bases(stem: str, endings: dict[str, _Ways]) -> Iterator[tuple[str, float]]:
    for size in range(min(_LONGEST_ENDING, len(stem) - 1) + 1):
        cut = len(stem) - size
        for instead, cost in endings.get(stem[cut:], ()):
            base = stem[:cut] + instead
            if len(base) >= _SHORTEST:
                yield base, cost


def _nominal_endings() -> dict[str, _Ways]:
    ways: dict[str, list[tuple[str, float]]] = {"": [("", 0.0)]}
    for ending, before in _INFLECTIONS.items():
        cost = _FEMININE if ending == "ه" else 1 + len(ending) / 10
        ways.setdefault(ending, []).extend((instead, cost) for instead in before)
    return {ending: tuple(way) for ending, way in ways.items()}


def _all_endings() -> dict[str, _Ways]:
    ways = {ending: list(way) for ending, way in _nominal_endings().items()}
    for (before, were), pronoun in product(_BEFORE_PRONOUN.items(), _PRONOUNS):
        cost = 1.5 + len(pronoun) / 10 + _BEFORE_COSTS.get(before, 0.5)
        ways.setdefault(before + pronoun, []).extend((instead, cost) for instead in were)
    return {ending: tuple(way) for ending, way in ways.items()}


_NOMINAL, _ALL = _nominal_endings(), _all_endings()


def _prefixes() -> Iterator[tuple[str, float, dict[str, _Ways], bool]]:
    for (conjunction, first), (preposition, second) in product(_CONJUNCTIONS.items(), _PREPOSITIONS.items()):
        yield conjunction + preposition, first + second, _ALL, preposition in _BEFORE_VERBS
    for (conjunction, first), (article, second) in product(_CONJUNCTIONS.items(), _ARTICLES.items()):
        yield conjunction + article, first + second, _NOMINAL, False


_PREFIXES = tuple(sorted(_prefixes(), key=lambda prefix: prefix[1]))
