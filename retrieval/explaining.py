"""Why a passage was found: the words, translations, sounds and vector similarity behind its score, in shares of it.

A reason's share is what the score loses without it. The vector's is exact, as the score is linear in the similarity;
so is that of holding the kind of thing asked for. What remains is the words': it is divided among the question's words
by what the score loses when what answers to one is blotted out of the passage, and for one word by the weights of what
answers to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Literal, get_args

from corpus.article import Span
from retrieval.analysis import SentenceTerms
from retrieval.language.sound import sound_keys
from retrieval.language.text import Token, tokens
from retrieval.query import Clause
from retrieval.ranking import Matcher
from retrieval.search import Candidate
from retrieval.translation import Phrase

ReasonKind = Literal["word", "synonym", "translation", "sound", "vector", "answer"]
_KINDS: tuple[ReasonKind, ...] = get_args(ReasonKind)

# Neither a word nor a number, so that nothing answers to it; it keeps its place in the sentence.
_BLOT = "\u2588"


@dataclass(frozen=True, slots=True)
class Reason:
    """`asked` is a word of the question and `found` the passage's words that answer to it, as they are written.

    For "vector" both are empty. For "answer" `asked` is the kind of thing asked for (number, date, person, place),
    which the passage holds. `share` is a part of the score, 0 to 1.
    """

    kind: ReasonKind
    asked: str
    found: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Reasons, greatest share first; their shares add up to 1. `matched` is where the words found stand (article)."""

    reasons: tuple[Reason, ...]
    matched: tuple[Span, ...]

    def percents(self, digits: int) -> list[float]:
        """The reasons' shares in per cent with so many digits; rounded so that they still add up to 100."""
        unit = 10.0**-digits
        exact = [100 * reason.share / unit for reason in self.reasons]
        left = round(100 / unit) - sum(map(int, exact))
        raised = sorted(range(len(exact)), key=lambda at: int(exact[at]) - exact[at])[:left]
        return [round((int(share) + (at in raised)) * unit, digits) for at, share in enumerate(exact)]


@dataclass(frozen=True, slots=True)
class _Match:
    """Words that answer to a clause of the query: `terms` or a sound key of the passage, with their weight."""

    clause: int
    kind: ReasonKind
    weight: float
    terms: Phrase
    sound: str = ""


def explain(candidate: Candidate, question: str, text: str) -> Explanation:
    """Why `candidate` was found for `question`; `text` is that of its article."""
    matcher, ranked = candidate.matcher, candidate.ranked
    sentences = ranked.sentences
    spans = candidate.stored.passage.sentences
    written = [[_moved(word, span.start) for word in tokens(span.of(text))] for span in spans]
    matches = _matches(matcher, sentences)
    words_only = _without_kind(matcher)
    by_words = words_only.rank(sentences, 0.0).score
    by_kind = matcher.rank(sentences, 0.0).score - by_words
    parts = [
        Reason("vector", "", (), max(0.0, ranked.score - by_words - by_kind)),
        Reason("answer", matcher.query.asks_for, (), max(0.0, by_kind)),
    ]
    lost = {at: by_words - words_only.rank(_blotted(sentences, matches, at), 0.0).score for at in _clauses(matches)}
    whole = max(sum(lost.values()), 1e-9)
    for at, loss in lost.items():
        asked = matcher.query.clauses[at].word
        weights: dict[ReasonKind, float] = {}
        for match in matches:
            if match.clause == at:
                weights[match.kind] = max(match.weight, weights.get(match.kind, 0.0))
        told: set[str] = set()
        for kind, weight in sorted(weights.items(), key=lambda row: _KINDS.index(row[0])):
            found = _surfaces([match for match in matches if (match.clause, match.kind) == (at, kind)], written, text)
            fresh = tuple(word for word in found if word not in told) or found
            told.update(found)
            share = by_words * loss / whole * weight / sum(weights.values())
            parts.append(Reason(kind, question[asked.start : asked.end], fresh, share))
    matched = sorted({(word.start, word.end) for match in matches for word in _words_of(match, written)})
    return Explanation(_as_shares(parts), tuple(Span(start, end) for start, end in matched))


def _as_shares(parts: Iterable[Reason]) -> tuple[Reason, ...]:
    """Reasons that count for something, their shares of the sum; where none does, the vector alone brought it."""
    counted = [part for part in parts if part.share > 0] or [Reason("vector", "", (), 1.0)]
    whole = sum(part.share for part in counted)
    shares = (replace(part, share=part.share / whole) for part in counted)
    return tuple(sorted(shares, key=lambda reason: -reason.share))


def _matches(matcher: Matcher, sentences: Sequence[SentenceTerms]) -> list[_Match]:
    """Everything in the sentences that answers to a clause, each form once."""
    found: dict[tuple[int, Phrase, str], _Match] = {}
    for sentence in sentences:
        for at, clause in enumerate(matcher.query.clauses):
            for match in _matches_of(matcher, at, clause, sentence):
                found.setdefault((at, match.terms, match.sound), match)
    return list(found.values())


def _matches_of(matcher: Matcher, at: int, clause: Clause, sentence: SentenceTerms) -> Iterator[_Match]:
    terms = set(sentence.terms)
    for phrase, weight in clause.alternatives.items():
        if terms.issuperset(phrase):
            yield _Match(at, _kind_of(phrase, clause.word, matcher), weight, phrase)
    silent = replace(sentence, sounds=())
    for key in sentence.sounds:
        if key in clause.sounds:
            # A sound counts where no word said as much already.
            added = _answers(matcher, at, replace(sentence, sounds=(key,))) - _answers(matcher, at, silent)
            if added > 0:
                yield _Match(at, "sound", added, (), key)


def _answers(matcher: Matcher, at: int, sentence: SentenceTerms) -> float:
    return float(matcher.match([sentence])[1][0, at])


def _kind_of(phrase: Phrase, asked: Token, matcher: Matcher) -> ReasonKind:
    if phrase == (asked.term,):
        return "word"
    return "synonym" if asked.language == matcher.query.language else "translation"


def _clauses(matches: Iterable[_Match]) -> list[int]:
    return list(dict.fromkeys(match.clause for match in matches))


def _without_kind(matcher: Matcher) -> Matcher:
    """The same matcher for a question that asks for no kind of thing."""
    plain = copy(matcher)
    plain.query = replace(matcher.query, asks_for="")
    return plain


def _blotted(sentences: Sequence[SentenceTerms], matches: Iterable[_Match], clause: int) -> list[SentenceTerms]:
    """The sentences without what answers to one clause."""
    of_clause = [match for match in matches if match.clause == clause]
    terms = {term for match in of_clause for term in match.terms}
    sounds = {match.sound for match in of_clause}
    return [
        replace(
            sentence,
            terms=tuple(_BLOT if term in terms else term for term in sentence.terms),
            sounds=tuple(key for key in sentence.sounds if key not in sounds),
        )
        for sentence in sentences
    ]


def _words_of(match: _Match, written: Sequence[Sequence[Token]]) -> Iterator[Token]:
    """The words of the passage that make up a match: a phrase counts where a sentence holds all of it."""
    for words in written:
        if match.sound:
            yield from (word for word in words if _sounds_so(word, match.sound))
        elif {word.term for word in words}.issuperset(match.terms):
            yield from (word for word in words if word.term in match.terms)


def _sounds_so(word: Token, key: str) -> bool:
    """Whether a word that may be a name (Arabic has no capitals) has the sound key."""
    return (word.capital or word.language == "ar") and key in sound_keys(word.surface)


def _surfaces(matches: Iterable[_Match], written: Sequence[Sequence[Token]], text: str) -> tuple[str, ...]:
    """The words as they stand in the article, each once whatever its capitals."""
    found = (word for match in matches for word in _words_of(match, written))
    return tuple({word.surface: text[word.start : word.end] for word in found}.values())


def _moved(word: Token, by: int) -> Token:
    return word._replace(start=word.start + by, end=word.end + by)
