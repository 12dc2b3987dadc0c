"""The command line as a process: help, exit codes, one line for an error, and what a terminal is sent."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

COMMANDS = ("ask", "search", "chat", "source", "add", "articles", "remove", "rebuild", "doctor", "eval")
ARABIC_LETTER = re.compile("[\u0621-\u064a]")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_each_command_shows_an_example(isnad: Callable, fresh_home: Path, command: str) -> None:
    done = isnad(command, "--help")
    assert done.code == 0
    assert re.search(rf"^  (\w+=\S+ )?isnad {command}\b", done.out, re.MULTILINE)


@pytest.mark.parametrize("command", ["ask", "search", "add", "remove", "eval"])
def test_where_words_are_given_one_example_is_arabic(isnad: Callable, fresh_home: Path, command: str) -> None:
    examples = [line for line in isnad(command, "--help").out.splitlines() if line.startswith("  isnad ")]
    assert any(ARABIC_LETTER.search(line) for line in examples)
    assert any(not ARABIC_LETTER.search(line) for line in examples)


def test_help_lists_every_command_and_loads_nothing_heavy(fresh_home: Path) -> None:
    run = (
        "import sys\n"
        "from bot.cli import main\n"
        "code = main(['--help'])\n"
        "heavy = {'chromadb', 'torch', 'sentence_transformers', 'langchain_core', 'numpy', 'tantivy', 'retrieval'}\n"
        "print('heavy:', sorted(heavy & set(sys.modules)))\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, encoding="utf-8", check=True)
    assert "heavy: []" in done.stdout
    assert all(f"\n  {command} " in done.stdout for command in COMMANDS)


def test_without_a_command_the_help_is_shown(isnad: Callable, fresh_home: Path) -> None:
    assert isnad().out == isnad("--help").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("aks", "q"), "Did you mean 'ask'"), (("ask", "--jsno", "q"), "--jsno"), (("source",), "id"), (("add",), "PATH")],
)
def test_wrong_usage_is_one_line_that_names_the_help(
    isnad: Callable, fresh_home: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = isnad(*arguments)
    assert done.code == 2 and done.out == "" and done.err.count("\n") == 1
    assert said in done.err and "--help" in done.err


def test_an_unknown_setting_stops_the_command_with_exit_2(process: Callable, fresh_home: Path) -> None:
    Path(".env").write_text("ISNAD_COLOUR=yes\n")
    done = process("ask", "q")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("isnad: unknown setting ISNAD_COLOUR") and done.stderr.count("\n") == 1


def test_a_malformed_setting_stops_the_command_with_exit_2(process: Callable, fresh_home: Path) -> None:
    done = process("articles", env={**os.environ, "ISNAD_OFFLINE": "perhaps"})
    assert done.returncode == 2 and done.stderr.startswith("isnad: setting ISNAD_OFFLINE='perhaps' is wrong")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("where", ["before", "after"])
def test_debug_shows_the_traceback(process: Callable, fresh_home: Path, where: str) -> None:
    command = ["ask", "--batch", "nothing.jsonl"]
    done = process(*(["--debug", *command] if where == "before" else [*command, "--debug"]))
    assert done.returncode == 1 and "Traceback" in done.stderr


def test_debug_changes_no_exit_code(process: Callable, fresh_home: Path) -> None:
    done = process("--debug", "ask", "--since", "yesterday", "q")
    assert done.returncode == 2 and "Traceback" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("isnad: --since yesterday is not a day")


def test_the_version_is_that_of_the_package(isnad: Callable, fresh_home: Path) -> None:
    done = isnad("--version")
    assert (done.code, done.out) == (0, f"isnad {version('isnad')}\n")


def test_a_question_may_hold_what_looks_like_a_flag(isnad: Callable, home: Path) -> None:
    done = isnad("ask", "--json", "--", "--debug", "troops")
    assert done.code == 0 and '"question": "--debug troops"' in done.out


def test_piped_output_holds_no_escape_code_and_no_isolate(process: Callable, home: Path) -> None:
    environment = {**os.environ, "FORCE_COLOR": "1", "TERM": "xterm-256color", "LC_ALL": "C"}
    for arguments in (("ask", "من يقود عصائب أهل الحق؟"), ("articles",), ("--help",), ("add", __file__)):
        done = process(*arguments, env=environment)
        assert not set("\x1b\u2067\u2068\u2069") & set(done.stdout + done.stderr), arguments


def test_a_terminal_gets_colour_and_isolated_arabic(on_terminal: Callable, home: Path) -> None:
    shown = on_terminal("ask", "من يقود عصائب أهل الحق؟")
    assert "\x1b[1m" in shown and re.search("\x1b\\[[0-9;]*36m", shown)
    assert shown.count("\u2067") >= 3


def test_no_color_is_respected(on_terminal: Callable, home: Path) -> None:
    shown = on_terminal("ask", "Who leads Asa'ib Ahl al-Haq?", NO_COLOR="1")
    assert not re.search("\x1b\\[(?:[0-9;]*;)?[349][0-7]m", shown)


def test_a_terminal_shows_progress_and_a_table(on_terminal: Callable, home: Path) -> None:
    Path("river.txt").write_text("The river rose\n\nThe Tigris rose by two metres on Monday, the ministry said.\n")
    assert "Adding" in on_terminal("add", "river.txt")
    listed = on_terminal("articles")
    assert "──" in listed and "sada-elbalad-factions-ready " in listed


def test_control_c_is_exit_130_without_a_traceback(home: Path) -> None:
    command = [sys.executable, "-m", "bot.cli", "ask", "--batch", "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        # A shell's background job ignores SIGINT and so would its children.
        command, stdin=pipe, stdout=pipe, stderr=pipe, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
    ) as waiting:  # fmt: skip
        assert waiting.stdin is not None and waiting.stdout is not None and waiting.stderr is not None
        waiting.stdin.write(b'{"question": "Who leads?"}\n')
        waiting.stdin.flush()
        waiting.stdout.readline()
        time.sleep(0.2)
        waiting.send_signal(signal.SIGINT)
        assert waiting.wait(timeout=30) == 130
        assert waiting.stderr.read() == b""


@pytest.mark.usefixtures("home")
def test_a_list_whose_reader_has_gone_ends_without_a_word() -> None:
    command = [sys.executable, "-m", "bot.cli", "articles", "--json"]
    listing = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert listing.stdout is not None
    listing.stdout.close()
    assert listing.stderr is not None and listing.stderr.read() == b""
    assert listing.wait() == 1
    listing.stderr.close()
