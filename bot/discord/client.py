"""The bot itself: what its commands share, who is admitted, and when Discord is told which commands there are."""

from __future__ import annotations

import asyncio
import hashlib
import json
import math
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.composing_wording import COMPOSING_WORDS
from bot.discord import fitting
from bot.discord.answer_buttons import MoreButton, OpinionButton, answer_buttons
from bot.discord.answers import Answers, Given
from bot.discord.asking_further import FurtherButton
from bot.discord.attending import tell
from bot.discord.catalogue import Catalogue
from bot.discord.composing import Composing
from bot.discord.database import Database
from bot.discord.embeds import answer_reply
from bot.discord.escaping import isolated, plain_line
from bot.discord.guild_settings import GuildSettings
from bot.discord.ledger import Place
from bot.discord.limits import Limits
from bot.discord.logs import event, trouble, words_of
from bot.discord.questions import checked
from bot.discord.replies import NOBODY, Reply
from bot.discord.source_buttons import PartButton, SourceButton
from bot.discord.wording import DISCORD_WORDS
from bot.discord.work import Work
from bot.dropped import trouble_line
from corpus.article import Language
from corpus.errors import IsnadError
from corpus.language import detect_language
from retrieval.search import Filters

if TYPE_CHECKING:
    Interaction = discord.Interaction["IsnadBot"]

NO_FILTERS = Filters()
# None of them is privileged: mentions, replies that ping, and direct messages come with their words all the same.
INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class Tree(app_commands.CommandTree["IsnadBot"]):
    """The commands; nobody who floods gets as far as one."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Whether a command may run; suggestions cost next to nothing and are not counted."""
        if interaction.type is discord.InteractionType.autocomplete:
            return True
        return await interaction.client.admits(interaction)

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """A command that could not even begin, as one that Discord still shows and the program no longer has."""
        trouble("failed", error, guild=interaction.guild_id, person=interaction.user.id)
        if not interaction.response.is_done() and interaction.type is not discord.InteractionType.autocomplete:
            language = interaction.client.guild_settings.language(interaction.guild_id)
            await tell(interaction, isolated(DISCORD_WORDS[language].failed, language))


class IsnadBot(commands.Bot):
    """One connection to Discord. `managers` are the servers that may change the archive, which all servers share."""

    def __init__(
        self, answers: Answers, database: Database, limits: Limits, managers: frozenset[int], guild: int | None
    ) -> None:
        super().__init__(
            commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            intents=INTENTS,
            allowed_mentions=NOBODY,
            # Nothing is looked up in these caches; without them memory stays level.
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            # Servers may be made known after the bot is ready: nothing waits for them.
            guild_ready_timeout=0.1,
        )
        self.answers, self.limits, self.managers = answers, limits, managers
        self.guild_settings = GuildSettings(database)
        self.catalogue = Catalogue(answers.engine.archive)
        self.work = Work()
        self._database, self._guild = database, guild
        self._freshening: asyncio.Task[None] | None = None
        self._started = time.perf_counter()

    async def setup_hook(self) -> None:
        """Before the connection: commands and buttons are known, the archive has answered once. Raises IsnadError."""
        from bot.discord.about import About
        from bot.discord.archive_management import ArchiveManagement
        from bot.discord.asking import Asking
        from bot.discord.checking import Checking
        from bot.discord.looking_up import ListButton, LookingUp
        from bot.discord.server_settings import ServerSettings

        for cog in (Asking, LookingUp, Checking, About, ArchiveManagement, ServerSettings):
            await self.add_cog(cog(self))
        self.add_dynamic_items(SourceButton, PartButton, MoreButton, FurtherButton, OpinionButton, ListButton)
        await self.answers.warm_up()
        if self.answers.composing is not None:
            await self.answers.composing.warm_up()
        await self.answers.off_loop(self.catalogue.refresh)

    async def register_commands(self, always: bool) -> None:
        """Tells Discord the commands, in one server or in all; unless `always`, only if they have changed since."""
        guild = discord.Object(self._guild) if self._guild is not None else None
        if guild is not None:
            self.tree.copy_global_to(guild=guild)
        told = json.dumps([command.to_dict(self.tree) for command in self.tree.get_commands(guild=guild)])
        digest = hashlib.sha256(told.encode()).hexdigest()
        scope = f"{self.application_id}:{self._guild or 'all'}"
        known = self._database.rows("SELECT digest FROM commands WHERE scope = ?", (scope,))
        if always or known != [(digest,)]:
            synced = await self.tree.sync(guild=guild)
            self._database.rows("INSERT OR REPLACE INTO commands VALUES (?, ?)", (scope, digest))
            event("commands_registered", count=len(synced), guild=self._guild)

    async def on_ready(self) -> None:
        """Connected; after a session that could not be resumed this happens again."""
        event("ready", seconds=round(time.perf_counter() - self._started, 3), guilds=len(self.guilds))

    async def on_resumed(self) -> None:
        """Connected again, and nothing was missed."""
        event("resumed")

    async def on_disconnect(self) -> None:
        """The connection is gone; discord.py makes a new one."""
        event("disconnected")

    async def on_message(self, message: discord.Message, /) -> None:
        """Messages are questions (see `asking`), never text commands."""

    async def admits(self, interaction: Interaction) -> bool:
        """Whether a request may go on; if not, who made it has been told why."""
        language = self.guild_settings.language(interaction.guild_id)
        words = DISCORD_WORDS[language]
        if self.work.leaving:
            await tell(interaction, isolated(words.leaving, language))
            return False
        wait = self.limits.take(interaction.user.id, interaction.guild_id)
        if wait:
            event("held_back", guild=interaction.guild_id, person=interaction.user.id)
            await tell(interaction, isolated(words.slow_down(math.ceil(wait)), language))
        return not wait

    def language_of(self, text: str, guild: int | None) -> Language:
        """The language of what somebody wrote; the server's where the letters do not tell."""
        return detect_language(text, default=self.guild_settings.language(guild))

    async def answering(
        self,
        question: str,
        place: Place,
        previous: str | None = None,
        private: bool = False,
        filters: Filters = NO_FILTERS,
        echo: bool = True,
    ) -> Reply:
        """The reply to a question; it may lean on the one that the answer `previous` was for. Raises Refusal."""
        question = checked(question, self.language_of(question, place.guild))
        words_of("asked", question=question, guild=place.guild, person=place.person)
        given = await self.answers.ask(question, place, filters, private, previous)
        reply = _reply(given, echo)
        if self.answers.composing is None:
            return reply
        return replace(reply, later=partial(self._composed, self.answers.composing, given, filters, place, echo))

    async def _composed(self, composing: Composing, given: Given, filters: Filters, place: Place, echo: bool) -> Reply:
        """The reply with what a model composed before its quotes; without that, with a line that says why."""
        answer = await composing.compose(given.answer, filters, given.previous, place)
        language = given.answer.language
        if answer is None:
            words = COMPOSING_WORDS[language]
            return _reply(given, echo).with_small_line(isolated(words.plain_quotes.format(words.busy), language))
        reply = _reply(replace(given, answer=answer), echo)
        trouble = answer.composition.trouble if answer.composition else None
        return reply.with_small_line(isolated(trouble_line(trouble, language), language)) if trouble else reply

    def outlet_choices(self, typed: str) -> list[app_commands.Choice[str]]:
        """The outlets to suggest for what somebody has typed so far."""
        self._freshen()
        found = self.catalogue.matching_outlets(typed)
        return [app_commands.Choice(name=choice_name(name), value=name) for name in found]

    def article_choices(self, typed: str) -> list[app_commands.Choice[str]]:
        """The articles to suggest for what somebody has typed so far."""
        self._freshen()
        found = self.catalogue.matching_articles(typed)
        return [app_commands.Choice(name=choice_name(article.title), value=article.id) for article in found]

    def _freshen(self) -> None:
        """Looks beside everything else whether another process has changed the archive."""
        if self.catalogue.stale and (self._freshening is None or self._freshening.done()):
            self._freshening = asyncio.create_task(self._refresh())

    async def _refresh(self) -> None:
        try:
            await self.answers.off_loop(self.catalogue.refresh)
        except IsnadError as error:
            trouble("catalogue", error)


def _reply(given: Given, echo: bool) -> Reply:
    return answer_reply(given.answer, given.carried, echo).with_buttons(*answer_buttons(given.answer))


def choice_name(name: str) -> str:
    """A name as it can stand among suggestions."""
    return fitting.up_to_word(plain_line(name), fitting.CHOICE) or "…"
