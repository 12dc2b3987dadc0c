"""The real `isnad discord`, as a process beside a Discord of our own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.bot.discord.server.loopback import Discord

ROOT = Path(__file__).parents[3]
LAUNCHER = Path(__file__).with_name("launcher.py")
# Enough for a test's people to ask what they like; a test of the limits sets its own.
GENEROUS = {"ISNAD_DISCORD_PERSON_LIMIT": "1000", "ISNAD_DISCORD_SERVER_LIMIT": "10000"}


class BotProcess:
    """Started on entering and ended on leaving; `settings` are variables of its environment."""

    def __init__(
        self, discord: Discord, home: Path, *arguments: str, lags: Path | None = None, **settings: str | None
    ) -> None:
        self._discord, self.home = discord, home
        self._log = home.with_name(f"{home.name}-{time.monotonic_ns()}.log")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("ISNAD_")}
        given = {"ISNAD_HOME": str(home), "ISNAD_DISCORD_TOKEN": discord.token, "PYTHONPATH": str(ROOT), **GENEROUS}
        environment = {name: value for name, value in {**inherited, **given, **settings}.items() if value is not None}
        command = [sys.executable, str(LAUNCHER), discord.api, discord.gateway.address, str(lags or "-"), "--"]
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [*command, "discord", *arguments], cwd=home.parent, env=environment, stdout=log, stderr=log
            )

    def __enter__(self) -> BotProcess:
        self.until_ready()
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def until_ready(self) -> None:
        """Waits until it has said that it is ready; AssertionError where it ends or never does."""
        self._discord.until(lambda: self.events("ready") or self.process.poll() is not None, "a ready bot", 90)
        assert self.process.poll() is None, self.log()

    def log(self) -> str:
        """All that it has written to standard output and error."""
        return self._log.read_text(encoding="utf-8")

    def events(self, name: str) -> list[dict[str, Any]]:
        """The log's lines of one event."""
        lines = [line for line in self.log().splitlines() if line.startswith("{") and line.endswith("}")]
        return [event for event in map(json.loads, lines) if event.get("event") == name]

    def terminate(self) -> None:
        """Asks it to end, as a service manager does."""
        self.process.send_signal(signal.SIGTERM)

    def ended(self, within: float = 60) -> int:
        """Its exit code."""
        return self.process.wait(within)

    def kill(self) -> None:
        """Ends it without a chance to tidy up."""
        self.process.kill()
        self.process.wait()
