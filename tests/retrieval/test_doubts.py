"""Questions about what the articles are about but do not tell get a no, and those that they answer an answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from retrieval.doubts import doubts
from retrieval.engine import Engine

NEAR = [
    json.loads(line)
    for line in Path(__file__).with_name("near_questions.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(
    ("question", "doubt"),
    [
        ("How many US troops are in Kuwait?", "another place"),
        ("كم عدد القوات الأميركية في الكويت؟", "another place"),
        ("When did Kataib Hezbollah build a hospital?", "nothing of what is asked"),
        ("متى تأسست كتائب حزب الله؟", "nothing of what is asked"),
        ("How much does Kataib Hezbollah pay?", "no number"),
    ],
)
def test_what_the_best_sentences_lack_is_told(engine: Engine, question: str, doubt: str) -> None:
    assert doubt in doubts(engine.choices(question)[0])


@pytest.mark.parametrize(
    "question",
    [
        "How many US troops are in Iraq?",
        "كم عدد القوات الأميركية في العراق؟",
        "Who leads the Badr Organization?",
        "من هو قائد منظمة بدر؟",
        "When did the Cave Owners emerge?",
    ],
)
def test_an_answer_raises_no_doubt(engine: Engine, question: str) -> None:
    assert doubts(engine.choices(question)[0]) == []


def test_of_near_questions_most_without_an_answer_are_declined_and_hardly_any_with_one(engine: Engine) -> None:
    answers = [(asked, engine.ask(asked["question"], keep=False)) for asked in NEAR]
    unanswerable = [answer.answered for asked, answer in answers if not asked["answerable"]]
    answered = [answer.answered for asked, answer in answers if asked["answerable"]]
    right = [any(map(_holds(asked), answer.quotes)) for asked, answer in answers if asked["answerable"]]
    assert sum(unanswerable) / len(unanswerable) <= 0.5
    assert sum(answered) / len(answered) >= 0.95
    assert sum(right) / len(right) >= 0.9


def _holds(asked: dict[str, Any]) -> Any:
    return lambda quote: any(accepted in quote.text for accepted in asked["accept"])
