"""One archive of the bundled articles for the modules that ask it, or that put back what they change."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from retrieval.engine import Engine
from tests.composing.server import ComposingServer


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An open engine over the five bundled articles."""
    opened = Engine(tmp_path_factory.mktemp("engine") / "home")
    opened.fill()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def running_models() -> Iterator[ComposingServer]:
    """A server of scripted language models on loopback."""
    with ComposingServer() as running:
        yield running


@pytest.fixture
def models(running_models: ComposingServer) -> ComposingServer:
    """The same server, with nothing seen and no script chosen: the model's name is the script."""
    running_models.script = None
    running_models.requests.clear()
    return running_models
