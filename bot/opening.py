"""The engine as the settings want it, opened for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.settings import ENV_FILE, Settings

if TYPE_CHECKING:
    from retrieval.composing.composer import Composer
    from retrieval.engine import Engine


@contextmanager
def engine_for(settings: Settings, fill: bool = False) -> Iterator[Engine]:
    """An open engine; with `fill`, a home without an archive is filled with the bundled articles first."""
    from retrieval.engine import Engine
    from retrieval.provenance.answers_db import Keeping

    keeping = Keeping(settings.answers_kept, settings.answers_days)
    engine = Engine(settings.home, settings.embedding_model, settings.lexicon, settings.offline, keeping)
    try:
        if fill:
            engine.fill()
        yield engine
    finally:
        engine.close()


def opened_composer(settings: Settings) -> Composer | None:
    """What composes sentences with the model of the settings; None where there is none. Asks nobody yet.

    Raises UsageError where the model's provider is unknown, or its package or key is missing.
    """
    if settings.llm is None:
        return None
    from dotenv import load_dotenv

    from retrieval.composing.composer import Composer

    # Providers read their keys from the environment alone.
    load_dotenv(ENV_FILE, encoding="utf-8-sig")
    return Composer(
        settings.llm,
        settings.home,
        base_url=settings.llm_base_url,
        timeout=settings.llm_timeout,
        tokens_a_day=settings.llm_tokens_a_day,
    )
