"""Cleaning: the raw text of a page becomes an article; what is not the article goes.

When a rule is unsure it keeps the text and calls a fact unknown: a stray line costs less than lost
words or a wrong date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from corpus.article import Article, DateSource, Language
from corpus.body import lay_out, without_pull_quotes
from corpus.bylines import biography_author, read_byline
from corpus.dates import read_date_line
from corpus.errors import ReadingError
from corpus.facts import is_source_line, read_fact, read_front_matter
from corpus.furniture import Furniture, furniture_of
from corpus.head import Head, is_prose, read_head
from corpus.language import detect_language
from corpus.layout import Piece, pieces
from corpus.outlets import names_outlet, outlet_of_furniture, outlet_of_url
from corpus.related import related_run
from corpus.titles import looks_like_title, made_title

MAX_TAIL_WORDS = 12


@dataclass
class _Page:
    """The pieces that may be the article, the furniture taken away, and what the tail told."""

    kept: list[Piece]
    furniture: list[str]
    author: str | None = None
    published: str | None = None


def article_from_page(raw: str, id: str, path: str | None, known: Mapping[str, str]) -> Article:
    """The article of a page's raw text (lines end in LF).

    `known` holds facts that stand above what the page says: title, author, outlet, published (ISO
    date), url, language. Raises `ReadingError` when the page holds no text.
    """
    front = read_front_matter(raw)
    every = pieces(raw, front.end)
    if not every:
        raise ReadingError(f"{path or id} holds no text: put the article's text in it, or leave it out")
    page = _without_furniture(every)
    head = read_head(page.kept)
    body = without_pull_quotes(head.body) or page.kept or every
    text, blocks = lay_out(body)
    title = known.get("title") or front.facts.get("title") or head.title
    url = known.get("url") or front.facts.get("url") or head.url
    published, source = _published(known, front.facts, head.published or page.published, head.page_date)
    return Article(
        id=id,
        text=text,
        title=title or made_title(text),
        title_made=not title,
        language=cast(Language, known.get("language") or detect_language(text)),
        blocks=blocks,
        outlet=known.get("outlet") or front.facts.get("outlet") or _outlet(head, every, page, url),
        author=known.get("author") or front.facts.get("author") or head.author or page.author,
        published=published,
        date_source=source,
        page_date=head.page_date,
        url=url,
        path=path,
    )


def _published(
    known: Mapping[str, str], front: Mapping[str, str], own: str | None, page_date: str | None
) -> tuple[str | None, DateSource]:
    if given := known.get("published"):
        return given, "given"
    marked = read_date_line(front.get("published", ""))
    if date := marked.date if marked else own:
        return date, "article"
    return None, "page" if page_date else "unknown"


def _outlet(head: Head, every: Sequence[Piece], page: _Page, url: str | None) -> str | None:
    """The outlet as the head, the masthead above it, the furniture or the address names it."""
    if head.outlet:
        return head.outlet
    gone = [piece.text for piece in every[:3] if piece.text != head.title and piece not in head.body]
    names = (line for line in gone if names_outlet(line) and not read_date_line(line) and not read_byline(line))
    return next(names, None) or outlet_of_furniture(page.furniture) or (outlet_of_url(url) if url else None)


def _without_furniture(every: Sequence[Piece]) -> _Page:
    kinds = [furniture_of(piece.text) for piece in every]
    end = _comments_begin(every, kinds)
    dropped = _furniture_lines(every, kinds, end)
    tail = _tail_begins(every, dropped, end)
    page = _Page(
        kept=[every[i] for i in range(tail) if i not in dropped],
        furniture=[every[i].text for i in range(len(every)) if i >= tail or i in dropped],
    )
    for piece in every[tail:end]:
        _read_tail_line(piece, page)
    return page


def _comments_begin(every: Sequence[Piece], kinds: Sequence[Furniture | None]) -> int:
    """Where the readers' part begins: the first comment form or count with prose above it."""
    prose = False
    for i, kind in enumerate(kinds):
        if kind is Furniture.COMMENTS and prose:
            return i
        prose = prose or (kind is None and is_prose(every[i]))
    return len(every)


def _furniture_lines(every: Sequence[Piece], kinds: Sequence[Furniture | None], end: int) -> set[int]:
    """Indices of the pieces before `end` that are furniture, or headlines of other articles."""
    dropped = {i for i in range(end) if kinds[i] not in (None, Furniture.LIKELY)}
    for i in range(end):
        if kinds[i] is Furniture.RELATED:
            dropped.update(range(i + 1, min(i + 1 + related_run(every, i), end)))
    likely = [i for i in range(end) if kinds[i] is Furniture.LIKELY]
    for i in (*likely, *reversed(likely)):
        beside = (i - 1, i + 1)
        if any(j in dropped or (0 <= j < end and kinds[j] is Furniture.LIKELY) for j in beside):
            dropped.add(i)
    return dropped


def _tail_begins(every: Sequence[Piece], dropped: set[int], end: int) -> int:
    """Where the page's tail begins: its first furniture with nothing but short lines and biographies below."""
    tail = end
    for i in range(end - 1, 0, -1):
        piece = every[i]
        if i in dropped or _signs_off(piece.text):
            tail = i
        elif not (_is_tail_line(piece) or (biography_author(piece.text) and _follows_box(dropped, i))):
            break
    return tail if any(is_prose(piece) for piece in every[:tail]) else end


def _signs_off(line: str) -> bool:
    """True for what closes an article: who wrote it, where it was taken from, when it was published."""
    date = read_date_line(line)
    return is_source_line(line) or read_byline(line) is not None or (date is not None and date.label == "published")


def _is_tail_line(piece: Piece) -> bool:
    short = piece.words <= MAX_TAIL_WORDS and (looks_like_title(piece) or piece.words == 1)
    return short or read_date_line(piece.text) is not None


def _follows_box(dropped: set[int], i: int) -> bool:
    """True when furniture (a share bar, an author's box) stands just above: where biographies are."""
    return i - 1 in dropped or i - 2 in dropped


def _read_tail_line(piece: Piece, page: _Page) -> None:
    byline = read_byline(piece.text)
    page.author = page.author or biography_author(piece.text) or (byline.author if byline else None)
    date = read_date_line(piece.text)
    if date and date.label == "published":
        page.published = page.published or date.date
    fact = read_fact(piece.text)
    if fact and fact[0] == "outlet":
        page.furniture.append(f"© {fact[1]}")
