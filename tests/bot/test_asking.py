"""`isnad ask` and `isnad search`, as a person and as a script meet them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.bundled import FOLDER, bundled_articles

TEXTS = {article.id: article.text for article in bundled_articles()}
ENGLISH = "How many US troops are in Iraq?"
ARABIC = "كم عدد القوات الأميركية في العراق؟"
ANSWER_KEYS = ["id", "question", "language", "answered", "confidence", "text", "quotes", "composed", "dropped"]
QUOTE_KEYS = ["id", "text", "language", "start", "end", "score", "article", "also", "translation"]
ARTICLE_KEYS = ["id", "title", "outlet", "author", "published", "date_source", "language", "url", "path"]
HIT_KEYS = ["article_id", "passage_id", "text", "start", "end", "language", "score"]

pytestmark = pytest.mark.usefixtures("home")


@pytest.mark.parametrize(("question", "language"), [(ENGLISH, "en"), (ARABIC, "ar")])
def test_an_answer_in_json_keeps_the_contract(isnad: Callable, question: str, language: str) -> None:
    done = isnad("ask", question, "--json")
    answer = json.loads(done.out)
    assert done.code == 0 and done.err == "" and done.out.count("\n") == 1
    assert list(answer) == ANSWER_KEYS
    assert (answer["question"], answer["language"]) == (question, language)
    assert answer["answered"] and 1 <= len(answer["quotes"]) <= 3
    assert answer["composed"] == answer["dropped"] == [] and {quote["translation"] for quote in answer["quotes"]} == {
        None
    }
    for quote in answer["quotes"]:
        assert list(quote) == QUOTE_KEYS and list(quote["article"]) == ARTICLE_KEYS
        assert TEXTS[quote["article"]["id"]][quote["start"] : quote["end"]] == quote["text"]
        assert " ".join(quote["text"].split()) in answer["text"]


def test_the_text_of_the_json_is_what_a_person_is_shown(isnad: Callable) -> None:
    shown = isnad("ask", ENGLISH).out
    text = json.loads(isnad("ask", ENGLISH, "--json").out)["text"]
    assert _without_ids(shown.rstrip("\n")) == _without_ids(text)


def test_without_a_language_model_nothing_of_one_is_loaded(home: Path) -> None:
    run = (
        "import sys\n"
        "from bot.cli import main\n"
        f"code = main(['ask', {ENGLISH!r}])\n"
        "known = ('langchain', 'langchain_openai', 'openai', 'langsmith.client', 'retrieval.composing')\n"
        "print('loaded:', [name for name in known if name in sys.modules])\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, encoding="utf-8", check=True)
    assert "loaded: []" in done.stdout and done.stderr == ""


def test_explain_without_a_language_model_says_that_there_is_none(isnad: Callable) -> None:
    assert "No language model wrote for this" in isnad("ask", ENGLISH, "--explain").out
    assert "لم يكتب نموذج لغوي لهذا" in isnad("ask", ARABIC, "--explain", "--no-llm").out


def test_words_without_quotation_marks_are_one_question(isnad: Callable) -> None:
    done = isnad("ask", "--json", *ENGLISH.split())
    assert json.loads(done.out)["question"] == ENGLISH


def test_what_the_archive_does_not_know_is_an_honest_no(isnad: Callable) -> None:
    done = isnad("ask", "What is the price of bread in Oslo?", "--json")
    answer = json.loads(done.out)
    assert done.code == 0 and not answer["answered"] and len(answer["quotes"]) <= 1
    assert answer["text"].startswith("The archive does not answer this question.")


def test_the_limit_holds(isnad: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(json.loads(isnad("ask", ENGLISH, "--json", "--limit", "1").out)["quotes"]) == 1
    monkeypatch.setenv("ISNAD_LIMIT", "1")
    assert len(json.loads(isnad("ask", ENGLISH, "--json").out)["quotes"]) == 1


def test_found_passages_in_json_keep_the_contract(isnad: Callable) -> None:
    done = isnad("search", ARABIC, "--json", "--limit", "4")
    found = json.loads(done.out)
    assert done.code == 0 and list(found) == ["id", "question", "language", "hits"]
    assert 1 <= len(found["hits"]) <= 4
    for hit in found["hits"]:
        assert list(hit) == HIT_KEYS
        assert TEXTS[hit["article_id"]][hit["start"] : hit["end"]] == hit["text"]


@pytest.mark.parametrize(
    ("flags", "ids"),
    [
        (("--language", "ar"), {"hafryat-factions-warn"}),
        (("--outlet", "صدى البلد"), {"sada-elbalad-factions-ready"}),
        (("--since", "2024-02-11", "--until", "2024-02-11"), {"hafryat-factions-warn", "sada-elbalad-factions-ready"}),
        (("--since", "2030-01-01"), set()),
    ],
)
def test_flags_choose_the_articles(isnad: Callable, flags: tuple[str, ...], ids: set[str]) -> None:
    hits = json.loads(isnad("search", "American forces Iraq", "--json", *flags).out)["hits"]
    assert {hit["article_id"] for hit in hits} == ids


def test_a_path_below_the_current_folder_is_shown_from_there(isnad: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER.parents[1])
    for quote in json.loads(isnad("ask", ENGLISH, "--json").out)["quotes"]:
        assert quote["article"]["path"] == f"corpus/articles/{quote['article']['id']}.txt"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ask",), "nothing was asked"),
        (("ask", ""), "empty"),
        (("ask", "  \n "), "empty"),
        (("ask", "x" * 100_000), "100,000 characters"),
        (("ask", "😀🔥"), "no word"),
        (("ask", "q", "--batch", "f"), "not both"),
        (("ask", "q", "--since", "11/02/2024"), "--since 11/02/2024 is not a day"),
        (("ask", "q", "--until", "2024-02-30"), "--until 2024-02-30 is not a day"),
        (("ask", "q", "--since", "20240211"), "write it as 2024-02-11"),
        (("ask", "q", "--since", "2024-03-01", "--until", "2024-02-01"), "nothing lies between"),
        (("ask", "q", "--language", "fr"), "--language"),
        (("ask", "q", "--limit", "0"), "--limit"),
        (("search", "q", "--limit", "many"), "--limit"),
        (("search", ""), "empty"),
    ],
)
def test_a_wrong_question_is_one_line_and_exit_2(isnad: Callable, arguments: tuple[str, ...], said: str) -> None:
    done = isnad(*arguments)
    assert done.code == 2 and done.out == ""
    assert done.err.startswith("isnad: ") and done.err.count("\n") == 1 and said in done.err
    assert len(done.err) < 300 and "Value error" not in done.err


def test_a_question_in_chinese_is_no_crash(isnad: Callable) -> None:
    done = isnad("ask", "伊拉克有多少美国军队？", "--json")
    if done.code == 0:
        assert not json.loads(done.out)["answered"]
    else:
        assert done.code == 2 and done.err.count("\n") == 1


def test_a_question_that_is_not_utf8_is_answered_as_far_as_it_can_be_read(process: Callable) -> None:
    done = process("ask", "--json", b"How many US troops are in \xff Iraq?")
    assert done.returncode == 0 and "?" in json.loads(done.stdout)["question"]


def test_a_batch_answers_the_good_lines_in_order_and_names_the_bad_ones(isnad: Callable) -> None:
    lines = [
        json.dumps({"id": "a", "question": ENGLISH}),
        "{broken",
        '["no object"]',
        '{"id": "c"}',
        json.dumps({"question": ""}),
        '{"id": [1], "question": "q"}',
        "",
        json.dumps({"id": 7, "question": ARABIC}, ensure_ascii=False),
        json.dumps({"question": "Who \ud83d leads?"}),
    ]
    Path("batch.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = isnad("ask", "--batch", "batch.jsonl")
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 1
    assert [answer["id"] for answer in answers[:2]] == ["a", 7] and len(answers) == 3
    assert [line.split(":")[1] for line in done.err.splitlines()] == [
        f" batch.jsonl, line {number}" for number in (2, 3, 4, 5, 6)
    ]


def test_a_good_batch_exits_0_and_may_begin_with_a_byte_order_mark(isnad: Callable) -> None:
    Path("batch.jsonl").write_text(json.dumps({"question": ENGLISH}) + "\n", encoding="utf-8-sig")
    done = isnad("search", "--json", "--batch", "batch.jsonl", "--limit", "1")
    assert done.code == 0 and done.err == "" and len(json.loads(done.out)["hits"]) == 1


def test_a_batch_that_is_not_there_is_one_line(isnad: Callable) -> None:
    done = isnad("ask", "--batch", "nothing.jsonl")
    assert done.code == 1 and done.err.count("\n") == 1 and "nothing.jsonl" in done.err


def test_a_batch_from_a_pipe_is_answered_line_by_line_as_it_comes() -> None:
    command = [sys.executable, "-m", "bot.cli", "ask", "--json", "--batch", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as talk:
        assert talk.stdin is not None and talk.stdout is not None
        for number, question in enumerate((ENGLISH, ARABIC)):
            talk.stdin.write(json.dumps({"id": str(number), "question": question}) + "\n")
            talk.stdin.flush()
            assert json.loads(talk.stdout.readline())["id"] == str(number)
        talk.stdin.close()
        assert talk.wait(timeout=60) == 0


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    Path("batch.jsonl").write_text("\n".join([json.dumps({"question": ENGLISH})] * 200), encoding="utf-8")
    command = [sys.executable, "-m", "bot.cli", "ask", "--batch", "batch.jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as talk:
        assert talk.stdout is not None and talk.stderr is not None
        talk.stdout.readline()
        talk.stdout.close()
        assert talk.stderr.read() == ""
        assert talk.wait(timeout=60) == 1


def test_a_fresh_home_is_filled_by_the_first_question(isnad: Callable, home: Path) -> None:
    shutil.rmtree(home)
    assert json.loads(isnad("ask", ENGLISH, "--json").out)["answered"]
    assert len(isnad("articles").out.splitlines()) == len(TEXTS)


def _without_ids(text: str) -> str:
    return "\n".join(line.split("isnad source")[0] for line in text.splitlines())


@pytest.mark.parametrize("command", ["ask", "search"])
def test_an_outlet_that_no_article_is_of_is_named_with_the_nearest(isnad: Callable, home: Path, command: str) -> None:
    slip = isnad(command, "Who leads the Badr Organization?", "--outlet", "صدى  البلاد")
    assert (slip.code, slip.out) == (2, "") and "did you mean صدى البلد?" in slip.err
    other = isnad(command, "Who leads the Badr Organization?", "--outlet", "Times")
    assert other.code == 2 and "there are حفريات, صدى البلد" in other.err
    assert isnad(command, "Who leads the Badr Organization?", "--outlet", "صدى البلد").code == 0
