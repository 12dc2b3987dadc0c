"""Figures of `isnad add`, against what Chroma alone needs for the same vectors."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.benchmarks.figure import Figure
from tests.benchmarks.processes import ROOT, isnad_command, run

PASSAGES = 5000
_ARTICLES = 500
_SENTENCES = 61  # an article's; ten passages or a little more


def adding_figures(folder: Path, runs: int) -> Iterator[Figure]:
    """`isnad add` of about `PASSAGES` passages as a whole process, and Chroma's `add` calls alone in another."""
    file = folder / "generated.jsonl"
    file.write_text("".join(f"{line}\n" for line in generated_articles()), encoding="utf-8")
    isnad, whole, alone = isnad_command(), [], []
    for number in range(runs):
        home = folder / f"added-{number}"
        whole.append(run([*isnad, "add", str(file)], folder, home).seconds)
        chroma = [sys.executable, "-m", "tests.benchmarks.chroma_add", str(file), str(folder / f"chroma-{number}")]
        alone.append(json.loads(run(chroma, ROOT).out))
    listed = run([*isnad, "articles", "--json"], folder, home).out.splitlines()
    passages = sum(json.loads(line)["passages"] for line in listed)
    with_texts, vectors_only = (median(times[name] for times in alone) for name in ("with_texts", "vectors_only"))
    note = f"{passages:,} passages of generated text, half of them Arabic"
    yield Figure("`isnad add`, whole process, a passage", median(whole) / passages * 1000, "ms", note=note)
    yield Figure("Chroma's own `add` alone, a passage", with_texts / passages * 1000, "ms", note="texts and vectors")
    yield Figure("the same, vectors alone", vectors_only / passages * 1000, "ms")
    yield Figure("speed of `isnad add` beside Chroma's", with_texts / median(whole), "×", 0.8, "at least")


def generated_articles() -> Iterator[str]:
    """JSONL of invented articles: sentences of the lexicon's words, frequent ones more often. Seeded."""
    chance = random.Random(5)
    rows = [line.split("\t") for line in (ROOT / "retrieval/lexicon/words.tsv").read_text("utf-8").splitlines()]
    rows = [row for row in rows if len(row) == 2]
    chance.shuffle(rows)
    words = {"ar": [row[0].split("|")[0] for row in rows], "en": [row[1].split(";")[0] for row in rows]}
    weights = [1 / (rank + 10) for rank in range(len(rows))]
    for number in range(_ARTICLES):
        language = ("en", "ar")[number % 2]
        chosen = iter(chance.choices(words[language], weights, k=_SENTENCES * 20))
        sentences = [" ".join(next(chosen) for _ in range(chance.randint(10, 16))) for _ in range(_SENTENCES)]
        text = ". ".join(sentence.capitalize() for sentence in sentences) + "."
        yield json.dumps({"id": f"generated-{number}", "language": language, "text": text}, ensure_ascii=False)
