"""Whether a sentence denies what its quotes say, or says what they deny."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retrieval.composing.words import SaidWords
from retrieval.language.arabic import without_clitics
from retrieval.language.text import Token, fold, tokens
from retrieval.translation import Lexicon, is_stop_word

# Words that turn a statement round.
_NOT = frozenset(
    fold(word)
    for word in """not no never none nobody nothing neither nor cannot without لا لم لن ليس ليست ليسوا لست عدم دون
    بدون ولا ولم ولن فلا فلم فلن وليس وليست بلا ألا""".split()
)
_SHORT_NOT = re.compile(r"n['’]t$", re.IGNORECASE)
_SHORT_FORMS = frozenset(
    """cant wont dont didnt doesnt isnt arent wasnt werent hasnt havent hadnt wouldnt couldnt shouldnt mustnt
    neednt""".split()
)
# Words that say no in another way: where the quotes have one, "not" in a sentence may be it.
_DENYING = frozenset(
    fold(word)
    for word in """
    deny denied denies refuse refused refuses reject rejected rejects rule ruled rules fail failed fails lack
    lacks lacked little hardly barely rarely unlikely avoid avoided avoids stop stopped stops suspend suspended
    suspension prevent prevented unable unwilling instead rather halt halted irresponsible نفى نفت ينفي تنفي رفض
    رفضت يرفض ترفض فشل فشلت نادرا تعليق علقت علق وقف أوقف أوقفت توقف استبعد استبعدت امتنع امتنعت منع منعت كلا
    تجنب تجنبت بدلا لولا مستبعد غير مستحيل
    """.split()
)
# What is denied follows its "not" within so many content words.
_SCOPE = 3
_NEAR = 6
_ENOUGH = 2


def turned_round(sentence: str, quoted: Sequence[str], whole: Sequence[str], lexicon: Lexicon) -> str | None:
    """The word that the sentence has or lacks against its quotes; None where they agree.

    `quoted` are the exact words that the sentence rests on, `whole` the sentences that these stand in.
    """
    words = list(tokens(sentence))
    denied = list(_nots(words, sentence))
    if denied:
        said = SaidWords(whole, lexicon)
        at = next((at for at in denied if not _denied_there(_scope(words, at), said, whole, lexicon)), None)
        return None if at is None else sentence[words[at].start : words[at].end]
    if any(_denies(word) for word in words):
        return None
    return _said_though_denied(sentence, quoted, lexicon)


def _denied_there(scope: Sequence[Token], said: SaidWords, whole: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the quotes too deny what a "not" of the sentence is about: beside the same words, where they have any."""
    same = [word for word in scope if said.has(word)]
    return any(_denied_beside(text, same, lexicon) for text in whole)


def _denied_beside(text: str, same: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a text has a "not" or its like, and near it one of the same words, where there are any."""
    words = list(tokens(text))
    for at, word in enumerate(words):
        if _is_not(word, text) or _denies(word):
            near = words[max(0, at - _NEAR) : at + _NEAR + 1]
            beside = SaidWords([text[near[0].start : near[-1].end]], lexicon)
            if not same or any(map(beside.has, same)):
                return True
    return False


def _said_though_denied(sentence: str, quoted: Sequence[str], lexicon: Lexicon) -> str | None:
    """What all the quoted words deny and the sentence says all the same."""
    said = SaidWords([sentence], lexicon)
    found = [_denied_here(text, said) for text in quoted]
    return found[0] if found and all(found) else None


def _denied_here(text: str, said: SaidWords) -> str | None:
    words = list(tokens(text))
    for at in _nots(words, text):
        scope = _scope(words, at)
        # Where only the end of a sentence is denied, its beginning stands.
        if len(scope) >= _ENOUGH and sum(map(said.has, scope)) >= min(len(scope), _SCOPE):
            return text[words[at].start : words[at].end]
    return None


def _scope(words: Sequence[Token], at: int) -> list[Token]:
    return [word for word in words[at + 1 :] if not is_stop_word(word)][:_SCOPE]


def _nots(words: Sequence[Token], text: str) -> Iterator[int]:
    return (at for at, word in enumerate(words) if _is_not(word, text))


def _is_not(word: Token, text: str) -> bool:
    if word.surface in _NOT or word.surface in _SHORT_FORMS:
        return True
    return _SHORT_NOT.search(text[word.start : word.end]) is not None


def _denies(word: Token) -> bool:
    forms = without_clitics(word.surface) if word.language == "ar" else {word.surface}
    return not _DENYING.isdisjoint(forms)
