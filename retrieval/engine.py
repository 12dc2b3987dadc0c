"""The whole of retrieval behind one door: ask, search, add, remove, rebuild, look up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from corpus.article import Article, Language
from corpus.bundled import bundled_articles
from corpus.errors import ReadingError, UsageError
from corpus.language import detect_language
from corpus.splitting import split_passages
from retrieval.analysis import analyse, index_fields, pack
from retrieval.answering import Answer, Choice, choose, make_answer, new_id
from retrieval.archive import Archive
from retrieval.archive_snapshot import Snapshot
from retrieval.archive_writer import Counts
from retrieval.embedding import load_embeddings
from retrieval.indexed import IndexedPassage
from retrieval.provenance import AnswersDb, Keeping, Source, locate
from retrieval.search import Filters, Hit, Searcher, as_hits
from retrieval.text import ANALYSIS_VERSION, tokens
from retrieval.translation import Lexicon

MAX_QUESTION = 2000
SEARCH_DEPTH = 10
_NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first."""

    id: str
    question: str
    language: Language
    hits: tuple[Hit, ...]


class Engine:
    """An archive in `home` with its embedding model and lexicon. One a process; `ask` and `search` suit threads."""

    def __init__(
        self,
        home: Path,
        model: str | None = None,
        lexicon: Path | None = None,
        offline: bool = True,
        keeping: Keeping | None = None,
    ) -> None:
        self._home, self._lexicon_path = home, lexicon
        self._embeddings = load_embeddings(model, offline)
        self._keeping = keeping or Keeping()
        self.fingerprint = f"{self._embeddings.name} analysis-{ANALYSIS_VERSION}"
        self.archive = Archive(home, self.fingerprint)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon.open(self._home, self._lexicon_path)

    @cached_property
    def _answers(self) -> AnswersDb:
        return AnswersDb(self._home / "answers.sqlite", self._keeping)

    def fill(self) -> None:
        """Puts the bundled articles into a home that nobody has begun."""
        if self.archive.begun:
            return
        with self.archive.writing(self._index) as writer:
            if not writer.begun:
                for article in bundled_articles():
                    writer.put(article)

    def ask(self, question: str, limit: int = 3, filters: Filters = _NO_FILTERS) -> Answer:
        """The quotes that answer, or an honest no. Raises UsageError for a question that cannot be one."""
        question = checked_question(question)
        with self.archive.reading() as snapshot:
            choices = self._choices(question, filters, snapshot)
            answer = make_answer(question, choices, limit, _article_of(snapshot))
        self._answers.keep(answer)
        return answer

    def choices(self, question: str, filters: Filters = _NO_FILTERS) -> list[Choice]:
        """What `ask` chooses from, best first: for fitting weights and explaining answers."""
        with self.archive.reading() as snapshot:
            return self._choices(question, filters, snapshot)

    def _choices(self, question: str, filters: Filters, snapshot: Snapshot) -> list[Choice]:
        vector = self._embeddings.encode_question(question)
        candidates = Searcher(snapshot, self._lexicon).candidates(question, vector, filters, SEARCH_DEPTH)
        return choose(candidates, vector, self._embeddings.encode, _article_of(snapshot))

    def search(self, question: str, limit: int = 10, filters: Filters = _NO_FILTERS) -> Found:
        """The passages nearest to the question, from both languages. Raises UsageError as `ask` does."""
        question = checked_question(question)
        vector = self._embeddings.encode_question(question)
        with self.archive.reading() as snapshot:
            candidates = Searcher(snapshot, self._lexicon).candidates(question, vector, filters, max(limit, 1))
            hits = tuple(as_hits(candidates, snapshot))
        return Found(new_id(), question, detect_language(question), hits)

    def add(
        self, items: Iterable[Article | ReadingError], progress: Callable[[Article], None]
    ) -> tuple[Counts, list[ReadingError]]:
        """Adds or updates articles in one publication; what could not be read comes back as errors."""
        errors = []
        with self.archive.writing(self._index) as writer:
            for item in items:
                if isinstance(item, Article):
                    writer.put(item)
                    progress(item)
                else:
                    errors.append(item)
        return writer.counts, errors

    def remove(self, article_id: str) -> bool:
        """Whether there was such an article; it is gone now."""
        with self.archive.writing(self._index) as writer:
            return writer.remove(article_id)

    def rebuild(self, progress: Callable[[Article], None]) -> int:
        """Makes the index anew from the stored articles and says how many there were."""
        count = 0
        for article in self.archive.rebuild(self._index):
            progress(article)
            count += 1
        return count

    def source(self, identifier: str) -> Source:
        """Where an answer, quote, article or passage comes from. Raises UsageError when nothing has that id."""
        with self.archive.reading() as snapshot:
            source = locate(identifier, snapshot, self._answers)
        if source is None:
            raise UsageError(f"nothing here has the id {identifier!r}: `isnad articles` lists the articles")
        return source

    def close(self) -> None:
        """Lets go of every file; a later question opens them again."""
        self.archive.close()
        for name in ("_lexicon", "_answers"):
            opened = self.__dict__.pop(name, None)
            if opened is not None:
                opened.close()

    def _index(self, articles: Sequence[Article]) -> Iterable[Sequence[IndexedPassage]]:
        split = [split_passages(article) for article in articles]
        texts = [passage.span.of(a.text) for a, passages in zip(articles, split, strict=True) for passage in passages]
        vectors = iter(self._embeddings.encode(texts) if texts else ())
        for article, passages in zip(articles, split, strict=True):
            indexed = []
            for passage in passages:
                sentences = analyse(article.text, passage.sentences)
                indexed.append(IndexedPassage(passage, next(vectors), index_fields(sentences), pack(sentences)))
            yield indexed


def checked_question(question: str) -> str:
    """The question without white space around it. Raises UsageError where it cannot be one."""
    question = question.strip()
    if not question:
        raise UsageError("the question is empty: ask something, in Arabic or English")
    if len(question) > MAX_QUESTION:
        raise UsageError(
            f"the question has {len(question):,} characters: at most {MAX_QUESTION:,} are read, shorten it"
        )
    if any("\ud800" <= character <= "\udfff" for character in question):
        raise UsageError("the question holds half a character (a lone surrogate): write it anew")
    if not any(True for _ in tokens(question)):
        raise UsageError("the question holds no word: ask in Arabic or English")
    return question


def _article_of(snapshot: Snapshot) -> Callable[[str], Article | None]:
    known: dict[str, Article | None] = {}

    def article_of(article_id: str) -> Article | None:
        if article_id not in known:
            stored = snapshot.article(article_id)
            known[article_id] = stored.article if stored else None
        return known[article_id]

    return article_of
