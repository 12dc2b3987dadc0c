"""Texts are cut where a reader would cut, and always within the room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.discord.escaping import escaped
from bot.discord.fitting import size, up_to_sentence, up_to_word

TEXTS = st.text(st.sampled_from("ab. *_😀ق\n"), max_size=300)


@given(TEXTS, st.integers(min_value=5, max_value=120))
def test_what_is_cut_fits_once_it_is_drawn(text: str, room: int) -> None:
    assert size(escaped(up_to_word(text, room, escaped))) <= room
    assert size(escaped(up_to_sentence(text, room, escaped))) <= room


@given(TEXTS, st.integers(min_value=5, max_value=120))
def test_what_fits_is_left_whole(text: str, room: int) -> None:
    if size(escaped(text)) <= room:
        assert up_to_word(text, room, escaped) == up_to_sentence(text, room, escaped) == text


def test_a_long_text_ends_with_a_sentence() -> None:
    text = "The first sentence is here. The second one follows it. The third does not fit any more."
    assert up_to_sentence(text, 60, str) == "The first sentence is here. The second one follows it."


def test_a_long_sentence_ends_with_a_word() -> None:
    assert up_to_sentence("one two three four five", 14, str) == "one two three…"


def test_lengths_count_as_discord_counts_them() -> None:
    assert size("😀ق") == 3
