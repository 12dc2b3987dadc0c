"""Which stretches of a text are quoted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.checking.quotations import quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “it's a ‘big’ day,” and left.", ["it's a ‘big’ day"]),
        ('She said "no \'way\' here." Then "b".', ["no 'way' here", "b"]),
        ('قال «هذا "كلام" كثير» ثم «آخر».', ['هذا "كلام" كثير', "آخر"]),
        ('لـ"المقاومة" و"كلام"', ["المقاومة", "كلام"]),
        ("„Deutsch so“ und so", ["Deutsch so"]),
        ("don't 'quote me' please, the factions' men", ["quote me"]),
        ("‘Iraq’s men left’ he said", ["Iraq’s men left"]),
        ("No quotes: it's Iraq’s and dogs’ food.", []),
        ("He is 6'4\" tall in the '90s", []),
        ("“unclosed words here\n\nand another “paragraph” of it", ["unclosed words here", "paragraph"]),
        ("“” and « »", []),
    ],
)
def test_the_outermost_marks_of_any_shape_quote_and_apostrophes_do_not(text: str, quoted: list[str]) -> None:
    assert [span.of(text) for span in quotations(text)] == quoted


@given(st.text(alphabet="ab, .'’‘“”\"«»„\nعر", max_size=60))
def test_stretches_are_in_order_apart_and_hold_a_word(text: str) -> None:
    end = 0
    for span in quotations(text):
        assert span.start >= end and any(character.isalnum() for character in span.of(text))
        end = span.end
