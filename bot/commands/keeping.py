"""Keeping the archive: `isnad add`, `remove`, `rebuild` and `doctor`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.output import notice, print_line, progress
from corpus.errors import IsnadError, UsageError

if TYPE_CHECKING:
    from bot.settings import Settings
    from retrieval.archive.diagnosis import Finding


def add(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files of text, Markdown or JSONL; folders.")],
) -> None:
    """Add articles, or update those that changed.

    \b
    isnad add news/ report.md
    isnad add "أخبار/كانون الثاني.jsonl"
    """
    from itertools import chain

    from bot.opening import engine_for
    from bot.settings import read_settings
    from corpus.sources import articles_at

    if "" in paths:
        raise UsageError("a path is empty: name a file or a folder")
    with engine_for(read_settings()) as engine, progress("Adding") as done:
        # Folders are walked here: nobody who wants to write waits for that.
        found = [articles_at(Path(path)) for path in paths]
        counts, errors = engine.add(chain.from_iterable(found), done)
    for error in errors:
        notice(str(error))
    if counts.added or counts.updated or counts.unchanged or not errors:
        print_line(f"{counts.added} added, {counts.updated} updated, {counts.unchanged} unchanged")
    if errors:
        raise typer.Exit(1)


def remove(id: Annotated[str, typer.Argument(help="As `isnad articles` lists it.")]) -> None:
    """Remove an article from the archive.

    \b
    isnad remove jihadist-group-vows
    isnad remove "تقرير-الأنبار"
    """
    from bot.opening import engine_for
    from bot.settings import read_settings

    with engine_for(read_settings(), fill=True) as engine:
        if not engine.remove(id):
            raise IsnadError(f"there is no article {id}: `isnad articles` lists them")
    print_line(f"removed {id}")


def rebuild() -> None:
    """Make the index anew: after damage, or for another model.

    \b
    isnad rebuild
    ISNAD_EMBEDDING_MODEL=./my-model isnad rebuild
    """
    from bot.opening import engine_for
    from bot.settings import read_settings

    with engine_for(read_settings(), fill=True) as engine, progress("Indexing") as done:
        count = engine.rebuild(done)
    print_line(f"index made anew: {count} article{'' if count == 1 else 's'}")


def doctor(json: Annotated[bool, typer.Option("--json", help="One JSON object a finding.")] = False) -> None:
    """Look for what is wrong, and name what mends it.

    \b
    isnad doctor
    isnad doctor --json
    ISNAD_HOME=/srv/news isnad doctor
    """
    from dataclasses import asdict

    from bot.contract import json_line
    from bot.settings import read_settings

    settings = read_settings()
    findings = list(_findings(settings))
    for finding in findings:
        plain = f"{finding.subject}: {finding.trouble}: {finding.mending}"
        print_line(json_line(asdict(finding)) if json else plain)
    if findings:
        raise typer.Exit(1)
    if not json:
        if settings.llm is not None:
            print_line(f"language model: {settings.llm}, its package is there; it was not called")
        print_line("all is well")


def _findings(settings: Settings) -> Iterator[Finding]:
    from bot.opening import engine_for, opened_composer
    from retrieval.archive.diagnosis import Finding, diagnose
    from retrieval.translation import BadLine, read_entries

    try:
        with engine_for(settings) as engine:
            engine.check_model()
            yield from diagnose(settings.home, engine.fingerprint)
    except IsnadError as error:
        yield Finding("isnad", str(error), "mend that first, then look again")
    try:
        opened_composer(settings)
    except IsnadError as error:
        yield Finding("language model", str(error), "mend that, or unset ISNAD_LLM")
    if settings.lexicon is not None:
        mend = "mend the line, or unset ISNAD_LEXICON"
        try:
            for entry in read_entries(settings.lexicon):
                if isinstance(entry, BadLine):
                    yield Finding(f"{entry.path}, line {entry.number}", entry.reason, mend)
        except IsnadError as error:
            yield Finding(str(settings.lexicon), str(error), "mend or unset ISNAD_LEXICON")
