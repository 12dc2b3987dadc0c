"""Figures of `isnad source` over the bundled articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.benchmarks.asking import QUESTION
from tests.benchmarks.figure import Figure
from tests.benchmarks.processes import isnad_command, run


def sourcing_figures(folder: Path, runs: int) -> Iterator[Figure]:
    """From a cold shell, in a home in `folder` that one question has filled: a quote shown, and written as a page."""
    home = folder / "sourcing"
    isnad = isnad_command()
    quote = json.loads(run([*isnad, "ask", QUESTION, "--json"], folder, home).out)["quotes"][0]["id"]
    for what, more in (("`isnad source ID` from a cold shell", []), ("the same with `--open`, no display", ["--open"])):
        seconds = [run([*isnad, "source", quote, *more], folder, home).seconds for _ in range(runs)]
        yield Figure(what, median(seconds), "s", 1.5)
