"""`isnad eval` as people and scripts read it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

TROOPS = {"id": "troops", "question": "How many US troops are in Iraq?", "accept": ["2,500 US troops"]}
BREAD = {"id": "bread", "question": "What is the price of bread in Oslo?", "answerable": False}
BADR = {"id": "badr", "question": "من يقود منظمة بدر؟", "accept": ["نابليون"]}
FIGURES = [
    "language", "pool", "asked", "recall_at_1", "recall_at_10", "first_quote", "some_quote",
    "declined", "rightly_declined", "own_language", "missing", "declined_missing",
]  # fmt: skip


@pytest.fixture
def questions(home: Path) -> str:
    rows = (json.dumps(row, ensure_ascii=False) for row in (TROOPS, BREAD, BADR))
    Path("questions.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return "questions.jsonl"


def tables(out: str) -> dict[str, list[list[str]]]:
    """The rows of each table under its title, the names of the columns first."""
    parts = [part.splitlines() for part in out.strip().split("\n\n")]
    return {title: [row.split("\t") for row in rows] for title, *rows in parts}


def test_misses_figures_and_reliability_are_told(isnad: Callable, questions: str) -> None:
    done = isnad("eval", questions)
    assert done.code == 0 and done.err == ""
    told = tables(done.out)
    assert list(told) == ["Missed", "Figures", "Reliability"]
    (missed,) = told["Missed"][1:]
    assert missed[:4] == ["badr", "ar → both", BADR["question"], "نابليون"] and missed[-1] == "not found"
    assert told["Figures"][0] == ["question → archive", "en → both", "ar → both"]
    figures = {name: cells for name, *cells in told["Figures"][1:]}
    assert figures["questions"] == ["2", "1"]
    assert figures["first quote holds the answer"] == ["1.000", "0.000"]
    assert figures["declined, unanswerable"] == ["1.000", ""]
    assert "of these declined" not in figures
    assert sum(int(row[1]) for row in told["Reliability"][1:]) == 3


def test_json_is_one_object_with_all_of_it(isnad: Callable, questions: str) -> None:
    done = isnad("eval", questions, "--json", "--halves")
    (line,) = done.out.splitlines()
    report = json.loads(line)
    assert list(report) == ["figures", "reliability", "missed", "refused"] and report["refused"] == []
    assert [list(row) for row in report["figures"]] == [FIGURES] * 2
    assert report["figures"][0]["missing"] == 1 and report["figures"][0]["declined_missing"] in (0, 1)
    assert report["figures"][1]["missing"] == 0 and report["figures"][1]["declined_missing"] is None
    (missed,) = report["missed"]
    assert (missed["id"], missed["expected"], missed["rank"]) == ("badr", ["نابليون"], None)
    assert missed["found"] and missed["article"]


def test_a_bad_line_is_named_the_rest_is_asked_and_the_exit_code_says_so(isnad: Callable, questions: str) -> None:
    with open(questions, "a", encoding="utf-8") as file:
        file.write('\n{broken\n{"question": "' + "long " * 1000 + '", "accept": ["x"]}\n')
    done = isnad("eval", questions, "--json")
    assert done.code == 1 and sum(row["asked"] for row in json.loads(done.out)["figures"]) == 3
    broken, long = done.err.splitlines()
    assert "questions.jsonl, line 4: not JSON" in broken and "questions.jsonl, line 5: the question has 4,999" in long


def test_passages_of_one_s_own_leave_the_archive_alone(isnad: Callable, fresh_home: Path) -> None:
    passage = {"id": "dam", "en": "The dam reopened on Thursday.", "ar": "أعيد فتح السد يوم الخميس."}
    asked = {"passage": "dam", "q_en": "When did the dam reopen?", "q_ar": "متى أعيد فتح السد؟"}
    asked |= {"a_en": "Thursday", "a_ar": "الخميس"}
    Path("passages.jsonl").write_text(json.dumps(passage))
    Path("asked.jsonl").write_text(json.dumps(asked))
    done = isnad("eval", "asked.jsonl", "--passages", "passages.jsonl", "--json")
    figures = json.loads(done.out)["figures"]
    pairs = [f"{row['language']} {row['pool']}" for row in figures]
    assert sorted(pairs) == ["ar ar", "ar both", "ar en", "en ar", "en both", "en en"]
    assert all(row["recall_at_1"] == 1 for row in figures)
    assert not fresh_home.exists()


def test_a_file_that_asks_nothing_is_one_line(isnad: Callable, home: Path) -> None:
    Path("empty.jsonl").write_text("\n")
    Path("other.json").write_text("{}")
    for file in ("nothing.jsonl", "empty.jsonl", "other.json", "."):
        done = isnad("eval", file)
        assert (done.code, done.out) == (1, "") and done.err.count("\n") == 1
    assert isnad("eval", "other.json", "--passages", "empty.jsonl").code == 2
