"""Texts that a reader pastes to be checked: one quote, or a text with quotes in it."""

from __future__ import annotations

from corpus.article import Span
from corpus.errors import UsageError
from retrieval.checking.attribution import Sayers
from retrieval.checking.checker import Checked, Checker
from retrieval.checking.exact_words import exact_words, find_all_exactly
from retrieval.checking.quotations import quotations

MOST_CHARACTERS = 100_000
MOST_OF_A_QUOTE = 20_000
# A text is an article's own with so many words outside its quotation marks, and at most this share not the article's.
FEWEST_OUTSIDE = 4
STRANGE = 0.4


def checked_text(text: str, most: int = MOST_CHARACTERS) -> str:
    """The text without white space around it. Raises UsageError where nothing in it can be checked."""
    text = text.strip()
    if not text:
        raise UsageError("there is nothing to check: give a quote, or a text with quotes in it")
    if len(text) > most:
        raise UsageError(f"the text has {len(text):,} characters: at most {most:,} are checked, give it in parts")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise UsageError("the text holds half a character (a lone surrogate): write it anew")
    if not any(word.is_word for word in exact_words(text)):
        raise UsageError("the text holds no word: give a quote in Arabic or English")
    return text


def check_text(checker: Checker, sayers: Sayers, text: str, by: str | None) -> list[Checked]:
    """A verdict on each quoted stretch of `text` in order; on all of it where nothing is quoted or all is an article's.

    A quote is said to be from `by`, or else from the sources that the text names in the same sentence. What is quoted
    in the title of an article from which another quote is, as an answer cites it, is no quote of its own. Raises
    UsageError for a text that cannot be checked.
    """
    text = checked_text(text)
    quotes = quotations(text)
    if not quotes or _is_one_quote(checker, text, quotes):
        return [checker.check(checked_text(text, MOST_OF_A_QUOTE), by)]
    checked = []
    for at, quote in enumerate(quotes):
        bounds = Span(quotes[at - 1].end if at else 0, quotes[at + 1].start if at + 1 < len(quotes) else len(text) + 1)
        beside = [] if by else sayers.beside(text, quote, bounds)
        checked.append(checker.check(checked_text(quote.of(text), MOST_OF_A_QUOTE), by, beside))
    titles = _cited_titles(text, checked)
    return [
        verdict
        for quote, verdict in zip(quotes, checked, strict=True)
        if verdict.verdict == "verbatim" or not _inside(quote.start, titles)
    ]


def _cited_titles(text: str, checked: list[Checked]) -> list[Span]:
    """Where `text` has the titles of the articles from which it quotes verbatim."""
    words = exact_words(text)
    titles = {each.article.title for each in checked if each.verdict == "verbatim" and each.article is not None}
    found = []
    for wanted in map(exact_words, titles):
        for at in find_all_exactly(wanted, words):
            found.append(Span(words[at].start, words[at + len(wanted) - 1].end))
    return found


def _is_one_quote(checker: Checker, text: str, quotes: list[Span]) -> bool:
    """Whether a text is an article's own, quotation marks and all: most words outside of these stand there too."""
    whole = checker.standing(text) if len(text) <= MOST_OF_A_QUOTE else None
    if whole is None or whole.verdict == "verbatim":
        return whole is not None
    outside = {word.start for word in exact_words(text) if word.is_word and not _inside(word.start, quotes)}
    strange = {difference.at for difference in whole.differences if difference.quoted} & outside
    return len(outside) >= FEWEST_OUTSIDE and len(strange) <= STRANGE * len(outside)


def _inside(at: int, quotes: list[Span]) -> bool:
    return any(quote.start <= at < quote.end for quote in quotes)
