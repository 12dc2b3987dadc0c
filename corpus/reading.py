"""A file's bytes become text, exactly, or one clear line says why not."""

from __future__ import annotations

import codecs
import os
import re
import stat
from pathlib import Path

from corpus.errors import ReadingError
from corpus.folding import word_set

MAX_BYTES = 20_000_000
TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown"})

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_FOREIGN = re.compile("[^\\x09-\\x0d\\x20-\\x7e\u00a0-\u024f\u0600-\u06ff\u2000-\u206f\u20ac]")
_WORD = re.compile(r"[^\W\d_]+")
_ARABIC_LETTER = re.compile("[\u0621-\u064a]")
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
_COMMON_ARABIC = word_set("في من على إلى الى أن ان عن مع هذا هذه التي الذي كان كما قال وقال بعد لا ما")


def read_text(path: Path) -> str:
    """The text of a file: UTF-8, UTF-16, Windows-1256 for Arabic or Windows-1252 for Latin script.

    Line ends become LF; no other character changes. Raises `ReadingError` for what is not a readable
    file of text of at most `MAX_BYTES`.
    """
    data = _read_bytes(path)
    if not data.strip():
        raise ReadingError(f"{path_text(path)} is empty: put the article's text in it, or leave it out")
    text = _decode(data)
    if text is None:
        if b"\0" in data or _CONTROL.search(data[:4096].decode("latin-1")):
            raise ReadingError(f"{path_text(path)} is not text (it holds binary data): save the article as plain text")
        raise ReadingError(f"{path_text(path)} is in an encoding that is not recognised: save it as UTF-8")
    text = text.replace("\r\n", "\n")
    if not text.strip():
        raise ReadingError(f"{path_text(path)} is empty: put the article's text in it, or leave it out")
    return text


def path_text(path: Path) -> str:
    """A path as text that can be printed and stored, also when its bytes are not UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def trouble_with(path: Path, error: OSError) -> ReadingError:
    """The line for a file or folder that the system would not open."""
    name = path_text(path)
    if isinstance(error, FileNotFoundError):
        return ReadingError(f"{name} does not exist: check the name")
    if isinstance(error, PermissionError):
        return ReadingError(f"{name} may not be read by this user: change its permissions")
    return ReadingError(f"{name} cannot be read ({error.strerror or error}): check the disk and the name")


def check_readable_file(path: Path, max_bytes: int | None = None) -> None:
    """Raise `ReadingError` unless `path` is a regular file (of at most `max_bytes`)."""
    try:
        found = path.stat()
    except OSError as error:
        raise trouble_with(path, error) from error
    if not stat.S_ISREG(found.st_mode):
        kind = "a folder" if stat.S_ISDIR(found.st_mode) else "not a regular file"
        raise ReadingError(f"{path_text(path)} is {kind}: name a file of text")
    if max_bytes is not None and found.st_size > max_bytes:
        raise ReadingError(
            f"{path_text(path)} is too large ({found.st_size / 1e6:.0f} MB, at most {max_bytes / 1e6:.0f} MB): "
            "split it into articles, or make it JSONL"
        )


def _read_bytes(path: Path) -> bytes:
    check_readable_file(path, MAX_BYTES)
    try:
        return path.read_bytes()
    except OSError as error:
        raise trouble_with(path, error) from error


def _decode(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _plain(_decoded(data[len(mark) :], encoding))
    return _plain(_decoded(data, "utf-8")) or _unmarked_utf16(data) or _windows(data)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plain(text: str | None) -> str | None:
    """`text` unless it holds a NUL, or more than a stray control character or two."""
    if text is None or "\0" in text or len(_CONTROL.findall(text)) * 100 > len(text):
        return None
    return text


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: whichever byte order gives characters of our two scripts."""
    if len(data) % 2:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _plain(_decoded(data, encoding))
        if text and len(_FOREIGN.findall(text)) * 10 <= len(text):
            return text
    return None


def _windows(data: bytes) -> str | None:
    arabic = _plain(_decoded(data, "cp1256"))
    if arabic and _looks_arabic(arabic):
        return arabic
    latin = _plain(_decoded(data, "cp1252"))
    return latin if latin and _looks_latin(latin) else None


def _looks_arabic(text: str) -> bool:
    """True when the Arabic letters stand in words of their own, some of them words of every text.

    Every byte is a letter in Windows-1256, so that German or Turkish decodes too: as words that mix
    the scripts.
    """
    words = [word for word in _WORD.findall(text) if _ARABIC_LETTER.search(word)]
    mixed = sum(1 for word in words if _LATIN_LETTER.search(word))
    known = sum(1 for word in words if word in _COMMON_ARABIC or (len(word) > 3 and word[:2] == "ال"))
    return bool(words) and mixed * 10 <= len(words) and known * 10 >= len(words)


def _looks_latin(text: str) -> bool:
    """True when most letters are of the basic alphabet: accents are the exception in a word."""
    letters = "".join(_WORD.findall(text))
    return sum(1 for letter in letters if letter.isascii()) * 10 >= len(letters) * 6
