"""Measuring: `isnad eval`."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.output import counted_progress, notice, print_line

if TYPE_CHECKING:
    from retrieval.engine import Engine


def evaluate(
    file: Annotated[str, typer.Argument(help="JSONL with `question` and `accept`, or JSON in the form of SQuAD.")],
    passages: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="JSONL of passages with `id`, `en` and `ar` that the questions are about."),
    ] = None,
    halves: Annotated[
        bool, typer.Option("--halves", help="Ask once more where half of the articles is missing: is that declined?")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object of everything.")] = False,
) -> None:
    """Ask questions whose answers are known, score the answers, and name every miss.

    \b
    isnad eval questions.jsonl --halves
    isnad eval "أسئلة.jsonl"
    isnad eval xquad.ar.json
    """
    from bot.opening import engine_for
    from bot.report_page import report_fields, report_tables, show_tables
    from bot.settings import read_settings
    from retrieval.measuring.evaluation import evaluate as evaluated
    from retrieval.measuring.questions import read_questions

    settings = read_settings()

    def open_home(home: Path | None) -> AbstractContextManager[Engine]:
        return engine_for(settings if home is None else settings.model_copy(update={"home": home}), fill=home is None)

    asked = read_questions(Path(file), Path(passages) if passages is not None else None)
    for reason in asked.refused:
        notice(reason)
    count = sum(len(trial.questions) for trial in asked.trials)
    with counted_progress("Asking", count * (2 if halves else 1)) as step:
        report = evaluated(asked.trials, open_home, halves, step)
    if json:
        from bot.contract import json_line

        print_line(json_line(report_fields(report, asked.refused)))
    else:
        show_tables(report_tables(report))
    if asked.refused:
        raise typer.Exit(1)
