"""Adding, listing, looking up, removing, rebuilding, and what the doctor finds."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from corpus.bundled import bundled_articles

ARTICLES = {article.id: article for article in bundled_articles()}
LISTED_KEYS = [
    "id", "title", "title_made", "outlet", "author", "published", "date_source", "page_date",
    "language", "url", "path", "words", "sentences", "passages", "added", "story",
]  # fmt: skip
SOURCE_KEYS = ["kind", "article", "text", "start", "end", "before", "after", "status"]
PAGE = "The river rose again\n\nThe river Tigris rose by two metres on Monday, the ministry of water in Mosul said.\n"


def test_articles_in_json_keep_the_contract(isnad: Callable, home: Path) -> None:
    done = isnad("articles", "--json")
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 0 and {row["id"] for row in rows} == set(ARTICLES)
    for row in rows:
        assert list(row) == LISTED_KEYS
        assert row["words"] > 100 and row["sentences"] >= row["passages"] >= 1


def test_articles_for_a_person_are_one_a_line(isnad: Callable, home: Path) -> None:
    lines = isnad("articles").out.splitlines()
    assert [line.split("\t")[0] for line in lines] == list(ARTICLES)
    assert "\tdate unknown\t" in next(line for line in lines if line.startswith("jihadist"))


def test_a_quote_leads_back_to_its_place_in_its_article(isnad: Callable, home: Path) -> None:
    answer = json.loads(isnad("ask", "How many US troops are in Iraq?", "--json").out)
    quote = answer["quotes"][0]
    source = json.loads(isnad("source", quote["id"], "--json").out)
    assert list(source)[: len(SOURCE_KEYS)] == SOURCE_KEYS
    assert (source["kind"], source["status"]) == ("quote", "unchanged")
    around = source["before"] + source["text"] + source["after"]
    assert source["text"] == quote["text"] and around in ARTICLES[quote["article"]["id"]].text
    given = json.loads(isnad("source", answer["id"], "--json").out)
    assert given["kind"] == "answer"
    assert "Question: How many US troops" in isnad("source", answer["id"]).out


def test_an_article_is_shown_whole(isnad: Callable, home: Path) -> None:
    source = json.loads(isnad("source", "hafryat-factions-warn", "--json").out)
    assert source["kind"] == "article" and source["text"] == ARTICLES["hafryat-factions-warn"].text


def test_an_id_that_nothing_has_is_one_line(isnad: Callable, home: Path) -> None:
    done = isnad("source", "no\x1b[2Jthing")
    assert done.code == 2 and done.err.count("\n") == 1 and "\x1b" not in done.err


def test_a_removed_article_is_said_to_be_removed(isnad: Callable, home: Path) -> None:
    quote = json.loads(isnad("ask", "How many US troops are in Iraq?", "--json").out)["quotes"][0]
    assert isnad("remove", quote["article"]["id"]).code == 0
    assert json.loads(isnad("source", quote["id"], "--json").out)["status"] == "removed"
    again = isnad("remove", quote["article"]["id"])
    assert again.code == 1 and "isnad articles" in again.err


def test_adding_twice_changes_nothing_and_a_home_begun_so_holds_only_that(isnad: Callable, fresh_home: Path) -> None:
    Path("river.txt").write_text(PAGE)
    assert isnad("add", "river.txt").out == "1 added, 0 updated, 0 unchanged\n"
    assert isnad("add", "river.txt").out == "0 added, 0 updated, 1 unchanged\n"
    Path("river.txt").write_text(PAGE.replace("two", "three"))
    assert isnad("add", "river.txt").out == "0 added, 1 updated, 0 unchanged\n"
    assert [line.split("\t")[0] for line in isnad("articles").out.splitlines()] == ["river"]


def test_what_cannot_be_read_is_named_and_the_rest_goes_in(isnad: Callable, fresh_home: Path) -> None:
    good = [json.dumps({"id": name, "text": PAGE}) for name in ("a", "c")]
    Path("news.jsonl").write_text("\n".join([good[0], "{broken", '{"id": "b"}', good[1]]))
    Path("picture.txt").write_bytes(bytes(range(256)) * 40)
    done = isnad("add", "news.jsonl", "picture.txt", "nothing.txt")
    assert done.code == 1 and done.out == "2 added, 0 updated, 0 unchanged\n"
    told = done.err.splitlines()
    assert len(told) == 4 and "line 2" in told[0] and "line 3" in told[1]
    assert "picture.txt" in told[2] and "nothing.txt" in told[3]


def test_two_that_add_at_once_both_get_in(process: Callable, isnad: Callable, fresh_home: Path) -> None:
    for name in ("one", "two"):
        Path(f"{name}.txt").write_text(PAGE.replace("river", name))
    command = [sys.executable, "-m", "bot.cli", "add"]
    both = [
        subprocess.Popen([*command, f"{name}.txt"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for name in ("one", "two")
    ]
    for one in both:
        out, err = one.communicate(timeout=120)
        assert (one.returncode, out, err) == (0, "1 added, 0 updated, 0 unchanged\n", "")
    assert sorted(line.split("\t")[0] for line in isnad("articles").out.splitlines()) == ["one", "two"]


def test_when_nothing_could_be_read_nothing_is_counted(isnad: Callable, fresh_home: Path) -> None:
    done = isnad("add", "nothing.txt")
    assert (done.code, done.out) == (1, "") and "nothing.txt does not exist" in done.err


# Python tells its audit hooks of every folder that is listed and every lock that is taken.
AUDITED = """
import fcntl, sys
from bot.cli import main
def told(event, arguments):
    if event == "os.scandir" and "news" in str(arguments[0]):
        print("walks", file=sys.stderr)
    elif event == "fcntl.flock" and arguments[1] & fcntl.LOCK_EX:
        print("locks", file=sys.stderr)
sys.addaudithook(told)
sys.exit(main(["add", "news"]))
"""


def test_nobody_waits_while_a_folder_is_walked(home: Path) -> None:
    Path("news/old").mkdir(parents=True)
    Path("news/old/river.txt").write_text(PAGE)
    done = subprocess.run([sys.executable, "-c", AUDITED], capture_output=True, text=True, timeout=120)
    assert done.stdout == "1 added, 0 updated, 0 unchanged\n"
    events = done.stderr.split()
    assert events[:2] == ["walks", "walks"] and set(events[2:]) == {"locks"}


def test_a_changed_model_is_one_finding_that_names_rebuild_once(isnad: Callable, home: Path) -> None:
    with closing(sqlite3.connect(home / "archive.sqlite")) as connection, connection:
        connection.execute("UPDATE state SET fingerprint = 'embedded-0123456789ab analysis-1'")
    assert isnad("doctor").out.count("isnad rebuild") == 1
    done = isnad("doctor", "--json")
    (finding,) = (json.loads(line) for line in done.out.splitlines())
    assert done.code == 1 and list(finding) == ["subject", "trouble", "mending"]
    assert finding["trouble"].startswith("made by") and finding["mending"] == "run `isnad rebuild`"
    assert isnad("rebuild").code == 0 and isnad("doctor").out == "all is well\n"


def test_the_doctor_has_nothing_to_say_in_json_where_all_is_well(isnad: Callable, home: Path) -> None:
    done = isnad("doctor", "--json")
    assert (done.code, done.out) == (0, "")


def test_a_damaged_index_is_found_by_the_doctor_and_mended_by_rebuild(isnad: Callable, home: Path) -> None:
    assert (isnad("doctor").code, isnad("doctor").out) == (0, "all is well\n")
    for generation in (home / "generations").iterdir():
        shutil.rmtree(generation)
    sick = isnad("doctor")
    assert sick.code == 1 and "isnad rebuild" in sick.out
    asked = isnad("ask", "How many US troops are in Iraq?")
    assert asked.code == 1 and "isnad rebuild" in asked.err and asked.err.count("\n") == 1
    assert isnad("rebuild").out == "index made anew: 5 articles\n"
    assert isnad("doctor").out == "all is well\n"


def test_the_doctor_reads_the_users_lexicon(isnad: Callable, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("mine.tsv").write_text("فصيل\tfaction\nno tab here\n", encoding="utf-8")
    monkeypatch.setenv("ISNAD_LEXICON", "mine.tsv")
    done = isnad("doctor")
    assert done.code == 1 and "mine.tsv, line 2" in done.out and "ISNAD_LEXICON" in done.out
    monkeypatch.setenv("ISNAD_LEXICON", "nothing.tsv")
    assert isnad("doctor").code == 1


def test_a_model_that_is_not_there_is_one_line(isnad: Callable, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISNAD_EMBEDDING_MODEL", str(home / "no-model"))
    done = isnad("ask", "Who leads?")
    assert done.code == 1 and done.err.count("\n") == 1 and "no-model" in done.err


def test_a_home_that_cannot_be_written_answers_and_takes_nothing(home: Path) -> None:
    """Without root's right to write everywhere, since the tests may run as root."""
    Path("river.txt").write_text(PAGE)
    run = (
        "import ctypes, sys\n"
        "from bot.cli import main\n"
        "version_3_of_capabilities, none = (ctypes.c_uint32 * 2)(0x20080522), (ctypes.c_uint32 * 6)()\n"
        "assert ctypes.CDLL(None).capset(version_3_of_capabilities, none) == 0\n"
        "print(main(['ask', 'How many US troops are in Iraq?', '--json']), main(['add', 'river.txt']))\n"
    )
    places = [home, *home.rglob("*")]
    for place in places:
        place.chmod(0o555 if place.is_dir() else 0o444)
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, encoding="utf-8", timeout=120)
    for place in places:
        place.chmod(0o755 if place.is_dir() else 0o644)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "0 1"
    assert done.stderr.count("\n") == 1 and "set ISNAD_HOME" in done.stderr
