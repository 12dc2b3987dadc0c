"""What a model's reply looks like, as JSON, and reading one that is still being written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from retrieval.composing.asking import ModelTrouble

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]


_ENDS = ("}", "]", "```")


class _Part(BaseModel):
    # Providers that hold a model to a schema want it closed; from others a field too many does no harm.
    model_config = ConfigDict(extra="ignore", json_schema_extra={"additionalProperties": False})


class Citation(_Part):
    """The words of a passage, copied, that a sentence rests on; passages are numbered from 1."""

    passage: int
    words: Text


class WrittenSentence(_Part):
    """A sentence and what it rests on."""

    text: Text
    quotes: list[Citation]


class Translation(_Part):
    """The translation of the quote with a number."""

    quote: int
    text: Text


class ComposedReply(_Part):
    """Sentences that answer, in order; none where the passages hold no answer."""

    sentences: list[WrittenSentence]


class TranslationsReply(_Part):
    """One translation a quote."""

    translations: list[Translation]


class QueriesReply(_Part):
    """Other wordings of a question, for search."""

    queries: list[Text]


Part = TypeVar("Part", bound=BaseModel)


def schema_of(reply: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of a reply, titled by its class."""
    return reply.model_json_schema()


def parts_of(pieces: Iterable[str], key: str, part: type[Part]) -> Iterator[Part]:
    """The objects of the list `key` of a JSON object that comes in pieces, each as soon as it is closed.

    What stands before and after the list does not matter. Raises ModelTrouble: "garbled" where a part is not what it
    should be or no such list comes, "cut off" where the list has no end.
    """
    for found in _objects(pieces, key):
        try:
            yield part.model_validate(found)
        except ValidationError as error:
            raise ModelTrouble("garbled", f"{part.__name__}: {error.errors()[0]['msg']}") from error


def strings_of(pieces: Iterable[str], key: str) -> list[str]:
    """The same for a list of strings."""
    found = list(_objects(pieces, key))
    if not all(isinstance(one, str) for one in found):
        raise ModelTrouble("garbled", f"{key} holds more than texts")
    return [text for one in found if (text := one.strip())]


def _objects(pieces: Iterable[str], key: str) -> Iterator[Any]:
    """The members of the list. A member is tried again only when a piece came that may have closed it."""
    decoder, text, at, opened = json.JSONDecoder(strict=False), "", 0, False
    for piece in pieces:
        text += piece
        if not opened:
            start = _start_of_list(text, key)
            if start is None:
                continue
            at, opened = start, True
        elif not any(sign in piece for sign in '}"]'):
            continue
        while True:
            at = _past(text, at, " \t\r\n,")
            if at < len(text) and text[at] == "]":
                return
            try:
                member, at = decoder.raw_decode(text, at)
            except ValueError:
                break
            yield member
    begun = opened or text.lstrip().startswith("{")
    raise ModelTrouble("cut off" if begun and not text.rstrip().endswith(_ENDS) else "garbled", text[:200])


def _start_of_list(text: str, key: str) -> int | None:
    """Just behind the bracket of `"key": [`."""
    at = text.find(f'"{key}"')
    if at < 0:
        return None
    at = _past(text, at + len(key) + 2, " \t\r\n:")
    return at + 1 if at < len(text) and text[at] == "[" else None


def _past(text: str, at: int, signs: str) -> int:
    while at < len(text) and text[at] in signs:
        at += 1
    return at
