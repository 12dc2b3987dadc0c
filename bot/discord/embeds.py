"""An answer becomes embeds: one a quote, with who said it, where and when. No connection is needed for that."""

from __future__ import annotations

from urllib.parse import urlsplit

import discord

from bot.composing_wording import COMPOSING_WORDS
from bot.discord import fitting
from bot.discord.escaping import escaped, escaped_line, isolated, lines, plain_line, side_by_side
from bot.discord.replies import Reply
from bot.discord.wording import DISCORD_WORDS
from bot.pages import Composed, composed_by, composed_text
from bot.rendering import END_OF_ISOLATE, FIRST_STRONG
from bot.wording import WORDS
from corpus.article import Article, Language
from retrieval.answering import Answer, Quote

ANSWER_COLOUR = 0x2F7D6B
CLOSEST_COLOUR = 0x8A8F98
QUESTION_SHOWN = 300
CARRIED_SHOWN = 200
FACT_SHOWN = 120
COMPOSED_SHOWN = 1000


def answer_reply(answer: Answer, carried: tuple[str, ...] = (), echo: bool = True) -> Reply:
    """The answer's text and an embed a quote; `echo` repeats the question, for where nobody else sees it.

    `carried` are words that the question took over from the one before it.
    """
    words, own = WORDS[answer.language], DISCORD_WORDS[answer.language]
    content = [f"**{_question(answer)}**"] if echo or carried else []
    if carried:
        taken = fitting.up_to_word(" · ".join(map(escaped_line, carried)), CARRIED_SHOWN)
        content.append(isolated(f"{own.carried} {taken}", answer.language))
    composed = _composed_lines(answer, COMPOSED_SHOWN) if answer.answered else []
    if composed and answer.composition:
        by = isolated(escaped_line(composed_by(answer.composition, answer.language)), answer.language)
        content += [*composed, f"-# {by}"]
        if answer.numbers_differ:
            content.append(isolated(words.numbers_differ, answer.language))
    elif answer.answered:
        says = words.numbers_differ if answer.numbers_differ else own.answered
        content.append(isolated(says, answer.language))
    else:
        content.append(isolated(words.no_answer, answer.language))
        if answer.quotes:
            content.append(isolated(words.closest, answer.language))
    colour = ANSWER_COLOUR if answer.answered else CLOSEST_COLOUR
    return Reply("\n".join(content), quote_embeds(answer.quotes, answer.language, colour, bool(composed)))


def _composed_lines(answer: Answer, room: int) -> list[str]:
    """The composed sentences, a line each with the numbers of their embeds; those that find no room are left out."""
    shown: list[str] = []
    for sentence in composed_text(answer):
        line = _with_markers(sentence)
        room -= fitting.size(line) + 1
        if room >= 0 and max(sentence.numbers, default=0) <= fitting.EMBEDS:
            shown.append(line)
    return shown


def _with_markers(sentence: Composed) -> str:
    text, markers = escaped_line(sentence.text), [f"\\[{number}\\]" for number in sentence.numbers]
    if isolated(text) != text:
        markers = [f"{FIRST_STRONG}{marker}{END_OF_ISOLATE}" for marker in markers]
    return isolated(f"{text} {''.join(markers)}".rstrip(), sentence.language)


def quote_embeds(
    quotes: tuple[Quote, ...], language: Language, colour: int = ANSWER_COLOUR, numbered: bool = False
) -> tuple[discord.Embed, ...]:
    """An embed a quote, at most ten, that together stay within Discord's 6,000 characters.

    They are `numbered` where composed sentences lead to them.
    """
    quotes = quotes[: fitting.EMBEDS]
    embeds = []
    for number, quote in enumerate(quotes, 1):
        embed = article_embed(quote.article, language, colour)
        if numbered:
            embed.title = f"\\[{number}\\] {embed.title}"
        room = min(fitting.ALL_EMBEDS // len(quotes) - _taken(embed), fitting.DESCRIPTION)
        translation = _translated(quote, language, room // 3)
        quoted, footer = _quoted(quote, language, room - fitting.size(translation))
        embed.description = quoted + translation
        embed.set_footer(text=footer)
        embeds.append(embed)
    return tuple(embeds)


def article_embed(article: Article, language: Language, colour: int = ANSWER_COLOUR) -> discord.Embed:
    """An embed that names the article: outlet, and title, linked where it has an address on the web."""
    words = WORDS[language]
    title = f"{article.title} ({words.title_made})" if article.title_made else article.title
    shown = fitting.up_to_word(plain_line(title), fitting.TITLE // 2, escaped)
    embed = discord.Embed(title=isolated(escaped(shown), article.language), url=web_address(article), colour=colour)
    if article.outlet and (outlet := plain_line(article.outlet)):
        embed.set_author(name=isolated(fitting.up_to_word(outlet, FACT_SHOWN)))
    return embed


def web_address(article: Article) -> str | None:
    """The article's address where Discord can link it: http or https, with a host, and not too long."""
    address = (article.url or "").strip()
    if not address or any(character.isspace() for character in address) or fitting.size(address) > fitting.ADDRESS:
        return None
    try:
        parts = urlsplit(address)
        # Reading the port checks it.
        return address if parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 else None
    except ValueError:
        return None


def said_facts(article: Article, language: Language) -> list[str]:
    """Author, where known, and date; each fit for a place without markup."""
    words = WORDS[language]
    author = plain_line(article.author or "")
    by = [f"{words.by} {fitting.up_to_word(author, FACT_SHOWN)}"] if author else []
    return [*by, article.published or words.date_unknown]


def _question(answer: Answer) -> str:
    shown = fitting.up_to_word(plain_line(answer.question), QUESTION_SHOWN)
    return isolated(escaped(shown), answer.language)


def _quoted(quote: Quote, language: Language, room: int) -> tuple[str, str]:
    """The quote as a block quote, and the footer under it, which says how much of it is shown."""
    words, own = WORDS[language], DISCORD_WORDS[language]
    facts = said_facts(quote.article, language)
    facts.append(f"{own.quote_id} {quote.id}")
    if quote.also:
        facts.append(words.also(len(quote.also), quote.among))
    text, article_language = quote.text, quote.article.language
    marks = WORDS[article_language]

    def drawn(shown: str) -> str:
        return lines(marks.quoted(shown), article_language, "> ")

    facts_alone = side_by_side(facts, language)
    if fitting.size(drawn(text)) + fitting.size(facts_alone) <= room:
        return drawn(text), facts_alone
    told = side_by_side([*facts, own.cut(len(text), len(text))], language)
    shown = fitting.up_to_sentence(text, room - fitting.size(told), drawn)
    return drawn(shown), side_by_side([*facts, own.cut(len(shown), len(text))], language)


def _translated(quote: Quote, language: Language, room: int) -> str:
    """A machine's translation, in a line of its own under the quote and said to be one; empty where there is none."""
    if quote.translation is None:
        return ""
    text = COMPOSING_WORDS[language].translation.format(plain_line(quote.translation))

    def drawn(shown: str) -> str:
        return "\n" + lines(shown, language)

    return drawn(fitting.up_to_word(text, room, drawn))


def _taken(embed: discord.Embed) -> int:
    return sum(fitting.size(part) for part in (embed.title or "", embed.author.name or ""))
