"""The buttons under every answer: its source, more quotes, a further question, and what somebody thinks of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import discord

from bot.discord.answers import Answers
from bot.discord.asking_further import FurtherButton
from bot.discord.attending import Refusal, attend, place_of
from bot.discord.buttons import ANSWER, LANGUAGE, LastingButton
from bot.discord.embeds import quote_embeds
from bot.discord.escaping import escaped_line, isolated
from bot.discord.ledger import Place
from bot.discord.replies import Button, Reply
from bot.discord.source_buttons import SourceButton
from bot.discord.wording import DISCORD_WORDS
from corpus.article import Language
from retrieval.answering import Answer

if TYPE_CHECKING:
    from bot.discord.client import IsnadBot

    Interaction = discord.Interaction[IsnadBot]

Opinion = Literal["helpful", "unhelpful"]
OPINIONS: dict[Opinion, str] = {"helpful": "👍", "unhelpful": "👎"}


class MoreButton(LastingButton, template=f"isnad:more:{LANGUAGE}:{ANSWER}"):
    """Shows, to who presses it, the quotes that did not fit the answer."""

    def __init__(self, language: Language, answer: str) -> None:
        super().__init__(f"isnad:more:{language}:{answer}", label=DISCORD_WORDS[language].more)
        self._language, self._answer = language, answer

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Asks the same question again, for more."""
        answers, place = interaction.client.answers, place_of(interaction)
        await attend(interaction, _more(answers, self._answer, place, self._language), self._language)


class OpinionButton(LastingButton, template=f"isnad:(?P<opinion>helpful|unhelpful):{LANGUAGE}:{ANSWER}"):
    """Notes what who presses it thinks of the answer."""

    def __init__(self, opinion: Opinion, language: Language, answer: str) -> None:
        super().__init__(f"isnad:{opinion}:{language}:{answer}", emoji=OPINIONS[opinion])
        self._opinion, self._language, self._answer = opinion, language, answer

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Notes it, and says so."""
        await attend(interaction, self._note(interaction), self._language)

    async def _note(self, interaction: Interaction) -> Reply:
        noted = await interaction.client.answers.judge(
            self._answer, place_of(interaction), helpful=self._opinion == "helpful"
        )
        if not noted:
            raise Refusal(_unknown(self._answer, self._language))
        return Reply(isolated(DISCORD_WORDS[self._language].thanks, self._language))


def answer_buttons(answer: Answer) -> tuple[Button, ...]:
    """The buttons under an answer; where nothing was quoted there is no source to show."""
    language, id = answer.language, answer.id
    buttons: list[Button] = [SourceButton(language, id)] if answer.quotes else []
    if answer.answered:
        buttons.append(MoreButton(language, id))
    buttons.append(FurtherButton(language, id))
    return (*buttons, *(OpinionButton(opinion, language, id) for opinion in OPINIONS))


async def _more(answers: Answers, answer_id: str, place: Place, language: Language) -> Reply:
    given = await answers.more(answer_id, place)
    if given is None:
        raise Refusal(_unknown(answer_id, language))
    if not given.answer.quotes:
        return Reply(isolated(DISCORD_WORDS[language].no_more, language))
    return Reply("", quote_embeds(given.answer.quotes, language)).with_buttons(
        SourceButton(language, given.answer.id), FurtherButton(language, given.answer.id)
    )


def _unknown(answer_id: str, language: Language) -> str:
    return isolated(f"{DISCORD_WORDS[language].unknown_id} {escaped_line(answer_id)}", language)
