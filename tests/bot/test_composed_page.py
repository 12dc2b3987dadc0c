"""Composed text over its quotes, on a terminal, piped, and in JSON: who wrote what is never in doubt."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import get_args

import pytest
from rich.console import Console

from bot.composing_wording import COMPOSING_WORDS
from bot.contract import answer_fields
from bot.dropped import dropped_lines, trouble_line
from bot.pages import answer_page
from bot.plain import plain_text
from bot.rendering import lines_of
from corpus.article import Language
from corpus.bundled import bundled_articles
from corpus.language import detect_language
from retrieval.answering import (
    Answer,
    ComposedSentence,
    Composition,
    DroppedSentence,
    DropReason,
    Quote,
    Trouble,
)

ARTICLES = {article.id: article for article in bundled_articles()}
QUESTIONS: dict[Language, str] = {"en": "Who are the Cave Owners?", "ar": "من هم أصحاب الكهف؟"}
SENTENCES: dict[Language, tuple[str, str]] = {
    "en": ("The group appeared in 2019.", "It says that it is ready to respond."),
    "ar": ("ظهرت الجماعة عام 2019 وفق تقرير NATO.", "وتقول إنها جاهزة للرد."),
}
TRANSLATIONS: dict[Language, str] = {"en": "The group is always ready.", "ar": "قال ممثل الجماعة إن الرد سيأتي."}
DROPPED = (
    DroppedSentence("It has 9,000 men.", "number", "9,000"),
    DroppedSentence("See https://evil.example \x1b[2J", "markup", "https://evil.example"),
)


def composed_answer(language: Language) -> Answer:
    """An English quote and an Arabic one under two sentences; that in the other language is translated."""
    quotes = []
    for number, id in enumerate(("sada-elbalad-factions-ready", "hafryat-factions-warn"), 1):
        article, span = ARTICLES[id], ARTICLES[id].blocks[0].span
        translation = None if article.language == language else TRANSLATIONS[language]
        quotes.append(Quote(f"abcd2345.{number}", article, span.start, span.end, 1.0, translation=translation))
    first, second = SENTENCES[language]
    sentences = (ComposedSentence(first, (2,)), ComposedSentence(second, (1, 2)))
    made = Composition("openai:honest", sentences, DROPPED)
    return Answer("abcd2345", QUESTIONS[language], language, True, 0.9, tuple(quotes), composition=made)


def on_terminal(answer: Answer, width: int = 80) -> list[str]:
    return [line.plain for line in lines_of(answer_page(answer), Console(file=io.StringIO(), width=width))]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_composed_text_stands_first_and_its_markers_lead_to_the_quotes(language: Language) -> None:
    answer = composed_answer(language)
    parts = plain_text(answer_page(answer)).split("\n\n")
    first, second = SENTENCES[language]
    assert parts[0] == f"{first} [2]\n{second} [1][2]"
    assert "openai:honest" in parts[1] and detect_language(parts[1]) == language
    for number, (part, quote) in enumerate(zip(parts[2:], answer.quotes, strict=True), 1):
        assert part.startswith(f"[{number}] ") and " ".join(quote.text.split()) in part.splitlines()[0]
        assert f"isnad source {quote.id}" in part


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_translation_follows_its_quote_is_said_to_be_one_and_has_no_quotation_marks(language: Language) -> None:
    answer = composed_answer(language)
    for quote, part in zip(answer.quotes, plain_text(answer_page(answer)).split("\n\n")[2:], strict=True):
        lines = part.splitlines()
        if quote.translation is None:
            assert COMPOSING_WORDS[language].translation.format("") not in part
        else:
            assert lines[1] == "  " + COMPOSING_WORDS[language].translation.format(quote.translation)
            assert not re.search('[“”«»"]', lines[1])


def test_on_a_terminal_arabic_sentences_stand_at_the_right_with_their_markers_isolated() -> None:
    lines = on_terminal(composed_answer("ar"), 60)
    sentence = next(line for line in lines if "NATO" in line)
    assert sentence.startswith(" ") and sentence.endswith("\u2069") and "\u2068[2]\u2069" in sentence
    assert all(line.count("\u2067") + line.count("\u2068") == line.count("\u2069") for line in lines)
    quoted = [line for line in lines if re.search(r"\[[12]\]", line) and "│" in line]
    assert [line.strip()[0] == "│" for line in quoted] == [True, False]


def test_a_talk_in_another_language_leaves_the_sentences_in_that_of_the_question() -> None:
    page = answer_page(replace(composed_answer("en"), language="ar"))
    assert detect_language(page.opening[0]) == "ar"
    assert page.composed[0].language == "en" and page.cards[1].translation is not None
    assert page.cards[1].translation.text.startswith("Machine translation: ")


def test_without_composed_text_the_page_is_what_it_was() -> None:
    answer = composed_answer("en")
    plain = replace(answer, quotes=tuple(replace(quote, translation=None) for quote in answer.quotes))
    troubled = replace(plain, composition=Composition("openai:honest", trouble="timeout", dropped=DROPPED))
    assert plain_text(answer_page(troubled)) == plain_text(answer_page(replace(plain, composition=None)))
    assert "[1]" not in plain_text(answer_page(troubled))


def test_json_has_the_sentences_what_was_dropped_and_the_translations() -> None:
    answer = composed_answer("en")
    fields = answer_fields(answer, plain_text(answer_page(answer)))
    assert fields["composed"] == [
        {"text": "The group appeared in 2019.", "quotes": [2]},
        {"text": "It says that it is ready to respond.", "quotes": [1, 2]},
    ]
    assert fields["dropped"][0] == {"text": "It has 9,000 men.", "reason": "number", "detail": "9,000"}
    assert [quote["translation"] for quote in fields["quotes"]] == [None, "The group is always ready."]
    plain = answer_fields(replace(answer, composition=None), "")
    assert plain["composed"] == plain["dropped"] == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_trouble_and_every_reason_has_its_words(language: Language) -> None:
    words = COMPOSING_WORDS[language]
    assert set(words.troubles) == set(get_args(Trouble)) and set(words.reasons) == set(get_args(DropReason))
    for trouble in get_args(Trouble):
        assert detect_language(trouble_line(trouble, language)) == language
    for reason in get_args(DropReason):
        made = Composition("m", dropped=(DroppedSentence("ب", reason, "42"),))
        said = list(dropped_lines(made, language))[-1]
        assert detect_language(said) == language


def test_what_was_dropped_cannot_steer_the_terminal() -> None:
    said = list(dropped_lines(composed_answer("en").composition, "en"))
    assert said[0] == COMPOSING_WORDS["en"].dropped and "9,000" in said[2]
    assert "\x1b" not in "".join(said)
