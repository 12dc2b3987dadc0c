from __future__ import annotations

import pytest

from retrieval.language.text import term
from retrieval.query import DERIVED, make_query
from retrieval.translation import Lexicon


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    return Lexicon.open(tmp_path_factory.mktemp("derivation"))


@pytest.mark.parametrize(
    "one, other",
    [
        ("elect", "electoral"),
        ("invent", "inventor"),
        ("agree", "agreement"),
        ("decide", "decision"),
        ("Lebanon", "Lebanese"),
        ("France", "French"),
        ("Iraq", "Iraqi"),
        ("Cyprus", "Cypriot"),
    ],
)
def test_english_words_of_one_derivation_are_related_both_ways(lexicon: Lexicon, one: str, other: str) -> None:
    first, second = term(one.lower(), "en"), term(other.lower(), "en")
    related = lexicon.related([first, second])
    assert second in related[first] and first in related[second]


def test_arabic_words_of_one_derivation_are_related(lexicon: Lexicon) -> None:
    election, voter = term("انتخاب", "ar"), term("ناخب", "ar")
    assert voter in lexicon.related([election])[election]


@pytest.mark.parametrize(
    "one, other", [("communism", "community"), ("general", "generation"), ("police", "policy"), ("news", "newton")]
)
def test_words_that_only_begin_alike_are_not(lexicon: Lexicon, one: str, other: str) -> None:
    first, second = term(one, "en"), term(other, "en")
    assert second not in lexicon.related([first]).get(first, ())


def test_nothing_is_of_its_own_derivation_and_unknown_words_have_none(lexicon: Lexicon) -> None:
    assert lexicon.related(["qwzxkl"]) == {}
    related = lexicon.related(["elect", "decid"])
    assert all(word not in others for word, others in related.items())


@pytest.mark.parametrize(
    "question, target, answers",
    [
        ("Who won the election?", "en", "electoral"),
        ("من فاز في الانتخابات؟", "en", "electoral"),
        ("Which electoral list won?", "ar", "انتخاب"),
    ],
)
def test_a_word_is_answered_by_its_derivations_for_less(
    lexicon: Lexicon, question: str, target: str, answers: str
) -> None:
    query = make_query(question, "ar" if target == "ar" else "en", lexicon)
    stem = term(answers, query.language)
    weights = [clause.alternatives[stem,] for clause in query.clauses if (stem,) in clause.alternatives]
    assert weights and 0 < max(weights) <= 1
    assert DERIVED < 1


def test_the_derivations_of_a_synonym_are_another_matter(lexicon: Lexicon) -> None:
    (clause,) = make_query("What is the population?", "en", lexicon).clauses
    assert (term("count", "en"),) in clause.alternatives
    assert not {(term(word, "en"),) for word in ("counter", "county", "resist")} & clause.alternatives.keys()
