"""What there is, in the JSON that Discord describes it with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.bot.discord.server.world import DIRECT, EPOCH_MS, THREAD, Channel, Guild, Message, User, World

JOINED = "2024-02-11T08:00:00.000000+00:00"


def moment(snowflake: int) -> str:
    """When a snowflake was made."""
    return datetime.fromtimestamp(((snowflake >> 22) + EPOCH_MS) / 1000, UTC).isoformat()


def user(of: User) -> dict[str, Any]:
    return {
        **{"id": str(of.id), "username": of.name, "discriminator": "0", "global_name": None if of.bot else of.name},
        **{"avatar": None, "bot": of.bot, "public_flags": 0, "avatar_decoration_data": None},
    }


def member(of: User, guild: Guild) -> dict[str, Any]:
    return {
        **{"user": user(of), "nick": None, "avatar": None, "roles": [], "joined_at": JOINED, "premium_since": None},
        **{"deaf": False, "mute": False, "flags": 0, "pending": False, "communication_disabled_until": None},
    }


def channel(of: Channel) -> dict[str, Any]:
    if of.kind == DIRECT:
        assert of.with_user is not None
        recipients = [user(of.with_user)]
        return {"id": str(of.id), "type": DIRECT, "last_message_id": None, "recipients": recipients, "flags": 0}
    assert of.guild is not None
    body = {
        **{"id": str(of.id), "type": of.kind, "guild_id": str(of.guild.id), "name": of.name, "flags": 0},
        **{"parent_id": str(of.parent.id) if of.parent else None, "rate_limit_per_user": 0, "last_message_id": None},
    }
    if of.kind != THREAD:
        return {**body, "position": 0, "permission_overwrites": [], "nsfw": False, "topic": None}
    state = {"archived": False, "auto_archive_duration": 1440, "archive_timestamp": moment(of.id), "locked": False}
    counts = {"message_count": 0, "member_count": 1, "total_message_sent": 0, "owner_id": str(of.id)}
    return {**body, **counts, "thread_metadata": {**state, "create_timestamp": moment(of.id)}}


def guild(of: Guild, world: World) -> dict[str, Any]:
    """What GUILD_CREATE tells of a server."""
    threads = [each for each in world.channels.values() if each.kind == THREAD and each.guild is of]
    everyone = {
        **{"id": str(of.id), "name": "@everyone", "permissions": str(next(iter(of.channels)).bot_permissions)},
        **{"color": 0, "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None}},
        **{"position": 0, "hoist": False, "managed": False, "mentionable": False, "flags": 0, "icon": None},
    }
    return {
        **{"id": str(of.id), "name": of.name, "owner_id": str(of.owner.id), "preferred_locale": of.locale},
        **{"joined_at": JOINED, "large": False, "unavailable": False, "member_count": len(of.members) + 1},
        **{"channels": [channel(each) for each in of.channels], "threads": [channel(each) for each in threads]},
        **{"members": [member(world.bot, of)], "roles": [everyone], "features": [], "emojis": [], "stickers": []},
        **{"presences": [], "voice_states": [], "stage_instances": [], "guild_scheduled_events": []},
        **{"soundboard_sounds": [], "icon": None, "banner": None, "splash": None, "description": None},
        **{"verification_level": 1, "default_message_notifications": 1, "explicit_content_filter": 0, "nsfw_level": 0},
        **{"mfa_level": 0, "premium_tier": 0, "system_channel_flags": 0, "afk_timeout": 300, "afk_channel_id": None},
    }


def message(of: Message, world: World, whole: bool = True) -> dict[str, Any]:
    """A message as REST or an interaction gives it.

    Without `whole` the words of others are left out, as from an application that may not read what is not said to it.
    """
    told = whole or of.author is world.bot or of.channel.kind == DIRECT or world.bot in of.mentions
    body: dict[str, Any] = {
        **{"id": str(of.id), "channel_id": str(of.channel.id), "author": user(of.author), "type": of.kind},
        **{"content": of.content if told else "", "embeds": of.embeds if told else []},
        **{"components": _numbered(of.components) if told else [], "attachments": of.attachments if told else []},
        **{"timestamp": moment(of.id), "edited_timestamp": moment(of.id) if of.edits else None, "flags": of.flags},
        **{"mentions": [user(each) for each in of.mentions], "mention_roles": [], "mention_everyone": False},
        **{"tts": False, "pinned": False},
    }
    if of.author is world.bot:
        body["application_id"] = str(world.bot.id)
    if of.interaction is not None:
        body |= {"interaction_metadata": of.interaction, "webhook_id": str(world.bot.id)}
    if of.thread is not None:
        body["thread"] = channel(of.thread)
    if of.reply_to is not None:
        place = {"type": 0, "channel_id": str(of.reply_to.channel.id), "message_id": str(of.reply_to.id)}
        if of.channel.guild is not None:
            place["guild_id"] = str(of.channel.guild.id)
        body["message_reference"] = place
        body["referenced_message"] = None if of.reply_to.deleted else _shallow(message(of.reply_to, world, whole))
    return body


def message_event(of: Message, world: World) -> dict[str, Any]:
    """What MESSAGE_CREATE and MESSAGE_UPDATE tell the bot, which reads no words that are not said to it."""
    body = message(of, world, whole=False)
    if of.channel.guild is not None:
        about = member(of.author, of.channel.guild)
        del about["user"]
        body |= {"guild_id": str(of.channel.guild.id), "member": about}
    return body


def _shallow(body: dict[str, Any]) -> dict[str, Any]:
    body.pop("referenced_message", None)
    return body


def _numbered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Components as Discord gives them back, each with a number."""
    number, numbered = 0, []
    for row in rows:
        number += 1
        parts = []
        outer = number
        for part in row["components"]:
            number += 1
            parts.append({**{key: value for key, value in part.items() if value is not None}, "id": number})
        numbered.append({**row, "id": outer, "components": parts})
    return numbered
