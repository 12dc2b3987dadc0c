"""Where the words stand that a sentence rests on, and the whole sentences of the article that are quoted for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import Article, Span
from retrieval.answering import DropReason
from retrieval.checking.exact_words import ExactWord, cleaned, exact_words, find_exactly
from retrieval.composing.reply import Citation
from retrieval.provenance.standing import sentences_of
from retrieval.search import Hit

# Fewer words than this stand anywhere, and carry nothing.
LEAST_WORDS = 3
MOST_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Cited:
    """Words that a sentence rests on, as `words` of the article, and the `whole` sentences that they stand in."""

    article: Article
    words: Span
    whole: tuple[Span, ...]
    score: float

    @property
    def text(self) -> str:
        """The words, as the article has them."""
        return self.words.of(self.article.text)

    @property
    def sentences(self) -> str:
        """The whole sentences, as the article has them."""
        return self.article.text[self.whole[0].start : self.whole[-1].end]


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold, and the word, number or name at fault."""

    reason: DropReason
    detail: str


class Passages:
    """The passages that a model was given, numbered from 1, as words that may be cited."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self.hits = tuple(hits)
        self._words: dict[int, list[ExactWord]] = {}

    def cited(self, citation: Citation) -> Cited | Fault:
        """Where the cited words stand in the passage that they are said to be from: in one piece, word by word."""
        wanted = _without_edges(exact_words(cleaned(citation.words)))
        if not 1 <= citation.passage <= len(self.hits):
            return Fault("source", f"[{citation.passage}]")
        found = self._found(citation.passage, wanted)
        if found is None:
            elsewhere = any(self._found(number, wanted) for number in range(1, len(self.hits) + 1))
            return Fault("source" if elsewhere else "words", _shortened(citation.words))
        hit = self.hits[citation.passage - 1]
        whole = _whole_sentences(hit.article, found)
        is_short = sum(word.is_word for word in wanted) < LEAST_WORDS and [found] != list(whole)
        if is_short or len(whole) > MOST_SENTENCES:
            return Fault("words", _shortened(citation.words))
        return Cited(hit.article, found, whole, hit.score)

    def _found(self, number: int, wanted: Sequence[ExactWord]) -> Span | None:
        words = self._words_of(number)
        at = find_exactly(wanted, words)
        return None if at is None else Span(words[at].start, words[at + len(wanted) - 1].end)

    def _words_of(self, number: int) -> list[ExactWord]:
        if number not in self._words:
            hit = self.hits[number - 1]
            self._words[number] = exact_words(hit.article.text, hit.start, hit.end)
        return self._words[number]


def _without_edges(words: Sequence[ExactWord]) -> list[ExactWord]:
    """The words from the first to the last real one: signs at the edges are of the copy, not of what it says."""
    real = [at for at, word in enumerate(words) if word.is_word]
    return list(words[real[0] : real[-1] + 1]) if real else []


def _whole_sentences(article: Article, words: Span) -> tuple[Span, ...]:
    return tuple(one for one in sentences_of(article) if one.start < words.end and one.end > words.start)


def _shortened(words: str, most: int = 12) -> str:
    split = words.split()
    return " ".join(split[:most]) + (" …" if len(split) > most else "")
