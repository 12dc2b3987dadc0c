"""What the bot remembers of Discord: who may see which answer again, opinions, and what servers have chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.discord.database import FILE, Database
from bot.discord.guild_settings import GuildSettings
from bot.discord.ledger import PRUNE_EVERY, Entry, Ledger, Place
from corpus.errors import IsnadError
from retrieval.provenance.answers_db import Keeping

HERE, ELSEWHERE, DIRECT = Place(7, 70, 1), Place(8, 80, 1), Place(None, 90, 1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def ledger(database: Database) -> Ledger:
    return Ledger(database, Keeping())


@pytest.mark.parametrize(
    ("asked", "private", "seen_from", "seen"),
    [
        (HERE, False, Place(7, 71, 2), True),
        (HERE, True, HERE, True),
        (HERE, True, Place(7, 70, 2), False),
        (HERE, False, ELSEWHERE, False),
        (HERE, True, ELSEWHERE, False),
        (HERE, False, DIRECT, False),
        (DIRECT, False, DIRECT, True),
        (DIRECT, False, Place(None, 91, 2), False),
        (DIRECT, False, HERE, False),
    ],
)
def test_who_may_see_an_answer_again(ledger: Ledger, asked: Place, private: bool, seen_from: Place, seen: bool) -> None:
    ledger.enter(Entry("abcdefgh", asked, private))
    entry = ledger.find("abcdefgh")
    assert entry is not None and entry.may_be_seen_from(seen_from) is seen


def test_an_answer_of_the_terminal_is_not_known(ledger: Ledger) -> None:
    assert ledger.find("abcdefgh") is None


def test_a_conversation_goes_on_from_the_last_answer_that_all_could_see(ledger: Ledger) -> None:
    for answer, private in (("aaaaaaaa", False), ("bbbbbbbb", False), ("cccccccc", True)):
        ledger.enter(Entry(answer, HERE, private))
    assert ledger.last_in(70) == "bbbbbbbb" and ledger.last_in(71) is None


def test_the_oldest_entries_are_forgotten(database: Database) -> None:
    ledger = Ledger(database, Keeping(count=5))
    for number in range(PRUNE_EVERY + 1):
        ledger.enter(Entry(f"a{number:07}", HERE, False))
    assert ledger.find("a0000000") is None and ledger.find(f"a{PRUNE_EVERY:07}") is not None


def test_of_opinions_the_last_counts(ledger: Ledger) -> None:
    ledger.judge("abcdefgh", 1, True)
    ledger.judge("abcdefgh", 1, False)
    ledger.judge("abcdefgh", 2, True)
    assert [(given.person, given.helpful) for given in ledger.feedback()] == [(1, False), (2, True)]


def test_a_servers_choices_outlive_the_process(database: Database) -> None:
    settings = GuildSettings(database)
    settings.set_language(7, "ar")
    settings.allow(7, 70)
    settings.allow(7, 71)
    settings.disallow(7, 71)
    for known in (settings, GuildSettings(database)):
        assert known.language(7) == "ar" and known.language(8) == known.language(None) == "en"
        assert known.answers_in(7, 70, None) and known.answers_in(7, 700, 70)
        assert not known.answers_in(7, 71, None)
        assert known.answers_in(8, 71, None) and known.answers_in(None, 71, None)
    settings.disallow(7, 70)
    assert settings.answers_in(7, 71, None)


def test_a_file_that_is_no_database_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("no database " * 100)
    with pytest.raises(IsnadError, match="mend or remove it"):
        Database(tmp_path)
