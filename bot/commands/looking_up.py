"""Looking up: `isnad articles`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from retrieval.archive.articles_db import StoredArticle
    from retrieval.archive.snapshot import Snapshot

COLUMNS = ("id", "published", "lang", "outlet", "title")

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


def articles(
    json: Json = False,
    stories: Annotated[
        bool, typer.Option("--stories", help="Only articles that tell one story with others, story after story.")
    ] = False,
) -> None:
    """List the articles, in the order in which they were added.

    With --stories, near-copies of one report and its translations stand together; piped, each line begins with the
    id of the story's first article.

    \b
    isnad articles
    isnad articles --json
    isnad articles --stories
    """
    from bot.contract import json_line, listed_article_fields
    from bot.opening import engine_for
    from bot.output import notice, print_line
    from bot.settings import read_settings

    with engine_for(read_settings(), fill=True) as engine, engine.archive.reading() as snapshot:
        story_of = snapshot.stories() if stories or json else {}
        listed = _by_story(snapshot, story_of) if stories else snapshot.articles()
        if stories and not snapshot.knows_stories():
            notice("stories are not known in this archive, which an earlier isnad made: `isnad rebuild` finds them")
        elif stories and not story_of:
            notice("no two articles tell one story")
        elif json:
            for stored in listed:
                found = snapshot.passages_of(stored.article.id)
                print_line(json_line(listed_article_fields(stored, found, story_of.get(stored.article.id))))
        elif sys.stdout.isatty():
            _print_table(list(listed), story_of)
        else:
            for stored in listed:
                story = (story_of[stored.article.id],) if stories else ()
                print_line("\t".join((*story, *_row(stored))))


def _by_story(snapshot: Snapshot, story_of: dict[str, str]) -> Iterator[StoredArticle]:
    """Articles that share a story, those of one together, in the order in which they were added."""
    for story in dict.fromkeys(story_of.values()):
        for article in (article for article, its in story_of.items() if its == story):
            stored = snapshot.article(article)
            if stored:
                yield stored


def _row(stored: StoredArticle) -> tuple[str, ...]:
    from bot.safe_text import one_line

    article = stored.article
    facts = (article.id, article.published or "date unknown", article.language, article.outlet or "", article.title)
    return tuple(one_line(fact) for fact in facts)


def _print_table(listed: Sequence[StoredArticle], story_of: Mapping[str, str]) -> None:
    """Where `story_of` names stories, a blank line stands between them."""
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table

    from bot.rendering import Isolated

    console = Console(file=sys.stdout)
    rows = [_row(stored) for stored in listed]
    table = Table(box=SIMPLE_HEAD, header_style="bold", pad_edge=False)
    longest_id = max((cell_len(row[0]) for row in rows), default=2)
    table.add_column(COLUMNS[0], width=min(longest_id, console.width * 2 // 5))
    for name in COLUMNS[1:]:
        table.add_column(name, no_wrap=name in ("published", "lang"))
    stories = [story_of.get(stored.article.id) for stored in listed]
    for row, story, following in zip(rows, stories, [*stories[1:], None], strict=True):
        table.add_row(*(Isolated(cell) for cell in row), end_section=story != following)
    console.print(table)
