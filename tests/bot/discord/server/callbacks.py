"""Routes that answer interactions: the callback, then follow-ups and edits through the interaction's token."""

from __future__ import annotations

import time
from typing import Any

from aiohttp import web

from tests.bot.discord.server import payloads
from tests.bot.discord.server.command_rules import check_choices
from tests.bot.discord.server.component_rules import check_modal
from tests.bot.discord.server.faults import json_response
from tests.bot.discord.server.form import Form
from tests.bot.discord.server.interactions import (
    CHOICES,
    DEFERRED_MESSAGE,
    DEFERRED_UPDATE,
    MESSAGE,
    MODAL,
    UPDATE,
    Interaction,
    wrong_callback,
)
from tests.bot.discord.server.message_rules import EPHEMERAL, check_message
from tests.bot.discord.server.refusals import unknown_interaction, unknown_webhook
from tests.bot.discord.server.site import File, Site, read
from tests.bot.discord.server.world import Message


class Callbacks:
    """https://discord.com/developers/docs/interactions/receiving-and-responding#endpoints"""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> list[web.RouteDef]:
        """Under the root of the API."""
        hook = "/webhooks/{application}/{token}"
        return [
            web.post("/interactions/{id}/{token}/callback", self.acknowledge),
            web.post(hook, self.follow_up),
            web.get(hook + "/messages/{message}", self.show),
            web.patch(hook + "/messages/{message}", self.edit),
            web.delete(hook + "/messages/{message}", self.delete),
        ]

    async def acknowledge(self, request: web.Request) -> web.Response:
        """The first word to an interaction, within three seconds."""
        interaction = self._site.interactions.with_token(request.match_info["token"])
        if interaction is None or str(interaction.id) != request.match_info["id"]:
            raise unknown_interaction()
        body, files = await read(request)
        interaction.check_acknowledging()
        form = Form()
        form.fields((), body, {"type", "data"}, ("type",))
        form.close()
        kind, data = body["type"], body.get("data") or {}
        if kind not in interaction.callbacks():
            raise wrong_callback(kind, interaction.callbacks())
        _check_data(interaction, kind, data, len(files))
        interaction.acknowledged, interaction.callback = time.monotonic(), kind
        await self._take(interaction, kind, data, files)
        if request.query.get("with_response") not in ("1", "true", "True"):
            return web.Response(status=204)
        return json_response(self._callback_response(interaction, kind))

    async def _take(self, interaction: Interaction, kind: int, data: dict[str, Any], files: list[File]) -> None:
        if kind == CHOICES:
            interaction.choices = data["choices"]
        elif kind == MODAL:
            interaction.modal = data
        elif kind in (MESSAGE, DEFERRED_MESSAGE):
            interaction.private = bool((data.get("flags") or 0) & EPHEMERAL)
            interaction.thinking = kind == DEFERRED_MESSAGE
            interaction.original = self._site.interactions.new_message(interaction, interaction.private)
            if kind == MESSAGE:
                await self._fill(interaction, interaction.original, data, files)
        else:
            interaction.original = interaction.message
            if kind == UPDATE:
                assert interaction.message is not None
                await self._change(interaction.message, data, files)
        if kind not in (DEFERRED_MESSAGE, DEFERRED_UPDATE):
            interaction.answered = time.monotonic()

    def _callback_response(self, interaction: Interaction, kind: int) -> dict[str, Any]:
        about: dict[str, Any] = {"id": str(interaction.id), "type": interaction.kind}
        response: dict[str, Any] = {"interaction": about}
        if interaction.original is not None and kind not in (CHOICES, MODAL):
            about["response_message_id"] = str(interaction.original.id)
            about["response_message_loading"] = interaction.thinking
            about["response_message_ephemeral"] = interaction.private
            message = payloads.message(interaction.original, self._site.world)
            response["resource"] = {"type": kind, "message": message}
        return response

    async def follow_up(self, request: web.Request) -> web.Response:
        """A further message; the first after a deferred answer is that answer."""
        interaction = self._open(request)
        body, files = await read(request)
        check_message(body, "follow-up", len(files))
        if interaction.thinking and interaction.original is not None:
            message = interaction.original
        else:
            private = bool((body.get("flags") or 0) & EPHEMERAL)
            message = self._site.interactions.new_message(interaction, private)
            message.kind, message.reply_to = 19, interaction.original
            interaction.follow_ups.append(message)
        await self._fill(interaction, message, body, files)
        return json_response(payloads.message(message, self._site.world))

    async def show(self, request: web.Request) -> web.Response:
        """One of the interaction's messages."""
        message = self._site.interactions.found(self._open(request), request.match_info["message"])
        return json_response(payloads.message(message, self._site.world))

    async def edit(self, request: web.Request) -> web.Response:
        """Changes one of the interaction's messages; a deferred answer gets its words so."""
        interaction = self._open(request)
        message = self._site.interactions.found(interaction, request.match_info["message"])
        body, files = await read(request)
        awaited = interaction.thinking and message is interaction.original
        check_message(body, "response" if awaited else "edit", len(files))
        if awaited:
            await self._fill(interaction, message, body, files)
        else:
            await self._change(message, body, files)
            interaction.answered = interaction.answered or time.monotonic()
        return json_response(payloads.message(message, self._site.world))

    async def delete(self, request: web.Request) -> web.Response:
        """Takes one of the interaction's messages back."""
        interaction = self._open(request)
        message = self._site.interactions.found(interaction, request.match_info["message"])
        message.deleted = True
        if message is interaction.original and interaction.thinking:
            interaction.thinking = False
        return web.Response(status=204)

    def _open(self, request: web.Request) -> Interaction:
        interaction = self._site.interactions.with_token(request.match_info["token"])
        if interaction is None or request.match_info["application"] != str(self._site.world.bot.id):
            raise unknown_webhook()
        interaction.check_following_up()
        return interaction

    async def _fill(self, interaction: Interaction, message: Message, body: dict[str, Any], files: list[File]) -> None:
        """Gives a new message its words."""
        message.attachments = self._site.attach(files, body.get("attachments"))
        message.write(body)
        if message is interaction.original:
            interaction.thinking, interaction.answered = False, time.monotonic()
        await self._site.post(message)

    async def _change(self, message: Message, body: dict[str, Any], files: list[File]) -> None:
        if "attachments" in body:
            kept = {str(each["id"]) for each in body["attachments"] or ()}
            message.attachments = [each for each in message.attachments if each["id"] in kept]
        message.attachments += self._site.attach(files, body.get("attachments"))
        message.write(body)
        message.edits += 1
        await self._site.post(message, "MESSAGE_UPDATE")


def _check_data(interaction: Interaction, kind: int, data: Any, files: int) -> None:
    """Raises the Refusal of a callback's data."""
    form = Form()
    if kind in (MESSAGE, UPDATE):
        check_message(data, "response" if kind == MESSAGE else "edit", files, ("data",))
    elif kind == DEFERRED_MESSAGE:
        form.fields(("data",), data, {"flags", "tts"})
        form.number(("data", "flags"), data.get("flags"), 0, EPHEMERAL)
    elif kind == CHOICES:
        form.fields(("data",), data, {"choices"})
        check_choices(form, ("data", "choices"), data.get("choices"), _focused_type(interaction.data))
    elif kind == MODAL:
        check_modal(form, ("data",), data)
    form.close()


def _focused_type(data: dict[str, Any]) -> int | None:
    """The type of the option that somebody is typing in."""
    for option in data.get("options") or ():
        if option.get("focused"):
            return int(option["type"])
        within = _focused_type(option)
        if within is not None:
            return within
    return None
