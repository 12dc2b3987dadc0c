"""Where output goes: data to standard output, everything else to standard error; colour only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.safe_text import one_line

if TYPE_CHECKING:
    from bot.pages import Page
    from corpus.article import Article


def print_line(line: str) -> None:
    """One line of data, handed on at once: whoever reads a pipe gets each as it is ready."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def notice(line: str) -> None:
    """One line for the reader that is not data."""
    sys.stderr.write(f"isnad: {one_line(line)}\n")
    sys.stderr.flush()


def show(page: Page) -> None:
    """A page for a reader: rendered on a terminal, plain text elsewhere."""
    if not sys.stdout.isatty():
        from bot.plain import plain_text

        print_line(plain_text(page))
        return
    from rich.console import Console

    from bot.rendering import render

    render(page, Console(file=sys.stdout))


@contextmanager
def progress(doing: str) -> Iterator[Callable[[Article], None]]:
    """A function to call with each article that is done; draws a line on a terminal, does nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda article: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(file=sys.stderr)
    count, title = TextColumn("{task.completed:.0f}"), TextColumn("{task.description}")
    with Progress(SpinnerColumn(), count, title, TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task(doing, total=None)

        def tell(article: Article) -> None:
            bar.update(task, advance=1, description=f"{doing} {escape(one_line(article.title)[:50])}")

        yield tell
