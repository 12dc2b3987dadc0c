"""The buttons under an answer, in both languages; what is private stays so."""

from __future__ import annotations

import pytest

from bot.discord.wording import DISCORD_WORDS
from bot.wording import WORDS
from tests.bot.discord.people import Person, buttons
from tests.bot.discord.reading import answer_id, is_bundled, quotes, words
from tests.bot.discord.server.interactions import MODAL
from tests.bot.discord.server.loopback import Discord
from tests.bot.discord.server.world import BOT_PERMISSIONS, PUBLIC_THREADS, THREAD, Guild, Message
from tests.bot.discord.test_asking import LANGUAGES, TROOPS


def asked(discord: Discord, person: Person, language: str = "en", **options: object) -> Message:
    return discord.answer(person.slash("ask", question=TROOPS[language], **options))


@pytest.mark.parametrize("language", LANGUAGES)
def test_source_shows_the_quote_in_its_article_to_who_asks(discord: Discord, reader: Person, language: str) -> None:
    answer = asked(discord, reader, language)
    source = discord.answer(reader.press(answer, DISCORD_WORDS[language].source))
    assert source.only_for == reader.user.id
    assert WORDS[language].unchanged in words(source) and quotes(answer)[0] in " ".join(words(source).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_source_turns_from_part_to_part_and_from_quote_to_quote(
    discord: Discord, reader: Person, language: str
) -> None:
    own = DISCORD_WORDS[language]
    shown = discord.answer(reader.press(asked(discord, reader, language), own.source))
    others = [label for label in buttons(shown) if label.isdigit()]
    seen = {words(shown)}
    for label in (own.earlier, own.later, *others[1:]):
        if label in buttons(shown):
            turned = reader.press(shown, label)
            discord.until(lambda turned=turned: turned.answered, "a turned page")
            assert turned.original is shown
            seen.add(words(shown))
    assert len(seen) > 1 and len(reader.shown()) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_more_quotes_are_others(discord: Discord, reader: Person, language: str) -> None:
    answer = asked(discord, reader, language)
    more = discord.answer(reader.press(answer, DISCORD_WORDS[language].more))
    assert more.only_for == reader.user.id
    assert quotes(more) or DISCORD_WORDS[language].no_more in words(more)
    assert not set(quotes(more)) & set(quotes(answer)) and all(map(is_bundled, quotes(more)))


FURTHER = {"en": ("And in Syria?", "900"), "ar": ("وفي سوريا؟", "900")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_asking_further_goes_on_in_one_thread(discord: Discord, reader: Person, language: str) -> None:
    question, awaited = FURTHER[language]
    answer, label = asked(discord, reader, language), DISCORD_WORDS[language].further
    for _ in range(2):
        opened = reader.press(answer, label)
        told = discord.answer(reader.submit(opened, question=question))
        assert opened.callback == MODAL and told.only_for == reader.user.id
        assert answer.thread is not None and f"<#{answer.thread.id}>" in told.content
    assert answer.thread.kind == THREAD
    further = discord.world.in_channel(answer.thread)
    assert len(further) == 2 and awaited in " ".join(quotes(further[0]))
    assert DISCORD_WORDS[language].carried in words(further[0])
    inside = reader.at(answer.thread)
    assert quotes(discord.reply(inside.mention(TROOPS[language])))


def test_a_message_in_the_thread_goes_on_from_its_last_answer(discord: Discord, reader: Person) -> None:
    answer = asked(discord, reader)
    discord.answer(reader.submit(reader.press(answer, "Ask further"), question="And in Syria?"))
    assert answer.thread is not None
    inside = reader.at(answer.thread)
    reply = discord.reply(inside.mention("How many of them in Iraq?"))
    assert quotes(reply) and quotes(discord.reply(inside.write("And in Syria?", reply_to=reply)))


def test_who_forgets_to_mention_it_in_its_thread_is_told_once(discord: Discord, reader: Person) -> None:
    answer = asked(discord, reader)
    discord.answer(reader.submit(reader.press(answer, "Ask further"), question="And in Syria?"))
    assert answer.thread is not None
    inside = reader.at(answer.thread)
    for text in ("And now?", "Hello?"):
        inside.write(text)
    last = discord.reply(inside.mention("Who leads Asa'ib Ahl al-Haq?"))
    told = [each for each in inside.shown() if DISCORD_WORDS["en"].only_mentions in words(each)]
    assert len(told) == 1 and quotes(last)
    opened = inside.press(told[0], "Ask further")
    assert quotes(discord.answer(inside.submit(opened, question="And in Syria?")))


@pytest.mark.parametrize("where", ["without threads", "direct", "private"])
def test_asking_further_works_where_there_can_be_no_thread(
    discord: Discord, reader: Person, guild: Guild, where: str
) -> None:
    person, options = reader, {"private": True} if where == "private" else {}
    if where == "without threads":
        person = reader.at(discord.new_channel(guild, "announcements", BOT_PERMISSIONS & ~PUBLIC_THREADS))
    if where == "direct":
        person = reader.direct
    answer = asked(discord, person, **options)
    further = discord.answer(person.submit(person.press(answer, "Ask further"), question="And in Syria?"))
    assert "900" in " ".join(quotes(further)) and further.channel is person.channel
    assert further.only_for == (reader.user.id if where == "private" else None)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("opinion", ["👍", "👎"])
def test_an_opinion_is_noted_with_thanks(discord: Discord, reader: Person, language: str, opinion: str) -> None:
    thanks = discord.answer(reader.press(asked(discord, reader, language), opinion))
    assert thanks.only_for == reader.user.id and words(thanks) == DISCORD_WORDS[language].thanks


def test_a_private_answer_cannot_be_looked_up_by_others_or_from_elsewhere(
    discord: Discord, reader: Person, guild: Guild
) -> None:
    answer = asked(discord, reader, private=True)
    id = f"{answer_id(answer)}.1"
    elsewhere = discord.new_guild("Elsewhere")
    neighbour, stranger = Person.joining(discord, guild, "neighbour"), Person.joining(discord, elsewhere, "stranger")
    for other in (neighbour, stranger, neighbour.direct):
        told = discord.answer(other.slash("source", id=id))
        assert DISCORD_WORDS["en"].unknown_id in words(told) and quotes(answer)[0] not in words(told)
    assert quotes(answer)[0] in " ".join(words(discord.answer(reader.slash("source", id=id))).split())


def test_an_answer_stays_in_its_server(discord: Discord, reader: Person) -> None:
    answer = asked(discord, reader)
    stranger = Person.joining(discord, discord.new_guild("Abroad"), "stranger")
    told = discord.answer(stranger.slash("source", id=answer_id(answer)))
    assert DISCORD_WORDS["en"].unknown_id in words(told) and TROOPS["en"] not in words(told)
