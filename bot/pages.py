"""What a reader is shown, before it is known where: an opening line or two, and cards that cite their article."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from bot.composing_wording import COMPOSING_WORDS
from bot.contract import shown_path
from bot.safe_text import one_line
from bot.wording import WORDS, Words
from corpus.article import Language, Span
from corpus.language import detect_language

if TYPE_CHECKING:
    from corpus.article import Article
    from retrieval.answering import Answer, ComposedSentence, Composition, Quote
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
class Composed:
    """Words that a language model wrote, fit for a terminal, and the numbers of the cards that they rest on."""

    text: str
    language: Language
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """Words of an article, and under them what is known of it: `about` holds lines of facts.

    `before` and `after` are what stands around `text` in its article, with the spaces next to it. A card that is no
    quote is a whole article, in which `mark` is the stretch to look at, in code points of `text`. Where composed
    sentences lead to the card it has a `number`. All of it is fit for a terminal.
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
    number: int | None = None
    translation: Composed | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One thing to read; `language` is that of the program's own words in it, `tone` that of its opening.

    What a model composed over the cards stands before the opening.
    """

    language: Language
    opening: tuple[str, ...]
    cards: tuple[Card, ...]
    tone: Tone = ""
    composed: tuple[Composed, ...] = ()


def answer_page(answer: Answer) -> Page:
    """An answer's quotes, or the honest no with the closest passage offered as such; before them what was composed."""
    words = WORDS[answer.language]
    composed = composed_text(answer)
    opening: tuple[str, ...] = ()
    if not answer.answered:
        opening = (words.no_answer, words.closest) if answer.quotes else (words.no_answer,)
    elif composed and answer.composition:
        opening = (composed_by(answer.composition, answer.language),)
    if answer.answered and answer.numbers_differ:
        opening = (*opening, words.numbers_differ)
    numbers = range(1, len(answer.quotes) + 1) if composed else [None] * len(answer.quotes)
    asked_in = detect_language(answer.question)
    cards = [
        replace(quote_card(quote, words), number=number, translation=_translation(quote, asked_in))
        for quote, number in zip(answer.quotes, numbers, strict=True)
    ]
    return Page(answer.language, opening, tuple(cards), composed=composed)


def composed_text(answer: Answer) -> tuple[Composed, ...]:
    """The sentences that a model composed, in the language of the question."""
    sentences = answer.composition.sentences if answer.composition else ()
    return tuple(composed_line(sentence, answer.question) for sentence in sentences)


def composed_line(sentence: ComposedSentence, question: str) -> Composed:
    """A composed sentence of the answer to a question."""
    return Composed(one_line(sentence.text), detect_language(question), sentence.quotes)


def composed_by(composition: Composition, language: Language) -> str:
    """Which model it was."""
    return COMPOSING_WORDS[language].composed_by.format(one_line(composition.model))


def _translation(quote: Quote, language: Language) -> Composed | None:
    if quote.translation is None:
        return None
    return Composed(COMPOSING_WORDS[language].translation.format(one_line(quote.translation)), language)


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
