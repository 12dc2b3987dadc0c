"""Fit when to decline: `python -m retrieval.training.fit_confidence PREFIX`.

PREFIX_passages.jsonl and PREFIX_questions.jsonl are a parallel question set (XQuAD's form). Every second question
is asked of archives that hold half of the passages, its own or not, halved by article and within articles. A
logistic regression tells the two apart; cross-validated by article, and fitted apart for the passage's language and
for whether the question is in the other one. Prints the weights for `retrieval/confidence.py`, and reliability tables.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from corpus.article import Language
from retrieval.confidence import DOUBT, ConfidenceWeights, Situation, evidence, situation_of
from retrieval.engine import Engine
from retrieval.training.question_set import LANGUAGES, QuestionSet

# The share of answerable questions that may be declined: over passages of their language, and of the other one.
DECLINED = {False: 0.055, True: 0.07}
POOLS: dict[str, tuple[Language, ...]] = {"en": ("en",), "ar": ("ar",), "both": LANGUAGES}


@dataclass(frozen=True, slots=True)
class Example:
    """The evidence for a question's best choice, and whether the archive holds its passage."""

    article: str
    situation: Situation
    evidence: tuple[float, ...]
    answerable: bool


def examples(questions: QuestionSet, folder: Path) -> Iterator[Example]:
    """Both kinds of examples, over archives of one language and of both."""
    for name, languages in POOLS.items():
        for number, half in enumerate(questions.halves()):
            engine = Engine(folder / f"{name}-{number}")
            engine.add(questions.articles(languages, half), lambda article: None)
            for question in questions.questions[::2]:
                article = questions.article_of[question["passage"]]
                for language in LANGUAGES:
                    best = next(iter(engine.choices(question[f"q_{language}"])), None)
                    if best:
                        yield Example(article, situation_of(best), evidence(best), question["passage"] in half)
            engine.close()


def fit(rows: list[Example]) -> tuple[ConfidenceWeights, np.ndarray]:
    """The weights, and cross-validated confidences (n,). The bias makes 0.5 decline `DECLINED` of the answerable.

    All rows are of one situation.
    """
    x = np.array([row.evidence[1:-1] for row in rows])
    doubted = DOUBT * np.array([row.evidence[-1] for row in rows])
    y = np.array([row.answerable for row in rows])
    model = LogisticRegression(C=1.0, max_iter=1000)
    folds = cross_val_predict(
        model, x, y, groups=[row.article for row in rows], cv=GroupKFold(6), method="decision_function"
    )
    folds += doubted
    threshold = float(np.quantile(folds[y], DECLINED[rows[0].situation[1]]))
    model.fit(x, y)
    weights = [float(model.intercept_[0]) - threshold, *map(float, model.coef_[0])]
    return ConfidenceWeights(*(round(weight, 2) for weight in weights)), 1 / (1 + np.exp(threshold - folds))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prefix")
    questions = QuestionSet.read(parser.parse_args().prefix)
    with tempfile.TemporaryDirectory() as folder:
        rows = list(examples(questions, Path(folder)))
    for situation in sorted({row.situation for row in rows}):
        chosen = [row for row in rows if row.situation == situation]
        weights, sure = fit(chosen)
        y = np.array([row.answerable for row in chosen])
        print(f"{situation}: {weights},")
        print(f"  declined: answerable {np.mean(sure[y] < 0.5):.3f}, unanswerable {np.mean(sure[~y] < 0.5):.3f}")
        for low in np.arange(0, 1, 0.1):
            inside = (sure >= low) & (sure < low + 0.1)
            if inside.any():
                print(f"  confidence {low:.1f}-{low + 0.1:.1f}: {inside.sum():5d}, {y[inside].mean():.2f} answerable")


if __name__ == "__main__":
    main()
