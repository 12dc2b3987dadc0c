"""Ordinary language steadies the counts of a small archive, and fades as it grows."""

from __future__ import annotations

import pytest

from retrieval.frequencies import with_background
from retrieval.ranking import inverse_frequency


def test_a_common_word_is_commoner_than_a_rare_one_though_the_archive_holds_neither() -> None:
    frequency, total = with_background(lambda field, term: 0, 0)
    assert total > frequency("en", "year") > frequency("en", "militia")
    assert frequency("ar", "عام") > frequency("ar", "زقفيل") == 0


def test_the_archive_s_own_counts_come_on_top() -> None:
    empty, before = with_background(lambda field, term: 0, 0)
    full, after = with_background(lambda field, term: 7, 20)
    assert after - before == pytest.approx(20)
    for field, term in (("en", "year"), ("ar", "عام"), ("sound", "PDR")):
        assert full(field, term) - empty(field, term) == pytest.approx(7)


def test_a_large_archive_outweighs_the_background() -> None:
    frequency, total = with_background(lambda field, term: 500_000, 1_000_000)
    assert abs(frequency("en", "year") / total - 0.5) < 0.01


def test_a_rarer_word_weighs_more_and_no_count_makes_a_weight_negative() -> None:
    weights = [inverse_frequency(found, 100) for found in (0, 1, 10, 50, 100, 1000)]
    assert weights == sorted(weights, reverse=True) and weights[-1] >= 0
