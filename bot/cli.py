"""The command line: `isnad`. Errors become one line here, and nowhere else."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from bot.commands.asking import ask, search
from bot.commands.chatting import chat
from bot.commands.checking import check
from bot.commands.discord import discord
from bot.commands.keeping import add, doctor, rebuild, remove
from bot.commands.looking_up import articles
from bot.commands.measuring import evaluate
from bot.commands.sourcing import source
from bot.output import notice, print_line
from corpus.errors import IsnadError, UsageError

INTERRUPTED = 130

app = typer.Typer(name="isnad", rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print_line(f"isnad {version('isnad')}")
        raise typer.Exit


@app.callback()
def isnad(
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks of errors.")] = False,
    version: Annotated[
        bool, typer.Option("--version", help="Say which version this is.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """Answers from a news archive, in Arabic or English, with quotes that you can check.

    \b
    isnad ask "How many US troops are in Iraq?"
    isnad ask "كم عدد القوات الأميركية في العراق؟"
    """


for command in (ask, search, chat, check, source, add, articles, remove, rebuild, doctor, discord):
    app.command()(command)
app.command("eval")(evaluate)


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit code: 0 done, 1 failed, 2 wrong usage."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words[: words.index("--") if "--" in words else len(words)]
    if debug:
        words.remove("--debug")
    _speak_utf8()
    try:
        return _run(words or ["--help"])
    except BrokenPipeError:
        # Nobody reads any more, which is no fault; what is still buffered must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if debug:
            import traceback

            traceback.print_exc()
        return _told(error)


def _run(words: list[str]) -> int:
    try:
        code = app(words, prog_name="isnad", standalone_mode=False)
    except typer.TyperException as error:
        raise UsageError(_usage(error)) from error
    except typer.Abort as error:
        raise KeyboardInterrupt from error
    sys.stdout.flush()
    return code if isinstance(code, int) else 0


def _told(error: Exception) -> int:
    if isinstance(error, IsnadError):
        notice(str(error))
        return 2 if isinstance(error, UsageError) else 1
    notice(f"{type(error).__name__}: {error}: this is a fault of the program; --debug shows where it lies")
    return 1


def _usage(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "isnad"
    message = error.format_message().replace("Value error, ", "").rstrip(".")
    return f"{message}: `{command} --help` shows how"


def _speak_utf8() -> None:
    """Both scripts come out whole whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
