"""A conversation with the archive: questions that may lean on the last one, and a few commands."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.chat.wording import CHAT_WORDS, COMMANDS, LANGUAGES, ChatWords
from bot.composing_wording import COMPOSING_WORDS
from bot.dropped import dropped_lines, trouble_line
from bot.pages import Composed, Page, answer_page, composed_line, found_page
from bot.safe_text import one_line
from corpus.article import Language
from corpus.errors import UsageError
from corpus.language import detect_language

if TYPE_CHECKING:
    from retrieval.answering import Answer, ComposedSentence, Quote
    from retrieval.composing.composer import Composer
    from retrieval.conversation.follow_up import FollowUp
    from retrieval.engine import Engine

_COMMAND = re.compile(r"/(\S*)\s*(.*)", re.DOTALL)
# What is copied out of Arabic help brings the invisible mark along that keeps a command in its order there.
_MARKS = "\u200e\u200f \t\r\n"


@dataclass(frozen=True, slots=True)
class Exchange:
    """The last question as it was searched, its answer, and all quotes that were shown for it, in order."""

    question: str
    answer: Answer
    quotes: tuple[Quote, ...]


class Chat:
    """`reply` answers one line after another. `show` takes a page, `note` a line of the program's own.

    `limit` is how many quotes an answer has at most; `composer`, where there is one, writes sentences over them.
    """

    def __init__(
        self,
        engine: Engine,
        limit: int,
        show: Callable[[Page], None],
        note: Callable[[str, Language], None],
        composer: Composer | None = None,
    ) -> None:
        self._engine, self._limit, self._show, self._note = engine, limit, show, note
        self._composer = composer
        self._last: Exchange | None = None
        self._chosen: Language | None = None
        self._heard: Language = "en"

    @property
    def language(self) -> Language:
        """The language of the program's own words: the chosen one, else that of what was typed last."""
        return self._chosen or self._heard

    def reply(self, line: str) -> bool:
        """Answers a question or does what a command says; whether the talk goes on.

        Raises UsageError or another IsnadError for a line that cannot be answered; the next one can.
        """
        line = line.strip(_MARKS)
        if not line:
            return True
        command = _COMMAND.fullmatch(line)
        self._heard = detect_language(_spoken(command) if command else line, self._heard)
        if command:
            return self._obey(command[1], command[2].strip())
        self._answer(line)
        return True

    def _answer(self, question: str) -> None:
        previous = self._last.question if self._last else ""
        meant = self._engine.follow_up(question, previous)
        if meant.carried:
            self._note(_understood(meant, self._words), self.language)
        answer = self._engine.ask(meant.question, self._limit)
        streamed: list[Composed] = []
        try:
            if self._composer is not None:
                answer = self._composed(self._composer, answer, previous, streamed)
        finally:
            # Also where Ctrl-C stopped the model: the plain quotes are there already.
            self._give(meant.question, answer, len(streamed))

    def _composed(self, composer: Composer, answer: Answer, previous: str, streamed: list[Composed]) -> Answer:
        """The answer with what was composed; each sentence is shown as it comes, and put into `streamed`."""
        from retrieval.search import Filters

        def show(sentence: ComposedSentence) -> None:
            streamed.append(composed_line(sentence, answer.question))
            self._show(Page(self.language, (), (), composed=(streamed[-1],)))

        return composer.compose(self._engine, answer, Filters(), self._limit, show, previous)

    def _give(self, question: str, answer: Answer, streamed: int) -> None:
        """Shows an answer of which the first composed sentences were `streamed` already."""
        answer = replace(answer, language=self.language)
        self._last = Exchange(question, answer, answer.quotes)
        page = answer_page(answer)
        if answer.composition and answer.composition.trouble:
            self._note(trouble_line(answer.composition.trouble, self.language), self.language)
        if streamed and not page.composed:
            self._note(COMPOSING_WORDS[self.language].withdrawn, self.language)
        if streamed:
            self._note("", self.language)
        self._show(replace(page, composed=page.composed[streamed:]))

    def _obey(self, name: str, argument: str) -> bool:
        command = COMMANDS.get(name.lower())
        if command is None:
            raise UsageError(_unknown(name, self._words))
        if command == "quit":
            return False
        {
            "source": self._source,
            "more": self._more,
            "check": self._check,
            "explain": self._explain,
            "language": self._speak,
            "help": self._help,
        }[command](argument)
        return True

    def _source(self, which: str) -> None:
        from bot.source_page import source_page

        if not which or which.isdecimal():
            answer = self._exchange.answer
            which = answer.id if not which else self._numbered(int(which))
        self._show(source_page(self._engine.source(which)))

    def _numbered(self, number: int) -> str:
        quotes = self._exchange.quotes
        if not quotes:
            raise UsageError(self._words.no_quotes)
        if not 1 <= number <= len(quotes):
            raise UsageError(self._words.no_such_quote.format(number, len(quotes)))
        return quotes[number - 1].id

    def _more(self, _: str) -> None:
        last = self._exchange
        if not last.answer.answered:
            found = self._engine.search(last.question, self._limit)
            self._show(found_page(replace(found, language=self.language)))
            return
        answer = replace(self._engine.ask(last.question, len(last.quotes) + self._limit), language=self.language)
        shown = {quote.place for quote in last.quotes}
        further = tuple(quote for quote in answer.quotes if quote.place not in shown)[: self._limit]
        if not further:
            raise UsageError(self._words.nothing_further)
        self._last = Exchange(last.question, last.answer if last.answer.composition else answer, last.quotes + further)
        self._show(answer_page(replace(answer, quotes=further)))

    def _check(self, text: str) -> None:
        from bot.check_page import check_page

        if not text:
            raise UsageError(self._words.check_what)
        for number, checked in enumerate(self._engine.check_all(text)):
            if number:
                self._note("", self.language)
            self._show(check_page(checked, self.language))

    def _explain(self, _: str) -> None:
        for line in dropped_lines(self._exchange.answer.composition, self.language):
            self._note(line, self.language)

    def _speak(self, language: str) -> None:
        if language.lower() not in LANGUAGES:
            raise UsageError(self._words.languages)
        self._chosen = LANGUAGES[language.lower()]
        self._note(self._words.speaks[self._chosen], self.language)

    def _help(self, _: str) -> None:
        for line in self._words.help.splitlines():
            self._note(line, self.language)

    @property
    def _words(self) -> ChatWords:
        return CHAT_WORDS[self.language]

    @property
    def _exchange(self) -> Exchange:
        if self._last is None:
            raise UsageError(self._words.nothing_asked)
        return self._last


def _spoken(command: re.Match[str]) -> str:
    """What in a command tells the speaker's language: what is to be checked, or the name where it is Arabic."""
    name, argument = command[1], command[2]
    return argument if COMMANDS.get(name) == "check" else "" if name.isascii() else name


def _understood(meant: FollowUp, words: ChatWords) -> str:
    carried = words.carried.format(" … ".join(meant.carried))
    return one_line(f"{words.understood.format(meant.question)} ({carried})")


def _unknown(name: str, words: ChatWords) -> str:
    near = difflib.get_close_matches(name.lower(), COMMANDS, 1)
    return words.nearest.format(one_line(name), near[0]) if near else words.unknown.format(one_line(name))
