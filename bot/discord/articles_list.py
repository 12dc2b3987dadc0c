"""The list of articles, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.discord import fitting
from bot.discord.catalogue import Listed
from bot.discord.embeds import ANSWER_COLOUR, FACT_SHOWN
from bot.discord.escaping import escaped, isolated, plain_line, side_by_side
from bot.discord.replies import Reply
from bot.discord.wording import DISCORD_WORDS
from bot.wording import WORDS
from corpus.article import Language

A_PAGE = 8


def pages_for(count: int) -> int:
    """How many pages a list of so many articles has; an empty one has one."""
    return max(1, -(-count // A_PAGE))


def articles_page(articles: Sequence[Listed], number: int, language: Language) -> Reply:
    """Page `number`, from 1, of the articles: title, outlet, date and id of each."""
    own = DISCORD_WORDS[language]
    if not articles:
        return Reply(isolated(own.no_articles, language))
    first = (number - 1) * A_PAGE
    shown = "\n".join(_line(article, language) for article in articles[first : first + A_PAGE])
    embed = discord.Embed(description=fitting.up_to_word(shown, fitting.DESCRIPTION), colour=ANSWER_COLOUR)
    count, pages = own.articles(len(articles)), pages_for(len(articles))
    embed.set_footer(text=side_by_side([count, own.page(number, pages)] if pages > 1 else [count], language))
    return Reply("", (embed,))


def _line(article: Listed, language: Language) -> str:
    title = fitting.up_to_word(plain_line(article.title), FACT_SHOWN)
    facts = [article.outlet or "", article.published or WORDS[language].date_unknown, article.id]
    shown = [escaped(fitting.up_to_word(plain_line(fact), FACT_SHOWN)) for fact in facts if fact]
    return f"**{isolated(escaped(title), article.language)}**\n{side_by_side(shown, language)}"
