"""Verdicts on quotes as embeds: what was said, what the archive says, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.check_wording import CHECK_WORDS, CheckWords
from bot.discord import fitting
from bot.discord.embeds import article_embed, said_facts
from bot.discord.escaping import escaped_line, isolated, lines, plain_line, side_by_side
from bot.discord.replies import Reply
from bot.discord.wording import DISCORD_WORDS
from corpus.article import Language
from corpus.language import detect_language
from retrieval.checking.checker import Checked, Verdict
from retrieval.checking.differences import Difference

GOOD, DOUBTFUL, BAD, UNKNOWN = 0x2F7D6B, 0xC98A1B, 0xB3382C, 0x8A8F98
COLOURS: dict[Verdict, int] = {
    "verbatim": GOOD,
    "altered": BAD,
    "stitched": BAD,
    "misattributed": BAD,
    "reported": DOUBTFUL,
    "not found": UNKNOWN,
}
MOST_DIFFERENCES = 5
DIFFERENCE_SHOWN = 80
MOST_PARTS = 4
NAME_SHOWN = 100


def checked_reply(checked: Sequence[Checked], language: Language) -> Reply:
    """An embed a verdict, at most ten; that there were more is said."""
    shown = checked[: fitting.EMBEDS]
    room = fitting.ALL_EMBEDS // max(1, len(shown))
    said = isolated(DISCORD_WORDS[language].first_ten, language) if len(checked) > len(shown) else ""
    return Reply(said, tuple(_embed(each, language, room) for each in shown))


def _embed(checked: Checked, language: Language, room: int) -> discord.Embed:
    words = CHECK_WORDS[language]
    colour = COLOURS[checked.verdict]
    embed, footer = discord.Embed(colour=colour), ""
    if checked.article is not None:
        embed = article_embed(checked.article, language, colour)
        footer = side_by_side([*said_facts(checked.article, language), *_also(checked, words)], language)
        embed.set_footer(text=footer)
    taken = sum(fitting.size(part) for part in (embed.title or "", embed.author.name or "", footer))
    left = min(room - taken, fitting.DESCRIPTION)
    told = [f"**{isolated(words.verdicts[checked.verdict], language)}**"]
    told.append(_drawn(checked.text, detect_language(checked.text), left // 3))
    told += [isolated(_difference(each, words), language) for each in checked.differences[:MOST_DIFFERENCES]]
    told += _places(checked, words, language, left // 3)
    embed.description = fitting.up_to_word("\n".join(told), left)
    return embed


def _also(checked: Checked, words: CheckWords) -> list[str]:
    return [words.also.format(", ".join(map(plain_line, checked.also[:MOST_PARTS])))] if checked.also else []


def _drawn(text: str, language: Language, room: int) -> str:
    """Words as a block quote, up to a sentence's end."""

    def drawn(shown: str) -> str:
        return lines(shown, language, "> ")

    shown = fitting.up_to_sentence(text, room - 1, drawn)
    return drawn(shown) + ("…" if shown != text else "")


def _difference(difference: Difference, words: CheckWords) -> str:
    quoted, stands = (
        isolated(escaped_line(fitting.up_to_word(side, DIFFERENCE_SHOWN)))
        for side in (difference.quoted, difference.standing)
    )
    if not quoted:
        return words.left_out.format(stands)
    return words.changed.format(quoted, stands) if stands else words.added.format(quoted)


def _places(checked: Checked, words: CheckWords, language: Language, room: int) -> list[str]:
    """What stands in the archive in the place of the quote, or near it."""
    if checked.verdict == "stitched":
        parts, told = checked.parts[:MOST_PARTS], []
        for number, part in enumerate(parts, 1):
            named = [words.part.format(number, len(checked.parts)), escaped_line(part.article.title)]
            heading = side_by_side(named, language)
            stands = part.article.text[part.start : part.end]
            told += [heading, _drawn(stands, part.article.language, room // len(parts))]
        return told
    if checked.verdict == "verbatim":
        return []
    if checked.article is None or checked.start is None or checked.end is None:
        return [isolated(words.nothing_near, language)]
    headings: dict[Verdict, str] = {
        "altered": words.as_it_stands,
        "misattributed": words.not_by.format(isolated(escaped_line(checked.by or "")[:NAME_SHOWN])),
        "reported": words.no_quotation,
        "not found": words.nearest,
    }
    stands = checked.article.text[checked.start : checked.end]
    return [isolated(headings[checked.verdict], language), _drawn(stands, checked.article.language, room)]
