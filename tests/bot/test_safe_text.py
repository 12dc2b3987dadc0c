"""Nothing in an article can act on the terminal that shows it."""

from __future__ import annotations

import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.contract import json_line
from bot.safe_text import one_line, visible


@given(st.text())
def test_no_control_character_is_left(text: str) -> None:
    left = {c for c in visible(text) if unicodedata.category(c) in ("Cc", "Cs")}
    assert left <= {"\n", "\t"}


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


def test_an_escape_sequence_is_shown_as_signs() -> None:
    assert one_line("a\x1b[2Jb\x9b31m\x07") == "a␛[2Jb\ufffd31m␇"


def test_overrides_of_direction_are_dropped_and_arabic_stays_as_it_is() -> None:
    assert one_line("\u202eabc\u2066 قال\u064e المتحدّث\u2069") == "abc قال\u064e المتحدّث"


@given(st.text(st.characters()), st.text())
def test_json_keeps_every_character_on_one_line_that_does_nothing_to_a_terminal(key: str, text: str) -> None:
    line = json_line({key: text})
    assert json.loads(line) == {key: text}
    assert len(line.splitlines()) == 1
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in line)


def test_json_keeps_half_a_surrogate_pair_writable() -> None:
    assert json_line({"text": "\udce9"}).encode("utf-8") == b'{"text": "\\udce9"}'
