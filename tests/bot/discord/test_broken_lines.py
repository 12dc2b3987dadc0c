"""Discord fails in its ways, and what was asked is answered all the same."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from tests.bot.discord.bot_process import BotProcess
from tests.bot.discord.conftest import Home, well_behaved
from tests.bot.discord.people import Person
from tests.bot.discord.reading import quotes
from tests.bot.discord.server.faults import CUT
from tests.bot.discord.server.loopback import Discord
from tests.bot.discord.server.world import BOT_PERMISSIONS, SEND
from tests.bot.discord.test_asking import TROOPS

ANSWERING = "(PATCH|POST) /webhooks|POST /channels"
OUTAGE = 10.0


@pytest.fixture(scope="module")
def troubled(new_home: Home) -> Iterator[tuple[Discord, BotProcess]]:
    with Discord() as discord:
        discord.world.guild("Newsroom")
        with BotProcess(discord, new_home()) as bot:
            yield discord, bot


@pytest.fixture
def discord(troubled: tuple[Discord, BotProcess]) -> Iterator[Discord]:
    yield from well_behaved(troubled[0])


@pytest.fixture
def reader(discord: Discord) -> Person:
    return Person.joining(discord, next(iter(discord.world.guilds.values())))


LOSSES: dict[str, Callable[[Discord], object]] = {
    "cut": Discord.cut_gateway,
    "closed with 4000": lambda discord: discord.close_gateway(4000),
    "closed with 1001": lambda discord: discord.close_gateway(1001),
    "asked to reconnect": Discord.reconnect,
    "session invalid but resumable": lambda discord: discord.invalidate(resumable=True),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_a_gateway_lost_while_answering_is_resumed_and_nothing_is_missed(
    discord: Discord, reader: Person, loss: str
) -> None:
    resumed = discord.record.count("resumed")
    held = discord.faults.limit("PATCH /webhooks", retry_after=0.5)
    during = reader.slash("ask", question=TROOPS["en"])
    discord.until(lambda: held.met, "an answer on its way")
    LOSSES[loss](discord)
    meanwhile = reader.slash("ask", question=TROOPS["ar"])
    mentioned = reader.mention(TROOPS["en"])
    assert quotes(discord.answer(during)) and quotes(discord.answer(meanwhile)) and quotes(discord.reply(mentioned))
    assert discord.record.count("resumed") == resumed + 1


def test_an_invalid_session_is_begun_anew(discord: Discord, reader: Person) -> None:
    identified = discord.record.count("identify")
    discord.invalidate(resumable=False)
    discord.until(lambda: discord.record.count("identify") > identified and discord.connected, "a new session")
    assert quotes(discord.answer(reader.slash("ask", question=TROOPS["en"])))


def test_ten_seconds_of_500_while_answering_are_outlived(discord: Discord, reader: Person) -> None:
    discord.faults.fail(ANSWERING, 500, seconds=OUTAGE)
    sent, mentioned = reader.slash("ask", question=TROOPS["en"]), reader.mention(TROOPS["ar"])
    began = time.monotonic()
    assert quotes(discord.answer(sent)) and quotes(discord.reply(mentioned))
    assert time.monotonic() - began >= OUTAGE * 0.9


@pytest.mark.parametrize("everywhere", [False, True])
def test_who_is_told_to_come_back_later_does(discord: Discord, reader: Person, everywhere: bool) -> None:
    limits = [discord.faults.limit(where, 0.7, 2, everywhere) for where in ("PATCH /webhooks", "POST /channels")]
    began = time.monotonic()
    sent, mentioned = reader.slash("ask", question=TROOPS["en"]), reader.mention(TROOPS["ar"])
    assert quotes(discord.answer(sent)) and quotes(discord.reply(mentioned))
    assert [limit.met for limit in limits] == [2, 2] and time.monotonic() - began >= 1.3


def test_a_connection_cut_before_the_answer_is_tried_again(discord: Discord, reader: Person) -> None:
    cuts = [discord.faults.fail(where, CUT) for where in ("PATCH /webhooks", "POST /channels")]
    sent, mentioned = reader.slash("ask", question=TROOPS["en"]), reader.mention(TROOPS["ar"])
    assert quotes(discord.answer(sent)) and quotes(discord.reply(mentioned))
    assert [cut.met for cut in cuts] == [1, 1]


def test_an_acknowledgement_that_discord_fumbles_is_made_again(discord: Discord, reader: Person) -> None:
    discord.faults.fail("/callback", 502)
    assert quotes(discord.answer(reader.slash("ask", question=TROOPS["en"])))


def test_an_acknowledgement_that_cannot_be_made_is_logged_and_the_next_question_answered(
    discord: Discord, reader: Person, troubled: tuple[Discord, BotProcess]
) -> None:
    refused = discord.faults.fail("/callback", 403)
    sent = reader.slash("ask", question=TROOPS["en"])
    discord.until(lambda: refused.met and troubled[1].events("unacknowledged"), "a line in the log")
    assert sent.acknowledged is None
    assert quotes(discord.answer(reader.slash("ask", question=TROOPS["en"])))


def test_a_question_that_is_deleted_meanwhile_is_answered_in_its_channel(discord: Discord, reader: Person) -> None:
    before = set(reader.shown())
    held = discord.faults.limit("POST /channels", retry_after=0.5)
    said = reader.mention(TROOPS["en"])
    discord.until(lambda: held.met, "an answer on its way")
    said.deleted = True
    (answer,) = discord.until(lambda: set(reader.shown()) - before, "an answer that replies to nothing")
    assert quotes(answer) and answer.reply_to is None


def test_a_channel_in_which_it_may_not_write_is_logged_and_others_answered(
    discord: Discord, reader: Person, troubled: tuple[Discord, BotProcess]
) -> None:
    guild = next(iter(discord.world.guilds.values()))
    closed = discord.new_channel(guild, "closed", BOT_PERMISSIONS & ~SEND)
    reader.at(closed).mention(TROOPS["en"])
    discord.until(lambda: troubled[1].events("undelivered"), "a line in the log")
    assert quotes(discord.answer(reader.at(closed).slash("ask", question=TROOPS["en"])))
    assert quotes(discord.reply(reader.mention(TROOPS["ar"])))
