"""The link from a quote to its place on the publisher's page."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.original_link import original_link
from corpus.bundled import bundled_articles

PAGE = "https://example.org/a"
TEXTS = [article.text for article in bundled_articles()]


def link(text: str, quoted: str, url: str = PAGE) -> str:
    start = text.index(quoted)
    return original_link(url, text, start, start + len(quoted)) or ""


def test_a_short_quote_is_named_whole_with_every_sign_that_has_a_meaning_encoded() -> None:
    text = 'Before. A well-known, "old" R&D centre = 50% (#1)? After.'
    assert link(text, 'A well-known, "old" R&D centre = 50% (#1)?') == (
        f"{PAGE}#:~:text=A%20well%2Dknown%2C%20%22old%22%20R%26D%20centre%20%3D%2050%25%20%28%231%29%3F"
    )


def test_a_long_quote_is_named_by_its_first_and_last_words() -> None:
    text = " ".join(f"word{number}" for number in range(40))
    assert link(text, text) == (
        f"{PAGE}#:~:text=word0%20word1%20word2%20word3%20word4,word35%20word36%20word37%20word38%20word39"
    )


def test_a_quote_over_two_paragraphs_is_named_by_the_ends_of_both() -> None:
    assert link("One two.\n\nThree four.", "One two.\n\nThree four.") == f"{PAGE}#:~:text=One%20two.,Three%20four."


def test_words_that_stand_earlier_too_are_told_apart_by_what_is_before_them() -> None:
    text = "He said no. Then the minister of water\n spoke. He said no."
    start = text.rindex("He said no.")
    found = original_link(PAGE, text, start, len(text))
    assert found == f"{PAGE}#:~:text=spoke.-,He%20said%20no."


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?x=1&y=2", "https://example.org/a?x=1&y=2#:~:text=w"),
        ("https://example.org/a#part", "https://example.org/a#part:~:text=w"),
        ("https://example.org/a#:~:text=old", "https://example.org/a#:~:text=w"),
        ("HTTP://example.org", "HTTP://example.org#:~:text=w"),
    ],
)
def test_what_the_address_has_already_stays(url: str, expected: str) -> None:
    assert original_link(url, "w", 0, 1) == expected


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "file:///etc/passwd",
            "//example.org", "https://", "http://[", "java\nscript:alert(1)"],
)  # fmt: skip
def test_only_addresses_of_the_web_are_linked(url: str | None) -> None:
    assert original_link(url, "words", 0, 5) is None


@given(st.data())
def test_every_stretch_of_an_article_makes_a_link_that_names_its_first_word(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(TEXTS))
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        return
    directive = (original_link(PAGE, text, start, end) or "").partition(":~:text=")[2]
    assert directive.isascii() and not set(directive) & set(" &\"'<>\n")
    assert text[start:end].split()[0] in unquote(directive)
