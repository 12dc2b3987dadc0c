"""Whether a passage says what a quote says, in other words or in the other language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article, Span
from corpus.language import detect_language
from corpus.splitting import split_sentences
from retrieval.analysis import SentenceTerms, analyse
from retrieval.archive.snapshot import Snapshot
from retrieval.checking.exact_words import cleaned
from retrieval.choosing import Encode
from retrieval.frequencies import with_background
from retrieval.language.text import tokens
from retrieval.query import make_query
from retrieval.ranking import Matcher
from retrieval.search import Candidate, Filters, Searcher
from retrieval.translation import Lexicon, is_stop_word

PASSAGES = 4
FROM_WORDS, FROM_VECTORS = 10, 6  # ranked a language: what reports a quote is found early by either leg
MOST_WORDS = 16
MOST_SENTENCES = 4
_STRETCHES = 2
# A stretch that covers less of a quote does not report it, whatever else it says.
_FEWEST_COVERED = 0.3
# From this score on a passage reports a quote. On the development halves of two parallel corpora, a sentence whose
# translation is in the archive reaches it in 0.92 to 0.96 of cases, one of another text in 0.003 to 0.01.
REPORTED = 1.1
_SIMILARITY = 0.5
_NUMBER_MISSING = 0.4
_NUMBER_CONTRADICTED = 0.6
# "First", "both", the dual: languages say small numbers in many ways.
_SMALL = 12


@dataclass(frozen=True, slots=True)
class Telling:
    """`article.text[start:end]` is nearest to a quote; `score` is how much of either the other one says."""

    article: Article
    start: int
    end: int
    score: float

    @property
    def reports(self) -> bool:
        """Whether it says what the quote says."""
        return self.score >= REPORTED


@dataclass(frozen=True, slots=True)
class _Stretch:
    candidate: Candidate
    article: Article
    span: Span
    terms: frozenset[str]
    covered: float


class Teller:
    """Finds what is nearest to a quote in one snapshot of the archive."""

    def __init__(
        self,
        snapshot: Snapshot,
        lexicon: Lexicon,
        encode: Encode,
        article_of: Callable[[str], Article | None],
    ) -> None:
        self._lexicon, self._encode, self._article_of = lexicon, encode, article_of
        self._searcher = Searcher(snapshot, lexicon, FROM_WORDS, FROM_VECTORS)
        self._frequency, self._total = with_background(snapshot.words.doc_freq, snapshot.words.count())

    def nearest(self, text: str) -> Telling | None:
        """The sentences that say the most of `text` and the least beside it; None where nothing is near."""
        text = cleaned(text)
        vector = self._encode([text])[0]
        candidates = self._searcher.candidates(self._shortened(text), vector, Filters(), PASSAGES)
        wanted = max(1, min(len(split_sentences(text)), MOST_SENTENCES - 1))
        stretches = [stretch for candidate in candidates for stretch in self._stretches(candidate, wanted + 1)]
        best = sorted(stretches, key=lambda stretch: -stretch.covered)[:_STRETCHES]
        quote = analyse(text, [Span(0, len(text))])
        tellings = [self._telling(text, quote, vector, stretch) for stretch in best]
        return max(tellings, key=lambda telling: telling.score, default=None)

    def _shortened(self, text: str) -> str:
        """The rarest words of a long text, in their order: each costs a search of its own."""
        words = list(tokens(text))
        content = [word for word in words if not is_stop_word(word)]
        if len(content) <= MOST_WORDS:
            return text
        rarest = sorted(content, key=lambda word: self._frequency(word.language, word.term))[:MOST_WORDS]
        return " ".join(text[word.start : word.end] for word in sorted(rarest))

    def _stretches(self, candidate: Candidate, most: int) -> Iterator[_Stretch]:
        """Runs of at most `most` sentences of a passage."""
        passage, ranked = candidate.stored.passage, candidate.ranked
        article = self._article_of(passage.article_id)
        for first in range(len(passage.sentences) if article else 0):
            for last in range(first, min(first + most, len(passage.sentences))):
                covered = candidate.matcher.covered(ranked.matched[first : last + 1])
                terms = frozenset(term for row in ranked.sentences[first : last + 1] for term in row.terms)
                span = Span(passage.sentences[first].start, passage.sentences[last].end)
                assert article is not None
                yield _Stretch(candidate, article, span, terms, covered)

    def _telling(
        self, text: str, quote: list[SentenceTerms], vector: NDArray[np.float32], stretch: _Stretch
    ) -> Telling:
        if stretch.covered < _FEWEST_COVERED:
            return Telling(stretch.article, stretch.span.start, stretch.span.end, stretch.covered)
        words = stretch.span.of(stretch.article.text)
        similarity = float(self._encode([words])[0] @ vector)
        query = make_query(words, detect_language(text), self._lexicon)
        back = Matcher(query, self._frequency, self._total)
        covered_back = back.covered(back.match(quote)[0]) if query.clauses else 0.0
        doubt = _number_doubt(frozenset(quote[0].terms), stretch.terms)
        score = stretch.covered + covered_back + _SIMILARITY * similarity - doubt
        return Telling(stretch.article, stretch.span.start, stretch.span.end, score)


def _number_doubt(quote: frozenset[str], passage: frozenset[str]) -> float:
    """What a number that only one side has takes off; the most where the other side has another number instead."""
    missing = _numbers(quote) - _numbers(passage)
    if not missing:
        return 0.0
    if _numbers(passage) - _numbers(quote):
        return _NUMBER_CONTRADICTED
    return _NUMBER_MISSING if any(not _is_small(number) for number in missing) else 0.0


def _numbers(terms: frozenset[str]) -> set[str]:
    return {term for term in terms if term[0].isdigit()}


def _is_small(number: str) -> bool:
    return number.isdecimal() and int(number) <= _SMALL
