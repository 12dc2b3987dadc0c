"""A parallel question set with answers, in XQuAD's form: what the weights are fitted on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from corpus.article import Article, Language
from corpus.records import article_from_record

LANGUAGES: tuple[Language, ...] = ("en", "ar")
Row = dict[str, str]


@dataclass(frozen=True)
class QuestionSet:
    """`passages` have `id`, `article`, `en` and `ar`; `questions` have `passage`, `q_en`, `q_ar`, `a_en` and `a_ar`."""

    passages: tuple[Row, ...]
    questions: tuple[Row, ...]

    @classmethod
    def read(cls, prefix: str) -> QuestionSet:
        """From PREFIX_passages.jsonl and PREFIX_questions.jsonl."""
        return cls(*(_rows(Path(f"{prefix}_{part}.jsonl")) for part in ("passages", "questions")))

    @cached_property
    def article_of(self) -> dict[str, str]:
        """The article of each passage: what cross-validation holds out."""
        return {row["id"]: row["article"] for row in self.passages}

    @cached_property
    def texts(self) -> dict[str, Row]:
        """Each passage by its id."""
        return {row["id"]: row for row in self.passages}

    def articles(self, languages: Iterable[Language], passage_ids: Iterable[str] | None = None) -> Iterator[Article]:
        """The passages, all or these, as articles of an archive, called `<passage id>-<language>`."""
        wanted = set(self.article_of if passage_ids is None else passage_ids)
        for row in self.passages:
            for language in languages:
                if row["id"] in wanted:
                    record = {"id": f"{row['id']}-{language}", "text": row[language], "language": language}
                    yield article_from_record(json.dumps(record).encode(), None)

    def halves(self) -> tuple[set[str], ...]:
        """Passage ids, halved by article and also within articles: there the subject is known, but not the fact."""
        order = sorted(set(self.article_of.values()))
        apart = {passage for passage, article in self.article_of.items() if article in order[::2]}
        within = set(sorted(self.article_of)[::2])
        everything = set(self.article_of)
        return apart, everything - apart, within, everything - within


def _rows(path: Path) -> tuple[Row, ...]:
    return tuple(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
