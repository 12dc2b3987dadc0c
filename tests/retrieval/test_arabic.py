from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language.arabic import fold_letters, light_stem
from retrieval.language.arabic_stem import stem_arabic
from retrieval.language.segmenting import segment
from retrieval.language.text import ANALYSIS_VERSION
from retrieval.language.vocabulary import known_forms

ARABIC = st.text(st.characters(min_codepoint=0x620, max_codepoint=0x64A), min_size=1, max_size=12)


def stem(word: str) -> str:
    return stem_arabic(fold_letters(word))


@pytest.mark.parametrize(
    "words",
    [
        "محكمة بمحكمة لمحكمة للمحكمة وبالمحكمة كمحكمتهم محكمتها المحكمتين",  # proclitics, pronouns, dual
        "قول قولها وقولهم",
        "يقول تقول نقول ستقول سيقولون ويقولون فتقول",  # the persons of the present and the future
        "فشل فشلنا فشلت فشلوا وفشل",  # a root that begins like a conjunction
        "مستوطن مستوطنون المستوطنين مستوطنات",
        "عام عاما العام عامين",  # the accusative
        "أعضاء أعضائها أعضاؤها لأعضائهم",  # a hamza on its seat
        "أوروبا أوروبي الأوروبية لأوروبا والأوروبيين",  # the nisba
        "ألمانيا لألمانيا الألمانية ألماني",  # أل that is no article
        "طريقة بطريقة طريقتها",
    ],
)
def test_the_forms_of_a_word_share_its_stem(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1, {word: stem(word) for word in words.split()}


@pytest.mark.parametrize(
    "one, other",
    [
        ("قانون", "قناة"),
        ("بلد", "لدى"),  # a ba of the root
        ("سوبر", "وبر"),  # a sin that is no future
        ("بالغين", "غين"),
        ("فورمان", "ورم"),
        ("وزير", "زير"),
        ("كاتب", "أتب"),
    ],
)
def test_letters_of_the_root_are_no_clitics(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(ARABIC)
def test_any_word_has_a_stem_that_its_segments_account_for(word: str) -> None:
    folded = fold_letters(word)
    if folded:
        assert stem_arabic(folded)
        form = segment(folded, known_forms())
        assert form is None or form in known_forms()
        assert form is not None or stem_arabic(folded) == light_stem(folded)


@given(st.sampled_from(sorted(known_forms())))
def test_a_known_form_is_taken_whole(form: str) -> None:
    assert segment(form, known_forms()) == form


@given(st.sampled_from(sorted(form for form in known_forms() if len(form) > 4)))
def test_what_stands_before_a_known_form_is_found(form: str) -> None:
    for prefix in ("و", "ب", "ل"):
        if prefix + form not in known_forms():
            assert segment(prefix + form, known_forms()) is not None


def test_other_forms_in_the_lexicon_are_another_analysis() -> None:
    """An index is searched with the stems that it was made with: forms added or removed need a new version."""
    digest = hashlib.sha256("\n".join(sorted(known_forms())).encode()).hexdigest()[:12]
    assert (ANALYSIS_VERSION, digest) == ("6", "bd17dd4577a7"), "raise ANALYSIS_VERSION, and write down both here"
