"""Serving: `isnad discord`."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.output import print_line


def discord(
    guild: Annotated[
        int | None,
        typer.Option(min=1, metavar="ID", help="Register the commands in this server, which may change the archive."),
    ] = None,
    sync: Annotated[
        bool | None,
        typer.Option("--sync/--no-sync", help="Tell Discord the commands: always, or never. Else if they changed."),
    ] = None,
    feedback: Annotated[bool, typer.Option("--feedback", help="Print what people thought of answers.")] = False,
) -> None:
    """Answer people in Discord. The token comes from ISNAD_DISCORD_TOKEN; see .env.example.

    \b
    isnad discord
    isnad discord --guild 1234567890123456789 --sync
    isnad discord --feedback > feedback.jsonl
    """
    from bot.opening import engine_for, opened_composer
    from bot.settings import read_settings

    settings = read_settings()
    if feedback:
        from bot.discord.feedback import feedback_lines

        for line in feedback_lines(settings):
            print_line(line)
        return
    from bot.discord.serving import Registering, checked_token, run

    token = checked_token(settings)
    composer = opened_composer(settings)
    with engine_for(settings, fill=True) as engine:
        run(engine, composer, settings, Registering(guild, sync), token)
