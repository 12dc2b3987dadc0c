"""Pages and what a reader would take from them: `pages/NAME.txt`, and `pages/NAME.toml` beside it."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article, BlockKind
from corpus.cleaning import article_from_page
from corpus.errors import ReadingError
from corpus.reading import read_text

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
FACTS = ("title", "author", "outlet", "published", "page_date", "url", "language", "date_source")


def blocks(article: Article, kind: BlockKind) -> list[str]:
    return [block.span.of(article.text) for block in article.blocks if block.kind is kind]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_becomes_the_article_that_a_reader_sees(page: Path) -> None:
    expected = tomllib.loads(page.with_suffix(".toml").read_text(encoding="utf-8"))
    article = article_from_page(read_text(page), page.stem, None, {})
    assert {name: getattr(article, name) for name in FACTS} == {name: expected.get(name) for name in FACTS}
    assert article.title_made is expected.get("title_made", False)
    assert article.text.startswith(expected["first"])
    assert article.text.endswith(expected["last"])
    assert blocks(article, BlockKind.HEADING) == expected.get("headings", [])
    assert blocks(article, BlockKind.CAPTION) == expected.get("captions", [])
    assert len(blocks(article, BlockKind.PARAGRAPH)) == expected["paragraphs"]


def test_what_is_known_stands_above_what_the_page_says() -> None:
    head = "A title of the page itself\n\nBy Layla Haddad\n11/02/2024"
    page = f"{head}\n\nThe committee met on Sunday and agreed to repair it."
    known = {"title": "Known", "author": "Somebody Else", "published": "2020-01-01", "outlet": "O", "language": "ar"}
    article = article_from_page(page, "x", None, known)
    assert (article.title, article.author, article.outlet, article.language) == ("Known", "Somebody Else", "O", "ar")
    assert (article.published, article.date_source) == ("2020-01-01", "given")


def test_a_text_without_furniture_comes_through_untouched() -> None:
    text = (
        "It rained on Monday; nobody was surprised.\n\nOn Tuesday the road was closed, for it rained again.\n\nTelegram"
    )
    assert article_from_page(f"\n{text}\n", "x", None, {}).text == text


def test_a_page_of_furniture_alone_keeps_its_words() -> None:
    assert article_from_page("Share:\n\nFacebook", "x", None, {}).text == "Share:\n\nFacebook"


def test_a_date_inside_the_text_is_nobodys_date() -> None:
    page = "The long road\n\nThe pact was signed on 3 May 1916 in London, and for a time it was kept by all."
    found = article_from_page(page, "x", None, {})
    assert (found.title, found.published, found.date_source) == ("The long road", None, "unknown")


def test_a_page_without_a_word_is_refused() -> None:
    with pytest.raises(ReadingError, match="holds no text"):
        article_from_page("\u200f\n \n", "x", "/somewhere/page.txt", {})


LINES = st.sampled_from(
    """
    Share:|ads|By Layla Haddad|Sunday, 1 December 2024|Keep Reading|About the author||---|# T|اقرأ أيضاً|بقلم: ليلى حداد
    Leave a Reply|A headline about the river|عنوان عن النهر والسد|Photo: x|title: x|“We will.”|© 2024 The Herald
    The committee met on Sunday and agreed to repair the well before summer.|Home > News > Sport > TV
    اجتمعت اللجنة يوم الأحد واتفقت على إصلاح البئر قبل حلول الصيف.
    """.replace("\n", "|").split("|")
)


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES | st.text(max_size=40), min_size=1, max_size=14), st.sampled_from(["\n", "\n\n"]))
def test_whatever_the_page_the_text_is_its_own_words(lines: list[str], joint: str) -> None:
    raw = joint.join(lines).replace("\r\n", "\n")
    try:
        article = article_from_page(raw, "x", None, {})
    except ReadingError:
        return
    folded = " ".join(raw.split())
    assert article.blocks and article.title
    for block in article.blocks:
        assert " ".join(block.span.of(article.text).split()) in folded
    assert "\n\n".join(block.span.of(article.text) for block in article.blocks) == article.text
