"""Measuring: `isnad eval`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.output import notice, print_line


def evaluate(file: Annotated[str, typer.Argument(help="JSONL with `question` and what a right answer holds.")]) -> None:
    """Ask questions whose answers are known, and score them.

    \b
    isnad eval questions.jsonl
    isnad eval "أسئلة.jsonl"
    """
    from bot.opening import engine_for
    from bot.safe_text import one_line
    from bot.settings import read_settings
    from retrieval.evaluation import evaluate as evaluated

    with engine_for(read_settings(), fill=True) as engine:
        report = evaluated(engine, Path(file))
    for name, value in report.figures.items():
        print_line(f"{one_line(name)}\t{value:.4g}")
    for row in report.reliability:
        print_line(f"right at confidence {row.low:.1f}-{row.high:.1f}\t{row.right:.4g} of {row.count}")
    for miss in report.misses:
        notice(f"missed {miss.id}: {miss.question}: expected {miss.expected}: found {miss.found}")
