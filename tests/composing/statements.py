"""Statements of the bundled articles with paraphrases and translations, written by hand for a scripted honest model.

Of each: words of the article, a question for it in either language, and two sentences in either that say it in other
words. They were written from the articles alone. The first half was at hand while the checks were made, the second half
was written before they were first run, and measured once before anything was changed for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.article import Language

_FILES = (Path(__file__).parent / "statements-1.txt", Path(__file__).parent / "statements-2.txt")


@dataclass(frozen=True)
class Statement:
    """`words` stand in the article as they are; `asked` and `said` go by language."""

    article: str
    words: str
    asked: dict[Language, str]
    said: dict[Language, tuple[str, str]]


@lru_cache(maxsize=1)
def statements() -> tuple[Statement, ...]:
    """All of them, in the order of the files: of blocks of eight lines with a blank one between."""
    blocks = [block for path in _FILES for block in path.read_text(encoding="utf-8").strip().split("\n\n")]
    return tuple(_read(block.splitlines()) for block in blocks)


def _read(lines: list[str]) -> Statement:
    article, words, asked_en, asked_ar, en, other_en, ar, other_ar = lines
    asked: dict[Language, str] = {"en": asked_en, "ar": asked_ar}
    said: dict[Language, tuple[str, str]] = {"en": (en, other_en), "ar": (ar, other_ar)}
    return Statement(article, words, asked, said)
