"""What a reader of `isnad source` sees: the quote marked, and what became of it, in both languages."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from bot.plain import plain_text
from bot.rendering import render
from bot.source_page import source_page
from bot.source_wording import SOURCE_WORDS
from bot.wording import WORDS
from corpus.article import Article, Language, Span
from corpus.bundled import bundled_articles
from retrieval.answering import Answer, Quote
from retrieval.provenance.kept_answer import Kept, Shaped
from retrieval.provenance.locating import Elsewhere, Source
from retrieval.provenance.standing import place
from retrieval.search import Filters

ARTICLES = {article.id: article for article in bundled_articles()}
ARABIC, DATED = ARTICLES["hafryat-factions-warn"], ARTICLES["sada-elbalad-factions-ready"]


def kept(article: Article, language: Language = "en", question: str = "Why?") -> Kept:
    span = article.blocks[1].span
    quote = Quote("abcd2345.1", article, span.start, span.end, 1.0)
    filters = Filters(outlet="Reuters", language="ar", since="2024-01-01")
    shaped = Shaped(3, filters, "embedded-1 analysis-4")
    return Kept(Answer("abcd2345", question, language, True, 0.9, (quote,)), 1732500000.0, shaped, {})


def quoted(article: Article, language: Language = "en") -> Source:
    """A quote of the article's second block, as it still stands."""
    at = place(article, article.blocks[1].span)
    facts = (at.text, at.start, at.end, at.before, at.after, "unchanged", "2024-03-01T10:20:30+00:00", "ab12", "ab12")
    return Source("abcd2345.1", "quote", article, *facts, kept=kept(article, language))


def removed(source: Source) -> Source:
    return replace(source, status="removed", before="", after="", sha256_now=None)


def changed(source: Source) -> Source:
    return replace(source, status="changed", start=None, end=None, before="", after="", sha256_now="cd34")


def test_a_quote_is_marked_between_the_sentences_around_it() -> None:
    source = quoted(DATED)
    lines = plain_text(source_page(source)).splitlines()
    assert lines[0] == WORDS["en"].unchanged
    assert f"“{' '.join(source.text.split())}”" in lines[2] and lines[2].startswith("… ")
    for line in ("added 2024-03-01 10:20 UTC", "sha256 ab12", "Question: Why?", "isnad source abcd2345"):
        assert f"  {line}" in lines


def test_what_shaped_the_answer_is_shown_in_the_language_of_the_question() -> None:
    english, arabic = (plain_text(source_page(quoted(DATED, language))) for language in ("en", "ar"))
    assert "asked 2024-11-25 02:00 UTC · at most 3 quotes · only Reuters · only articles in Arabic" in english
    assert "since 2024-01-01 · index embedded-1 analysis-4" in english
    assert "من Reuters فقط" in arabic and "asked" not in arabic and WORDS["ar"].unchanged in arabic


def test_without_a_question_the_words_are_in_the_language_of_the_article() -> None:
    at = place(ARABIC, ARABIC.blocks[1].span)
    passage = Source("x:p2", "passage", ARABIC, at.text, at.start, at.end, at.before, at.after, "unchanged")
    assert plain_text(source_page(passage)).startswith(SOURCE_WORDS["ar"].passage)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_words_that_changed_are_shown_as_quoted_and_as_they_stand_now(language: Language) -> None:
    words, other = SOURCE_WORDS[language], DATED.blocks[2].span
    source = changed(quoted(DATED, language))
    text = plain_text(source_page(replace(source, now=place(DATED, other))))
    assert text.startswith(WORDS[language].changed)
    assert text.index(words.as_quoted) < text.index(source.text) < text.index(words.stands_now)
    assert " ".join(other.of(DATED.text).split()) in text and words.sha256_now.format("cd34") in text
    assert words.nothing_near in plain_text(source_page(source))


def test_a_changed_article_that_still_has_the_words_says_so() -> None:
    assert plain_text(source_page(replace(quoted(DATED), status="changed"))).startswith(WORDS["en"].moved)


@pytest.mark.parametrize("full", [False, True])
def test_a_removed_article_still_shows_the_words(full: bool) -> None:
    text = plain_text(source_page(removed(quoted(DATED)), full))
    assert text.startswith(WORDS["en"].removed) and " ".join(quoted(DATED).text.split()) in text


def test_of_a_removed_article_its_quotes_are_listed() -> None:
    quote = removed(quoted(ARABIC))
    gone = replace(quote, id=ARABIC.id, kind="article", text="", start=None, end=None, kept=None, quotes=(quote,))
    text = plain_text(source_page(gone))
    assert text.startswith(f"{WORDS['ar'].removed}\n{SOURCE_WORDS['ar'].remembered}")
    assert "isnad source abcd2345.1" in text


def test_full_shows_the_whole_article_with_the_quote_between_arrows() -> None:
    source = quoted(DATED)
    text = plain_text(source_page(source, full=True))
    assert f">>> {source.text} <<<" in text
    assert text.replace(">>> ", "").replace(" <<<", "").endswith(DATED.text)


def test_full_on_a_terminal_marks_the_quote_with_colour_and_no_arrow() -> None:
    sent = io.StringIO()
    render(source_page(quoted(DATED), full=True), Console(file=sent, force_terminal=True, width=100))
    marked = [line for line in sent.getvalue().splitlines() if "\x1b[1;30;43m" in line]
    assert marked and ">>>" not in sent.getvalue()


def test_full_of_a_changed_article_marks_what_is_nearest_now() -> None:
    other = DATED.blocks[2].span
    text = plain_text(source_page(replace(changed(quoted(DATED)), now=place(DATED, other)), full=True))
    assert SOURCE_WORDS["en"].whole_now in text and f">>> {other.of(DATED.text)} <<<" in text


def test_a_mark_lies_right_where_signs_before_it_are_left_out() -> None:
    text = "\u202eOne.\r\nTwo \x1b[1m here. Three."
    at = Span(text.index("Two"), text.index(" Three"))
    article = Article("x", text, "T", "en", ())
    source = Source("x:p1", "passage", article, at.of(text), at.start, at.end, "", "", "unchanged")
    shown = plain_text(source_page(source, full=True))
    assert "One.\n>>> Two ␛[1m here. <<< Three." in shown


def test_a_whole_article_keeps_its_paragraphs() -> None:
    source = Source(DATED.id, "article", DATED, DATED.text, 0, len(DATED.text), "", "", "unchanged")
    assert plain_text(source_page(source)).endswith("\n\n" + DATED.text)


def test_an_answer_shows_its_question_and_which_quotes_no_longer_stand() -> None:
    stands, gone = quoted(ARABIC, "ar"), removed(quoted(DATED))
    given = kept(ARABIC, "ar", "ما هذا؟")
    source = replace(stands, id="abcd2345", kind="answer", kept=given, quotes=(stands, replace(gone, id="abcd2345.2")))
    text = plain_text(source_page(source))
    assert text.startswith("السؤال: ما هذا؟\nسُئل في")
    assert text.count(SOURCE_WORDS["ar"].removed_quote) == 1 and "isnad source abcd2345.2" in text


def test_the_closest_passage_of_a_no_is_not_shown_as_an_answer() -> None:
    source = quoted(DATED)
    assert source.kept is not None
    declined = replace(source.kept, answer=replace(source.kept.answer, answered=False))
    assert SOURCE_WORDS["en"].offered in plain_text(source_page(replace(source, kept=declined)))
    assert SOURCE_WORDS["en"].offered not in plain_text(source_page(source))


def test_other_articles_that_carry_it_are_named_with_their_ids() -> None:
    text = plain_text(source_page(replace(quoted(DATED), also=(Elsewhere(ARABIC, None),))))
    assert f"also in {ARABIC.outlet} · {ARABIC.title} · isnad source {ARABIC.id}" in text


def test_nothing_of_an_article_steers_the_terminal() -> None:
    text = "He said \x1b[2J and \u202ereversed\x9b31m the words."
    evil = Article("x", text, "T\x1b[5m\u2066", "en", (), outlet="O\x1b[1m", url="h\x1b[7m")
    source = Source("x\x07", "passage", evil, text, 0, len(text), text, text, "unchanged")
    source = replace(source, also=(Elsewhere(evil, None),))
    for full in (False, True):
        assert not set("\x1b\x07\x9b\r\u202e\u2066") & set(plain_text(source_page(source, full)))
