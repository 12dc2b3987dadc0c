"""Why a passage was found: shares of the real score, and the words that brought it."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.engine import Engine, Found
from retrieval.explaining import Reason
from retrieval.search import Filters

QUESTIONS = [
    "How many attacks on US bases in Iraq?",
    "كم هجوماً سُجّل على القواعد الأميركية؟",
    "Who leads Asa'ib Ahl al-Haq?",
    "بماذا وعد قيس الخزعلي؟",
    "Sabrena Sing",
    "zxqv",
    "the of and",
]


def reasons(found: Found, passage_id: str) -> dict[tuple[str, str], Reason]:
    return {(reason.kind, reason.asked): reason for reason in found.explanations[passage_id].reasons}


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_shares_of_every_passage_add_up_to_the_whole(engine: Engine, question: str) -> None:
    found = engine.search(question, 10, explained=True)
    assert set(found.explanations) == {hit.passage_id for hit in found.hits}
    for explanation in found.explanations.values():
        shares = [reason.share for reason in explanation.reasons]
        assert sum(shares) == pytest.approx(1) and all(share > 0 for share in shares)
        assert shares == sorted(shares, reverse=True)
        for digits in (0, 1):
            assert sum(explanation.percents(digits)) == pytest.approx(100)


def test_the_vectors_share_is_what_the_score_loses_without_it(engine: Engine) -> None:
    question = "How many US troops are in Iraq?"
    found = engine.search(question, 5, explained=True)
    for candidate in engine.candidates(question)[:5]:
        without = candidate.matcher.rank(candidate.ranked.sentences, 0.0)
        share = reasons(found, candidate.stored.passage.id)[("vector", "")].share
        assert share == pytest.approx(1 - without.score / candidate.ranked.score)


def test_what_matched_stands_in_the_passage(engine: Engine) -> None:
    for question in QUESTIONS:
        found = engine.search(question, 10, explained=True)
        for hit in found.hits:
            explanation = found.explanations[hit.passage_id]
            matched = {span.of(hit.article.text) for span in explanation.matched}
            assert all(hit.start <= span.start < span.end <= hit.end for span in explanation.matched)
            assert all(word in matched for reason in explanation.reasons for word in reason.found)


def test_a_word_of_the_question_a_translation_and_a_sound_are_told_apart(engine: Engine) -> None:
    found = engine.search("هجوم على قواعد أميركية", 10, explained=True)
    english = next(hit for hit in found.hits if hit.language == "en")
    arabic = next(hit for hit in found.hits if hit.language == "ar")
    assert "bases" in reasons(found, english.passage_id)[("translation", "قواعد")].found
    assert reasons(found, arabic.passage_id)[("word", "قواعد")].found == ("قواعد",)
    sounds = engine.search("ستيفاني سافيل", 3, Filters(language="en"), explained=True)
    heard = [reason for reason in sounds.explanations[sounds.hits[0].passage_id].reasons if reason.kind == "sound"]
    assert any("Stephanie" in reason.found for reason in heard) or any("Savell" in reason.found for reason in heard)


def test_the_kind_of_thing_asked_for_is_a_reason(engine: Engine) -> None:
    found = engine.search("How many US troops are in Iraq?", 1, explained=True)
    assert ("answer", "number") in reasons(found, found.hits[0].passage_id)
    plain = engine.search("US troops in Iraq", 1, explained=True)
    assert all(reason.kind != "answer" for reason in plain.explanations[plain.hits[0].passage_id].reasons)


def test_a_passage_that_only_its_vector_brought_says_so(engine: Engine) -> None:
    found = engine.search("zxqv", 3, explained=True)
    for explanation in found.explanations.values():
        assert [reason.kind for reason in explanation.reasons] == ["vector"]
        assert explanation.matched == ()


def test_nothing_is_explained_unless_it_was_asked_for(engine: Engine) -> None:
    assert engine.search("US troops", 3).explanations == {}


def test_an_explanation_changes_no_score(engine: Engine) -> None:
    for question in QUESTIONS:
        plain, explained = engine.search(question, 10), engine.search(question, 10, explained=True)
        assert np.allclose([hit.score for hit in plain.hits], [hit.score for hit in explained.hits])
        assert [hit.passage_id for hit in plain.hits] == [hit.passage_id for hit in explained.hits]
