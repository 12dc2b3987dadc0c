"""What people thought of answers, for the operator to read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.contract import json_line
from bot.discord.database import FILE, Database
from bot.discord.ledger import Ledger
from retrieval.provenance.answers_db import AnswersDb, Keeping

if TYPE_CHECKING:
    from bot.settings import Settings


def feedback_lines(settings: Settings) -> Iterator[str]:
    """A JSON object for each press of a feedback button, oldest first; none where the bot has not run yet.

    `question` and `quotes` (ids) are null where the answer itself has been forgotten meanwhile.
    """
    if not (settings.home / FILE).exists():
        return
    keeping = Keeping(settings.answers_kept, settings.answers_days)
    database, answers = Database(settings.home), AnswersDb(settings.home / "answers.sqlite", keeping)
    try:
        for given in Ledger(database, keeping).feedback():
            kept = answers.find(given.answer)
            yield json_line(
                {
                    "answer": given.answer,
                    "helpful": given.helpful,
                    "given": datetime.fromtimestamp(given.given, UTC).isoformat(timespec="seconds"),
                    "person": given.person,
                    "question": kept.answer.question if kept else None,
                    "answered": kept.answer.answered if kept else None,
                    "quotes": [quote.id for quote in kept.answer.quotes] if kept else None,
                }
            )
    finally:
        database.close()
        answers.close()
