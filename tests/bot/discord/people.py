"""Somebody at Discord: writes, gives commands, presses buttons, opens menus, fills in modals, and sees what is shown.

Like Discord's own client, a person can only do what is on offer: commands that are registered where they are, with
options of the right kind and length, and buttons that stand under a message which they see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from tests.bot.discord.server import payloads
from tests.bot.discord.server.command_rules import (
    ATTACHMENT,
    BOOLEAN,
    CHANNEL,
    INTEGER,
    MESSAGE_MENU,
    SLASH,
    STRING,
    USER,
)
from tests.bot.discord.server.component_rules import BUTTON, LINK
from tests.bot.discord.server.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT, Interaction
from tests.bot.discord.server.loopback import Discord
from tests.bot.discord.server.world import ADMINISTRATOR, DIRECT, MEMBER_PERMISSIONS, Channel, Guild, Message, User

File = tuple[str, bytes, str]
GUILD_CONTEXT, DIRECT_CONTEXT = 0, 1
_KINDS = {STRING: str, INTEGER: int, BOOLEAN: bool, USER: User, CHANNEL: Channel, ATTACHMENT: tuple}


class NotOffered(Exception):
    """Discord's client does not let somebody do this."""


class Person:
    """A user and where they are: in a channel of a server, or in a direct conversation with the bot."""

    def __init__(self, discord: Discord, user: User, channel: Channel) -> None:
        self._discord, self.user, self.channel = discord, user, channel

    @classmethod
    def joining(cls, discord: Discord, guild: Guild, name: str = "reader", more: int = 0) -> Person:
        """Somebody new in the first channel of a server, with `more` permissions than members have."""
        user = discord.world.user(name)
        discord.world.join(guild, user, MEMBER_PERMISSIONS | more)
        return cls(discord, user, guild.channels[0])

    def at(self, channel: Channel) -> Person:
        """The same person elsewhere."""
        return Person(self._discord, self.user, channel)

    @property
    def direct(self) -> Person:
        """The same person, in their conversation with the bot."""
        return self.at(self._discord.world.direct(self.user))

    def slash(self, words: str, /, insist: bool = False, **options: Any) -> Interaction:
        """Gives a slash command, as "ask" or "archive add". `insist`: the server's managers allowed it to everybody."""
        command, inner = self._command(words, insist)
        resolved: dict[str, Any] = {}
        leaf = [self._option(each, options.pop(each["name"]), resolved) for each in _taken(inner, options)]
        if options:
            raise NotOffered(f"/{words} has no option {', '.join(options)}")
        return self._send(COMMAND, _command_data(command, words, leaf, resolved))

    def offered(self, words: str, option: str, typed: str, /, **others: Any) -> list[dict[str, Any]]:
        """What is offered for an option while it is typed."""
        command, inner = self._command(words, insist=False)
        focused = next((each for each in inner.get("options") or () if each["name"] == option), None)
        if focused is None or not focused.get("autocomplete"):
            raise NotOffered(f"nothing is offered for {option}")
        filled = [self._option(each, others[each["name"]], {}) for each in inner["options"] if each["name"] in others]
        filled.append({"name": option, "type": focused["type"], "value": typed, "focused": True})
        sent = self._send(AUTOCOMPLETE, _command_data(command, words, filled, {}))
        return self._discord.until(lambda: (sent.choices,) if sent.choices is not None else None, "choices")[0]

    def menu(self, name: str, message: Message) -> Interaction:
        """Opens a menu on a message."""
        command = self._discord.world.command(name, MESSAGE_MENU, self.channel.guild)
        if command is None or not self.sees(message):
            raise NotOffered(f"no menu {name!r} on this message")
        target = payloads.message(message, self._discord.world)
        data = {"id": command["id"], "name": name, "type": MESSAGE_MENU, "target_id": str(message.id)}
        return self._send(COMMAND, {**data, "resolved": {"messages": {str(message.id): target}}})

    def press(self, message: Message, label: str) -> Interaction:
        """Presses the button of a message with this label or emoji."""
        if not self.sees(message):
            raise NotOffered("this message is not shown to them")
        for part in message.parts():
            if part["type"] == BUTTON and label in (part.get("label"), (part.get("emoji") or {}).get("name")):
                if part.get("disabled") or part["style"] == LINK:
                    raise NotOffered(f"{label} cannot be pressed")
                data = {"custom_id": part["custom_id"], "component_type": BUTTON}
                return self._send(COMPONENT, data, message)
        raise NotOffered(f"no button {label!r} among {buttons(message)}")

    def submit(self, opened: Interaction, /, **inputs: str) -> Interaction:
        """Fills in the modal that an interaction opened."""
        modal = self._discord.until(lambda: opened.modal, "a modal")
        rows = []
        for row in modal["components"]:
            within = row.get("component") or row["components"][0]
            value = inputs.pop(within["custom_id"], within.get("value") or "")
            least = within.get("min_length") or (1 if within.get("required", True) else 0)
            if not least <= len(value) <= (within.get("max_length") or 4000):
                raise NotOffered(f"{within['custom_id']} does not take {len(value)} characters")
            filled = {"type": within["type"], "custom_id": within["custom_id"], "value": value, "id": 2}
            inside = {"component": filled} if "component" in row else {"components": [filled]}
            rows.append({"type": row["type"], "id": 1, **inside})
        if inputs:
            raise NotOffered(f"the modal has no input {', '.join(inputs)}")
        return self._send(MODAL_SUBMIT, {"custom_id": modal["custom_id"], "components": rows}, opened.message)

    def write(self, text: str, reply_to: Message | None = None, files: Iterable[File] = ()) -> Message:
        """Writes a message; a reply calls the one that it replies to, as is usual."""
        message = Message(self.channel, self.user, text, reply_to=reply_to, kind=19 if reply_to else 0)
        called = {int(found) for found in re.findall(r"<@!?(\d+)>", text)}
        if reply_to is not None:
            called.add(reply_to.author.id)
        message.mentions = [self._discord.world.users[each] for each in called if each in self._discord.world.users]
        message.attachments = self._discord.attach(list(files))
        return self._discord.post(message)

    def mention(self, text: str) -> Message:
        """Writes to the bot by its name."""
        return self.write(f"<@{self._discord.world.bot.id}> {text}")

    def sees(self, message: Message) -> bool:
        """Whether the message is shown to them."""
        guild, with_user = message.channel.guild, message.channel.with_user
        there = self.user.id in guild.members if guild is not None else with_user is self.user
        return there and not message.deleted and message.only_for in (None, self.user.id)

    def shown(self) -> list[Message]:
        """What they see where they are."""
        return [message for message in self._discord.world.in_channel(self.channel) if self.sees(message)]

    def _send(self, kind: int, data: dict[str, Any], message: Message | None = None) -> Interaction:
        channel = self.channel if message is None else message.channel
        return self._discord.send(Interaction(kind, self.user, channel, data, message))

    def _command(self, words: str, insist: bool) -> tuple[dict[str, Any], dict[str, Any]]:
        """A command and that of its sub-commands which the words name."""
        first, *rest = words.split()
        guild = self.channel.guild
        command = self._discord.world.command(first, SLASH, guild)
        context = DIRECT_CONTEXT if self.channel.kind == DIRECT else GUILD_CONTEXT
        contexts = None if command is None else command.get("contexts")
        elsewhere = command is not None and command.get("dm_permission") is False and context == DIRECT_CONTEXT
        if command is None or elsewhere or contexts is not None and context not in contexts:
            raise NotOffered(f"no command /{first} here")
        needed = command.get("default_member_permissions")
        if needed is not None and guild is not None and not insist:
            held = guild.members[self.user.id]
            if held & int(needed) != int(needed) and not held & ADMINISTRATOR:
                raise NotOffered(f"/{first} is not for {self.user.name}")
        inner = command
        for word in rest:
            inner = next((each for each in inner.get("options") or () if each["name"] == word), {})
            if not inner:
                raise NotOffered(f"no command /{words}")
        return command, inner

    def _option(self, option: dict[str, Any], value: Any, resolved: dict[str, Any]) -> dict[str, Any]:
        kind, name = option["type"], option["name"]
        if not isinstance(value, _KINDS[kind]):
            raise NotOffered(f"{name} does not take {value!r}")
        if isinstance(value, str):
            if not option.get("min_length", 0) <= len(value) <= (option.get("max_length") or 6000):
                raise NotOffered(f"{name} does not take {len(value)} characters")
            if option.get("choices") and value not in [choice["value"] for choice in option["choices"]]:
                raise NotOffered(f"{value!r} is no choice of {name}")
        elif isinstance(value, tuple):
            attachment = {**self._discord.attach([value])[0], "ephemeral": True}
            resolved.setdefault("attachments", {})[attachment["id"]] = attachment
            value = attachment["id"]
        elif isinstance(value, Channel):
            described = {**payloads.channel(value), "permissions": "0"}
            resolved.setdefault("channels", {})[described["id"]] = described
            value = described["id"]
        return {"name": name, "type": kind, "value": value}


def buttons(message: Message) -> list[str]:
    """The labels of the buttons under a message."""
    parts = [part for part in message.parts() if part["type"] == BUTTON]
    return [part.get("label") or (part.get("emoji") or {}).get("name") or "" for part in parts]


def _taken(inner: dict[str, Any], options: dict[str, Any]) -> list[dict[str, Any]]:
    """The options of a command that are given. Raises NotOffered where one lacks that must be."""
    for option in inner.get("options") or ():
        if option.get("required") and option["name"] not in options:
            raise NotOffered(f"{option['name']} is required")
    return [option for option in inner.get("options") or () if option["name"] in options]


def _command_data(
    command: dict[str, Any], words: str, leaf: list[dict[str, Any]], resolved: dict[str, Any]
) -> dict[str, Any]:
    """What a slash command sends, its sub-commands around the options."""
    options = leaf
    rest = words.split()[1:]
    for depth, word in enumerate(reversed(rest)):
        options = [{"name": word, "type": 1 if depth == 0 else 2, "options": options}]
    data = {"id": command["id"], "name": command["name"], "type": SLASH, "options": options}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    return {**data, "resolved": resolved} if resolved else data
