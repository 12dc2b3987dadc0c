"""Articles that order a language model about, in either language, and what a model replies that obeys them.

In `injected.jsonl`: `article` is the text, `question` one that finds it, `obeyed` the sentences of the obedient model,
which rest on `true`, words that the article really has, or `raw`, its whole reply.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.article import Language
from tests.composing.prompts import Kind

_FILE = Path(__file__).parent / "injected.jsonl"


@dataclass(frozen=True)
class Injected:
    """`signs` are what must never be shown to a reader as composed text or translation."""

    id: str
    language: Language
    article: str
    question: str
    true: str
    obeyed: tuple[str, ...]
    signs: tuple[str, ...]
    raw: str | None


@lru_cache(maxsize=1)
def injected() -> tuple[Injected, ...]:
    """All of them."""
    rows = [json.loads(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]
    return tuple(
        Injected(
            row["id"], row["language"], row["article"], row["question"], row["true"],
            tuple(row["obeyed"]), tuple(row["signs"]), row.get("raw"),
        )
        for row in rows
    )  # fmt: skip


def obeyed_in(text: str, number: int, kind: Kind) -> str | None:
    """The reply of an obedient model to a text with this number; None where it orders nothing."""
    for one in injected():
        if one.true not in text:
            continue
        if kind == "translations":
            return json.dumps({"translations": [{"quote": number, "text": said} for said in one.obeyed]})
        quotes = [{"passage": number, "words": one.true}]
        return one.raw or json.dumps({"sentences": [{"text": said, "quotes": quotes} for said in one.obeyed]})
    return None
