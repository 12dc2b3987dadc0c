"""`/archive`: what managers of a server may do with the archive, and whether their server may at all.

There is one archive for all servers of the bot, so that changing it takes both: the right to manage the server where
the command is given, and that the operator named this server. Discord hides the commands from others; that is checked
here again, since a server can show them to anybody.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.discord import fitting
from bot.discord.attending import Refusal, attend
from bot.discord.escaping import escaped_line, isolated
from bot.discord.logs import event
from bot.discord.managing import MANAGEMENT_WORDS, manager_of
from bot.discord.replies import Reply
from corpus.article import Article, Language
from corpus.errors import ReadingError
from corpus.sources import SUFFIXES, articles_at, slug

if TYPE_CHECKING:
    from bot.discord.client import IsnadBot
    from retrieval.archive.writer import Counts
    from retrieval.engine import Engine

    Interaction = discord.Interaction[IsnadBot]

MOST_BYTES = 8_000_000
MOST_ERRORS_SHOWN = 5
ERROR_SHOWN = 300


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class ArchiveManagement(commands.GroupCog, group_name="archive", group_description="Keep the archive · إدارة الأرشيف"):
    """Adding and removing articles, and how the archive stands."""

    def __init__(self, bot: IsnadBot) -> None:
        self._bot = bot

    @app_commands.command(description="Add articles from files: text, Markdown, JSONL · أضف مقالات من ملفات")
    @app_commands.describe(
        file="Text, Markdown or JSONL, at most 8 MB · نص أو Markdown أو JSONL",
        second="Another file · ملف آخر",
        third="Another file · ملف آخر",
    )
    async def add(
        self,
        interaction: Interaction,
        file: discord.Attachment,
        second: discord.Attachment | None = None,
        third: discord.Attachment | None = None,
    ) -> None:
        """`/archive add`: people go on asking while it works."""
        files = [each for each in (file, second, third) if each is not None]
        language = self._bot.guild_settings.language(interaction.guild_id)
        await attend(interaction, self._add(interaction, files, language), language)

    @app_commands.command(description="Remove an article from the archive · احذف مقالًا من الأرشيف")
    @app_commands.describe(article="Its id, as /articles lists it · معرّف المقال")
    async def remove(self, interaction: Interaction, article: app_commands.Range[str, 1, 250]) -> None:
        """`/archive remove`."""
        language = self._bot.guild_settings.language(interaction.guild_id)
        await attend(interaction, self._remove(interaction, article.strip(), language), language)

    @remove.autocomplete("article")
    async def articles(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """The articles that go on from what was typed."""
        return self._bot.article_choices(typed)

    @app_commands.command(description="How the archive stands · حال الأرشيف")
    async def status(self, interaction: Interaction) -> None:
        """`/archive status`."""
        language = self._bot.guild_settings.language(interaction.guild_id)
        await attend(interaction, self._status(interaction, language), language)

    async def _add(self, interaction: Interaction, files: list[discord.Attachment], language: Language) -> Reply:
        guild = self._changing(interaction, language)
        words = MANAGEMENT_WORDS[language]
        received, faults = [], []
        for file in files:
            name = escaped_line(file.filename)
            if Path(file.filename).suffix.lower() not in SUFFIXES:
                faults.append(f"{name}: {words.wrong_kind}")
            elif file.size > MOST_BYTES:
                faults.append(f"{name}: {words.too_large}")
            else:
                try:
                    received.append((file.filename, await file.read()))
                except (discord.HTTPException, aiohttp.ClientError, OSError):
                    faults.append(f"{name}: {words.not_received}")
        counts, errors = await self._bot.answers.write(lambda: add_files(self._bot.answers.engine, received, guild))
        await self._bot.answers.off_loop(self._bot.catalogue.refresh)
        event("archive_changed", guild=guild, person=interaction.user.id, added=counts.added, updated=counts.updated)
        faults += [escaped_line(str(error))[:ERROR_SHOWN] for error in errors[:MOST_ERRORS_SHOWN]]
        if len(errors) > MOST_ERRORS_SHOWN:
            faults.append(words.more_errors(len(errors) - MOST_ERRORS_SHOWN))
        done = words.added(counts.added, counts.updated, counts.unchanged)
        lines = [done, *faults]
        return Reply(fitting.up_to_word("\n".join(isolated(line, language) for line in lines), fitting.CONTENT))

    async def _remove(self, interaction: Interaction, article_id: str, language: Language) -> Reply:
        guild = self._changing(interaction, language)
        words, shown = MANAGEMENT_WORDS[language], escaped_line(article_id)[:ERROR_SHOWN]
        if not await self._bot.answers.write(lambda: self._bot.answers.engine.remove(article_id)):
            raise Refusal(isolated(f"{words.no_article} {isolated(shown)}", language))
        await self._bot.answers.off_loop(self._bot.catalogue.refresh)
        event("archive_changed", guild=guild, person=interaction.user.id, removed=1)
        return Reply(isolated(f"{words.removed} {isolated(shown)}", language))

    async def _status(self, interaction: Interaction, language: Language) -> Reply:
        guild = manager_of(interaction, language)

        def counted() -> tuple[int, int, int]:
            with self._bot.answers.engine.archive.reading() as snapshot:
                return snapshot.count_articles(), snapshot.count_passages(), snapshot.generation

        articles, passages, generation = await self._bot.answers.off_loop(counted)
        words = MANAGEMENT_WORDS[language]
        lines = [words.status(articles, passages, generation), words.may_change(guild in self._bot.managers)]
        return Reply("\n".join(isolated(line, language) for line in lines))

    def _changing(self, interaction: Interaction, language: Language) -> int:
        """The server, where its managers may change the archive. Raises Refusal."""
        guild = manager_of(interaction, language)
        if guild not in self._bot.managers:
            raise Refusal(isolated(MANAGEMENT_WORDS[language].other_archive, language))
        return guild


def add_files(engine: Engine, files: list[tuple[str, bytes]], guild: int) -> tuple[Counts, list[ReadingError]]:
    """Adds the articles of files that a server sent, as names and contents, in one publication.

    The article of a file of text keeps a path that names the server and the file, so that the same file sent again
    replaces it, and one of the same name from elsewhere does not.
    """
    with tempfile.TemporaryDirectory(prefix="isnad-") as folder:
        items: list[Article | ReadingError] = []
        for number, (name, content) in enumerate(files):
            place = Path(folder, str(number))
            place.mkdir()
            path = place / f"{slug(Path(name).stem)}{Path(name).suffix.lower()}"
            path.write_bytes(content)
            items += [_as_sent(item, path, f"discord/{guild}/{path.name}") for item in articles_at(path)]
        return engine.add(items, lambda article: None)


def _as_sent(item: Article | ReadingError, path: Path, sent_as: str) -> Article | ReadingError:
    """An article, or what is wrong with it, that names the file as it was sent and not where it lay here."""
    if isinstance(item, Article):
        return replace(item, path=sent_as) if item.path is not None else item
    return ReadingError(str(item).replace(str(path), path.name))
