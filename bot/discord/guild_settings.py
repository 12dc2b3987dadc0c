"""What the managers of a server have chosen for it: in which channels the bot answers, and in which language."""

from __future__ import annotations

from typing import cast

from bot.discord.database import Database
from corpus.article import Language


class GuildSettings:
    """Kept in memory, since every message asks for them, and in the database; writing is for a worker thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._languages: dict[int, Language] = {
            guild: cast(Language, language) for guild, language in database.rows("SELECT guild, language FROM server")
        }
        self._channels: dict[int, frozenset[int]] = {}
        for (guild,) in database.rows("SELECT DISTINCT guild FROM channel"):
            self._read_channels(guild)

    def language(self, guild: int | None) -> Language:
        """The language of what is said where nobody's question sets one; English until somebody chooses."""
        return self._languages.get(guild, "en") if guild is not None else "en"

    def set_language(self, guild: int, language: Language) -> None:
        """Keeps the server's language."""
        self._database.rows("INSERT OR REPLACE INTO server VALUES (?, ?)", (guild, language))
        self._languages[guild] = language

    def channels(self, guild: int | None) -> frozenset[int]:
        """The channels in which questions are answered; none means all."""
        return self._channels.get(guild, frozenset()) if guild is not None else frozenset()

    def allow(self, guild: int, channel: int) -> None:
        """Puts a channel on the server's list; the first one closes all others."""
        self._database.rows("INSERT OR IGNORE INTO channel VALUES (?, ?)", (guild, channel))
        self._read_channels(guild)

    def disallow(self, guild: int, channel: int) -> None:
        """Takes a channel off the list; without the last one all are open again."""
        self._database.rows("DELETE FROM channel WHERE guild = ? AND channel = ?", (guild, channel))
        self._read_channels(guild)

    def answers_in(self, guild: int | None, channel: int, parent: int | None) -> bool:
        """Whether questions are answered in a channel, or in a thread of `parent`."""
        allowed = self.channels(guild)
        return not allowed or channel in allowed or parent in allowed

    def _read_channels(self, guild: int) -> None:
        found = self._database.rows("SELECT channel FROM channel WHERE guild = ?", (guild,))
        self._channels[guild] = frozenset(channel for (channel,) in found)
