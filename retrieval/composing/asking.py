"""One request to a model and its reply, piece by piece, within a time that holds whatever the model does.

The reply is read on a thread of its own, which nobody waits for: a server that sends a byte a minute, or for ever,
costs a caller no more than the time it gave.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from retrieval.answering import Trouble
from retrieval.composing.models import OpenModel

if TYPE_CHECKING:
    from langchain_core.messages import AIMessageChunk

# A server that failed is asked once more after so many seconds.
PAUSE = 0.5
# No reply that is asked for here is longer, in characters.
LONGEST_REPLY = 40_000
_CONNECTION = ("connect", "network", "protocol", "transport", "remotedisconnected")


class ModelTrouble(Exception):
    """Why a model's reply is not there; never shown to a reader as such."""

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        super().__init__(f"{trouble}: {detail}" if detail else trouble)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: the rules, the material, and the JSON schema of the reply."""

    rules: str
    material: str
    schema: Mapping[str, Any]

    @property
    def length(self) -> int:
        """Its characters, near enough."""
        return len(self.rules) + len(self.material)


@dataclass(slots=True)
class Used:
    """The tokens that a reply cost, as its server counts them; None where it did not say."""

    tokens: int | None = None


Opened = Callable[[], OpenModel]


def ask_model(opened: Opened, request: Request, deadline: float, used: Used) -> Generator[str]:
    """The pieces of the reply as they come; `deadline` is a time of `time.monotonic`.

    Raises ModelTrouble. Closing the iterator ends the request.
    """
    pieces: SimpleQueue[str | BaseException | None] = SimpleQueue()
    stop = threading.Event()
    model: list[OpenModel] = []

    def read() -> None:
        try:
            for piece in _pieces(opened, model, request, used, stop, deadline):
                pieces.put(piece)
            pieces.put(None)
        except BaseException as error:
            pieces.put(error)

    threading.Thread(target=read, name="model-reply", daemon=True).start()
    length = 0
    try:
        while (piece := _next(pieces, deadline)) is not None:
            length += len(piece)
            if length > LONGEST_REPLY:
                raise ModelTrouble("garbled", "a reply without an end")
            yield piece
    finally:
        stop.set()
        for each in model:
            each.close()


def _next(pieces: SimpleQueue[str | BaseException | None], deadline: float) -> str | None:
    try:
        piece = pieces.get(timeout=max(deadline - time.monotonic(), 0.001))
    except Empty:
        raise ModelTrouble("timeout") from None
    if isinstance(piece, BaseException):
        raise piece if isinstance(piece, ModelTrouble) else ModelTrouble(trouble_of(piece), repr(piece)) from piece
    return piece


def _pieces(
    opened: Opened, model: list[OpenModel], request: Request, used: Used, stop: threading.Event, deadline: float
) -> Iterator[str]:
    """The reply's text, once more where the server failed before it began or knows no structured replies."""
    from langchain_core.messages import HumanMessage, SystemMessage
    from langsmith import tracing_context

    model.append(opened())
    messages = [SystemMessage(request.rules), HumanMessage(request.material)]
    structured, tries = True, 2
    with tracing_context(enabled=False):
        while not stop.is_set():
            begun = False
            try:
                for piece in _stream(model[0], messages, request.schema, structured, used, stop):
                    begun = True
                    yield piece
                return
            except Exception as error:
                tries -= 1
                if begun and trouble_of(error) in ("unreachable", "garbled"):
                    raise ModelTrouble("cut off", repr(error)) from error
                if begun or not tries or stop.is_set() or time.monotonic() + PAUSE > deadline:
                    raise
                if structured and _status(error) in (400, 422):
                    structured = False
                elif trouble_of(error) not in ("failed", "unreachable"):
                    raise
                elif stop.wait(PAUSE):
                    return


def _stream(
    model: OpenModel,
    messages: Sequence[Any],
    schema: Mapping[str, Any],
    structured: bool,
    used: Used,
    stop: threading.Event,
) -> Iterator[str]:
    from langchain_core.runnables import RunnableSequence

    asked: Any = model.chat
    if structured:
        bound = model.chat.with_structured_output(dict(schema))
        # What comes before the parser: the parser would hold each sentence back, and hide that a reply was cut off.
        asked = bound.first if isinstance(bound, RunnableSequence) else model.chat
    chunks = asked.stream(messages, config={"callbacks": []})
    try:
        for chunk in chunks:
            if stop.is_set():
                return
            if usage := getattr(chunk, "usage_metadata", None):
                used.tokens = (used.tokens or 0) + int(usage["total_tokens"])
            if piece := _text_of(chunk):
                yield piece
    finally:
        with suppress(Exception):
            chunks.close()


def _text_of(chunk: AIMessageChunk) -> str:
    """What a chunk adds to the JSON, as text or as a tool's arguments."""
    arguments = "".join(call.get("args") or "" for call in getattr(chunk, "tool_call_chunks", ()))
    return arguments or str(chunk.text)


def _status(error: BaseException) -> int | None:
    for name in ("status_code", "code"):
        status = getattr(error, name, None)
        if isinstance(status, int):
            return status
    return None


def trouble_of(error: BaseException) -> Trouble:
    """What an exception of some provider's client means: by its HTTP status, or by its name and those of its bases."""
    status = _status(error)
    if status is not None:
        if status == 429:
            return "rate limit"
        return "timeout" if status in (408, 504) else "failed" if status >= 500 else "refused"
    chain = [error, *(cause for cause in (error.__cause__, error.__context__) if cause)]
    names = " ".join(kind.__name__.lower() for one in chain for kind in type(one).__mro__)
    if "timeout" in names:
        return "timeout"
    if any(sign in names for sign in _CONNECTION):
        return "unreachable"
    return "garbled"
