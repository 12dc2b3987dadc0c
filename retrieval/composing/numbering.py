"""The quotes of a composed answer, numbered from 1 in the order in which its sentences first rest on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.article import Article, Span
from retrieval.answering import Answer, Quote
from retrieval.composing.citing import Cited
from retrieval.engine import Engine


class NumberedQuotes:
    """Quotes that grow while sentences come; a number, once given, stays."""

    def __init__(self, answer_id: str, plain: Answer, engine: Engine) -> None:
        self._id, self._plain, self._engine = answer_id, plain, engine
        self._quotes: list[Quote] = []

    def numbers(self, cited: Sequence[Cited]) -> tuple[int, ...]:
        """The numbers of the quotes that hold what is cited; those that are not there yet are added."""
        found = [number for one in cited for number in self._numbers(one)]
        return tuple(dict.fromkeys(found))

    def filled(self, limit: int) -> tuple[Quote, ...]:
        """The quotes, and after them what the plain answer quotes further, up to `limit` in all."""
        further = [quote for quote in self._plain.quotes if self._plain.answered or not self._quotes]
        further = [quote for quote in further if not any(_overlap(quote, mine) for mine in self._quotes)]
        quotes = [*self._quotes, *further[: max(0, limit - len(self._quotes))]]
        return tuple(replace(quote, id=f"{self._id}.{number}") for number, quote in enumerate(quotes, 1))

    def _numbers(self, cited: Cited) -> list[int]:
        numbers, missing = [], list[Span]()
        for sentence in cited.whole:
            number = self._holding(cited.article, sentence)
            if number is None:
                missing.append(sentence)
            else:
                numbers.append(number)
        for stretch in _stretches(missing, cited.whole):
            self._quotes.append(self._quote(cited, stretch))
            numbers.append(len(self._quotes))
        return sorted(numbers)

    def _holding(self, article: Article, sentence: Span) -> int | None:
        for number, quote in enumerate(self._quotes, 1):
            if quote.article.id == article.id and quote.start <= sentence.start and sentence.end <= quote.end:
                return number
        return None

    def _quote(self, cited: Cited, stretch: Sequence[Span]) -> Quote:
        """The plain answer's own quote where it is the same, so that it keeps who else carries it."""
        start, end = stretch[0].start, stretch[-1].end
        for quote in self._plain.quotes:
            if quote.place == (cited.article.id, start, end):
                return quote
        carrying = self._engine.carriers(cited.article.id, [sentence.start for sentence in stretch])
        among = self._plain.quotes[0].among if self._plain.quotes else None
        return Quote("", cited.article, start, end, round(cited.score, 4), carrying, among)


def _stretches(missing: Sequence[Span], whole: Sequence[Span]) -> list[list[Span]]:
    """The missing sentences, those that follow each other as one."""
    stretches: list[list[Span]] = []
    for sentence in missing:
        at = whole.index(sentence)
        if stretches and at and stretches[-1][-1] == whole[at - 1]:
            stretches[-1].append(sentence)
        else:
            stretches.append([sentence])
    return stretches


def _overlap(one: Quote, other: Quote) -> bool:
    return one.article.id == other.article.id and one.start < other.end and other.start < one.end
