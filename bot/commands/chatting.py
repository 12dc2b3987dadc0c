"""Talking: `isnad chat`."""

from __future__ import annotations

import sys
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Literal

import typer

from bot.commands.asking import NoLlm
from bot.output import note, notice, print_line, show
from corpus.errors import IsnadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.settings import Settings
    from retrieval.composing.composer import Composer
    from retrieval.engine import Engine


def chat(no_llm: NoLlm = False) -> None:
    """Ask question after question; one may lean on the last, as "and in Syria?".

    \b
    isnad chat
    printf 'Who leads the Badr Organization?\\nومتى ظهرت جماعة أصحاب الكهف؟\\n' | isnad chat
    """
    from bot.opening import opened_composer
    from bot.settings import read_settings

    settings = read_settings()
    composer = None if no_llm else opened_composer(settings)
    at_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    # Joined last: an engine that is still being opened is closed when it is open.
    with ExitStack() as opened, ThreadPoolExecutor(1) as beside:
        opening = beside.submit(_open, settings, opened)
        if composer is not None:
            opened.callback(composer.close)
            beside.submit(composer.warm_up)
        failed = _talk(settings, opening, composer, at_terminal)
    if failed and not at_terminal:
        raise typer.Exit(1)


def _open(settings: Settings, opened: ExitStack) -> Engine:
    """The engine, with all that a first answer has to load; while this runs, the first question is typed."""
    from bot.opening import engine_for

    engine = opened.enter_context(engine_for(settings, fill=True))
    with suppress(IsnadError):
        engine.search("peace سلام", 1)
    return engine


def _talk(settings: Settings, opening: Future[Engine], composer: Composer | None, at_terminal: bool) -> bool:
    """Whether a line could not be answered. Raises IsnadError where the archive cannot be opened."""
    from bot.chat.chat import Chat
    from bot.chat.wording import CHAT_WORDS

    talk: Chat | None = None
    failed = False

    def tell(what: Literal["leave", "stopped"]) -> None:
        language = talk.language if talk else "en"
        note(getattr(CHAT_WORDS[language], what), language)

    for line in _lines(settings, at_terminal, lambda: tell("leave")):
        try:
            talk = talk or Chat(opening.result(), settings.limit, show, note, composer)
            if not talk.reply(line):
                break
            if line.strip():
                print_line("")
        except KeyboardInterrupt:
            if not at_terminal:
                raise
            tell("stopped")
        except IsnadError as error:
            if talk is None:
                raise
            failed = True
            notice(str(error))
    return failed


def _lines(settings: Settings, at_terminal: bool, on_interrupt: Callable[[], None]) -> Iterator[str]:
    from bot.chat.prompt import piped_lines, typed_lines
    from bot.chat.wording import COMMANDS, GREETING

    if not at_terminal:
        return piped_lines()
    for language, greeting in GREETING.items():
        note(greeting, language)
    return typed_lines(settings.home, [f"/{name}" for name in COMMANDS], on_interrupt)
