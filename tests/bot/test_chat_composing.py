"""`isnad chat` with a language model: sentences as they come, then the quotes; Ctrl-C leaves the quotes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.chat.chat import Chat
from bot.composing_wording import COMPOSING_WORDS
from bot.dropped import trouble_line
from bot.pages import Page
from bot.plain import plain_text
from retrieval.composing.composer import Composer
from retrieval.engine import Engine
from tests.bot.conftest import settings_of
from tests.bot.test_chat import Terminal
from tests.composing.scripts import Script, honest
from tests.composing.server import ComposingServer
from tests.composing.statements import statements

TROOPS = next(one for one in statements() if one.asked["en"] == "How many US troops are in Iraq and Syria?")
# A sentence is written in about so many seconds.
UNHURRIED = Script(honest, pause=0.03)


class Talk:
    """A chat with a model, and what it showed: pages and notes in the order in which they came."""

    def __init__(self, engine: Engine, composer: Composer) -> None:
        self.shown: list[Page | str] = []
        self.chat = Chat(engine, 3, self.shown.append, lambda line, language: self.shown.append(line), composer)

    def say(self, line: str) -> str:
        """What is shown for one line."""
        self.shown.clear()
        assert self.chat.reply(line)
        return "\n".join(plain_text(each) if isinstance(each, Page) else each for each in self.shown)

    @property
    def pages(self) -> list[Page]:
        return [each for each in self.shown if isinstance(each, Page)]


@pytest.fixture
def talk(home: Path, model_server: ComposingServer) -> Iterator[Talk]:
    engine = Engine(home)
    composer = Composer("openai:honest", home, base_url=model_server.base_url, timeout=5)
    yield Talk(engine, composer)
    model_server.script = None
    composer.close()
    engine.close()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_sentences_come_one_by_one_then_the_quotes_that_they_lead_to(talk: Talk, language: str) -> None:
    talk.say(TROOPS.asked[language])
    *streamed, rest = talk.pages
    assert streamed and not rest.composed
    for page in streamed:
        assert len(page.composed) == 1 and page.composed[0].numbers and not page.cards
    assert rest.opening == (COMPOSING_WORDS[language].composed_by.format("openai:honest"),)
    assert [card.number for card in rest.cards] == list(range(1, len(rest.cards) + 1))
    assert "2,500" in rest.cards[0].text


def test_source_goes_by_the_numbers_and_more_shows_quotes_that_were_not_shown(talk: Talk) -> None:
    talk.say(TROOPS.asked["en"])
    shown = [card.text for card in talk.pages[-1].cards]
    for number, text in enumerate(shown, 1):
        assert text in talk.say(f"/source {number}")
    talk.say("/more")
    further = [card.text for card in talk.pages[-1].cards]
    assert further and not set(further) & set(shown)
    assert further[-1] in talk.say(f"/source {len(shown) + len(further)}")


def test_explain_shows_what_was_dropped_in_the_language_of_the_talk(talk: Talk, model_server: ComposingServer) -> None:
    model_server.script = "changes-number"
    told = talk.say(TROOPS.asked["en"])
    assert trouble_line("nothing held", "en") in told and "2,500 US troops" in told and "[1]" not in told
    assert COMPOSING_WORDS["en"].reasons["number"].format("") in talk.say("/explain")
    assert COMPOSING_WORDS["ar"].dropped in talk.say("/شرح")
    model_server.script = None
    talk.say("/language auto")
    talk.say(TROOPS.asked["ar"])
    assert talk.say("/explain") == COMPOSING_WORDS["ar"].nothing_dropped


def test_a_follow_up_is_composed_and_the_model_is_told_what_it_leans_on(
    talk: Talk, model_server: ComposingServer
) -> None:
    talk.say("How many US troops are in Iraq?")
    assert "Understood as" in talk.say("and in Syria?") and talk.pages[0].composed
    material = [body["messages"][1]["content"] for body in model_server.requests]
    assert any("<<question before" in text and "How many US troops are in Iraq?" in text for text in material)


def test_sentences_that_were_shown_are_taken_back_where_the_reply_breaks_off(
    talk: Talk, model_server: ComposingServer
) -> None:
    model_server.script = "breaks"
    told = talk.say(TROOPS.asked["en"])
    assert talk.pages[0].composed and COMPOSING_WORDS["en"].withdrawn in told
    assert talk.pages[-1].cards and all(card.number is None for card in talk.pages[-1].cards)


def test_at_a_terminal_sentences_stream_and_control_c_leaves_the_quotes_and_the_talk(
    home: Path, model_server: ComposingServer
) -> None:
    model_server.script = UNHURRIED
    at = Terminal(**settings_of(model_server))
    try:
        at.wait_for("›")
        # Of an unknown question the model writes two sentences.
        at.type("How many US troops are there?\r")
        at.wait_for("[1]")
        first = time.monotonic()
        at.wait_for("Composed by")
        assert time.monotonic() - first > 0.2
        at.wait_for("›")
        model_server.script = "never-ends"
        at.type(TROOPS.asked["ar"] + "\r")
        at.wait_for("[1]")
        at.type("\x03")
        stopped = at.wait_for("توقّف.")
        assert COMPOSING_WORDS["ar"].withdrawn in stopped and "2,500" in stopped
        at.wait_for("›")
        model_server.script = None
        at.type(TROOPS.asked["en"] + "\r")
        at.wait_for("Composed by")
        at.wait_for("›")
        at.type("\x04")
        assert at.ends() == 0
    finally:
        model_server.script = None
        at.running.kill()
        at.running.wait()


def test_no_llm_talks_without_the_model(process: Callable, home: Path, model_server: ComposingServer) -> None:
    asked = len(model_server.requests)
    environment = {**os.environ, **settings_of(model_server)}
    done = process("chat", "--no-llm", input=TROOPS.asked["en"] + "\n/explain\n", env=environment)
    assert done.returncode == 0 and "2,500" in done.stdout and COMPOSING_WORDS["en"].no_model in done.stdout
    assert len(model_server.requests) == asked
