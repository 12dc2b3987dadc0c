"""What goes into the archive comes out of it: whole, once, and only that."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
import tantivy
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article, Block, BlockKind, Language, Span
from retrieval.archive.archive import Archive
from retrieval.archive.errors import NoArchive, OtherModel
from retrieval.archive.generation import folders
from tests.retrieval.archive_actor import (
    FINGERPRINT,
    NAMES,
    article,
    assert_found,
    assert_whole,
    direction,
    index,
    index_wider,
    put_all,
    start,
)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    put_all(tmp_path, [article(name) for name in NAMES])
    return Archive(tmp_path, FINGERPRINT)


def versions(archive: Archive) -> dict[str, int]:
    with archive.reading() as snapshot:
        return assert_whole(snapshot)


def test_an_article_comes_out_as_it_went_in(tmp_path: Path) -> None:
    text = "عاجل: 🙂 بيان\n\nقال المتحدث."
    blocks = (Block(BlockKind.HEADING, Span(0, 12)), Block(BlockKind.PARAGRAPH, Span(14, len(text))))
    known = ("Outlet", "Author", "2024-02-29")
    given = Article("ع-1", text, "عنوان", "ar", blocks, True, *known, "page", "2025-01-01", "https://x", "p")
    put_all(tmp_path, [given])
    with Archive(tmp_path, FINGERPRINT).reading() as snapshot:
        stored = snapshot.article("ع-1")
        assert stored is not None and stored.article == given
        assert stored.added.endswith("+00:00")
        assert [passage.passage.span.of(text) for passage in snapshot.passages_of("ع-1")] == text.split(". ")


def test_adding_twice_changes_nothing(archive: Archive) -> None:
    before = folders(archive.home)
    with archive.writing(index) as writer:
        assert {writer.put(article(name)) for name in NAMES} == {"unchanged"}
    assert folders(archive.home) == before
    assert (writer.counts.unchanged, writer.counts.added, writer.counts.updated) == (len(NAMES), 0, 0)


def test_a_changed_fact_alone_is_an_update(archive: Archive) -> None:
    with archive.writing(index) as writer:
        assert writer.put(replace(article(NAMES[0]), outlet="Another outlet")) == "updated"
    assert versions(archive) == dict.fromkeys(NAMES, 0)


def test_an_updated_article_keeps_its_place_and_loses_its_old_passages(archive: Archive) -> None:
    with archive.writing(index) as writer:
        assert writer.put(article(NAMES[2], version=1)) == "updated"
    assert list(versions(archive).items()) == [(name, int(name == NAMES[2])) for name in NAMES]


Change = tuple[str, int, Language] | str  # the article to put, or the name of the one to remove
LANGUAGES: list[Language] = ["en", "ar"]
PUTS: st.SearchStrategy[Change] = st.tuples(st.sampled_from(NAMES), st.integers(0, 2), st.sampled_from(LANGUAGES))
CHANGES = st.lists(PUTS | st.sampled_from(NAMES), max_size=8)


@settings(max_examples=8, deadline=None)
@given(sessions=st.lists(CHANGES, min_size=1, max_size=3))
def test_any_puts_and_removals_leave_what_a_dict_would_hold(
    sessions: list[list[Change]],
) -> None:
    with TemporaryDirectory() as home, closing(Archive(Path(home), FINGERPRINT)) as archive:
        expected: dict[str, Article] = {}
        first: list[Change] = [(NAMES[0], 0, "en")]
        for changes in [first, *sessions]:
            with archive.writing(index) as writer:
                for change in changes:
                    if isinstance(change, str):
                        assert writer.remove(change) == (expected.pop(change, None) is not None)
                    else:
                        given, known = article(*change), expected.get(change[0])
                        made = "added" if known is None else "unchanged" if known == given else "updated"
                        assert writer.put(given) == made
                        expected[given.id] = given
            with archive.reading() as snapshot:
                assert_whole(snapshot)
                assert {stored.article.id: stored.article for stored in snapshot.articles()} == expected


def test_a_block_that_raises_changes_nothing(archive: Archive) -> None:
    before = folders(archive.home)
    with pytest.raises(ZeroDivisionError), archive.writing(index) as writer:
        writer.put(article(NAMES[0], version=1))
        writer.remove(NAMES[1])
        raise ZeroDivisionError
    assert versions(archive) == dict.fromkeys(NAMES, 0)
    assert folders(archive.home) == before


def test_more_articles_than_one_batch_are_all_found(tmp_path: Path) -> None:
    names = [f"many{number}" for number in range(600)]
    put_all(tmp_path, [article(name, sentences=1) for name in names])
    with Archive(tmp_path, FINGERPRINT).reading() as snapshot:
        assert snapshot.count_articles() == snapshot.words.count() == snapshot.vectors.count() == 600
        for name in names[::97]:
            assert_found(snapshot, article(name, sentences=1), snapshot.passages_of(name)[0].number)


def test_an_article_of_another_file_with_the_same_id_gets_its_own_and_keeps_it(tmp_path: Path) -> None:
    first, second = replace(article("news"), path="/a/news.txt"), replace(article("news", 1), path="/b/news.txt")
    put_all(tmp_path, [first, second])
    archive = Archive(tmp_path, FINGERPRINT)
    own = next(name for name in versions(archive) if name != "news")
    assert own.startswith("news-") and len(own) == len("news-") + 6
    with archive.writing(index) as writer:
        assert [writer.put(first), writer.put(second)] == ["unchanged", "unchanged"]
        writer.remove("news")
    with archive.writing(index) as writer:
        assert writer.put(replace(second, outlet="Outlet")) == "updated"
    assert versions(archive) == {own: 1}


def test_a_snapshot_shows_the_old_until_it_ends_and_the_next_one_the_new(archive: Archive) -> None:
    with archive.reading() as snapshot:
        put_all(archive.home, [article(name, version=1) for name in NAMES])
        put_all(archive.home, [article(name, version=2) for name in NAMES])
        assert assert_whole(snapshot) == dict.fromkeys(NAMES, 0)
        assert snapshot.generation in folders(archive.home)
        assert versions(archive) == dict.fromkeys(NAMES, 2)
        assert assert_whole(snapshot) == dict.fromkeys(NAMES, 0)
    put_all(archive.home, [article("more")])
    assert snapshot.generation not in folders(archive.home)


def test_an_archive_that_was_deleted_and_begun_again_is_noticed(archive: Archive) -> None:
    assert versions(archive)
    shutil.rmtree(archive.home)
    assert start("put", archive.home, "other").wait() == 0
    assert versions(archive) == {"other": 0}


def test_a_home_without_an_archive_says_so(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "none", FINGERPRINT)
    assert not archive.begun
    with pytest.raises(NoArchive, match="isnad add"), archive.reading():
        pass
    with archive.writing(index) as writer:
        assert not writer.begun
    assert not archive.begun


def test_an_archive_whose_articles_were_all_removed_has_begun(archive: Archive) -> None:
    with archive.writing(index) as writer:
        for name in NAMES:
            writer.remove(name)
    assert archive.begun
    assert versions(archive) == {}


def test_an_index_of_another_model_is_not_searched_but_named(archive: Archive) -> None:
    other = Archive(archive.home, "test-model 2")
    with other.reading() as snapshot:
        assert snapshot.count_articles() == len(NAMES)
        with pytest.raises(OtherModel, match="test-model 1.*test-model 2.*isnad rebuild"):
            _ = snapshot.words
    with pytest.raises(OtherModel, match="isnad rebuild"), other.writing(index):
        pass


def test_rebuild_makes_the_index_for_another_model_of_another_size(archive: Archive) -> None:
    other = Archive(archive.home, "test-model 2")
    assert [one.id for one in other.rebuild(index_wider)] == NAMES
    with other.reading() as snapshot:
        assert snapshot.words.count() == snapshot.vectors.count() == snapshot.count_passages()
        assert snapshot.vectors.query(np.tile(direction("report0v0s0 said so"), 2), 1)[0][1] > 0.999


def test_an_abandoned_rebuild_changes_nothing(archive: Archive) -> None:
    rebuilding = archive.rebuild(index)
    next(rebuilding)
    rebuilding.close()
    assert versions(archive) == dict.fromkeys(NAMES, 0)


def test_vectors_come_by_cosine_similarity_within_language_outlet_and_date(tmp_path: Path) -> None:
    given = [
        replace(article(f"x{n}", 0, LANGUAGES[n % 2]), outlet=f"o{n % 3}", published=f"2024-01-{n:02d}")
        for n in range(1, 21)
    ]
    put_all(tmp_path, given)
    asked = direction("a question")
    with Archive(tmp_path, FINGERPRINT).reading() as snapshot:
        exact = {}
        for stored in snapshot.all_passages():
            one = snapshot.article(stored.passage.article_id)
            assert one is not None
            vector = direction(stored.passage.span.of(one.article.text).rstrip("."))
            exact[stored.number] = float(asked @ vector / np.linalg.norm(asked) / np.linalg.norm(vector))
        assert dict(snapshot.vectors.query(asked, 10)) == pytest.approx(
            dict(sorted(exact.items(), key=lambda hit: -hit[1])[:10]), abs=1e-5
        )
        where = {"$and": [{"outlet": "o1"}, {"published": {"$gte": 20240110}}]}
        numbers = [number for number, _ in snapshot.vectors.query(asked, 100, "ar", where)]
        found = {stored.passage.article_id for stored in snapshot.passages(numbers)}
        assert found == {one.id for one in given[9:] if one.outlet == "o1" and one.language == "ar"}


def test_words_count_their_passages_and_know_outlet_and_date(tmp_path: Path) -> None:
    put_all(tmp_path, [replace(article("x1"), outlet="An Outlet", published="2024-01-05"), article("x2", 0, "ar")])
    with Archive(tmp_path, FINGERPRINT).reading() as snapshot:
        words = snapshot.words
        assert (words.doc_freq("en", "said"), words.doc_freq("ar", "said"), words.doc_freq("sound", "sd")) == (4, 4, 8)
        outlet = tantivy.Query.term_query(words.schema, "outlet", "An Outlet", index_option="basic")
        early = tantivy.Query.range_query(
            words.schema, "published", tantivy.FieldType.Integer, 20240101, 20240105
        )  # fmt: skip
        for query in (outlet, early):
            numbers = [number for number, _ in words.search(query, 10)]
            assert {stored.passage.article_id for stored in snapshot.passages(numbers)} == {"x1"}
