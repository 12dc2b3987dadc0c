"""What a reader is shown, before it is known where: an opening line or two, and cards that cite their article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.contract import shown_path
from bot.safe_text import one_line
from bot.wording import WORDS, Words
from corpus.article import Language, Span

if TYPE_CHECKING:
    from corpus.article import Article
    from retrieval.answering import Answer, Quote
    from retrieval.engine import Found
    from retrieval.explaining import Explanation
    from retrieval.search import Hit


Tone = Literal["", "good", "doubtful", "bad", "match"]


@dataclass(frozen=True, slots=True)
class Stress:
    """Code points `start` to `end` of a card's text that a terminal colours."""

    start: int
    end: int
    tone: Tone


@dataclass(frozen=True, slots=True)
class Card:
    """Words of an article, and under them what is known of it: `about` holds lines of facts.

    `before` and `after` are what stands around `text` in its article, with the spaces next to it. A card that is no
    quote is a whole article, in which `mark` is the stretch to look at, in code points of `text`. All of it is fit
    for a terminal.
    """

    text: str
    language: Language
    about: tuple[tuple[str, ...], ...]
    before: str = ""
    after: str = ""
    is_quote: bool = True
    heading: str = ""
    mark: Span | None = None
    stressed: tuple[Stress, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One thing to read; `language` is that of the program's own words in it, `tone` that of its opening."""

    language: Language
    opening: tuple[str, ...]
    cards: tuple[Card, ...]
    tone: Tone = ""


def answer_page(answer: Answer) -> Page:
    """An answer's quotes, or the honest no with the closest passage offered as such."""
    words = WORDS[answer.language]
    opening: tuple[str, ...] = ()
    if not answer.answered:
        opening = (words.no_answer, words.closest) if answer.quotes else (words.no_answer,)
    elif answer.numbers_differ:
        opening = (words.numbers_differ,)
    return Page(answer.language, opening, tuple(quote_card(quote, words) for quote in answer.quotes))


def found_page(found: Found) -> Page:
    """Ranked passages, best first; in those that are explained the words that matched are stressed."""
    words = WORDS[found.language]
    opening = () if found.hits else (words.nothing_found,)
    cards = (_hit_card(n, hit, words, found.explanations.get(hit.passage_id)) for n, hit in enumerate(found.hits, 1))
    return Page(found.language, opening, tuple(cards))


def quote_card(quote: Quote, words: Words) -> Card:
    """A quote, its facts and its id."""
    about = article_facts(quote.article, words, f"isnad source {quote.id}")
    if quote.also:
        about = (*about, (words.also(len(quote.also), quote.among),))
    return Card(one_line(quote.text), quote.article.language, about)


def _hit_card(number: int, hit: Hit, words: Words, explanation: Explanation | None) -> Card:
    facts = article_facts(hit.article, words, f"isnad source {hit.passage_id}")
    stressed = tuple(_stressed(hit, span) for span in explanation.matched) if explanation else ()
    return Card(one_line(hit.text), hit.language, ((f"{number}.", *facts[0]), *facts[1:]), stressed=stressed)


def _stressed(hit: Hit, span: Span) -> Stress:
    """A stretch of the article in a hit's text on one line. The sign stands for the word, to keep the space before."""
    article = hit.article.text
    start = len(one_line(article[hit.start : span.start] + "|")) - 1
    return Stress(start, start + len(one_line(span.of(article))), "match")


def article_facts(article: Article, words: Words, *where: str) -> tuple[tuple[str, ...], ...]:
    """Who said it, what, when; then in which file. What nobody knows is left out, but for the date."""
    title = f"{article.title} ({words.title_made})" if article.title_made else article.title
    author = f"{words.by} {article.author}" if article.author else None
    said = [article.outlet, title, author, article.published or words.date_unknown]
    place = [shown_path(article.path) or article.url or article.id, *where]
    return tuple(one_line(fact) for fact in said if fact), tuple(one_line(fact) for fact in place)
