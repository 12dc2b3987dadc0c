"""What a message may hold: https://discord.com/developers/docs/resources/message."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.bot.discord.server.component_rules import check_rows
from tests.bot.discord.server.form import Form, Path
from tests.bot.discord.server.refusals import empty_message

LONGEST_CONTENT = 2000
MOST_EMBEDS = 10
LONGEST_EMBEDS = 6000
SUPPRESS_EMBEDS, EPHEMERAL, SUPPRESS_NOTIFICATIONS = 1 << 2, 1 << 6, 1 << 12

_BODY = {"content", "embeds", "components", "allowed_mentions", "attachments", "flags", "tts"}
FIELDS = {
    "message": _BODY | {"nonce", "enforce_nonce", "message_reference"},
    "edit": _BODY,
    "response": _BODY,
    "follow-up": _BODY,
}
_EMBED = {"title", "type", "description", "url", "timestamp", "color", "footer", "image", "thumbnail", "author"}


def check_message(body: Any, kind: str, files: int = 0, base: Path = ()) -> None:
    """Raises the Refusal that Discord would answer with; `kind` is one of `FIELDS`, `files` how many came along.

    Stricter than Discord in one: nothing that holds words may leave it to Discord whom they ping.
    """
    form = Form()
    if not form.fields(base, body, FIELDS[kind]):
        form.close()
    written = form.text((*base, "content"), body.get("content"), 0, LONGEST_CONTENT)
    embeds = form.items((*base, "embeds"), body.get("embeds"), 0, MOST_EMBEDS)
    filled = _check_embeds(form, (*base, "embeds"), embeds)
    check_rows(form, (*base, "components"), body.get("components"))
    _check_flags(form, (*base, "flags"), body.get("flags"), kind)
    _check_attachments(form, (*base, "attachments"), body.get("attachments"), files)
    form.flag((*base, "tts"), body.get("tts"))
    if written or embeds:
        _check_mentions(form, (*base, "allowed_mentions"), body.get("allowed_mentions"))
    form.text((*base, "nonce"), body.get("nonce"), 0, 25)
    reference = body.get("message_reference")
    if reference is not None:
        known = {"type", "message_id", "channel_id", "guild_id", "fail_if_not_exists"}
        form.fields((*base, "message_reference"), reference, known, ("message_id",))
    form.close()
    if kind != "edit" and not (written or filled or files or body.get("attachments")):
        raise empty_message()


def _check_embeds(form: Form, path: Path, embeds: list[Any]) -> int:
    """How many of the embeds show anything."""
    total = filled = 0
    for place, embed in enumerate(embeds):
        here = (*path, place)
        if form.fields(here, embed, _EMBED | {"fields", "flags"}):
            length = _check_embed(form, here, embed)
            total += length
            filled += bool(length or embed.get("image") or embed.get("thumbnail"))
    if total > LONGEST_EMBEDS:
        form.wrong(path, "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {LONGEST_EMBEDS}")
    return filled


def _check_embed(form: Form, path: Path, embed: dict[str, Any]) -> int:
    """The characters of an embed that count."""
    length = form.text((*path, "title"), embed.get("title"), 0, 256)
    length += form.text((*path, "description"), embed.get("description"), 0, 4096)
    form.url((*path, "url"), embed.get("url"), 2048)
    form.number((*path, "color"), embed.get("color"), 0, 0xFFFFFF)
    if embed.get("type", "rich") != "rich":
        form.wrong((*path, "type"), "BASE_TYPE_CHOICES", "Value must be one of ('rich',).")
    if embed.get("timestamp") is not None:
        try:
            datetime.fromisoformat(embed["timestamp"])
        except (TypeError, ValueError):
            form.wrong((*path, "timestamp"), "DATE_TIME_TYPE_PARSE", "Could not parse as ISO8601.")
    footer, author = embed.get("footer"), embed.get("author")
    if footer is not None and form.fields((*path, "footer"), footer, {"text", "icon_url"}):
        length += form.text((*path, "footer", "text"), footer.get("text"), 1, 2048)
    if author is not None and form.fields((*path, "author"), author, {"name", "url", "icon_url"}):
        length += form.text((*path, "author", "name"), author.get("name"), 1, 256)
        form.url((*path, "author", "url"), author.get("url"), 2048)
    for image in ("image", "thumbnail"):
        if embed.get(image) is not None and form.fields((*path, image), embed[image], {"url"}, ("url",)):
            form.url((*path, image, "url"), embed[image].get("url"), 2048, ("http", "https", "attachment"))
    for place, field in enumerate(form.items((*path, "fields"), embed.get("fields"), 0, 25)):
        here = (*path, "fields", place)
        if form.fields(here, field, {"name", "value", "inline"}):
            length += form.text((*here, "name"), field.get("name"), 1, 256)
            length += form.text((*here, "value"), field.get("value"), 1, 1024)
            form.flag((*here, "inline"), field.get("inline"))
    return length


def _check_flags(form: Form, path: Path, flags: Any, kind: str) -> None:
    allowed = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS
    if kind in ("response", "follow-up"):
        allowed |= EPHEMERAL
    form.number(path, flags, 0, 1 << 32)
    if isinstance(flags, int) and flags & ~allowed:
        form.wrong(path, "MESSAGE_FLAGS_INVALID", f"These flags may not be set here: {flags & ~allowed}")


def _check_attachments(form: Form, path: Path, attachments: Any, files: int) -> None:
    new = 0
    for place, attachment in enumerate(form.items(path, attachments, 0, 10)):
        known = {"id", "filename", "description", "title", "is_spoiler"}
        # What is kept through an edit comes back as Discord described it.
        known |= {"size", "url", "proxy_url", "content_type", "spoiler", "height", "width"}
        if form.fields((*path, place), attachment, known, ("id",)) and str(attachment["id"]).isdigit():
            new += int(attachment["id"]) < files
    if files > 10 or new < files and attachments is not None:
        form.wrong(path, "ATTACHMENTS_INVALID", "Each file that is sent must be described once.")


def _check_mentions(form: Form, path: Path, mentions: Any) -> None:
    """Whom a message may ping: here nobody, and it has to say so."""
    if mentions is None:
        form.wrong(path, "PINGS_LEFT_OPEN", "Without allowed_mentions every mention in the words pings.")
        return
    if not form.fields(path, mentions, {"parse", "users", "roles", "replied_user"}):
        return
    kinds = mentions.get("parse")
    if kinds is None or kinds or any(mentions.get(kind) for kind in ("users", "roles", "replied_user")):
        form.wrong(path, "PINGS_SOMEBODY", "This program pings nobody.")
