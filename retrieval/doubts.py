"""Grounds to doubt that a stretch of sentences answers a question, however many of its words stand there.

In an archive about one subject most passages hold most words of any question about it, answerable or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from retrieval.analysis import is_year
from retrieval.choosing import Choice

Doubt = Literal["no number", "another place", "nothing of what is asked"]

# A clause matched less counts as not there.
_THERE = 0.25
# What is asked of a name is looked for only where its words are rarer than this, in all (idf).
_SAYS_LITTLE = 3.0
_ASKS_FACT = ("number", "date", "person", "place")


def doubts(best: Choice) -> list[Doubt]:
    """What the stretch lacks: the number asked for, the place asked about, or what is asked about a name."""
    return list(_doubts(best))


def _doubts(best: Choice) -> Iterator[Doubt]:
    matcher, ranked = best.candidate.matcher, best.candidate.ranked
    query, stretch = matcher.query, slice(best.first, best.last + 1)
    in_passage, in_stretch = ranked.matched.max(axis=0), ranked.matched[stretch].max(axis=0)
    if query.asks_for == "number" and not _tells_number(best):
        yield "no number"
    if any(clause.is_place and found < _THERE for clause, found in zip(query.clauses, in_passage, strict=True)):
        yield "another place"
    asked = [at for at, clause in enumerate(query.clauses) if not clause.is_name]
    if (
        query.asks_for in _ASKS_FACT
        and matcher.specificity[asked].sum() >= _SAYS_LITTLE
        and in_stretch[asked].max() < _THERE
    ):
        yield "nothing of what is asked"


def _tells_number(best: Choice) -> bool:
    """Whether a number stands there that is no year and not the question's own."""
    own = {term for clause in best.candidate.matcher.query.clauses for phrase in clause.alternatives for term in phrase}
    return any(term[0].isdigit() and not is_year(term) and term not in own for term in best.terms)
