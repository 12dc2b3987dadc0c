"""Routes of channels: messages, threads, typing, direct conversations, and the files of messages."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from tests.bot.discord.server import payloads
from tests.bot.discord.server.faults import json_response
from tests.bot.discord.server.form import Form
from tests.bot.discord.server.gateway import GUILDS
from tests.bot.discord.server.message_rules import check_message
from tests.bot.discord.server.refusals import (
    missing_access,
    missing_permissions,
    not_the_author,
    thread_exists,
    unknown_channel,
    unknown_message,
    unknown_user,
    wrong_channel_type,
)
from tests.bot.discord.server.site import Site, read
from tests.bot.discord.server.world import (
    DIRECT,
    EMBED_LINKS,
    HISTORY,
    PUBLIC_THREADS,
    SEND,
    SEND_IN_THREADS,
    TEXT,
    THREAD,
    VIEW,
    Channel,
    Message,
)


class Channels:
    """https://discord.com/developers/docs/resources/channel and .../message"""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> list[web.RouteDef]:
        """Under the root of the API."""
        messages = "/channels/{channel}/messages"
        return [
            web.get("/channels/{channel}", self.show),
            web.post("/channels/{channel}/typing", self.typing),
            web.get(messages, self.history),
            web.post(messages, self.post),
            web.get(messages + "/{message}", self.message),
            web.patch(messages + "/{message}", self.edit),
            web.delete(messages + "/{message}", self.delete),
            web.post(messages + "/{message}/threads", self.thread_on),
            web.post("/channels/{channel}/threads", self.thread),
            web.put("/channels/{channel}/thread-members/@me", self.typing),
            web.post("/users/@me/channels", self.direct),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """The channel."""
        return json_response(payloads.channel(self._channel(request, VIEW)))

    async def typing(self, request: web.Request) -> web.Response:
        """The bot types, or joins a thread: neither leaves anything behind."""
        channel = self._channel(request, VIEW)
        self._need(channel, SEND_IN_THREADS if channel.kind == THREAD else SEND)
        return web.Response(status=204)

    async def history(self, request: web.Request) -> web.Response:
        """The latest messages, newest first."""
        channel = self._channel(request, VIEW | HISTORY)
        shown = [each for each in self._site.world.in_channel(channel) if each.only_for is None]
        shown = shown[-int(request.query.get("limit", "50")) :]
        return json_response([payloads.message(each, self._site.world, whole=False) for each in reversed(shown)])

    async def message(self, request: web.Request) -> web.Response:
        """One message; its words only where the bot may read them."""
        message = self._message(request, self._channel(request, VIEW | HISTORY))
        return json_response(payloads.message(message, self._site.world, whole=False))

    async def post(self, request: web.Request) -> web.Response:
        """A new message of the bot."""
        channel = self._channel(request, VIEW)
        body, files = await read(request)
        check_message(body, "message", len(files))
        self._need(channel, SEND_IN_THREADS if channel.kind == THREAD else SEND)
        if body.get("embeds"):
            self._need(channel, EMBED_LINKS)
        sent = self._sent_before(channel, body)
        if sent is not None:
            return json_response(payloads.message(sent, self._site.world))
        message = Message(channel, self._site.world.bot, flags=body.get("flags") or 0, nonce=body.get("nonce"))
        reference = body.get("message_reference")
        if reference is not None:
            message.kind, message.reply_to = 19, self._replied_to(channel, reference)
        message.attachments = self._site.attach(files, body.get("attachments"))
        message.write(body)
        self._site.world.keep(message)
        await self._site.post(message)
        return json_response(payloads.message(message, self._site.world))

    async def edit(self, request: web.Request) -> web.Response:
        """Changes a message of the bot."""
        message = self._message(request, self._channel(request, VIEW))
        if message.author is not self._site.world.bot:
            raise not_the_author()
        body, files = await read(request)
        check_message(body, "edit", len(files))
        message.attachments += self._site.attach(files, body.get("attachments"))
        message.write(body)
        message.edits += 1
        await self._site.post(message, "MESSAGE_UPDATE")
        return json_response(payloads.message(message, self._site.world))

    async def delete(self, request: web.Request) -> web.Response:
        """Takes back a message of the bot."""
        message = self._message(request, self._channel(request, VIEW))
        if message.author is not self._site.world.bot:
            raise missing_permissions()
        message.deleted = True
        return web.Response(status=204)

    async def thread_on(self, request: web.Request) -> web.Response:
        """A thread that hangs on a message."""
        channel = self._channel(request, VIEW)
        start = self._message(request, channel)
        if start.thread is not None:
            raise thread_exists()
        return await self._new_thread(request, channel, start)

    async def thread(self, request: web.Request) -> web.Response:
        """A thread of its own."""
        return await self._new_thread(request, self._channel(request, VIEW), None)

    async def _new_thread(self, request: web.Request, channel: Channel, start: Message | None) -> web.Response:
        body, _ = await read(request)
        form = Form()
        known = {"name", "auto_archive_duration", "rate_limit_per_user", "type", "invitable"}
        if form.fields((), body, known):
            form.text(("name",), body.get("name"), 1, 100)
            if body.get("auto_archive_duration") not in (None, 60, 1440, 4320, 10080):
                form.wrong(("auto_archive_duration",), "BASE_TYPE_CHOICES", "One of (60, 1440, 4320, 10080).")
        form.close()
        if channel.kind != TEXT:
            raise wrong_channel_type()
        self._need(channel, PUBLIC_THREADS)
        made = self._site.world.thread(channel, body["name"].strip(), start)
        described = payloads.channel(made) | {"owner_id": str(self._site.world.bot.id)}
        await self._site.gateway.dispatch("THREAD_CREATE", {**described, "newly_created": True}, GUILDS)
        return json_response(described, 201)

    async def direct(self, request: web.Request) -> web.Response:
        """The direct conversation with one person."""
        body, _ = await read(request)
        user = self._site.world.users.get(_number(str((body or {}).get("recipient_id"))))
        if user is None or user.bot:
            raise unknown_user()
        return json_response(payloads.channel(self._site.world.direct(user)))

    async def file(self, request: web.Request) -> web.Response:
        """The bytes of an attachment, from the CDN."""
        found = self._site.world.files.get(request.path)
        if found is None:
            return web.Response(status=404, text="This content is no longer available.")
        return web.Response(body=found[0], headers={"Content-Type": found[1]})

    def _channel(self, request: web.Request, permissions: int) -> Channel:
        channel = self._site.world.channels.get(_number(request.match_info["channel"]))
        if channel is None:
            raise unknown_channel()
        if channel.guild is not None and not channel.bot_permissions & VIEW:
            raise missing_access()
        self._need(channel, permissions)
        return channel

    def _need(self, channel: Channel, permissions: int) -> None:
        if channel.kind != DIRECT and channel.bot_permissions & permissions != permissions:
            raise missing_permissions()

    def _message(self, request: web.Request, channel: Channel) -> Message:
        message = self._site.world.messages.get(_number(request.match_info["message"]))
        if message is None or message.deleted or message.only_for is not None or message.channel is not channel:
            raise unknown_message()
        return message

    def _sent_before(self, channel: Channel, body: dict[str, Any]) -> Message | None:
        """The message of the same nonce, where the bot asked that there be only one."""
        if not body.get("enforce_nonce"):
            return None
        there = reversed(self._site.world.in_channel(channel))
        return next((each for each in there if each.nonce == body["nonce"]), None)

    def _replied_to(self, channel: Channel, reference: dict[str, Any]) -> Message | None:
        message = self._site.world.messages.get(_number(str(reference["message_id"])))
        if message is None or message.deleted or message.channel is not channel:
            if reference.get("fail_if_not_exists", True):
                form = Form()
                form.wrong(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
                form.close()
            return None
        return message


def _number(text: str) -> int:
    return int(text) if text.isdigit() else -1
