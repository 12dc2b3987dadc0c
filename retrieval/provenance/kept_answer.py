"""An answer as it is kept: what was quoted, from which state of each article, and what shaped the choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from corpus.article import Article, Block, BlockKind, Span
from retrieval.answering import Answer, ComposedSentence, Composition, DroppedSentence, Quote
from retrieval.archive.articles_db import StoredArticle
from retrieval.search import Filters

_ANSWER = ("id", "question", "language", "answered", "confidence")
_QUOTE = ("id", "text", "start", "end", "score", "also", "among", "translation")
_ARTICLE = (
    "id", "title", "language", "title_made", "outlet", "author", "published", "date_source", "page_date", "url", "path",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shaped:
    """What shaped an answer beside its question: settings, filters, the index's fingerprint, a lexicon's path."""

    limit: int
    filters: Filters
    fingerprint: str
    lexicon: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """An article's state when it was quoted: when it had been added (ISO, UTC), and the SHA-256 of its text."""

    added: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that was given.

    `asked` is the time in seconds since 1970. `versions` holds the state of each quoted article by its id; it
    lacks those, and `shaped` is None, where an earlier version of the program kept the answer.
    """

    answer: Answer
    asked: float
    shaped: Shaped | None
    versions: Mapping[str, Version]


def versions_of(answer: Answer, stored: Callable[[str], StoredArticle | None]) -> dict[str, Version]:
    """The state of each quoted article in the snapshot that `stored` reads; those that changed meanwhile have none."""
    articles = {quote.article.id: quote.article for quote in answer.quotes}.values()
    found = [(article, stored(article.id)) for article in articles]
    return {
        article.id: Version(row.added, row.sha256) for article, row in found if row and row.article.text == article.text
    }


def packed(kept: Kept) -> dict[str, Any]:
    """A kept answer without its time, as JSON has it: of the articles the facts and the quoted words."""
    return {
        **{fact: getattr(kept.answer, fact) for fact in _ANSWER},
        "numbers_differ": kept.answer.numbers_differ,
        "composition": asdict(kept.answer.composition) if kept.answer.composition else None,
        "quotes": [_packed_quote(quote) for quote in kept.answer.quotes],
        "shaped": asdict(kept.shaped) if kept.shaped else None,
        "versions": {article_id: asdict(version) for article_id, version in kept.versions.items()},
    }


def unpacked(fields: Mapping[str, Any], asked: float) -> Kept:
    """The reverse, of an earlier version's fields too. Raises KeyError, TypeError, ValueError for what is none.

    Its articles are as they were quoted: the facts, and the quoted words as their text.
    """
    quotes = tuple(_unpacked_quote(quote) for quote in fields["quotes"])
    differ = fields.get("numbers_differ", False)
    made = fields.get("composition")
    composition = _composition(made) if made else None
    facts = {fact: fields[fact] for fact in _ANSWER}
    answer = Answer(**facts, quotes=quotes, numbers_differ=differ, composition=composition)
    versions = {article_id: Version(**version) for article_id, version in fields.get("versions", {}).items()}
    shaped = fields.get("shaped")
    return Kept(answer, asked, _shaped(shaped) if shaped else None, versions)


def _shaped(fields: Mapping[str, Any]) -> Shaped:
    return Shaped(**{**fields, "filters": Filters(**fields["filters"])})


def _composition(fields: Mapping[str, Any]) -> Composition:
    sentences = tuple(ComposedSentence(one["text"], tuple(one["quotes"])) for one in fields["sentences"])
    dropped = tuple(DroppedSentence(**one) for one in fields["dropped"])
    return Composition(fields["model"], sentences, dropped, fields["trouble"], fields["cached"])


def _packed_quote(quote: Quote) -> dict[str, Any]:
    article = {fact: getattr(quote.article, fact) for fact in _ARTICLE}
    return {**{fact: getattr(quote, fact) for fact in _QUOTE}, "article": article}


def _unpacked_quote(fields: Mapping[str, Any]) -> Quote:
    """A quote over an article that holds blanks up to the quoted words: the offsets stay those of the original."""
    start, end = fields["start"], fields["end"]
    facts = {fact: fields["article"][fact] for fact in _ARTICLE}
    block = Block(BlockKind.PARAGRAPH, Span(start, end))
    article = Article(**facts, text=" " * start + fields["text"], blocks=(block,))
    also, among, translation = tuple(fields["also"]), fields.get("among"), fields.get("translation")
    return Quote(fields["id"], article, start, end, fields["score"], also, among, translation)
