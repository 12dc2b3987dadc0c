"""What `isnad eval` measured, for a reader: tables on a terminal, the same rows set apart by tabs elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from bot.contract import Json
from bot.output import print_line
from bot.safe_text import one_line

if TYPE_CHECKING:
    from retrieval.measuring.evaluation import Figures, Outcome, Reliability, Report

_MISSED = ("id", "asked", "question", "expected", "found instead", "right article")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a title; `numbers` of the columns, from the right, are figures."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: int = 0


def report_tables(report: Report) -> list[Table]:
    """Every miss, then the figures by language of question and archive, then how far confidence can be believed."""
    tables = []
    if report.misses:
        tables.append(Table("Missed", _MISSED, tuple(_missed(miss) for miss in report.misses)))
    tables.append(_figures(report.figures))
    columns = ("confidence", "answers", "stated", "right")
    rows = tuple(_reliability(row) for row in report.reliability)
    tables.append(Table("Reliability", columns, rows, numbers=3))
    return tables


def report_fields(report: Report, refused: Sequence[str]) -> Json:
    """The object of `eval --json`; shares are 0 to 1, null of nothing."""
    return {
        "figures": [_rounded(asdict(row)) for row in report.figures],
        "reliability": [_rounded(asdict(row)) for row in report.reliability],
        "missed": [_miss_fields(miss) for miss in report.misses],
        "refused": list(refused),
    }


def show_tables(tables: Sequence[Table]) -> None:
    """Prints them to standard output."""
    if sys.stdout.isatty():
        _print_on_terminal(tables)
        return
    for place, table in enumerate(tables):
        if place:
            print_line("")
        for row in ((table.title,), table.columns, *table.rows):
            print_line("\t".join(row))


def _print_on_terminal(tables: Sequence[Table]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table as Rich

    from bot.rendering import Isolated

    console = Console(file=sys.stdout)
    for table in tables:
        drawn = Rich(box=SIMPLE_HEAD, header_style="bold", pad_edge=False)
        drawn.title, drawn.title_justify, drawn.title_style = table.title, "left", "bold cyan"
        for place, name in enumerate(table.columns):
            figure = place >= len(table.columns) - table.numbers
            drawn.add_column(name, justify="right" if figure else "left", no_wrap=name in ("id", "asked"))
        words = len(table.columns) - table.numbers
        for row in table.rows:
            drawn.add_row(*map(Isolated, row[:words]), *row[words:])
        console.print(drawn)


def _figures(figures: Sequence[Figures]) -> Table:
    rows: dict[str, list[str]] = {
        "questions": [str(row.asked) for row in figures],
        "R@1": [_share(row.recall_at_1) for row in figures],
        "R@10": [_share(row.recall_at_10) for row in figures],
        "first quote holds the answer": [_share(row.first_quote) for row in figures],
        "one of three quotes does": [_share(row.some_quote) for row in figures],
        "declined, though answerable": [_share(row.declined) for row in figures],
        "declined, unanswerable": [_share(row.rightly_declined) for row in figures],
        "hits in the question's language": [_share(row.own_language) for row in figures],
        "asked of the wrong half": [str(row.missing) if row.missing else "" for row in figures],
        "of these declined": [_share(row.declined_missing) for row in figures],
    }
    columns = ("question → archive", *(_pair(row.language, row.pool) for row in figures))
    told = tuple((name, *cells) for name, cells in rows.items() if any(cells))
    return Table("Figures", columns, told, numbers=len(figures))


def _pair(language: str, pool: str) -> str:
    return f"{language} → {pool}"


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _reliability(row: Reliability) -> tuple[str, ...]:
    return f"{row.low:.1f} to {row.high:.1f}", str(row.count), f"{row.stated:.2f}", f"{row.right:.2f}"


def _missed(miss: Outcome) -> tuple[str, ...]:
    fields = _miss_fields(miss)
    found = fields["found"] or "nothing"
    if not fields["answered"]:
        found = f"a no; closest: {found}"
    if fields["article"]:
        found = f"{found} ({fields['article']})"
    rank = "" if not miss.question.accept else f"hit {miss.rank}" if miss.rank else "not found"
    expected = " | ".join(fields["expected"]) or "a no"
    cells = (fields["id"], _pair(fields["language"], fields["pool"]), fields["question"], expected, found, rank)
    return tuple(one_line(cell) for cell in cells)


def _miss_fields(miss: Outcome) -> Json:
    first = miss.answer.quotes[0] if miss.answer.quotes else None
    return {
        "id": miss.question.id,
        "language": miss.question.language,
        "pool": miss.pool,
        "question": miss.question.text,
        "expected": list(miss.question.accept),
        "answered": miss.answer.answered,
        "confidence": round(miss.answer.confidence, 4),
        "found": first.text if first else None,
        "article": first.article.id if first else None,
        "rank": miss.rank or None,
    }


def _rounded(fields: Json) -> Json:
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in fields.items()}
