"""What a reader is shown, before it is known where: an opening line or two, and cards that cite their article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.contract import shown_path
from bot.safe_text import one_line, visible
from bot.wording import WORDS, Words
from corpus.article import Language

if TYPE_CHECKING:
    from corpus.article import Article
    from retrieval.answering import Answer, Quote
    from retrieval.engine import Found
    from retrieval.provenance import Source
    from retrieval.search import Hit


@dataclass(frozen=True, slots=True)
class Card:
    """Words of an article, and under them what is known of it: `about` holds lines of facts.

    `before` and `after` are what stands around `text` in its article. All of it is fit for a terminal.
    """

    text: str
    language: Language
    about: tuple[tuple[str, ...], ...]
    before: str = ""
    after: str = ""
    is_quote: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """One thing to read; `language` is that of the program's own words in it."""

    language: Language
    opening: tuple[str, ...]
    cards: tuple[Card, ...]


def answer_page(answer: Answer) -> Page:
    """An answer's quotes, or the honest no with the closest passage offered as such."""
    words = WORDS[answer.language]
    opening: tuple[str, ...] = ()
    if not answer.answered:
        opening = (words.no_answer, words.closest) if answer.quotes else (words.no_answer,)
    return Page(answer.language, opening, tuple(_quote_card(quote, words) for quote in answer.quotes))


def found_page(found: Found) -> Page:
    """Ranked passages, best first."""
    words = WORDS[found.language]
    opening = () if found.hits else (words.nothing_found,)
    return Page(found.language, opening, tuple(_hit_card(n, hit, words) for n, hit in enumerate(found.hits, 1)))


def source_page(source: Source) -> Page:
    """A quote or passage marked in its article, a whole article, or an answer that was given."""
    if source.answer is not None and source.kind == "answer":
        page = answer_page(source.answer)
        asked = f"{WORDS[page.language].question}: {one_line(source.answer.question)}"
        return Page(page.language, (asked, *page.opening), page.cards)
    language = source.answer.language if source.answer is not None else "en"
    words = WORDS[language]
    status = _status(source, words)
    whole = source.kind == "article"
    opening = () if whole and source.status == "unchanged" else (status,)
    about: tuple[tuple[str, ...], ...] = ()
    if source.article is not None:
        added = (f"{words.added} {source.added}",) if source.added else ()
        hashed = (f"sha256 {source.sha256}",) if source.sha256 else ()
        about = (*_facts(source.article, words), *((added + hashed,) if added + hashed else ()))
    card = Card(
        text=visible(source.text) if whole else one_line(source.text),
        language=source.article.language if source.article is not None else language,
        about=about,
        before=one_line(source.before),
        after=one_line(source.after),
        is_quote=not whole,
    )
    return Page(language, opening, (card,))


def _status(source: Source, words: Words) -> str:
    if source.status == "changed":
        return words.changed if source.start is None else words.moved
    return words.unchanged if source.status == "unchanged" else words.removed


def _quote_card(quote: Quote, words: Words) -> Card:
    about = _facts(quote.article, words, f"isnad source {quote.id}")
    if quote.also:
        about = (*about, (words.also(len(quote.also)),))
    return Card(one_line(quote.text), quote.article.language, about)


def _hit_card(number: int, hit: Hit, words: Words) -> Card:
    facts = _facts(hit.article, words, f"isnad source {hit.passage_id}")
    return Card(one_line(hit.text), hit.language, ((f"{number}.", *facts[0]), *facts[1:]))


def _facts(article: Article, words: Words, *where: str) -> tuple[tuple[str, ...], ...]:
    """Who said it, what, when; then in which file. What nobody knows is left out, but for the date."""
    title = f"{article.title} ({words.title_made})" if article.title_made else article.title
    author = f"{words.by} {article.author}" if article.author else None
    said = [article.outlet, title, author, article.published or words.date_unknown]
    place = [shown_path(article.path) or article.url or article.id, *where]
    return tuple(one_line(fact) for fact in said if fact), tuple(one_line(fact) for fact in place)
