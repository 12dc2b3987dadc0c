"""Translations of quotes by a model, held to what they translate: a reader may not be able to see a wrong one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.article import Language
from corpus.language import detect_language
from corpus.splitting import split_sentences
from retrieval.answering import Quote
from retrieval.composing.dates import dates_in
from retrieval.composing.holding import is_supported
from retrieval.composing.naming import missing_name
from retrieval.composing.negation import turned_round
from retrieval.composing.numbers import missing_number, numbers_in
from retrieval.composing.plain_text import QUOTATION_MARKS, is_in, markup_in, tidied
from retrieval.composing.reply import Translation
from retrieval.composing.words import SaidWords
from retrieval.translation import Lexicon

# A translation says what the quote says and nothing else: more of it must be there than of a paraphrase.
_LEAST_SAID = 0.6
_LONGER = 2
_WITHOUT_MARKS = str.maketrans("", "", QUOTATION_MARKS)


def foreign(quotes: Sequence[Quote], language: Language) -> list[Quote]:
    """The quotes that are not in `language`."""
    return [quote for quote in quotes if detect_language(quote.text) != language]


def with_translations(
    quotes: Sequence[Quote], asked: Sequence[Quote], given: Iterable[Translation], language: Language, lexicon: Lexicon
) -> tuple[Quote, ...]:
    """The quotes with those translations that hold; `given` are numbered by the places from 1 in `asked`."""
    texts = {
        asked[one.quote - 1].id: text
        for one in given
        if 1 <= one.quote <= len(asked)
        and (text := checked_translation(one.text, asked[one.quote - 1].text, language, lexicon))
    }
    return tuple(replace(quote, translation=texts.get(quote.id)) for quote in quotes)


def checked_translation(written: str, quote: str, language: Language, lexicon: Lexicon) -> str | None:
    """The translation on one line and without quotation marks, as it quotes nobody; None where it does not hold."""
    text = tidied(written).translate(_WITHOUT_MARKS)
    if markup_in(text) or not is_in(text, language) or len(text) > _LONGER * len(quote) + 100:
        return None
    if not _same_figures(text, quote):
        return None
    said = SaidWords([quote], lexicon)
    if missing_name(text, said, lexicon) or turned_round(text, [quote], [quote], lexicon):
        return None
    # Sentence by sentence: one that was added would be lost in the whole.
    sentences = [span.of(text) for span in split_sentences(text)]
    return text if all(is_supported(sentence, said, _LEAST_SAID) for sentence in sentences) else None


def _same_figures(text: str, quote: str) -> bool:
    """Whether it gives the quote's dates and numbers and no others; a number of one digit may go without saying."""
    dates, there = {date.value for date in dates_in(text)}, {date.value for date in dates_in(quote)}
    numbers, given = {n.value for n in numbers_in(text)}, {n.value for n in numbers_in(quote)}
    kept = all(len(value) == 1 for value in given - numbers)
    return dates == there and kept and missing_number(text, [quote]) is None
