"""The lexicon leads from either language to the other, and is compiled once, wherever that is possible."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import IsnadError
from retrieval.language.text import Token, tokens
from retrieval.translation import LEXICON_FILES, BadLine, Entry, Lexicon, content_terms, is_stop_word, read_entries


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the program's own lexicon compiled."""
    home = tmp_path_factory.mktemp("lexicon") / "home"
    Lexicon.open(home).close()
    return home


@pytest.fixture(scope="module")
def lexicon(compiled: Path) -> Iterator[Lexicon]:
    opened = Lexicon.open(compiled)
    yield opened
    opened.close()


def words(text: str) -> list[Token]:
    return list(tokens(text))


def english(entries: list[Entry]) -> set[str]:
    return {" ".join(phrase) for entry in entries for phrase in entry.en}


def arabic(entries: list[Entry]) -> set[str]:
    return {" ".join(phrase) for entry in entries for phrase in entry.ar}


@pytest.mark.parametrize(
    ("word", "translation"),
    [("العراق", "Iraq"), ("بغداد", "Baghdad"), ("والحكومة", "government"), ("حكومته", "government"), ("حرب", "war")],
)
def test_an_arabic_word_leads_to_english_whatever_clings_to_it(lexicon: Lexicon, word: str, translation: str) -> None:
    assert " ".join(content_terms(translation)) in english(lexicon.lookup(words(word)))


@pytest.mark.parametrize(
    ("word", "translation"), [("Iraq", "العراق"), ("Baghdad", "بغداد"), ("governments", "حكومة"), ("war", "حرب")]
)
def test_an_english_word_leads_to_arabic(lexicon: Lexicon, word: str, translation: str) -> None:
    assert " ".join(content_terms(translation)) in arabic(lexicon.lookup(words(word)))


def test_a_phrase_is_an_entry_of_its_own(lexicon: Lexicon) -> None:
    assert " ".join(content_terms("United States")) in english(lexicon.lookup(words("الولايات المتحدة")))
    assert " ".join(content_terms("الولايات المتحدة")) in arabic(lexicon.lookup(words("United States")))


def test_an_unknown_word_has_no_entry(lexicon: Lexicon) -> None:
    assert lexicon.lookup(words("qwzxklo")) == []


def test_exact_forms_come_before_loose_ones(lexicon: Lexicon) -> None:
    for word in ("war", "forces", "attack", "قوات", "هجوم"):
        exact = [entry.exact for entry in lexicon.lookup(words(word))]
        assert exact and exact == sorted(exact, reverse=True)


def test_every_line_of_the_program_s_own_lexicon_is_good() -> None:
    assert [bad for path in LEXICON_FILES for bad in read_entries(path) if isinstance(bad, BadLine)] == []


def test_stop_words_are_left_out_of_a_phrase_unless_nothing_else_is_in_it() -> None:
    assert content_terms("the House of Saud") == content_terms("House Saud")
    assert content_terms("to be") == ("to", "be")
    assert is_stop_word(words("من")[0]) and is_stop_word(words("The")[0]) and not is_stop_word(words("troops")[0])


def test_a_bad_line_is_named_with_its_number_and_the_good_ones_are_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    good = "زقفيل|زقفيلة\tzaqfeel;zakfil"
    path.write_text(f"\ufeff{good}\n# a note\n\nno tab here\nword\tكلمة\nكلمة\t \n", encoding="utf-8")
    read = list(read_entries(path))
    assert read[0] == (["زقفيل", "زقفيلة"], ["zaqfeel", "zakfil"])
    bad = [row for row in read if isinstance(row, BadLine)]
    assert [row.number for row in bad] == [4, 5, 6]
    assert "tab" in bad[0].reason and "not Arabic" in bad[1].reason


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xff"])
def test_a_lexicon_that_cannot_be_read_is_one_error(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "mine.tsv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(IsnadError, match=r"mine\.tsv"):
        Lexicon.open(tmp_path / "home", path)
    assert list(tmp_path.rglob("*.draft")) == []


def test_the_user_s_own_pairs_are_used_and_read_again_when_they_change(compiled: Path, tmp_path: Path) -> None:
    mine, home = tmp_path / "mine.tsv", tmp_path / "home"
    shutil.copytree(compiled, home)
    mine.write_text("زقفيل\tzaqfeel gadget\n", encoding="utf-8")
    first = Lexicon.open(home, mine)
    assert english(first.lookup(words("الزقفيل"))) == {"zaqfeel gadget"}
    assert arabic(first.lookup(words("zaqfeel gadgets"))) == {"زقفيل"}
    first.close()
    mine.write_text("زقفيل\tbrimborion\n", encoding="utf-8")
    second = Lexicon.open(home, mine)
    assert english(second.lookup(words("زقفيل"))) == {" ".join(content_terms("brimborion"))}
    second.close()


def test_a_compiled_lexicon_is_used_again_as_it_is(compiled: Path, tmp_path: Path) -> None:
    shutil.copy(compiled / "lexicon.sqlite", tmp_path)
    before = (tmp_path / "lexicon.sqlite").stat()
    again = Lexicon.open(tmp_path)
    assert again.lookup(words("Iraq")) and not again.lookup(words("زقفيل"))
    again.close()
    assert (tmp_path / "lexicon.sqlite").stat().st_mtime_ns == before.st_mtime_ns
    assert os.listdir(tmp_path) == ["lexicon.sqlite"]


def test_a_damaged_one_is_made_anew_in_a_home_of_any_name(tmp_path: Path) -> None:
    home = tmp_path / "what? C# 50%41 بيت"
    home.mkdir()
    (home / "lexicon.sqlite").write_bytes(b"not a database at all" * 100)
    mended = Lexicon.open(home)
    assert mended.lookup(words("Iraq"))
    mended.close()
    assert os.listdir(home) == ["lexicon.sqlite"] and os.listdir(tmp_path) == [home.name]
    assert (home / "lexicon.sqlite").read_bytes().startswith(b"SQLite format 3")


def test_a_home_that_cannot_be_made_still_has_a_lexicon(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    lexicon = Lexicon.open(tmp_path / "home")
    assert lexicon.lookup(words("بغداد"))
    lexicon.close()
    assert (tmp_path / "home").is_file()


def test_a_folder_where_the_compiled_lexicon_should_be_is_borne(tmp_path: Path) -> None:
    (tmp_path / "lexicon.sqlite").mkdir()
    lexicon = Lexicon.open(tmp_path)
    assert lexicon.lookup(words("بغداد"))
    lexicon.close()
    assert os.listdir(tmp_path) == ["lexicon.sqlite"]
