"""Looking up: `isnad source` and `isnad articles`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from retrieval.archive_snapshot import Snapshot
    from retrieval.articles_db import StoredArticle

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


def source(
    id: Annotated[str, typer.Argument(help="Of a quote, an answer, an article or a passage.")], json: Json = False
) -> None:
    """Show where a quote, answer or article comes from.

    \b
    isnad source hafryat-factions-warn
    isnad source kq7m2xba.1 --json
    """
    from bot.contract import json_line, source_fields
    from bot.opening import engine_for
    from bot.output import print_line, show
    from bot.pages import source_page
    from bot.settings import read_settings

    with engine_for(read_settings(), fill=True) as engine:
        found = engine.source(id)
    if json:
        print_line(json_line(source_fields(found)))
    else:
        show(source_page(found))


def articles(json: Json = False) -> None:
    """List the articles, in the order in which they were added.

    \b
    isnad articles
    isnad articles --json
    """
    from bot.contract import json_line, listed_article_fields
    from bot.opening import engine_for
    from bot.output import print_line
    from bot.settings import read_settings

    with engine_for(read_settings(), fill=True) as engine, engine.archive.reading() as snapshot:
        if json:
            for stored in snapshot.articles():
                print_line(json_line(listed_article_fields(stored, snapshot.passages_of(stored.article.id))))
        elif sys.stdout.isatty():
            _print_table(snapshot)
        else:
            for stored in snapshot.articles():
                print_line("\t".join(_row(stored)))


COLUMNS = ("id", "published", "language", "outlet", "title")


def _row(stored: StoredArticle) -> tuple[str, ...]:
    from bot.safe_text import one_line

    article = stored.article
    facts = (article.id, article.published or "date unknown", article.language, article.outlet or "", article.title)
    return tuple(one_line(fact) for fact in facts)


def _print_table(snapshot: Snapshot) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from bot.rendering import END_OF_ISOLATE, FIRST_STRONG

    table = Table(*COLUMNS, header_style="bold")
    for stored in snapshot.articles():
        table.add_row(*(Text(f"{FIRST_STRONG}{cell}{END_OF_ISOLATE}" if cell else "") for cell in _row(stored)))
    Console(file=sys.stdout).print(table)
