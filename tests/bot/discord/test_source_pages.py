"""A source in Discord: the whole article in parts, and the quote marked where it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord import fitting
from bot.discord.source_pages import PART_CHARACTERS, parts_of, source_part
from corpus.article import Article
from corpus.bundled import bundled_articles
from retrieval.provenance.locating import Source
from tests.bot.discord.reading import quote, read, squeezed


def source_of(article: Article, start: int, end: int) -> Source:
    return Source("abcdefgh.1", "quote", article, article.text[start:end], start, end, "", "", "unchanged")


@settings(max_examples=50, deadline=None)
@given(st.text(st.sampled_from("ab. \nق؟"), min_size=1, max_size=8000))
def test_the_parts_cover_a_text_without_a_gap(text: str) -> None:
    parts = parts_of(text) if text.strip() else []
    assert "".join(part.of(text) for part in parts) == (text if parts else "")
    assert all(len(part.of(text).strip()) <= PART_CHARACTERS for part in parts)


@pytest.mark.parametrize("article", list(bundled_articles()), ids=lambda article: article.id)
def test_every_sentence_can_be_reached_and_is_marked_where_it_stands(article: Article) -> None:
    span = article.blocks[-1].span
    part = source_part(source_of(article, span.start, span.end), "en")
    assert squeezed(quote(part.reply.embeds[0].to_dict())) in squeezed(span.of(article.text))
    assert part.count == len(parts_of(article.text)) and quote(part.reply.embeds[0].to_dict())
    shown = [
        source_part(source_of(article, span.start, span.end), "en", number).reply.embeds[0].description or ""
        for number in range(1, part.count + 1)
    ]
    whole = squeezed(read("\n".join(line.removeprefix("> ") for text in shown for line in text.split("\n"))))
    assert squeezed(article.text) == whole
    assert all(fitting.size(text) <= fitting.DESCRIPTION for text in shown)


def test_a_part_that_there_is_not_is_the_nearest_one() -> None:
    article = next(iter(bundled_articles()))
    source = source_of(article, 0, 40)
    assert source_part(source, "en", 99).number == source_part(source, "en", 99).count


def test_words_that_are_gone_are_shown_as_they_were_quoted() -> None:
    article = next(iter(bundled_articles()))
    gone = replace(source_of(article, 0, 40), start=None, end=None, status="changed", text="Words of before.")
    part = source_part(gone, "en")
    assert "Words of before." in read(part.reply.embeds[0].description or "")
    assert "changed" in part.reply.content and part.count == 1


def test_nothing_quoted_is_nothing_to_show() -> None:
    nothing = Source("abcdefgh", "answer", None, "", None, None, "", "", "unchanged")
    assert source_part(nothing, "ar").reply.content and not source_part(nothing, "ar").reply.embeds
