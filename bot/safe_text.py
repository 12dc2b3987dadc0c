"""Article text made fit for a terminal: nothing in it can move the cursor, colour or reorder the screen."""

from __future__ import annotations

import re

# Embeddings, overrides and isolates of bidirectional text: an unclosed one turns what stands after it.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_JSON_RAW = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """`text` with its line breaks, bidi controls dropped, and other control characters as visible signs."""
    return _CONTROL.sub(_sign, _BIDI.sub("", re.sub("\r\n?|[\u0085\u2028\u2029]", "\n", text)))


def one_line(text: str) -> str:
    """`visible` text on one line."""
    return spaced(text).strip()


def spaced(text: str) -> str:
    """`one_line`, with a space at either edge where white space stands there: for what is put beside other words."""
    return _SPACES.sub(" ", visible(text))


def json_escaped(line: str) -> str:
    """A JSON line with the characters escaped that a terminal acts on, or that some readers take as a line's end."""
    return _JSON_RAW.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def _sign(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)  # the control pictures, as ␛ for escape
    return "\u2421" if code == 0x7F else "\ufffd"
