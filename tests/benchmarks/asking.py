"""Figures of `isnad ask` over the bundled articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from statistics import median

from tests.benchmarks.figure import Figure
from tests.benchmarks.processes import isnad_command, run

QUESTION = "How many US troops are in Iraq?"
FURTHER = 200

_ENGLISH = (
    "What did {} say about the US forces in Iraq?", "Who leads {}?", "When did {} first appear?",
    "Where did {} publish a statement?", "How many attacks did {} claim?", "Why did {} threaten the United States?",
    "What was {} accused of?", "Who was killed with {}?", "Which country supports {}?", "What does {} demand?",
)  # fmt: skip
_ARABIC = (
    "ماذا قال {} عن القوات الأميركية في العراق؟", "من يقود {}؟", "متى ظهر {} أول مرة؟", "أين نشر {} البيان؟",
    "كم هجوماً تبنى {}؟", "لماذا هدد {} الولايات المتحدة؟", "بماذا اتهم {}؟", "من قُتل مع {}؟", "أي دولة تدعم {}؟",
    "بماذا يطالب {}؟",
)  # fmt: skip
_NAMES = (
    ("Kataib Hezbollah", "كتائب حزب الله"), ("Asa'ib Ahl al-Haq", "عصائب أهل الحق"), ("Qais Khazali", "قيس الخزعلي"),
    ("Abu Baqir al-Saadi", "أبو باقر الساعدي"), ("Cave Owners", "أصحاب الكهف"), ("Yahya Rasool", "يحيى رسول"),
    ("Harakat al-Nujaba", "حركة النجباء"), ("the coalition", "التحالف الدولي"), ("Michael Knights", "مايكل نايتس"),
    ("the Islamic Resistance in Iraq", "فصيل المقاومة الإسلامية في العراق"),
)  # fmt: skip


def questions() -> list[str]:
    """`FURTHER` different questions, half of them Arabic."""
    pairs = product(zip(_ENGLISH, _ARABIC, strict=True), _NAMES)
    return [form.format(name) for forms, names in pairs for form, name in zip(forms, names, strict=True)][:FURTHER]


def asking_figures(folder: Path, runs: int) -> Iterator[Figure]:
    """Figures of a home in `folder` that one question has filled."""
    home = folder / "home"
    isnad = isnad_command()
    run([*isnad, "ask", QUESTION], folder, home)
    cold = [run([*isnad, "ask", QUESTION], folder, home) for _ in range(runs)]
    yield Figure("`isnad ask` from a cold shell", median(done.seconds for done in cold), "s", 2.0)
    helped = [run([*isnad, "--help"], folder, home).seconds for _ in range(runs)]
    yield Figure("`isnad --help`", median(helped), "s", 0.4)
    yield Figure("a further question in one process (`--batch`)", _further(folder, home, isnad, runs), "ms", 15)
    yield Figure("peak memory of `isnad ask`", max(done.peak for done in cold), "MB", 350)


def _further(folder: Path, home: Path, isnad: list[str], runs: int) -> float:
    """Milliseconds a question: (time of many - time of one) / how many more, medians of `runs`."""
    times = []
    for name, asked in (("one", questions()[:1]), ("many", questions())):
        file = folder / f"{name}.jsonl"
        file.write_text("".join(json.dumps({"question": text}) + "\n" for text in asked), encoding="utf-8")
        times.append(median(run([*isnad, "ask", "--batch", str(file)], folder, home).seconds for _ in range(runs)))
    return (times[1] - times[0]) / (FURTHER - 1) * 1000
