"""Figures of `isnad discord`, the real process beside a Discord of our own on loopback."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from corpus.bundled import bundled_articles
from tests.benchmarks.figure import Figure
from tests.benchmarks.processes import isnad_command, run
from tests.bot.discord.bot_process import BotProcess
from tests.bot.discord.people import Person
from tests.bot.discord.server.interactions import Interaction
from tests.bot.discord.server.loopback import Discord

ALONE = 100
TOGETHER = 50
ROUNDS = 4
WARM = 100
PEOPLE = 500
WORDS_ASKED = 7


def discord_figures(folder: Path, runs: int, questions: int) -> Iterator[Figure]:
    """Start, answering times, the event loop's lag, and how memory grows from 100 questions to `questions`.

    Times are from the moment at which an interaction is sent to that at which its answer stands there, both taken by
    the Discord of our own, which shares the machine.
    """
    home = folder / "discord" / "home"
    home.parent.mkdir()
    run([*isnad_command(), "articles"], folder, home)
    with Discord() as discord:
        for number in range(5):
            discord.world.guild(f"Server {number}")
        yield Figure("`isnad discord`, start to ready", median(_start(discord, home) for _ in range(runs)), "s")
        lags = folder / "lags"
        with BotProcess(discord, home, lags=lags) as bot:
            asking = _Asking(discord)
            asking.together(WARM, 10)
            before = _resident(bot.process.pid)
            alone = [_seconds(sent) * 1000 for sent in asking.one_by_one(ALONE)]
            yield Figure("from interaction to answer, one at a time, median", median(alone), "ms")
            yield Figure("the same, 99th percentile", _percentile(alone, 0.99), "ms")
            began = time.monotonic()
            together = [_seconds(sent) * 1000 for _ in range(ROUNDS) for sent in asking.together(TOGETHER, TOGETHER)]
            lag = [each * 1000 for at, each in _read_lags(lags) if at >= began]
            yield Figure(f"from interaction to answer, {TOGETHER} at once, median", median(together), "ms")
            yield Figure("the same, 99th percentile", _percentile(together, 0.99), "ms")
            what = f"lag of the event loop, {TOGETHER} questions in flight"
            yield Figure(f"{what}, 99th percentile", _percentile(lag, 0.99), "ms")
            yield Figure(f"{what}, longest", max(lag), "ms", 100)
            asking.together(max(questions - asking.asked, 0), 20)
            after, what = _resident(bot.process.pid), f"memory after {questions:,} questions above that after {WARM}"
            if before is None or after is None:
                yield Figure(what, None, "MB", 20, note="skipped: read from /proc, which only Linux has")
            else:
                yield Figure(what, after - before, "MB", 20, note=f"{after:.0f} MB resident")


class _Asking:
    """Questions that nobody asked before, each by the next of many people."""

    def __init__(self, discord: Discord) -> None:
        self._discord, self.asked = discord, 0
        guilds = list(discord.world.guilds.values())
        self._people = [Person.joining(discord, guilds[n % len(guilds)], f"reader{n}") for n in range(PEOPLE)]
        self._random = random.Random(7)
        self._words = [article.text.split() for article in bundled_articles()]

    def one_by_one(self, count: int) -> list[Interaction]:
        """Each is answered before the next is asked."""
        return [sent for _ in range(count) for sent in self.together(1, 1)]

    def together(self, count: int, at_once: int) -> list[Interaction]:
        """Asks so many at once, and again when all of them are answered."""
        answered: list[Interaction] = []
        while len(answered) < count:
            sent = [self._ask() for _ in range(min(at_once, count - len(answered)))]
            for each in sent:
                self._discord.answer(each)
            answered += sent
        return answered

    def _ask(self) -> Interaction:
        words = self._random.choice(self._words)
        first = self._random.randrange(len(words) - WORDS_ASKED)
        self.asked += 1
        question = " ".join(words[first : first + WORDS_ASKED]) + f" {self.asked}?"
        return self._people[self.asked % PEOPLE].slash("ask", question=question)


def _start(discord: Discord, home: Path) -> float:
    began = time.perf_counter()
    with BotProcess(discord, home):
        return time.perf_counter() - began


def _seconds(sent: Interaction) -> float:
    assert sent.answered is not None
    return sent.answered - sent.sent


def _percentile(values: list[float], part: float) -> float:
    return sorted(values)[min(int(len(values) * part), len(values) - 1)]


def _read_lags(path: Path) -> Iterator[tuple[float, float]]:
    # The last line may be half written.
    for line in path.read_text(encoding="utf-8").splitlines()[:-1]:
        at, lag = line.split()
        yield float(at), float(lag)


def _resident(pid: int) -> float | None:
    """Resident memory of a process in MB (10^6 bytes)."""
    if not sys.platform.startswith("linux"):
        return None
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) * 1024 / 1e6
