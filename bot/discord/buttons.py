"""Buttons that outlive the process: their custom ids say all that a press needs.

`isnad:<what>:<language>:<...>`: the language is that of the message, for what is said when one is pressed.
"""

from __future__ import annotations

import re
from typing import Any, Self

import discord

LANGUAGE = "(?P<language>ar|en)"
ANSWER = "(?P<answer>[a-z0-9]{8})"
_ANSWERS_BUTTON = re.compile(f"isnad:(?:source|more|further|helpful|unhelpful):{LANGUAGE}:{ANSWER}")


class LastingButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template="isnad:.+"):
    """A button whose subclass names its custom ids in `template`; the groups of it are what makes one anew.

    Its `callback` acknowledges the press within three seconds, and does what the button is for.
    """

    def __init__(self, custom_id: str, **look: Any) -> None:
        super().__init__(discord.ui.Button(custom_id=custom_id, **look))

    @classmethod
    async def from_custom_id(cls, interaction: Any, item: Any, match: re.Match[str], /) -> Self:
        """The button that was pressed, maybe one of an earlier process."""
        return cls(**match.groupdict())

    async def interaction_check(self, interaction: Any, /) -> bool:
        """A press counts against the limits as a question does."""
        return bool(await interaction.client.admits(interaction))


def answer_shown_in(message: discord.Message, bot_id: int) -> str | None:
    """The id of the answer that a message of the bot shows; None where it shows none."""
    if message.author.id != bot_id:
        return None
    for row in message.components:
        for part in getattr(row, "children", ()):
            if found := _ANSWERS_BUTTON.fullmatch(getattr(part, "custom_id", None) or ""):
                return found["answer"]
    return None
