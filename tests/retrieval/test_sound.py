"""Names that sound alike share a key, across spellings and scripts; other names do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language.sound import MIN_KEY, sound_keys
from retrieval.language.text import fold

# Made up or ordinary names, each in both scripts, of three or more consonants.
PAIRS = [
    ("Rasool", "رسول"), ("Ameri", "العامري"), ("Trump", "ترامب"), ("Lavrov", "لافروف"), ("Macron", "ماكرون"),
    ("Erdogan", "أردوغان"), ("Schroeder", "شرودر"), ("Stephanie", "ستيفاني"), ("Askari", "العسكري"),
    ("Shakespeare", "شكسبير"), ("Churchill", "تشرشل"), ("Gorbachev", "غورباتشوف"), ("Nasrallah", "نصرالله"),
    ("Madrid", "مدريد"), ("Houston", "هيوستن"), ("Zelensky", "زيلينسكي"), ("Jordan", "جوردان"), ("Miller", "ميلر"),
    ("Sabrina", "سابرينا"), ("Baqir", "باقر"),
]  # fmt: skip


def alike(one: str, other: str) -> bool:
    return bool(sound_keys(fold(one)) & sound_keys(fold(other)))


@pytest.mark.parametrize(
    "spellings",
    [
        ("Kataib", "Kataeb", "Kata'ib", "Kata’ib", "كتائب"),
        ("Khazali", "Khaz'ali", "الخزعلي", "خزعلي"),
        ("Qais", "Qays", "قيس"),
        ("Paris", "باريس"),
        ("Victor", "Viktor", "فيكتور"),
        ("Mohammed", "Muhammad", "Mohamed", "محمد"),
    ],
)
def test_every_spelling_of_a_name_shares_a_key_with_every_other(spellings: tuple[str, ...]) -> None:
    assert [(a, b) for a in spellings for b in spellings if not alike(a, b)] == []


def test_true_pairs_match_and_shuffled_pairs_hardly_ever_do() -> None:
    assert [pair for pair in PAIRS if not alike(*pair)] == []
    mismatched = [(PAIRS[i][0], PAIRS[(i + step) % len(PAIRS)][1]) for i in range(len(PAIRS)) for step in range(1, 11)]
    assert len(mismatched) == 200
    assert len([pair for pair in mismatched if alike(*pair)]) <= 4


@given(st.text())
def test_no_text_is_too_odd_for_keys(text: str) -> None:
    keys = sound_keys(text)
    assert len(keys) <= 16
    assert all(len(key) >= MIN_KEY for key in keys)


@given(st.text(st.sampled_from("aeghcjtsxzwyباجحثذظويعغ"), max_size=40))
def test_a_word_of_doubtful_letters_alone_has_few_keys(word: str) -> None:
    assert len(sound_keys(word)) <= 16


@given(st.text(st.characters(categories=["L", "Mn"]), min_size=1, max_size=12))
def test_keys_are_latin_capitals_whatever_the_script(word: str) -> None:
    assert all(key.isascii() and key.isalpha() and key.isupper() for key in sound_keys(fold(word)))


def test_numbers_and_single_letters_have_no_key() -> None:
    assert not sound_keys("2019") and not sound_keys("") and not sound_keys("b")


def test_an_arabic_name_is_found_with_and_without_its_article() -> None:
    assert sound_keys(fold("الساعدي")) >= sound_keys(fold("ساعدي"))
    assert alike("al-Saadi", "الساعدي") or alike("Saadi", "الساعدي")
