"""Words of one meaning are alike in either language, names and numbers only like themselves."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from retrieval.embedding.embeddings import StaticEmbeddings
from retrieval.language.text import tokens
from retrieval.likeness import ALIKE, WordLikeness

MODEL = StaticEmbeddings()


@pytest.fixture
def words() -> WordLikeness:
    return WordLikeness(MODEL.encode)


def test_a_word_is_liker_to_its_synonym_and_its_translation_than_to_others(words: WordLikeness) -> None:
    asked = list(tokens("soldiers"))
    synonym, translation, other = words.between(asked, [["troops"], ["جنود"], ["mathematics"]])[:, 0]
    assert ALIKE >= synonym > other and translation > other


def test_the_likest_word_of_a_sentence_counts_and_an_empty_one_is_like_nothing(words: WordLikeness) -> None:
    asked = list(tokens("soldiers attacked"))
    many, one, none = words.between(asked, [["mathematics", "troops"], ["troops"], []])
    assert many[0] == pytest.approx(one[0]) and not none.any()
    assert words.between([], [["troops"]]).shape == (1, 0)


def test_a_name_and_a_number_are_like_nothing(words: WordLikeness) -> None:
    asked = list(tokens("Syria 165"))
    assert not words.between(asked, [["iraq", "syria", "165"]]).any()


def test_it_forgets_when_it_is_full_and_says_the_same_from_many_threads() -> None:
    full, fresh = WordLikeness(MODEL.encode, kept=40), WordLikeness(MODEL.encode)
    asked = list(tokens("soldiers"))
    sentences = [[f"soldiers{number}", "troops", f"fire{number}"] for number in range(100)]

    def alike(sentence: list[str]) -> float:
        return float(full.between(asked, [sentence])[0, 0])

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(alike, sentences))
    assert np.allclose(found, [float(fresh.between(asked, [sentence])[0, 0]) for sentence in sentences], atol=1e-6)
