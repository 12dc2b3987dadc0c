"""Checking: `isnad check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.batch import Asked, batch_lines, encodable
from bot.output import notice, print_line, show
from corpus.errors import UsageError

if TYPE_CHECKING:
    from retrieval.engine import Engine

By = Annotated[str | None, typer.Option("--by", metavar="OUTLET", help="The outlet or author it is said to be from.")]
Text = Annotated[list[str] | None, typer.Argument(metavar="[TEXT]", help="A quote, or a text with quotes in it.")]
File = Annotated[str | None, typer.Option(metavar="FILE", help="A text file to check; - reads standard input.")]
Batch = Annotated[
    str | None, typer.Option(metavar="FILE", help="JSONL, a quote a line in `text`; - reads standard input. JSON out.")
]


def check(
    text: Text = None,
    file: File = None,
    by: By = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    batch: Batch = None,
) -> None:
    """Say of each quote in a text whether it is real; of the whole text where it has no quotation marks.

    \b
    isnad check "Any foolishness from the American enemy will be met with severe measures."
    isnad check --by حفريات "سنواجه النار بالنار حتماً"
    isnad check --file report.txt
    """
    from bot.check_page import check_page
    from bot.contract import checked_fields, json_line
    from bot.opening import engine_for
    from bot.settings import read_settings
    from corpus.language import detect_language

    if sum((bool(text), file is not None, batch is not None)) > 1:
        raise UsageError("give one of a text, --file and --batch")
    if by is not None and not by.strip():
        raise UsageError("--by is empty: name an outlet or an author")
    pasted = "" if batch is not None else _pasted(text, file)
    with engine_for(read_settings(), fill=True) as engine:
        if batch is not None:
            _check_batch(engine, batch, by)
            return
        for number, checked in enumerate(engine.check_all(pasted, by)):
            if json:
                print_line(json_line(checked_fields(checked)))
                continue
            if number:
                print_line("")
            show(check_page(checked, detect_language(pasted)))


def _check_batch(engine: Engine, batch: str, by: str | None) -> None:
    """One verdict a line, each line one quote; a bad line is named, and the rest goes on."""
    from bot.contract import checked_fields, json_line

    failed = False
    for line in batch_lines(batch, "text"):
        try:
            if not isinstance(line, Asked):
                raise UsageError(line.reason)
            checked = engine.check(encodable(line.text), line.by or by)
            print_line(json_line(checked_fields(checked, line.id)))
        except UsageError as error:
            failed = True
            notice(f"{'standard input' if batch == '-' else batch}, line {line.number}: {error}")
    if failed:
        raise typer.Exit(1)


def _pasted(words: list[str] | None, file: str | None) -> str:
    """The text to check: the arguments, a file, or what is piped in."""
    from corpus.reading import read_text

    if words:
        return encodable(" ".join(words))
    if file is not None and file != "-":
        return read_text(Path(file))
    if file is None and sys.stdin.isatty():
        raise UsageError('nothing to check: give a quote, as isnad check "We urge the Security Forces", or --file')
    return sys.stdin.buffer.read().decode("utf-8", "replace")
