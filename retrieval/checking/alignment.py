"""Words of a quote beside the words of the places where it may stand.

A semi-global alignment by edit distance over words (Sellers, 1980), with one more move: a jump to any other
word of any place, at a fixed cost. So one pass finds the likeliest place of a quote that was altered, and
the parts of one that was stitched together: leaving out three words is cheaper than a jump, four are not.
Beside an ellipsis a jump is cheap, as its author says that words are left out there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.checking.exact_words import ELLIPSIS, ExactWord

WORD_COST = 8
SIGN_COST = 1
JUMP_COST = 28
JUMP_AT_ELLIPSIS = 4
_NEVER = 1 << 24
# Cells of the table, at most: the best places stay, the others go.
_MOST_CELLS = 6_000_000
_DIAGONAL, _UP, _LEFT, _JUMPED = 0, 1, 2, 4


@dataclass(frozen=True, slots=True)
class Step:
    """Word `quoted` of the quote stands for word `standing` of place `place`; None where one of them is missing."""

    quoted: int | None
    standing: int | None
    same: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Steps that follow each other in one place."""

    place: int
    steps: tuple[Step, ...]

    @property
    def first(self) -> int:
        """The first word of the place that the run covers."""
        return min(step.standing for step in self.steps if step.standing is not None)

    @property
    def last(self) -> int:
        """The last word of the place that the run covers."""
        return max(step.standing for step in self.steps if step.standing is not None)

    @property
    def same(self) -> list[int]:
        """The words of the quote that stand there as they are."""
        return [step.quoted for step in self.steps if step.same and step.quoted is not None]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The cheapest way to lay a quote over the places; one run, but for jumps. `cost` counts no jumps."""

    runs: tuple[Run, ...]
    cost: int


def align(quote: Sequence[ExactWord], places: Sequence[Sequence[ExactWord]]) -> Alignment | None:
    """The cheapest alignment of all of `quote` with parts of `places`, likeliest place first; None without a match."""
    table = _Table.of(quote, places)
    rows, moves = table.filled()
    column = int(rows.argmin())
    return table.traced(moves, column)


@dataclass(frozen=True, slots=True)
class _Moves:
    """How each cell was reached, and from which column a jump in each row starts."""

    taken: NDArray[np.uint8]
    jumps_from: list[int]


@dataclass(frozen=True, slots=True)
class _Table:
    quote: NDArray[np.int32]  # ids of the quote's words (n,)
    quote_costs: list[int]
    quote_is_word: list[bool]
    jump_costs: list[int]  # of a jump right before each of the quote's words
    columns: NDArray[np.int32]  # ids of the places' words (m,), -1 where the quote has no such word
    column_costs: NDArray[np.int32]
    column_is_word: NDArray[np.bool_]
    places: NDArray[np.int32]  # the place of each column
    numbers: NDArray[np.int32]  # and its word there, -1 between two places

    @classmethod
    def of(cls, quote: Sequence[ExactWord], places: Sequence[Sequence[ExactWord]]) -> _Table:
        ids: dict[str, int] = {}
        quoted = [ids.setdefault(word.key, len(ids)) for word in quote]
        columns: list[int] = []
        is_word: list[bool] = []
        owner: list[int] = []
        number: list[int] = []
        for place, words in enumerate(places):
            if place and (len(columns) + len(words)) * len(quoted) > _MOST_CELLS:
                continue
            columns += [ids.get(word.key, -1) for word in words] + [-1]
            is_word += [word.is_word for word in words] + [False]
            owner += [place] * (len(words) + 1)
            number += [*range(len(words)), -1]
        numbers, words_here = np.array(number, np.int32), np.array(is_word, np.bool_)
        costs = np.where(words_here, WORD_COST, SIGN_COST).astype(np.int32)
        costs[numbers < 0] = _NEVER // 4
        return cls(
            np.array(quoted, np.int32),
            [WORD_COST if word.is_word else SIGN_COST for word in quote],
            [word.is_word for word in quote],
            [
                JUMP_AT_ELLIPSIS if ELLIPSIS in (word.key, before) else JUMP_COST
                for before, word in zip(["", *(word.key for word in quote)], quote, strict=False)
            ],
            np.array(columns, np.int32),
            costs,
            words_here,
            np.array(owner, np.int32),
            numbers,
        )

    def filled(self) -> tuple[NDArray[np.int64], _Moves]:
        """The last row of the table, and the moves that lead there."""
        size = len(self.columns)
        taken = np.zeros((len(self.quote) + 1, size + 1), np.uint8)
        jumps_from = []
        skipped = np.concatenate(([0], np.cumsum(self.column_costs, dtype=np.int64)))
        between = self.numbers < 0
        row = np.zeros(size + 1, np.int64)
        for i, quoted in enumerate(self.quote):
            cheapest = int(row.argmin())
            jumps_from.append(cheapest)
            after_jump = row[cheapest] + self.jump_costs[i]
            jumped = row > after_jump
            landed = np.where(jumped, after_jump, row)
            alike = self.column_is_word == self.quote_is_word[i]
            change = np.where(self.columns == quoted, 0, np.where(alike, self.quote_costs[i], _NEVER))
            change[between] = _NEVER
            up = row + self.quote_costs[i]
            diagonal = landed[:-1] + change
            move = taken[i + 1]
            move[0] = _UP
            move[1:] = np.where(diagonal <= up[1:], np.where(jumped[:-1], _JUMPED | _DIAGONAL, _DIAGONAL), _UP)
            best = up
            np.minimum(up[1:], diagonal, out=best[1:])
            ahead = best - skipped
            cheapest_left = np.minimum.accumulate(ahead)
            left = cheapest_left < ahead
            move[left] = _LEFT
            row = cheapest_left + skipped
        return row, _Moves(taken, jumps_from)

    def traced(self, moves: _Moves, column: int) -> Alignment | None:
        """The way back from the end of the quote in `column`."""
        runs: list[list[tuple[Step, int]]] = [[]]
        i, cost = len(self.quote), 0
        while i > 0:
            move = int(moves.taken[i, column])
            if move == _LEFT:
                column -= 1
                cost += int(self.column_costs[column])
                runs[-1].append((Step(None, int(self.numbers[column]), False), int(self.places[column])))
                continue
            i -= 1
            if move == _UP:
                cost += self.quote_costs[i]
                runs[-1].append((Step(i, None, False), -1))
                continue
            column -= 1
            same = bool(self.columns[column] == self.quote[i])
            cost += 0 if same else self.quote_costs[i]
            runs[-1].append((Step(i, int(self.numbers[column]), same), int(self.places[column])))
            if move & _JUMPED:
                column = moves.jumps_from[i]
                runs.append([])
        whole = [_run(steps) for steps in reversed(runs)]
        kept = [run for run in whole if run is not None]
        return Alignment(tuple(kept), cost) if kept else None


def _run(steps: list[tuple[Step, int]]) -> Run | None:
    place = max((place for _, place in steps), default=-1)
    return Run(place, tuple(step for step, _ in reversed(steps))) if place >= 0 else None
