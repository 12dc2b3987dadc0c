"""What a model wants before a question and before a passage: its own configuration says it, or its family's habit."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CONFIGURATION = "config_sentence_transformers.json"
# The names that sentence-transformers looks for, in its order.
_QUERY, _PASSAGE = ("query",), ("document", "passage", "corpus")
_TASK = "Given a web search query, retrieve relevant passages that answer the query"


@dataclass(frozen=True, slots=True)
class Prompts:
    """Each is put directly before the text; empty means nothing is."""

    query: str = ""
    passage: str = ""


# As the models' cards say. Families that want nothing (bge-m3, gte-multilingual) need no row; the first match counts.
FAMILIES: tuple[tuple[re.Pattern[str], Prompts], ...] = tuple(
    (re.compile(rf"(?:^|[/_-]){pattern}", re.IGNORECASE), prompts)
    for pattern, prompts in (
        (r"(?:multilingual-)?e5-.*instruct", Prompts(f"Instruct: {_TASK}\nQuery: ")),
        (r"(?:multilingual-)?e5-(?:small|base|large)", Prompts("query: ", "passage: ")),
        (r"bge-(?:small|base|large)-en", Prompts("Represent this sentence for searching relevant passages: ")),
        (r"gte-qwen.*instruct", Prompts(f"Instruct: {_TASK}\nQuery: ")),
        (r"qwen3-embedding", Prompts(f"Instruct: {_TASK}\nQuery:")),
        (r"embeddinggemma", Prompts("task: search result | query: ", "title: none | text: ")),
    )
)


def prompts_of(model: str, folder: Path) -> Prompts:
    """The prompts of the model that was asked for as `model` and lies in `folder`.

    Its own configuration comes first. sentence-transformers writes empty prompts for a model that has none, so those
    say nothing, and the family is looked up by the name that it was asked for, or the one that it was trained under.
    """
    own = _read(folder / CONFIGURATION).get("prompts")
    if isinstance(own, dict) and any(own.get(name) for name in (*_QUERY, *_PASSAGE)):
        return Prompts(_first(own, _QUERY), _first(own, _PASSAGE))
    trained_as = str(_read(folder / "config.json").get("_name_or_path", ""))
    for name in (model.rstrip("/"), trained_as):
        for pattern, prompts in FAMILIES:
            if pattern.search(name):
                return prompts
    return Prompts()


def _first(prompts: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((str(prompts[name]) for name in names if name in prompts), "")


def _read(path: Path) -> dict[str, Any]:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}
