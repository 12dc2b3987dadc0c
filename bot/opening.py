"""The engine as the settings want it, opened for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
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
