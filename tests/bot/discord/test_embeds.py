"""An answer as Discord shows it: everything that a reader needs under each quote, and never more than Discord takes."""

from __future__ import annotations

from dataclasses import replace

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.composing_wording import COMPOSING_WORDS
from bot.discord import fitting
from bot.discord.embeds import answer_reply, web_address
from bot.discord.replies import Reply
from corpus.article import Article, Block, BlockKind, Language, Span
from corpus.bundled import bundled_articles
from retrieval.answering import Answer, ComposedSentence, Composition, Quote
from tests.bot.discord.reading import live_markup, quote, read
from tests.bot.test_composed_page import SENTENCES, composed_answer

SENTENCE = "The dam at Haditha was opened again on Thursday, *eleven* months after the flood. "


def article(text: str, **facts: object) -> Article:
    made = Article("dam", text, "Dam reopens", "en", (Block(BlockKind.PARAGRAPH, Span(0, len(text))),))
    return replace(made, **facts)  # type: ignore[arg-type]


def answer_of(*articles: Article, language: Language = "en", answered: bool = True) -> Answer:
    quotes = tuple(Quote(f"abcdefgh.{n}", a, 0, len(a.text), 1.0) for n, a in enumerate(articles, 1))
    return Answer("abcdefgh", "When did the dam reopen?", language, answered, 0.9, quotes)


def within_limits(reply: Reply) -> bool:
    """Whether Discord would take the message."""
    embeds = [embed.to_dict() for embed in reply.embeds]
    parts = [
        (embed.get(name) or "", most)
        for embed in embeds
        for name, most in (("title", fitting.TITLE), ("description", fitting.DESCRIPTION))
    ]
    parts += [((embed.get("footer") or {}).get("text", ""), fitting.FOOTER) for embed in embeds]
    parts += [((embed.get("author") or {}).get("name", ""), fitting.AUTHOR) for embed in embeds]
    each = all(fitting.size(str(text)) <= most for text, most in parts)
    whole = sum(fitting.size(str(text)) for text, _ in parts) <= fitting.ALL_EMBEDS
    return each and whole and len(embeds) <= fitting.EMBEDS and fitting.size(reply.content) <= fitting.CONTENT


@pytest.mark.parametrize("original", list(bundled_articles()), ids=lambda original: original.id)
def test_a_quote_stands_with_all_that_is_known_of_its_article(original: Article) -> None:
    first = original.text[original.blocks[0].span.start : original.blocks[0].span.end]
    start = original.blocks[0].span.start
    quoted = Quote("abcdefgh.1", original, start, start + len(first), 1.0)
    given = Answer("abcdefgh", "?", original.language, True, 1.0, (quoted,))
    (embed,) = answer_reply(given).embeds
    assert quote(embed.to_dict()) == " ".join(first.split())
    assert read(embed.title or "").startswith(original.title[:40])
    footer = read(embed.footer.text or "")
    assert "abcdefgh.1" in footer
    assert (original.published or ("date unknown" if original.language == "en" else "التاريخ غير معروف")) in footer
    assert original.author is None or original.author in footer
    assert original.outlet == (read(embed.author.name) if embed.author.name else None)


def test_a_no_says_so_in_the_questions_language() -> None:
    for language, no in (("en", "does not answer"), ("ar", "لا جواب")):
        reply = answer_reply(answer_of(article("Nothing of it."), language=language, answered=False))  # type: ignore[arg-type]
        assert no in reply.content and len(reply.embeds) == 1
    assert answer_reply(answer_of(answered=False)).embeds == ()


def test_what_was_carried_over_is_shown() -> None:
    assert "US troops" in answer_reply(answer_of(article("Yes.")), carried=("US troops",), echo=False).content


def test_a_long_quote_ends_with_a_sentence_and_its_length_is_told() -> None:
    long = article(SENTENCE * 200)
    (embed,) = answer_reply(answer_of(long)).embeds
    shown = quote(embed.to_dict())
    assert (SENTENCE * 200).startswith(shown) and shown.endswith("flood.")
    assert f"{len(shown):,} of {len(long.text):,} characters" in (embed.footer.text or "")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text(st.sampled_from("a. *_@<\nق😀"), min_size=1, max_size=5000), min_size=1, max_size=13),
    st.text(max_size=400),
    st.text(max_size=400),
)
def test_no_answer_is_more_than_discord_takes(texts: list[str], name: str, question: str) -> None:
    facts = {"title": name or "-", "outlet": name, "author": name, "url": f"https://x.example/{name}"}
    articles = [article(text, **facts) for text in texts]
    given_answer = replace(answer_of(*articles), question=question)
    assert within_limits(answer_reply(given_answer, carried=(name, question)))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_composed_sentences_stand_first_and_their_markers_lead_to_numbered_embeds(language: Language) -> None:
    reply = answer_reply(composed_answer(language))
    lines = read(reply.content).splitlines()
    first, second = SENTENCES[language]
    assert lines[1:3] == [f"{first} [2]", f"{second} [1][2]"]
    assert lines[3].startswith("-# ") and "openai:honest" in lines[3]
    assert [read(embed.title or "")[:4] for embed in reply.embeds] == ["[1] ", "[2] "]
    for line in reply.content.splitlines():
        assert line.count("\u2067") + line.count("\u2068") == line.count("\u2069")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_translation_stands_under_its_quote_and_is_said_to_be_a_machines(language: Language) -> None:
    for embed, shown in zip(
        answer_reply(composed_answer(language)).embeds, composed_answer(language).quotes, strict=True
    ):
        quoted, *further = read(embed.description or "").split("\n")
        assert quoted.startswith("> ")
        said = [COMPOSING_WORDS[language].translation.format(shown.translation)] if shown.translation else []
        assert further == said


def test_what_a_model_wrote_runs_no_markup_and_gives_no_link() -> None:
    evil = "**Now** @everyone <@1> [here](https://evil.example) `x` ||y|| discord.gg/z"
    answer = composed_answer("en")
    quotes = (answer.quotes[0], replace(answer.quotes[1], translation=evil))
    made = Composition("m*", (ComposedSentence(evil, (1,)), ComposedSentence("# big\n> quoted", (2,))))
    reply = answer_reply(replace(answer, quotes=quotes, composition=made))
    for text in (reply.content.replace("\n-# ", "\n"), reply.embeds[1].description or ""):
        assert live_markup(text) == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text(st.sampled_from("a. *_@<\nق😀[]"), min_size=1, max_size=3000), min_size=1, max_size=13),
    st.lists(st.text(st.sampled_from("a. *_@<\nق😀[]"), min_size=1, max_size=1500), min_size=1, max_size=6),
)
def test_no_composed_answer_is_more_than_discord_takes(texts: list[str], said: list[str]) -> None:
    plain = answer_of(*(article(text, title=text[:200], outlet=text[:300]) for text in texts))
    quotes = tuple(replace(each, translation=said[n % len(said)]) for n, each in enumerate(plain.quotes))
    sentences = tuple(ComposedSentence(text, tuple(range(1, len(quotes) + 1))) for text in said)
    composed = replace(plain, quotes=quotes, question=said[0][:2000], composition=Composition(said[0][:100], sentences))
    assert within_limits(answer_reply(composed, carried=(said[0],)).with_small_line("x" * 200))


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://herald.example/dam?page=1", True),
        ("http://herald.example", True),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://herald.example/a b", False),
        ("https://herald.example:port/", False),
        ("//herald.example/dam", False),
        ("https://herald.example/" + "a" * 3000, False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_are_linked(url: str | None, linked: bool) -> None:
    assert web_address(article("Yes.", url=url)) == (url if linked else None)
    (embed,) = answer_reply(answer_of(article("Yes.", url=url))).embeds
    assert isinstance(embed, discord.Embed) and (embed.url is not None) is linked
