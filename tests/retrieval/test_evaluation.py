"""A user's own questions are asked and scored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import IsnadError
from retrieval.engine import Engine
from retrieval.evaluation import evaluate, read_questions


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    opened = Engine(tmp_path_factory.mktemp("evaluation") / "home")
    opened.fill()
    yield opened
    opened.close()


def written(path: Path, *rows: object) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


LEADER = {"id": "leader", "question": "من يقود منظمة بدر؟", "accept": ["Hadi Al-Amiri", "هادي العامري"]}
CAPITAL = {"id": "capital", "question": "What is the capital of Australia?", "answerable": False}
WRONG = {"id": "wrong", "question": "Who leads the Badr Organization?", "accept": ["Napoleon"]}


def test_right_answers_are_counted_and_wrong_ones_named(engine: Engine, tmp_path: Path) -> None:
    report = evaluate(engine, written(tmp_path / "mine.jsonl", LEADER, CAPITAL, WRONG))
    assert report.figures == {
        "first quote answers": 0.5,
        "one of three quotes answers": 0.5,
        "answerable declined": 0.0,
        "unanswerable declined": 1.0,
    }
    (miss,) = report.misses
    assert (miss.id, miss.expected) == ("wrong", "Napoleon")
    assert "Badr" in miss.found or "بدر" in miss.found


def test_reliability_counts_every_answer_once(engine: Engine, tmp_path: Path) -> None:
    report = evaluate(engine, written(tmp_path / "mine.jsonl", LEADER, CAPITAL, WRONG))
    assert sum(row.count for row in report.reliability) == 3
    assert all(0 <= row.low < row.high <= 1 and 0 <= row.right <= 1 for row in report.reliability)


def test_an_answer_that_should_have_been_a_no_is_a_miss(engine: Engine, tmp_path: Path) -> None:
    wrong_no = {**CAPITAL, "question": "Who leads the Badr Organization?"}
    report = evaluate(engine, written(tmp_path / "mine.jsonl", wrong_no))
    assert report.figures == {"unanswerable declined": 0.0}
    assert [miss.expected for miss in report.misses] == ["no answer"]


def test_a_question_that_was_declined_shows_the_closest(engine: Engine, tmp_path: Path) -> None:
    asked = {"question": "What is the capital of Australia?", "accept": ["Canberra"]}
    report = evaluate(engine, written(tmp_path / "mine.jsonl", asked))
    assert report.misses[0].found.startswith("declined; closest: ") and report.misses[0].id == "1"


@pytest.mark.parametrize(
    "bad",
    [
        "not json",
        [],
        {"accept": ["x"]},
        {"question": "Who?"},
        {"question": "Who?", "accept": []},
        {"question": "Who?", "accept": "x"},
        {"question": "Who?", "accept": [""]},
        {"question": "Who?", "accept": [7]},
    ],
)
def test_a_bad_line_is_named_with_file_and_number(tmp_path: Path, bad: object) -> None:
    with pytest.raises(IsnadError, match=r"mine\.jsonl line 3"):
        read_questions(written(tmp_path / "mine.jsonl", LEADER, "", bad, WRONG))


@pytest.mark.parametrize("content", [None, b"", b"\n \n", b"\xff\xfe"])
def test_a_file_without_questions_is_one_error(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "mine.jsonl").write_bytes(content)
    with pytest.raises(IsnadError, match=r"mine\.jsonl"):
        read_questions(tmp_path / "mine.jsonl")


def test_a_file_from_another_system_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    odd = {**LEADER, "question": "Who\u2028leads\u0085Badr?"}
    first, second = (json.dumps(row, ensure_ascii=False) for row in (odd, CAPITAL))
    path.write_bytes(f"\ufeff{first}\r\n{second}\r\n".encode())
    assert [question.id for question in read_questions(path)] == ["leader", "capital"]
