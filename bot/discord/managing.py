"""Who manages a server, and what is said to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.discord.attending import Refusal
from bot.discord.escaping import isolated
from bot.discord.wording import counted_arabic
from corpus.article import Language

if TYPE_CHECKING:
    from bot.discord.client import IsnadBot

    Interaction = discord.Interaction[IsnadBot]


@dataclass(frozen=True, slots=True)
class ManagementWords:
    """Words of one language for managers alone."""

    managers_only: str
    other_archive: str
    wrong_kind: str
    too_large: str
    not_received: str
    added: Callable[[int, int, int], str]
    more_errors: Callable[[int], str]
    no_article: str
    removed: str
    status: Callable[[int, int, int], str]
    may_change: Callable[[bool], str]
    all_channels: str
    these_channels: str
    language_is: str


def manager_of(interaction: Interaction, language: Language) -> int:
    """The server that the person manages who gave a command. Raises Refusal for anybody else."""
    if interaction.guild_id is None or not interaction.permissions.manage_guild:
        raise Refusal(isolated(MANAGEMENT_WORDS[language].managers_only, language))
    return interaction.guild_id


def _articles_arabic(count: int) -> str:
    return counted_arabic(count, "مقال واحد", "مقالان", "مقالات", "مقالًا")


def _passages_arabic(count: int) -> str:
    return counted_arabic(count, "مقطع واحد", "مقطعان", "مقاطع", "مقطعًا")


MANAGEMENT_WORDS: dict[Language, ManagementWords] = {
    "en": ManagementWords(
        managers_only="Only people who manage this server may do that.",
        other_archive=(
            "The archive serves several servers, and this one may not change it: "
            "my operator names those that may (ISNAD\\_DISCORD\\_MANAGERS)."
        ),
        wrong_kind="not a kind of file that can be read: send .txt, .md or .jsonl",
        too_large="too large, at most 8 MB: split it into several files",
        not_received="Discord did not hand it over: send it again",
        added=lambda added, updated, unchanged: f"{added} added, {updated} updated, {unchanged} unchanged",
        more_errors=lambda count: f"and {count} more",
        no_article="There is no article",
        removed="Removed:",
        status=lambda articles, passages, generation: (
            f"{articles:,} article{'' if articles == 1 else 's'}, {passages:,} passage{'' if passages == 1 else 's'}, "
            f"generation {generation}"
        ),
        may_change=lambda may: "This server may change it." if may else "This server may not change it.",
        all_channels="I answer in all channels.",
        these_channels="I answer in these channels:",
        language_is="What I say without a question to go by is in English.",
    ),
    "ar": ManagementWords(
        managers_only="هذا لمن يدير هذا الخادم فقط.",
        other_archive=(
            "الأرشيف مشترك بين خوادم عدة، ولا يجوز لهذا الخادم تغييره: "
            "المشغّل يحدد الخوادم التي يجوز لها ذلك (ISNAD\\_DISCORD\\_MANAGERS)."
        ),
        wrong_kind="نوع ملف لا يُقرأ: أرسل .txt أو .md أو .jsonl",
        too_large="أكبر من 8 ميغابايت: قسّمه إلى ملفات",
        not_received="لم يسلّمه Discord: أرسله مرة أخرى",
        added=lambda added, updated, unchanged: f"أُضيف {added}، حُدّث {updated}، لم يتغيّر {unchanged}",
        more_errors=lambda count: f"و{count} غيرها",
        no_article="لا يوجد مقال بالمعرّف",
        removed="حُذف:",
        status=lambda articles, passages, generation: (
            f"{_articles_arabic(articles)}، {_passages_arabic(passages)}، الإصدار {generation}"
        ),
        may_change=lambda may: "يجوز لهذا الخادم تغييره." if may else "لا يجوز لهذا الخادم تغييره.",
        all_channels="أجيب في كل القنوات.",
        these_channels="أجيب في هذه القنوات:",
        language_is="ما أقوله من دون سؤال أستدل بلغته يكون بالعربية.",
    ),
}
