"""Checking: `/check`, and the menu that checks the quotes of anybody's message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.attending import Refusal, attend
from bot.discord.check_embeds import checked_reply
from bot.discord.escaping import isolated
from bot.discord.replies import Reply
from bot.discord.wording import DISCORD_WORDS
from corpus.article import Language
from corpus.errors import UsageError

if TYPE_CHECKING:
    from bot.discord.client import IsnadBot

    Interaction = discord.Interaction[IsnadBot]

MOST_CHECKED = 4000


class Checking(commands.Cog):
    """Is this quote real? Told to the person alone: nobody is put to shame by a menu."""

    def __init__(self, bot: IsnadBot) -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(name="Check quotes", callback=self.check_message)

    async def cog_load(self) -> None:
        """A menu does not belong to a cog by itself."""
        self._bot.tree.add_command(self._menu)

    @app_commands.command(description="Is this quote real? · هل هذا الاقتباس صحيح؟")
    @app_commands.describe(
        quote="The quote, or a text with quotes in it · الاقتباس، أو نص فيه اقتباسات",
        by="The outlet or author who is said to have written it · من نُسب إليه",
    )
    async def check(
        self, interaction: Interaction, quote: app_commands.Range[str, 1, MOST_CHECKED], by: str | None = None
    ) -> None:
        """`/check`."""
        await self._attend(interaction, quote, by)

    async def check_message(self, interaction: Interaction, message: discord.Message) -> None:
        """The menu: every quote of a message, or the whole of it."""
        await self._attend(interaction, message.content, None)

    async def _attend(self, interaction: Interaction, text: str, by: str | None) -> None:
        language = self._bot.language_of(text, interaction.guild_id)
        await attend(interaction, self._checked(text, by, language), language)

    async def _checked(self, text: str, by: str | None, language: Language) -> Reply:
        try:
            checked = await self._bot.answers.check(text, by)
        except UsageError:
            raise Refusal(isolated(DISCORD_WORDS[language].nothing_to_check, language)) from None
        return checked_reply(checked, language)
