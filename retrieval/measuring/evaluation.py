"""Questions with known answers, asked and scored: what `isnad eval` tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.article import Article, Language
from retrieval.answering import Answer
from retrieval.engine import Engine, Found
from retrieval.measuring.halves import halves_of, squeezed
from retrieval.measuring.questions import Question, Trial

DEPTH = 10
BINS = 10

# Opens the archive of a home; for None the user's own.
Opener = Callable[[Path | None], AbstractContextManager[Engine]]
Pair = tuple[Language, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question of an archive ("en", "ar" or "both" languages in it) with what came of it.

    `rank` is the place of the first right article among the first ten hits, 0 where none is. `own_language` is the
    share of those hits that is in the question's language, None where nothing was found.
    """

    question: Question
    pool: str
    answer: Answer
    rank: int
    own_language: float | None

    def holds(self, quotes: int) -> bool:
        """Whether one of the first `quotes` quotes holds an accepted answer, be it offered as an answer or not."""
        texts = [squeezed(quote.text) for quote in self.answer.quotes[:quotes]]
        return any(squeezed(wanted) in text for wanted in self.question.accept for text in texts)

    @property
    def right(self) -> bool:
        """Whether the reader got what there is: an answer that begins with the right quote, or an honest no."""
        return self.answer.answered and self.holds(1) if self.question.accept else not self.answer.answered


@dataclass(frozen=True, slots=True)
class Figures:
    """One language's questions of one archive. Shares are 0 to 1, None of nothing.

    `recall_at_1` and `_10`: the right article is among the first so many found; where the file names none, a passage
    that holds an accepted answer. `first_quote` and `some_quote` (of three): it holds an accepted answer, even where
    it was only offered as the closest. `declined` is of the answerable questions, `rightly_declined` of the others.
    `missing` counts questions that were asked of the half of the archive that cannot answer them, `declined_missing`
    is the share of them declined.
    """

    language: Language
    pool: str
    asked: int
    recall_at_1: float | None
    recall_at_10: float | None
    first_quote: float | None
    some_quote: float | None
    declined: float | None
    rightly_declined: float | None
    own_language: float | None
    missing: int
    declined_missing: float | None


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of `count` answers with a confidence from `low` to `high`, `stated` on average: the share that was `right`."""

    low: float
    high: float
    count: int
    stated: float
    right: float


@dataclass(frozen=True, slots=True)
class Report:
    """All that was measured. `misses` are the outcomes that were not right."""

    figures: tuple[Figures, ...]
    reliability: tuple[Reliability, ...]
    misses: tuple[Outcome, ...]


def evaluate(trials: Iterable[Trial], open_home: Opener, halves: bool, step: Callable[[], None]) -> Report:
    """Asks every question; with `halves` once more where its half of the articles is missing.

    `step` is called after each question asked. Archives other than the user's own are temporary.
    """
    outcomes: list[Outcome] = []
    missing: dict[Pair, list[bool]] = defaultdict(list)
    for trial in trials:
        with _archive(trial.articles, open_home) as engine:
            articles = trial.articles if trial.articles is not None else _articles_of(engine)
            pool = _pool(articles)
            for question in trial.questions:
                outcomes.append(_outcome(question, pool, engine))
                step()
        for asked, kept in halves_of(trial.questions, articles, trial.topics) if halves else ():
            with _archive(kept, open_home) as engine:
                for question in asked:
                    declined = not engine.ask(question.text, keep=False).answered
                    missing[question.language, pool].append(declined)
                    step()
    misses = tuple(outcome for outcome in outcomes if not outcome.right)
    return Report(tuple(_figures(outcomes, missing)), tuple(_reliability(outcomes)), misses)


@contextmanager
def _archive(articles: Sequence[Article] | None, open_home: Opener) -> Iterator[Engine]:
    """An engine over just these articles, in a home that goes with it; for None over the user's own archive."""
    if articles is None:
        with open_home(None) as engine:
            yield engine
        return
    with TemporaryDirectory(prefix="isnad-eval-") as folder, open_home(Path(folder)) as engine:
        engine.add(articles, lambda article: None)
        yield engine


def _articles_of(engine: Engine) -> tuple[Article, ...]:
    with engine.archive.reading() as snapshot:
        return tuple(stored.article for stored in snapshot.articles())


def _pool(articles: Iterable[Article]) -> str:
    languages = {article.language for article in articles}
    return languages.pop() if len(languages) == 1 else "both"


def _outcome(question: Question, pool: str, engine: Engine) -> Outcome:
    found = engine.search(question.text, DEPTH)
    answer = engine.ask(question.text, keep=False)
    languages = {hit.article_id: hit.language for hit in found.hits}
    own = [language == question.language for language in languages.values()]
    return Outcome(question, pool, answer, _rank(question, found), _share(own))


def _rank(question: Question, found: Found) -> int:
    if question.articles:
        places = [article in question.articles for article in dict.fromkeys(hit.article_id for hit in found.hits)]
    else:
        wanted = [squeezed(answer) for answer in question.accept]
        places = [any(answer in squeezed(hit.text) for answer in wanted) for hit in found.hits]
    return places.index(True) + 1 if True in places else 0


def _figures(outcomes: Sequence[Outcome], missing: dict[Pair, list[bool]]) -> Iterator[Figures]:
    pairs: dict[Pair, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        pairs[outcome.question.language, outcome.pool].append(outcome)
    for (language, pool), rows in pairs.items():
        answerable = [row for row in rows if row.question.accept]
        shares = [row.own_language for row in rows if row.own_language is not None]
        without = missing.get((language, pool), [])
        yield Figures(
            language=language,
            pool=pool,
            asked=len(rows),
            recall_at_1=_share(row.rank == 1 for row in answerable),
            recall_at_10=_share(row.rank > 0 for row in answerable),
            first_quote=_share(row.holds(1) for row in answerable),
            some_quote=_share(row.holds(3) for row in answerable),
            declined=_share(not row.answer.answered for row in answerable),
            rightly_declined=_share(not row.answer.answered for row in rows if not row.question.accept),
            own_language=sum(shares) / len(shares) if shares and pool == "both" else None,
            missing=len(without),
            declined_missing=_share(without),
        )


def _share(outcomes: Iterable[bool]) -> float | None:
    counted = list(outcomes)
    return sum(counted) / len(counted) if counted else None


def _reliability(outcomes: Sequence[Outcome]) -> Iterator[Reliability]:
    """Bins of equal width (Guo et al., 2017); an answer is right where its first quote holds what was wanted."""
    bins: dict[int, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        bins[min(int(outcome.answer.confidence * BINS), BINS - 1)].append(outcome)
    for place, rows in sorted(bins.items()):
        stated = sum(row.answer.confidence for row in rows) / len(rows)
        right = sum(row.holds(1) for row in rows) / len(rows)
        yield Reliability(place / BINS, (place + 1) / BINS, len(rows), stated, right)
