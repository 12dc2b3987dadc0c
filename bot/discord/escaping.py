"""Words of articles and people made fit for Discord: shown as they are, never run as markup, mention or link."""

from __future__ import annotations

import re

from bot.rendering import END_OF_ISOLATE, FIRST_STRONG, RIGHT_TO_LEFT
from bot.safe_text import visible
from corpus.article import Language

# A backslash before any ASCII sign that is no letter or digit is Discord's own way to show the sign itself.
_SIGNS = re.compile(
    r"[\\*_~|`<@\[\]]"
    r"|:(?=\S)"  # schemes of addresses, emoji names
    r"|(?<=[A-Za-z])/"  # invitations are recognised without a scheme
    r"|(?<=^)[-+#>]|(?<=^)(?P<indent>[^\S\n]+)(?=[-+#>])"
    r"|(?P<number>^[^\S\n]*\d+)(?=[.)])",
    re.MULTILINE,
)
# Signs without width that hide or split words, fillers that look like nothing, and Unicode's tag characters.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Joiners belong to Arabic script and to emoji; elsewhere they only split words unseen.
_ARABIC_SCRIPT = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff"
_EMOJI = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_STRAY_JOINER = re.compile(f"(?<![{_ARABIC_SCRIPT}])\u200c|(?<![{_ARABIC_SCRIPT}{_EMOJI}])\u200d")
_ARABIC_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\u08a0-\u08c7\ufb50-\ufdff\ufe70-\ufefc]")


def plain(text: str) -> str:
    """`text` without characters that act unseen; for places where Discord reads no markup (footers, labels)."""
    return _STRAY_JOINER.sub("", _INVISIBLE.sub("", visible(text)))


def plain_line(text: str) -> str:
    """`plain` text on one line."""
    return " ".join(plain(text).split())


def escaped(text: str) -> str:
    """`text` for a place where Discord reads markup: every sign shows itself."""
    return _SIGNS.sub(_escape, plain(text))


def escaped_line(text: str) -> str:
    """`escaped` text on one line."""
    return escaped(plain_line(text))


def isolated(text: str, language: Language | None = None) -> str:
    """One line with Arabic in it as an isolate, so that it orders nothing beside it; other text as it is.

    Its direction is that of `language`, or of its first strong letter.
    """
    if not _ARABIC_LETTER.search(text):
        return text
    return f"{RIGHT_TO_LEFT if language == 'ar' else FIRST_STRONG}{text}{END_OF_ISOLATE}"


def side_by_side(facts: list[str], language: Language) -> str:
    """Facts on one line, in the direction of `language`; where one is Arabic each has an isolate of its own."""
    if any(_ARABIC_LETTER.search(fact) for fact in facts):
        facts = [f"{FIRST_STRONG}{fact}{END_OF_ISOLATE}" for fact in facts]
    return isolated(" · ".join(facts), language) if language == "ar" else " · ".join(facts)


def lines(text: str, language: Language, prefix: str = "") -> str:
    """Escaped text, each line with its own isolate behind `prefix`; blank lines are dropped."""
    kept = (line.strip() for line in plain(text).split("\n"))
    return "\n".join(prefix + isolated(escaped(line), language) for line in kept if line)


def _escape(found: re.Match[str]) -> str:
    if found["number"] is not None:
        return f"{found['number']}\\"
    if found["indent"] is not None:
        return f"{found['indent']}\\"
    return f"\\{found[0]}"
