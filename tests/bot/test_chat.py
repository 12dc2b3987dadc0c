"""`isnad chat`: what is said to each line, from a pipe and at a real terminal."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.chat.chat import Chat
from bot.pages import Page
from bot.plain import plain_text
from corpus.errors import UsageError
from corpus.language import detect_language
from retrieval.engine import Engine

TROOPS = "How many US troops are in Iraq?"
ARABIC_TROOPS = "كم عدد القوات الأميركية في العراق؟"
FOOLISHNESS = "Any foolishness from the American enemy will be met with severe retaliatory measures"


class Talk:
    """A chat and what it showed, line by line."""

    def __init__(self, engine: Engine) -> None:
        self.pages: list[Page] = []
        self.notes: list[str] = []
        self.chat = Chat(engine, 3, self.pages.append, lambda line, language: self.notes.append(line))

    def say(self, line: str) -> str:
        """What is shown for one line."""
        self.pages.clear()
        self.notes.clear()
        assert self.chat.reply(line)
        return "\n".join([*self.notes, *map(plain_text, self.pages)])


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    opened = Engine(tmp_path_factory.mktemp("chat") / "home")
    opened.fill()
    yield opened
    opened.close()


@pytest.fixture
def talk(engine: Engine) -> Talk:
    return Talk(engine)


def test_a_question_is_answered_as_ask_does_and_nothing_is_noted(talk: Talk) -> None:
    assert "2,500 US troops" in talk.say(TROOPS)
    assert talk.notes == []


def test_a_follow_up_says_what_was_carried(talk: Talk) -> None:
    talk.say(TROOPS)
    assert "900 in Syria" in talk.say("and in Syria?")
    assert talk.notes == ["Understood as: How many US troops are in Syria? (carried over: How many US troops are in)"]
    assert "900 in Syria" in talk.say("وفي سوريا؟")
    assert talk.notes[0].startswith("فُهم السؤال هكذا: How many US troops are in سوريا?")


def test_source_shows_a_quote_of_the_last_answer_by_its_number_or_id(talk: Talk) -> None:
    talk.say(TROOPS)
    second = talk.pages[0].cards[1].text
    assert second in talk.say("/source 2")
    assert "Iraqi Factions Ready" in talk.say("/source sada-elbalad-factions-ready")
    with pytest.raises(UsageError, match="1 to 3"):
        talk.say("/source 4")
    with pytest.raises(UsageError, match="nope"):
        talk.say("/source nope")
    assert second in talk.say("/مصدر ٢")


def test_more_shows_quotes_that_were_not_shown_until_there_are_none(talk: Talk) -> None:
    talk.say(TROOPS)
    shown = [card.text for card in talk.pages[0].cards]
    for _ in range(20):
        try:
            talk.say("/more")
        except UsageError as error:
            assert "nothing further" in str(error)
            break
        further = [card.text for card in talk.pages[0].cards]
        assert further and not set(further) & set(shown)
        shown += further
        number = len(shown)
        assert further[-1] in talk.say(f"/source {number}")
    else:
        pytest.fail("there was always more")


def test_more_after_a_no_shows_the_nearest_passages(talk: Talk) -> None:
    talk.say("What is the price of bread in Oslo?")
    assert "1. ·" in talk.say("/more")


def test_check_gives_the_verdict_on_a_text(talk: Talk) -> None:
    assert talk.say(f"/check {FOOLISHNESS}").startswith("Verbatim")
    assert detect_language(talk.say("/تحقق سنواجه النار بالنار حتماً").splitlines()[0]) == "ar"
    with pytest.raises(UsageError, match="/check"):
        talk.say("/check")


def test_the_program_speaks_the_questions_language_or_the_chosen_one(talk: Talk) -> None:
    assert "date unknown" in talk.say(TROOPS)
    assert "التاريخ غير معروف" in talk.say(ARABIC_TROOPS)
    talk.say("/language ar")
    assert "التاريخ غير معروف" in talk.say(TROOPS)
    talk.say("/لغة تلقائي")
    assert "date unknown" in talk.say(TROOPS)
    with pytest.raises(UsageError, match="ar, en or auto"):
        talk.say("/language fr")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("/hepl", "did you mean /help?"), ("/mroe", "did you mean /more?"), ("/xyzzy", "/help"), ("/", "/help"),
     ("/مصادر", "/مصدر")],
)  # fmt: skip
def test_an_unknown_command_names_the_nearest_one(talk: Talk, typed: str, said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(said)) as raised:
        talk.say(typed)
    assert "\n" not in str(raised.value)


def test_commands_that_need_a_question_say_so_before_one(talk: Talk) -> None:
    for command in ("/more", "/source 1", "/source"):
        with pytest.raises(UsageError, match="Nothing was asked yet"):
            talk.say(command)
    assert talk.say("") == talk.say("   ") == ""


def test_help_names_every_command_in_both_languages(talk: Talk) -> None:
    english, arabic = talk.say("/help"), talk.say("/مساعدة")
    for command in ("/source", "/more", "/check", "/language", "/help", "/quit"):
        assert command in english and command in arabic
    assert detect_language(arabic) == "ar"


def test_a_command_copied_from_arabic_help_works_with_its_invisible_mark(talk: Talk) -> None:
    talk.say(TROOPS)
    assert "2,500" in talk.say("\u200e/source 1")


def test_a_wrong_question_leaves_the_conversation_as_it_was(talk: Talk) -> None:
    talk.say(TROOPS)
    with pytest.raises(UsageError):
        talk.say("x" * 3000)
    assert "900 in Syria" in talk.say("and in Syria?")


@pytest.mark.usefixtures("home")
def test_piped_questions_are_answered_in_turn_and_a_bad_one_does_not_end_the_talk(process: Callable) -> None:
    lines = [TROOPS, "وفي سوريا؟", "/hepl", "😀", "Who leads Asa'ib Ahl al-Haq?", "/quit", "never asked"]
    done = process("chat", input="\ufeff" + "\n".join(lines))
    assert done.returncode == 1
    assert "900 in Syria" in done.stdout and "led by Qais Khazali" in done.stdout
    assert "فُهم السؤال هكذا" in done.stdout and "never asked" not in done.stdout
    assert not set("\x1b\u2067\u2068\u2069›") & set(done.stdout + done.stderr)
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["isnad", "isnad"]
    assert not Path("home/chat-history.jsonl").exists()


@pytest.mark.usefixtures("home")
def test_what_stands_in_the_way_of_every_answer_is_one_line_a_question(process: Callable) -> None:
    done = process("chat", input=f"{TROOPS}\n", env={**os.environ, "ISNAD_LEXICON": "nowhere.tsv"})
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "nowhere.tsv" in done.stderr


class Terminal:
    """`isnad chat` at a terminal of 90 columns: `wait_for` reads on until a text was sent."""

    def __init__(self, **more: str) -> None:
        self._ours, theirs = pty.openpty()
        environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "90", "LINES": "40", **more}
        self.running = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "chat"],
            stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True,
            preexec_fn=lambda: _settle(theirs),
        )  # fmt: skip
        os.close(theirs)
        self.received = ""

    def type(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def press_control_c(self) -> None:
        """Once the terminal makes a signal of it; while a line is edited it is a key like others."""
        while not termios.tcgetattr(self._ours)[3] & termios.ISIG:
            time.sleep(0.001)
        time.sleep(0.1)  # what edited the line is put away
        self.type("\x03")

    def wait_for(self, text: str, seconds: float = 60) -> str:
        """Everything since the last wait, up to and with `text`."""
        until = time.monotonic() + seconds
        while text not in self.received:
            ready, _, _ = select.select([self._ours], [], [], max(0.0, until - time.monotonic()))
            assert ready, f"{text!r} did not come: {self.received!r}"
            try:
                self.received += os.read(self._ours, 65536).decode("utf-8", "replace")
            except OSError as error:  # how a terminal ends on Linux
                raise AssertionError(f"{text!r} did not come: {self.received!r}") from error
        before, self.received = self.received.split(text, 1)
        return before + text

    def ends(self) -> int:
        """The exit code, once the program has left."""
        while True:
            try:
                if not os.read(self._ours, 65536):
                    break
            except OSError:
                break
        return self.running.wait(timeout=60)


def _settle(terminal: int) -> None:
    """Makes the terminal the session's own, so that Ctrl-C reaches the program."""
    import fcntl
    import termios

    signal.signal(signal.SIGINT, signal.default_int_handler)
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)


@pytest.fixture
def terminal(home: Path) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def start(**more: str) -> Terminal:
        opened.append(Terminal(**more))
        return opened[-1]

    yield start
    for one in opened:
        one.running.kill()
        one.running.wait()


def test_at_a_terminal_questions_are_typed_answered_and_followed_up(terminal: Callable, home: Path) -> None:
    at = terminal()
    assert "اسأل" in at.wait_for("›")
    at.type(TROOPS + "\r")
    assert "\x1b[" in at.wait_for("2,500")
    at.wait_for("›")
    at.type("وفي سوريا؟\r")
    assert "فُهم السؤال" in at.wait_for("900 in Syria")
    at.wait_for("›")
    at.type("\x04")
    assert at.ends() == 0
    history = home / "chat-history.jsonl"
    assert history.stat().st_mode & 0o777 == 0o600 and len(history.read_text().splitlines()) == 2


def test_the_up_arrow_brings_back_what_an_earlier_chat_was_asked(terminal: Callable) -> None:
    at = terminal()
    at.wait_for("›")
    at.type("/language en\r")
    at.wait_for("speaks English")
    at.wait_for("›")
    at.type("/quit\r")
    assert at.ends() == 0
    again = terminal()
    again.wait_for("›")
    again.type("\x1b[A\x1b[A\r")
    again.wait_for("speaks English")


def test_control_c_drops_the_line_and_at_an_empty_prompt_says_how_to_leave(terminal: Callable) -> None:
    at = terminal()
    at.wait_for("›")
    at.type("half a quest\x03")
    at.wait_for("›")
    at.type("\x03")
    at.wait_for("Ctrl-D or /quit leaves.")
    at.wait_for("›")
    at.type("/quit\r")
    assert at.ends() == 0


def test_control_c_stops_an_answer_and_the_talk_goes_on(terminal: Callable, home: Path) -> None:
    # The first answer of a new home waits for the articles, long enough to be stopped.
    shutil.rmtree(home)
    at = terminal()
    at.wait_for("›")
    at.type(TROOPS + "\r")
    at.wait_for("\x1b[?2004l")
    at.press_control_c()
    at.wait_for("Stopped.")
    at.wait_for("›")
    at.type(TROOPS + "\r")
    at.wait_for("2,500")
    at.wait_for("›")
    at.type("\x04")
    assert at.ends() == 0


def test_a_dumb_terminal_is_served_too(terminal: Callable) -> None:
    at = terminal(TERM="dumb")
    at.wait_for("›")
    at.type(ARABIC_TROOPS + "\r")
    assert "\x1b[1m" not in at.wait_for("2,500")
    at.wait_for("›")
    at.type("\x04")
    assert at.ends() == 0
