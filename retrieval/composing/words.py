"""What the words of some quotes say, in either language: a word of a sentence is looked for among them.

A word is there as itself, as another form of it, as a translation or a synonym that the lexicon knows, or, where both
may be names, by its sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.article import Language
from retrieval.language.arabic import without_article, without_clitics
from retrieval.language.sound import sound_keys
from retrieval.language.text import Token, term, tokens
from retrieval.translation import LONGEST_PHRASE, Entry, Lexicon, is_stop_word

# Sound keys that are shorter are shared by many words.
_LEAST_SOUNDS = 3
# "Iraq" and "Iraqi", "Lebanon" and "Lebanese": so much of the shorter must be the beginning of the longer.
_LEAST_STEM = 4
_MOST_TRANSLATIONS = 6
_FUTURE = ("سي", "ست", "سن", "سا")
_SHORTEST_FUTURE = 5
_ISLAMIC_STATE = re.compile(r"\bIS\b")
_OF_ORIGIN = ("", "n", "an", "ian", "i", "is", "s", "ese", "ish", "ic", "a", "on", "e", "ans", "ians")


class SaidWords:
    """The words of texts that belong together; `sayers` are further names that may be used, as of an outlet."""

    def __init__(self, texts: Iterable[str], lexicon: Lexicon, sayers: Iterable[str] = ()) -> None:
        self._lexicon = lexicon
        rows = [list(tokens(_ISLAMIC_STATE.sub("Islamic State", text))) for text in (*texts, *sayers)]
        words = [word for row in rows for word in row]
        self._surfaces = {form for word in words for form in _forms(word)}
        self._terms = {form for word in words for form in _terms_of(word)}
        known = lexicon.translations(self._terms)
        self._translated = {one for row in known.values() for one in row}
        self._translated |= {one for row in rows for one in self._other_names(row)}
        self._sounds: dict[str, set[tuple[Language, bool]]] = {}
        for word in words:
            if not is_stop_word(word):
                for key in _sounds_of(word):
                    self._sounds.setdefault(key, set()).add((word.language, word.term in known))

    def _other_names(self, words: Sequence[Token]) -> Iterator[str]:
        """What names of several words are called in one word: "USA" for "United States"."""
        for size in range(2, LONGEST_PHRASE + 1):
            for at in range(len(words) - size + 1):
                for entry in self._lexicon.lookup(words[at : at + size]):
                    yield from (phrase[0] for phrase in (*entry.ar, *entry.en) if len(phrase) == 1)

    def has(self, word: Token) -> bool:
        """Whether a single word is said."""
        return self._has_form(word) or self._has_translation(word) or self._sounds_like(word)

    def has_run(self, run: Sequence[Token]) -> bool:
        """Whether what a run of words means as a whole is said: by another name of the same, or word by word."""
        if any(self._has_entry(entry) for entry in self._lexicon.lookup(run)):
            return True
        return all(self.has(word) or self.has_phrase_at(run, at) for at, word in enumerate(run))

    def has_phrase_at(self, words: Sequence[Token], at: int) -> bool:
        """Whether some phrase of `words` that holds the word at a place is said as a whole."""
        for size in range(min(LONGEST_PHRASE, len(words)), 1, -1):
            for start in range(max(0, at - size + 1), min(at, len(words) - size) + 1):
                run = words[start : start + size]
                if run[0].language == run[-1].language and any(map(self._has_entry, self._lexicon.lookup(run))):
                    return True
        return False

    def _has_form(self, word: Token) -> bool:
        if not self._terms.isdisjoint(_terms_of(word)) or not self._surfaces.isdisjoint(_forms(word)):
            return True
        return word.language == "en" and any(_same_origin(word.surface, surface) for surface in self._surfaces)

    def _has_translation(self, word: Token) -> bool:
        terms = _terms_of(word)
        if not self._translated.isdisjoint(terms):
            return True
        # The first translations are the likeliest; further ones are of other senses of the word.
        known = (row[:_MOST_TRANSLATIONS] for row in self._lexicon.translations(terms).values())
        if any(one in self._terms or one in self._translated for row in known for one in row):
            return True
        return any(map(self._has_entry, self._lexicon.lookup([word])))

    def _sounds_like(self, word: Token) -> bool:
        """Whether a word of the quotes sounds the same, where the lexicon lacks one of the two: it tells others apart.

        A short key counts only across scripts.
        """
        keys = _sounds_of(word) & self._sounds.keys()
        if not keys:
            return False
        known = bool(self._lexicon.translations([word.term]))
        return any(
            (len(key) >= _LEAST_SOUNDS or language != word.language) and not (known and also_known)
            for key in keys
            for language, also_known in self._sounds[key]
        )

    def _has_entry(self, entry: Entry) -> bool:
        """Whether a phrase of either side of a dictionary entry is said, word by word."""
        return any(
            self._terms.issuperset(phrase) or (len(phrase) == 1 and phrase[0] in self._translated)
            for phrase in (*entry.ar, *entry.en)
        )


def _terms_of(word: Token) -> frozenset[str]:
    """The index term of a word, and of an Arabic verb of the future the one of its present: "ستواجه", "يواجه"."""
    surface = word.surface.removeprefix("و").removeprefix("ف")
    if word.language == "en" or len(surface) < _SHORTEST_FUTURE or not surface.startswith(_FUTURE):
        return frozenset({word.term})
    return frozenset({word.term, term(surface[1:], "ar"), term("ي" + surface[2:], "ar"), term(surface[2:], "ar")})


def _forms(word: Token) -> frozenset[str]:
    if word.language == "en":
        return frozenset({word.surface})
    return without_clitics(word.surface) | {without_article(word.surface)}


def _sounds_of(word: Token) -> frozenset[str]:
    """The keys of a word, in Arabic also without what is joined to its front."""
    if word.language == "en":
        return sound_keys(word.surface)
    clitics = (*(f"{letter}ال" for letter in "وبفك"), "ال", "لل", *"وبلفك", "")
    shorter = {word.surface.removeprefix(clitic) for clitic in clitics}
    return frozenset(key for form in shorter if len(form) > 1 for key in sound_keys(form))


def _same_origin(one: str, other: str) -> bool:
    """Whether two English words are a place and what is of it."""
    common = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        common += 1
    return common >= _LEAST_STEM and one[common:] in _OF_ORIGIN and other[common:] in _OF_ORIGIN
