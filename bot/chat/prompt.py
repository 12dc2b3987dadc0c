"""The lines of a chat: typed at a terminal with history and editing, or read from a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

SIGN = "› "


def typed_lines(home: Path, commands: Iterable[str], on_interrupt: Callable[[], None]) -> Iterator[str]:
    """Lines typed at a terminal, until Ctrl-D. Ctrl-C drops what is typed; with nothing typed, `on_interrupt` is told.

    The arrow keys bring back what was typed in earlier chats, and Tab completes `commands`.
    """
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter
    from prompt_toolkit.formatted_text import FormattedText
    from prompt_toolkit.output.vt100 import Vt100_Output
    from prompt_toolkit.shortcuts import CompleteStyle

    from bot.chat.history import ChatHistory

    output = Vt100_Output.from_pty(sys.stdout)
    # A line that grows downwards needs no report of where the cursor is, which some terminals never send.
    output.enable_cpr = False
    session: PromptSession[str] = PromptSession(
        FormattedText([("bold ansicyan", SIGN)]),
        history=ChatHistory(home),
        completer=WordCompleter(list(commands), sentence=True),
        complete_while_typing=False,
        complete_style=CompleteStyle.READLINE_LIKE,
        reserve_space_for_menu=0,
        output=output,
    )
    while True:
        try:
            yield session.prompt()
        except KeyboardInterrupt:
            if not session.default_buffer.text:
                on_interrupt()
        except EOFError:
            return


def piped_lines() -> Iterator[str]:
    """The lines of standard input, one by one as they come; bytes that are not UTF-8 are replaced."""
    for number, line in enumerate(sys.stdin.buffer):
        if number == 0:
            line = line.removeprefix(b"\xef\xbb\xbf")
        yield line.decode("utf-8", "replace")
