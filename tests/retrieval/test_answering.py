"""An answer is made of the articles' own words, or is an honest no."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.bundled import bundled_articles
from corpus.errors import UsageError
from corpus.records import article_from_record
from corpus.splitting import block_sentences
from retrieval.answering import Answer
from retrieval.engine import MAX_QUESTION, Engine

ARTICLES = {article.id: article for article in bundled_articles()}
WORDS = sorted({word for a in ARTICLES.values() for word in a.text.split() if any(map(str.isalnum, word))})
SENTENCES = {
    article.id: [sentence for block in article.blocks for sentence in block_sentences(article, block)]
    for article in ARTICLES.values()
}


def assert_made_of_quotes(answer: Answer) -> None:
    assert 1 <= len(answer.quotes) <= (3 if answer.answered else 1)
    assert 0 <= answer.confidence <= 1
    assert len({(quote.article.id, quote.start) for quote in answer.quotes}) == len(answer.quotes)
    for number, quote in enumerate(answer.quotes, 1):
        article = ARTICLES[quote.article.id]
        assert quote.id == f"{answer.id}.{number}"
        assert quote.article == article and quote.text == article.text[quote.start : quote.end]
        inside = [s for s in SENTENCES[article.id] if quote.start <= s.start and s.end <= quote.end]
        assert 1 <= len(inside) <= 3
        assert (inside[0].start, inside[-1].end) == (quote.start, quote.end)
        assert any(block.span.start <= quote.start and quote.end <= block.span.end for block in article.blocks)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join))
def test_every_quote_is_one_to_three_whole_sentences_of_one_paragraph(engine: Engine, question: str) -> None:
    assert_made_of_quotes(engine.ask(question))


@pytest.mark.parametrize(
    ("question", "accepted"),
    [
        ("How many US troops are in Iraq?", {"2,500"}),
        ("Who leads the Badr Organization?", {"Hadi Al-Amiri", "هادي العامري"}),
        ("من يقود منظمة بدر؟", {"Hadi Al-Amiri", "هادي العامري"}),
        ("Who is Yahya Rasool?", {"Rasool", "رسول"}),
    ],
)
def test_a_plain_question_is_answered(engine: Engine, question: str, accepted: set[str]) -> None:
    answer = engine.ask(question)
    assert answer.answered
    assert any(words in quote.text for words in accepted for quote in answer.quotes)
    assert_made_of_quotes(answer)


@pytest.mark.parametrize(
    "question",
    [
        "Who won the 2022 football World Cup?",
        "ما هو سعر برميل النفط اليوم؟",
        "What is the capital of Australia?",
        "Who hacked data on laser anti-aircraft weapons?",
    ],
)
def test_what_no_article_says_is_declined_with_the_closest_passage(engine: Engine, question: str) -> None:
    answer = engine.ask(question)
    assert not answer.answered
    assert len(answer.quotes) == 1
    assert_made_of_quotes(answer)


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_no_more_quotes_than_asked_for(engine: Engine, limit: int) -> None:
    assert len(engine.ask("How many US troops are in Iraq?", limit=limit).quotes) == limit


def test_quotes_come_best_first_and_the_answer_knows_its_question(engine: Engine) -> None:
    english, arabic = engine.ask(" How many US troops are in Iraq? "), engine.ask("من يقود منظمة بدر؟")
    assert english.question == "How many US troops are in Iraq?"
    assert (english.language, arabic.language) == ("en", "ar")
    assert english.id != arabic.id
    scores = [quote.score for quote in english.quotes]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("a" * (MAX_QUESTION + 1), "shorten"),
        ("🙂🙂", "no word"),
        ("؟؟ ... !", "no word"),
        ("ـــ", "no word"),
    ],
)
def test_what_cannot_be_a_question_is_one_clear_error(engine: Engine, question: str, reason: str) -> None:
    for use in (engine.ask, engine.search):
        with pytest.raises(UsageError, match=reason) as raised:
            use(question)
        assert "\n" not in str(raised.value)


def test_the_longest_question_is_read(engine: Engine) -> None:
    assert_made_of_quotes(engine.ask(("troops leave Iraq " * MAX_QUESTION)[:MAX_QUESTION]))


def test_a_near_copy_is_told_once_with_who_else_has_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    engine = Engine(tmp_path_factory.mktemp("copies"))
    text = "The Zaqfeel reactor of Brimborion was shut on Monday after engineers found 41 cracks in its cooling pipes."
    rest = "\n\nNobody was hurt, the mayor of the town told reporters. Children went to school as on any other day."
    texts = {"first": text + rest, "second": text.replace("engineers found", "engineers had found"), "third": text}
    records = [json.dumps({"id": name, "text": words}).encode() for name, words in texts.items()]
    copies = [article_from_record(record, f"{number}.jsonl") for number, record in enumerate(records)]
    engine.add([*copies, *ARTICLES.values()], lambda article: None)
    answer = engine.ask("How many cracks did engineers find in the Zaqfeel reactor?")
    about = [quote for quote in answer.quotes if "41 cracks" in quote.text]
    assert answer.answered and len(about) == 1
    assert {about[0].article.id, *about[0].also} == set(texts)
    assert about[0].article.id not in about[0].also and len(about[0].also) == 2
    engine.close()


def test_a_quote_outside_its_article_cannot_be_made(engine: Engine) -> None:
    quote = engine.ask("How many US troops are in Iraq?").quotes[0]
    for start, end in ((-1, 5), (5, 5), (0, len(quote.article.text) + 1)):
        with pytest.raises(ValueError, match="outside article"):
            replace(quote, start=start, end=end)
