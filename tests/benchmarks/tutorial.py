"""Figures of the tutorial pipeline, and how much faster `isnad ask` is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from tests.benchmarks.asking import QUESTION
from tests.benchmarks.figure import Figure
from tests.benchmarks.processes import ROOT, isnad_command, run

WHAT = "the tutorial pipeline, its store filled"
_NEEDS = ("langchain_chroma", "langchain_huggingface", "langchain_text_splitters")


def tutorial_figures(folder: Path, runs: int) -> Iterator[Figure]:
    """Both programs in turns, so that a busy moment of the machine slows both; skipped without the `bench` extra."""
    ratio = "how many times faster `isnad ask` is"
    if not all(find_spec(name) for name in _NEEDS):
        note = "skipped: the bench extra is not installed; `make bench` installs it"
        yield Figure(WHAT, None, "s", note=note)
        yield Figure(ratio, None, "×", 8, "at least", note)
        return
    isnad = [*isnad_command(), "ask", QUESTION]
    script = str(Path(__file__).with_name("tutorial_pipeline.py"))
    model, articles = str(ROOT / "retrieval/model"), str(ROOT / "corpus/articles")
    tutorial = [sys.executable, script, model, articles, str(folder / "store"), QUESTION]
    run(tutorial, folder)
    run(isnad, folder, folder / "home")
    theirs, ours = [], []
    for _ in range(runs):
        theirs.append(run(tutorial, folder).seconds)
        ours.append(run(isnad, folder, folder / "home").seconds)
    yield Figure(WHAT, median(theirs), "s")
    yield Figure(ratio, median(theirs) / median(ours), "×", 8, "at least")
