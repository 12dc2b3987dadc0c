"""Runs the real `isnad` with other addresses for Discord: `launcher.py API GATEWAY LAGS -- discord ...`.

Nothing else is changed. LAGS names a file to which a task of the bot's own loop writes how late it wakes (`-`: none):
lines of a monotonic time and the lag, both in seconds.
"""

from __future__ import annotations

import asyncio
import sys
import time
from typing import Any

import discord
import yarl
from discord.gateway import DiscordWebSocket

from bot.cli import main

EVERY = 0.005


async def write_lags(path: str) -> None:
    """Sleeps and writes down how much longer it took."""
    with open(path, "w", encoding="utf-8") as file:
        while True:
            began = time.monotonic()
            await asyncio.sleep(EVERY)
            now = time.monotonic()
            file.write(f"{now:.4f} {now - began - EVERY:.4f}\n")
            file.flush()


def lag_beside(path: str) -> None:
    """Starts the task where discord.py makes its loop known."""
    begin = discord.Client._async_setup_hook

    async def begin_with_lags(client: Any) -> None:
        await begin(client)
        client.lags = asyncio.create_task(write_lags(path))

    discord.Client._async_setup_hook = begin_with_lags  # type: ignore[assignment, method-assign]


if __name__ == "__main__":
    api, gateway, lags, _, *arguments = sys.argv[1:]
    discord.http.Route.BASE = api
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    if lags != "-":
        lag_beside(lags)
    sys.exit(main(arguments))
