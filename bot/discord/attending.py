"""How every request is attended to: acknowledged at once, answered when ready, and never left without a word."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

import aiohttp
import discord

from bot.discord.escaping import isolated
from bot.discord.ledger import Place
from bot.discord.logs import event, trouble
from bot.discord.replies import NOBODY, Reply
from bot.discord.wording import DISCORD_WORDS
from corpus.article import Language

if TYPE_CHECKING:
    from bot.discord.client import IsnadBot

    Interaction = discord.Interaction[IsnadBot]

# discord.py itself tries five times in 25 seconds where the API says 500 or 429; this is for what it gives up.
TRIES = 4
FIRST_WAIT_SECONDS = 1.0
_PASSING = (discord.DiscordServerError, aiohttp.ClientError, OSError, asyncio.TimeoutError)
_UNDELIVERABLE = (discord.HTTPException, aiohttp.ClientError, OSError, asyncio.TimeoutError)

T = TypeVar("T")


class Refusal(Exception):
    """A request that cannot be fulfilled; the message is for the person, and escaped."""


def place_of(interaction: Interaction) -> Place:
    """Where the person stands who pressed or typed."""
    return Place(interaction.guild_id, interaction.channel_id or 0, interaction.user.id)


async def attend(
    interaction: Interaction,
    compose: Coroutine[Any, Any, Reply],
    language: Language,
    *,
    private: bool = True,
    update: bool = False,
) -> None:
    """Acknowledges an interaction, then shows what `compose` makes: as a new message, or in place of the old one.

    A private message is seen by the person alone. What goes wrong is told in `language`.
    """
    with interaction.client.work.counted():
        started = time.perf_counter()
        facts = {"what": _name(interaction), "guild": interaction.guild_id, "person": interaction.user.id}
        try:
            await interaction.response.defer(ephemeral=private and not update, thinking=not update)
        except _UNDELIVERABLE as error:
            compose.close()
            trouble("unacknowledged", error, **facts)
            return
        acknowledged = time.perf_counter() - started
        reply = await _composed(compose, language, facts)
        try:
            await persistently(lambda: interaction.edit_original_response(**reply.as_edit()))
        except _UNDELIVERABLE as error:
            trouble("undelivered", error, **facts)
        else:
            event("answered", **facts, acknowledged=round(acknowledged, 4), seconds=_seconds_since(started))
            edit_later(interaction.client, reply, interaction.edit_original_response, facts)


async def attend_message(
    message: discord.Message, bot: IsnadBot, compose: Coroutine[Any, Any, Reply], language: Language
) -> None:
    """Replies to a message with what `compose` makes; in its channel where the message is gone meanwhile."""
    with bot.work.counted():
        started = time.perf_counter()
        guild = message.guild.id if message.guild else None
        facts = {"what": "message", "guild": guild, "person": message.author.id}
        reply = await _composed(compose, language, facts)
        try:
            sent = await send(message.channel, reply, message.to_reference(fail_if_not_exists=False))
        except _UNDELIVERABLE as error:
            trouble("undelivered", error, **facts)
        else:
            event("answered", **facts, seconds=_seconds_since(started))
            edit_later(bot, reply, sent.edit, facts)


def edit_later(bot: IsnadBot, reply: Reply, edit: Callable[..., Awaitable[Any]], facts: dict[str, Any]) -> None:
    """Edits a message that was sent into what comes later, if anything does; nobody waits for it."""
    if reply.later is not None:
        bot.work.begin(_edited(reply.later(), edit, facts))


async def send(
    channel: discord.abc.Messageable, reply: Reply, reference: discord.MessageReference | None = None
) -> discord.Message:
    """Sends a message once, however often it has to be tried: Discord drops a second one with the same nonce."""
    given: dict[str, Any] = {**reply.as_message(), "nonce": secrets.token_hex(12)}
    if reference is not None:
        given["reference"] = reference
    return await persistently(lambda: channel.send(**given))


async def said(text: str) -> Reply:
    """A reply of one line that needs no composing."""
    return Reply(text)


async def tell(interaction: Interaction, text: str) -> None:
    """Says one line to the person alone, as the first and only response."""
    try:
        await interaction.response.send_message(text, ephemeral=True, allowed_mentions=NOBODY)
    except _UNDELIVERABLE as error:
        trouble("unacknowledged", error, what=_name(interaction), guild=interaction.guild_id)


async def tell_privately(message: discord.Message, text: str) -> None:
    """Says one line to the author of a message in a direct message; who takes none is not told."""
    try:
        await message.author.send(text, allowed_mentions=NOBODY)
    except _UNDELIVERABLE:
        event("not_told", guild=message.guild.id if message.guild else None, person=message.author.id)


async def persistently(call: Callable[[], Awaitable[T]]) -> T:
    """What `call` returns, after some tries where Discord or the way to it fails. Raises the last failure."""
    wait = FIRST_WAIT_SECONDS
    for _ in range(TRIES - 1):
        try:
            return await call()
        except _PASSING as error:
            event("retrying", because=type(error).__name__, after=wait)
        await asyncio.sleep(wait)
        wait *= 2
    return await call()


async def _edited(coming: Awaitable[Reply], edit: Callable[..., Awaitable[Any]], facts: dict[str, Any]) -> None:
    """Whatever goes wrong, the message stays as it was sent."""
    try:
        reply = await coming
        await persistently(lambda: edit(**reply.as_edit()))
    except discord.NotFound:
        event("gone", **facts)
    except _UNDELIVERABLE as error:
        trouble("undelivered", error, **facts)
    except Exception as error:
        trouble("failed", error, **facts)


async def _composed(compose: Coroutine[Any, Any, Reply], language: Language, facts: dict[str, Any]) -> Reply:
    try:
        return await compose
    except Refusal as refusal:
        return Reply(str(refusal))
    except Exception as error:
        trouble("failed", error, **facts)
        return Reply(isolated(DISCORD_WORDS[language].failed, language))


def _name(interaction: Interaction) -> str:
    """Which command or button: of a custom id only the part that names the button."""
    if interaction.command is not None:
        return interaction.command.qualified_name
    data: dict[str, Any] = dict(interaction.data or {})
    return ":".join(str(data.get("custom_id", data.get("name", ""))).split(":")[:2])


def _seconds_since(started: float) -> float:
    return round(time.perf_counter() - started, 4)
