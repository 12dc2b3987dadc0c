"""An answer's quotes become an answer with sentences over them, where a model is there and what it writes holds."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from retrieval.answering import Answer, ComposedSentence, Trouble
from retrieval.composing.asking import ModelTrouble, Request
from retrieval.composing.citing import Passages
from retrieval.composing.draft import Draft
from retrieval.composing.models import check_model, open_model
from retrieval.composing.naming import listed_words
from retrieval.composing.prompting import composing_request, rewriting_request, translating_request
from retrieval.composing.replies import Replies
from retrieval.composing.reply import Translation, WrittenSentence, parts_of, strings_of
from retrieval.composing.rewriting import find_passages
from retrieval.composing.translating import foreign, with_translations
from retrieval.engine import Engine
from retrieval.search import Filters

# Of the time for an answer so much may go into rewriting its question.
_REWRITING_SHARE = 0.3
_log = logging.getLogger(__name__)

OnSentence = Callable[[ComposedSentence], None]


class Composer:
    """Composes with one model; safe to share between threads. What it keeps is in `home`/replies.sqlite.

    `timeout` is in seconds, for an answer as a whole. `tokens_a_day` counts those sent and received, a UTC day.
    Raises UsageError where the model cannot be used: its provider is unknown, or its package or key is missing.
    """

    def __init__(
        self,
        model: str,
        home: Path,
        *,
        base_url: str | None = None,
        timeout: float = 20.0,
        tokens_a_day: int | None = None,
    ) -> None:
        check_model(model, base_url)
        self.model = model
        self._base_url, self._timeout = base_url, timeout
        self._replies = Replies(model, base_url, home / "replies.sqlite", tokens_a_day)

    def warm_up(self) -> None:
        """Does ahead of the first question what takes seconds once. Asks nobody, never raises."""
        with suppress(Exception):
            listed_words()
            open_model(self.model, self._base_url, self._timeout).close()

    def compose(
        self,
        engine: Engine,
        answer: Answer,
        filters: Filters,
        limit: int,
        on_sentence: OnSentence | None = None,
        previous: str = "",
    ) -> Answer:
        """The answer anew, kept under an id of its own, with sentences that hold and translations where there are any.

        Its quotes are those that the sentences rest on, in that order, then the plain ones up to `limit`. Whatever the
        model or its server does, the plain quotes stand, and `composition.trouble` says why. A no stays one unless a
        sentence holds. `on_sentence` is called with each sentence when it has passed its checks; where trouble comes
        after it, the answer has none of them. `previous` is the question before, where this one may lean on it.
        """
        deadline = time.monotonic() + self._timeout
        draft, trouble = Draft(answer, engine), None
        try:
            self._write(draft, filters, deadline, on_sentence, previous)
        except ModelTrouble as error:
            trouble = _noted(error)
        made = draft.answer(self.model, limit, trouble)
        if trouble is None:
            made = self._translated(made, engine, deadline)
        engine.keep(made, limit, filters)
        return made

    def close(self) -> None:
        """Lets go of its file; a later question opens it again."""
        self._replies.close()

    def _write(
        self, draft: Draft, filters: Filters, deadline: float, on_sentence: OnSentence | None, previous: str
    ) -> None:
        question, language = draft.plain.question, draft.plain.language
        queries = self._queries(rewriting_request(question, language, previous), deadline)
        passages = Passages(find_passages(draft.engine, question, queries, filters))
        if not passages.hits:
            return
        reply = self._replies.reply(composing_request(question, language, passages.hits), deadline)
        with closing(reply.pieces()) as pieces:
            for written in parts_of(pieces, "sentences", WrittenSentence):
                sentence = draft.add(written, passages)
                if sentence and on_sentence:
                    on_sentence(sentence)
                if draft.is_full:
                    break
            else:
                reply.keep()
        draft.cached = reply.cached

    def _queries(self, request: Request, deadline: float) -> list[str]:
        """Other wordings of the question; none where the model gives none in time, or none that can be read."""
        now = time.monotonic()
        reply = self._replies.reply(request, now + _REWRITING_SHARE * (deadline - now))
        try:
            with closing(reply.pieces()) as pieces:
                queries = strings_of(pieces, "queries")
        except ModelTrouble as error:
            if error.trouble in ("garbled", "cut off", "timeout"):
                return []
            raise
        reply.keep()
        return queries

    def _translated(self, made: Answer, engine: Engine, deadline: float) -> Answer:
        """The answer with translations of its foreign quotes; without, where they do not come or do not hold."""
        asked = foreign(made.quotes, made.language)
        if not asked:
            return made
        reply = self._replies.reply(translating_request(asked, made.language), deadline)
        try:
            with closing(reply.pieces()) as pieces:
                given = list(parts_of(pieces, "translations", Translation))
        except ModelTrouble as error:
            _noted(error)
            return made
        reply.keep()
        return replace(made, quotes=with_translations(made.quotes, asked, given, made.language, engine.lexicon))


def _noted(error: ModelTrouble) -> Trouble:
    _log.info("the model's reply is missing: %s", error)
    return error.trouble
