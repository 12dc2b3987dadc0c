"""The page of a source as text: marks where they belong, article text escaped, facts in the reader's language."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safe_text import visible
from bot.source_wording import SOURCE_WORDS
from bot.web.marked_article import Mark, marked_paragraphs
from bot.web.source_html import source_html
from bot.wording import WORDS
from corpus.article import Article, Language, Span
from corpus.bundled import bundled_articles
from retrieval.answering import Answer
from retrieval.provenance.kept_answer import Kept
from retrieval.provenance.locating import Elsewhere, Source
from retrieval.provenance.standing import place

ARTICLES = {article.id: article for article in bundled_articles()}
ARABIC, DATED = ARTICLES["hafryat-factions-warn"], ARTICLES["sada-elbalad-factions-ready"]


def quoted(article: Article, block: int = 1, language: Language | None = None) -> Source:
    at = place(article, article.blocks[block].span)
    kept = Kept(Answer("abcd2345", "Why?", language, True, 0.9, ()), 0.0, None, {}) if language else None
    facts = (at.text, at.start, at.end, at.before, at.after, "unchanged", "2024-03-01T10:20:30+00:00", "ab12", "ab12")
    return Source(f"abcd2345.{block}", "quote", article, *facts, kept=kept)


def marked(html: str, look: str = "quote") -> str:
    return unescape(" ".join(re.findall(rf'<mark class="{look}"[^>]*>(.*?)</mark>', html, re.DOTALL)))


@given(st.data())
def test_pieces_put_together_are_the_article_and_marks_hold_their_words(data: st.DataObject) -> None:
    article = data.draw(st.sampled_from(list(ARTICLES.values())))
    bounds = st.tuples(st.integers(0, len(article.text) - 1), st.integers(1, 400))
    spans = [Span(start, min(start + length, len(article.text))) for start, length in data.draw(st.lists(bounds))]
    marks = [Mark(span, f"look{number}", f"anchor{number}") for number, span in enumerate(spans)]
    paragraphs = marked_paragraphs(article, marks)
    for paragraph, block in zip(paragraphs, article.blocks, strict=True):
        assert "".join(piece.text for piece in paragraph.pieces) == visible(block.span.of(article.text))
    pieces = [piece for paragraph in paragraphs for piece in paragraph.pieces]
    anchors = [piece.anchor for piece in pieces if piece.anchor]
    assert len(anchors) == len(set(anchors))
    if marks:
        in_blocks = {at for block in article.blocks for at in range(block.span.start, block.span.end)}
        inside = "".join(article.text[at] for at in range(spans[0].start, spans[0].end) if at in in_blocks)
        assert "".join(piece.text for piece in pieces if piece.look == "look0") == visible(inside)


def test_the_page_asks_for_nothing_and_forbids_scripts() -> None:
    html = source_html(replace(quoted(DATED), article=replace(DATED, url="https://example.org/x")))
    policy = re.search('Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None and policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy[1] and "<script" not in html and "url(" not in html and "@import" not in html
    assert set(re.findall(r'(?:src|href)="([a-z]+:)', html)) == {"data:", "https:"}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_interface_speaks_the_language_of_the_question(language: Language) -> None:
    other: Language = "ar" if language == "en" else "en"
    html = source_html(quoted(DATED, language=language))
    assert f'<html lang="{language}"' in html and WORDS[language].unchanged in html
    assert SOURCE_WORDS[language].facts in html and SOURCE_WORDS[other].facts not in html
    assert '<html lang="ar" dir="rtl"' in source_html(quoted(ARABIC))


def test_the_quote_and_the_other_quotes_of_the_answer_are_marked_apart() -> None:
    first, second, third = quoted(DATED, 1, "en"), quoted(DATED, 2, "en"), quoted(ARABIC, 3, "en")
    html = source_html(replace(first, quotes=(first, second, third)))
    assert marked(html) == first.text
    assert marked(html, "other").replace("\n", "") == (second.text + " " + third.text).replace("\n", "")
    assert 'href="#quote-abcd2345.2"' in html and 'id="quote-abcd2345.2"' in html


def test_of_a_changed_article_the_words_as_quoted_and_the_nearest_now_are_shown() -> None:
    gone = replace(quoted(DATED), status="changed", start=None, end=None, text="Words that are gone.")
    html = source_html(replace(gone, now=place(DATED, DATED.blocks[2].span), sha256_now="cd34"))
    assert "“Words that are gone.”" in html and "cd34" in html
    assert marked(html, "now") == DATED.blocks[2].span.of(DATED.text) and marked(html) == ""
    assert SOURCE_WORDS["en"].nothing_near in source_html(gone)


def test_of_a_removed_article_only_what_was_quoted_is_shown() -> None:
    html = source_html(replace(quoted(DATED), status="removed"))
    assert WORDS["en"].removed in html and "<mark" not in html
    assert " ".join(quoted(DATED).text.split()) in unescape(html) and "<article" not in html


def test_who_else_carries_it_is_shown_with_their_words() -> None:
    also = (Elsewhere(ARABIC, place(ARABIC, ARABIC.blocks[0].span)), Elsewhere(ARTICLES["jihadist-group-vows"], None))
    html = unescape(source_html(replace(quoted(DATED), also=also)))
    assert SOURCE_WORDS["en"].same_story in html and f"isnad source {ARABIC.id}" in html
    assert " ".join(ARABIC.blocks[0].span.of(ARABIC.text).split()) in html


def test_a_declined_answer_without_a_quote_has_a_page_too() -> None:
    kept = Kept(Answer("abcd2345", "<b>Why?</b>", "en", False, 0.1, ()), 0.0, None, {})
    html = source_html(Source("abcd2345", "answer", None, "", None, None, "", "", "unchanged", kept=kept))
    assert "&lt;b&gt;Why?&lt;/b&gt;" in html and WORDS["en"].no_answer in html
    assert WORDS["en"].unchanged not in html
