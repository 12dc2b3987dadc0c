"""`/about`: what the bot is, what it promises, and what it keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.attending import attend
from bot.discord.embeds import ANSWER_COLOUR
from bot.discord.escaping import escaped_line, isolated
from bot.discord.replies import Reply
from bot.discord.wording import ABOUT, COMPOSES, DISCORD_WORDS
from corpus.article import Language

if TYPE_CHECKING:
    from bot.discord.client import IsnadBot

    Interaction = discord.Interaction[IsnadBot]


ITEM = "- "


class About(commands.Cog):
    """The bot about itself."""

    def __init__(self, bot: IsnadBot) -> None:
        self._bot = bot

    @app_commands.command(description="What this bot is and how to use it · ما هذا البوت وكيف يُستعمل")
    async def about(self, interaction: Interaction) -> None:
        """`/about`, for the person alone; in both languages, the server's first."""
        language = self._bot.guild_settings.language(interaction.guild_id)
        await attend(interaction, self._about(language), language)

    async def _about(self, language: Language) -> Reply:
        await self._bot.answers.off_loop(self._bot.catalogue.refresh)
        other: Language = "en" if language == "ar" else "ar"
        return Reply("", tuple(self._in(each) for each in (language, other)))

    def _in(self, language: Language) -> discord.Embed:
        count = DISCORD_WORDS[language].articles(len(self._bot.catalogue.articles))
        lines = ABOUT[language].format(articles=count).splitlines()
        if self._bot.answers.composing:
            lines += ["", COMPOSES[language].format(escaped_line(self._bot.answers.composing.model))]
        text = "\n".join(_line(line, language) for line in lines)
        return discord.Embed(title="Isnad · إسناد", description=text, colour=ANSWER_COLOUR)


def _line(line: str, language: Language) -> str:
    """A line with its isolate behind the sign that makes it an item of a list."""
    item = line.removeprefix(ITEM)
    return line[: len(line) - len(item)] + isolated(item, language)
