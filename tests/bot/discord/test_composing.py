"""Composed answers in Discord: the quotes at once, then the composed text edited in above them; nothing is lost."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from itertools import count

import pytest

from bot.composing_wording import COMPOSING_WORDS
from bot.discord.wording import DISCORD_WORDS
from bot.dropped import trouble_line
from tests.bot.conftest import settings_of
from tests.bot.discord.bot_process import BotProcess
from tests.bot.discord.conftest import Home
from tests.bot.discord.people import Person, buttons
from tests.bot.discord.reading import answer_id, is_bundled, live_markup, quote_ids, quotes, read, words
from tests.bot.discord.server.loopback import Discord
from tests.bot.discord.server.world import Guild, Message
from tests.bot.discord.test_asking import LANGUAGES, TROOPS
from tests.composing.server import ComposingServer

TURNS = count(1)
MARKED = re.compile(r".+ (?:\[\d+\])+", re.MULTILINE)


@pytest.fixture(scope="module")
def newsroom(model_server: ComposingServer, new_home: Home) -> Iterator[tuple[Discord, Guild, BotProcess]]:
    """A server whose bot has a language model; this module's bot and server are of it."""
    with Discord() as discord:
        guild = discord.world.guild("Writing room")
        with BotProcess(discord, new_home(), ISNAD_LLM_TIMEOUT="3", **settings_of(model_server)) as bot:
            yield discord, guild, bot


@pytest.fixture(autouse=True)
def honest(model_server: ComposingServer) -> Iterator[None]:
    yield
    model_server.script = None


def unheard(language: str) -> str:
    """A question that was not asked before, so that no reply of the model to it is kept."""
    return f"{TROOPS[language]} ({next(TURNS)})"


def edited(discord: Discord, message: Message, timeout: float = 30.0) -> Message:
    """The message once its text was edited: of an interaction the first text is an edit too."""
    return discord.until(lambda: message if "\n-# " in message.content else None, "an edit", timeout)


@pytest.mark.parametrize("language", LANGUAGES)
def test_composed_text_is_edited_in_above_numbered_quotes(
    discord: Discord, reader: Person, bot: BotProcess, language: str
) -> None:
    answer = edited(discord, discord.answer(reader.slash("ask", question=TROOPS[language])))
    shown = [each.body for each in discord.record.requests if each.path.endswith("/messages/@original")][-2:]
    assert DISCORD_WORDS[language].answered in read(shown[0]["content"]) and shown[0]["embeds"]
    assert MARKED.search(words(answer)) and COMPOSING_WORDS[language].composed_by.split("{}")[1] in words(answer)
    assert quotes(answer) and all(map(is_bundled, quotes(answer)))
    assert [read(embed["title"])[:4] for embed in answer.embeds] == [f"[{n + 1}] " for n in range(len(answer.embeds))]
    assert quote_ids(answer) == [f"{answer_id(answer)}.{n + 1}" for n in range(len(quotes(answer)))]
    for line in answer.words.split("\n"):
        assert line.count("\u2067") + line.count("\u2068") == line.count("\u2069")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_buttons_go_on_from_the_edited_answer(discord: Discord, reader: Person, language: str) -> None:
    own = DISCORD_WORDS[language]
    answer = edited(discord, discord.answer(reader.slash("ask", question=TROOPS[language])))
    source = discord.answer(reader.press(answer, own.source))
    assert quotes(answer)[0] in " ".join(words(source).split())
    more = discord.answer(reader.press(answer, own.more))
    assert not set(quotes(more)) & set(quotes(answer))
    assert words(discord.answer(reader.press(answer, "👍"))) == own.thanks


def test_a_mention_and_a_thread_are_edited_too(discord: Discord, reader: Person) -> None:
    reply = edited(discord, discord.reply(reader.mention(TROOPS["en"])))
    assert MARKED.search(words(reply))
    discord.answer(reader.submit(reader.press(reply, "Ask further"), question="And in Syria?"))
    assert reply.thread is not None
    assert DISCORD_WORDS["en"].carried in words(edited(discord, discord.world.in_channel(reply.thread)[0]))


def test_a_private_answer_stays_private_when_it_is_edited(discord: Discord, reader: Person, guild: Guild) -> None:
    sent = reader.slash("ask", question=TROOPS["en"], private=True)
    answer = edited(discord, discord.answer(sent))
    assert answer.only_for == reader.user.id
    neighbour = Person.joining(discord, guild, "neighbour")
    told = discord.answer(neighbour.slash("source", id=answer_id(answer)))
    assert DISCORD_WORDS["en"].unknown_id in words(told)
    assert quotes(answer)[0] in " ".join(words(discord.answer(reader.slash("source", id=quote_ids(answer)[0]))).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slow_model_leaves_the_quotes_with_one_small_line_and_holds_up_nobody(
    discord: Discord, reader: Person, model_server: ComposingServer, language: str
) -> None:
    model_server.script = "slow"
    started = time.monotonic()
    answers = [discord.answer(reader.slash("ask", question=unheard(language))) for _ in range(4)]
    assert time.monotonic() - started < 2 and all(map(quotes, answers))
    for answer in answers:
        edited(discord, answer)
        assert words(answer).count(f"-# {trouble_line('timeout', language)}") == 1
        assert quotes(answer) and "[1]" not in words(answer) and DISCORD_WORDS[language].source in buttons(answer)


def test_more_answers_than_can_be_composed_at_once_stay_quotes(
    discord: Discord, reader: Person, bot: BotProcess, model_server: ComposingServer
) -> None:
    model_server.script = "slow"
    answers = [discord.answer(sent) for sent in [reader.slash("ask", question=unheard("en")) for _ in range(20)]]
    for answer in answers:
        assert quotes(edited(discord, answer))
    busy = [answer for answer in answers if COMPOSING_WORDS["en"].busy in words(answer)]
    assert len(busy) == 4 == len(bot.events("not_composed"))


def test_the_log_counts_what_was_kept_and_dropped_and_holds_no_words(
    discord: Discord, reader: Person, bot: BotProcess, model_server: ComposingServer
) -> None:
    edited(discord, discord.answer(reader.slash("ask", question=TROOPS["en"])))
    model_server.script = "changes-number"
    edited(discord, discord.answer(reader.slash("ask", question=unheard("ar"))))
    kept, dropped = bot.events("composed")[-2:]
    assert kept["kept"] >= 1 and kept["trouble"] is None and kept["ms"] > 0
    assert dropped["kept"] == 0 and dropped["dropped_for"] == {"number": dropped["dropped"]}
    assert dropped["trouble"] == "nothing held" and TROOPS["en"] not in bot.log() and TROOPS["ar"] not in bot.log()


def test_about_says_which_model_writes_and_what_it_is_sent(discord: Discord, reader: Person) -> None:
    about = words(discord.answer(reader.slash("about")))
    assert "openai:honest" in about and "is sent the question and the passages" in about
    assert live_markup(about.split("openai:honest")[1].split("**")[0]) == []
