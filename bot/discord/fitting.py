"""Discord's limits, and texts cut to them where a reader would cut."""

from __future__ import annotations

from collections.abc import Callable

from corpus.splitting import split_sentences

# Characters, unless another unit is named; https://docs.discord.com/developers/resources/message
CONTENT = 2000
EMBEDS = 10  # embeds a message
ALL_EMBEDS = 6000  # titles, descriptions, fields, footers and authors of all embeds of a message
DESCRIPTION = 4096
TITLE = 256
AUTHOR = 256
FOOTER = 2048
CHOICES = 25  # suggestions while somebody types
CHOICE = 100
ADDRESS = 2048
LINK = 512  # the address of a link button


def size(text: str) -> int:
    """The length of a text as the strictest of Discord's clients counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def up_to_sentence(text: str, room: int, drawn: Callable[[str], str]) -> str:
    """The longest beginning of whole sentences that, once `drawn`, takes at most `room`; else of whole words.

    Drawing must not make a text shorter than it is without its white space.
    """
    if size(drawn(text)) <= room:
        return text
    head = text[: 2 * room]
    ends = [sentence.end for sentence in split_sentences(head)]
    fitting = [end for end in ends[:-1] if size(drawn(head[:end])) <= room]
    return head[: fitting[-1]] if fitting else up_to_word(head, room, drawn)


def up_to_word(text: str, room: int, drawn: Callable[[str], str] = str) -> str:
    """`text`, or the longest beginning of whole words that, once `drawn` and with … behind it, takes at most `room`."""
    if size(drawn(text)) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if size(drawn(text[:middle] + "…")) <= room else (low, middle - 1)
    head = text[:low]
    whole_words = head.rsplit(None, 1)[0] if " " in head.strip() and not text[low : low + 1].isspace() else head
    return whole_words.rstrip() + "…"
