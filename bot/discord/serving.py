"""The bot's life: from the token to the last answer."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp
import discord
from discord import app_commands

from bot.discord.answers import Answers
from bot.discord.client import IsnadBot
from bot.discord.database import Database
from bot.discord.ledger import Ledger
from bot.discord.limits import Limits
from bot.discord.logs import event, log_events
from corpus.errors import IsnadError, UsageError
from retrieval.provenance.answers_db import Keeping

if TYPE_CHECKING:
    from bot.settings import Settings
    from retrieval.composing.composer import Composer
    from retrieval.engine import Engine

# Longer than an answer that Discord has to be asked for again and again; shorter than a service manager's patience.
LEAVING_SECONDS = 60
# How long a worker thread may run before the event loop gets its turn.
SWITCH_SECONDS = 0.001
_REFUSED = 4004
_TOKEN = re.compile(r"[\w-]{18,}\.[\w-]{4,}\.[\w-]{20,}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Registering:
    """Where the commands are registered (None: in every server), and whether: None if they have changed."""

    guild: int | None
    sync: bool | None


def run(engine: Engine, composer: Composer | None, settings: Settings, registering: Registering, token: str) -> None:
    """Serves until the process is asked to end. Raises IsnadError where Discord does not let it."""
    log_events(settings.discord_log, token)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    sys.setswitchinterval(SWITCH_SECONDS)
    database = Database(settings.home)
    ledger = Ledger(database, Keeping(settings.answers_kept, settings.answers_days))
    answers = Answers(engine, ledger, settings.limit, composer)
    try:
        asyncio.run(_serve(answers, database, settings, registering, token))
    finally:
        answers.close()
        database.close()


async def _serve(
    answers: Answers, database: Database, settings: Settings, registering: Registering, token: str
) -> None:
    limits = Limits(settings.discord_person_limit, settings.discord_server_limit)
    managers = settings.discord_managers | ({registering.guild} if registering.guild is not None else set())
    bot = IsnadBot(answers, database, limits, managers, registering.guild)
    asked_to_end = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, asked_to_end.set)
    serving = asyncio.create_task(_connected(bot, registering, token))
    ending = asyncio.create_task(asked_to_end.wait())
    try:
        await asyncio.wait({serving, ending}, return_when=asyncio.FIRST_COMPLETED)
        if not serving.done():
            finished = await bot.work.finished(LEAVING_SECONDS)
            event("leaving", finished=finished)
            return
        serving.result()
    finally:
        # Who reads the socket ends first: discord.py would close it as one that it means to resume.
        for task in (serving, ending):
            task.cancel()
        await asyncio.gather(serving, ending, return_exceptions=True)
        await bot.close()


async def _connected(bot: IsnadBot, registering: Registering, token: str) -> None:
    """Logs in, registers the commands and stays connected. Raises IsnadError, in which no token stands."""
    try:
        await bot.login(token)
        if registering.sync is not False:
            await bot.register_commands(always=registering.sync is True)
        await bot.connect()
    except discord.LoginFailure:
        raise IsnadError(_refused()) from None
    except discord.ConnectionClosed as error:
        why = _refused() if error.code == _REFUSED else f"Discord closed the connection for good (code {error.code})"
        raise IsnadError(why) from None
    except discord.Forbidden as error:
        raise IsnadError(
            f"Discord does not let the bot register commands in server {registering.guild} ({error.text}): "
            "invite it there with the scopes bot and applications.commands, or check --guild"
        ) from None
    except (discord.HTTPException, app_commands.AppCommandError) as error:
        raise IsnadError(f"Discord refused to start the bot ({error}): try again later") from None
    except (aiohttp.ClientError, OSError) as error:
        raise IsnadError(f"Discord cannot be reached ({error}): check the network and try again") from None


def _refused() -> str:
    return "Discord refused the token: copy it anew from the application's page (Bot, Reset Token) into .env"


def checked_token(settings: Settings) -> str:
    """The bot's token. Raises UsageError, which does not show it, where it cannot be one."""
    token = settings.discord_token.get_secret_value().strip() if settings.discord_token else ""
    if not token:
        raise UsageError("ISNAD_DISCORD_TOKEN is missing: put the bot's token into .env, as .env.example explains")
    if not _TOKEN.fullmatch(token):
        raise UsageError(
            "ISNAD_DISCORD_TOKEN is no bot token (three parts with dots between, as copied from Bot, Reset Token, "
            "without `Bot` before it): copy it anew into .env"
        )
    return token
