"""What is kept of a passage for ranking: each sentence's terms and sound keys; and what goes to the word index."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import Span
from retrieval.language.sound import sound_keys
from retrieval.language.text import Token, tokens
from retrieval.translation import is_stop_word

_SEPARATORS = (",", ":")


@dataclass(frozen=True, slots=True)
class SentenceTerms:
    """What ranking knows of one sentence.

    Its terms in order, its sound keys, how many years and capitalised words it holds, and its content words, folded
    but not stemmed.
    """

    terms: tuple[str, ...]
    sounds: tuple[str, ...]
    years: int
    names: int
    words: tuple[str, ...]


def analyse(text: str, sentences: Sequence[Span]) -> list[SentenceTerms]:
    """The terms of each sentence of `text`."""
    return [_sentence_terms(list(tokens(sentence.of(text)))) for sentence in sentences]


def _sentence_terms(words: list[Token]) -> SentenceTerms:
    sounds = sorted({key for word in words if _may_be_name(word) for key in sound_keys(word.surface)})
    years = sum(is_year(word.term) for word in words)
    names = sum(word.capital for word in words[1:])
    content = dict.fromkeys(word.surface for word in words if not (is_stop_word(word) or word.term[0].isdigit()))
    return SentenceTerms(tuple(word.term for word in words), tuple(sounds), years, names, tuple(content))


def _may_be_name(word: Token) -> bool:
    """Arabic has no capitals, so any longer word may be a name."""
    return word.capital or (word.language == "ar" and len(word.surface) > 2)


def is_year(term: str) -> bool:
    """Whether a term reads as a year of the last thousand."""
    return len(term) == 4 and term.isdigit() and "1000" <= term <= "2100"


def pack(sentences: Sequence[SentenceTerms]) -> bytes:
    """Sentences as bytes for the archive."""
    rows = [[" ".join(s.terms), " ".join(s.sounds), s.years, s.names, " ".join(s.words)] for s in sentences]
    return json.dumps(rows, ensure_ascii=False, separators=_SEPARATORS).encode()


def unpack(packed: bytes) -> list[SentenceTerms]:
    """What `pack` packed."""
    return [
        SentenceTerms(tuple(terms.split()), tuple(sounds.split()), years, names, tuple(words.split()))
        for terms, sounds, years, names, words in json.loads(packed)
    ]


def unpack_terms(packed: bytes) -> set[str]:
    """The terms of all sentences that `pack` packed."""
    return {term for terms, *_ in json.loads(packed) for term in terms.split()}


def index_fields(sentences: Sequence[SentenceTerms]) -> dict[str, str]:
    """The fields of the word index: terms by script, and sound keys."""
    terms = [term for sentence in sentences for term in sentence.terms]
    arabic = [term for term in terms if "\u0600" <= term[0] <= "\u06ff" or term[0].isdigit()]
    english = [term for term in terms if not "\u0600" <= term[0] <= "\u06ff"]
    sounds = [key for sentence in sentences for key in sentence.sounds]
    return {"ar": " ".join(arabic), "en": " ".join(english), "sound": " ".join(sounds)}
