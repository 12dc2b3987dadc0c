"""Our Discord keeps the order of an interaction, asks for a token where one belongs, and counts who is pinged."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
import zlib
from collections.abc import Iterator
from typing import Any

import pytest

from tests.bot.discord.server import compression, interactions
from tests.bot.discord.server.interactions import COMMAND, COMPONENT, Interaction
from tests.bot.discord.server.loopback import Discord
from tests.bot.discord.server.world import BOT_PERMISSIONS, EMBED_LINKS, PUBLIC_THREADS, SEND, Channel, Message, pings

HELLO = {"content": "hello", "allowed_mentions": {"parse": []}}
DEFERRED = {"type": 5}


@pytest.fixture
def discord() -> Iterator[Discord]:
    with Discord() as started:
        yield started


@pytest.fixture
def channel(discord: Discord) -> Channel:
    return discord.world.guild("Newsroom").channels[0]


@pytest.fixture
def asked(discord: Discord, channel: Channel) -> Interaction:
    assert channel.guild is not None
    return discord.send(Interaction(COMMAND, channel.guild.owner, channel, {"name": "ask"}))


def call(discord: Discord, method: str, path: str, body: Any = None, token: str | None = "") -> tuple[int, Any]:
    """A request; `token` is shown in the header, the right one where it is empty and none where it is None."""
    headers = {"Content-Type": "application/json"}
    if token is not None:
        headers["Authorization"] = f"Bot {token or discord.token}"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(discord.api + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            return response.status, json.loads(response.read() or b"null")
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def callback(discord: Discord, to: Interaction, body: dict[str, Any]) -> tuple[int, Any]:
    return call(discord, "POST", f"/interactions/{to.id}/{to.token}/callback", body, None)


def hook(discord: Discord, to: Interaction, method: str, rest: str, body: Any = None) -> tuple[int, Any]:
    return call(discord, method, f"/webhooks/{discord.world.bot.id}/{to.token}{rest}", body, None)


def test_an_interaction_is_acknowledged_once(discord: Discord, asked: Interaction) -> None:
    assert callback(discord, asked, {"type": 4, "data": HELLO})[0] == 204
    status, said = callback(discord, asked, DEFERRED)
    assert (status, said["code"]) == (400, 40060)
    assert asked.answer is not None and asked.answer.content == "hello"


def test_an_interaction_is_acknowledged_in_time(discord: Discord, asked: Interaction) -> None:
    asked.sent -= interactions.ACKNOWLEDGED_WITHIN
    status, said = callback(discord, asked, DEFERRED)
    assert (status, said["code"]) == (404, 10062)
    assert hook(discord, asked, "POST", "", HELLO)[1]["code"] == 10015


def test_an_unknown_interaction_is_no_interaction(discord: Discord, asked: Interaction) -> None:
    assert call(discord, "POST", f"/interactions/1/{asked.token}/callback", DEFERRED, None)[1]["code"] == 10062
    assert call(discord, "POST", f"/interactions/{asked.id}/no/callback", DEFERRED, None)[1]["code"] == 10062


@pytest.mark.parametrize(("kind", "of"), [(6, COMMAND), (7, COMMAND), (8, COMMAND), (8, COMPONENT), (99, COMPONENT)])
def test_a_callback_must_fit_its_interaction(discord: Discord, channel: Channel, kind: int, of: int) -> None:
    assert channel.guild is not None
    sent = discord.send(Interaction(of, channel.guild.owner, channel, {"name": "ask"}))
    assert callback(discord, sent, {"type": kind, "data": {}})[1]["code"] == 50035
    assert sent.acknowledged is None


def test_a_follow_up_comes_after_the_acknowledgement_and_before_the_token_dies(
    discord: Discord, asked: Interaction
) -> None:
    assert hook(discord, asked, "POST", "", HELLO)[1]["code"] == 10015
    assert hook(discord, asked, "PATCH", "/messages/@original", HELLO)[1]["code"] == 10015
    callback(discord, asked, DEFERRED)
    assert hook(discord, asked, "PATCH", "/messages/@original", {"content": ""})[1]["code"] == 50006
    assert hook(discord, asked, "POST", "", HELLO)[0] == 200
    assert asked.answer is not None and asked.answer.content == "hello" and not asked.follow_ups
    status, second = hook(discord, asked, "POST", "", {**HELLO, "flags": 64})
    assert status == 200 and asked.follow_ups[0].only_for == asked.user.id
    assert hook(discord, asked, "DELETE", f"/messages/{second['id']}")[0] == 204
    assert hook(discord, asked, "GET", f"/messages/{second['id']}")[1]["code"] == 10008
    asked.expired = True
    assert hook(discord, asked, "POST", "", HELLO)[1]["code"] == 50027


def test_the_token_is_shown_where_it_belongs_and_nowhere_else(discord: Discord, asked: Interaction) -> None:
    assert call(discord, "GET", "/users/@me", token=None)[0] == 401
    assert call(discord, "GET", "/users/@me", token="wrong")[0] == 401
    assert call(discord, "GET", "/users/@me")[1]["id"] == str(discord.world.bot.id)
    assert not discord.record.violations
    assert call(discord, "POST", f"/interactions/{asked.id}/{asked.token}/callback", DEFERRED)[0] == 401
    assert discord.record.violations and asked.acknowledged is None


def test_a_message_needs_its_permissions(discord: Discord, channel: Channel) -> None:
    messages = f"/channels/{channel.id}/messages"
    assert call(discord, "POST", messages, HELLO)[0] == 200
    channel.bot_permissions = BOT_PERMISSIONS & ~EMBED_LINKS
    embeds = {"embeds": [{"title": "t"}], "allowed_mentions": {"parse": []}}
    assert call(discord, "POST", messages, embeds)[1]["code"] == 50013
    channel.bot_permissions = BOT_PERMISSIONS & ~SEND
    assert call(discord, "POST", messages, HELLO)[1]["code"] == 50013
    channel.bot_permissions = 0
    assert call(discord, "POST", messages, HELLO)[1]["code"] == 50001
    assert call(discord, "POST", "/channels/1/messages", HELLO)[1]["code"] == 10003


def test_a_message_is_shown_changed_and_answered_by_reference(discord: Discord, channel: Channel) -> None:
    assert channel.guild is not None
    messages = f"/channels/{channel.id}/messages"
    theirs = discord.post(Message(channel, channel.guild.owner, "a private matter"))
    assert call(discord, "GET", f"{messages}/{theirs.id}")[1]["content"] == ""
    assert call(discord, "PATCH", f"{messages}/{theirs.id}", HELLO)[1]["code"] == 50005
    status, ours = call(discord, "POST", messages, {**HELLO, "message_reference": {"message_id": str(theirs.id)}})
    assert ours["message_reference"]["message_id"] == str(theirs.id)
    assert call(discord, "PATCH", f"{messages}/{ours['id']}", {**HELLO, "content": "b"})[1]["content"] == "b"
    unknown = {**HELLO, "message_reference": {"message_id": "1"}}
    assert call(discord, "POST", messages, unknown)[1]["code"] == 50035


def test_a_message_that_is_sent_twice_is_there_once(discord: Discord, channel: Channel) -> None:
    body = {**HELLO, "nonce": "n" * 25, "enforce_nonce": True}
    sent = [call(discord, "POST", f"/channels/{channel.id}/messages", body)[1]["id"] for _ in range(2)]
    assert sent[0] == sent[1] and len(discord.world.in_channel(channel)) == 1


def test_a_thread_hangs_on_a_message_once_and_in_a_channel_only(discord: Discord, channel: Channel) -> None:
    assert channel.guild is not None
    start = call(discord, "POST", f"/channels/{channel.id}/messages", HELLO)[1]["id"]
    threads = f"/channels/{channel.id}/messages/{start}/threads"
    assert call(discord, "POST", threads, {"name": "n" * 101})[1]["code"] == 50035
    status, thread = call(discord, "POST", threads, {"name": "Further"})
    assert (status, thread["id"], thread["parent_id"]) == (201, start, str(channel.id))
    assert call(discord, "POST", threads, {"name": "Further"})[1]["code"] == 160004
    assert call(discord, "POST", f"/channels/{start}/threads", {"name": "Deeper"})[1]["code"] == 50024
    assert call(discord, "POST", f"/channels/{start}/messages", HELLO)[0] == 200
    channel.bot_permissions &= ~PUBLIC_THREADS
    assert call(discord, "POST", f"/channels/{channel.id}/threads", {"name": "New"})[1]["code"] == 50013


def test_what_is_private_is_reached_with_its_token_alone(discord: Discord, asked: Interaction) -> None:
    callback(discord, asked, {"type": 4, "data": {**HELLO, "flags": 64}})
    assert asked.original is not None
    path = f"/channels/{asked.channel.id}/messages"
    assert call(discord, "GET", f"{path}/{asked.original.id}")[1]["code"] == 10008
    assert call(discord, "GET", path)[1] == []
    assert hook(discord, asked, "GET", "/messages/@original")[1]["content"] == "hello"


def test_whom_a_content_would_ping_is_counted() -> None:
    words = "@everyone @here <@12> <@!34> <@&56>"
    assert pings(words, None) == {"everyone", "here", "12", "34", "56"}
    assert pings(words, {"parse": []}) == set()
    assert pings(words, {"parse": ["everyone"], "users": ["12"]}) == {"everyone", "here", "12"}
    assert pings("nobody here", None) == set()


def test_the_gateway_speaks_both_compressions() -> None:
    zstandard = pytest.importorskip("zstandard", reason="discord.py asks for zstd where this is there")
    texts = ["hello", "مرحبا", "hello again " * 100]
    inflate, unsqueeze = zlib.decompressobj(), zstandard.ZstdDecompressor().decompressobj()
    for kind, undo in (("zlib-stream", inflate.decompress), ("zstd-stream", unsqueeze.decompress)):
        compress = compression.stream(kind)
        assert compress is not None
        assert [undo(compress(text.encode())).decode() for text in texts] == texts
