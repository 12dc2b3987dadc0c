"""`/settings`: in which channels of a server the bot answers, and in which language it speaks unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord import fitting
from bot.discord.attending import attend
from bot.discord.escaping import isolated
from bot.discord.managing import MANAGEMENT_WORDS, manager_of
from bot.discord.replies import Reply
from corpus.article import Language

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.discord.client import IsnadBot

    Interaction = discord.Interaction[IsnadBot]

Channel = discord.TextChannel | discord.ForumChannel | discord.VoiceChannel


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class ServerSettings(commands.GroupCog, group_name="settings", group_description="For this server · إعدادات الخادم"):
    """What the managers of a server choose for it."""

    def __init__(self, bot: IsnadBot) -> None:
        self._bot, self._settings = bot, bot.guild_settings

    @app_commands.command(description="Answer in this channel; without any, in all · أجب في هذه القناة")
    @app_commands.describe(channel="A channel in which questions are answered · قناة للأسئلة")
    async def allow(self, interaction: Interaction, channel: Channel) -> None:
        """`/settings allow`."""
        await self._change(interaction, lambda guild: self._settings.allow(guild, channel.id))

    @app_commands.command(description="No longer answer in this channel · لا تُجب في هذه القناة")
    @app_commands.describe(channel="A channel that was allowed · قناة كان مسموحًا بها")
    async def disallow(self, interaction: Interaction, channel: Channel) -> None:
        """`/settings disallow`."""
        await self._change(interaction, lambda guild: self._settings.disallow(guild, channel.id))

    @app_commands.command(description="The language of what is said without a question · لغة البوت في هذا الخادم")
    @app_commands.describe(language="Answers always speak the question's language · الأجوبة بلغة السؤال دائمًا")
    @app_commands.choices(
        language=[app_commands.Choice(name="العربية", value="ar"), app_commands.Choice(name="English", value="en")]
    )
    async def language(self, interaction: Interaction, language: str) -> None:
        """`/settings language`."""
        chosen: Language = "ar" if language == "ar" else "en"
        await self._change(interaction, lambda guild: self._settings.set_language(guild, chosen))

    @app_commands.command(description="What is set for this server · إعدادات هذا الخادم")
    async def show(self, interaction: Interaction) -> None:
        """`/settings show`."""
        await self._change(interaction, None)

    async def _change(self, interaction: Interaction, change: Callable[[int], None] | None) -> None:
        language = self._settings.language(interaction.guild_id)
        await attend(interaction, self._changed(interaction, change, language), language)

    async def _changed(
        self, interaction: Interaction, change: Callable[[int], None] | None, language: Language
    ) -> Reply:
        """Makes the change, and shows what is set now in the language that is."""
        guild = manager_of(interaction, language)
        if change is not None:
            await self._bot.answers.off_loop(lambda: change(guild))
        language = self._settings.language(guild)
        words, channels = MANAGEMENT_WORDS[language], sorted(self._settings.channels(guild))
        named = " ".join(f"<#{channel}>" for channel in channels)
        where = f"{words.these_channels} {named}" if channels else words.all_channels
        lines = [isolated(where, language), isolated(words.language_is, language)]
        return Reply(fitting.up_to_word("\n".join(lines), fitting.CONTENT))
