"""What can be a question at all."""

from __future__ import annotations

from bot.discord.attending import Refusal
from bot.discord.escaping import isolated
from bot.discord.wording import DISCORD_WORDS
from corpus.article import Language
from corpus.errors import UsageError
from retrieval.engine import MAX_QUESTION, checked_question


def checked(question: str, language: Language) -> str:
    """The question without white space around it. Raises Refusal, in `language`, where it cannot be one."""
    words = DISCORD_WORDS[language]
    question = question.strip()
    if not question:
        raise Refusal(isolated(words.empty_question, language))
    if len(question) > MAX_QUESTION:
        raise Refusal(isolated(words.long_question, language))
    try:
        return checked_question(question)
    except UsageError:
        raise Refusal(isolated(words.wordless_question, language)) from None
