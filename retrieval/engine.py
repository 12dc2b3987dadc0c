"""The whole of retrieval behind one door: ask, search, add, remove, rebuild, look up."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from corpus.article import Article, Language, Passage
from corpus.bundled import bundled_articles
from corpus.errors import ReadingError, UsageError
from corpus.language import detect_language
from corpus.splitting import split_passages
from retrieval.analysis import analyse, index_fields, pack
from retrieval.answering import Answer, new_id
from retrieval.archive.archive import Archive
from retrieval.archive.articles_db import ArticlesDb
from retrieval.archive.indexed import IndexedPassage
from retrieval.archive.snapshot import Snapshot
from retrieval.archive.writer import Counts
from retrieval.checking.attribution import Sayers
from retrieval.checking.checker import Checked, Checker
from retrieval.checking.pasted import MOST_OF_A_QUOTE, check_text, checked_text
from retrieval.checking.reporting import Teller
from retrieval.checking.whereabouts import Whereabouts
from retrieval.choosing import Choice, choose
from retrieval.conversation.follow_up import FollowUp, resolve
from retrieval.embedding.embeddings import load_embeddings
from retrieval.explaining import Explanation, explain
from retrieval.language.text import ANALYSIS_VERSION, tokens
from retrieval.likeness import WordLikeness
from retrieval.provenance.answers_db import AnswersDb, Keeping
from retrieval.provenance.kept_answer import Kept, Shaped, Version, versions_of
from retrieval.provenance.locating import Source, locate
from retrieval.quoting import make_answer
from retrieval.search import Candidate, Filters, Hit, Searcher, as_hits
from retrieval.stories.kinship import Stories
from retrieval.stories.relating import relate
from retrieval.stories.statements import StatementReader
from retrieval.stories.witnesses import Witnesses
from retrieval.translation import Lexicon

MAX_QUESTION = 2000
SEARCH_DEPTH = 10
MOST_CANDIDATES = 100
# Of so many articles at most an answer says how many carry a statement; of more it says only how many do.
FEW_ARTICLES = 20
_NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first; `explanations` go by passage id, and are empty unless they were asked for."""

    id: str
    question: str
    language: Language
    hits: tuple[Hit, ...]
    explanations: Mapping[str, Explanation] = field(default_factory=dict)


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
        self._likeness = WordLikeness(load_embeddings(None).encode)
        self._known_sayers: tuple[int, Sayers] | None = None
        self.fingerprint = f"{self._embeddings.name} analysis-{ANALYSIS_VERSION}"
        self.archive = Archive(home, self.fingerprint)

    @property
    def lexicon(self) -> Lexicon:
        """The Arabic-English lexicon that this archive is searched with."""
        return self._lexicon

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon.open(self._home, self._lexicon_path)

    @cached_property
    def _statements(self) -> StatementReader:
        return StatementReader(self._lexicon)

    @cached_property
    def _answers(self) -> AnswersDb:
        return AnswersDb(self._home / "answers.sqlite", self._keeping)

    def check_model(self) -> None:
        """Raises IsnadError where the embedding model is not there; its weights are not loaded."""
        self._embeddings.check()

    def fill(self) -> None:
        """Puts the bundled articles into a home that nobody has begun."""
        if self.archive.begun:
            return
        with self.archive.writing(self._index, self._relate) as writer:
            if not writer.begun:
                for article in bundled_articles():
                    writer.put(article)

    def ask(self, question: str, limit: int = 3, filters: Filters = _NO_FILTERS, keep: bool = True) -> Answer:
        """The quotes that answer, or an honest no. Raises UsageError for a question that cannot be one.

        Without `keep` the answer is forgotten, and `source` will not find it.
        """
        question = checked_question(question)
        with self.archive.reading() as snapshot:
            candidates, choices = self._choices(question, filters, snapshot)
            article_of = _article_of(snapshot)
            witnesses = Witnesses(question, candidates, article_of, self._statements, snapshot.retold)
            among = None if snapshot.has_more_articles_than(FEW_ARTICLES) else snapshot.count_articles()
            answer = make_answer(question, choices, limit, article_of, witnesses, among)
            versions = versions_of(answer, snapshot.article)
        if keep:
            self._keep(answer, limit, filters, versions)
        return answer

    def keep(self, answer: Answer, limit: int, filters: Filters = _NO_FILTERS) -> None:
        """Keeps an answer over articles of this archive, and what it was asked with, so that `source` finds it."""
        with self.archive.reading() as snapshot:
            versions = versions_of(answer, snapshot.article)
        self._keep(answer, limit, filters, versions)

    def _keep(self, answer: Answer, limit: int, filters: Filters, versions: Mapping[str, Version]) -> None:
        shaped = Shaped(limit, filters, self.fingerprint, str(self._lexicon_path) if self._lexicon_path else None)
        self._answers.keep(Kept(answer, time.time(), shaped, versions))

    def carriers(self, article_id: str, starts: Sequence[int]) -> tuple[str, ...]:
        """The other articles known to carry all the sentences of an article that start at these offsets."""
        with self.archive.reading() as snapshot:
            retold = snapshot.retold(article_id, starts)
        return tuple(sorted(set.intersection(*(retold.get(start, set()) for start in starts)) - {article_id}))

    def candidates(self, question: str, filters: Filters = _NO_FILTERS) -> list[Candidate]:
        """All passages that were considered, best first: for fitting weights."""
        vector = self._embeddings.encode_question(question)
        with self.archive.reading() as snapshot:
            return self._searcher(snapshot).candidates(question, vector, filters, MOST_CANDIDATES)

    def choices(self, question: str, filters: Filters = _NO_FILTERS) -> list[Choice]:
        """What `ask` chooses from, best first: for fitting weights."""
        with self.archive.reading() as snapshot:
            return self._choices(question, filters, snapshot)[1]

    def _choices(self, question: str, filters: Filters, snapshot: Snapshot) -> tuple[list[Candidate], list[Choice]]:
        vector = self._embeddings.encode_question(question)
        candidates = self._searcher(snapshot).candidates(question, vector, filters, SEARCH_DEPTH)
        return candidates, choose(candidates, vector, self._embeddings.encode, _article_of(snapshot))

    def _searcher(self, snapshot: Snapshot) -> Searcher:
        return Searcher(snapshot, self._lexicon, likeness=self._likeness)

    def search(self, question: str, limit: int = 10, filters: Filters = _NO_FILTERS, explained: bool = False) -> Found:
        """The passages nearest to the question, from both languages; `explained` says why each was found.

        Raises UsageError as `ask` does.
        """
        question = checked_question(question)
        vector = self._embeddings.encode_question(question)
        with self.archive.reading() as snapshot:
            candidates = self._searcher(snapshot).candidates(question, vector, filters, max(limit, 1))
            hits = tuple(as_hits(candidates, snapshot))
        found = {row.stored.passage.id: row for row in candidates if explained}
        explanations = {
            hit.passage_id: explain(found[hit.passage_id], question, hit.article.text) for hit in hits if found
        }
        return Found(new_id(), question, detect_language(question), hits, explanations)

    def follow_up(self, question: str, previous: str) -> FollowUp:
        """`question` with what it lacks carried over from `previous`, the last question as it was searched."""
        return resolve(question, previous, self._lexicon)

    def check(self, text: str, by: str | None = None) -> Checked:
        """The verdict on one quote, said to be from the outlet or author `by`. Raises UsageError where it is none."""
        text = checked_text(text, MOST_OF_A_QUOTE)
        with self.archive.reading() as snapshot:
            return self._checker(snapshot).check(text, by)

    def check_all(self, text: str, by: str | None = None) -> list[Checked]:
        """The verdict on every quoted stretch of a text, or on the whole; see `check_text`."""
        with self.archive.reading() as snapshot:
            return check_text(self._checker(snapshot), self._sayers(snapshot), text, by)

    def _checker(self, snapshot: Snapshot) -> Checker:
        article_of = _article_of(snapshot)
        return Checker(
            Whereabouts(snapshot, article_of),
            lambda: self._sayers(snapshot),
            lambda: Teller(snapshot, self._lexicon, self._embeddings.encode, article_of),
        )

    def _sayers(self, snapshot: Snapshot) -> Sayers:
        """The archive's outlets and authors; they are read once a generation."""
        if self._known_sayers is None or self._known_sayers[0] != snapshot.generation:
            self._known_sayers = snapshot.generation, Sayers(snapshot.names(), self._lexicon)
        return self._known_sayers[1]

    def add(
        self, items: Iterable[Article | ReadingError], progress: Callable[[Article], None]
    ) -> tuple[Counts, list[ReadingError]]:
        """Adds or updates articles in one publication; what could not be read comes back as errors."""
        errors = []
        self.check_model()
        with self.archive.writing(self._index, self._relate) as writer:
            for item in items:
                if isinstance(item, Article):
                    writer.put(item)
                    progress(item)
                else:
                    errors.append(item)
        return writer.counts, errors

    def remove(self, article_id: str) -> bool:
        """Whether there was such an article; it is gone now."""
        self.check_model()
        with self.archive.writing(self._index, self._relate) as writer:
            return writer.remove(article_id)

    def rebuild(self, progress: Callable[[Article], None]) -> int:
        """Makes the index anew from the stored articles and says how many there were."""
        self.check_model()
        count = 0
        for article in self.archive.rebuild(self._index, self._relate):
            progress(article)
            count += 1
        return count

    def source(self, identifier: str) -> Source:
        """Where an answer, quote, article or passage comes from. Raises UsageError when nothing has that id."""
        with self.archive.reading() as snapshot:
            return locate(identifier, snapshot, self._answers)

    def close(self) -> None:
        """Lets go of every file; a later question opens them again."""
        self.archive.close()
        self.__dict__.pop("_statements", None)
        self._known_sayers = None
        for name in ("_lexicon", "_answers"):
            opened = self.__dict__.pop(name, None)
            if opened is not None:
                opened.close()

    def _relate(self, db: ArticlesDb) -> None:
        relate(Stories(self._lexicon), db)

    def _index(self, articles: Sequence[Article]) -> Iterable[Sequence[IndexedPassage]]:
        split = [_told_once(article) for article in articles]
        texts = [passage.span.of(a.text) for a, passages in zip(articles, split, strict=True) for passage in passages]
        vectors = iter(self._embeddings.encode(texts) if texts else ())
        for article, passages in zip(articles, split, strict=True):
            indexed = []
            for passage in passages:
                sentences = analyse(article.text, passage.sentences)
                indexed.append(IndexedPassage(passage, next(vectors), index_fields(sentences), pack(sentences)))
            yield indexed


def _told_once(article: Article) -> list[Passage]:
    """The passages of an article, equal ones once: thousands of equal vectors cut the rest off in an HNSW graph."""
    first: dict[str, Passage] = {}
    for passage in split_passages(article):
        first.setdefault(passage.span.of(article.text), passage)
    return list(first.values())


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
