"""Asking: `isnad ask` and `isnad search`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.batch import Asked, batch_lines
from bot.output import notice, print_line, show
from corpus.errors import UsageError

if TYPE_CHECKING:
    from retrieval.search import Filters

SEARCH_LIMIT = 10

Question = Annotated[list[str] | None, typer.Argument(metavar="[QUESTION]", help="In Arabic or English.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Batch = Annotated[
    str | None, typer.Option(metavar="FILE", help="JSONL, a question a line; - reads standard input. Answers in JSON.")
]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Only articles of this outlet.")]
Language = Annotated[Literal["ar", "en"] | None, typer.Option(help="Only articles in this language.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Published on this day (YYYY-MM-DD) or later.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Published on this day (YYYY-MM-DD) or earlier.")]


def ask(
    question: Question = None,
    json: Json = False,
    batch: Batch = None,
    limit: Annotated[int | None, typer.Option(min=1, max=10, help="At most so many quotes (3).")] = None,
    outlet: Outlet = None,
    language: Language = None,
    since: Since = None,
    until: Until = None,
) -> None:
    """Answer a question with quotes, or say that nothing answers.

    \b
    isnad ask "How many US troops are in Iraq?"
    isnad ask "كم عدد القوات الأميركية في العراق؟" --language ar
    """
    from bot.contract import answer_fields, json_line
    from bot.opening import engine_for
    from bot.pages import answer_page
    from bot.plain import plain_text
    from bot.settings import read_settings

    filters = _filters(outlet, language, since, until)
    words = _question(question, batch)
    settings = read_settings()
    with engine_for(settings, fill=True) as engine:

        def answer(text: str, asked_as: str | int | None, as_json: bool) -> None:
            given = engine.ask(text, limit or settings.limit, filters)
            if as_json:
                print_line(json_line(answer_fields(given, plain_text(answer_page(given)), asked_as)))
            else:
                show(answer_page(given))

        _each(words, batch, json, answer)


def search(
    question: Question = None,
    json: Json = False,
    batch: Batch = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="At most so many passages.")] = SEARCH_LIMIT,
    outlet: Outlet = None,
    language: Language = None,
    since: Since = None,
    until: Until = None,
) -> None:
    """Find passages of either language, best first.

    \b
    isnad search "attacks on US bases" --since 2024-02-01
    isnad search "هجمات على القواعد الأميركية" --limit 5
    """
    from bot.contract import found_fields, json_line
    from bot.opening import engine_for
    from bot.pages import found_page
    from bot.settings import read_settings

    filters = _filters(outlet, language, since, until)
    words = _question(question, batch)
    with engine_for(read_settings(), fill=True) as engine:

        def find(text: str, asked_as: str | int | None, as_json: bool) -> None:
            found = engine.search(text, limit, filters)
            if as_json:
                print_line(json_line(found_fields(found, asked_as)))
            else:
                show(found_page(found))

        _each(words, batch, json, find)


def _each(question: str, batch: str | None, json: bool, reply: Callable[[str, str | int | None, bool], None]) -> None:
    """Replies to the one question, or to each of a batch; a bad line is named, and the rest goes on."""
    if batch is None:
        reply(question, None, json)
        return
    failed = False
    for line in batch_lines(batch):
        try:
            if not isinstance(line, Asked):
                raise UsageError(line.reason)
            reply(_encodable(line.question), line.id, True)
        except UsageError as error:
            failed = True
            notice(f"{'standard input' if batch == '-' else batch}, line {line.number}: {error}")
    if failed:
        raise typer.Exit(1)


def _question(words: list[str] | None, batch: str | None) -> str:
    if batch is not None:
        if words:
            raise UsageError("give a question or --batch, not both")
        return ""
    if not words:
        raise UsageError('nothing was asked: give a question, as isnad ask "Who leads Asa\'ib Ahl al-Haq?", or --batch')
    return _encodable(" ".join(words))


def _encodable(text: str) -> str:
    """`text` with what is no character (half of a UTF-16 pair, a byte that is not UTF-8) replaced."""
    return text.encode("utf-8", "replace").decode()


def _filters(outlet: str | None, language: Literal["ar", "en"] | None, since: str | None, until: str | None) -> Filters:
    since, until = _day("--since", since), _day("--until", until)
    if since and until and since > until:
        raise UsageError(f"--since {since} is after --until {until}: nothing lies between")
    from retrieval.search import Filters

    return Filters(outlet, language, since, until)


def _day(option: str, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        # fromisoformat alone takes 20240211 and 2024-W06-7 too, which do not compare as text.
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            raise ValueError
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise UsageError(f"{option} {value} is not a day: write it as 2024-02-11") from None
