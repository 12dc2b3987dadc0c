"""Words become the same index terms however they are written, in either language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.bundled import bundled_articles
from retrieval.language.arabic import fold_letters, light_stem, without_clitics
from retrieval.language.numbers import number_term
from retrieval.language.text import fold, stem_english, tokens


def terms(text: str) -> list[str]:
    return [token.term for token in tokens(text)]


@pytest.mark.parametrize(
    "written",
    [
        "3 three Three ثلاثة ثلاث ٣ ۳",
        "10 ten عشرة عشر ١٠",
        "20 twenty عشرون عشرين ٢٠",
        "100 hundred مئة مائة ١٠٠",
        "1000 thousand ألف آلاف 1,000 ١٬٠٠٠",
        "2,500 2500 ٢٥٠٠ ٢٬٥٠٠ ۲۵۰۰",
        "1,234,567 1234567 ١٢٣٤٥٦٧",
        "1.5 ١٫٥ ١.٥",
    ],
)
def test_a_number_is_one_term_in_digits_words_and_either_script(written: str) -> None:
    assert len(set(terms(written))) == 1


def test_a_number_keeps_its_value_and_the_full_stop_after_it_is_not_its_own() -> None:
    assert terms("Troops: 2,500. Then 165, then 900") == ["troop", "2500", "then", "165", "then", "900"]
    assert number_term("soldiers") == number_term("") == ""


@pytest.mark.parametrize(
    "written",
    [
        "قوات القوات والقوات بالقوات للقوات وبالقوات",
        "مهندس مهندسون مهندسين المهندسين والمهندسون",
        "هجوم هجوماً الهجوم والهجوم بالهجوم هجومين",
        "عراقي العراقي عراقية العراقية العراقيون العراقيين",
        "أميركية الأميركية الاميركيه اميركي",
    ],
)
def test_arabic_clitics_plurals_and_gender_leave_one_term(written: str) -> None:
    assert len(set(terms(written))) == 1


@pytest.mark.parametrize(
    ("plain", "written"),
    [
        ("ايران", "إيران"),
        ("امن", "أمن"),
        ("اب", "آب"),
        ("علي", "على"),
        ("مقاومه", "مقاومة"),
        ("مقاومة", "مُقاوَمَةٌ"),
        ("العراق", "الـعـــراق"),
        ("الرحمن", "الرَّحْمٰن"),
        ("کتائب".replace("ک", "ك"), "کتائب"),
    ],
)
def test_hamza_diacritics_tatweel_and_letter_variants_fold(plain: str, written: str) -> None:
    assert fold(plain) == fold(written)
    assert terms(plain) == terms(written)


@pytest.mark.parametrize(
    "written",
    [
        "attack attacks attacked attacking",
        "take took taken takes taking",
        "child children children's",
        "withdraw withdrew withdrawn withdrawing",
        "Iraq Iraq's Iraq’s IRAQ",
        "Asa'ib Asa’ib Asaib",
        "café cafe CAFÉ",
        "US U.S. USA U.S.A.",
        "centre center centers",
    ],
)
def test_english_inflection_case_accents_and_apostrophes_leave_one_term(written: str) -> None:
    assert len(set(terms(written))) == 1


def test_different_words_keep_different_terms() -> None:
    words = """troops militia embassy base drone coalition ceasefire bank army Baghdad Syria Jordan US us
    قوات فصيل سفارة قاعدة طائرة تحالف هدنة مصرف جيش بغداد سوريا لبنان"""
    assert len(set(terms(words))) == len(words.split())


def test_tokens_say_where_they_stand_and_in_which_script() -> None:
    text = "Iraqi قوات in العراق, 🙂 2019"
    found = list(tokens(text))
    assert [text[token.start : token.end] for token in found] == ["Iraqi", "قوات", "in", "العراق", "2019"]
    assert [token.language for token in found] == ["en", "ar", "en", "ar", "en"]
    assert [token.capital for token in found] == [True, False, False, False, False]


def test_every_letter_of_the_articles_is_in_a_token() -> None:
    for article in bundled_articles():
        covered = {at for token in tokens(article.text) for at in range(token.start, token.end)}
        assert not [c for at, c in enumerate(article.text) if c.isalnum() and at not in covered]


@given(st.text())
def test_tokens_of_any_text_are_in_order_and_have_terms(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert token.surface and token.term and " " not in token.term
        end = token.end


@given(st.text(st.characters(min_codepoint=0x620, max_codepoint=0x64A), min_size=1))
def test_an_arabic_stem_is_part_of_its_word_and_keeps_three_letters(word: str) -> None:
    folded = fold_letters(word)
    if folded:
        stem = light_stem(folded)
        assert stem in folded
        assert len(stem) >= min(3, len(folded))
        assert folded in without_clitics(folded)


def test_a_dictionary_form_is_among_the_forms_without_clitics() -> None:
    assert "حكومه" in without_clitics(fold_letters("وحكومته"))
    assert "بغداد" in without_clitics(fold_letters("ببغداد"))
    assert "يقول" in without_clitics(fold_letters("تقول"))
    assert "عراق" in without_clitics(fold_letters("وبالعراق"))


def test_an_irregular_form_is_undone_before_stemming() -> None:
    assert stem_english("fought") == stem_english("fight") == stem_english("fighting")
