"""Asking: `/ask`, a mention, a direct message, a reply to an answer, a message in its thread."""

from __future__ import annotations

import math
import re
from collections import OrderedDict
from datetime import date
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.asking_further import FurtherButton, form_sent
from bot.discord.attending import Refusal, attend, attend_message, place_of, said, send, tell_privately
from bot.discord.buttons import answer_shown_in
from bot.discord.escaping import escaped_line, isolated
from bot.discord.ledger import Place
from bot.discord.logs import event
from bot.discord.questions import checked
from bot.discord.replies import Reply
from bot.discord.wording import DISCORD_WORDS
from corpus.article import Language
from retrieval.engine import MAX_QUESTION
from retrieval.search import Filters

if TYPE_CHECKING:
    from bot.discord.client import IsnadBot

    Interaction = discord.Interaction[IsnadBot]

_MENTION = re.compile(r"<@[!&]?\d+>")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_PEOPLE = (discord.MessageType.default, discord.MessageType.reply)
MOST_HINTED_THREADS = 1000
NAME_SHOWN = 100


class Asking(commands.Cog):
    """Every way to ask a question."""

    def __init__(self, bot: IsnadBot) -> None:
        self._bot = bot
        # Threads in which it was said that only mentions are read; once is enough.
        self._hinted: OrderedDict[int, None] = OrderedDict()

    @app_commands.command(description="Ask the news archive, in Arabic or English · اسأل أرشيف الأخبار")
    @app_commands.describe(
        question="Your question, in Arabic or English · سؤالك",
        language="Only articles in this language · مقالات بهذه اللغة فقط",
        outlet="Only articles of this outlet · مقالات هذه الوسيلة فقط",
        since="Published on this day or later, as 2024-02-11 · من هذا اليوم",
        until="Published on this day or earlier, as 2024-02-11 · حتى هذا اليوم",
        private="Only you see the answer · لا يرى الجواب غيرك",
    )
    @app_commands.choices(
        language=[app_commands.Choice(name="العربية", value="ar"), app_commands.Choice(name="English", value="en")]
    )
    async def ask(
        self,
        interaction: Interaction,
        question: app_commands.Range[str, 1, MAX_QUESTION],
        language: str | None = None,
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
        private: bool = False,
    ) -> None:
        """`/ask`: an answer for all in the channel, or with `private` for the person alone; a refusal always so."""
        said_in = self._bot.language_of(question, interaction.guild_id)
        elsewhere = self._elsewhere(interaction.guild_id, interaction.channel, said_in)
        try:
            if elsewhere is not None:
                raise Refusal(elsewhere)
            filters = self._filters(language, outlet, since, until, said_in)
            question = checked(question, said_in)
        except Refusal as refusal:
            await attend(interaction, said(str(refusal)), said_in)
            return
        answering = self._bot.answering(question, place_of(interaction), private=private, filters=filters)
        await attend(interaction, answering, said_in, private=private)

    @ask.autocomplete("outlet")
    async def outlets(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """The outlets that go on from what was typed."""
        return self._bot.outlet_choices(typed)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """A form that was sent is a question too."""
        await form_sent(interaction)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answers a message that mentions the bot or is written to it directly; all others have no words here."""
        bot = self._bot
        if message.author.bot or message.type not in _PEOPLE or bot.user is None or bot.work.leaving:
            return
        guild = message.guild.id if message.guild else None
        if guild is not None and not any(person.id == bot.user.id for person in message.mentions):
            await self._say_what_is_read(message, bot.user.id)
            return
        question = " ".join(_MENTION.sub(" ", message.content).split())
        language = bot.language_of(question, guild)
        elsewhere = self._elsewhere(guild, message.channel, language)
        if elsewhere is not None:
            if bot.limits.first_refusal(message.author.id):
                await tell_privately(message, elsewhere)
            return
        if not await self._admits(message, guild, language):
            return
        await attend_message(message, bot, self._reply(message, question, language), language)

    async def _reply(self, message: discord.Message, question: str, language: Language) -> Reply:
        if not question:
            return Reply(isolated(DISCORD_WORDS[language].mention_me, language))
        place = Place(message.guild.id if message.guild else None, message.channel.id, message.author.id)
        return await self._bot.answering(question, place, await self._previous(message), echo=False)

    async def _previous(self, message: discord.Message) -> str | None:
        """The answer that a message goes on from: which it replies to, or the last in its thread or direct message."""
        bot_id = self._bot.user.id if self._bot.user else 0
        replied_to = message.reference.resolved if message.reference else None
        if isinstance(replied_to, discord.Message):
            return answer_shown_in(replied_to, bot_id)
        if message.guild is None:
            return await self._bot.answers.last_in(message.channel.id)
        if not isinstance(message.channel, discord.Thread):
            return None
        last = await self._bot.answers.last_in(message.channel.id)
        return last or await _answer_that_began(message.channel, bot_id)

    async def _admits(self, message: discord.Message, guild: int | None, language: Language) -> bool:
        """Whether a message may be answered; the first one too many is told so, privately."""
        wait = self._bot.limits.take(message.author.id, guild)
        if wait:
            event("held_back", guild=guild, person=message.author.id)
            if self._bot.limits.first_refusal(message.author.id):
                text = DISCORD_WORDS[language].slow_down(math.ceil(wait))
                await tell_privately(message, isolated(text, language))
        return not wait

    async def _say_what_is_read(self, message: discord.Message, bot_id: int) -> None:
        """In a thread of the bot's own, says once that it only sees messages that mention it."""
        channel = message.channel
        if not isinstance(channel, discord.Thread) or channel.owner_id != bot_id or channel.id in self._hinted:
            return
        self._hinted[channel.id] = None
        if len(self._hinted) > MOST_HINTED_THREADS:
            self._hinted.popitem(last=False)
        language = self._bot.guild_settings.language(message.guild.id if message.guild else None)
        reply = Reply(isolated(DISCORD_WORDS[language].only_mentions, language))
        if last := await self._bot.answers.last_in(channel.id):
            reply = reply.with_buttons(FurtherButton(language, last))
        await send(channel, reply)

    def _elsewhere(self, guild: int | None, channel: object, language: Language) -> str | None:
        """Where the bot answers, if not in this channel; None where it does."""
        settings = self._bot.guild_settings
        here = getattr(channel, "id", 0)
        if settings.answers_in(guild, here, getattr(channel, "parent_id", None)):
            return None
        named = " ".join(f"<#{allowed}>" for allowed in sorted(settings.channels(guild))[:20])
        return isolated(f"{DISCORD_WORDS[language].not_this_channel} {named}", language)

    def _filters(
        self, language: str | None, outlet: str | None, since: str | None, until: str | None, said_in: Language
    ) -> Filters:
        """Which articles may answer. Raises Refusal for an outlet or a day that there is not."""
        words = DISCORD_WORDS[said_in]
        known = self._bot.catalogue.outlet_called(outlet) if outlet else None
        if outlet and known is None:
            raise Refusal(_with_name(words.unknown_outlet, outlet, said_in))
        for day in (since, until):
            if day and not _is_day(day):
                raise Refusal(_with_name(words.bad_day, day, said_in))
        if since and until and since.strip() > until.strip():
            raise Refusal(isolated(words.days_reversed, said_in))
        chosen: Language | None = "ar" if language == "ar" else "en" if language == "en" else None
        return Filters(known, chosen, (since or "").strip() or None, (until or "").strip() or None)


async def _answer_that_began(thread: discord.Thread, bot_id: int) -> str | None:
    """The answer under which somebody opened the thread: such a thread has the id of its first message."""
    if not isinstance(thread.parent, discord.TextChannel):
        return None
    try:
        return answer_shown_in(await thread.parent.fetch_message(thread.id), bot_id)
    except discord.HTTPException:
        return None


def _with_name(text: str, name: str, language: Language) -> str:
    return isolated(f"{text} {isolated(escaped_line(name[:NAME_SHOWN]))}", language)


def _is_day(text: str) -> bool:
    """Whether it is a day as articles have it: fromisoformat alone takes 20240211 too, which does not compare."""
    try:
        return _DAY.fullmatch(text.strip()) is not None and bool(date.fromisoformat(text.strip()))
    except ValueError:
        return False
