"""Fit what ranks passages and chooses sentences: `python -m retrieval.training.fit_ranking PREFIX`.

PREFIX_passages.jsonl and PREFIX_questions.jsonl are a parallel question set with answers (XQuAD's form). Every question
is asked in either language of the passages of either language. The weights make the right candidate the likeliest of
those found (softmax over the list, ListNet's top-one loss: Cao et al., 2007), the four directions counting alike.
Prints them beside those in use, with how often the first candidate is right: in use, fitted, and cross-validated by
article. Copy them into `retrieval/ranking.py` and `retrieval/choosing.py` where the last column says so.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from corpus.article import Language
from retrieval.choosing import SENTENCE_WEIGHTS, SentenceWeights
from retrieval.engine import Engine
from retrieval.ranking import WEIGHTS, Weights
from retrieval.search import Filters
from retrieval.training.question_set import LANGUAGES, QuestionSet

FOLDS = 6
COLUMNS = ("in use", "fitted", "cross-validated")


@dataclass(frozen=True, slots=True)
class Race:
    """One question's candidates: `features` (candidates, weights), and which of them are right (candidates,)."""

    direction: str
    article: str
    features: NDArray[np.float32]
    right: NDArray[np.bool_]


def passage_races(engine: Engine, questions: QuestionSet) -> Iterator[Race]:
    """Passages found, right where the question was written for them."""
    for question, asked, held in _directions(questions):
        found = engine.candidates(question[f"q_{asked}"], Filters(language=held))
        right = [one.stored.passage.article_id == f"{question['passage']}-{held}" for one in found]
        if any(right):
            features = np.array([one.ranked.features for one in found], np.float32)
            yield Race(f"{asked} to {held}", questions.article_of[question["passage"]], features, np.array(right))


def sentence_races(engine: Engine, questions: QuestionSet) -> Iterator[Race]:
    """Stretches of sentences, right where they hold the answer in the passage that the question was written for."""
    for question, asked, held in _directions(questions):
        choices = engine.choices(question[f"q_{asked}"], Filters(language=held))
        right = []
        for choice in choices:
            passage = choice.candidate.stored.passage
            text = choice.span.of(questions.texts[question["passage"]][held])
            right.append(passage.article_id == f"{question['passage']}-{held}" and question[f"a_{held}"] in text)
        if any(right):
            features = np.array([choice.features for choice in choices], np.float32)
            yield Race(f"{asked} to {held}", questions.article_of[question["passage"]], features, np.array(right))


def _directions(questions: QuestionSet) -> Iterator[tuple[dict[str, str], Language, Language]]:
    for question in questions.questions:
        for asked in LANGUAGES:
            for held in LANGUAGES:
                yield question, asked, held


def fit(races: list[Race], size: int) -> NDArray[np.float64]:
    """Non-negative weights (size,), the first of them 1."""

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, gradient = 0.0, np.zeros(size)
        for race in races:
            scores = race.features @ weights
            likely = np.exp(scores - scores.max())
            likely /= likely.sum()
            right = likely * race.right
            total -= np.log(right.sum() + 1e-12)
            gradient += (likely - right / (right.sum() + 1e-12)) @ race.features
        return total / len(races), gradient / len(races)

    found = minimize(loss, np.full(size, 5.0), jac=True, method="L-BFGS-B", bounds=[(0, None)] * size).x
    weights: NDArray[np.float64] = found / max(found[0], 1e-9)
    return weights


def first_right(races: Iterable[Race], weights: NDArray[np.float64]) -> dict[str, list[bool]]:
    """By direction, whether each race is won by a right candidate."""
    won: dict[str, list[bool]] = {}
    for race in races:
        won.setdefault(race.direction, []).append(bool(race.right[int(np.argmax(race.features @ weights))]))
    return won


def report(name: str, races: list[Race], weights_of: Callable[..., object], in_use: NDArray[np.float64]) -> None:
    """Prints the fitted weights and the three columns of figures."""
    fitted = fit(races, len(in_use))
    articles = sorted({race.article for race in races})
    unseen: dict[str, list[bool]] = {}
    for fold in range(FOLDS):
        held_out = set(articles[fold::FOLDS])
        weights = fit([race for race in races if race.article not in held_out], len(in_use))
        for direction, won in first_right((race for race in races if race.article in held_out), weights).items():
            unseen.setdefault(direction, []).extend(won)
    print(f"{name}: {weights_of(*(round(float(weight), 2) for weight in fitted))}")
    before, after = first_right(races, in_use), first_right(races, fitted)
    for direction in before:
        figures = [np.mean(column[direction]) for column in (before, after, unseen)]
        told = (f"{label} {figure:.3f}" for label, figure in zip(COLUMNS, figures, strict=True))
        print(f"  {direction}: {', '.join(told)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prefix")
    questions = QuestionSet.read(parser.parse_args().prefix)
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(Path(folder))
        engine.add(questions.articles(LANGUAGES), lambda article: None)
        report("WEIGHTS", list(passage_races(engine, questions)), Weights, np.array(astuple(WEIGHTS)))
        sentences = list(sentence_races(engine, questions))
        report("SENTENCE_WEIGHTS", sentences, SentenceWeights, np.array(astuple(SENTENCE_WEIGHTS)))
        engine.close()


if __name__ == "__main__":
    main()
