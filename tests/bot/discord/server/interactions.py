"""Interactions: sent to the bot, acknowledged once and in time, answered and followed up with their token.

https://discord.com/developers/docs/interactions/receiving-and-responding
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from tests.bot.discord.server import payloads
from tests.bot.discord.server.refusals import (
    Refusal,
    already_acknowledged,
    expired_token,
    unknown_interaction,
    unknown_message,
    unknown_webhook,
)
from tests.bot.discord.server.world import ADMINISTRATOR, Channel, Message, User, World, new_id

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
ACKNOWLEDGED_WITHIN = 3.0
TOKEN_LIVES = 15 * 60.0
MOST_BYTES = 10 << 20

# Which callbacks an interaction may be answered with; the last two of a modal only where it came from a message.
_CALLBACKS = {
    COMMAND: {MESSAGE, DEFERRED_MESSAGE, MODAL},
    COMPONENT: {MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, MODAL},
    AUTOCOMPLETE: {CHOICES},
    MODAL_SUBMIT: {MESSAGE, DEFERRED_MESSAGE},
}


@dataclass(eq=False)
class Interaction:
    """What somebody did, and what came of it; times are monotonic, in seconds."""

    kind: int
    user: User
    channel: Channel
    data: dict[str, Any]
    message: Message | None = None
    id: int = field(default_factory=new_id)
    token: str = field(default_factory=lambda: "aW50ZXJhY3Rpb24" + secrets.token_urlsafe(60))
    sent: float = 0.0
    acknowledged: float | None = None
    answered: float | None = None
    callback: int | None = None
    thinking: bool = False
    private: bool = False
    original: Message | None = None
    follow_ups: list[Message] = field(default_factory=list)
    modal: dict[str, Any] | None = None
    choices: list[dict[str, Any]] | None = None
    expired: bool = False

    @property
    def answer(self) -> Message | None:
        """The message that it was answered with, once there is one."""
        return self.original if self.answered is not None else None

    def callbacks(self) -> set[int]:
        """The callback types that fit."""
        more = {DEFERRED_UPDATE, UPDATE} if self.kind == MODAL_SUBMIT and self.message is not None else set()
        return _CALLBACKS[self.kind] | more

    def check_acknowledging(self) -> None:
        """Raises the Refusal of a second or late acknowledgement."""
        if self.acknowledged is not None:
            raise already_acknowledged()
        if time.monotonic() - self.sent > ACKNOWLEDGED_WITHIN:
            raise unknown_interaction()

    def check_following_up(self) -> None:
        """Raises the Refusal of a message too early or too late."""
        if self.acknowledged is None:
            raise unknown_webhook()
        if self.expired or time.monotonic() - self.sent > TOKEN_LIVES:
            raise expired_token()


class Interactions:
    """Every interaction, by its token."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.all: dict[str, Interaction] = {}

    def with_token(self, token: str) -> Interaction | None:
        """The interaction of a token."""
        return self.all.get(token)

    def event(self, of: Interaction) -> dict[str, Any]:
        """What INTERACTION_CREATE tells, from this moment on in its time."""
        self.all[of.token] = of
        of.sent = time.monotonic()
        guild, world = of.channel.guild, self._world
        body: dict[str, Any] = {
            **{"id": str(of.id), "application_id": str(world.bot.id), "type": of.kind, "token": of.token, "version": 1},
            **{"data": of.data, "channel_id": str(of.channel.id), "channel": payloads.channel(of.channel)},
            **{"app_permissions": str(of.channel.bot_permissions), "locale": "en-US", "entitlements": []},
            **{"attachment_size_limit": MOST_BYTES},
        }
        if of.message is not None:
            body["message"] = payloads.message(of.message, world)
        if guild is None:
            return body | {"user": payloads.user(of.user), "context": 1, "authorizing_integration_owners": {"0": "0"}}
        permissions = guild.members[of.user.id]
        everything = (1 << 53) - 1
        member = payloads.member(of.user, guild)
        member["permissions"] = str(everything if permissions & ADMINISTRATOR else permissions)
        return body | {
            **{"guild_id": str(guild.id), "guild_locale": guild.locale, "context": 0, "member": member},
            **{"guild": {"id": str(guild.id), "locale": guild.locale, "features": []}},
            **{"authorizing_integration_owners": {"0": str(guild.id)}},
        }

    def metadata(self, of: Interaction) -> dict[str, Any]:
        """What a message tells of the interaction that it answers."""
        about: dict[str, Any] = {"id": str(of.id), "type": of.kind, "user": payloads.user(of.user)}
        about["authorizing_integration_owners"] = {}
        if of.kind == MODAL_SUBMIT:
            return about | {"triggering_interaction_metadata": {**about, "type": COMMAND, "name": "ask"}}
        if of.message is not None:
            return about | {"interacted_message_id": str(of.message.id)}
        return about | {"name": of.data.get("name", "")}

    def new_message(self, of: Interaction, private: bool) -> Message:
        """A message in the place of the interaction, still without words."""
        kind = {COMMAND: 20}.get(of.kind, 19)
        if "target_id" in of.data:
            kind = 23
        return self._world.keep(
            Message(
                of.channel,
                self._world.bot,
                kind=kind,
                flags=64 if private else 0,
                only_for=of.user.id if private else None,
                interaction=self.metadata(of),
                reply_to=of.message if kind == 19 else None,
            )
        )

    def found(self, of: Interaction, message_id: str) -> Message:
        """One of its messages. Raises Refusal."""
        if message_id == "@original":
            if of.original is None or of.original.deleted:
                raise unknown_message()
            return of.original
        for message in of.follow_ups:
            if str(message.id) == message_id and not message.deleted:
                return message
        if of.original is not None and str(of.original.id) == message_id and not of.original.deleted:
            return of.original
        raise unknown_message()


def wrong_callback(kind: object, allowed: set[int]) -> Refusal:
    """A callback type that does not fit the interaction."""
    choices = ", ".join(map(str, sorted(allowed)))
    error = {"code": "BASE_TYPE_CHOICES", "message": f"Value {kind!r} must be one of ({choices})."}
    return Refusal(400, 50035, "Invalid Form Body", {"type": {"_errors": [error]}})
