"""The archive changes while people ask: by the server's managers, or beside the bot on the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from bot.discord.managing import MANAGEMENT_WORDS
from bot.discord.wording import DISCORD_WORDS
from bot.wording import WORDS
from tests.bot.discord.bot_process import ROOT, BotProcess
from tests.bot.discord.conftest import Home
from tests.bot.discord.people import File, NotOffered, Person, buttons
from tests.bot.discord.reading import is_bundled, quotes, words
from tests.bot.discord.server.loopback import Discord
from tests.bot.discord.server.world import MANAGE_GUILD, Guild
from tests.bot.discord.test_asking import TROOPS

ENGLISH = MANAGEMENT_WORDS["en"]


@pytest.fixture(scope="module")
def newsroom(new_home: Home) -> Iterator[tuple[Discord, Guild, BotProcess]]:
    """In the place of everybody's: an archive that may be changed."""
    with Discord() as discord:
        guild = discord.world.guild("Desk")
        with BotProcess(discord, new_home(), ISNAD_DISCORD_MANAGERS=str(guild.id)) as bot:
            yield discord, guild, bot


def bridge(name: str, count: int = 1) -> bytes:
    """JSONL of articles about bridges that nobody else writes about."""
    articles = []
    for number in range(count):
        text = f"The {name} bridge number {number} was rebuilt by Halvorsen engineers in {1900 + number} after a flood."
        articles.append({"id": f"{name}-{number}", "title": f"Bridge {name} {number}", "text": text, "language": "en"})
    return "".join(json.dumps(article) + "\n" for article in articles).encode()


def test_answering_goes_on_while_the_command_line_adds(discord: Discord, reader: Person, bot: BotProcess) -> None:
    file = bot.home.with_name("bridges.jsonl")
    file.write_bytes(bridge("Kastrup", 60))
    environment = {**os.environ, "ISNAD_HOME": str(bot.home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bot.cli", "add", str(file)]
    answers = []
    with subprocess.Popen(command, cwd=file.parent, env=environment, stdout=subprocess.PIPE, text=True) as adding:
        while adding.poll() is None:
            answers.append(discord.answer(reader.slash("ask", question=TROOPS["ar"])))
        assert adding.stdout is not None and adding.stdout.read().startswith("60 added")
    assert answers and all(is_bundled(quotes(answer)[0]) for answer in answers)
    added = discord.answer(reader.slash("ask", question="Who rebuilt the Kastrup bridge number 7?"))
    assert "Halvorsen" in quotes(added)[0]
    listed = discord.answer(reader.slash("articles"))
    turned = reader.press(listed, DISCORD_WORDS["en"].later)
    discord.until(lambda: turned.answered, "a turned page")
    assert DISCORD_WORDS["en"].earlier in buttons(listed)


def jsonl(data: bytes) -> File:
    return ("report.jsonl", data, "application/octet-stream")


TEXT = (
    "The Ormvik tunnel opens\n\nThe Ormvik tunnel was opened by the transport minister on Friday after nine years.\n\n"
    "It is eleven kilometres long, and the longest of the region."
)


def test_a_manager_adds_files_while_others_ask(discord: Discord, manager: Person, reader: Person) -> None:
    broken = jsonl(bridge("Sandvika", 100) + b"{broken\n")
    files = {"file": ("tunnel.txt", TEXT.encode(), "text/plain"), "second": broken}
    adding = manager.slash("archive add", **files, third=("photo.png", b"\x89PNG", "image/png"))
    asked = [reader.slash("ask", question=question) for question in TROOPS.values() for _ in range(10)]
    assert all(is_bundled(quotes(discord.answer(sent))[0]) for sent in asked)
    told = discord.answer(adding)
    assert told.only_for == manager.user.id and ENGLISH.added(101, 0, 0) in words(told)
    assert "report.jsonl, line 101" in words(told) and f"photo.png: {ENGLISH.wrong_kind}" in words(told)
    assert "/tmp" not in words(told)
    assert "nine years" in quotes(discord.answer(reader.slash("ask", question="Who opened the Ormvik tunnel?")))[0]
    again = discord.answer(manager.slash("archive add", **files))
    assert ENGLISH.added(0, 0, 101) in words(again)


def test_a_manager_removes_an_article_that_completes_as_it_is_typed(
    discord: Discord, manager: Person, reader: Person
) -> None:
    discord.answer(manager.slash("archive add", file=jsonl(bridge("Lodingen"))))
    answer = discord.answer(reader.slash("ask", question="Who rebuilt the Lodingen bridge?"))
    assert "Lodingen" in quotes(answer)[0]
    article = manager.offered("archive remove", "article", "lodingen")[0]["value"]
    assert article in words(discord.answer(manager.slash("archive remove", article=article)))
    gone = discord.answer(reader.slash("ask", question="Who rebuilt the Lodingen bridge?"))
    assert not any("Lodingen" in quote for quote in quotes(gone))
    assert WORDS["en"].removed in words(discord.answer(reader.press(answer, DISCORD_WORDS["en"].source)))
    told = discord.answer(manager.slash("archive remove", article=article))
    assert ENGLISH.no_article in words(told) and article in words(told)


def test_an_article_that_changed_is_updated_and_an_earlier_answer_says_so(
    discord: Discord, manager: Person, reader: Person
) -> None:
    before = bridge("Moss")
    discord.answer(manager.slash("archive add", file=jsonl(before)))
    answer = discord.answer(reader.slash("ask", question="When was the Moss bridge rebuilt?"))
    changed = before.replace(b"in 1900", b"in 1999")
    assert ENGLISH.added(0, 1, 0) in words(discord.answer(manager.slash("archive add", file=jsonl(changed))))
    source = discord.answer(reader.press(answer, DISCORD_WORDS["en"].source))
    assert WORDS["en"].changed in words(source) and "1900" in words(source) and "1999" in words(source)


LONG = {
    "id": "long-" + "i" * 195,
    "title": "Vestfold " + "title \U0001f600" * 60,
    "outlet": "Vestfold " + "Gazette" * 25,
    "author": "Author " * 60,
    "published": "2024-05-05",
    "url": "https://news.example/" + "a" * 480,
    "text": "The Vestfold ferry carries *lambs* and \U0001f600 " + "sheep_and_goats, " * 540 + "and nobody else.",
}


def test_what_is_longer_than_discord_takes_is_cut_and_its_length_told(
    discord: Discord, manager: Person, reader: Person
) -> None:
    discord.answer(manager.slash("archive add", file=jsonl(json.dumps(LONG).encode())))
    answer = discord.answer(reader.slash("ask", question="What does the Vestfold ferry carry?"))
    shown = quotes(answer)[0].rstrip("…").rstrip()
    assert LONG["text"].startswith(shown) and f"{len(LONG['text']):,} characters" in words(answer)
    assert answer.embeds[0]["url"] == LONG["url"]
    source = discord.answer(reader.press(answer, DISCORD_WORDS["en"].source))
    seen = words(source)
    while DISCORD_WORDS["en"].later in buttons(source):
        turned = reader.press(source, DISCORD_WORDS["en"].later)
        discord.until(lambda turned=turned: turned.answered, "a turned page")
        seen += words(source)
    assert DISCORD_WORDS["en"].open_page in buttons(source)
    assert seen.count("sheep_and_goats") == LONG["text"].count("sheep_and_goats")
    assert discord.answer(reader.slash("articles")).embeds and reader.offered("ask", "outlet", "vestfold") == []
    assert discord.answer(reader.slash("check", quote="The Vestfold ferry carries *lambs* " + "and " * 300)).words
    assert LONG["id"] in words(discord.answer(manager.slash("archive remove", article=LONG["id"])))


def test_a_file_that_is_too_large_or_cannot_be_fetched_is_told_as_one(discord: Discord, manager: Person) -> None:
    large = discord.answer(manager.slash("archive add", file=("large.txt", b"a" * 8_000_001, "text/plain")))
    assert f"large.txt: {ENGLISH.too_large}" in words(large)
    discord.faults.fail("GET /attachments", 404)
    lost = discord.answer(manager.slash("archive add", file=("lost.txt", b"a", "text/plain")))
    assert f"lost.txt: {ENGLISH.not_received}" in words(lost)


def test_the_archive_is_for_managers_of_the_servers_that_the_operator_named(
    discord: Discord, manager: Person, reader: Person
) -> None:
    with pytest.raises(NotOffered):
        reader.slash("archive status")
    with pytest.raises(NotOffered):
        manager.direct.slash("archive status")
    elsewhere = Person.joining(discord, discord.new_guild("Elsewhere"), "manager", MANAGE_GUILD)
    for options in ({"add": {"file": jsonl(bridge("Narvik"))}}, {"remove": {"article": "jihadist-group-vows"}}):
        for name, given in options.items():
            told = discord.answer(reader.slash(f"archive {name}", insist=True, **given))
            assert words(told) == ENGLISH.managers_only and told.only_for == reader.user.id
            told = discord.answer(elsewhere.slash(f"archive {name}", **given))
            assert "ISNAD_DISCORD_MANAGERS" in words(told)
    status = words(discord.answer(manager.slash("archive status")))
    assert ENGLISH.may_change(True) in status and "generation" in status
    assert ENGLISH.may_change(False) in words(discord.answer(elsewhere.slash("archive status")))
    assert "Hashim Sheikh" in words(discord.answer(reader.slash("source", id="jihadist-group-vows")))


def test_a_manager_chooses_channels_and_the_language(discord: Discord, manager: Person, reader: Person) -> None:
    allowed = reader.at(discord.new_channel(reader.channel.guild, "questions"))
    shown = discord.answer(manager.slash("settings allow", channel=allowed.channel))
    assert f"<#{allowed.channel.id}>" in shown.content
    refused = discord.answer(reader.slash("ask", question=TROOPS["en"]))
    assert refused.only_for == reader.user.id and f"<#{allowed.channel.id}>" in refused.content and not refused.embeds
    assert quotes(discord.answer(allowed.slash("ask", question=TROOPS["en"])))
    discord.answer(manager.slash("settings language", language="ar"))
    assert DISCORD_WORDS["ar"].unknown_id in words(discord.answer(reader.slash("source", id="nothing.1")))
    arabic = MANAGEMENT_WORDS["ar"]
    assert arabic.may_change(True) in words(discord.answer(manager.slash("archive status")))
    assert arabic.no_article in words(discord.answer(manager.slash("archive remove", article="nothing")))
    assert arabic.added(1, 0, 0) in words(discord.answer(manager.slash("archive add", file=jsonl(bridge("Bergen")))))
    assert WORDS["ar"].date_unknown in words(discord.answer(reader.slash("articles")))
    assert discord.answer(reader.slash("about")).words.startswith("Isnad")
    assert arabic.managers_only == words(discord.answer(reader.slash("settings show", insist=True)))
    with pytest.raises(NotOffered):
        reader.slash("settings show")
    discord.answer(manager.slash("settings language", language="en"))
    open_again = discord.answer(manager.slash("settings disallow", channel=allowed.channel))
    assert ENGLISH.all_channels in words(open_again)
    assert quotes(discord.answer(reader.slash("ask", question=TROOPS["en"])))
