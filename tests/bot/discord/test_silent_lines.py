"""A connection that stands and says nothing, not even to a heartbeat, is given up for a new one."""

from __future__ import annotations

from tests.bot.discord.people import Person
from tests.bot.discord.reading import quotes
from tests.bot.discord.server.loopback import Discord
from tests.bot.discord.test_asking import TROOPS


def test_a_line_that_fell_silent_is_given_up_for_a_new_one(silenced: Discord) -> None:
    reader = Person.joining(silenced, next(iter(silenced.world.guilds.values())))
    sent = reader.slash("ask", question=TROOPS["en"])
    assert quotes(silenced.answer(sent, timeout=120))
    assert silenced.record.count("resumed") == 1
