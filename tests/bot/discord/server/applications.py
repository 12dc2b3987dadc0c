"""Routes of the application: who it is, where the gateway is, and its commands."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from tests.bot.discord.server import payloads
from tests.bot.discord.server.command_rules import check_commands
from tests.bot.discord.server.faults import json_response
from tests.bot.discord.server.refusals import missing_access, not_found
from tests.bot.discord.server.site import Site, read
from tests.bot.discord.server.world import new_id


class Applications:
    """https://discord.com/developers/docs/interactions/application-commands#endpoints"""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> list[web.RouteDef]:
        """Under the root of the API."""
        commands, of_guild = "/applications/{id}/commands", "/applications/{id}/guilds/{guild}/commands"
        return [
            web.get("/users/@me", self.me),
            web.get("/users/{user}", self.user),
            web.get("/oauth2/applications/@me", self.about),
            web.get("/applications/@me", self.about),
            web.get("/gateway", self.gateway),
            web.get("/gateway/bot", self.gateway),
            *(web.get(place, self.commands) for place in (commands, of_guild)),
            *(web.put(place, self.replace) for place in (commands, of_guild)),
        ]

    async def me(self, request: web.Request) -> web.Response:
        """The bot's own user."""
        more = {"mfa_enabled": True, "verified": True, "locale": "en-US", "email": None, "flags": 0}
        return json_response({**payloads.user(self._site.world.bot), **more})

    async def user(self, request: web.Request) -> web.Response:
        """Anybody."""
        found = next((u for u in self._site.world.users.values() if str(u.id) == request.match_info["user"]), None)
        if found is None:
            raise not_found()
        return json_response(payloads.user(found))

    async def about(self, request: web.Request) -> web.Response:
        """The application."""
        bot = self._site.world.bot
        return json_response(
            {
                **{"id": str(bot.id), "name": bot.name, "icon": None, "description": "", "summary": "", "flags": 0},
                **{"verify_key": "0" * 64, "bot_public": True, "bot_require_code_grant": False, "team": None},
                **{"owner": payloads.user(self._site.world.user("operator")), "interactions_endpoint_url": None},
            }
        )

    async def gateway(self, request: web.Request) -> web.Response:
        """Where the gateway is."""
        limit = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1}
        return json_response({"url": self._site.gateway.address, "shards": 1, "session_start_limit": limit})

    async def commands(self, request: web.Request) -> web.Response:
        """The commands of a place."""
        return json_response(list(self._site.world.commands.get(self._place(request), {}).values()))

    async def replace(self, request: web.Request) -> web.Response:
        """Registers commands in the place of all that were there; one of the same name keeps its id."""
        place = self._place(request)
        body, _ = await read(request)
        check_commands(body)
        known = {(each["name"], each["type"]): each["id"] for each in self._site.world.commands.get(place, {}).values()}
        kept: dict[int, dict[str, Any]] = {}
        for command in body:
            kind = command.get("type", 1)
            number = known.get((command["name"], kind)) or str(new_id())
            about = {"id": number, "application_id": str(self._site.world.bot.id), "version": str(new_id())}
            where = {} if place is None else {"guild_id": str(place)}
            kept[int(number)] = {"description": "", **command, "type": kind, **about, **where}
        self._site.world.commands[place] = kept
        return json_response(list(kept.values()))

    def _place(self, request: web.Request) -> int | None:
        if request.match_info["id"] != str(self._site.world.bot.id):
            raise not_found()
        if "guild" not in request.match_info:
            return None
        guild = next((g for g in self._site.world.guilds if str(g) == request.match_info["guild"]), None)
        if guild is None:
            raise missing_access()
        return guild
