"""What of 500 replies, honest and faulty, would reach a reader. The table: `python -m tests.composing.measured`."""

from __future__ import annotations

import pytest

from retrieval.engine import Engine
from tests.composing.measured import HONEST, Outcome, cases, directly, outcomes, table

# Lies that the checks see only in part: those that turn a sentence round, and names that one word list has two of.
_SEEN_IN_PART = {"negates": 0.12, "changes-name": 0.06}


@pytest.fixture(scope="module")
def found(engine: Engine) -> list[Outcome]:
    return list(outcomes(cases(), directly(engine)))


def test_no_quote_that_reaches_a_reader_is_invented_or_altered(found: list[Outcome]) -> None:
    assert len(found) >= 480, table(found)
    assert sum(one.false_quotes for one in found) == 0, table(found)
    lies_about_quotes = {"invents", "alters", "stitches", "misplaces", "quotes-itself"}
    assert not [one for one in found if one.case.kind in lies_about_quotes and one.reached], table(found)


def test_honest_sentences_survive(found: list[Outcome]) -> None:
    for language in ("ar", "en", None):
        honest = [o for o in found if o.case.kind == HONEST and language in (o.case.language, None)]
        assert sum(one.reached for one in honest) >= 0.95 * len(honest), (language, table(found))


def test_lies_do_not(found: list[Outcome]) -> None:
    for kind in {one.case.kind for one in found} - {HONEST}:
        rows = [one for one in found if one.case.kind == kind]
        assert sum(one.reached for one in rows) <= _SEEN_IN_PART.get(kind, 0) * len(rows), table(found)
