"""A Discord of one's own on loopback: REST API, gateway and CDN on one port, in a thread of their own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from aiohttp import web

from tests.bot.discord.server import payloads
from tests.bot.discord.server.applications import Applications
from tests.bot.discord.server.callbacks import Callbacks
from tests.bot.discord.server.channels import Channels
from tests.bot.discord.server.gateway import GUILDS, INVALID_SESSION, RECONNECT
from tests.bot.discord.server.interactions import Interaction
from tests.bot.discord.server.site import API, Site
from tests.bot.discord.server.world import BOT_PERMISSIONS, Channel, Guild, Message

T = TypeVar("T")


class Discord:
    """Started on entering, stopped on leaving; everything on it may be called from any thread."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="discord", daemon=True)
        self._site = Site()
        self.world, self.record, self.faults = self._site.world, self._site.record, self._site.faults
        self.gateway, self.token = self._site.gateway, self._site.token
        self.interactions = self._site.interactions
        self.until = self.record.until

    def __enter__(self) -> Discord:
        self._thread.start()
        self._run(self._start())
        return self

    def __exit__(self, *_: object) -> None:
        self._run(self._runner.cleanup())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def api(self) -> str:
        """The root of the REST API, as `discord.http.Route.BASE`."""
        return self._site.address + API

    async def _start(self) -> None:
        channels = Channels(self._site)
        app = web.Application(middlewares=[self._site.judge], client_max_size=64 << 20)
        for part in (Applications(self._site), channels, Callbacks(self._site)):
            app.add_routes([web.route(each.method, API + each.path, each.handler) for each in part.routes()])
        app.add_routes([web.get("/attachments/{id}/{name}", channels.file), web.get("/socket/", self.gateway.connect)])
        self._runner = web.AppRunner(app, shutdown_timeout=1.0, access_log=None)
        await self._runner.setup()
        place = web.TCPSite(self._runner, "127.0.0.1", 0)
        await place.start()
        port = self._runner.addresses[0][1]
        self._site.address = f"http://127.0.0.1:{port}"
        self.gateway.address = f"ws://127.0.0.1:{port}/socket/"

    def send(self, interaction: Interaction) -> Interaction:
        """Hands the bot an interaction."""
        self._run(self._interact(interaction))
        return interaction

    async def _interact(self, interaction: Interaction) -> None:
        await self.gateway.dispatch("INTERACTION_CREATE", self.interactions.event(interaction))

    def answer(self, sent: Interaction, timeout: float = 60.0) -> Message:
        """The message that an interaction is answered with, once it has its words."""
        return self.until(lambda: sent.answer, f"an answer to {sent.data}", timeout)

    def reply(self, said: Message, timeout: float = 60.0) -> Message:
        """The bot's reply to a message."""

        def found() -> Message | None:
            there = self.world.in_channel(said.channel)
            return next((each for each in there if each.reply_to is said and each.author is self.world.bot), None)

        return self.until(found, f"a reply to {said.content[:50]!r}", timeout)

    def new_guild(self, name: str) -> Guild:
        """A server that invites the bot."""
        guild = self.world.guild(name)
        self._run(self.gateway.dispatch("GUILD_CREATE", payloads.guild(guild, self.world), GUILDS))
        return guild

    def new_channel(self, guild: Guild, name: str = "news", bot_permissions: int = BOT_PERMISSIONS) -> Channel:
        """A further channel of a server."""
        channel = self.world.add_channel(guild.channel(name, bot_permissions))
        self._run(self.gateway.dispatch("CHANNEL_CREATE", payloads.channel(channel), GUILDS))
        return channel

    def post(self, message: Message) -> Message:
        """Puts somebody's message where it belongs, and tells the bot."""
        self.world.keep(message)
        self._run(self._site.post(message))
        return message

    def attach(self, files: list[tuple[str, bytes, str]]) -> list[dict[str, Any]]:
        """Uploads files, as somebody's client does."""
        return self._site.attach(files, None)

    def reconnect(self) -> None:
        """Asks the bot to come back on another connection."""
        self._run(self.gateway.tell_all(RECONNECT, None))

    def invalidate(self, resumable: bool) -> None:
        """Tells the bot that its session is invalid."""
        self._run(self.gateway.tell_all(INVALID_SESSION, resumable))

    def close_gateway(self, code: int) -> None:
        """Closes the bot's connections with a code."""
        for connection in list(self.gateway.connections):
            self._run(connection.close(code))

    def cut_gateway(self) -> None:
        """Ends the bot's connections as a broken line does."""
        for connection in list(self.gateway.connections):
            self._loop.call_soon_threadsafe(connection.cut)

    def silence(self) -> None:
        """Lets the bot's connections stand and says nothing more on them, not even to a heartbeat."""
        for connection in self.gateway.connections:
            connection.silent = True

    @property
    def connected(self) -> bool:
        """Whether an identified bot is there."""
        return any(connection.session is not None for connection in self.gateway.connections)

    def _run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(timeout=60)
