"""A question becomes clauses: what would answer to each of its words in the passages' language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.article import Language
from retrieval.query import Query, expected_answer, make_query
from retrieval.search import LANGUAGES
from retrieval.translation import Lexicon, content_terms


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lexicon]:
    opened = Lexicon.open(tmp_path_factory.mktemp("lexicon"))
    yield opened
    opened.close()


def asked(query: Query) -> list[str]:
    return [clause.word.surface for clause in query.clauses]


def test_words_that_only_ask_or_join_are_no_clauses(lexicon: Lexicon) -> None:
    assert asked(make_query("How many attacks were in Baghdad?", "en", lexicon)) == ["attacks", "baghdad"]
    assert asked(make_query("ما هي بغداد؟", "ar", lexicon)) == ["بغداد"]


def test_a_question_of_such_words_alone_keeps_them(lexicon: Lexicon) -> None:
    assert asked(make_query("Who is it?", "en", lexicon))


def test_a_word_answers_to_itself_better_than_anything_else_does(lexicon: Lexicon) -> None:
    (clause,) = make_query("government", "en", lexicon).clauses
    own = content_terms("government")
    assert clause.alternatives[own] == 1.0 == max(clause.alternatives.values())
    assert all(weight < 1 for phrase, weight in clause.alternatives.items() if phrase != own)


@pytest.mark.parametrize(("word", "target", "wanted"), [("الحكومة", "en", "government"), ("government", "ar", "حكومة")])
def test_a_word_of_the_other_language_is_translated(lexicon: Lexicon, word: str, target: Language, wanted: str) -> None:
    (clause,) = make_query(word, target, lexicon).clauses
    assert content_terms(wanted) in clause.alternatives


@pytest.mark.parametrize(
    ("question", "target", "first", "translation"),
    [
        ("ماذا قالت الولايات المتحدة عن بغداد؟", "en", "الولايات", "United States"),
        ("What did the United States say about Baghdad?", "ar", "united", "الولايات المتحدة"),
        ("من يقود عصائب أهل الحق؟", "en", "عصايب", "Asa'ib Ahl al-Haq"),
    ],
)
def test_a_phrase_of_the_lexicon_is_translated_as_one(
    lexicon: Lexicon, question: str, target: Language, first: str, translation: str
) -> None:
    query = make_query(question, target, lexicon)
    (clause,) = (clause for clause in query.clauses if clause.word.surface == first)
    assert clause.alternatives[content_terms(translation)] == max(clause.alternatives.values())


def test_the_longest_phrase_wins(lexicon: Lexicon) -> None:
    short, long = content_terms("دفاع جوي"), content_terms("منظومة دفاع جوي")
    (air, *_), (air_of_system, *_) = (
        make_query(asked_for, "ar", lexicon).clauses for asked_for in ("Air Defense", "Air Defense System")
    )
    assert short in air.alternatives and long not in air.alternatives
    assert long in air_of_system.alternatives and short not in air_of_system.alternatives


def test_an_unknown_name_is_looked_for_by_its_sound(lexicon: Lexicon) -> None:
    (english,) = make_query("Zaqfeelov", "ar", lexicon).clauses
    (arabic,) = make_query("زقفيلوف", "en", lexicon).clauses
    assert set(english.sounds) & set(arabic.sounds)


def test_a_number_is_itself_in_both_languages(lexicon: Lexicon) -> None:
    for target in LANGUAGES:
        for written in ("165", "١٦٥"):
            (clause,) = make_query(written, target, lexicon).clauses
            assert clause.alternatives == {("165",): 1.0} and not clause.sounds


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many US troops are in Iraq?", "number"),
        ("كم عدد القوات الأميركية في العراق؟", "number"),
        ("When did the group emerge?", "date"),
        ("متى ظهرت الجماعة؟", "date"),
        ("Who leads the Badr Organization?", "person"),
        ("من يقود منظمة بدر؟", "person"),
        ("Where is the base?", "place"),
        ("أين تقع القاعدة؟", "place"),
        ("Why did they leave?", "reason"),
        ("لماذا غادروا؟", "reason"),
        ("Describe the coalition", ""),
        ("القوات من العراق", ""),
    ],
)
def test_what_a_question_asks_for_is_known_in_either_language(question: str, kind: str) -> None:
    assert expected_answer(question) == kind


@pytest.mark.parametrize(
    ("question", "target", "names", "places"),
    [
        ("How many troops are in New York and Kuwait?", "ar", {"new", "york", "kuwait"}, {"new", "york", "kuwait"}),
        ("كم عدد الجنود العراقيين في الكويت؟", "en", {"العراقيين", "الكويت"}, {"الكويت"}),
        ("Who leads the Badr Organization?", "en", {"badr", "organization"}, set()),
    ],
)
def test_names_and_places_are_told_from_what_is_asked_about_them(
    lexicon: Lexicon, question: str, target: Language, names: set[str], places: set[str]
) -> None:
    clauses = make_query(question, target, lexicon).clauses
    assert {clause.word.surface for clause in clauses if clause.is_name} == names
    assert {clause.word.surface for clause in clauses if clause.is_place} == places
