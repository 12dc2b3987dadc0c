"""A question as clauses: for each content word or phrase, everything in one language that would answer to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.article import Language
from retrieval.language.sound import sound_keys
from retrieval.language.text import Token, tokens
from retrieval.places import english_place_at, names_place
from retrieval.translation import LONGEST_PHRASE, Entry, Lexicon, Phrase, is_stop_word

# Weights of an alternative beside the word itself (1.0); fitted on the development questions.
SYNONYM = 0.45
LOOSE = 0.55
LATER_PLACE = 0.93
SOUND = 0.75
DERIVED = 0.5
# A synonym's or a loose translation's derivations lead too far.
_DERIVES = 0.7

# A word of a phrase, taken alone, says less than the phrase.
IN_PHRASE = 0.7

_ASKING = frozenset("many much long old kind type sort عدد اسم".split())
# After "which", "what" and "أي" these only name the kind of answer.
_KINDS = frozenset("country city year date month day place percentage دوله بلد مدينه سنه عام تاريخ مكان نسبه".split())
_WHICH = frozenset("which what اي ما".split())


@dataclass(slots=True)
class Clause:
    """One thing asked about: alternatives in the passages' language with weights up to 1, and sound keys.

    It may be a name (or a number, or a people: what a question is about, hardly what it asks), and a place's.
    """

    word: Token
    is_name: bool = False
    is_place: bool = False
    alternatives: dict[Phrase, float] = field(default_factory=dict)
    sounds: dict[str, float] = field(default_factory=dict)

    def offer(self, phrase: Phrase, weight: float) -> None:
        """Adds an alternative; the higher weight stands."""
        self.alternatives[phrase] = max(weight, self.alternatives.get(phrase, 0.0))


@dataclass(frozen=True, slots=True)
class Query:
    """A question's clauses against passages of one language."""

    language: Language
    clauses: tuple[Clause, ...]
    asks_for: str


def make_query(question: str, target: Language, lexicon: Lexicon) -> Query:
    """The clauses of `question` for passages in `target`."""
    words = [word for word in tokens(question)]
    content = [word for before, word in zip([None, *words], words, strict=False) if _says_what(before, word)]
    clauses = tuple(_clauses(content or words, target, lexicon))
    _offer_derived(clauses, lexicon)
    return Query(target, clauses, expected_answer(question))


def _offer_derived(clauses: Sequence[Clause], lexicon: Lexicon) -> None:
    """Words of one derivation with an alternative answer to it too, as far as it goes."""
    single = [
        {phrase[0]: w for phrase, w in clause.alternatives.items() if len(phrase) == 1 and w >= _DERIVES}
        for clause in clauses
    ]
    related = lexicon.related({term for weights in single for term in weights})
    for clause, weights in zip(clauses, single, strict=True):
        for term, weight in weights.items():
            for other in related.get(term, ()):
                clause.offer((other,), weight * DERIVED)


def _says_what(before: Token | None, word: Token) -> bool:
    """Whether a word is about the answer, not about how it is asked for."""
    names_kind = before is not None and before.surface in _WHICH and word.surface in _KINDS
    return not (is_stop_word(word) or word.surface in _ASKING or names_kind)


def _clauses(words: list[Token], target: Language, lexicon: Lexicon) -> Iterator[Clause]:
    at = place_end = 0
    while at < len(words):
        phrase, entries = _longest_phrase(words[at:], target, lexicon)
        place_end = max(place_end, at + english_place_at(words[at:]))
        for word in phrase:
            own = lexicon.lookup([word])
            clause = _clause(word, own, target, IN_PHRASE if len(phrase) > 1 else 1.0)
            known = [entry for entry in (*own, *entries) if entry.exact]
            clause.is_name = word.capital or word.term.isdigit() or any(entry.named for entry in known)
            clause.is_place = at < place_end or names_place(known)
            for entry in entries:
                for place, translation in enumerate(entry.side(target)):
                    clause.offer(translation, LATER_PLACE**place)
            yield clause
            at += 1


def _longest_phrase(words: list[Token], target: Language, lexicon: Lexicon) -> tuple[list[Token], list[Entry]]:
    """The longest run from the first word that the lexicon translates as one; else the first word alone."""
    for size in range(min(LONGEST_PHRASE, len(words)), 1, -1):
        run = words[:size]
        entries = lexicon.lookup(run) if run[0].language != target else []
        if entries:
            return run, entries
    return words[:1], []


def _clause(word: Token, entries: list[Entry], target: Language, trust: float) -> Clause:
    clause = Clause(word)
    native = word.language == target or word.term.isdigit()
    any_exact = any(entry.exact for entry in entries)
    for entry in entries:
        weight = trust * (1.0 if entry.exact or not any_exact else LOOSE) * (SYNONYM if native else 1.0)
        for place, phrase in enumerate(entry.side(target)):
            clause.offer(phrase, weight * LATER_PLACE**place)
    if native:
        clause.offer((word.term,), 1.0)
    if not word.term.isdigit() and (word.capital or not any_exact):
        clause.sounds = {key: SOUND for key in sound_keys(word.surface)}
    return clause


_ASKS = {
    "number": (
        "how many", "how much", "how long", "how old", "how far", "what percent", "كم ", "ما عدد", "ما نسبة", "نسبة",
    ),
    "date": (
        "when ", "what year", "which year", "what date", "what month", "what day", "متى", "أي عام", "اي عام", "أي سنة",
        "ما تاريخ", "في أي تاريخ",
    ),
    "person": ("who ", "whom", "whose", "من هو", "من هي", "من الذي", "من كان", "من قال"),
    "place": (
        "where ", "which country", "which city", "what country", "what city", "أين", "في أي مدينة", "أي دولة",
        "أي مدينة", "أي بلد",
    ),
    "reason": ("why ", "what caused", "لماذا", "ما سبب", "ما أسباب"),
}  # fmt: skip


def expected_answer(question: str) -> str:
    """What kind of thing the question asks for: number, date, person, place, reason or "" where it does not say."""
    lowered = f"{question.strip().lower()} "
    for kind, signs in _ASKS.items():
        if any(lowered.startswith(sign) or f" {sign}" in lowered for sign in signs):
            return kind
    return "person" if lowered.startswith("من ") else ""
