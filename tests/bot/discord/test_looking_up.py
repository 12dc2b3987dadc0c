"""Looking up and checking: commands and menus that answer the person alone, in both languages."""

from __future__ import annotations

import pytest

from bot.discord.wording import DISCORD_WORDS
from bot.wording import WORDS
from corpus.bundled import bundled_articles
from tests.bot.discord.people import Person
from tests.bot.discord.reading import answer_id, quote_ids, quotes, words
from tests.bot.discord.server.loopback import Discord
from tests.bot.discord.test_asking import LANGUAGES, TROOPS

VERBATIM = {
    "en": "There are roughly 2,500 US troops deployed in Iraq and about 900 in Syria",
    "ar": "سنواجه النار بالنار حتماً",
}
ALTERED = "There are roughly 9,500 US troops deployed in Iraq and about 900 in Syria"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quotes_id_leads_to_its_place(discord: Discord, reader: Person, language: str) -> None:
    answer = discord.answer(reader.slash("ask", question=TROOPS[language]))
    source = discord.answer(reader.slash("source", id=quote_ids(answer)[0]))
    assert source.only_for == reader.user.id and WORDS[language].unchanged in words(source)
    assert quotes(answer)[0] in " ".join(words(source).split())


def test_an_articles_id_leads_to_its_text(discord: Discord, reader: Person) -> None:
    article = next(iter(bundled_articles()))
    source = discord.answer(reader.slash("source", id=article.id))
    assert article.text[:60] in " ".join(words(source).split()) and article.title in words(source)


@pytest.mark.parametrize("id", ["nothing.9", "@everyone", "../../etc/passwd", "a" * 90, "**`x`**"])
def test_an_unknown_id_is_told_as_one(discord: Discord, reader: Person, id: str) -> None:
    told = discord.answer(reader.slash("source", id=id))
    assert DISCORD_WORDS["en"].unknown_id in words(told) and id[:20] in words(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quote_of_an_article_is_found_to_be_verbatim(discord: Discord, reader: Person, language: str) -> None:
    checked = discord.answer(reader.slash("check", quote=VERBATIM[language]))
    assert checked.only_for == reader.user.id and VERBATIM[language] in " ".join(words(checked).split())
    altered = discord.answer(reader.slash("check", quote=ALTERED))
    assert words(altered) != words(checked)


def test_a_menu_checks_the_quotes_of_anybodys_message(discord: Discord, reader: Person) -> None:
    said = reader.write(f"They write: “{VERBATIM['en']}”. And: “{ALTERED}”. What now, @everyone?")
    checked = discord.answer(reader.menu("Check quotes", said))
    assert checked.only_for == reader.user.id and len(checked.embeds) >= 2
    assert "2,500" in words(checked) and "9,500" in words(checked)


def test_a_message_without_words_is_told_so(discord: Discord, reader: Person) -> None:
    told = discord.answer(reader.menu("Check quotes", reader.write("", files=[("a.txt", b"a", "text/plain")])))
    assert DISCORD_WORDS["en"].nothing_to_check in words(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_menu_says_where_an_answer_is_from(discord: Discord, reader: Person, language: str) -> None:
    answer = discord.answer(reader.slash("ask", question=TROOPS[language]))
    source = discord.answer(reader.menu("Where is this from?", answer))
    assert source.only_for == reader.user.id and quotes(answer)[0] in " ".join(words(source).split())


def test_what_is_no_answer_is_told_to_be_none(discord: Discord, reader: Person) -> None:
    told = discord.answer(reader.menu("Where is this from?", reader.write("mine")))
    assert "Check quotes" in words(told)


def test_the_articles_are_listed_and_narrowed_to_an_outlet(discord: Discord, reader: Person) -> None:
    listed = discord.answer(reader.slash("articles"))
    assert listed.only_for == reader.user.id
    assert all(article.id in words(listed) for article in bundled_articles())
    outlet = reader.offered("articles", "outlet", "حفر")[0]["value"]
    narrowed = discord.answer(reader.slash("articles", outlet=outlet))
    assert "hafryat-factions-warn" in words(narrowed) and "sada-elbalad" not in words(narrowed)
    assert answer_id(discord.answer(reader.slash("ask", question=TROOPS["en"], outlet=outlet)))


def test_an_unknown_outlet_is_told_as_one(discord: Discord, reader: Person) -> None:
    told = discord.answer(reader.slash("articles", outlet="The Daily Planet"))
    assert DISCORD_WORDS["en"].unknown_outlet in words(told)


def test_it_says_what_it_is(discord: Discord, reader: Person) -> None:
    about = discord.answer(reader.slash("about"))
    assert about.only_for == reader.user.id and "/ask" in words(about) and "5" in words(about)
