"""Whether two sentences state the same, in one language or across both: told by words, names and numbers.

Two sentences are compared in both directions: how much of what one says (its content words, by rarity) the other
says too. A word is said by itself, by a translation that the lexicon knows, or, where the lexicon lacks it as it
lacks most names, by its sound. Vectors take no part: the lexicon tells a translation from its neighbours as well,
for every model, and costs microseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from corpus.article import Language
from retrieval.analysis import SentenceTerms, is_year
from retrieval.frequencies import with_background
from retrieval.language.arabic import STOP_WORDS as ARABIC_STOP_WORDS
from retrieval.language.english import STOP_WORDS as ENGLISH_STOP_WORDS
from retrieval.language.sound import sound_keys
from retrieval.language.text import fold, language_of
from retrieval.language.text import term as term_of
from retrieval.ranking import inverse_frequency
from retrieval.stories.counts import numbers_of
from retrieval.translation import Lexicon

# A statement has at least so many content words: fewer in common prove nothing.
MIN_WORDS = 5
# A shorter key is shared by many names.
_LEAST_SOUNDS = 3
# A word that the lexicon lacks may stand there unseen in the other language: its absence says less.
_UNKNOWN = 0.4
_MOST_WORDS_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class Bar:
    """How much of each other two sentences must say, 0 to 1: `mean` (geometric) of both directions, `least` in each."""

    mean: float
    least: float


# Chosen on news sentences (NTREX-128): translations against the sentences that stand around them.
IN_ONE_LANGUAGE = Bar(0.6, 0.45)
ACROSS_LANGUAGES = Bar(0.52, 0.4)
# To leave out a quote by mistake costs a reader less than a wrong citation. A part of what was quoted is left out too.
_REPEATED_ACROSS = Bar(0.35, 0.25)
_PART_IN_ONE_LANGUAGE, _PART_ACROSS = 0.75, 0.55


@dataclass(frozen=True, slots=True)
class Word:
    """A content word: its weight, what another sentence may hold that says it, and what it gives a sentence to hold.

    Both are terms of either language and sounds: "~" and a key for any word, "?" and a key for one the lexicon lacks.
    `known` is whether the lexicon has it.
    """

    weight: float
    said_by: tuple[str, ...]
    holds: tuple[str, ...]
    known: bool


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A sentence ready to be compared. `names` are its words that seem to be names."""

    language: Language
    words: dict[str, Word]
    holds: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]


class StatementReader:
    """Makes statements of analysed sentences; remembers what it learnt of each word."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words: dict[str, Word] = {}

    def read(self, sentences: Iterable[SentenceTerms], language: Language) -> list[Statement]:
        """The statement of each sentence of a passage in `language`."""
        sentences = list(sentences)
        known = self._learn({term for sentence in sentences for term in sentence.terms})
        return [_statement(sentence, language, known) for sentence in sentences]

    def read_as_one(self, sentences: Sequence[SentenceTerms], language: Language) -> Statement:
        """One statement of all that some sentences say."""
        terms = tuple(term for sentence in sentences for term in sentence.terms)
        sounds = tuple(key for sentence in sentences for key in sentence.sounds)
        return self.read([SentenceTerms(terms, sounds, 0, 0, ())], language)[0]

    def _learn(self, terms: set[str]) -> dict[str, Word]:
        """What is known of words, all of these among them but stop words."""
        if len(self._words) > _MOST_WORDS_REMEMBERED:
            self._words = {}
        known, stop_terms = self._words, _stop_terms()
        new = [term for term in terms if term not in known and term not in stop_terms]
        if new:
            translations = self._lexicon.translations(term for term in new if not term[0].isdigit())
            known.update((term, _word(term, translations.get(term))) for term in new)
        return known


def _statement(sentence: SentenceTerms, language: Language, known: Mapping[str, Word]) -> Statement:
    words = {term: known[term] for term in sentence.terms if term in known}
    holds = frozenset(key for word in words.values() for key in word.holds)
    return Statement(language, words, holds, _names(sentence, words, language), numbers_of(sentence.terms))


def said(one: Statement, other: Statement) -> float:
    """How much of what `one` states `other` states too, 0 to 1."""
    common = whole = 0.0
    across = one.language != other.language
    for term, word in one.words.items():
        if not other.holds.isdisjoint(word.said_by) if across else term in other.words:
            common += word.weight
            whole += word.weight
        else:
            whole += word.weight if word.known or not across else word.weight * _UNKNOWN
    return common / whole if whole else 0.0


def carries(one: Statement, other: Statement) -> bool:
    """Whether `other` may be named as stating what `one` states: most of it, with each of its larger numbers."""
    return _has_numbers(one, other) and same(one, other) and said(one, other) >= _bar(one, other).mean


def contradict(one: Statement, other: Statement) -> bool:
    """Whether each has a number that the other lacks; or, in one language, a name."""
    numbers_differ = bool(one.numbers - other.numbers and other.numbers - one.numbers)
    return numbers_differ or _have_different_names(one, other)


def same(one: Statement, other: Statement) -> bool:
    """Whether two sentences state the same, with the same names and numbers."""
    return _meet(one, other, _bar(one, other)) and not contradict(one, other)


def repeats(one: Statement, other: Statement) -> bool:
    """Whether a reader of `other` learns little from `one`: less sure than `same`, but never with other numbers."""
    if contradict(one, other):
        return False
    across = one.language != other.language
    is_part = said(one, other) >= (_PART_ACROSS if across else _PART_IN_ONE_LANGUAGE)
    if is_part and len(one.words) >= MIN_WORDS and _has_numbers(one, other):
        return True
    return _meet(one, other, _REPEATED_ACROSS if across else IN_ONE_LANGUAGE)


def differ_in_numbers(one: Statement, other: Statement) -> bool:
    """Whether two statements are the same, names and all, but that each has a number (no year) that the other lacks."""
    mine, theirs = one.numbers - other.numbers, other.numbers - one.numbers
    if not (mine and theirs) or any(is_year(number) for number in mine | theirs):
        return False
    return _meet(one, other, _bar(one, other)) and not _have_different_names(one, other)


def _meet(one: Statement, other: Statement, bar: Bar) -> bool:
    if min(len(one.words), len(other.words)) < MIN_WORDS:
        return False
    there = said(one, other)
    if there < max(bar.least, bar.mean * bar.mean):
        return False
    back = said(other, one)
    return back >= bar.least and sqrt(there * back) >= bar.mean


def _has_numbers(one: Statement, other: Statement) -> bool:
    """Whether `other` has each number of `one` but those of one digit, which are often left unsaid."""
    return all(number in other.numbers for number in one.numbers if len(number) > 1)


def _bar(one: Statement, other: Statement) -> Bar:
    return IN_ONE_LANGUAGE if one.language == other.language else ACROSS_LANGUAGES


def _have_different_names(one: Statement, other: Statement) -> bool:
    return one.language == other.language and _has_other_name(one, other) and _has_other_name(other, one)


def _has_other_name(one: Statement, other: Statement) -> bool:
    return any(other.holds.isdisjoint(one.words[name].holds) for name in one.names)


def _word(term: str, translations: tuple[str, ...] | None) -> Word:
    weight = rarity(term)
    if term[0].isdigit():
        return Word(weight, (term,), (term,), True)
    sounds = [key for key in sorted(sound_keys(term)) if len(key) >= _LEAST_SOUNDS]
    of_any, of_unknown = [f"~{key}" for key in sounds], [f"?{key}" for key in sounds]
    if translations is None:
        return Word(weight, (term, *of_any), (term, *of_any, *of_unknown), False)
    return Word(weight, (term, *translations, *of_unknown), (term, *of_any), True)


@lru_cache(maxsize=65536)
def rarity(term: str) -> float:
    """The idf of a term in ordinary news and encyclopaedia passages: the same whatever the archive holds."""
    frequency, total = with_background(lambda field, term: 0, 0)
    return inverse_frequency(frequency(language_of(term), term), total)


@lru_cache(maxsize=1)
def _stop_terms() -> frozenset[str]:
    arabic = {term_of(fold(word), "ar") for word in ARABIC_STOP_WORDS}
    return frozenset(arabic | {term_of(word, "en") for word in ENGLISH_STOP_WORDS})


def _names(sentence: SentenceTerms, words: dict[str, Word], language: Language) -> frozenset[str]:
    """Capitalised words but for the first; in Arabic, which has no capitals, words that the lexicon lacks."""
    if language == "ar":
        return frozenset(term for term, word in words.items() if not word.known)
    sounds = set(sentence.sounds)
    return frozenset(
        term for term in dict.fromkeys(sentence.terms[1:]) if term in words and not sounds.isdisjoint(sound_keys(term))
    )
