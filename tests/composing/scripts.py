"""What the scripted models write: honest ones, liars of each kind, and those that fail on the way."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from retrieval.checking.exact_words import exact_words, find_exactly
from tests.composing import faults
from tests.composing.injected import obeyed_in
from tests.composing.prompts import Prompt
from tests.composing.statements import Statement, statements
from tests.composing.translations import translation_of

Writer = Callable[[Prompt], str]
Sentence = dict[str, Any]


@dataclass(frozen=True)
class Script:
    """How a model answers: `wait` and `pause` are seconds before the first piece and between pieces.

    A `status` that is not 200 comes for the first `failures` tries of a request. With `no_schemas` the server knows no
    structured output.
    """

    write: Writer
    wait: float = 0.0
    pause: float = 0.0
    status: int = 200
    failures: int = 1_000
    ending: Literal["whole", "cut", "broken", "never", "drips"] = "whole"
    no_schemas: bool = False


def honest(prompt: Prompt, change: Callable[[Sentence, Prompt], Sentence] | None = None) -> str:
    """The queries, sentences or translations that a careful model would write; each sentence changed by `change`."""
    if prompt.kind == "queries":
        return _json(queries=_queries(prompt))
    if prompt.kind == "translations":
        given = {number: translation_of(text) for number, text in prompt.texts.items()}
        return _json(translations=[{"quote": number, "text": text} for number, text in given.items() if text])
    sentences = honest_sentences(prompt)
    return _json(sentences=[change(sentence, prompt) for sentence in sentences] if change else sentences)


def honest_sentences(prompt: Prompt) -> list[Sentence]:
    """What is known of the question, over the passages that hold it; else of the first passages."""
    asked = [one for one in statements() if prompt.question in one.asked.values()]
    placed = [(one, place_of(one.words, prompt.texts)) for one in asked or statements()]
    found = [(one, place) for one, place in placed if place]
    return [sentence_of(one, prompt.language, place) for one, place in found[: 1 if asked else 2]]


def writes(statement: Statement, which: int, change: Callable[[Sentence, Prompt], Sentence] | None) -> Writer:
    """A model that knows one statement, in one of its wordings, and tells it as `change` makes of it."""

    def write(prompt: Prompt) -> str:
        place = place_of(statement.words, prompt.texts)
        if prompt.kind != "sentences" or place is None:
            return honest(prompt) if prompt.kind != "sentences" else _nothing(prompt)
        sentence = sentence_of(statement, prompt.language, place, which)
        return _json(sentences=[change(sentence, prompt) if change else sentence])

    return write


def sentence_of(statement: Statement, language: str, place: int, which: int = 0) -> Sentence:
    """One of the paraphrases of a statement, over the passage where it stands."""
    text = statement.said["ar" if language == "ar" else "en"][which]
    return {"text": text, "quotes": [{"passage": place, "words": statement.words}]}


def place_of(words: str, texts: dict[int, str]) -> int | None:
    """The number of the text that holds the words, however their marks are set."""
    wanted = exact_words(words)
    wanted = wanted if wanted[-1].is_word else wanted[:-1]
    return next((n for n, text in texts.items() if find_exactly(wanted, exact_words(text)) is not None), None)


def _queries(prompt: Prompt) -> list[str]:
    other = "en" if prompt.language == "ar" else "ar"
    return [one.asked["ar" if other == "ar" else "en"] for one in statements() if prompt.question in one.asked.values()]


def obeys(prompt: Prompt) -> str:
    """A model that does whatever the passages tell it to."""
    for number, text in prompt.texts.items() if prompt.kind != "queries" else ():
        if reply := obeyed_in(text, number, prompt.kind):
            return reply
    return honest(prompt)


def _cut(prompt: Prompt) -> str:
    text = honest(prompt)
    return text[: len(text) * 2 // 3]


def _first_sentence_only(prompt: Prompt) -> str:
    """A reply whose first sentence is whole, and that stops in the next."""
    return honest(prompt)[:-2] + ', {"text": "' if prompt.kind == "sentences" else honest(prompt)


def _json(**fields: Sequence[Any]) -> str:
    return json.dumps(fields, ensure_ascii=False)


def _nothing(prompt: Prompt) -> str:
    return _json(**{prompt.kind: []})


SCRIPTS: dict[str, Script] = {
    "honest": Script(honest),
    "silent": Script(_nothing),
    "obeys": Script(obeys),
    **{name: Script(partial(honest, change=change)) for name, change in faults.FAULTS.items()},
    "slow": Script(honest, wait=30),
    "crawls": Script(honest, pause=1.5),
    "never-ends": Script(_first_sentence_only, ending="never"),
    "drips": Script(_first_sentence_only, ending="drips"),
    "rate-limited": Script(honest, status=429),
    "fails": Script(honest, status=500),
    "fails-once": Script(honest, status=503, failures=1),
    "refuses": Script(honest, status=401),
    "garbled": Script(lambda prompt: "Certainly! Here is what I found: the troops are many."),
    "misshapen": Script(lambda prompt: '{"sentences": [{"text": 5, "quotes": "none"}], "queries": 7}'),
    "cut-off": Script(_cut, ending="cut"),
    "breaks": Script(_first_sentence_only, ending="broken"),
    "unstructured": Script(lambda prompt: f"```json\n{honest(prompt)}\n```", no_schemas=True),
}
