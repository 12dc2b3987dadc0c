"""An article in parts that fit an embed, with the quote marked where it stands: a source, as Discord can show it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.discord import fitting
from bot.discord.embeds import CLOSEST_COLOUR, article_embed, said_facts
from bot.discord.escaping import isolated, lines, side_by_side
from bot.discord.replies import Reply
from bot.discord.wording import DISCORD_WORDS
from bot.source_wording import SOURCE_WORDS
from bot.wording import WORDS
from corpus.article import Article, Language, Span
from corpus.splitting import split_sentences
from retrieval.provenance.locating import Source

# Escaped and marked, a part takes at most twice its length, which Discord still holds.
PART_CHARACTERS = 1500
QUOTE_MARK = "> "


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a source; `number` counts from 1."""

    reply: Reply
    number: int
    count: int


def source_part(source: Source, language: Language, number: int | None = None) -> Part:
    """The part of an article that is asked for, else the one in which the quote begins."""
    article = source.article
    if article is None:
        return Part(Reply(isolated(WORDS[language].no_answer, language)), 1, 1)
    if source.status == "removed" or source.start is None or source.end is None:
        return Part(_gone(source, article, language), 1, 1)
    marked = None if source.kind == "article" else Span(source.start, source.end)
    parts = parts_of(article.text)
    if number is None:
        number = next((n for n, part in enumerate(parts, 1) if marked and part.end > marked.start), 1)
    number = max(1, min(number, len(parts)))
    embed = article_embed(article, language)
    room = fitting.DESCRIPTION
    embed.description = fitting.up_to_word(_drawn(article, parts[number - 1], marked), room)
    facts = said_facts(article, language)
    if len(parts) > 1:
        facts.append(DISCORD_WORDS[language].page(number, len(parts)))
    embed.set_footer(text=side_by_side(facts, language))
    said = "" if source.kind == "article" else isolated(_status(source, language), language)
    return Part(Reply(said, (embed,)), number, len(parts))


def parts_of(text: str) -> list[Span]:
    """A text cut at the ends of sentences, each part as long as fits; they cover it without a gap."""
    ends = [end for sentence in split_sentences(text) for end in _broken(text, sentence)]
    cuts = [0]
    for at, end in enumerate(ends):
        following = ends[at + 1] if at + 1 < len(ends) else None
        if following is not None and following - cuts[-1] > PART_CHARACTERS:
            cuts.append(end)
    return [Span(start, end) for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _broken(text: str, sentence: Span) -> list[int]:
    """The end of a sentence; one that is longer than a part is broken between words."""
    ends, at = [], sentence.start
    while sentence.end - at > PART_CHARACTERS:
        space = text.rfind(" ", at + 1, at + PART_CHARACTERS)
        at = space if space > at else at + PART_CHARACTERS
        ends.append(at)
    return [*ends, sentence.end]


def _drawn(article: Article, part: Span, marked: Span | None) -> str:
    """A part's text; what is quoted stands in it as a block quote."""
    text, language = article.text, article.language
    if marked is None or marked.end <= part.start or marked.start >= part.end:
        return lines(part.of(text), language)
    start, end = max(part.start, marked.start), min(part.end, marked.end)
    stretches = [(part.start, start, ""), (start, end, QUOTE_MARK), (end, part.end, "")]
    drawn = (lines(text[first:last], language, prefix) for first, last, prefix in stretches)
    return "\n".join(stretch for stretch in drawn if stretch)


def _status(source: Source, language: Language) -> str:
    words = WORDS[language]
    if source.kind == "passage":
        return SOURCE_WORDS[language].passage
    if source.status == "changed":
        return words.changed if source.start is None else words.moved
    return words.unchanged if source.status == "unchanged" else words.removed


def _gone(source: Source, article: Article, language: Language) -> Reply:
    """Words that no longer stand: as they were quoted, and the nearest that the article says now."""
    words = SOURCE_WORDS[language]
    embed = article_embed(article, language, CLOSEST_COLOUR)
    room = fitting.DESCRIPTION // 2 - 100

    def drawn(text: str) -> str:
        return lines(text, article.language, QUOTE_MARK)

    stretches = [drawn(fitting.up_to_sentence(quote.text, room // 2, drawn)) for quote in _quoted(source)]
    if stretches:
        stretches.insert(0, isolated(words.as_quoted, language))
    if source.now is not None:
        now = fitting.up_to_sentence(source.now.text, room, drawn)
        stretches += [isolated(words.stands_now, language), drawn(now)]
    embed.description = fitting.up_to_word("\n".join(stretches), fitting.DESCRIPTION) or None
    embed.set_footer(text=side_by_side(said_facts(article, language), language))
    return Reply(isolated(_status(source, language), language), (embed,))


def _quoted(source: Source) -> list[Source]:
    """What is known of words that are gone: the quote itself, or what answers quoted of a removed article."""
    if source.text:
        return [source]
    return list(source.quotes[:3])
