"""The JSON that scripts build on, one object a line. Absent facts are null; see the design's contract."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.safe_text import json_escaped

if TYPE_CHECKING:
    from corpus.article import Article
    from retrieval.answering import Answer, Quote
    from retrieval.articles_db import StoredArticle, StoredPassage
    from retrieval.engine import Found
    from retrieval.provenance import Source
    from retrieval.search import Hit

Json = dict[str, Any]


def json_line(fields: Mapping[str, Any]) -> str:
    """One object as one line without its line break; no character in it acts on a terminal or ends a line."""
    return json_escaped(json.dumps(fields, ensure_ascii=False))


def shown_path(path: str | None) -> str | None:
    """A path relative to the current folder where it lies below it, else as it is."""
    if path is None:
        return None
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except ValueError:
        return path


def article_fields(article: Article) -> Json:
    """An article's facts, as under a quote."""
    return {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published,
        "date_source": article.date_source,
        "language": article.language,
        "url": article.url,
        "path": shown_path(article.path),
    }


def listed_article_fields(stored: StoredArticle, passages: list[StoredPassage]) -> Json:
    """A line of `articles --json`; `sentences` counts those that can be found and quoted."""
    article = stored.article
    return {
        "id": article.id,
        "title": article.title,
        "title_made": article.title_made,
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published,
        "date_source": article.date_source,
        "page_date": article.page_date,
        "language": article.language,
        "url": article.url,
        "path": shown_path(article.path),
        "words": len(article.text.split()),
        "sentences": sum(len(found.passage.sentences) for found in passages),
        "passages": len(passages),
        "added": stored.added,
    }


def answer_fields(answer: Answer, text: str, asked_as: str | int | None = None) -> Json:
    """A line of `ask --json`. `text` is the whole answer for a person; `asked_as` the id that a batch gave it."""
    return {
        "id": answer.id if asked_as is None else asked_as,
        "question": answer.question,
        "language": answer.language,
        "answered": answer.answered,
        "confidence": round(float(answer.confidence), 4),
        "text": text,
        "quotes": [quote_fields(quote) for quote in answer.quotes],
    }


def quote_fields(quote: Quote) -> Json:
    """One quote: `text` is `start` to `end` of the article's text, in code points."""
    return {
        "id": quote.id,
        "text": quote.text,
        "language": quote.article.language,
        "start": quote.start,
        "end": quote.end,
        "score": round(float(quote.score), 4),
        "article": article_fields(quote.article),
        "also": list(quote.also),
    }


def found_fields(found: Found, asked_as: str | int | None = None) -> Json:
    """A line of `search --json`."""
    return {
        "id": found.id if asked_as is None else asked_as,
        "question": found.question,
        "language": found.language,
        "hits": [_hit_fields(hit) for hit in found.hits],
    }


def source_fields(source: Source) -> Json:
    """The line of `source --json`."""
    return {
        "kind": source.kind,
        "article": None if source.article is None else article_fields(source.article),
        "text": source.text,
        "start": source.start,
        "end": source.end,
        "before": source.before,
        "after": source.after,
        "status": source.status,
    }


def _hit_fields(hit: Hit) -> Json:
    return {
        "article_id": hit.article_id,
        "passage_id": hit.passage_id,
        "text": hit.text,
        "start": hit.start,
        "end": hit.end,
        "language": hit.language,
        "score": round(float(hit.score), 4),
    }
