"""Asking: `isnad ask` and `isnad search`."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing, nullcontext
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.batch import Asked, batch_lines, encodable
from bot.output import note, notice, print_line, show, waiting
from corpus.errors import UsageError

if TYPE_CHECKING:
    from retrieval.answering import Answer
    from retrieval.engine import Engine, Found
    from retrieval.search import Filters

SEARCH_LIMIT = 10

Question = Annotated[list[str] | None, typer.Argument(metavar="[QUESTION]", help="In Arabic or English.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Batch = Annotated[
    str | None, typer.Option(metavar="FILE", help="JSONL, a question a line; - reads standard input. Answers in JSON.")
]
NoLlm = Annotated[bool, typer.Option("--no-llm", help="Ask no language model, whatever ISNAD_LLM says.")]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Only articles of this outlet.")]
Language = Annotated[Literal["ar", "en"] | None, typer.Option(help="Only articles in this language.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Published on this day (YYYY-MM-DD) or later.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Published on this day (YYYY-MM-DD) or earlier.")]


def ask(
    question: Question = None,
    json: Json = False,
    batch: Batch = None,
    limit: Annotated[int | None, typer.Option(min=1, max=10, help="At most so many quotes (3).")] = None,
    no_llm: NoLlm = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show what the language model wrote in vain.")] = False,
    outlet: Outlet = None,
    language: Language = None,
    since: Since = None,
    until: Until = None,
) -> None:
    """Answer a question with quotes, or say that nothing answers.

    \b
    isnad ask "How many US troops are in Iraq?"
    isnad ask "كم عدد القوات الأميركية في العراق؟" --language ar
    ISNAD_LLM=openai:gpt-4.1-mini isnad ask "Who leads Asa'ib Ahl al-Haq?" --explain
    """
    from bot.contract import answer_fields, json_line
    from bot.opening import engine_for, opened_composer
    from bot.pages import answer_page
    from bot.plain import plain_text
    from bot.settings import read_settings

    filters = _filters(outlet, language, since, until)
    words = _question(question, batch)
    settings = read_settings()
    composer = None if no_llm else opened_composer(settings)
    with engine_for(settings, fill=True) as engine, closing(composer) if composer else nullcontext():
        _check_outlet(outlet, engine)

        def answer(text: str, asked_as: str | int | None, as_json: bool) -> None:
            most = limit or settings.limit
            given = engine.ask(text, most, filters, keep=composer is None)
            if composer is not None:
                with waiting(f"{settings.llm} …"):
                    given = composer.compose(engine, given, filters, most)
            if as_json:
                print_line(json_line(answer_fields(given, plain_text(answer_page(given)), asked_as)))
            else:
                show(answer_page(given))
            _tell_of_composing(given, explain and not as_json)

        _each(words, batch, json, answer)


def _tell_of_composing(answer: Answer, explain: bool) -> None:
    """Why there is no composed text, where there should be; with `explain`, what of it was dropped."""
    composition, language = answer.composition, answer.language
    if composition is not None and composition.trouble is not None:
        from bot.dropped import trouble_line

        notice(trouble_line(composition.trouble, language))
    if explain:
        from bot.dropped import dropped_lines

        print_line("")
        for line in dropped_lines(composition, language):
            note(line, language)


def search(
    question: Question = None,
    json: Json = False,
    batch: Batch = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="At most so many passages.")] = SEARCH_LIMIT,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each passage was found, in per cent.")] = False,
    outlet: Outlet = None,
    language: Language = None,
    since: Since = None,
    until: Until = None,
) -> None:
    """Find passages of either language, best first.

    \b
    isnad search "attacks on US bases" --since 2024-02-01
    isnad search "هجمات على القواعد الأميركية" --limit 5
    isnad search "Who is al-Khazali?" --explain
    """
    from bot.contract import found_fields, json_line
    from bot.opening import engine_for
    from bot.settings import read_settings

    filters = _filters(outlet, language, since, until)
    words = _question(question, batch)
    with engine_for(read_settings(), fill=True) as engine:
        _check_outlet(outlet, engine)

        def find(text: str, asked_as: str | int | None, as_json: bool) -> None:
            found = engine.search(text, limit, filters, explained=explain or not as_json)
            if as_json:
                print_line(json_line(found_fields(found, asked_as)))
            else:
                _show_found(found, explain)

        _each(words, batch, json, find)


def _show_found(found: Found, explain: bool) -> None:
    """The passages; with `explain`, under each why it was found."""
    from bot.explanation import show_explanation
    from bot.pages import found_page

    page = found_page(found)
    if not explain or not found.hits:
        show(page)
        return
    for hit, card in zip(found.hits, page.cards, strict=True):
        if hit is not found.hits[0]:
            print_line("")
        show(replace(page, cards=(card,)))
        show_explanation(found.explanations[hit.passage_id], found.language)


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
            reply(encodable(line.text), line.id, True)
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
    return encodable(" ".join(words))


def _filters(outlet: str | None, language: Literal["ar", "en"] | None, since: str | None, until: str | None) -> Filters:
    since, until = _day("--since", since), _day("--until", until)
    if since and until and since > until:
        raise UsageError(f"--since {since} is after --until {until}: nothing lies between")
    from retrieval.search import Filters

    return Filters(outlet, language, since, until)


def _check_outlet(outlet: str | None, engine: Engine) -> None:
    """Raises UsageError for an outlet that no article has: a plain no would hide a slip of the pen."""
    if outlet is None:
        return
    from corpus.folding import fold

    with engine.archive.reading() as snapshot:
        known = {fold(name): name for name in snapshot.outlets()}
    if outlet in known.values() or not known:
        return
    near = [known[name] for name in get_close_matches(fold(outlet), known, 3, 0.5)]
    there = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(list(known.values())[:10])}"
    raise UsageError(f"no article is of the outlet {outlet}: {there}")


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
