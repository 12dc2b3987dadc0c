"""`isnad source` for a reader: a quote marked in its article, and what became of it; see `bot/pages.py`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.pages import Card, Page, article_facts, composed_by, composed_text
from bot.safe_text import one_line, spaced, visible
from bot.source_wording import SOURCE_WORDS
from bot.wording import WORDS
from corpus.article import Language, Span

if TYPE_CHECKING:
    from retrieval.provenance.kept_answer import Kept
    from retrieval.provenance.locating import Source
    from retrieval.provenance.standing import Standing

Facts = tuple[tuple[str, ...], ...]


def source_page(source: Source, full: bool = False) -> Page:
    """A quote or passage marked in its article, a whole article, or an answer that was given.

    With `full`, the whole article with the quote, or what is nearest to it now, marked.
    """
    language = language_of(source)
    if source.status == "removed" and not source.text:
        gone = (WORDS[language].removed, SOURCE_WORDS[language].remembered)
        return Page(language, gone, tuple(_short_card(quote, language) for quote in source.quotes))
    if source.kind == "answer":
        return _answer_page(source, language, full)
    opening: tuple[str, ...] = (status_line(source, language),) if source.kind != "article" else ()
    if source.start is None and source.now is None:
        opening = (*opening, SOURCE_WORDS[language].nothing_near)
    if source.answer is not None and not source.answer.answered:
        opening = (*opening, SOURCE_WORDS[language].offered)
    if full and source.status != "removed":
        return Page(language, opening, _full_cards(source, language))
    return Page(language, opening, _cards(source, language))


def language_of(source: Source) -> Language:
    """The language to speak about it: the question's, else the article's."""
    if source.answer is not None:
        return source.answer.language
    return source.article.language if source.article is not None else "en"


def status_line(source: Source, language: Language) -> str:
    """Whether the words still stand, in a sentence."""
    words = WORDS[language]
    if source.status == "changed":
        return words.changed if source.start is None else words.moved
    if source.status == "removed":
        return words.removed
    return words.unchanged if source.kind in ("quote", "answer") else SOURCE_WORDS[language].passage


def shaped_facts(kept: Kept, language: Language) -> tuple[str, ...]:
    """When a question was asked, and the settings and filters that shaped its answer."""
    words, shaped = SOURCE_WORDS[language], kept.shaped
    asked = words.asked.format(minute(datetime.fromtimestamp(kept.asked, UTC).isoformat()))
    if shaped is None:
        return (asked,)
    filters = shaped.filters
    named = (
        (words.most_quotes, str(shaped.limit)),
        (words.only_outlet, filters.outlet),
        (words.only_language, words.languages[filters.language] if filters.language else None),
        (words.since, filters.since),
        (words.until, filters.until),
        (words.by_model, shaped.fingerprint),
        (words.own_lexicon, shaped.lexicon),
    )
    return (asked, *(one_line(form.format(value)) for form, value in named if value))


def minute(iso: str) -> str:
    """A UTC time of the archive as a reader wants it, to the minute."""
    return f"{iso[:16].replace('T', ' ')} UTC"


def _answer_page(source: Source, language: Language, full: bool) -> Page:
    """What was composed, the question, what shaped the answer, and its quotes: those that no longer stand say so."""
    words, kept, opening = WORDS[language], source.kept, []
    composed = composed_text(kept.answer) if kept is not None else ()
    if kept is not None:
        opening = [f"{words.question}: {one_line(kept.answer.question)}", " · ".join(shaped_facts(kept, language))]
        if not kept.answer.answered:
            opening += [words.no_answer, *([words.closest] if source.quotes else [])]
        if kept.answer.composition and composed:
            opening.append(composed_by(kept.answer.composition, language))
    cards = [
        replace(card, number=number if composed else None)
        for number, quote in enumerate(source.quotes, 1)
        for card in _answer_cards(quote, language, full)
    ]
    return Page(language, tuple(opening), tuple(cards), composed=composed)


def _answer_cards(quote: Source, language: Language, full: bool) -> tuple[Card, ...]:
    """One of an answer's quotes, under a heading where it no longer stands."""
    if full and quote.status != "removed":
        return _full_cards(quote, language)
    words, heading = SOURCE_WORDS[language], ""
    if quote.start is None:
        heading = words.changed_quote
    elif quote.status == "removed":
        heading = words.removed_quote
    return (_short_card(quote, language, heading),)


def _short_card(quote: Source, language: Language, heading: str = "") -> Card:
    """A quote as it was given, with its id."""
    spoken = quote.article.language if quote.article else language
    return Card(one_line(quote.text), spoken, _about(quote, language, f"isnad source {quote.id}"), heading=heading)


def _cards(source: Source, language: Language) -> tuple[Card, ...]:
    """The words with what stands around them; where they are gone, also what is nearest to them now."""
    spoken = source.article.language if source.article else language
    about = (*_about(source, language), *_about_answer(source, language))
    if source.kind == "article":
        return (Card(visible(source.text), spoken, about, is_quote=False),)
    before, after = spaced(source.before).lstrip(), spaced(source.after).rstrip()
    if source.start is not None:
        return (Card(one_line(source.text), spoken, about, before, after),)
    then = _quoted_then(source, language, about)
    return (then, _nearest_now(source.now, language)) if source.now else (then,)


def _quoted_then(source: Source, language: Language, about: Facts) -> Card:
    spoken = source.article.language if source.article else language
    return Card(one_line(source.text), spoken, about, heading=SOURCE_WORDS[language].as_quoted)


def _nearest_now(now: Standing, language: Language) -> Card:
    around = (spaced(now.before).lstrip(), spaced(now.after).rstrip())
    return Card(one_line(now.text), now.article.language, (), *around, heading=SOURCE_WORDS[language].stands_now)


def _full_cards(source: Source, language: Language) -> tuple[Card, ...]:
    article, words = source.article, SOURCE_WORDS[language]
    if article is None or source.kind == "article":
        return _cards(source, language)
    about = (*_about(source, language), *_about_answer(source, language))
    if source.start is not None and source.end is not None:
        return (_whole(article.text, article.language, Span(source.start, source.end), about, ""),)
    span = Span(source.now.start, source.now.end) if source.now else None
    whole = _whole(article.text, article.language, span, (), words.whole_now)
    return (_quoted_then(source, language, about), whole)


def _whole(text: str, language: Language, span: Span | None, about: Facts, heading: str) -> Card:
    """A whole article with one stretch marked; what cannot be shown is left out before the places are counted."""
    if span is None:
        return Card(visible(text), language, about, is_quote=False, heading=heading)
    before, words, after = visible(text[: span.start]), visible(span.of(text)), visible(text[span.end :])
    mark = Span(len(before), len(before) + len(words))
    return Card(before + words + after, language, about, is_quote=False, heading=heading, mark=mark)


def _about(source: Source, language: Language, *where: str) -> Facts:
    if source.article is None:
        return ()
    words = SOURCE_WORDS[language]
    state = [words.added_at.format(minute(source.added))] if source.added else []
    state += [f"sha256 {source.sha256}"] if source.sha256 else []
    if source.sha256_now and source.sha256_now != source.sha256:
        state.append(words.sha256_now.format(source.sha256_now))
    also = [words.also.format(_named(one.article.outlet, one.article.title, one.article.id)) for one in source.also]
    # Each on a line of its own: what is to be copied has no invisible isolate beside it then.
    return (*article_facts(source.article, WORDS[language], *where), *((line,) for line in (*state, *also)))


def _named(outlet: str | None, title: str, article_id: str) -> str:
    return " · ".join(one_line(fact) for fact in (outlet, title, f"isnad source {article_id}") if fact)


def _about_answer(source: Source, language: Language) -> Facts:
    """The question that a quote answered, and how to see the whole answer."""
    if source.kept is None:
        return ()
    answer = source.kept.answer
    asked = f"{WORDS[language].question}: {one_line(answer.question)}"
    return ((asked,), shaped_facts(source.kept, language), (f"isnad source {answer.id}",))
