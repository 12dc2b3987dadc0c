"""Near-copies and translations of one report are found when articles are added, and nothing else is."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.article import Article
from corpus.bundled import bundled_articles
from corpus.records import article_from_record
from corpus.splitting import block_sentences
from retrieval.archive.schema import FILE
from retrieval.engine import Engine
from retrieval.stories.kinship import MOST_KEYS, Stories, grouped
from retrieval.translation import Lexicon

ARTICLES = {article.id: article for article in bundled_articles()}
ARABIC, ENGLISH = "hafryat-factions-warn", "sada-elbalad-factions-ready"
STORY = {ARABIC: ARABIC, ENGLISH: ARABIC}
NewEngine = Callable[[], Engine]


@pytest.fixture
def new_engine(tmp_path: Path) -> Iterator[NewEngine]:
    """Makes engines over the test's one home."""
    opened: list[Engine] = []

    def make() -> Engine:
        opened.append(Engine(tmp_path / "home"))
        return opened[-1]

    yield make
    for engine in opened:
        engine.close()


def ignore(article: Article) -> None:
    pass


def stories(engine: Engine) -> dict[str, str]:
    with engine.archive.reading() as snapshot:
        return snapshot.stories()


def retold(engine: Engine, article_id: str, start: int) -> set[str]:
    with engine.archive.reading() as snapshot:
        return snapshot.retold(article_id, [start]).get(start, set())


def made(name: str, text: str) -> Article:
    return article_from_record(json.dumps({"id": name, "text": text}).encode(), f"{name}.jsonl")


def near_copy(article: Article, name: str, seed: int) -> Article:
    """The article as another outlet might run it: a few sentences gone, in the others every eighth word."""
    chance = random.Random(seed)
    spans = [span for block in article.blocks for span in block_sentences(article, block)]
    kept = [span.of(article.text).split() for span in chance.sample(spans, len(spans) - 3)]
    return made(name, "\n\n".join(" ".join(w for at, w in enumerate(words) if at % 8 != 7) for words in kept))


def test_the_two_articles_that_are_one_story_in_two_languages_are_found(new_engine: NewEngine) -> None:
    engine = new_engine()
    engine.fill()
    assert stories(engine) == STORY
    text = ARTICLES[ENGLISH].text
    assert retold(engine, ENGLISH, text.index("A representative from")) == {ARABIC}
    assert retold(engine, ENGLISH, text.index("As the situation continues")) == set()


@pytest.mark.parametrize("name", sorted(ARTICLES))
def test_a_near_copy_joins_its_story(new_engine: NewEngine, name: str) -> None:
    engine = new_engine()
    engine.add([*ARTICLES.values(), near_copy(ARTICLES[name], "copy", 3)], ignore)
    first = ARABIC if name in STORY else name
    assert stories(engine) == {**STORY, name: first, "copy": first}


def test_the_order_of_adding_changes_nothing_but_the_name(new_engine: NewEngine) -> None:
    engine = new_engine()
    copy = near_copy(ARTICLES[ARABIC], "copy", 5)
    for article in (copy, ARTICLES["jihadist-group-vows"], ARTICLES[ENGLISH], ARTICLES[ARABIC]):
        engine.add([article], ignore)
    one_by_one = stories(engine)
    assert one_by_one == {"copy": "copy", ENGLISH: "copy", ARABIC: "copy"}
    assert engine.rebuild(ignore) == 4
    assert stories(engine) == one_by_one


def test_what_is_removed_or_changed_leaves_its_story(new_engine: NewEngine) -> None:
    engine = new_engine()
    engine.fill()
    start = ARTICLES[ENGLISH].text.index("A representative from")
    other = replace(made("x", "The river Tigris rose by two metres on Monday, the ministry of water said."), id=ARABIC)
    engine.add([replace(other, path=ARTICLES[ARABIC].path)], ignore)
    assert stories(engine) == {} and retold(engine, ENGLISH, start) == set()
    engine.add([ARTICLES[ARABIC]], ignore)
    assert stories(engine) == STORY and retold(engine, ENGLISH, start) == {ARABIC}
    engine.remove(ARABIC)
    assert stories(engine) == {} and retold(engine, ENGLISH, start) == set()


def test_a_story_holds_when_the_article_in_its_middle_goes(new_engine: NewEngine) -> None:
    engine = new_engine()
    copies = [near_copy(ARTICLES["kataeb-hezbollah-rebuke"], f"copy-{number}", number) for number in range(3)]
    engine.add([ARTICLES["kataeb-hezbollah-rebuke"], *copies], ignore)
    engine.remove("kataeb-hezbollah-rebuke")
    assert stories(engine) == {copy.id: "copy-0" for copy in copies}


def test_a_writer_that_fails_leaves_the_stories_as_they_were(new_engine: NewEngine) -> None:
    engine = new_engine()
    engine.fill()

    def fail(article: Article) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        engine.add([near_copy(ARTICLES[ARABIC], "copy", 1)], fail)
    assert stories(engine) == STORY


def made_by_the_first_layout(home: Path) -> None:
    with closing(sqlite3.connect(home / FILE)) as connection:
        tables = ("compared", "story_keys", "kin", "retold")
        connection.executescript("".join(f"DROP TABLE {table};" for table in tables) + "PRAGMA user_version = 1;")


def test_an_archive_of_the_first_layout_answers_and_learns_its_stories_when_it_is_changed(
    new_engine: NewEngine, tmp_path: Path
) -> None:
    before = new_engine()
    before.fill()
    before.close()
    made_by_the_first_layout(tmp_path / "home")
    engine = new_engine()
    answer = engine.ask("Who leads the Badr Organization?")
    assert answer.answered and stories(engine) == {}
    engine.add([made("river", "The river Tigris rose by two metres on Monday.")], ignore)
    assert stories(engine) == STORY


def test_the_keys_of_a_long_article_are_a_sample_that_its_near_copy_shares(tmp_path: Path) -> None:
    lexicon = Lexicon.open(tmp_path)
    chance = random.Random(1)
    words = [f"word{number}" for number in range(1000)]
    long, other = set(words), set(chance.sample(words, 900))
    keys, others = (set(Stories(lexicon).keys(terms)) for terms in (long, other))
    lexicon.close()
    assert len(keys) == len(others) == MOST_KEYS
    assert len(keys & others) > 0.7 * MOST_KEYS


def test_articles_that_are_paired_in_a_chain_are_one_story_named_by_the_first() -> None:
    assert grouped([("d", "b"), ("b", "c"), ("x", "y")], ["a", "b", "c", "d", "x", "y"]) == {
        "b": "b", "c": "b", "d": "b", "x": "x", "y": "x",
    }  # fmt: skip
