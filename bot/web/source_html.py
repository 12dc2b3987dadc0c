"""A source as one HTML page that needs nothing else: no script, no request. See `templates/source.html`."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.contract import shown_path
from bot.safe_text import one_line
from bot.source_page import language_of, minute, shaped_facts, status_line
from bot.source_wording import SOURCE_WORDS
from bot.web.marked_article import Mark, Paragraph, marked_paragraphs
from bot.web.original_link import is_web_address, original_link
from bot.wording import WORDS
from corpus.article import Article, Language, Span

if TYPE_CHECKING:
    from retrieval.provenance.locating import Source

_TEMPLATES = Path(__file__).with_name("templates")
_TITLE_CHARACTERS = 70


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article with its marks; `original` leads to the first of them on the publisher's page.

    `marked`: the quote that is looked for is one of them.
    """

    article: Article
    paragraphs: list[Paragraph]
    original: str | None
    marked: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A quote, or the same story elsewhere, in the list beside the article; `anchor` where it is marked on the page."""

    id: str
    article: Article
    text: str
    note: str = ""
    anchor: str | None = None
    original: str | None = None


def source_html(source: Source) -> str:
    """The page: the article with the quote marked, its facts, the answer's other quotes, and who else carries it."""
    language = language_of(source)
    words = SOURCE_WORDS[language]
    style = (_TEMPLATES / "source.css").read_text(encoding="utf-8")
    return _environment().get_template("source.html").render(
        source=source,
        words=words,
        common=WORDS[language],
        quoted={spoken: (common.opens, common.closes) for spoken, common in WORDS.items()},
        language=language,
        title=one_line(source.text)[:_TITLE_CHARACTERS] or (source.article.title if source.article else source.id),
        status=status_line(source, language),
        shaped=shaped_facts(source.kept, language) if source.kept else (),
        main=_main_sheet(source),
        then=_original(source.article, _span(source)) if source.article and source.status == "removed" else None,
        further=list(_further_sheets(source)),
        quotes=list(_listed_quotes(source, language)),
        elsewhere=list(_listed_elsewhere(source)),
        style=Markup(style),
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )  # fmt: skip


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {"line": one_line, "minute": minute, "path": shown_path}
    environment.tests["web_address"] = is_web_address
    return environment


def _main_sheet(source: Source) -> Sheet | None:
    """The article that the id names, as far as the archive still has it."""
    if source.article is None or source.status == "removed":
        return None
    return _sheet(source.article, source)


def _further_sheets(source: Source) -> Iterator[Sheet]:
    """The other articles that the answer quotes, each once."""
    shown = {source.article.id} if source.article else set()
    for quote in _others(source):
        if quote.article is not None and quote.status != "removed" and quote.article.id not in shown:
            shown.add(quote.article.id)
            yield _sheet(quote.article, source)


def _sheet(article: Article, source: Source) -> Sheet:
    """An article with every quote of the answer that is from it marked, the named one above the others."""
    named = [(source, "quote", "quote")] if source.kind != "article" else []
    others = [(quote, "other", _anchor(quote)) for quote in _others(source)]
    marks = [
        Mark(span, look if quote.start is not None else "now", anchor)
        for quote, look, anchor in (*named, *others)
        if quote.article is not None and quote.article.id == article.id and (span := _span(quote))
    ]
    original = _original(article, marks[0].span if marks else None)
    return Sheet(article, marked_paragraphs(article, marks), original, any(mark.anchor == "quote" for mark in marks))


def _original(article: Article, span: Span | None) -> str | None:
    """The way to those words on the publisher's page."""
    return original_link(article.url, article.text, span.start, span.end) if span else None


def _span(quote: Source) -> Span | None:
    """Where the quote, or what is nearest to it now, stands in its article, or stood in one that was removed."""
    if quote.start is not None and quote.end is not None:
        return Span(quote.start, quote.end)
    return Span(quote.now.start, quote.now.end) if quote.now else None


def _others(source: Source) -> tuple[Source, ...]:
    """The quotes beside the one that is shown first."""
    named = source.quotes[0].id if source.kind == "answer" and source.quotes else source.id
    return tuple(quote for quote in source.quotes if quote.id != named)


def _anchor(quote: Source) -> str:
    return f"quote-{quote.id}"


def _listed_quotes(source: Source, language: Language) -> Iterator[Listed]:
    for quote in _others(source):
        if quote.article is None:
            continue
        note = "" if quote.status == "unchanged" else status_line(quote, language)
        span = _span(quote)
        anchor = _anchor(quote) if span and quote.status != "removed" else None
        yield Listed(quote.id, quote.article, quote.text, note, anchor, _original(quote.article, span))


def _listed_elsewhere(source: Source) -> Iterator[Listed]:
    """The other articles that carry the words, with their own words where these are near."""
    for other in source.also:
        words, article = other.standing, other.article
        original = _original(article, Span(words.start, words.end)) if words else None
        yield Listed(article.id, article, words.text if words else "", original=original)
