"""What a reader takes from a message of the bot: its words without markup, the quotes, and their ids."""

from __future__ import annotations

import re
from typing import Any

from corpus.bundled import bundled_articles
from tests.bot.discord.server.world import Message

_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
_ISOLATES = re.compile("[\u2066-\u2069]")
_MARKS = ("“”", "«»")


def read(text: str) -> str:
    """A text as Discord shows it: no isolates, and what is escaped as it is."""
    return _ESCAPED.sub(r"\1", _ISOLATES.sub("", text))


def squeezed(text: str) -> str:
    """A text with one space for any white space."""
    return " ".join(text.split())


def words(message: Message) -> str:
    """All that stands in a message."""
    return read(message.words)


def quote(embed: dict[str, Any]) -> str:
    """The words of the block quote of an embed, without their quotation marks."""
    lines = [line[2:] for line in embed.get("description", "").split("\n") if line.startswith("> ")]
    text = squeezed(read("\n".join(lines)))
    return text[1:-1] if text[:1] + text[-1:] in _MARKS else text


def quotes(message: Message) -> list[str]:
    """The quotes of an answer, best first."""
    return [text for text in map(quote, message.embeds) if text]


def quote_ids(message: Message) -> list[str]:
    """Their ids, as the footers name them."""
    footers = "\n".join((embed.get("footer") or {}).get("text", "") for embed in message.embeds)
    return re.findall(r"\b[a-z0-9]{8}\.\d+\b", footers)


def answer_id(message: Message) -> str:
    """The id of an answer, as its buttons carry it."""
    return next(found[1] for part in message.parts() if (found := re.search(r":([a-z0-9]{8})$", part["custom_id"])))


def is_bundled(text: str) -> bool:
    """Whether an article that comes with the program says exactly this."""
    return any(text in squeezed(article.text) for article in bundled_articles())


def live_markup(text: str) -> list[str]:
    """The signs of a text that Discord would act on; the block quote's own and a bold line's are the program's."""
    ours = re.sub(r"^> ?", "", text, flags=re.MULTILINE)
    ours = re.sub(r"^(?:[\u2067\u2068])?\*\*(.*)\*\*(?:\u2069)?$", r"\1", ours, flags=re.MULTILINE)
    # A pair of signs is a backslash and what it shows as it is.
    shown = re.sub(r"\\[^0-9A-Za-z\s]", "", ours)
    return re.findall(r"[*_~|`<@\[\]]|https?://|^(?:[#>-]|\d+[.)])", shown, re.MULTILINE)
