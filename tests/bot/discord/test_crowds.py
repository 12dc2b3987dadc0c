"""Many at once: everybody is acknowledged in time and answered; who floods holds up nobody but themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.discord.wording import DISCORD_WORDS
from tests.bot.discord.bot_process import BotProcess
from tests.bot.discord.conftest import Home, well_behaved
from tests.bot.discord.people import Person
from tests.bot.discord.reading import is_bundled, quotes, words
from tests.bot.discord.server.interactions import Interaction
from tests.bot.discord.server.loopback import Discord
from tests.bot.discord.server.world import Guild, Message
from tests.bot.discord.test_asking import TROOPS

QUESTIONS = (TROOPS["en"], TROOPS["ar"], "Who leads Asa'ib Ahl al-Haq?", "متى ظهرت جماعة أصحاب الكهف؟")


@pytest.fixture(scope="module")
def crowded(new_home: Home) -> Iterator[tuple[Discord, list[Guild], BotProcess, Path]]:
    """Four servers, and a bot with limits: ten questions a person in a minute, sixty a server."""
    home = new_home()
    lags = home.with_name("lags")
    with Discord() as discord:
        guilds = [discord.world.guild(f"Server {number}") for number in range(4)]
        limits = {"ISNAD_DISCORD_PERSON_LIMIT": "10", "ISNAD_DISCORD_SERVER_LIMIT": "60"}
        with BotProcess(discord, home, lags=lags, **limits) as bot:
            yield discord, guilds, bot, lags


@pytest.fixture
def discord(crowded: tuple[Discord, list[Guild], BotProcess, Path]) -> Iterator[Discord]:
    yield from well_behaved(crowded[0])


def test_two_hundred_questions_at_once_are_all_answered(
    discord: Discord, crowded: tuple[Discord, list[Guild], BotProcess, Path]
) -> None:
    _, guilds, _, lags = crowded
    people = [Person.joining(discord, guilds[number % 4], f"reader{number}") for number in range(200)]
    began = len(lags.read_text().splitlines())
    asked = [person.slash("ask", question=QUESTIONS[n % 4]) for n, person in enumerate(people)]
    answers = [discord.answer(sent, 120) for sent in asked]
    assert all(is_bundled(quotes(answer)[0]) for answer in answers)
    lag = sorted(float(line.split()[1]) for line in lags.read_text().splitlines()[began:-1])
    assert lag[int(len(lag) * 0.9)] < 0.5, "searching held up the event loop"


def held_back(discord: Discord, sent: list[Interaction]) -> list[Message]:
    """The answers that ask for patience, each seen by its asker alone."""
    answers = [discord.answer(each) for each in sent]
    patience = DISCORD_WORDS["en"].slow_down(9).partition(":")[0]
    told = [answer for answer in answers if words(answer).startswith(patience)]
    assert all(answer.only_for is not None and not answer.embeds for answer in told)
    assert all(quotes(answer) for answer in answers if answer not in told)
    return told


def test_a_flood_of_one_person_does_not_hold_up_others(discord: Discord) -> None:
    guild = discord.new_guild("Flooded")
    flooding = Person.joining(discord, guild, "flooding")
    flood = [flooding.slash("ask", question=QUESTIONS[number % 4]) for number in range(60)]
    others = [Person.joining(discord, guild, f"patient{number}") for number in range(5)]
    asked = [person.slash("ask", question=QUESTIONS[0]) for person in others]
    assert held_back(discord, asked) == []
    assert 40 <= len(held_back(discord, flood)) <= 50


def test_a_flooded_server_does_not_hold_up_another(discord: Discord) -> None:
    crowded, quiet = discord.new_guild("Crowded"), discord.new_guild("Calm")
    people = [Person.joining(discord, crowded, f"visitor{number}") for number in range(100)]
    flood = [person.slash("ask", question=QUESTIONS[0]) for person in people]
    asked = Person.joining(discord, quiet, "neighbour").slash("ask", question=QUESTIONS[1])
    assert held_back(discord, [asked]) == []
    assert 20 <= len(held_back(discord, flood)) <= 40


def test_a_flood_of_mentions_is_told_once(discord: Discord) -> None:
    guild = discord.new_guild("Mentioned")
    flooding = Person.joining(discord, guild, "mentioning")
    for _ in range(30):
        flooding.mention(QUESTIONS[0])
    after = Person.joining(discord, guild, "after")
    assert quotes(discord.reply(after.mention(QUESTIONS[1])))
    said = [each for each in flooding.shown() if each.author is discord.world.bot]
    assert 8 <= len(said) <= 16
    told = [each for each in flooding.direct.shown() if each.author is discord.world.bot]
    assert len(told) <= 3 and all(not quotes(each) for each in told)
