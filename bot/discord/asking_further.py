"""Asking further: a form under an answer, whose answer goes on in a thread where there can be one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import discord

from bot.discord import fitting
from bot.discord.attending import attend, edit_later, persistently, place_of, send
from bot.discord.buttons import ANSWER, LANGUAGE, LastingButton
from bot.discord.escaping import isolated, plain_line
from bot.discord.ledger import Place
from bot.discord.questions import checked
from bot.discord.replies import Reply
from bot.discord.wording import DISCORD_WORDS
from corpus.article import Language
from retrieval.engine import MAX_QUESTION

if TYPE_CHECKING:
    from bot.discord.client import IsnadBot

    Interaction = discord.Interaction[IsnadBot]

FORM_ID = re.compile(f"isnad:further:{LANGUAGE}:{ANSWER}")
QUESTION_FIELD = "question"
THREAD_NAME = 80
# How long discord.py remembers a form that was opened; a later answer is understood all the same.
FORM_SECONDS = 900
_THREAD_EXISTS = 160004


class FurtherButton(LastingButton, template=FORM_ID):
    """Opens a form for a question that goes on from the answer."""

    def __init__(self, language: Language, answer: str) -> None:
        super().__init__(
            f"isnad:further:{language}:{answer}",
            label=DISCORD_WORDS[language].further,
            style=discord.ButtonStyle.primary,
        )
        self._language, self._answer = language, answer

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Opens the form, which is the acknowledgement too."""
        await interaction.response.send_modal(_form(self._language, self._answer))


def _form(language: Language, answer_id: str) -> discord.ui.Modal:
    words = DISCORD_WORDS[language]
    form = discord.ui.Modal(
        title=words.further, custom_id=f"isnad:further:{language}:{answer_id}", timeout=FORM_SECONDS
    )
    return form.add_item(
        discord.ui.TextInput(
            label=words.your_question,
            custom_id=QUESTION_FIELD,
            style=discord.TextStyle.paragraph,
            max_length=MAX_QUESTION,
        )
    )


async def form_sent(interaction: Interaction) -> None:
    """Answers a form that was sent, were it opened before the process began; passes over other interactions."""
    data: dict[str, Any] = dict(interaction.data or {})
    named = FORM_ID.fullmatch(str(data.get("custom_id", "")))
    if interaction.type is not discord.InteractionType.modal_submit or named is None:
        return
    if not await interaction.client.admits(interaction):
        return
    language: Language = "ar" if named["language"] == "ar" else "en"
    question = _written(data.get("components", []))
    message = interaction.message
    private = message is not None and message.flags.ephemeral
    if private or not _may_begin_thread(interaction):
        answering = interaction.client.answering(question, place_of(interaction), named["answer"], private)
        await attend(interaction, answering, language, private=private)
    else:
        await attend(interaction, _in_thread(interaction, question, named["answer"], language), language)


def _written(rows: list[dict[str, Any]]) -> str:
    """What was written in the form's one field, whether it stands in a row or under a label."""
    fields = [field for row in rows for field in (*row.get("components", ()), row.get("component") or {})]
    return next((str(field["value"]) for field in fields if field.get("custom_id") == QUESTION_FIELD), "")


def _may_begin_thread(interaction: Interaction) -> bool:
    may = interaction.app_permissions
    in_text_channel = interaction.channel is not None and interaction.channel.type is discord.ChannelType.text
    return in_text_channel and may.create_public_threads and may.send_messages_in_threads


async def _in_thread(interaction: Interaction, question: str, answer_id: str, language: Language) -> Reply:
    """Answers in the thread of the answer, and tells who asked where that is; without a thread, tells them alone."""
    bot, here = interaction.client, place_of(interaction)
    question = checked(question, bot.language_of(question, here.guild))
    thread = await _thread_of(interaction, question, language)
    if thread is None:
        return await bot.answering(question, here, answer_id, private=True)
    there = Place(here.guild, thread.id, here.person)
    reply = await bot.answering(question, there, answer_id)
    sent = await send(thread, reply)
    edit_later(bot, reply, sent.edit, {"what": "thread", "guild": here.guild, "person": here.person})
    return Reply(isolated(f"{DISCORD_WORDS[language].answer_is_in} <#{thread.id}>", language))


async def _thread_of(
    interaction: Interaction, question: str, language: Language
) -> discord.Thread | discord.PartialMessageable | None:
    message = interaction.message
    if message is None:
        return None
    if message.thread is not None:
        return message.thread
    name = fitting.up_to_word(plain_line(question), THREAD_NAME) or DISCORD_WORDS[language].further
    try:
        return await persistently(lambda: message.create_thread(name=name, auto_archive_duration=1440))
    except discord.HTTPException as error:
        if error.code == _THREAD_EXISTS:
            # A thread that was begun from a message has the message's id.
            return interaction.client.get_partial_messageable(message.id, guild_id=interaction.guild_id)
        return None
    except ValueError:
        return None
