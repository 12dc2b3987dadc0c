"""What is sent to Discord, as data: text, embeds, and the buttons under them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

import discord

Button = discord.ui.Item[Any]

# Whatever an article or a question says, nobody is pinged.
NOBODY = discord.AllowedMentions.none()


@dataclass(frozen=True, slots=True)
class Reply:
    """One message. All of it is escaped and within Discord's limits already.

    `later` makes what the message is edited into, some time after it was sent.
    """

    content: str = ""
    embeds: tuple[discord.Embed, ...] = ()
    buttons: tuple[Button, ...] = ()
    later: Callable[[], Awaitable[Reply]] | None = None

    def with_buttons(self, *buttons: Button) -> Reply:
        """The same message with these buttons under it."""
        return replace(self, buttons=buttons)

    def with_small_line(self, line: str) -> Reply:
        """The same message with a line in small letters under its text."""
        return replace(self, content=f"{self.content}\n-# {line}")

    def as_edit(self) -> dict[str, Any]:
        """Arguments of a method that edits a message: what the reply lacks goes."""
        return {
            "content": self.content or None,
            "embeds": list(self.embeds),
            "view": _view(self.buttons) if self.buttons else None,
            "allowed_mentions": NOBODY,
        }

    def as_message(self) -> dict[str, Any]:
        """Arguments of a method that sends a new message."""
        given = self.as_edit()
        return {name: value for name, value in given.items() if value}


def _view(buttons: tuple[Button, ...]) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for button in buttons:
        view.add_item(button)
    return view
