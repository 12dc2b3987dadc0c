"""Composed answers as people and scripts meet them: the real client against a model's server on loopback."""

from __future__ import annotations

import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.composing_wording import COMPOSING_WORDS
from bot.dropped import trouble_line
from corpus.article import Language
from corpus.bundled import bundled_articles
from corpus.language import detect_language
from retrieval.answering import Trouble
from tests.bot.conftest import settings_of
from tests.composing.server import ComposingServer
from tests.composing.statements import statements

TEXTS = {article.id: article.text for article in bundled_articles()}
ASKED = next(one for one in statements() if one.asked["en"] == "How many US troops are in Iraq and Syria?")
QUESTIONS = ASKED.asked
LANGUAGES: tuple[Language, ...] = ("en", "ar")
MARKED = re.compile(r"(.+) ((?:\[\d+\])+)")


@pytest.fixture
def model(model_server: ComposingServer, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ComposingServer]:
    """A server whose model is honest unless a test says otherwise, and the settings that lead to it."""
    for name, value in settings_of(model_server).items():
        monkeypatch.setenv(name, value)
    yield model_server
    model_server.script = None


@pytest.mark.parametrize("language", LANGUAGES)
def test_composed_text_stands_first_and_its_numbers_lead_to_verbatim_quotes(
    isnad: Callable, model: ComposingServer, language: Language
) -> None:
    done = isnad("ask", QUESTIONS[language])
    assert (done.code, done.err) == (0, "")
    composed, opening, *cards = done.out.strip().split("\n\n")
    for line in composed.splitlines():
        found = MARKED.fullmatch(line)
        assert found is not None and detect_language(found[1]) == language
        assert all(1 <= int(number) <= len(cards) for number in re.findall(r"\d+", found[2]))
    assert opening == COMPOSING_WORDS[language].composed_by.format("openai:honest")
    for number, card in enumerate(cards, 1):
        quoted = re.match(rf"\[{number}\] [“«](.+)[”»]$", card, re.MULTILINE)
        assert quoted is not None and any(quoted[1] in " ".join(text.split()) for text in TEXTS.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_json_has_composed_text_and_translations_and_its_ids_lead_back(
    isnad: Callable, model: ComposingServer, language: Language
) -> None:
    answer = json.loads(isnad("ask", QUESTIONS[language], "--json").out)
    assert answer["composed"] and answer["answered"] and answer["dropped"] == []
    assert answer["text"].startswith(answer["composed"][0]["text"])
    for sentence in answer["composed"]:
        assert set(sentence) == {"text", "quotes"}
        assert sentence["quotes"] and set(sentence["quotes"]) <= set(range(1, len(answer["quotes"]) + 1))
    for quote in answer["quotes"]:
        assert TEXTS[quote["article"]["id"]][quote["start"] : quote["end"]] == quote["text"]
        if quote["language"] == language:
            assert quote["translation"] is None
    assert "2,500" in isnad("source", answer["quotes"][0]["id"]).out
    source = isnad("source", answer["id"]).out
    assert source.startswith(answer["composed"][0]["text"]) and "[1] " in source


def test_a_quote_in_the_other_language_is_followed_by_a_machines_translation(
    isnad: Callable, model: ComposingServer
) -> None:
    done = isnad("ask", QUESTIONS["ar"], "--language", "en")
    card = next(part for part in done.out.split("\n\n") if part.startswith("[1] “"))
    original, translation = card.splitlines()[:2]
    assert translation.startswith("  ترجمة آلية: ") and detect_language(translation) == "ar"
    assert not set('“”«»"') & set(translation) and detect_language(original) == "en"


def test_a_batch_is_composed_line_by_line(isnad: Callable, model: ComposingServer) -> None:
    lines = [json.dumps({"id": language, "question": question}) for language, question in QUESTIONS.items()]
    Path("batch.jsonl").write_text("\n".join(lines), encoding="utf-8")
    answers = [json.loads(line) for line in isnad("ask", "--batch", "batch.jsonl").out.splitlines()]
    assert [answer["id"] for answer in answers] == ["en", "ar"] and all(answer["composed"] for answer in answers)


def test_no_llm_is_the_plain_answer_and_nobody_is_asked(
    isnad: Callable, model: ComposingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = len(model.requests)
    without = isnad("ask", QUESTIONS["en"], "--no-llm")
    assert len(model.requests) == asked
    monkeypatch.delenv("ISNAD_LLM")
    plain = isnad("ask", QUESTIONS["en"])
    assert _without_ids(without.out) == _without_ids(plain.out) and without.err == plain.err == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_explain_shows_what_was_dropped_and_the_plain_quotes_stand(
    isnad: Callable, model: ComposingServer, language: Language
) -> None:
    model.script = "changes-number"
    plain = isnad("ask", QUESTIONS[language], "--no-llm").out
    done = isnad("ask", QUESTIONS[language], "--explain")
    assert done.code == 0 and done.err == f"isnad: {trouble_line('nothing held', language)}\n"
    shown, dropped = done.out.split(f"\n{COMPOSING_WORDS[language].dropped}\n")
    translated = COMPOSING_WORDS[language].translation.format("")
    kept = [line for line in shown.splitlines() if not line.startswith(f"  {translated}")]
    assert _without_ids("\n".join(kept)).strip() == _without_ids(plain).strip()
    reason = COMPOSING_WORDS[language].reasons["number"].format("")
    assert reason in dropped and any(reason in line for line in dropped.splitlines())
    answer = json.loads(isnad("ask", QUESTIONS[language], "--json").out)
    assert answer["composed"] == [] and {each["reason"] for each in answer["dropped"]} == {"number"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("script", "trouble"),
    [
        ("rate-limited", "rate limit"),
        ("fails", "failed"),
        ("refuses", "refused"),
        ("garbled", "garbled"),
        ("cut-off", "cut off"),
        ("slow", "timeout"),
    ],
)
def test_trouble_is_one_line_and_leaves_the_plain_quotes(
    isnad: Callable,
    model: ComposingServer,
    monkeypatch: pytest.MonkeyPatch,
    script: str,
    trouble: Trouble,
    language: Language,
) -> None:
    monkeypatch.setenv("ISNAD_LLM_TIMEOUT", "2")
    model.script = script
    plain = isnad("ask", QUESTIONS[language], "--no-llm").out
    started = time.monotonic()
    done = isnad("ask", QUESTIONS[language])
    assert time.monotonic() - started < 4
    assert (done.code, done.err) == (0, f"isnad: {trouble_line(trouble, language)}\n")
    assert _without_ids(done.out) == _without_ids(plain)


def test_a_server_that_is_not_there_is_one_line(
    isnad: Callable, model: ComposingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setenv("ISNAD_LLM_BASE_URL", f"http://127.0.0.1:{taken.getsockname()[1]}/v1")
        done = isnad("ask", QUESTIONS["en"], "--json")
    assert done.code == 0 and done.err == f"isnad: {trouble_line('unreachable', 'en')}\n"
    assert json.loads(done.out)["composed"] == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("anthropic:claude-sonnet-4-5", 'pip install -e ".[anthropic]"'),
        ("ollama:qwen3:8b", 'pip install -e ".[ollama]"'),
        ("nosuch:model", "nosuch"),
        ("gpt", "gpt"),
    ],
)
@pytest.mark.parametrize("command", [("ask", "Who leads?"), ("chat",)])
def test_a_model_that_cannot_be_used_is_one_line_and_exit_2(
    isnad: Callable, home: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], name: str, said: str
) -> None:
    monkeypatch.setenv("ISNAD_LLM", name)
    done = isnad(*command)
    assert (done.code, done.out) == (2, "") and done.err.count("\n") == 1 and said in done.err
    found = isnad("doctor")
    assert found.code == 1 and found.out.startswith("language model: ") and said in found.out


def test_a_missing_key_is_named_and_env_files_may_hold_it(
    process: Callable, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("ISNAD_LLM", "openai:gpt-4.1-mini")
    done = process("doctor")
    assert done.returncode == 1 and "OPENAI_API_KEY" in done.stdout
    Path(".env").write_text("OPENAI_API_KEY=sk-of-nobody\n")
    told = process("doctor")
    assert told.returncode == 0 and "language model: openai:gpt-4.1-mini" in told.stdout and "sk-of" not in told.stdout


def _without_ids(text: str) -> str:
    return re.sub(r"isnad source \w+", "isnad source", text)
