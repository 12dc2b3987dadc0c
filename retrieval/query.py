"""A question as clauses: for each content word or phrase, everything in one language that would answer to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.article import Language
from retrieval.sound import sound_keys
from retrieval.text import Token, tokens
from retrieval.translation import LONGEST_PHRASE, Entry, Lexicon, Phrase, is_stop_word

# Weights of an alternative beside the word itself (1.0); fitted on the development questions.
SYNONYM = 0.45
LOOSE = 0.55
LATER_PLACE = 0.93
SOUND = 0.75

_ASKING = frozenset("many much long old kind type sort عدد اسم".split())


@dataclass(slots=True)
class Clause:
    """One thing asked about: alternatives in the passages' language with weights up to 1, and sound keys."""

    words: tuple[Token, ...]
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
    content = [word for word in words if not is_stop_word(word) and word.surface not in _ASKING]
    return Query(target, tuple(_clauses(content or words, target, lexicon)), expected_answer(question))


def _clauses(words: list[Token], target: Language, lexicon: Lexicon) -> Iterator[Clause]:
    at = 0
    while at < len(words):
        for size in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
            run = tuple(words[at : at + size])
            entries = lexicon.lookup(run)
            if entries and (size == 1 or run[0].language != target):
                break
        yield _clause(run, entries, target)
        at += size


def _clause(run: tuple[Token, ...], entries: list[Entry], target: Language) -> Clause:
    clause = Clause(run)
    native = run[0].language == target or run[0].term.isdigit()
    any_exact = any(entry.exact for entry in entries)
    for entry in entries:
        trust = 1.0 if entry.exact or not any_exact else LOOSE
        if native:
            trust *= SYNONYM
        for place, phrase in enumerate(entry.side(target)):
            clause.offer(phrase, trust * LATER_PLACE**place)
    if native:
        clause.offer(tuple(word.term for word in run), 1.0)
    if len(run) == 1 and not run[0].term.isdigit():
        trust = SOUND if run[0].capital or not any_exact else 0.0
        if trust:
            clause.sounds = {key: trust for key in sound_keys(run[0].surface)}
    return clause


_ASKS = {
    "number": ("how many", "how much", "how long", "how old", "how far", "what percent", "كم ", "ما عدد", "ما نسبة", "نسبة", "ما عدد"),
    "date": ("when ", "what year", "which year", "what date", "what month", "what day", "متى", "أي عام", "اي عام", "أي سنة", "ما تاريخ", "في أي تاريخ"),
    "person": ("who ", "whom", "whose", "من هو", "من هي", "من الذي", "من كان", "من قال"),
    "place": ("where ", "which country", "which city", "what country", "what city", "أين", "في أي مدينة", "أي دولة", "أي مدينة", "أي بلد"),
    "reason": ("why ", "what caused", "لماذا", "ما سبب", "ما أسباب"),
}  # fmt: skip


def expected_answer(question: str) -> str:
    """What kind of thing the question asks for: number, date, person, place, reason or "" where it does not say."""
    lowered = f"{question.strip().lower()} "
    for kind, signs in _ASKS.items():
        if any(lowered.startswith(sign) or f" {sign}" in lowered for sign in signs):
            return kind
    return "person" if lowered.startswith("من ") else ""
