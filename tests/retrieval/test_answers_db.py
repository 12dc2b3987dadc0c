"""Answers are kept within their limits, by many processes at once, and found in a home that cannot be written."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from retrieval.answering import Answer
from retrieval.provenance.answers_db import AnswersDb, Keeping
from retrieval.provenance.kept_answer import Kept

ROOT = Path(__file__).parents[2]
DAY = 86400
KEEPER = """
import sys, time
from pathlib import Path
from retrieval.answering import Answer
from retrieval.provenance.answers_db import AnswersDb, Keeping
from retrieval.provenance.kept_answer import Kept
sys.stdin.read()
db = AnswersDb(Path(sys.argv[1]), Keeping())
for number in range(20):
    db.keep(Kept(Answer(f"{sys.argv[2]}-{number}", "why?", "en", False, 0.0, ()), time.time(), None, {}))
db.close()
"""


def kept(number: int, asked: float | None = None) -> Kept:
    answer = Answer(f"answer{number}", "why?", "en", False, 0.0, ())
    return Kept(answer, time.time() if asked is None else asked, None, {})


def found(db: AnswersDb, count: int) -> list[int]:
    return [number for number in range(count) if db.find(f"answer{number}")]


def test_only_the_newest_answers_are_kept(tmp_path: Path) -> None:
    for number in range(6):  # what is too much goes at each first answer of a run
        db = AnswersDb(tmp_path / "answers.sqlite", Keeping(count=3))
        db.keep(kept(number))
        assert found(db, 6) == list(range(max(0, number - 2), number + 1))
        db.close()


def test_a_long_run_keeps_its_limit_too(tmp_path: Path) -> None:
    db = AnswersDb(tmp_path / "answers.sqlite", Keeping(count=5))
    for number in range(401):
        db.keep(kept(number))
    assert found(db, 401) == [396, 397, 398, 399, 400]
    db.close()


def test_an_answer_too_old_is_not_found_and_goes_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    db = AnswersDb(path, Keeping())
    db.keep(kept(0, time.time() - 40 * DAY))
    db.keep(kept(1, time.time() - 20 * DAY))
    assert found(db, 2) == [0, 1]
    db.close()
    db = AnswersDb(path, Keeping(days=30))
    assert found(db, 2) == [1] and db.ids() == ["answer1"]
    db.keep(kept(2))
    db.close()
    with sqlite3.connect(path) as connection:
        assert [row[0] for row in connection.execute("SELECT id FROM answer ORDER BY id")] == ["answer1", "answer2"]
    connection.close()


def test_processes_that_keep_answers_at_once_lose_none(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    command = [sys.executable, "-c", KEEPER, str(path)]
    keepers = [subprocess.Popen([*command, str(n)], stdin=subprocess.PIPE, cwd=ROOT, text=True) for n in range(6)]
    for keeper in keepers:
        assert keeper.stdin is not None
    time.sleep(1)  # they wait until their input ends, so that they begin together
    for keeper in keepers:
        keeper.stdin.close()  # type: ignore[union-attr]
    assert [keeper.wait(timeout=60) for keeper in keepers] == [0] * 6
    db = AnswersDb(path, Keeping())
    assert sorted(db.ids()) == sorted(f"{process}-{number}" for process in range(6) for number in range(20))
    db.close()


def test_a_home_that_cannot_be_written_keeps_none_and_raises_nothing(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    db = AnswersDb(tmp_path / "home" / "answers.sqlite", Keeping())
    db.keep(kept(0))
    assert db.find("answer0") is None
    db.close()


def test_what_was_kept_is_found_in_a_home_that_can_no_longer_be_written(tmp_path: Path) -> None:
    path = tmp_path / "home" / "answers.sqlite"
    path.parent.mkdir()
    db = AnswersDb(path, Keeping())
    db.keep(kept(0))
    db.close()
    run = (  # without root's right to write everywhere, since the tests may run as root
        "import ctypes, sys\n"
        "from pathlib import Path\n"
        "from retrieval.provenance.answers_db import AnswersDb, Keeping\n"
        "version_3_of_capabilities, none = (ctypes.c_uint32 * 2)(0x20080522), (ctypes.c_uint32 * 6)()\n"
        "assert ctypes.CDLL(None).capset(version_3_of_capabilities, none) == 0\n"
        "print(AnswersDb(Path(sys.argv[1]), Keeping()).ids())\n"
    )
    path.chmod(0o444)
    path.parent.chmod(0o555)
    done = subprocess.run([sys.executable, "-c", run, str(path)], capture_output=True, text=True, cwd=ROOT, timeout=60)
    path.parent.chmod(0o755)
    assert done.stdout == "['answer0']\n", done.stderr


def test_a_damaged_file_of_answers_keeps_none_and_raises_nothing(tmp_path: Path) -> None:
    (tmp_path / "answers.sqlite").write_bytes(b"not a database at all" * 100)
    db = AnswersDb(tmp_path / "answers.sqlite", Keeping())
    db.keep(kept(0))
    assert db.find("answer0") is None and db.ids() == []
    db.close()


def test_a_row_that_is_no_answer_is_as_good_as_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    db = AnswersDb(path, Keeping())
    db.keep(kept(0))
    with sqlite3.connect(path) as connection:
        for name, packed in (("broken", "{"), ("list", "[]"), ("other", '{"id": 1}')):
            connection.execute("INSERT INTO answer VALUES (?, ?, ?)", (name, time.time(), packed))
    connection.close()
    assert [db.find(name) for name in ("broken", "list", "other")] == [None, None, None]
    assert db.find("answer0") is not None and db.quoting("other") == []
    db.close()


def test_a_field_that_a_later_version_keeps_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    db = AnswersDb(path, Keeping())
    db.keep(kept(0))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE answer SET packed = json_set(packed, '$.later', 1)")
    connection.close()
    assert db.find("answer0") is not None
    db.close()
