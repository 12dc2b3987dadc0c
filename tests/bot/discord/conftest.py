"""One Discord and one real bot for most scenarios; after each test, that nothing was refused and nobody pinged."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bot.discord.bot_process import BotProcess
from tests.bot.discord.people import Person
from tests.bot.discord.server.loopback import Discord
from tests.bot.discord.server.world import MANAGE_GUILD, Guild

Home = Callable[[], Path]
# What Discord says of a place rather than of a rule: no access, no permission, a thread is there already.
ABOUT_THE_PLACE = {50001, 50013, 160004}


@pytest.fixture(scope="session")
def new_home(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Makes homes with the bundled articles."""
    return lambda: Path(shutil.copytree(filled, tmp_path_factory.mktemp("discord") / "home"))


@pytest.fixture(scope="session")
def silenced(new_home: Home) -> Iterator[Discord]:
    """Another Discord, which falls silent as soon as its bot is ready; a minute passes until the bot notices."""
    with Discord() as discord:
        discord.world.guild("Quiet")
        with BotProcess(discord, new_home()):
            discord.silence()
            yield discord


@pytest.fixture(scope="session")
def newsroom(silenced: Discord, new_home: Home) -> Iterator[tuple[Discord, Guild, BotProcess]]:
    """A server whose managers keep the archive, and the bot in it. The minute of `silenced` begins with it."""
    with Discord() as discord:
        guild = discord.world.guild("Newsroom")
        with BotProcess(discord, new_home(), ISNAD_DISCORD_MANAGERS=str(guild.id)) as bot:
            yield discord, guild, bot


@pytest.fixture
def discord(newsroom: tuple[Discord, Guild, BotProcess]) -> Iterator[Discord]:
    yield from well_behaved(newsroom[0])


@pytest.fixture
def guild(newsroom: tuple[Discord, Guild, BotProcess]) -> Guild:
    return newsroom[1]


@pytest.fixture
def bot(newsroom: tuple[Discord, Guild, BotProcess]) -> BotProcess:
    return newsroom[2]


@pytest.fixture
def reader(discord: Discord, guild: Guild) -> Person:
    """Somebody without any say, in a channel that nobody else uses."""
    return Person.joining(discord, guild).at(discord.new_channel(guild))


@pytest.fixture
def manager(discord: Discord, guild: Guild) -> Person:
    """Somebody who manages the server."""
    return Person.joining(discord, guild, "manager", MANAGE_GUILD)


def well_behaved(discord: Discord) -> Iterator[Discord]:
    """The Discord; afterwards, that the bot broke no rule and called nobody."""
    refused, messages = len(discord.record.refused()), set(discord.world.messages)
    yield discord
    discord.faults.clear()
    assert [each for each in discord.record.refused()[refused:] if each.code not in ABOUT_THE_PLACE] == []
    assert discord.record.violations == []
    new = [message for number, message in discord.world.messages.items() if number not in messages]
    assert [message.content for message in new if message.author is discord.world.bot and message.pinged] == []
