"""Where words come from: any id that was printed leads back to its article, and says whether the words still stand."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace
from typing import Literal

from corpus.article import Article, Span
from corpus.errors import UsageError
from retrieval.answering import Answer, Quote
from retrieval.archive.snapshot import Snapshot
from retrieval.provenance.answers_db import AnswersDb
from retrieval.provenance.kept_answer import Kept
from retrieval.provenance.standing import Standing, find, nearest, place

MOST_REMEMBERED = 10
MOST_GUESSES = 3
_LIKE_IT = 0.75
_PASSAGE_ID = re.compile(r"(?P<article>.+):p(?P<number>\d+)", re.DOTALL)

Kind = Literal["answer", "quote", "article", "passage"]
Status = Literal["unchanged", "changed", "removed"]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another article that carries the words: the nearest place in it, where one is near in the same language."""

    article: Article
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Source:
    """What an id names: its article, the words as quoted, whole sentences on either side, and whether they stand.

    `start` and `end` are where `text` stands in the article as it is now, or stood in one that was removed; None
    where it no longer does: then `now` is the nearest to it that the article says. `added` (ISO, UTC) and `sha256`
    are of the article as it was quoted, `sha256_now` of its text now. An article that was removed has only its facts;
    its text is blank. For an answer, the other fields are those of its first quote. `quotes` are all the quotes of
    the answer that `kept` holds; for a removed article or its passages, what answers quoted of it, newest first.
    """

    id: str
    kind: Kind
    article: Article | None
    text: str
    start: int | None
    end: int | None
    before: str
    after: str
    status: Status
    added: str | None = None
    sha256: str | None = None
    sha256_now: str | None = None
    now: Standing | None = None
    kept: Kept | None = None
    quotes: tuple[Source, ...] = ()
    also: tuple[Elsewhere, ...] = ()

    @property
    def answer(self) -> Answer | None:
        """The answer that is named, or that the quote is of."""
        return self.kept.answer if self.kept else None


def locate(identifier: str, snapshot: Snapshot, answers: AnswersDb) -> Source:
    """What `identifier` names in the archive or among the answers kept. Raises UsageError where it names nothing."""
    identifier = identifier.strip()
    source = (
        _article(identifier, snapshot)
        or _passage(identifier, snapshot)
        or _given(identifier.lower(), snapshot, answers)
        or _remembered(identifier, snapshot, answers)
    )
    if source is None:
        raise UsageError(_unknown(identifier, snapshot, answers))
    return source


def _article(identifier: str, snapshot: Snapshot) -> Source | None:
    stored = snapshot.article(identifier)
    if stored is None:
        return None
    article, text = stored.article, stored.article.text
    hashes = (stored.added, stored.sha256, stored.sha256)
    return Source(identifier, "article", article, text, 0, len(text), "", "", "unchanged", *hashes)


def _passage(identifier: str, snapshot: Snapshot) -> Source | None:
    passage = snapshot.passage(identifier)
    stored = snapshot.article(passage.passage.article_id) if passage else None
    if passage is None or stored is None:
        return None
    standing = place(stored.article, passage.passage.span)
    return _stands(identifier, "passage", standing, "unchanged", (stored.added, stored.sha256, stored.sha256))


def _given(identifier: str, snapshot: Snapshot, answers: AnswersDb) -> Source | None:
    """An answer, or one of its quotes."""
    kept = answers.find(identifier.partition(".")[0])
    if kept is None:
        return None
    quotes = tuple(_quote(quote, kept, snapshot) for quote in kept.answer.quotes)
    if "." in identifier:
        named = next((quote for quote in quotes if quote.id == identifier), None)
        return replace(named, kept=kept, quotes=quotes) if named else None
    if not quotes:
        return Source(identifier, "answer", None, "", None, None, "", "", "unchanged", kept=kept)
    return replace(quotes[0], id=identifier, kind="answer", kept=kept, quotes=quotes)


def _quote(quote: Quote, kept: Kept, snapshot: Snapshot) -> Source:
    stored, then = snapshot.article(quote.article.id), kept.versions.get(quote.article.id)
    added, sha256 = (then.added, then.sha256) if then else (None, None)
    also = tuple(found for found in (_elsewhere(one, quote, snapshot) for one in quote.also) if found)
    if stored is None:
        at = (quote.article, quote.text, quote.start, quote.end, "", "")
        return Source(quote.id, "quote", *at, "removed", added, sha256, also=also)
    hashes = (added, sha256, stored.sha256)
    article = stored.article
    in_place = article.text[quote.start : quote.end] == quote.text
    same = in_place and sha256 in (None, stored.sha256)
    standing = place(article, Span(quote.start, quote.end)) if in_place else find(quote.text, article)
    if standing:
        return replace(
            _stands(quote.id, "quote", standing, "unchanged" if same else "changed", hashes),
            added=added or stored.added, sha256=sha256 or (stored.sha256 if same else None), also=also,
        )  # fmt: skip
    now = nearest(quote.text, article)
    gone = (article, quote.text, None, None, "", "")
    return Source(quote.id, "quote", *gone, "changed", *hashes, now=now, also=also)


def _stands(
    identifier: str, kind: Kind, at: Standing, status: Status, hashes: tuple[str | None, str | None, str]
) -> Source:
    return Source(identifier, kind, at.article, at.text, at.start, at.end, at.before, at.after, status, *hashes)


def _elsewhere(article_id: str, quote: Quote, snapshot: Snapshot) -> Elsewhere | None:
    stored = snapshot.article(article_id)
    return Elsewhere(stored.article, nearest(quote.text, stored.article)) if stored else None


def _remembered(identifier: str, snapshot: Snapshot, answers: AnswersDb) -> Source | None:
    """An article that is gone, or a passage of it: what the answers kept still know of it."""
    named = _PASSAGE_ID.fullmatch(identifier)
    article_id = named["article"] if named else identifier
    if snapshot.article(article_id):
        return None
    quotes: dict[tuple[int, str], Source] = {}
    for kept in answers.quoting(article_id):
        for quote in kept.answer.quotes:
            if quote.article.id == article_id and len(quotes) < MOST_REMEMBERED:
                quotes.setdefault((quote.start, quote.text), _quote(quote, kept, snapshot))
    if not quotes:
        return None
    newest = next(iter(quotes.values()))
    kind: Kind = "passage" if named else "article"
    then = (newest.added, newest.sha256)
    gone = Source(identifier, kind, newest.article, "", None, None, "", "", "removed", *then)
    return replace(gone, quotes=tuple(quotes.values()))


def _unknown(identifier: str, snapshot: Snapshot, answers: AnswersDb) -> str:
    """Why nothing has this id, in one line, and what may have been meant."""
    kept = answers.find(identifier.partition(".")[0].lower())
    if kept is not None:
        count = len(kept.answer.quotes)
        has = f"quotes 1 to {count}" if count > 1 else "one quote" if count else "no quote"
        return f"the answer {kept.answer.id} has {has}: `isnad source {kept.answer.id}` shows it whole"
    named = _PASSAGE_ID.fullmatch(identifier)
    if named and snapshot.article(named["article"]):
        count = len(snapshot.passages_of(named["article"]))
        return (
            f"the article {named['article']} has {count} passage{'' if count == 1 else 's'} now, and not "
            f"{identifier}: `isnad source {named['article']}` shows it whole; `isnad articles` lists all"
        )
    known = [*snapshot.article_ids(), *answers.ids()]
    near = difflib.get_close_matches(identifier, known, MOST_GUESSES, _LIKE_IT)
    meant = f"did you mean {' or '.join(near)}? " if near else ""
    return f"nothing here has the id {identifier!r}: {meant}`isnad articles` lists the articles"
