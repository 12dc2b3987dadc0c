"""Looking up: `isnad source` and `isnad articles`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from retrieval.archive_snapshot import Snapshot
    from retrieval.articles_db import StoredArticle

COLUMNS = ("id", "published", "lang", "outlet", "title")

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


def _row(stored: StoredArticle) -> tuple[str, ...]:
    from bot.safe_text import one_line

    article = stored.article
    facts = (article.id, article.published or "unknown", article.language, article.outlet or "", article.title)
    return tuple(one_line(fact) for fact in facts)


def _print_table(snapshot: Snapshot) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table

    from bot.rendering import Isolated

    console = Console(file=sys.stdout)
    rows = [_row(stored) for stored in snapshot.articles()]
    table = Table(box=SIMPLE_HEAD, header_style="bold", pad_edge=False)
    longest_id = max((cell_len(row[0]) for row in rows), default=2)
    table.add_column(COLUMNS[0], width=min(longest_id, console.width * 2 // 5))
    for name in COLUMNS[1:]:
        table.add_column(name, no_wrap=name in ("published", "lang"))
    for row in rows:
        table.add_row(*(Isolated(cell) for cell in row))
    console.print(table)
