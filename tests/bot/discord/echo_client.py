"""A bot of a few lines, to try our Discord with: discord.py as it is, in a thread of this process."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket

from tests.bot.discord.server.loopback import Discord


class Echo(discord.Client):
    """Says back what it is told."""

    def __init__(self) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        super().__init__(intents=intents, allowed_mentions=discord.AllowedMentions.none())
        self.tree = app_commands.CommandTree(self)
        self.heard: list[str] = []
        self.opened = 0
        for command in (echo, late, form, count):
            self.tree.add_command(command)

    async def setup_hook(self) -> None:
        self.add_view(again())
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        if message.author != self.user:
            self.heard.append(message.content)
            if message.content:
                await message.reply("heard", file=discord.File(__file__, "echo.py"))


@app_commands.command(description="Says it back.")
async def echo(interaction: discord.Interaction, text: str, private: bool = False) -> None:
    await interaction.response.send_message(text, ephemeral=private, view=again())


@echo.autocomplete("text")
async def offer(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=typed * times, value=typed * times) for times in (1, 2)]


@app_commands.command(description="Says later what stands in a file.")
async def late(interaction: discord.Interaction, file: discord.Attachment) -> None:
    await interaction.response.defer(thinking=True, ephemeral=True)
    await interaction.edit_original_response(content=(await file.read()).decode())
    await interaction.followup.send("more", embed=discord.Embed(title="More", description="words"))


@app_commands.command(description="Opens a form.")
async def form(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Form())
    interaction.client.opened += 1  # type: ignore[attr-defined]


@app_commands.context_menu(name="Count")
async def count(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"{len(message.content)} characters", ephemeral=True)


class Again(discord.ui.Button[Any]):
    def __init__(self) -> None:
        super().__init__(label="Again", custom_id="again")

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content="again", view=None)


def again() -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    view.add_item(Again())
    return view


class Form(discord.ui.Modal, title="A form"):
    words: discord.ui.TextInput[Any] = discord.ui.TextInput(label="Words", custom_id="words", max_length=20)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"formed {self.words.value}")


@contextmanager
def running(discord_server: Discord) -> Iterator[Echo]:
    """The client, connected and ready."""
    before = discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    discord.http.Route.BASE = discord_server.api
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(discord_server.gateway.address)
    ready = threading.Event()
    client = Echo()

    async def live() -> None:
        async with client:
            asyncio.create_task(_tell_when_ready(client, ready))
            await client.start(discord_server.token)

    thread = threading.Thread(target=lambda: asyncio.run(live()), daemon=True)
    thread.start()
    try:
        assert ready.wait(20), "the client did not get ready"
        loop = client.loop
        yield client
        asyncio.run_coroutine_threadsafe(client.close(), loop).result(20)
    finally:
        thread.join(20)
        discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


async def _tell_when_ready(client: discord.Client, ready: threading.Event) -> None:
    await asyncio.sleep(0)
    while client.is_closed() or not client.is_ready():
        await asyncio.sleep(0.01)
    ready.set()
