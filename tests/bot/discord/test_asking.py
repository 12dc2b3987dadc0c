"""Asking in every way that Discord has, in both languages: the answer's quotes are an article's own words."""

from __future__ import annotations

import re

import pytest

from bot.discord.wording import DISCORD_WORDS
from bot.wording import WORDS
from tests.bot.discord.people import NotOffered, Person, buttons
from tests.bot.discord.reading import answer_id, is_bundled, quote_ids, quotes, read, words
from tests.bot.discord.server.interactions import DEFERRED_MESSAGE
from tests.bot.discord.server.loopback import Discord
from tests.bot.discord.server.world import Guild

TROOPS = {"en": "How many US troops are in Iraq?", "ar": "كم عدد القوات الأميركية في العراق؟"}
UNANSWERED = {"en": "Who won the 2022 football World Cup?", "ar": "ما هو سعر برميل النفط اليوم؟"}
LANGUAGES = ("en", "ar")
ARABIC = re.compile("[\u0620-\u064a]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_is_answered_with_quotes_that_stand_in_an_article(
    discord: Discord, reader: Person, language: str
) -> None:
    sent = reader.slash("ask", question=TROOPS[language])
    answer = discord.answer(sent)
    assert sent.callback == DEFERRED_MESSAGE and answer.only_for is None
    assert DISCORD_WORDS[language].answered in words(answer) and TROOPS[language] in words(answer)
    assert "2,500" in quotes(answer)[0] and all(map(is_bundled, quotes(answer)))
    assert quote_ids(answer) == [f"{answer_id(answer)}.{number}" for number in range(1, len(quotes(answer)) + 1)]
    shown = [DISCORD_WORDS[language].source, DISCORD_WORDS[language].more, DISCORD_WORDS[language].further]
    assert buttons(answer) == [*shown, "👍", "👎"]
    assert WORDS[language].date_unknown in words(answer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_the_archive_has_no_answer_it_says_so(discord: Discord, reader: Person, language: str) -> None:
    answer = discord.answer(reader.slash("ask", question=UNANSWERED[language]))
    assert WORDS[language].no_answer in words(answer)
    if quotes(answer):
        assert WORDS[language].closest in words(answer) and is_bundled(quotes(answer)[0])


def test_arabic_stands_in_isolates_beside_english(discord: Discord, reader: Person) -> None:
    answer = discord.answer(reader.slash("ask", question=TROOPS["ar"]))
    for line in answer.words.split("\n"):
        if ARABIC.search(line):
            assert re.match("(> )?[*]{0,2}[\u2067\u2068]", line), line
        assert line.count("\u2067") + line.count("\u2068") == line.count("\u2069")


def test_a_private_question_is_seen_by_its_asker_alone(discord: Discord, reader: Person, guild: Guild) -> None:
    sent = reader.slash("ask", question=TROOPS["en"], private=True)
    answer = discord.answer(sent)
    assert sent.private and reader.sees(answer) and quotes(answer)
    assert not Person.joining(discord, guild, "neighbour").at(reader.channel).sees(answer)


def test_an_outlet_completes_as_it_is_typed_and_narrows(discord: Discord, reader: Person) -> None:
    offered = [choice["value"] for choice in reader.offered("ask", "outlet", "صدى", question="q")]
    assert offered == ["صدى البلد"]
    assert reader.offered("ask", "outlet", "no such outlet") == []
    answer = discord.answer(reader.slash("ask", question="Who leads the Cave Owners?", outlet=offered[0]))
    assert quotes(answer) and {read(embed["author"]["name"]) for embed in answer.embeds} == {"صدى البلد"}


def test_language_and_days_narrow(discord: Discord, reader: Person) -> None:
    arabic = discord.answer(reader.slash("ask", question=TROOPS["en"], language="ar"))
    assert all(ARABIC.search(quote) for quote in quotes(arabic)) and quotes(arabic)
    dated = discord.answer(reader.slash("ask", question="Cave Owners", since="2024-02-11", until="2024-02-11"))
    assert quotes(dated) and words(dated).count("2024-02-11") >= len(quotes(dated))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"outlet": "The Daily @everyone"}, DISCORD_WORDS["en"].unknown_outlet),
        ({"since": "yesterday"}, DISCORD_WORDS["en"].bad_day),
        ({"until": "2024-02-31"}, DISCORD_WORDS["en"].bad_day),
        ({"since": "2024-02-12", "until": "2024-02-11"}, DISCORD_WORDS["en"].days_reversed),
        ({"question": "???"}, DISCORD_WORDS["en"].wordless_question),
        ({"question": "   "}, DISCORD_WORDS["en"].empty_question),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_line(
    discord: Discord, reader: Person, options: dict[str, str], said: str
) -> None:
    answer = discord.answer(reader.slash("ask", **{"question": "Who leads?", **options}))
    assert said in words(answer) and not answer.embeds and "\n" not in answer.content


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mention_is_answered_by_a_reply(discord: Discord, reader: Person, language: str) -> None:
    reply = discord.reply(reader.mention(TROOPS[language]))
    assert "2,500" in quotes(reply)[0] and DISCORD_WORDS[language].source in buttons(reply)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_direct_message_is_answered(discord: Discord, reader: Person, language: str) -> None:
    assert "2,500" in quotes(discord.reply(reader.direct.write(TROOPS[language])))[0]
    assert "2,500" in quotes(discord.answer(reader.direct.slash("ask", question=TROOPS[language])))[0]


def test_a_mention_alone_is_told_how_to_ask(discord: Discord, reader: Person) -> None:
    assert "/ask" in words(discord.reply(reader.mention("")))


def test_a_reply_goes_on_from_the_answer(discord: Discord, reader: Person) -> None:
    first = discord.answer(reader.slash("ask", question="How many US troops are in Iraq?"))
    reply = discord.reply(reader.write("And in Syria?", reply_to=first))
    assert DISCORD_WORDS["en"].carried in words(reply) and "900" in " ".join(quotes(reply))


def test_a_conversation_goes_on_from_its_last_answer(discord: Discord, reader: Person) -> None:
    discord.reply(reader.direct.write("How many US troops are in Iraq?"))
    reply = discord.reply(reader.direct.write("And in Syria?"))
    assert DISCORD_WORDS["en"].carried in words(reply) and "900" in " ".join(quotes(reply))


def test_what_is_not_said_to_the_bot_is_not_answered(discord: Discord, reader: Person) -> None:
    said = reader.write("How many US troops are in Iraq?")
    answered = discord.reply(reader.mention("Who leads Asa'ib Ahl al-Haq?"))
    replies = [each for each in reader.shown() if each.author is discord.world.bot]
    assert replies == [answered] and not [each for each in replies if each.reply_to is said]


def test_the_longest_question_is_read_and_a_longer_one_refused(discord: Discord, reader: Person) -> None:
    longest = (TROOPS["en"] + " ").ljust(2000, "x")
    answer = discord.answer(reader.slash("ask", question=longest))
    assert WORDS["en"].no_answer in words(answer) or quotes(answer)
    with pytest.raises(NotOffered):
        reader.slash("ask", question=longest + "x")
    assert DISCORD_WORDS["en"].long_question in words(discord.reply(reader.direct.write(longest + "x")))
    assert DISCORD_WORDS["ar"].long_question in words(discord.reply(reader.direct.write("سؤال " * 500)))


@pytest.mark.parametrize(
    "question", ["**bold** @everyone <@1> `code` ||spoiler||", "\u202e\u2066\u200b troops \x00\x1b[31m"]
)
def test_a_question_runs_no_markup_of_its_own(discord: Discord, reader: Person, question: str) -> None:
    answer = discord.answer(reader.slash("ask", question=question))
    assert not re.search(r"(?<!\\)(\|\||`|<@)", answer.content) and not answer.pinged
    assert not set("\u202e\u2066\x00\x1b") & set(answer.words)
