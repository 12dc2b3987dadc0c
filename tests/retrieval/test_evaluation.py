"""Questions whose answers are known are asked and scored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus.bundled import bundled_articles
from corpus.errors import UsageError
from retrieval.engine import Engine
from retrieval.measuring.evaluation import Opener, Report, evaluate
from retrieval.measuring.halves import halves_of
from retrieval.measuring.questions import Question, Trial

ARTICLES = {article.id: article for article in bundled_articles()}
LEADER = Question("leader", "من يقود منظمة بدر؟", "ar", ("Hadi Al-Amiri", "هادي العامري"))
CAPITAL = Question("capital", "What is the capital of Australia?", "en")
WRONG = Question("wrong", "Who leads the Badr Organization?", "en", ("Napoleon",))
TROOPS = Question("troops", "How many US troops are in Iraq?", "en", ("2,500 US troops",), ("islamic-resistance-vows",))
POWDER = Question("keg", "What are we sitting on?", "en", ("powder keg",), ("jihadist-group-vows",))


@pytest.fixture
def homes(engine: Engine) -> Opener:
    """Opens archives as the program does; the user's own is the one of the bundled articles."""

    @contextmanager
    def opened(home: Path | None) -> Iterator[Engine]:
        if home is None:
            yield engine
            return
        other = Engine(home)
        try:
            yield other
        finally:
            other.close()

    return opened


def asked(homes: Opener, *questions: Question, halves: bool = False) -> Report:
    return evaluate([Trial(questions)], homes, halves, lambda: None)


def test_answers_are_counted_by_the_language_of_the_question(homes: Opener) -> None:
    report = asked(homes, LEADER, CAPITAL, WRONG, TROOPS)
    arabic, english = report.figures
    assert (arabic.language, arabic.pool, arabic.asked) == ("ar", "both", 1)
    assert (arabic.first_quote, arabic.declined, arabic.rightly_declined) == (1, 0, None)
    assert (english.asked, english.first_quote, english.some_quote, english.rightly_declined) == (3, 0.5, 0.5, 1)
    assert english.recall_at_1 == english.recall_at_10 == 0.5  # Napoleon stands in no passage
    assert english.own_language is not None and 0 < english.own_language < 1


def test_every_miss_is_named_with_what_was_found_instead(homes: Opener) -> None:
    (miss,) = asked(homes, LEADER, CAPITAL, WRONG).misses
    assert miss.question == WRONG and miss.rank == 0 and miss.answer.answered
    assert "Badr" in miss.answer.quotes[0].text or "بدر" in miss.answer.quotes[0].text


def test_an_answer_that_should_have_been_a_no_is_a_miss(homes: Opener) -> None:
    hopeless = Question("wrong no", "Who leads the Badr Organization?", "en")
    report = asked(homes, hopeless)
    assert [miss.question for miss in report.misses] == [hopeless]
    assert report.figures[0].rightly_declined == 0 and report.figures[0].recall_at_1 is None


def test_a_no_where_there_is_an_answer_is_a_miss(homes: Opener) -> None:
    declined = Question("no", "What is the capital of Australia?", "en", ("Canberra",))
    report = asked(homes, declined)
    assert report.figures[0].declined == 1 and not report.misses[0].answer.answered


def test_the_right_article_counts_where_the_file_names_it(homes: Opener) -> None:
    elsewhere = Question("troops", TROOPS.text, "en", TROOPS.accept, ("kataeb-hezbollah-rebuke",))
    assert asked(homes, TROOPS).figures[0].recall_at_1 == 1
    assert asked(homes, elsewhere).figures[0].recall_at_1 == 0


def test_reliability_counts_every_answer_once(homes: Opener) -> None:
    rows = asked(homes, LEADER, CAPITAL, WRONG, TROOPS).reliability
    assert sum(row.count for row in rows) == 4
    assert sum(row.right * row.count for row in rows) == 2
    assert all(row.low <= row.stated <= row.high for row in rows)


def test_what_is_asked_is_not_kept_among_the_user_s_answers(homes: Opener, engine: Engine) -> None:
    (miss,) = asked(homes, WRONG).misses
    with pytest.raises(UsageError):
        engine.source(miss.answer.id)


def test_passages_that_come_with_the_questions_make_an_archive_of_their_own(homes: Opener, engine: Engine) -> None:
    own = (ARTICLES["islamic-resistance-vows"],)
    report = evaluate([Trial((TROOPS, LEADER), own)], homes, False, lambda: None)
    assert {figures.pool for figures in report.figures} == {"en"}
    assert report.figures[0].first_quote == 1 and report.figures[0].own_language is None
    with engine.archive.reading() as snapshot:
        assert snapshot.count_articles() == len(ARTICLES)


def test_a_question_without_its_half_of_the_archive_is_asked_and_the_no_counted(homes: Opener) -> None:
    steps: list[None] = []
    report = evaluate([Trial((TROOPS, CAPITAL, POWDER))], homes, True, lambda: steps.append(None))
    (figures,) = report.figures
    assert figures.missing == 2 and len(steps) == 5
    assert figures.declined_missing is not None and figures.declined == 0


def test_halves_hold_all_articles_once_and_never_the_answer() -> None:
    articles = list(ARTICLES.values())
    halves = list(halves_of([TROOPS, LEADER, WRONG, CAPITAL, POWDER], articles, {}))
    assert sorted(article.id for _, kept in halves for article in kept) == sorted(ARTICLES)
    for questions, kept in halves:
        for question in questions:
            assert not {article.id for article in kept} & set(question.articles)
    assert {question.id for questions, _ in halves for question in questions} <= {"troops", "leader", "keg"}


def test_a_topic_is_not_torn_apart() -> None:
    articles = list(ARTICLES.values())
    topics = dict.fromkeys((TROOPS.articles[0], articles[0].id, articles[-1].id), "one story")
    for questions, kept in halves_of([TROOPS], articles, topics):
        assert questions == [TROOPS]
        assert not {article.id for article in kept} & topics.keys()


def test_a_question_that_both_halves_would_answer_is_left_out() -> None:
    everywhere = Question("everywhere", "Where?", "en", ("Iraq", "العراق"))
    assert not list(halves_of([everywhere], list(ARTICLES.values()), {}))
