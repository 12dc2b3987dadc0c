"""A user's own questions, asked and scored: what `isnad eval` prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import IsnadError
from retrieval.answering import Answer
from retrieval.engine import Engine


@dataclass(frozen=True, slots=True)
class Question:
    """A question with strings of which an answering quote contains one; none where nothing in the archive answers."""

    id: str
    text: str
    answerable: bool
    accept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that went wrong: what was expected, and what was found instead."""

    id: str
    question: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of `count` answers whose confidence lies from `low` to `high`, the share that was right."""

    low: float
    high: float
    count: int
    right: float


@dataclass(frozen=True, slots=True)
class Report:
    """Figures are shares, 0 to 1."""

    figures: dict[str, float]
    misses: tuple[Miss, ...]
    reliability: tuple[Reliability, ...]


def read_questions(path: Path) -> list[Question]:
    """The questions of a JSONL file. Raises IsnadError that names the first line that is not one."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise IsnadError(f"cannot read {path}: {error}; give a JSONL file of questions") from error
    questions = [_question(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not questions:
        raise IsnadError(f"{path} holds no question: give one JSON object a line with question, answerable and accept")
    return questions


def _question(path: Path, number: int, line: str) -> Question:
    try:
        row: Any = json.loads(line)
        accept = _strings(row.get("accept", []))
        answerable = bool(row.get("answerable", True))
        question = Question(str(row.get("id", number)), str(row["question"]), answerable, accept)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise IsnadError(f"{path} line {number}: not an object with question, answerable and accept") from error
    if answerable and not accept:
        raise IsnadError(f"{path} line {number}: an answerable question needs accept, the strings that answer it")
    return question


def _strings(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        raise TypeError("not a list of strings")
    return tuple(value)


def evaluate(engine: Engine, path: Path) -> Report:
    """Asks every question of `path` and scores the answers."""
    questions = read_questions(path)
    answers = [engine.ask(question.text) for question in questions]
    pairs = list(zip(questions, answers, strict=True))
    answerable = [pair for pair in pairs if pair[0].answerable]
    hopeless = [pair for pair in pairs if not pair[0].answerable]
    figures = {
        "first quote answers": _share(_answers(q, a, 1) for q, a in answerable),
        "one of three quotes answers": _share(_answers(q, a, 3) for q, a in answerable),
        "answerable declined": _share(not a.answered for _, a in answerable),
        "unanswerable declined": _share(not a.answered for _, a in hopeless),
    }
    kept = {name: share for name, share in figures.items() if share is not None}
    misses = tuple(_miss(q, a) for q, a in pairs if not _right(q, a))
    return Report(kept, misses, tuple(_reliability(pairs)))


def _right(question: Question, answer: Answer) -> bool:
    return _answers(question, answer, 1) if question.answerable else not answer.answered


def _answers(question: Question, answer: Answer, first: int) -> bool:
    texts = [" ".join(quote.text.split()) for quote in answer.quotes[:first]]
    return answer.answered and any(" ".join(wanted.split()) in text for wanted in question.accept for text in texts)


def _share(outcomes: Iterable[bool]) -> float | None:
    counted = list(outcomes)
    return round(sum(counted) / len(counted), 3) if counted else None


def _miss(question: Question, answer: Answer) -> Miss:
    expected = " | ".join(question.accept) if question.answerable else "no answer"
    found = answer.quotes[0].text if answer.quotes else ""
    return Miss(question.id, question.text, expected, found if answer.answered else f"declined; closest: {found}")


def _reliability(pairs: Sequence[tuple[Question, Answer]], bins: int = 5) -> Iterable[Reliability]:
    for at in range(bins):
        low, high = at / bins, (at + 1) / bins
        inside = [(q, a) for q, a in pairs if low <= a.confidence < high or (high == 1 and a.confidence == 1)]
        if inside:
            right = [q.answerable and _holds(q, a) for q, a in inside]
            yield Reliability(low, high, len(inside), round(sum(right) / len(right), 3))


def _holds(question: Question, answer: Answer) -> bool:
    texts = [" ".join(quote.text.split()) for quote in answer.quotes[:1]]
    return any(" ".join(wanted.split()) in text for wanted in question.accept for text in texts)
