"""Names in a sentence that its quotes lack: people, places, peoples, parties, in either language.

English shows a name by its capitals. Arabic shows none: there a word counts as a name where the lexicon has it only as
one, or where no word list knows it, as few names are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from retrieval.composing.dates import dates_in
from retrieval.composing.numbers import numbers_in
from retrieval.composing.words import SaidWords
from retrieval.conversation.names import name_at
from retrieval.frequencies import background_count
from retrieval.language.arabic import light_stem, without_article, without_clitics
from retrieval.language.text import Token, fold, tokens
from retrieval.translation import Lexicon, good_entries, is_stop_word

# Capitals of office and kind: "the Foreign Minister" names nobody.
_TITLES = frozenset(
    """president prime minister ministry secretary general chief commander deputy spokesman spokeswoman spokesperson
    official government parliament army forces force group movement party organization organisation faction factions
    state states department office council committee commission front brigades brigade militia militias coalition mr
    mrs ms dr sheikh leader senior press foreign defence defense security war international embassy strip""".split()
)
_INSIDE = frozenset("al el ul ad bin ibn abu um".split())
# A word that so many background passages hold is no name that a list of words would lack.
_COMMON = 2
# Arabic words of fewer letters are of the language, but for a few names.
_SHORTEST = 4
# What the lexicon has only as names is of the language too.
_VERBS = frozenset(fold(word) for word in "ترى يرى نرى أودى".split())
_PARTICIPLE = ("م", "است")
_FUTURE = ("سي", "ست", "سن", "وسي", "وست", "فسي", "فست")


def missing_name(sentence: str, said: SaidWords, lexicon: Lexicon) -> str | None:
    """The first name of the sentence that the quotes do not have, as it is written; None where they have all."""
    words = list(tokens(sentence))
    # What a date or a number says is checked as such.
    dated = [(date.start, date.end) for date in dates_in(sentence)]
    dated += [(number.start, number.end) for number in numbers_in(sentence)]
    for at, word in enumerate(words):
        if any(start <= word.start < end for start, end in dated) or not _is_name(words, at, sentence, lexicon):
            continue
        if not said.has(word) and not said.has_phrase_at(words, at):
            return sentence[word.start : word.end]
    return next(_long_names(words, sentence, said), None)


def _long_names(words: Sequence[Token], sentence: str, said: SaidWords) -> Iterator[str]:
    """Arabic names of several words, each of which may be an ordinary one ("نصر الله"), that the quotes lack."""
    at = 0
    while at < len(words):
        size = name_at(list(words[at:])) if words[at].language == "ar" else 1
        run = words[at : at + size]
        if size > 1 and not said.has_run(run):
            yield sentence[run[0].start : run[-1].end]
        at += max(size, 1)


def _is_name(words: Sequence[Token], at: int, sentence: str, lexicon: Lexicon) -> bool:
    word = words[at]
    if is_stop_word(word) or word.term.isdigit() or word.surface in _INSIDE:
        return False
    if word.language == "ar":
        return _is_arabic_name(word, lexicon)
    if not word.capital:
        # "iphone", "eBay"; and names of which a model forgot the capital.
        return any(letter.isupper() for letter in sentence[word.start : word.end])
    if word.surface in _TITLES:
        return False
    return not _begins(words, at, sentence) or not _is_ordinary(word, lexicon)


def _begins(words: Sequence[Token], at: int, sentence: str) -> bool:
    """Whether a capital is there because the sentence, or a quotation in it, begins with the word."""
    before = sentence[words[at - 1].end : words[at].start] if at else ""
    return at == 0 or any(mark in before for mark in '.:!?"“«')


def _is_ordinary(word: Token, lexicon: Lexicon) -> bool:
    """Whether an English word is no name: some list of words has it, and as none."""
    _, names, ordinary = listed_words()
    if word.surface in ordinary:
        return True
    known = bool(lexicon.lookup([word])) or background_count("en", word.term) >= _COMMON
    return known and word.surface not in names


def _is_arabic_name(word: Token, lexicon: Lexicon) -> bool:
    alone, names, ordinary = listed_words()
    if word.surface in _VERBS:
        return False
    if word.surface in alone or without_article(word.surface) in alone:
        return True
    if word.surface in names and not word.surface.startswith("ال"):
        return True
    forms = without_clitics(word.surface)
    if not ordinary.isdisjoint(forms):
        return False
    if not names.isdisjoint(forms):
        return True
    if len(word.surface) < _SHORTEST or lexicon.lookup([word]) or background_count("ar", word.term):
        return False
    return not _is_inflected(word.surface, lexicon)


def _is_inflected(surface: str, lexicon: Lexicon) -> bool:
    """Whether an Arabic word that no list has is built as verbs are, or is a form of one that some list has."""
    if surface.startswith(_FUTURE) and len(surface) > 5:
        return True
    if without_article(surface).startswith(_PARTICIPLE) and len(without_article(surface)) > 4:
        return True
    for form in without_clitics(surface):
        if form.endswith("اي") and (lexicon.translations([form[:-2]]) or lexicon.translations([light_stem(form[:-1])])):
            return True  # "شهدائها" of "شهداء"
        for prefix in ("سي", "ست", "سن", "ي", "ت", "ن", "ا"):
            stem = light_stem(form.removeprefix(prefix)) if form.startswith(prefix) and len(form) > 4 else ""
            if stem and (lexicon.translations([stem]) or background_count("ar", stem)):
                return True
    return False


@lru_cache(maxsize=1)
def listed_words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Folded words of the lexicon: names of one word, words of any name, and ordinary words, which are in neither.

    Read once, in half a second.
    """
    alone, names, ordinary = set[str](), set[str](), set[str]()
    for arabic, english in good_entries():
        forms = [_folded(form) for form in (*arabic, *english)]
        single = [form[0] for form in forms if len(form) == 1]
        if english[0][0].isupper():
            alone.update(single)
            names.update(word for form in forms for word in form)
        else:
            ordinary.update(single)
    return frozenset(alone - ordinary), frozenset(names - ordinary), frozenset(ordinary)


def _folded(form: str) -> list[str]:
    return [fold(word) for word in form.replace("-", " ").split() if fold(word)]
