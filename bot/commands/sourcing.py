"""Looking up where words come from: `isnad source`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.provenance.locating import Source


def source(
    id: Annotated[str, typer.Argument(help="Of a quote, an answer, an article or a passage.")],
    full: Annotated[bool, typer.Option("--full", help="The whole article, with the quote marked.")] = False,
    open_page: Annotated[bool, typer.Option("--open", help="Also write it as a page, and open a browser.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show where a quote, answer or article comes from, and whether it still stands there.

    \b
    isnad source kq7m2xba.1
    isnad source kq7m2xba.1 --full
    isnad source kq7m2xba --open
    isnad source hafryat-factions-warn --json
    """
    from bot.contract import json_line, source_fields
    from bot.opening import engine_for
    from bot.output import print_line, show
    from bot.settings import read_settings
    from bot.source_page import source_page

    settings = read_settings()
    with engine_for(settings, fill=True) as engine:
        found = engine.source(id)
    if json:
        print_line(json_line(source_fields(found)))
    else:
        show(source_page(found, full))
    if open_page:
        _open(found, settings.home)


def _open(source: Source, home: Path) -> None:
    from bot.output import notice
    from bot.web.browser import open_in_browser, write_page
    from bot.web.source_html import source_html

    page = write_page(home, source.id, source_html(source))
    opened = open_in_browser(page)
    notice(f"the page is {page}" if opened else f"no browser could be opened: the page is {page}")
