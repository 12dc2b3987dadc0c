"""A question becomes ranked passages, from both languages.

Candidates come from two legs, each searched once a language: words (tantivy, alternatives as one
disjunction-max clause) and vectors (Chroma). All candidates are then scored by `ranking`, and the two
languages are merged so that neither drowns the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article, Language
from retrieval.analysis import unpack
from retrieval.archive.snapshot import Snapshot
from retrieval.frequencies import with_background
from retrieval.likeness import WordLikeness
from retrieval.query import Clause, Query, make_query
from retrieval.ranking import Matcher, Ranked, inverse_frequency
from retrieval.translation import Lexicon

if TYPE_CHECKING:
    from retrieval.archive.articles_db import StoredPassage

LANGUAGES: tuple[Language, ...] = ("en", "ar")
WORD_CANDIDATES = 40
VECTOR_CANDIDATES = 20
# Passages of a language, best first, that are compared word by word.
READ_CLOSELY = 12
# Of the first ten hits each language keeps at least this share while it has passages to offer.
FAIR_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles may answer. `since` and `until` are ISO dates, both included; they leave undated articles out."""

    outlet: str | None = None
    language: Language | None = None
    since: str | None = None
    until: str | None = None

    def languages(self) -> tuple[Language, ...]:
        """The languages to search."""
        return (self.language,) if self.language else LANGUAGES

    def chroma(self) -> dict[str, Any] | None:
        """The filter as Chroma's `where`."""
        rules: list[dict[str, Any]] = []
        if self.outlet:
            rules.append({"outlet": self.outlet})
        if self.since:
            rules.append({"published": {"$gte": _day(self.since)}})
        if self.until:
            rules.append({"published": {"$lte": _day(self.until)}})
        return rules[0] if len(rules) == 1 else {"$and": rules} if rules else None

    def tantivy(self, schema: Any) -> list[Any]:
        """The filter as tantivy queries that must all match."""
        from tantivy import FieldType, Query

        rules = []
        if self.outlet:
            rules.append(Query.term_query(schema, "outlet", self.outlet))
        if self.since or self.until:
            low, high = _day(self.since or "0001-01-01"), _day(self.until or "9999-12-31")
            rules.append(Query.range_query(schema, "published", FieldType.Integer, low, high))
        return rules


def _day(iso: str) -> int:
    return int(date.fromisoformat(iso).strftime("%Y%m%d"))


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, best scores first; the score is only comparable within one search."""

    article: Article
    passage_id: str
    start: int
    end: int
    language: Language
    score: float

    @property
    def article_id(self) -> str:
        """The id of the passage's article."""
        return self.article.id

    @property
    def text(self) -> str:
        """The passage's words."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage of the archive with how well it answers, and the query it was matched with."""

    stored: StoredPassage
    ranked: Ranked
    matcher: Matcher


class Searcher:
    """Searches one snapshot of the archive; each leg offers so many passages a language for ranking."""

    def __init__(
        self,
        snapshot: Snapshot,
        lexicon: Lexicon,
        from_words: int = WORD_CANDIDATES,
        from_vectors: int = VECTOR_CANDIDATES,
        likeness: WordLikeness | None = None,
    ) -> None:
        self._snapshot, self._lexicon, self._likeness = snapshot, lexicon, likeness
        self._from_words, self._from_vectors = from_words, from_vectors

    def candidates(self, question: str, vector: NDArray[np.float32], filters: Filters, limit: int) -> list[Candidate]:
        """The best `limit` passages of each language, merged fairly."""
        by_language = [
            self._of_language(question, vector, filters, language)[:limit] for language in filters.languages()
        ]
        return merge_fairly(by_language)[:limit]

    def _of_language(
        self, question: str, vector: NDArray[np.float32], filters: Filters, language: Language
    ) -> list[Candidate]:
        query = make_query(question, language, self._lexicon)
        words = self._snapshot.words
        matcher = Matcher(query, *with_background(words.doc_freq, words.count()))
        found_by_words = words.search(self._word_query(query, filters), self._from_words)
        numbers = dict.fromkeys(number for number, _ in found_by_words)
        near = self._snapshot.vectors.query(vector, self._from_vectors, language=language, where=filters.chroma())
        similarity = dict(near)
        numbers |= dict.fromkeys(similarity)
        floor = min(similarity.values(), default=0.0) * 0.8
        found = []
        for stored in self._snapshot.passages(list(numbers)):
            ranked = matcher.rank(unpack(stored.analysis), similarity.get(stored.number, floor))
            found.append(Candidate(stored, ranked, matcher))
        return self._read_closely(sorted(found, key=_score, reverse=True))

    def _read_closely(self, found: list[Candidate]) -> list[Candidate]:
        """Ranks the first ones anew, words alike in meaning counted too."""
        if self._likeness is None or not found:
            return found
        first, rest = found[:READ_CLOSELY], found[READ_CLOSELY:]
        asked = [clause.word for clause in first[0].matcher.query.clauses]
        words = [sentence.words for candidate in first for sentence in candidate.ranked.sentences]
        ends = np.cumsum([len(candidate.ranked.sentences) for candidate in first])[:-1]
        alike = np.split(self._likeness.between(asked, words), ends)
        first = [
            replace(one, ranked=one.matcher.rank(one.ranked.sentences, one.ranked.similarity, near))
            for one, near in zip(first, alike, strict=True)
        ]
        return sorted([*first, *rest], key=_score, reverse=True)

    def _word_query(self, query: Query, filters: Filters) -> Any:
        from tantivy import Occur
        from tantivy import Query as Tantivy

        schema = self._snapshot.words.schema
        must = [(Occur.Must, rule) for rule in filters.tantivy(schema)]
        must.append((Occur.Must, Tantivy.term_query(schema, "language", query.language)))
        clauses = [clause for clause in (self._clause_query(c, query.language) for c in query.clauses) if clause]
        if not clauses:
            return Tantivy.empty_query()
        must.append((Occur.Must, Tantivy.boolean_query([(Occur.Should, clause) for clause in clauses])))
        return Tantivy.boolean_query(must)

    def _clause_query(self, clause: Clause, language: Language) -> Any:
        """One clause as a disjunction-max, each alternative's idf made that of the whole clause."""
        from tantivy import Query as Tantivy

        words = self._snapshot.words
        wanted: list[tuple[str, str, float]] = [
            (language, term, weight) for phrase, weight in clause.alternatives.items() for term in phrase
        ]
        wanted += [("sound", key, weight) for key, weight in clause.sounds.items()]
        counted = [(field, term, weight, words.doc_freq(field, term)) for field, term, weight in wanted]
        counted = [row for row in counted if row[3]]
        if not counted:
            return None
        total = words.count()
        union = inverse_frequency(sum(row[3] for row in counted), total)
        terms = [
            Tantivy.boost_query(
                Tantivy.term_query(words.schema, field, term, index_option="freq"),
                max(weight * union / max(inverse_frequency(count, total), 1e-6), 1e-3),
            )
            for field, term, weight, count in counted
        ]
        return Tantivy.disjunction_max_query(terms)


def _score(candidate: Candidate) -> float:
    return candidate.ranked.score


def merge_fairly(by_language: Sequence[list[Candidate]]) -> list[Candidate]:
    """Lists of one language each, best first, as one: by score, but each language keeps its `FAIR_SHARE`."""
    queues = [list(candidates) for candidates in by_language if candidates]
    taken = [0] * len(queues)
    merged: list[Candidate] = []
    while live := [at for at, queue in enumerate(queues) if queue]:
        owed = [at for at in live if taken[at] < FAIR_SHARE * len(merged) - 0.5]
        best = max(owed or live, key=lambda at: queues[at][0].ranked.score)
        merged.append(queues[best].pop(0))
        taken[best] += 1
    return merged


def as_hits(candidates: Iterable[Candidate], snapshot: Snapshot) -> list[Hit]:
    """Candidates with their articles, for showing."""
    hits = []
    for candidate in candidates:
        passage = candidate.stored.passage
        stored = snapshot.article(passage.article_id)
        if stored:
            span, score = passage.span, round(candidate.ranked.score, 4)
            hits.append(Hit(stored.article, passage.id, span.start, span.end, passage.language, score))
    return hits
