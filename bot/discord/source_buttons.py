"""Showing a source to one person, and the buttons that lead there and on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.discord import fitting
from bot.discord.attending import Refusal, attend, place_of
from bot.discord.buttons import ANSWER, LANGUAGE, LastingButton
from bot.discord.embeds import web_address
from bot.discord.escaping import escaped_line, isolated
from bot.discord.ledger import Place
from bot.discord.replies import Button, Reply
from bot.discord.source_pages import Part, source_part
from bot.discord.wording import DISCORD_WORDS
from corpus.article import Language
from retrieval.provenance.locating import Source

if TYPE_CHECKING:
    from bot.discord.answers import Answers


MOST_NUMBERED = 15
ID_SHOWN = 100
ID_IN_ID = 80


class SourceButton(LastingButton, template=f"isnad:source:{LANGUAGE}:{ANSWER}"):
    """Shows, to who presses it, where the quotes of an answer stand."""

    def __init__(self, language: Language, answer: str) -> None:
        super().__init__(f"isnad:source:{language}:{answer}", label=DISCORD_WORDS[language].source)
        self._language, self._answer = language, answer

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Opens the first quote."""
        showing = source_reply(interaction.client.answers, self._answer, place_of(interaction), self._language)
        await attend(interaction, showing, self._language)


class PartButton(LastingButton, template=rf"isnad:part:{LANGUAGE}:(?P<number>\d{{1,6}}):(?P<id>.{{1,{ID_IN_ID}}})"):
    """Turns to another part of an article, or (part 0) to where another quote stands, in the same message."""

    def __init__(self, language: Language, number: str | int, id: str, **look: Any) -> None:
        super().__init__(f"isnad:part:{language}:{number}:{id}", **look)
        self._language, self._number, self._named = language, int(number), id

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Turns there."""
        answers, place = interaction.client.answers, place_of(interaction)
        showing = source_reply(answers, self._named, place, self._language, self._number or None)
        await attend(interaction, showing, self._language, update=True)


async def source_reply(
    answers: Answers, identifier: str, place: Place, language: Language, number: int | None = None
) -> Reply:
    """Where something comes from; in the language of its question where there is one. Raises Refusal."""
    source = await answers.source(identifier, place)
    if source is None:
        shown = escaped_line(identifier)[:ID_SHOWN]
        raise Refusal(isolated(f"{DISCORD_WORDS[language].unknown_id} {isolated(shown)}", language))
    if source.answer is not None:
        language = source.answer.language
    part = await answers.off_loop(lambda: source_part(source, language, number))
    return part.reply.with_buttons(*_buttons(source, part, language))


def _buttons(source: Source, part: Part, language: Language) -> list[Button]:
    own = DISCORD_WORDS[language]
    named = source.quotes[0].id if source.kind == "answer" and source.quotes else source.id
    buttons: list[Button] = []
    # An article's id may be longer than a button can hold: its other parts are for the terminal.
    if fitting.size(named) <= ID_IN_ID:
        turns = ((part.number - 1, own.earlier), (part.number + 1, own.later))
        buttons = [
            PartButton(language, number, named, label=label, row=0)
            for number, label in turns
            if 1 <= number <= part.count
        ]
    address = web_address(source.article) if source.article else None
    if address and fitting.size(address) <= fitting.LINK:
        buttons.append(discord.ui.Button(label=own.open_page, url=address, row=0))
    if source.kind in ("answer", "quote") and len(source.quotes) > 1:
        buttons += [
            PartButton(language, 0, id, label=id.partition(".")[2], disabled=id == named, row=1 + at // 5)
            for at, id in enumerate(quote.id for quote in source.quotes[:MOST_NUMBERED])
        ]
    return buttons
