"""A link to the original page that jumps to a quote, by a text fragment (wicg.github.io/scroll-to-text-fragment)."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

# A quote up to here is named whole, a longer one by its first and last words.
MOST_EXACT_WORDS = 12
EDGE_WORDS = 5
PREFIX_WORDS = 3


def original_link(url: str | None, text: str, start: int, end: int) -> str | None:
    """`url` with a fragment that names `text[start:end]`, of an article that is published there.

    None where the address is none of the web's, as `javascript:` is not.
    """
    if url is None or not is_web_address(url):
        return None
    address, _, fragment = url.partition("#")
    element = fragment.partition(":~:")[0]
    return f"{address}#{element}:~:text={_directive(text, start, end)}"


def is_web_address(url: str) -> bool:
    """Whether it is a whole http(s) address."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _directive(text: str, start: int, end: int) -> str:
    """`first,last`, or the exact words of a short quote: those must lie in one paragraph of the page.

    Where the first words stand earlier in the text too, the words before them go along as `prefix-,`.
    """
    lines = _paragraphs(text[start:end])
    if len(lines) == 1 and len(lines[0]) <= MOST_EXACT_WORDS:
        parts = [lines[0]]
    else:
        parts = [lines[0][:EDGE_WORDS], lines[-1][-EDGE_WORDS:]]
    before = _paragraphs(text[:start])
    if " ".join(parts[0]) in " ".join(word for line in before for word in line):
        return f"{_encoded(before[-1][-PREFIX_WORDS:])}-,{','.join(map(_encoded, parts))}"
    return ",".join(map(_encoded, parts))


def _paragraphs(text: str) -> list[list[str]]:
    """The words of each line that has any."""
    return [words for words in (line.split() for line in text.split("\n")) if words]


def _encoded(words: list[str]) -> str:
    """Percent-encoded; `-` too, which has a meaning in a text directive, and which `quote` leaves."""
    return quote(" ".join(words), safe="").replace("-", "%2D")
