"""What there is in a Discord of one's own: people, servers, channels, messages, commands."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

EPOCH_MS = 1_420_070_400_000  # Discord counts from 2015 on
TEXT, DIRECT, THREAD = 0, 1, 11

VIEW, SEND, EMBED_LINKS, MANAGE_GUILD, ADMINISTRATOR = 1 << 10, 1 << 11, 1 << 14, 1 << 5, 1 << 3
ATTACH, HISTORY, PUBLIC_THREADS, SEND_IN_THREADS = 1 << 15, 1 << 16, 1 << 35, 1 << 38
BOT_PERMISSIONS = VIEW | SEND | EMBED_LINKS | ATTACH | HISTORY | PUBLIC_THREADS | SEND_IN_THREADS
MEMBER_PERMISSIONS = VIEW | SEND | EMBED_LINKS | ATTACH | HISTORY | SEND_IN_THREADS

_count = itertools.count()


def new_id() -> int:
    """A snowflake: milliseconds since Discord's epoch, then a counter."""
    return (int(time.time() * 1000) - EPOCH_MS) << 22 | next(_count) & 0x3FFFFF


@dataclass(eq=False)
class User:
    """A person, or the bot."""

    name: str
    bot: bool = False
    id: int = field(default_factory=new_id)


@dataclass(eq=False)
class Channel:
    """A channel of a server, a thread in one (`parent`), or a direct conversation (`guild` is None)."""

    kind: int
    name: str = ""
    guild: Guild | None = None
    parent: Channel | None = None
    with_user: User | None = None
    bot_permissions: int = BOT_PERMISSIONS
    id: int = field(default_factory=new_id)


@dataclass(eq=False)
class Guild:
    """A server; `members` holds each one's permissions."""

    name: str
    owner: User
    locale: str = "en-US"
    channels: list[Channel] = field(default_factory=list)
    members: dict[int, int] = field(default_factory=dict)
    id: int = field(default_factory=new_id)

    def channel(self, name: str = "news", bot_permissions: int = BOT_PERMISSIONS) -> Channel:
        """A new text channel."""
        made = Channel(TEXT, name, self, bot_permissions=bot_permissions)
        self.channels.append(made)
        return made


@dataclass(eq=False)
class Message:
    """A message; `only_for` names the one person who sees it, `pinged` whom it called."""

    channel: Channel
    author: User
    content: str = ""
    embeds: list[dict[str, Any]] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    kind: int = 0
    flags: int = 0
    reply_to: Message | None = None
    only_for: int | None = None
    interaction: dict[str, Any] | None = None
    thread: Channel | None = None
    mentions: list[User] = field(default_factory=list)
    pinged: set[str] = field(default_factory=set)
    edits: int = 0
    deleted: bool = False
    nonce: str | None = None
    id: int = field(default_factory=new_id)

    def write(self, body: dict[str, Any]) -> None:
        """Takes over what a checked body says."""
        if "content" in body:
            self.content = (body["content"] or "").strip()
        for name in ("embeds", "components"):
            if name in body:
                setattr(self, name, body[name] or [])
        self.pinged |= pings(self.content, body.get("allowed_mentions"))

    @property
    def words(self) -> str:
        """All that a reader of the message sees of words."""
        parts = [self.content]
        for embed in self.embeds:
            named = [(embed.get("author") or {}).get("name"), embed.get("title"), embed.get("description")]
            parts += [part for part in named if part]
            for entry in embed.get("fields") or ():
                parts += [entry["name"], entry["value"]]
            parts.append((embed.get("footer") or {}).get("text") or "")
        return "\n".join(part for part in parts if part)

    def parts(self) -> Iterator[dict[str, Any]]:
        """Its buttons and menus."""
        for row in self.components:
            yield from row["components"]


def pings(content: str, allowed: dict[str, Any] | None) -> set[str]:
    """Whom a content calls, as Discord reads it."""
    parse = {"everyone", "users", "roles"} if allowed is None else set(allowed.get("parse") or ())
    called = set()
    if "everyone" in parse:
        called |= set(re.findall(r"@(everyone|here)\b", content))
    for kind, sign in (("users", "@!?"), ("roles", "@&")):
        for found in re.findall(rf"<{sign}(\d+)>", content):
            if kind in parse or found in map(str, (allowed or {}).get(kind) or ()):
                called.add(found)
    return called


class World:
    """Everything that this Discord knows."""

    def __init__(self) -> None:
        self.bot = User("isnad", bot=True)
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.messages: dict[int, Message] = {}
        # A server's id, or None for everywhere: its commands by their ids.
        self.commands: dict[int | None, dict[int, dict[str, Any]]] = {None: {}}
        self.files: dict[str, tuple[bytes, str]] = {}

    def user(self, name: str) -> User:
        """A new person."""
        made = User(name)
        self.users[made.id] = made
        return made

    def guild(self, name: str, locale: str = "en-US") -> Guild:
        """A new server with an owner and a channel of its own."""
        made = Guild(name, self.user(f"owner-of-{name}"), locale)
        self.guilds[made.id] = made
        self.join(made, made.owner, MEMBER_PERMISSIONS | MANAGE_GUILD | ADMINISTRATOR)
        self.add_channel(made.channel())
        return made

    def join(self, guild: Guild, user: User, permissions: int = MEMBER_PERMISSIONS) -> None:
        """Makes somebody a member."""
        guild.members[user.id] = permissions

    def add_channel(self, channel: Channel) -> Channel:
        """Makes a channel known by its id."""
        self.channels[channel.id] = channel
        return channel

    def direct(self, user: User) -> Channel:
        """The conversation of the bot and one person."""
        for channel in self.channels.values():
            if channel.kind == DIRECT and channel.with_user is user:
                return channel
        return self.add_channel(Channel(DIRECT, with_user=user))

    def thread(self, parent: Channel, name: str, start: Message | None = None) -> Channel:
        """A new thread; one that hangs on a message has its id."""
        made = Channel(THREAD, name, parent.guild, parent, bot_permissions=parent.bot_permissions)
        if start is not None:
            made.id, start.thread = start.id, made
        return self.add_channel(made)

    def keep(self, message: Message) -> Message:
        """Makes a message known by its id."""
        self.messages[message.id] = message
        return message

    def in_channel(self, channel: Channel) -> list[Message]:
        """The messages of a channel that are still there, in order."""
        return [each for each in list(self.messages.values()) if each.channel is channel and not each.deleted]

    def command(self, name: str, kind: int, guild: Guild | None) -> dict[str, Any] | None:
        """A registered command, a server's own before those for everywhere."""
        places = [self.commands.get(guild.id, {})] if guild is not None else []
        for place in (*places, self.commands[None]):
            for command in place.values():
                if command["name"] == name and command.get("type", 1) == kind:
                    return command
        return None
