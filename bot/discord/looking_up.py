"""Looking up: `/source`, `/articles`, and the menu that says where one of the bot's answers is from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.articles_list import articles_page, pages_for
from bot.discord.attending import Refusal, attend, place_of, said
from bot.discord.buttons import LANGUAGE, LastingButton, answer_shown_in
from bot.discord.escaping import escaped_line, isolated
from bot.discord.replies import Reply
from bot.discord.source_buttons import source_reply
from bot.discord.wording import DISCORD_WORDS
from corpus.article import Language

if TYPE_CHECKING:
    from bot.discord.client import IsnadBot

    Interaction = discord.Interaction[IsnadBot]

MOST_TYPED = 250
OUTLET_IN_ID = 60
NAME_SHOWN = 100


class ListButton(
    LastingButton, template=rf"isnad:list:{LANGUAGE}:(?P<number>\d{{1,6}}):(?P<outlet>.{{0,{OUTLET_IN_ID}}})"
):
    """Turns to another page of the list of articles."""

    def __init__(self, language: Language, number: str | int, outlet: str, **look: Any) -> None:
        super().__init__(f"isnad:list:{language}:{number}:{outlet}", **look)
        self._language, self._number, self._outlet = language, int(number), outlet

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Turns there, in the same message."""
        listing = list_reply(interaction.client, self._outlet or None, self._language, self._number)
        await attend(interaction, listing, self._language, update=True)


class LookingUp(commands.Cog):
    """What answers the person alone: where something comes from, and what there is."""

    def __init__(self, bot: IsnadBot) -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(name="Where is this from?", callback=self.where_from)

    async def cog_load(self) -> None:
        """A menu does not belong to a cog by itself."""
        self._bot.tree.add_command(self._menu)

    @app_commands.command(description="Where a quote, an answer or an article comes from · مصدر اقتباس أو جواب أو مقال")
    @app_commands.describe(id="As it stands under a quote, or an article's · المعرّف تحت الاقتباس، أو معرّف المقال")
    async def source(self, interaction: Interaction, id: app_commands.Range[str, 1, MOST_TYPED]) -> None:
        """`/source`: the place in the article, with the quote marked."""
        language = self._bot.guild_settings.language(interaction.guild_id)
        await attend(interaction, source_reply(self._bot.answers, id, place_of(interaction), language), language)

    @source.autocomplete("id")
    async def ids(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """The articles that go on from what was typed."""
        return self._bot.article_choices(typed)

    @app_commands.command(name="articles", description="The articles in the archive · مقالات الأرشيف")
    @app_commands.describe(outlet="Only articles of this outlet · مقالات هذه الوسيلة فقط")
    async def list_articles(self, interaction: Interaction, outlet: str | None = None) -> None:
        """`/articles`: a list to turn the pages of."""
        language = self._bot.guild_settings.language(interaction.guild_id)
        await attend(interaction, list_reply(self._bot, outlet, language), language)

    @list_articles.autocomplete("outlet")
    async def outlets(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """The outlets that go on from what was typed."""
        return self._bot.outlet_choices(typed)

    async def where_from(self, interaction: Interaction, message: discord.Message) -> None:
        """The menu: the sources of the answer that a message shows."""
        language = self._bot.guild_settings.language(interaction.guild_id)
        answer_id = answer_shown_in(message, self._bot.application_id or 0)
        if answer_id is None:
            showing = said(isolated(DISCORD_WORDS[language].no_answer_here, language))
        else:
            showing = source_reply(self._bot.answers, answer_id, place_of(interaction), language)
        await attend(interaction, showing, language)


async def list_reply(bot: IsnadBot, outlet: str | None, language: Language, number: int = 1) -> Reply:
    """A page of the articles of an outlet, or of all. Raises Refusal for an outlet that there is not."""
    own = DISCORD_WORDS[language]
    await bot.answers.off_loop(bot.catalogue.refresh)
    known = bot.catalogue.outlet_called(outlet) if outlet else None
    if outlet and known is None:
        raise Refusal(isolated(f"{own.unknown_outlet} {isolated(escaped_line(outlet[:NAME_SHOWN]))}", language))
    articles = bot.catalogue.of_outlet(known)
    pages = pages_for(len(articles))
    number = max(1, min(number, pages))
    reply = articles_page(articles, number, language)
    if known is not None and len(known) > OUTLET_IN_ID:
        return reply
    turns = [(at, label) for at, label in ((number - 1, own.earlier), (number + 1, own.later)) if 1 <= at <= pages]
    return reply.with_buttons(*(ListButton(language, at, known or "", label=label) for at, label in turns))
