"""The life of the process: what it needs to begin, how it ends, and what of it outlives a restart."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.discord.wording import DISCORD_WORDS
from tests.bot.discord.bot_process import BotProcess
from tests.bot.discord.conftest import Home, well_behaved
from tests.bot.discord.people import Person
from tests.bot.discord.reading import answer_id, quotes, words
from tests.bot.discord.server.gateway import AUTHENTICATION_FAILED
from tests.bot.discord.server.loopback import Discord
from tests.bot.discord.test_asking import TROOPS

Isnad = Callable[..., Any]


@pytest.fixture(scope="module")
def empty() -> Iterator[Discord]:
    with Discord() as started:
        started.world.guild("Newsroom")
        yield started


@pytest.fixture
def discord(empty: Discord) -> Iterator[Discord]:
    yield from well_behaved(empty)


@pytest.fixture
def reader(discord: Discord) -> Person:
    return Person.joining(discord, next(iter(discord.world.guilds.values())))


def ends(discord: Discord, home: Path, *arguments: str, **settings: str | None) -> tuple[int, list[str]]:
    """The exit code of a bot that cannot begin, and what it says beside its log."""
    bot = BotProcess(discord, home, *arguments, **settings)
    code = bot.ended()
    assert discord.token not in bot.log() and "Traceback" not in bot.log()
    return code, [line for line in bot.log().splitlines() if not line.startswith("{")]


@pytest.mark.parametrize("token", [None, "", "my-token", "a.b.c", "Bot " + "a" * 24 + "." + "b" * 6 + "." + "c" * 38])
def test_without_a_proper_token_one_line_names_the_setting(
    isnad: Isnad, fresh_home: Path, monkeypatch: pytest.MonkeyPatch, token: str | None
) -> None:
    if token is not None:
        monkeypatch.setenv("ISNAD_DISCORD_TOKEN", token)
    done = isnad("discord")
    assert done.code == 2 and done.out == "" and done.err.count("\n") == 1 and "ISNAD_DISCORD_TOKEN" in done.err
    assert not token or token not in done.err


@pytest.mark.parametrize("arguments", [("--guild", "newsroom"), ("--guild", "-1"), ("--loud",), ("now",)])
def test_wrong_usage_is_one_line(isnad: Isnad, fresh_home: Path, arguments: tuple[str, ...]) -> None:
    done = isnad("discord", *arguments)
    assert done.code == 2 and done.err.count("\n") == 1 and "isnad discord --help" in done.err


def test_a_refused_token_is_one_line_that_does_not_show_it(empty: Discord, new_home: Home) -> None:
    whose, _, secret = empty.token.rpartition(".")
    wrong = f"{whose}.{secret[::-1]}"  # well-formed, of this bot, and unknown to Discord
    code, said = ends(empty, new_home(), ISNAD_DISCORD_TOKEN=wrong)
    assert code == 1 and len(said) == 1 and "token" in said[0] and wrong not in said[0]


def test_a_token_refused_at_the_gateway_is_one_line_too(empty: Discord, new_home: Home) -> None:
    empty.gateway.refusing = AUTHENTICATION_FAILED
    try:
        code, said = ends(empty, new_home())
    finally:
        empty.gateway.refusing = None
    assert code == 1 and len(said) == 1 and "token" in said[0]


def test_a_server_that_the_bot_is_not_in_is_one_line(empty: Discord, new_home: Home) -> None:
    code, said = ends(empty, new_home(), "--guild", "99", "--sync")
    assert code == 1 and len(said) == 1 and "99" in said[0] and "--guild" in said[0]


def test_what_was_begun_before_a_restart_goes_on_after_it(
    discord: Discord, reader: Person, new_home: Home, isnad: Isnad, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = new_home()
    with BotProcess(discord, home) as bot:
        answers = {language: discord.answer(reader.slash("ask", question=TROOPS[language])) for language in TROOPS}
        opened = reader.press(answers["en"], "Ask further")
        discord.until(lambda: opened.modal, "a form")
        bot.kill()
    registered = [each for each in discord.record.requests if each.method == "PUT"]
    with BotProcess(discord, home, "--no-sync", ISNAD_DISCORD_LOG="debug") as bot:
        assert [each for each in discord.record.requests if each.method == "PUT"] == registered
        assert "<#" in discord.answer(reader.submit(opened, question="And in Syria?")).content
        for language, answer in answers.items():
            own = DISCORD_WORDS[language]
            source = discord.answer(reader.press(answer, own.source))
            assert quotes(answer)[0] in " ".join(words(source).split())
            assert words(discord.answer(reader.press(answer, "👍"))) == own.thanks
        assert bot.events("asked")[0]["question"] == "And in Syria?" and discord.token not in bot.log()
    monkeypatch.setenv("ISNAD_HOME", str(home))
    feedback = [json.loads(line) for line in isnad("discord", "--feedback").out.splitlines()]
    assert {answer_id(answer) for answer in answers.values()} == {each["answer"] for each in feedback}


def test_asked_to_end_it_finishes_what_it_is_at_and_leaves(discord: Discord, reader: Person, new_home: Home) -> None:
    guild = next(iter(discord.world.guilds))
    with BotProcess(discord, new_home(), "--guild", str(guild), "--sync") as bot:
        registered = {command["name"] for command in discord.world.commands[guild].values()}
        assert {"ask", "source", "check", "articles", "about", "archive"} <= registered
        discord.faults.fail("/callback", 403)
        reader.slash("ask", question="Which secret word is kumquat?")
        discord.until(lambda: bot.events("unacknowledged"), "a line in the log")
        held = discord.faults.limit("PATCH /webhooks", retry_after=1.5, times=2)
        asked = [reader.slash("ask", question=question) for question in TROOPS.values()]
        discord.until(lambda: held.met == 2, "answers on their way")
        bot.terminate()
        assert bot.ended() == 0
    assert all(sent.answer is not None and quotes(sent.answer) for sent in asked)
    discord.until(lambda: discord.record.gateway_events[-1].what == "disconnected", "a goodbye")
    assert discord.record.gateway_events[-1].more["code"] == 1000
    told = bot.log()
    assert discord.token not in told and "kumquat" not in told and not any(each.token in told for each in asked)
    assert all(line.startswith("{") for line in told.splitlines())
