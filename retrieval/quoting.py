"""Choices become an answer: each statement quoted once with who else carries it, different numbers side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.article import Article
from corpus.language import detect_language
from retrieval.answering import Answer, Quote, new_id
from retrieval.choosing import Choice
from retrieval.confidence import ANSWERED, confidence
from retrieval.stories.witnesses import Witnesses


def make_answer(
    question: str,
    choices: Sequence[Choice],
    limit: int,
    article_of: Callable[[str], Article | None],
    witnesses: Witnesses,
    among: int | None,
) -> Answer:
    """At most `limit` quotes; when nothing answers, the closest one as such. For `among` see `Quote`."""
    sure = round(confidence(choices[0] if choices else None), 4)
    answered = sure >= ANSWERED
    chosen = _without_repeats(choices, limit if answered else 1, witnesses)
    pair = _different_numbers(chosen, choices, witnesses) if answered else None
    if pair:
        chosen = _side_by_side(chosen, *pair)[:limit]
    answer_id = new_id()
    quotes: list[Quote] = []
    for choice in chosen:
        article = article_of(choice.candidate.stored.passage.article_id)
        if article:
            quote_id, span, score = f"{answer_id}.{len(quotes) + 1}", choice.span, round(choice.score, 4)
            also = witnesses.of(choice)
            quotes.append(Quote(quote_id, article, span.start, span.end, score, also, among))
    return Answer(answer_id, question, detect_language(question), answered, sure, tuple(quotes), pair is not None)


def _without_repeats(choices: Sequence[Choice], limit: int, witnesses: Witnesses) -> list[Choice]:
    """The first choices of which none says just what an earlier one says, in its language or the other."""
    kept: list[Choice] = []
    for choice in choices:
        if len(kept) == limit:
            break
        if not any(witnesses.same(choice, earlier) for earlier in kept):
            kept.append(choice)
    return kept


def _different_numbers(
    chosen: Sequence[Choice], choices: Sequence[Choice], witnesses: Witnesses
) -> tuple[Choice, Choice] | None:
    """The first of the chosen from which another choice differs in the number asked for, and the best that does."""
    pairs = ((one, other) for one in chosen for other in choices if witnesses.differ(one, other))
    return next(pairs, None)


def _side_by_side(chosen: Sequence[Choice], choice: Choice, other: Choice) -> list[Choice]:
    rest = [one for one in chosen if one is not other]
    at = rest.index(choice) + 1
    return [*rest[:at], other, *rest[at:]]
