"""One archive of the bundled articles for the modules that ask it, or that put back what they change."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from retrieval.engine import Engine


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An open engine over the five bundled articles."""
    opened = Engine(tmp_path_factory.mktemp("engine") / "home")
    opened.fill()
    yield opened
    opened.close()
