"""Our Discord with a small discord.py client: what real bots rely on works."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import aiohttp
import pytest

from tests.bot.discord.echo_client import Echo, running
from tests.bot.discord.people import NotOffered, Person
from tests.bot.discord.server.gateway import DISALLOWED_INTENTS
from tests.bot.discord.server.loopback import Discord
from tests.bot.discord.server.world import Guild


@pytest.fixture(scope="module")
def discord() -> Iterator[Discord]:
    with Discord() as started:
        yield started


@pytest.fixture(scope="module")
def guild(discord: Discord) -> Guild:
    return discord.world.guild("Newsroom")


@pytest.fixture(scope="module")
def client(discord: Discord, guild: Guild) -> Iterator[Echo]:
    with running(discord) as echo:
        yield echo
    assert not discord.record.violations


@pytest.fixture
def person(discord: Discord, guild: Guild, client: Echo) -> Person:
    return Person.joining(discord, guild)


def test_a_client_connects_and_knows_its_servers(client: Echo, guild: Guild) -> None:
    assert [each.name for each in client.guilds] == [guild.name]
    assert client.guilds[0].text_channels[0].id == guild.channels[0].id


def test_a_command_is_answered_and_its_button_changes_the_answer(discord: Discord, person: Person) -> None:
    answer = discord.answer(person.slash("echo", text="قلها"))
    assert answer.content == "قلها" and answer.only_for is None
    pressed = person.press(answer, "Again")
    discord.until(lambda: pressed.answered, "an update")
    assert (answer.content, answer.components, answer.edits) == ("again", [], 1)


def test_a_private_answer_is_shown_to_its_asker_alone(discord: Discord, person: Person, guild: Guild) -> None:
    answer = discord.answer(person.slash("echo", text="a", private=True))
    assert person.sees(answer) and not Person.joining(discord, guild, "other").sees(answer)


def test_what_is_typed_is_completed(person: Person) -> None:
    assert [choice["value"] for choice in person.offered("echo", "text", "ab")] == ["ab", "abab"]


def test_a_deferred_answer_reads_an_attachment_and_is_followed_up(discord: Discord, person: Person) -> None:
    sent = person.slash("late", file=("words.txt", "من ملف".encode(), "text/plain"))
    discord.until(lambda: sent.follow_ups, "a follow-up")
    assert sent.original is not None and sent.original.content == "من ملف" and sent.private
    assert sent.follow_ups[0].words == "more\nMore\nwords"


def test_a_modal_is_filled_in(discord: Discord, person: Person, client: Echo) -> None:
    opened = person.slash("form")
    discord.until(lambda: client.opened, "a form that the client remembers")
    sent = person.submit(opened, words="ab")
    assert discord.answer(sent).content == "formed ab"
    with pytest.raises(NotOffered):
        person.submit(opened, words="x" * 21)


def test_a_menu_reads_a_message_that_was_not_said_to_the_bot(discord: Discord, person: Person, client: Echo) -> None:
    message = person.write("twelve signs")
    sent = person.menu("Count", message)
    assert discord.answer(sent).content == "12 characters"
    assert "twelve signs" not in client.heard and "" in client.heard


@pytest.mark.parametrize("where", ["mention", "direct", "reply"])
def test_what_is_said_to_the_bot_is_heard(discord: Discord, person: Person, where: str) -> None:
    if where == "reply":
        first = discord.answer(person.slash("echo", text="first"))
        said = person.write("in reply", reply_to=first)
    else:
        said = person.mention("hello") if where == "mention" else person.direct.write("hello")
    reply = discord.reply(said)
    assert reply.content == "heard" and reply.attachments[0]["filename"] == "echo.py" and not reply.pinged


def test_a_person_can_do_only_what_is_on_offer(discord: Discord, person: Person) -> None:
    for words, options in (("nothing", {}), ("echo", {}), ("echo", {"text": 1}), ("echo", {"text": "a", "x": "b"})):
        with pytest.raises(NotOffered):
            person.slash(words, **options)


def test_a_lost_line_is_resumed_and_nothing_is_missed(discord: Discord, person: Person, client: Echo) -> None:
    for lose in (discord.cut_gateway, discord.reconnect, lambda: discord.close_gateway(4000)):
        resumed = discord.record.count("resumed")
        lose()
        assert discord.answer(person.slash("echo", text="meanwhile")).content == "meanwhile"
        assert discord.record.count("resumed") == resumed + 1


def test_a_resumable_invalid_session_is_resumed(discord: Discord, client: Echo) -> None:
    resumed = discord.record.count("resumed")
    discord.invalidate(resumable=True)
    discord.until(lambda: discord.record.count("resumed") > resumed, "a resume")


def test_trouble_by_script_is_met_and_survived(discord: Discord, person: Person) -> None:
    limited = discord.faults.limit("callback", retry_after=0.2)
    cut = discord.faults.fail("POST /webhooks", 502)
    sent = person.slash("late", file=("words.txt", b"words", "text/plain"))
    discord.until(lambda: sent.follow_ups, "a follow-up")
    assert (limited.met, cut.met) == (1, 1)
    assert [each.status for each in discord.record.requests if each.scripted] == [429, 502]


def test_privileged_intents_are_refused(discord: Discord) -> None:
    async def identify(intents: int, token: str) -> int | None:
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(discord.gateway.address + "?v=10&encoding=json&compress=zlib-stream") as socket,
        ):
            await socket.receive()
            identity = {"token": token, "intents": intents, "properties": {"os": "linux"}}
            await socket.send_json({"op": 2, "d": identity})
            await socket.receive()
            return socket.close_code

    assert asyncio.run(identify(1 << 15, discord.token)) == DISALLOWED_INTENTS
    assert asyncio.run(identify(1, "wrong")) == 4004
