"""The log is one JSON object a line, without tokens."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from bot.discord.logs import event, log_events, trouble, words_of

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB"


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root, handlers, level = logging.getLogger(), logging.getLogger().handlers[:], logging.getLogger().level
    yield
    root.handlers[:], root.level = handlers, level


def logged(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_an_event_is_one_line_with_its_facts(capsys: pytest.CaptureFixture[str]) -> None:
    log_events("info", TOKEN)
    event("answered", guild=7, seconds=0.02)
    (line,) = logged(capsys)
    assert line["event"] == "answered" and line["guild"] == 7 and line["level"] == "info" and "time" in line


def test_what_people_wrote_is_logged_for_debugging_alone(capsys: pytest.CaptureFixture[str]) -> None:
    log_events("info", TOKEN)
    words_of("asked", question="who?")
    assert logged(capsys) == []
    log_events("debug", TOKEN)
    words_of("asked", question="who?")
    assert logged(capsys)[0]["question"] == "who?"


def test_no_token_is_logged_not_even_in_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    log_events("info", TOKEN)
    try:
        raise RuntimeError(f"header Bot {TOKEN} at https://discord.com/api/v10/webhooks/12345/aW50ZXJhY3Rpb24/messages")
    except RuntimeError as error:
        trouble("failed", error)
    logging.getLogger("discord.http").warning("POST /interactions/12345/aW50ZXJhY3Rpb24/callback of %s", TOKEN)
    said = capsys.readouterr().err
    assert TOKEN not in said and "aW50ZXJhY3Rpb24" not in said and "[token]" in said
    assert len(said.splitlines()) == 2 and "RuntimeError" in said


def test_a_question_with_line_breaks_stays_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    log_events("debug", "")
    words_of("asked", question='a\n\u2028{"event": "forged"}')
    assert len(logged(capsys)) == 1
