"""An article that is full of what Discord would act on is shown as it stands, and nothing of it acts."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.bot.discord.people import Person
from tests.bot.discord.reading import live_markup, quote_ids, quotes, squeezed, words
from tests.bot.discord.server.loopback import Discord
from tests.bot.discord.server.world import Message

SENTENCES = (
    "@everyone and @here, <@1234567890>, <@&42> and <#55>: the Zubrat dam was reopened on Monday.",
    "**Engineers** replaced `six` of the ||Zubrat|| turbines, see https://evil.example/a_b_c or discord.gg/evil now.",
    "[The Zubrat minister](https://evil.example) said </ask:1> and <t:0:R> :smile: <:a:1> and ~~no~~ __yes__ more.",
    "The Zub\u200brat flood\u202e gates \u2066were\u00ad cleaned by no\u2060body in May, said the *reservoir* keeper.",
    "# Reservoir heading of Zubrat > quoted - listed ```py\nprint(1)``` by the reservoir keeper of Zubrat in May.",
)
ARTICLE = {
    "id": "zubrat-@everyone",
    "title": "@everyone **Zubrat** [dam](https://evil.example) <@1> \u202ereopens\u200b",
    "outlet": "@here `Herald` <@&42>",
    "author": "<@1234567890> **Bold**",
    "published": "2024-03-01",
    "url": "javascript:alert(1)",
    "language": "en",
    "text": "\n\n".join(SENTENCES),
}
QUESTIONS = (
    "When was the Zubrat dam reopened?",
    "How many turbines of Zubrat did the engineers replace?",
    "What did the Zubrat minister say?",
    "Who cleaned the flood gates of the reservoir?",
    "متى أعيد افتتاح سد زبرات؟",
)


def shows_as_it_stands(message: Message) -> bool:
    """Whether nothing of a message acts."""
    parts = [message.content, *(embed.get("description", "") for embed in message.embeds)]
    parts += [embed.get("title", "") for embed in message.embeds]
    parts += [field["value"] for embed in message.embeds for field in embed.get("fields", ())]
    assert [found for part in parts for found in live_markup(part)] == []
    assert not set("\u202e\u2066\u200b\u00ad\u2060") & set(message.words)
    assert all(embed.get("url", "https").startswith("https") for embed in message.embeds)
    return not message.pinged


@pytest.fixture(scope="module")
def line() -> bytes:
    return (json.dumps(ARTICLE) + "\n").encode()


@pytest.fixture
def added(discord: Discord, manager: Person, line: bytes) -> Iterator[Message]:
    yield discord.answer(manager.slash("archive add", file=("zubrat.jsonl", line, "application/jsonl")))
    removed = discord.answer(manager.slash("archive remove", article=ARTICLE["id"]))
    assert shows_as_it_stands(removed) and ARTICLE["id"] in words(removed)


def test_an_article_of_markup_acts_nowhere(discord: Discord, manager: Person, reader: Person, added: Message) -> None:
    assert shows_as_it_stands(added)
    text = squeezed(ARTICLE["text"])
    answered = 0
    for question in QUESTIONS:
        answer = discord.answer(reader.slash("ask", question=question))
        assert shows_as_it_stands(answer)
        answered += any(quote in text for quote in quotes(answer))
        for label in ("Source", "المصدر", "More quotes", "اقتباسات أخرى"):
            if label in [part.get("label") for part in answer.parts()]:
                assert shows_as_it_stands(discord.answer(reader.press(answer, label)))
        assert shows_as_it_stands(discord.answer(reader.slash("source", id=quote_ids(answer)[0])))
    assert answered >= 3
    for command, options in (
        ("source", {"id": ARTICLE["id"]}),
        ("check", {"quote": SENTENCES[1]}),
        ("articles", {}),
        ("articles", {"outlet": ARTICLE["outlet"]}),
        ("archive status", {}),
    ):
        assert shows_as_it_stands(discord.answer(manager.slash(command, **options))), command
    said = reader.write(f"“{SENTENCES[0]}” and “@everyone **said** so once”")
    checked = discord.answer(reader.menu("Check quotes", said))
    assert shows_as_it_stands(checked) and "@everyone" in words(checked)
    assert reader.offered("articles", "outlet", "herald")[0]["value"] == ARTICLE["outlet"]
