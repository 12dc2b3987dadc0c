"""What a model wrote and no reader was shown, with the reason: for those who ask to see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.composing_wording import COMPOSING_WORDS
from bot.safe_text import one_line
from corpus.article import Language

if TYPE_CHECKING:
    from retrieval.answering import Composition, Trouble


def dropped_lines(composition: Composition | None, language: Language) -> Iterator[str]:
    """A line of explanation, and two for each dropped sentence: what it said, and what did not hold."""
    words = COMPOSING_WORDS[language]
    if composition is None:
        yield words.no_model
        return
    if not composition.dropped:
        yield words.nothing_dropped
        return
    yield words.dropped
    for sentence in composition.dropped:
        yield f"- {one_line(sentence.text)}"
        yield f"  {words.reasons[sentence.reason].format(one_line(sentence.detail))}"


def trouble_line(trouble: Trouble, language: Language) -> str:
    """Why the quotes alone are the answer."""
    words = COMPOSING_WORDS[language]
    return words.plain_quotes.format(words.troubles[trouble])
