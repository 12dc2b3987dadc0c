"""Words of articles and people show themselves in Discord, and do nothing."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.escaping import escaped, escaped_line, isolated, lines, plain, side_by_side

MARKUP = st.text(st.sampled_from("\\*_~`|<>@#:[]()/+-.= \n1a!&ق"))


def shown(text: str) -> str:
    """As Discord draws it: a backslash before a sign shows the sign."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text)


def acting(text: str) -> str:
    """What Discord reads as markup: all but what a backslash shows as it is."""
    return re.sub(r"\\[^0-9A-Za-z\s]", "\N{BULLET}", text)


@given(st.one_of(st.text(), MARKUP))
def test_what_is_shown_is_what_was_written(text: str) -> None:
    assert shown(escaped(text)) == plain(text)


@given(MARKUP)
def test_no_sign_of_markup_stands_without_its_backslash(text: str) -> None:
    alone = acting(escaped(text))
    assert not re.search(r"[*_~`|<@\[\]]|:\S|[A-Za-z]/", alone)
    assert not re.search(r"(?m)^[^\S\n]*(?:[-+#>]|\d+[.)])", alone)


@pytest.mark.parametrize(
    "text",
    [
        "@everyone", "@here", "<@123456789012345678>", "<@&123456789012345678>", "<#123456789012345678>",
        "</ask:123456789012345678>", "<t:1700000000:R>", "<a:wave:123456789012345678>", "[safe](https://evil.example)",
        "https://evil.example/x", "discord.gg/invite", "||hidden||", "**loud**", "__under__", "~~gone~~", "`code`",
        "# heading", "-# small", "- list", "  - list", "1. list", "> quote", ">>> quote", ":smile:",
    ],
)  # fmt: skip
def test_each_kind_of_markup_is_broken(text: str) -> None:
    assert text not in acting(escaped(text)) and shown(escaped(text)) == text


def test_signs_without_width_are_dropped_and_joiners_of_arabic_stay() -> None:
    assert plain("@\u200bevery\u200done\u2060\ufeff\u00ad\U000e0041") == "@everyone"
    assert plain("می\u200cخواهم 👨\u200d👩") == "می\u200cخواهم 👨\u200d👩"


@given(st.text())
def test_nothing_reorders_or_controls_what_stands_beside_it(text: str) -> None:
    left = {c for c in plain(text) if unicodedata.category(c) == "Cc" or unicodedata.bidirectional(c) in _ORDERING}
    assert left <= {"\n", "\t"}


_ORDERING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def test_arabic_is_isolated_and_english_is_left_alone() -> None:
    assert isolated("من 3 إلى 5", "ar") == "\u2067من 3 إلى 5\u2069"
    assert isolated("plain") == "plain"
    mixed = "\u2068حفريات\u2069 · \u20682024-02-11\u2069"
    assert side_by_side(["حفريات", "2024-02-11"], "en") == mixed
    assert side_by_side(["حفريات", "2024-02-11"], "ar") == f"\u2067{mixed}\u2069"
    assert side_by_side(["Herald", "2024-02-11"], "en") == "Herald · 2024-02-11"


@given(st.text(st.sampled_from("ab \nقو*")))
def test_every_line_has_its_own_isolate_behind_its_prefix(text: str) -> None:
    for line in lines(text, "ar", "> ").split("\n"):
        assert line == "" or line.startswith("> ")
        assert line.count("\u2067") + line.count("\u2068") == line.count("\u2069")


def test_one_line_stays_one_line() -> None:
    assert escaped_line("a\n# b\r\n\u2028c") == "a # b c"
