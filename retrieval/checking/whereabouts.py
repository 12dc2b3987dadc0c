"""Where in the archive a quote may stand: the word index names passages, and their surroundings are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from corpus.article import Article, Language, Span
from retrieval.archive.snapshot import Snapshot
from retrieval.checking.exact_words import ExactWord, cleaned, exact_words
from retrieval.language.text import tokens
from retrieval.ranking import inverse_frequency

LIKELY = 24
RAREST = 16
NEAREST = 8
# A quote of more characters says clearly where it is from, and each place for it is long to read.
LONG, NEAREST_TO_LONG = 3_000, 2
_MARGIN = 100

ArticleOf = Callable[[str], Article | None]


class Sought(NamedTuple):
    """A word of a quote as it is written there, its field and term in the word index, and how rare that is (idf)."""

    written: str
    field: Language
    term: str
    rarity: float


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of an article, as words whose offsets are those of the article's text."""

    article: Article
    words: Sequence[ExactWord]


class Whereabouts:
    """Finds places for quotes in one snapshot of the archive."""

    def __init__(self, snapshot: Snapshot, article_of: ArticleOf) -> None:
        self._snapshot, self._article_of = snapshot, article_of
        self._words = snapshot.words

    def sought(self, text: str) -> list[Sought]:
        """The words of `text`, each term once, rarest first; rarity is BM25's idf, its greatest where none has it."""
        text, total = cleaned(text), self._words.count()
        found = {
            (token.language, token.term): Sought(
                text[token.start : token.end],
                token.language,
                token.term,
                inverse_frequency(self._words.doc_freq(token.language, token.term), total),
            )
            for token in tokens(text)
        }
        return sorted(found.values(), key=lambda word: -word.rarity)

    def likely(self, sought: Sequence[Sought], length: int) -> list[Place]:
        """The places that hold the most of the rarest words, best first; a quote has `length` characters."""
        known = [word for word in sought if self._words.doc_freq(word.field, word.term)]
        stretches = self._stretches(self._found(known[:RAREST], every=False, k=LIKELY), length + _MARGIN)
        held = [sum(w.rarity for w in known if w.written in span.of(article.text)) for article, span in stretches]
        best = sorted(range(len(stretches)), key=lambda at: -held[at])
        return [_place(*stretches[at]) for at in best[: NEAREST if length <= LONG else NEAREST_TO_LONG]]

    def holding_all(self, sought: Sequence[Sought], k: int) -> list[Place]:
        """At most `k` passages that hold every word."""
        if not all(self._words.doc_freq(word.field, word.term) for word in sought):
            return []
        return [_place(*stretch) for stretch in self._stretches(self._found(sought, every=True, k=k), 0)]

    def _found(self, sought: Sequence[Sought], every: bool, k: int) -> list[int]:
        from tantivy import Occur, Query

        occur, schema = Occur.Must if every else Occur.Should, self._words.schema
        clauses: list[tuple[Any, Any]] = [
            (occur, Query.term_query(schema, word.field, word.term, index_option="freq")) for word in sought
        ]
        return [number for number, _ in self._words.search(Query.boolean_query(clauses), k)] if clauses else []

    def _stretches(self, numbers: Sequence[int], margin: int) -> list[tuple[Article, Span]]:
        """Stretches around passages, those of an article that overlap as one."""
        wanted: dict[str, list[Span]] = {}
        for stored in self._snapshot.passages(numbers):
            span = stored.passage.span
            around = Span(max(0, span.start - margin), span.end + margin)
            wanted.setdefault(stored.passage.article_id, []).append(around)
        return [
            (article, span)
            for article_id, spans in wanted.items()
            if (article := self._article_of(article_id))
            for span in _joined(spans, article.text)
        ]


def _place(article: Article, span: Span) -> Place:
    return Place(article, exact_words(article.text, span.start, span.end))


def _joined(spans: list[Span], text: str) -> list[Span]:
    """The spans, overlapping ones as one, each widened so that it cuts no word."""
    joined: list[Span] = []
    for span in sorted(spans):
        start = max(text.rfind(" ", 0, span.start), text.rfind("\n", 0, span.start), 0) if span.start else 0
        ends = [at for at in (text.find(" ", span.end), text.find("\n", span.end)) if at >= 0]
        end = min(ends) if ends and span.end < len(text) else len(text)
        if joined and start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(end, joined[-1].end))
        else:
            joined.append(Span(start, end))
    return joined
