"""The one Discord: what its routes share, and how a request is read, judged and recorded."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import BodyPartReader, web

from tests.bot.discord.server.faults import Faults, json_response
from tests.bot.discord.server.gateway import DIRECT_MESSAGES, GUILD_MESSAGES, Gateway
from tests.bot.discord.server.interactions import MOST_BYTES, Interactions
from tests.bot.discord.server.payloads import message_event
from tests.bot.discord.server.record import Record, Request
from tests.bot.discord.server.refusals import Refusal, not_json, too_large, unauthorized
from tests.bot.discord.server.world import DIRECT, Message, World, new_id

API = "/api/v10"
File = tuple[str, bytes, str]
BODY: web.RequestKey[Any] = web.RequestKey("body", object)
# What is reached with a token in its address, and refused one in a header.
_OPEN = ("/interactions/", "/webhooks/", "/gateway?", "/attachments/")


class Site:
    """The world, what was recorded of the bot, and what troubles it."""

    def __init__(self) -> None:
        self.world, self.record, self.faults = World(), Record(), Faults()
        self.token = _new_token(self.world.bot.id)
        self.gateway = Gateway(self.world, self.record, self.token)
        self.interactions = Interactions(self.world)
        self.address = ""

    async def post(self, message: Message, event: str = "MESSAGE_CREATE") -> None:
        """Tells the bot of a message that is new or was changed; what only one person sees is not told."""
        if message.only_for is None:
            intent = DIRECT_MESSAGES if message.channel.kind == DIRECT else GUILD_MESSAGES
            await self.gateway.dispatch(event, message_event(message, self.world), intent)

    def attach(self, files: list[File], described: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
        """Attachments as a message lists them, their bytes kept for the CDN."""
        attachments = []
        about = {str(each.get("id")): each for each in described or ()}
        for place, (name, data, kind) in enumerate(files):
            if len(data) > MOST_BYTES:
                raise too_large()
            number = str(new_id())
            path = f"/attachments/{number}/{about.get(str(place), {}).get('filename') or name}"
            self.world.files[path] = (data, kind)
            url = f"{self.address}{path}?ex=1&is=1&hm=1"
            attachments.append(
                {
                    **{"id": number, "filename": path.rpartition("/")[2], "size": len(data), "url": url},
                    **{"proxy_url": url, "content_type": kind},
                }
            )
        return attachments

    @web.middleware
    async def judge(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Troubles, refuses or answers a request, and records which."""
        path = request.path.removeprefix(API)
        if path.startswith("/socket"):
            return await handler(request)
        troubled = await self.faults.meet(request, path)
        if troubled is not None:
            self.record.request(Request(request.method, path, None, troubled.status, scripted=True))
            return troubled
        try:
            self._authorize(request, path)
            response = await handler(request)
        except Refusal as refusal:
            made = Request(
                request.method, path, request.get(BODY), refusal.status, refusal.code, refusal.errors or refusal.message
            )
            self.record.request(made)
            return json_response(refusal.body(), refusal.status)
        except web.HTTPException as error:
            self.record.request(Request(request.method, path, request.get(BODY), error.status))
            return json_response({"message": f"{error.status}: {error.reason}", "code": 0}, error.status)
        self.record.request(Request(request.method, path, request.get(BODY), response.status))
        return response

    def _authorize(self, request: web.Request, path: str) -> None:
        shown = request.headers.get("Authorization")
        if f"{path}?".startswith(_OPEN):
            if shown is not None:
                self.record.violation(f"a token was shown where none belongs: {request.method} {path}")
                raise unauthorized()
        elif shown != f"Bot {self.token}":
            raise unauthorized()
        if any(self.token in value for value in (request.path_qs, request.headers.get("User-Agent", ""))):
            self.record.violation(f"the token is in the address: {path}")


async def read(request: web.Request) -> tuple[Any, list[File]]:
    """The JSON of a request and the files that came along with it. Raises Refusal."""
    files: list[File] = []
    text = "null"
    if request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader) and part.name is not None
            data = bytes(await part.read())
            if part.name == "payload_json":
                text = data.decode()
            elif part.name == f"files[{len(files)}]":
                files.append((part.filename or "unknown", data, part.headers.get("Content-Type", "")))
            else:
                raise Refusal(400, 50035, "Invalid Form Body", {part.name: {"_errors": [{"code": "UNKNOWN_FIELD"}]}})
    elif request.can_read_body:
        if request.content_type != "application/json":
            raise Refusal(400, 50035, "Invalid Form Body", {"_errors": [{"code": "CONTENT_TYPE_INVALID"}]})
        text = await request.text()
    try:
        request[BODY] = json.loads(text)
    except ValueError as error:
        raise not_json() from error
    return request[BODY], files


def _new_token(application: int) -> str:
    """A token in the shape of Discord's: who, when, and a proof."""
    who = base64.urlsafe_b64encode(str(application).encode()).decode().rstrip("=")
    return f"{who}.G{secrets.token_hex(3)[:5]}.{secrets.token_urlsafe(40)[:38]}"
