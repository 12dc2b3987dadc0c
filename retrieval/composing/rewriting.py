"""A question and a model's other wordings of it, searched each and fused; the plain question is always among them.

Fused by reciprocal ranks (Cormack, Clarke and Büttcher, 2009): scores of different questions do not compare.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.errors import UsageError
from retrieval.engine import Engine
from retrieval.search import Filters, Hit

MOST_QUERIES = 3
PASSAGES = 8
_DEPTH = 10
_RANK = 60
# The plain question is what was asked; a wording of it may be wrong.
_PLAIN = 1.5


def find_passages(engine: Engine, question: str, queries: Sequence[str], filters: Filters) -> list[Hit]:
    """At most `PASSAGES` passages, best first. A query that cannot be one, or only repeats, is left out."""
    others = [query for query in dict.fromkeys(queries) if query.casefold() != question.casefold()][:MOST_QUERIES]
    scores: dict[str, float] = {}
    hits: dict[str, Hit] = {}
    for query in (question, *others):
        try:
            found = engine.search(query, _DEPTH, filters).hits
        except UsageError:
            continue
        for rank, hit in enumerate(found):
            weight = _PLAIN if query == question else 1.0
            scores[hit.passage_id] = scores.get(hit.passage_id, 0.0) + weight / (_RANK + rank)
            hits.setdefault(hit.passage_id, hit)
    best = sorted(hits, key=lambda passage: -scores[passage])
    return [hits[passage] for passage in best[:PASSAGES]]
