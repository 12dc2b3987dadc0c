"""Measure the program as whole processes: `python -m tests.benchmarks [--json] [--runs N] [--questions N]`.

Everything is written to a temporary folder. Prints a table, or one JSON object a figure with --json.
Exits 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table

from tests.benchmarks.adding import adding_figures
from tests.benchmarks.asking import asking_figures
from tests.benchmarks.figure import Figure
from tests.benchmarks.sourcing import sourcing_figures
from tests.benchmarks.tutorial import tutorial_figures

PIPED_WIDTH = 130


def figures(folder: Path, runs: int, questions: int) -> Iterator[Figure]:
    """Every figure, each as soon as it is known; adding is measured `runs` times at most, but no more than thrice.

    `questions` are what the bot in Discord is asked before its memory is looked at again.
    """
    yield from asking_figures(folder, runs)
    yield from sourcing_figures(folder, runs)
    yield from adding_figures(folder, min(runs, 3))
    yield from tutorial_figures(folder, runs)
    # Last, and imported late: what this process holds would count as memory of the processes above.
    from tests.benchmarks.discord_bot import discord_figures

    yield from discord_figures(folder, min(runs, 3), questions)
    from tests.benchmarks.checking import checking_figures

    yield from checking_figures()


def table(measured: list[Figure]) -> Table:
    """The figures beside their targets."""
    measured_column = Column("measured", justify="right")
    shown = Table("what", measured_column, "target", "met", "note", title="Whole processes, medians")
    for figure in measured:
        target = "" if figure.target is None else f"{figure.bound} {figure.target:g} {figure.unit}"
        value = "—" if figure.value is None else f"{figure.value:.3g} {figure.unit}"
        met = {True: "[green]yes[/]", False: "[red]no[/]", None: ""}[figure.met]
        shown.add_row(figure.what, value, target, met, figure.note)
    return shown


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a figure, as it is measured")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="medians of N runs (5)")
    parser.add_argument("--questions", type=int, default=1000, metavar="N", help="asked of the bot in Discord (1000)")
    arguments = parser.parse_args()
    if min(arguments.runs, arguments.questions) < 1:
        parser.error("--runs and --questions must be at least 1")
    measured = []
    with tempfile.TemporaryDirectory(prefix="isnad-bench-") as folder:
        for figure in figures(Path(folder), arguments.runs, arguments.questions):
            measured.append(figure)
            if arguments.json:
                print(json.dumps(figure.fields(), ensure_ascii=False), flush=True)
            elif sys.stderr.isatty():
                print(f"measured: {figure.what}", file=sys.stderr)
    if not arguments.json:
        Console(width=None if sys.stdout.isatty() else PIPED_WIDTH).print(table(measured))
    return 1 if any(figure.met is False for figure in measured) else 0


if __name__ == "__main__":
    sys.exit(main())
