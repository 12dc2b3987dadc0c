"""`isnad articles --stories` shows which articles tell one story."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

STORY = ["hafryat-factions-warn", "sada-elbalad-factions-ready"]
REPORT = "Engineers replaced {} of the six turbines of the Zarqafi dam near Brimborion, Nadia Obaidi said on Monday."


def test_piped_each_line_begins_with_its_story(isnad: Callable, home: Path) -> None:
    done = isnad("articles", "--stories")
    assert done.code == 0
    assert [line.split("\t")[:2] for line in done.out.splitlines()] == [[STORY[0], name] for name in STORY]


def test_in_json_every_article_names_its_story(isnad: Callable, home: Path) -> None:
    rows = {row["id"]: row["story"] for row in map(json.loads, isnad("articles", "--json").out.splitlines())}
    assert {name for name, story in rows.items() if story == STORY[0]} == set(STORY)
    assert [story for name, story in rows.items() if name not in STORY] == [None] * 3
    listed = [json.loads(line)["id"] for line in isnad("articles", "--stories", "--json").out.splitlines()]
    assert listed == STORY


def test_on_a_terminal_a_blank_line_stands_between_stories(isnad: Callable, on_terminal: Callable, home: Path) -> None:
    for name in ("first", "second"):
        Path(f"{name}.txt").write_text(REPORT.format(4) + "\n")
    assert isnad("add", "first.txt", "second.txt").code == 0
    lines = re.sub("\x1b\\[[0-9;]*m", "", on_terminal("articles", "--stories", COLUMNS="200")).splitlines()
    named = [line.split()[0] if line.strip() else "" for line in lines]
    assert named[named.index(STORY[0]) :][:5] == [*STORY, "", "first", "second"]
    assert "jihadist-group-vows" not in named


@pytest.mark.parametrize("flags", [("--stories",), ("--stories", "--json")])
def test_without_a_story_there_is_one_line_about_it(isnad: Callable, fresh_home: Path, flags: tuple[str, ...]) -> None:
    Path("river.txt").write_text("The river rose\n\nThe Tigris rose by two metres on Monday, the ministry said.\n")
    isnad("add", "river.txt")
    done = isnad("articles", *flags)
    assert (done.code, done.out) == (0, "") and "no two articles" in done.err and done.err.count("\n") == 1


def test_an_archive_of_an_earlier_layout_says_what_finds_its_stories(isnad: Callable, home: Path) -> None:
    with closing(sqlite3.connect(home / "archive.sqlite")) as connection:
        tables = ("compared", "story_keys", "kin", "retold")
        connection.executescript("".join(f"DROP TABLE {table};" for table in tables) + "PRAGMA user_version = 1;")
    for command in (("articles",), ("remove", "nothing")):
        isnad(*command)
        done = isnad("articles", "--stories")
        assert (done.code, done.out) == (0, "") and "isnad rebuild" in done.err
    assert isnad("rebuild").code == 0
    assert len(isnad("articles", "--stories").out.splitlines()) == 2


def test_an_answer_tells_how_many_articles_say_it_and_that_numbers_differ(isnad: Callable, home: Path) -> None:
    assert "2 of 5 articles say this" in isnad("ask", "Who leads the Badr Organization?").out
    assert "من أصل 5" in isnad("ask", "من يقود منظمة بدر؟").out
    asked = json.loads(isnad("ask", "--json", "How many attacks on US forces since mid-October?").out)
    assert asked["text"].startswith("The articles give different numbers:")
