"""Fit when to decline: `python -m retrieval.training.fit_confidence PREFIX`.

PREFIX_passages.jsonl and PREFIX_questions.jsonl are a parallel question set (XQuAD's form). Every second question
is asked of archives that hold half of the passages, its own or not, halved by article and within articles. A
logistic regression tells the two apart; cross-validated by article, and fitted apart for passages of the question's
language and of the other. Prints the weights for `retrieval/answering.py`, and a reliability table.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from corpus.article import Article, Language
from corpus.records import article_from_record
from retrieval.answering import ConfidenceWeights, crosses, evidence
from retrieval.engine import Engine

LANGUAGES: tuple[Language, ...] = ("en", "ar")


@dataclass(frozen=True, slots=True)
class Example:
    """The evidence for a question's best choice, and whether the archive holds its article."""

    article: str
    other_language: bool
    evidence: tuple[float, ...]
    answerable: bool


def _rows(path: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]


def _articles(passages: list[dict[str, str]], languages: tuple[Language, ...]) -> Iterator[Article]:
    for row in passages:
        for language in languages:
            record = {"id": f"{row['id']}-{language}", "text": row[language], "language": language}
            yield article_from_record(json.dumps(record).encode(), f"{row['id']}-{language}.jsonl")


def _halves(article_of: dict[str, str]) -> tuple[set[str], ...]:
    """Passage ids, halved by article and also within articles: there the subject is known, but not the fact."""
    order = sorted(set(article_of.values()))
    apart = {passage for passage, article in article_of.items() if article in order[::2]}
    within = set(sorted(article_of)[::2])
    everything = set(article_of)
    return apart, everything - apart, within, everything - within


def examples(prefix: str, folder: Path) -> Iterator[Example]:
    """Both kinds of examples, over archives of one language and of both."""
    passages, questions = _rows(f"{prefix}_passages.jsonl"), _rows(f"{prefix}_questions.jsonl")
    article_of = {row["id"]: row["article"] for row in passages}
    halves = _halves(article_of)
    for name, languages in (("en", ("en",)), ("ar", ("ar",)), ("both", LANGUAGES)):
        for number, half in enumerate(halves):
            engine = Engine(folder / f"{name}-{number}")
            inside = [row for row in passages if row["id"] in half]
            engine.add(_articles(inside, languages), lambda article: None)
            for question in questions[::2]:
                article = article_of[question["passage"]]
                for language in LANGUAGES:
                    best = next(iter(engine.choices(question[f"q_{language}"])), None)
                    if best:
                        yield Example(article, crosses(best), evidence(best), question["passage"] in half)
            engine.close()


def fit(rows: list[Example]) -> tuple[ConfidenceWeights, np.ndarray]:
    """The weights, and cross-validated confidences (n,). The bias makes 0.5 decline 6% of the answerable."""
    x = np.array([row.evidence[1:] for row in rows])
    y = np.array([row.answerable for row in rows])
    model = LogisticRegression(C=1.0)
    folds = cross_val_predict(
        model, x, y, groups=[row.article for row in rows], cv=GroupKFold(6), method="decision_function"
    )
    threshold = float(np.quantile(folds[y], 0.06))
    model.fit(x, y)
    weights = [float(model.intercept_[0]) - threshold, *map(float, model.coef_[0])]
    return ConfidenceWeights(*(round(weight, 2) for weight in weights)), 1 / (1 + np.exp(threshold - folds))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prefix")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = list(examples(args.prefix, Path(folder)))
    for name, other in (("SAME_LANGUAGE", False), ("OTHER_LANGUAGE", True)):
        chosen = [row for row in rows if row.other_language == other]
        weights, sure = fit(chosen)
        y = np.array([row.answerable for row in chosen])
        print(f"{name} = {weights}")
        print(
            f"  answerable declined {np.mean(sure[y] < 0.5):.3f}, unanswerable declined {np.mean(sure[~y] < 0.5):.3f}"
        )
        for low in np.arange(0, 1, 0.1):
            inside = (sure >= low) & (sure < low + 0.1)
            if inside.any():
                print(
                    f"  confidence {low:.1f}-{low + 0.1:.1f}: {inside.sum():5d}, {y[inside].mean():.2f} answerable"
                )


if __name__ == "__main__":
    main()
