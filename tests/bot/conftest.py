"""A home filled once with the bundled articles, and the program run in it: in this process, or as one of its own."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main
from tests.composing.server import ComposingServer

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


Isnad = Callable[..., Done]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the bundled articles; copied for each test."""
    home = tmp_path_factory.mktemp("filled") / "home"
    subprocess.run(
        [sys.executable, "-m", "bot.cli", "articles"],
        env=clean_environment() | {"ISNAD_HOME": str(home), "PYTHONPATH": str(ROOT)},
        cwd=home.parent,
        check=True,
        capture_output=True,
    )
    return home


@pytest.fixture
def home(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A filled home of the test's own, in an empty current folder."""
    home = tmp_path / "home"
    shutil.copytree(filled, home)
    _settle(home, monkeypatch)
    return home


@pytest.fixture
def fresh_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that does not exist yet, in an empty current folder."""
    home = tmp_path / "home"
    _settle(home, monkeypatch)
    return home


@pytest.fixture(scope="session")
def model_server() -> Iterator[ComposingServer]:
    """A server whose language models follow scripts."""
    with ComposingServer() as server:
        yield server


@pytest.fixture
def isnad(capsys: pytest.CaptureFixture[str]) -> Isnad:
    """Runs one command in this process."""

    def run(*arguments: str) -> Done:
        capsys.readouterr()
        code = main(list(arguments))
        return Done(code, *capsys.readouterr())

    return run


@pytest.fixture
def on_terminal() -> Callable[..., str]:
    """Runs one command at a real terminal of 80 columns, and gives what it sent there."""

    def run(*arguments: str, **more: str) -> str:
        ours, theirs = pty.openpty()
        environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **more}
        with subprocess.Popen(
            [sys.executable, "-m", "bot.cli", *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
        ) as running:
            os.close(theirs)
            received = bytearray()
            try:
                while chunk := os.read(ours, 65536):
                    received += chunk
            except OSError:  # how a terminal ends on Linux
                pass
            assert running.wait(timeout=60) == 0, received.decode()
        os.close(ours)
        return received.decode()

    return run


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs one command as a process of its own, its output piped."""

    def run(*arguments: str | bytes, **more: object) -> subprocess.CompletedProcess[str]:
        options: dict[str, object] = {"capture_output": True, "text": True, "encoding": "utf-8", "timeout": 120, **more}
        return subprocess.run([sys.executable, "-m", "bot.cli", *arguments], **options)  # type: ignore[call-overload, no-any-return]

    return run


def settings_of(server: ComposingServer) -> dict[str, str]:
    """The settings with which the program asks a model of the server, which is honest unless a script is set."""
    return {"ISNAD_LLM": "openai:honest", "ISNAD_LLM_BASE_URL": server.base_url}


def clean_environment() -> dict[str, str]:
    """This environment without settings of the program or of colour."""
    dropped = ("ISNAD_", "NO_COLOR", "FORCE_COLOR")
    return {name: value for name, value in os.environ.items() if not name.startswith(dropped)}


def _settle(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in set(os.environ) - set(clean_environment()):
        monkeypatch.delenv(name)
    monkeypatch.setenv("ISNAD_HOME", str(home))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.chdir(home.parent)
