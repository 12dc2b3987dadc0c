"""Where output goes: data to standard output, everything else to standard error; colour only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.safe_text import one_line

if TYPE_CHECKING:
    from bot.pages import Page
    from corpus.article import Article, Language


def print_line(line: str) -> None:
    """One line of data, handed on at once: whoever reads a pipe gets each as it is ready."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def notice(line: str) -> None:
    """One line for the reader that is not data."""
    sys.stderr.write(f"isnad: {one_line(line)}\n")
    sys.stderr.flush()


def note(line: str, language: Language) -> None:
    """A line of the program's own beside an answer: dim, and at its language's side, on a terminal."""
    if not sys.stdout.isatty():
        print_line(line)
        return
    from rich.console import Console

    from bot.rendering import render_note

    render_note(line, language, Console(file=sys.stdout))


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
def waiting(on: str) -> Iterator[None]:
    """Says on a terminal what is waited for, as long as it is; says nothing elsewhere."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.text import Text

    with Console(file=sys.stderr).status(Text(one_line(on), style="dim")):
        yield


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


@contextmanager
def counted_progress(doing: str, total: int) -> Iterator[Callable[[], None]]:
    """A function to call after each of `total` things; draws a bar on a terminal, does nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task(doing, total=total)
        yield lambda: bar.advance(task)
