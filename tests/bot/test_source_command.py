"""`isnad source` as a command: its JSON, the page that it writes and opens, and what it says where it cannot."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.web.browser import MOST_PAGES, write_page

QUESTION = "How many US troops are in Iraq?"
CONTRACT = ["kind", "article", "text", "start", "end", "before", "after", "status"]


@pytest.fixture
def answer(isnad: Callable, home: Path) -> dict:
    return json.loads(isnad("ask", QUESTION, "--json").out)


def test_json_keeps_the_contract_and_adds_what_was_then(isnad: Callable, answer: dict) -> None:
    quote = answer["quotes"][0]
    for identifier, kind in (
        (answer["id"], "answer"),
        (quote["id"], "quote"),
        (quote["article"]["id"], "article"),
        (f"{quote['article']['id']}:p1", "passage"),
    ):
        source = json.loads(isnad("source", identifier, "--json").out)
        assert list(source)[: len(CONTRACT)] == CONTRACT
        assert (source["kind"], source["status"]) == (kind, "unchanged")
        assert re.fullmatch("[0-9a-f]{64}", source["sha256"]) and source["added"]
    source = json.loads(isnad("source", quote["id"], "--json").out)
    assert source["article"] == quote["article"] and source["text"] == quote["text"]
    assert source["answer"]["question"] == QUESTION and source["answer"]["limit"] == 3
    assert [one["id"] for one in source["quotes"]] == [one["id"] for one in answer["quotes"]]


def test_json_of_changed_words_holds_what_stands_there_now(isnad: Callable, answer: dict) -> None:
    quote = answer["quotes"][0]
    body = json.loads(isnad("source", quote["article"]["id"], "--json").out)["text"]
    changed = {"id": quote["article"]["id"], "text": body.replace("2,500", "3,100")}
    Path("changed.jsonl").write_text(json.dumps(changed))
    assert isnad("add", "changed.jsonl").code == 0
    source = json.loads(isnad("source", quote["id"], "--json").out)
    assert (source["status"], source["text"], source["start"]) == ("changed", quote["text"], None)
    assert source["now"]["text"] == quote["text"].replace("2,500", "3,100")
    assert source["sha256"] != source["sha256_now"]


IDS = ["", "abcd", "abcd.1", "hafryat-factions-warn:p99", "hafryat", "\x1b[2J", "ا" * 5000]


@pytest.mark.parametrize("identifier", IDS)
def test_an_id_that_nothing_has_is_one_line(isnad: Callable, home: Path, identifier: str) -> None:
    done = isnad("source", identifier)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "isnad articles" in done.err and "\x1b" not in done.err


def test_full_shows_the_whole_article(isnad: Callable, answer: dict) -> None:
    quote = answer["quotes"][0]
    shown = isnad("source", quote["id"], "--full").out
    assert f">>> {quote['text']} <<<" in shown
    assert len(shown) > len(isnad("source", quote["article"]["id"]).out)


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac always has a browser")
def test_open_says_where_the_page_lies_where_no_browser_is(
    isnad: Callable, home: Path, answer: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    done = isnad("source", answer["quotes"][0]["id"], "--open", "--json")
    page = home / "pages" / f"{answer['quotes'][0]['id']}.html"
    assert done.code == 0 and json.loads(done.out)["kind"] == "quote"
    assert done.err == f"isnad: no browser could be opened: the page is {page}\n"
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_open_opens_the_page_at_its_quote(process: Callable, home: Path, answer: dict) -> None:
    browser = home.parent / "browser"
    browser.write_text('#!/bin/sh\nprintf "%s" "$1" > "$(dirname "$0")/opened"\n')
    browser.chmod(0o755)
    done = process("source", answer["quotes"][0]["id"], "--open", env={**os.environ, "BROWSER": f"{browser} %s"})
    page = home / "pages" / f"{answer['quotes'][0]['id']}.html"
    assert (done.returncode, done.stderr) == (0, f"isnad: the page is {page}\n")
    assert (home.parent / "opened").read_text() == f"{page.as_uri()}#quote"


def test_only_the_newest_pages_stay(tmp_path: Path) -> None:
    for number in range(MOST_PAGES + 10):
        write_page(tmp_path, f"page{number:03}", "x")
        os.utime(tmp_path / "pages" / f"page{number:03}.html", (number, number))
    left = sorted(page.name for page in (tmp_path / "pages").iterdir())
    assert len(left) == MOST_PAGES and left[-1] == f"page{MOST_PAGES + 9:03}.html"


@pytest.mark.parametrize("identifier", ["../../etc/passwd", "تقرير-الأنبار:p3", "...", "a/b\\c\x00d", "x" * 400])
def test_no_id_leaves_the_folder_of_the_pages(tmp_path: Path, identifier: str) -> None:
    page = write_page(tmp_path, identifier, "x")
    assert page.parent == tmp_path / "pages" and page.read_text() == "x" and page.suffix == ".html"


def test_where_the_home_cannot_be_written_the_page_lies_in_one_temporary_folder(
    process: Callable, home: Path, answer: dict, tmp_path: Path
) -> None:
    (home / "pages").write_text("a file where the folder should be")
    (tmp_path / "temporary").mkdir()
    no_browser = dict.fromkeys(("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"), "")
    environment = {**os.environ, **no_browser, "TMPDIR": str(tmp_path / "temporary")}
    for identifier in (answer["id"], answer["quotes"][0]["id"]):
        assert process("source", identifier, "--open", env=environment).returncode == 0
    (folder,) = (tmp_path / "temporary").iterdir()
    assert sorted(page.stem for page in folder.iterdir()) == [answer["id"], answer["quotes"][0]["id"]]
    assert folder.stat().st_mode & 0o077 == 0
