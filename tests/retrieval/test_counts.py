"""Numbers are put together from their words, and left out where the words do not tell them."""

from __future__ import annotations

import pytest

from retrieval.language.text import tokens
from retrieval.stories.counts import numbers_of


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("over 165 attacks since 2014", {"165", "2014"}),
        ("150 thousand dinars for 3 men", {"150000", "3"}),
        ("150 ألف دينار", {"150000"}),
        ("150,000 دينار", {"150000"}),
        ("twenty-five soldiers", {"25"}),
        ("ثلاثة عشر عاما", {"13"}),
        ("سبع عشرة سفارة", {"17"}),
        ("أحد عشر عاما", {"11"}),
        ("ستة عشر ألفا", {"16000"}),
        ("in 2016 10 men", {"2016", "10"}),
        ("القرن التاسع عشر", set()),
        ("خمسة وعشرون جنديا", set()),
        ("no number here", set()),
    ],
)
def test_a_number_is_read_as_a_reader_reads_it(text: str, numbers: set[str]) -> None:
    assert numbers_of([word.term for word in tokens(text)]) == numbers
