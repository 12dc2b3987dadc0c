"""The JSON that scripts build on, one object a line. Absent facts are null; see the design's contract."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.safe_text import json_escaped

if TYPE_CHECKING:
    from corpus.article import Article
    from retrieval.answering import Answer, Quote
    from retrieval.archive.articles_db import StoredArticle, StoredPassage
    from retrieval.checking.checker import Checked
    from retrieval.engine import Found
    from retrieval.explaining import Explanation
    from retrieval.provenance.kept_answer import Kept
    from retrieval.provenance.locating import Source
    from retrieval.provenance.standing import Standing
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


def listed_article_fields(stored: StoredArticle, passages: list[StoredPassage], story: str | None) -> Json:
    """A line of `articles --json`; `sentences` counts those that can be found and quoted.

    `story` is the same for articles that tell one story: the id of the first of them, None where no other does.
    """
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
        "story": story,
    }


def answer_fields(answer: Answer, text: str, asked_as: str | int | None = None) -> Json:
    """A line of `ask --json`. `text` is the whole answer for a person; `asked_as` the id that a batch gave it.

    The numbers under `composed` count the quotes from 1.
    """
    sentences = answer.composition.sentences if answer.composition else ()
    dropped = answer.composition.dropped if answer.composition else ()
    return {
        "id": answer.id if asked_as is None else asked_as,
        "question": answer.question,
        "language": answer.language,
        "answered": answer.answered,
        "confidence": round(float(answer.confidence), 4),
        "text": text,
        "quotes": [quote_fields(quote) for quote in answer.quotes],
        "composed": [{"text": sentence.text, "quotes": list(sentence.quotes)} for sentence in sentences],
        "dropped": [asdict(sentence) for sentence in dropped],
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
        "translation": quote.translation,
    }


def found_fields(found: Found, asked_as: str | int | None = None) -> Json:
    """A line of `search --json`; a hit has an `explanation` where one was asked for."""
    return {
        "id": found.id if asked_as is None else asked_as,
        "question": found.question,
        "language": found.language,
        "hits": [_hit_fields(hit, found.explanations.get(hit.passage_id)) for hit in found.hits],
    }


def source_fields(source: Source) -> Json:
    """The line of `source --json`. `added` and `sha256` are the article's when it was quoted, `sha256_now` its text's
    now; `now` is the nearest to the quote that a changed article says, with its own `start` and `end`."""
    return {
        "kind": source.kind,
        "article": None if source.article is None else article_fields(source.article),
        "text": source.text,
        "start": source.start,
        "end": source.end,
        "before": source.before,
        "after": source.after,
        "status": source.status,
        "added": source.added,
        "sha256": source.sha256,
        "sha256_now": source.sha256_now,
        "now": None if source.now is None else _standing_fields(source.now),
        "answer": None if source.kept is None else _kept_fields(source.kept),
        "quotes": [_quoted_fields(quote) for quote in source.quotes],
        "also": [elsewhere.article.id for elsewhere in source.also],
    }


def _standing_fields(standing: Standing) -> Json:
    names = ("text", "start", "end", "before", "after")
    return {name: getattr(standing, name) for name in names}


def _kept_fields(kept: Kept) -> Json:
    shaped, answer = kept.shaped, kept.answer
    asked = datetime.fromtimestamp(kept.asked, UTC).isoformat(timespec="seconds")
    about = {"id": answer.id, "question": answer.question, "answered": answer.answered, "asked": asked}
    if shaped is None:
        return about
    return {**about, "limit": shaped.limit, **asdict(shaped.filters), "index": shaped.fingerprint}


def _quoted_fields(quote: Source) -> Json:
    article_id = None if quote.article is None else quote.article.id
    return {"id": quote.id, "article_id": article_id, "text": quote.text, "status": quote.status}


def checked_fields(checked: Checked, asked_as: str | int | None = None) -> Json:
    """A line of `check --json`; offsets count code points of the article's text, `at` those of the quote.

    For "reported" and "not found" `start` to `end` is the nearest passage, and no quotation.
    """
    return {
        "id": asked_as,
        "text": checked.text,
        "verdict": checked.verdict,
        "article_id": None if checked.article is None else checked.article.id,
        "start": checked.start,
        "end": checked.end,
        "differences": [asdict(difference) for difference in checked.differences],
        "parts": [
            {"text": part.text, "at": part.at, "article_id": part.article.id, "start": part.start, "end": part.end}
            for part in checked.parts
        ],
        "also": list(checked.also),
    }


def explanation_fields(explanation: Explanation) -> Json:
    """Why a passage was found: shares of its score in per cent, and where in the article what matched stands."""
    percents = explanation.percents(1)
    return {
        "reasons": [
            {"kind": reason.kind, "asked": reason.asked or None, "found": list(reason.found), "percent": percent}
            for reason, percent in zip(explanation.reasons, percents, strict=True)
        ],
        "matched": [{"start": span.start, "end": span.end} for span in explanation.matched],
    }


def _hit_fields(hit: Hit, explanation: Explanation | None) -> Json:
    fields = {
        "article_id": hit.article_id,
        "passage_id": hit.passage_id,
        "text": hit.text,
        "start": hit.start,
        "end": hit.end,
        "language": hit.language,
        "score": round(float(hit.score), 4),
    }
    return fields if explanation is None else {**fields, "explanation": explanation_fields(explanation)}
