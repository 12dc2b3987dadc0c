"""Files of questions, in each of the forms that are read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import IsnadError, UsageError
from retrieval.engine import MAX_QUESTION
from retrieval.measuring.questions import Question, read_questions

LEADER = {"id": "leader", "question": "من يقود منظمة بدر؟", "accept": ["Hadi Al-Amiri", "هادي العامري"]}
CAPITAL = {"id": "capital", "question": "What is the capital of Australia?", "answerable": False}
ASKED = {"id": "when", "passage": "dam", "q_en": "When?", "q_ar": "متى؟", "a_en": "Thursday", "a_ar": "الخميس"}
PASSAGE = {"id": "dam", "article": "dams", "en": "The dam reopened on Thursday.", "ar": "أعيد فتح السد يوم الخميس."}


def written(path: Path, *rows: object) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_each_line_is_a_question_of_the_user_s_own_archive(tmp_path: Path) -> None:
    named = {"question": "Who leads Badr?", "language": "ar", "accept": ["x"], "articles": ["a", "b"]}
    (trial,) = read_questions(written(tmp_path / "mine.jsonl", LEADER, "", CAPITAL, named)).trials
    assert trial.articles is None
    assert trial.questions == (
        Question("leader", "من يقود منظمة بدر؟", "ar", ("Hadi Al-Amiri", "هادي العامري")),
        Question("capital", "What is the capital of Australia?", "en"),
        Question("4", "Who leads Badr?", "ar", ("x",), ("a", "b")),
    )


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("not json", "not JSON"),
        ([], "not an object"),
        ({"accept": ["x"]}, '"question" is missing'),
        ({"question": 7, "accept": ["x"]}, '"question" is missing or no string'),
        ({"question": "???", "accept": ["x"]}, "holds no word"),
        ({"question": "why " * MAX_QUESTION, "accept": ["x"]}, "at most 2,000"),
        ({"question": "Who?"}, 'needs "accept"'),
        ({"question": "Who?", "accept": []}, 'needs "accept"'),
        ({"question": "Who?", "accept": "x"}, '"accept" is no list'),
        ({"question": "Who?", "accept": [""]}, '"accept" is no list'),
        ({"question": "Who?", "accept": [7]}, '"accept" is no list'),
        ({"question": "Who?", "accept": ["x"], "answerable": "no"}, '"answerable" is neither'),
        ({"question": "Who?", "accept": ["x"], "language": "fr"}, "ar or en"),
        ({"question": "Who?", "accept": ["x"], "articles": "a"}, '"articles" is no list'),
        (ASKED, "--passages"),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_the_rest_read(tmp_path: Path, bad: object, said: str) -> None:
    read = read_questions(written(tmp_path / "mine.jsonl", LEADER, bad, CAPITAL))
    assert [question.id for question in read.trials[0].questions] == ["leader", "capital"]
    (refused,) = read.refused
    assert "mine.jsonl, line 2: " in refused and said in refused


def test_a_line_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "mine.jsonl", LEADER)
    path.write_bytes(b'{"question": "\xff"}\n' + path.read_bytes())
    read = read_questions(path)
    assert len(read.trials[0].questions) == 1 and read.refused == (f"{path}, line 1: not UTF-8",)


@pytest.mark.parametrize("content", [None, b"", b"\n \n", b"\xff\xfe", b'{"question": "Who?"}'])
def test_a_file_without_questions_is_one_error(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "mine.jsonl").write_bytes(content)
    with pytest.raises(IsnadError, match=r"mine\.jsonl") as raised:
        read_questions(tmp_path / "mine.jsonl")
    assert "\n" not in str(raised.value)


def test_a_file_from_another_system_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    odd = {**LEADER, "question": "Who\u2028leads\u0085Badr?"}
    first, second = (json.dumps(row, ensure_ascii=False) for row in (odd, CAPITAL))
    path.write_bytes(f"\ufeff{first}\r\n{second}\r\n".encode())
    assert [question.id for question in read_questions(path).trials[0].questions] == ["leader", "capital"]


def test_questions_with_passages_are_asked_in_both_languages_of_three_archives(tmp_path: Path) -> None:
    passages = written(tmp_path / "passages.jsonl", PASSAGE)
    english, arabic, both = read_questions(written(tmp_path / "asked.jsonl", ASKED), passages).trials
    assert [article.id for article in both.articles or ()] == ["dam-en", "dam-ar"]
    assert [article.text for article in arabic.articles or ()] == [PASSAGE["ar"]]
    assert english.questions == (
        Question("when", "When?", "en", ("Thursday",), ("dam-en",)),
        Question("when", "متى؟", "ar", ("Thursday",), ("dam-en",)),
    )
    assert both.questions[1] == Question("when", "متى؟", "ar", ("Thursday", "الخميس"), ("dam-en", "dam-ar"))
    assert both.topics == {"dam-en": "dams", "dam-ar": "dams"}


def test_a_question_whose_passage_is_missing_or_bad_is_named(tmp_path: Path) -> None:
    passages = written(tmp_path / "passages.jsonl", PASSAGE, {"id": "river", "en": "The river."})
    lost = {**ASKED, "passage": "river"}
    read = read_questions(written(tmp_path / "asked.jsonl", ASKED, lost), passages)
    assert len(read.trials[0].questions) == 2
    assert "passages.jsonl, line 2" in read.refused[0] and "there is no passage river" in read.refused[1]


def squad(path: Path, *qas: object) -> Path:
    paragraph = {"context": PASSAGE["en"], "qas": list(qas)}
    page = {"title": "Dams", "paragraphs": [paragraph, {"context": "  ", "qas": []}]}
    path.write_text(json.dumps({"version": "1.1", "data": [page]}), encoding="utf-8")
    return path


def test_squad_s_form_brings_its_passages(tmp_path: Path) -> None:
    answers = [{"text": "Thursday", "answer_start": 24}, {"text": "Thursday", "answer_start": 24}]
    asked = {"id": "1", "question": "When did the dam reopen?", "answers": answers}
    hopeless = {"id": "2", "question": "Who built the dam?", "answers": [], "is_impossible": True}
    read = read_questions(squad(tmp_path / "dams.json", asked, hopeless, {"id": "3"}))
    (trial,) = read.trials
    assert [(article.id, article.title) for article in trial.articles or ()] == [("0-0", "Dams")]
    assert trial.questions == (
        Question("1", "When did the dam reopen?", "en", ("Thursday",), ("0-0",)),
        Question("2", "Who built the dam?", "en"),
    )
    assert len(read.refused) == 2


def test_json_of_another_form_is_one_error(tmp_path: Path) -> None:
    for content in ("[]", "{", '{"data": [{}]}', json.dumps(LEADER)):
        (tmp_path / "mine.json").write_text(content)
        with pytest.raises(IsnadError, match="no file of SQuAD's form"):
            read_questions(tmp_path / "mine.json")
    with pytest.raises(UsageError, match="--passages"):
        read_questions(squad(tmp_path / "dams.json"), tmp_path / "passages.jsonl")
