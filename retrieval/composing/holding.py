"""Does a sentence hold? Each of its checks against the quotes that it rests on, and the first that fails.

Checked is what can be: words, numbers, dates, names, a "not" too many or too few, and whether the quotes speak of it at
all. Who did what to whom is not: that the reader sees in the quotes, which stand below in the article's own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import Language
from retrieval.answering import DropReason
from retrieval.checking.exact_words import exact_words, find_exactly
from retrieval.checking.quotations import quotations
from retrieval.composing.citing import Cited, Fault, Passages
from retrieval.composing.dates import dates_in
from retrieval.composing.naming import missing_name
from retrieval.composing.negation import turned_round
from retrieval.composing.numbers import Number, missing_number
from retrieval.composing.plain_text import QUOTATION_MARKS, is_in, markup_in, tidied
from retrieval.composing.reply import WrittenSentence
from retrieval.composing.words import SaidWords
from retrieval.language.text import tokens
from retrieval.stories.statements import rarity
from retrieval.translation import Lexicon, is_stop_word

# Of what a sentence says, by the rarity of its words, its quotes must say so much; chosen on paraphrases by hand
# against the same paraphrases over other quotes. Of a sentence of a few content words they must say nearly all.
LEAST_SAID = 0.45
FEW_WORDS, LEAST_OF_FEW = 3, 0.7


@dataclass(frozen=True, slots=True)
class Held:
    """A sentence that holds, tidied, and what it rests on."""

    text: str
    cited: tuple[Cited, ...]


def hold(written: WrittenSentence, passages: Passages, language: Language, lexicon: Lexicon) -> Held | Fault:
    """The sentence where it holds, else its first fault."""
    text = tidied(written.text)
    if sign := markup_in(text):
        return Fault("markup", sign)
    if not is_in(text, language):
        return Fault("language", text[:60])
    if not written.quotes:
        return Fault("source", text[:60])
    cited = []
    for citation in written.quotes:
        found = passages.cited(citation)
        if isinstance(found, Fault):
            return found
        cited.append(found)
    fault = fault_in(text, cited, lexicon)
    return fault or Held(text, tuple(cited))


def fault_in(text: str, cited: Sequence[Cited], lexicon: Lexicon) -> Fault | None:
    """The first thing that a plain sentence says and what it rests on does not."""
    whole = [one.sentences for one in cited]
    if words := _not_verbatim(text, whole):
        return Fault("words", words)
    if fault := _figure_fault(text, whole):
        return fault
    sayers = {name for one in cited for name in (one.article.outlet, one.article.author) if name}
    said = SaidWords(whole, lexicon, sayers)
    if name := missing_name(text, said, lexicon):
        return Fault("name", name)
    if word := turned_round(text, [one.text for one in cited], whole, lexicon):
        return Fault("negation", word)
    if not is_supported(text, said):
        return Fault("unsupported", text[:60])
    return None


def _not_verbatim(text: str, whole: Sequence[str]) -> str | None:
    """What stands between quotation marks and not in the quotes, or after a mark without its like."""
    standing = [exact_words(one) for one in whole]
    marked = quotations(text)
    for span in marked:
        wanted = exact_words(text, span.start, span.end)
        if not any(find_exactly(wanted, words) is not None for words in standing):
            return span.of(text)
    return None if marked else next((mark for mark in text if mark in QUOTATION_MARKS), None)


def _figure_fault(text: str, whole: Sequence[str]) -> Fault | None:
    """A number or date that stands in none of the quotes; a dated number counts as a date."""
    dates = dates_in(text)
    there = {date.value for one in whole for date in dates_in(one)}
    for date in dates:
        if date.value not in there:
            return Fault("date", text[date.start : date.end])
    number = missing_number(text, whole)
    if number is None:
        return None
    reason: DropReason = "date" if _is_dated(number, text) else "number"
    return Fault(reason, text[number.start : number.end])


def _is_dated(number: Number, text: str) -> bool:
    year = number.value.isdecimal() and 1900 <= int(number.value) <= 2099 and len(number.value) == 4
    return year or any(date.start <= number.start < date.end for date in dates_in(text))


def is_supported(text: str, said: SaidWords, least: float = LEAST_SAID) -> bool:
    """Whether the quotes say enough of a text: of a few words nearly all."""
    share, count = share_said(text, said)
    return share >= (max(least, LEAST_OF_FEW) if count <= FEW_WORDS else least)


def share_said(text: str, said: SaidWords) -> tuple[float, int]:
    """How much of what a text says is said, 0 to 1, by the rarity of its content words; and how many those are."""
    words = list(tokens(text))
    places = {word.term: at for at, word in enumerate(words) if not is_stop_word(word)}
    weights = {term: rarity(term) for term in places}
    total = sum(weights.values())
    found = sum(weights[term] for term, at in places.items() if said.has(words[at]) or said.has_phrase_at(words, at))
    return (found / total if total else 1.0), len(places)
