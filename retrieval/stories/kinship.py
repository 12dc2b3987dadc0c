"""Which articles tell one story: near-copies of a report, and its translations.

Articles that may be kin are found by keys that they share (`Stories.keys`), never by comparing all pairs; two
such articles are then compared sentence by sentence.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.article import Language
from retrieval.analysis import SentenceTerms
from retrieval.language.text import language_of
from retrieval.stories.statements import MIN_WORDS, Statement, StatementReader, carries, rarity, said, same
from retrieval.translation import Lexicon

MOST_KEYS = 96
# Of an article so much must stand in the other for both to be one story, counted in the one of which more does.
ONE_STORY = 0.4
# A sentence is told by a longer one of which it is a part, when that says so much of it.
_PART = 0.75
# Less of either in the other is not looked at.
_WORTH_A_LOOK = 0.15
# Words that more than about every tenth passage holds tell nothing apart.
_LEAST_RARITY = 2.0
_TRANSLATIONS = 2


@dataclass(frozen=True, slots=True)
class Told:
    """An article's statements in order, each with where its sentence starts; `holders` finds them by their words."""

    statements: Sequence[Statement]
    starts: Sequence[int]
    holders: Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Kinship:
    """What two articles have in common: whether they tell one story, and which sentences carry each other's statement.

    `there` holds where a sentence of the first article starts and where one of the second that carries it;
    `back` a sentence of the second article and one of the first that carries it.
    """

    one_story: bool
    there: tuple[tuple[int, int], ...]
    back: tuple[tuple[int, int], ...]

    @property
    def any(self) -> bool:
        """Whether they have anything in common."""
        return self.one_story or bool(self.there or self.back)


class Stories:
    """Compares articles by their analysed sentences."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._reader = StatementReader(lexicon)
        self._keys: dict[str, list[tuple[int, float]]] = {}

    def keys(self, terms: set[str]) -> list[int]:
        """At most `MOST_KEYS` numbers for an article's terms, many of which its near-copies and translations share.

        Each stands for an English word (an Arabic one's likeliest translations) or a number. Of a long article a
        sample is kept that falls the same way for all articles, rare words more often.
        """
        self._learn([term for term in terms if term not in self._keys])
        ranked = {number: place for term in terms for number, place in self._keys[term]}
        return sorted(ranked, key=ranked.__getitem__)[:MOST_KEYS]

    def _learn(self, terms: list[str]) -> None:
        translations = self._lexicon.translations(term for term in terms if language_of(term) == "ar")
        for term in terms:
            english = [term] if language_of(term) == "en" else translations.get(term, ())[:_TRANSLATIONS]
            told_apart = [word for word in english if len(word) > 1 and rarity(word) >= _LEAST_RARITY]
            self._keys[term] = [_sampled(word) for word in told_apart]

    def read(self, sentences: Sequence[SentenceTerms], starts: Sequence[int], language: Language) -> Told:
        """An article's sentences, ready to be compared."""
        statements = self._reader.read(sentences, language)
        holders: dict[str, list[int]] = {}
        for at, statement in enumerate(statements):
            for term in statement.words:
                holders.setdefault(term, []).append(at)
        return Told(statements, starts, holders)

    def compare(self, one: Told, other: Told) -> Kinship:
        """What two articles have in common."""
        there, back = [], []
        told, told_back = set[int](), set[int]()
        for i, mine in enumerate(one.statements):
            for j in _near(mine, other):
                theirs = other.statements[j]
                if same(mine, theirs):
                    told.add(i)
                    told_back.add(j)
                    if carries(mine, theirs):
                        there.append((one.starts[i], other.starts[j]))
                    if carries(theirs, mine):
                        back.append((other.starts[j], one.starts[i]))
                elif _part(mine, theirs):
                    told.add(i)
                elif _part(theirs, mine):
                    told_back.add(j)
        share = max(_share(one, told), _share(other, told_back))
        return Kinship(share >= ONE_STORY, tuple(there), tuple(back))


def _near(one: Statement, other: Told) -> list[int]:
    """Which sentences of the other article hold enough of what a sentence states for a look at both."""
    shared: dict[int, float] = {}
    for word in one.words.values():
        for at in {at for key in word.said_by for at in other.holders.get(key, ())}:
            shared[at] = shared.get(at, 0.0) + word.weight
    enough = _WORTH_A_LOOK * sum(word.weight for word in one.words.values())
    return [at for at, weight in shared.items() if weight >= enough]


def _part(one: Statement, other: Statement) -> bool:
    return MIN_WORDS <= len(one.words) < len(other.words) and said(one, other) >= _PART


def _share(article: Told, told: set[int]) -> float:
    """How much of an article, by content words, stands in the sentences `told`; 0 for one that states nothing."""
    sizes = [len(one.words) if len(one.words) >= MIN_WORDS else 0 for one in article.statements]
    return sum(sizes[i] for i in told) / max(sum(sizes), 1)


def _sampled(word: str) -> tuple[int, float]:
    """A word's number, and its place in the sample: the lower the sooner taken (Efraimidis and Spirakis, 2006)."""
    number = zlib.crc32(word.encode())
    return number, -math.log((number + 1) / 2**32) / rarity(word)


def grouped(pairs: Iterable[tuple[str, str]], order: Sequence[str]) -> dict[str, str]:
    """The story of each article that shares one: the id of the first of its articles in `order`."""
    place = {article: number for number, article in enumerate(order)}
    first: dict[str, str] = {}

    def story_of(article: str) -> str:
        while first.setdefault(article, article) != article:
            article = first[article]
        return article

    for one, other in pairs:
        low, high = sorted((story_of(one), story_of(other)), key=place.__getitem__)
        first[high] = low
    return {article: story_of(article) for article in order if article in first}
