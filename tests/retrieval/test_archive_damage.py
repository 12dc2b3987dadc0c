"""What breaks is named in one line, with the command that mends it, and is never searched."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from retrieval.archive.archive import Archive
from retrieval.archive.diagnosis import diagnose
from retrieval.archive.errors import ArchiveBusy, DamagedDatabase, DamagedIndex, ReadOnlyHome
from retrieval.archive.generation import folder_of, folders
from retrieval.archive.vectors import Vectors
from tests.retrieval.archive_actor import FINGERPRINT, NAMES, article, assert_whole, index, put_all, start


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    put_all(tmp_path, [article(name) for name in NAMES])
    archive = Archive(tmp_path, FINGERPRINT)
    yield archive
    archive.close()


def act(action: str, home: Path, argument: str = "") -> list[dict[str, Any]]:
    with start(action, home, argument) as process:
        said, _ = process.communicate()
    assert process.returncode == 0
    return [json.loads(line) for line in said.splitlines()]


def assert_old_whole(home: Path) -> None:
    with Archive(home, FINGERPRINT).reading() as snapshot:
        assert assert_whole(snapshot) == dict.fromkeys(NAMES, 0)
    assert diagnose(home, FINGERPRINT) == []


def _remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def _truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _alter(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("harm", "file"),
    [
        (_remove, "."),
        (_remove, "manifest"),
        (_truncate, "manifest"),
        (_remove, "vectors/chroma.sqlite3"),
        (_truncate, "vectors/chroma.sqlite3"),
        (_remove, "vectors/*/data_level0.bin"),
        (_truncate, "vectors/*/data_level0.bin"),
        (_alter, "vectors/*/data_level0.bin"),
        (_alter, "vectors/*/index_metadata.pickle"),
        (_remove, "words"),
        (_remove, "words/meta.json"),
        (_truncate, "words/*.idx"),
        (_alter, "words/*.term"),
    ],
)
def test_a_damaged_index_is_refused_and_named_and_mended(
    archive: Archive, harm: Callable[[Path], None], file: str
) -> None:
    generation = folder_of(archive.home, max(folders(archive.home)))
    harm(generation if file == "." else next(generation.glob(file)))
    with archive.reading() as snapshot, pytest.raises(DamagedIndex, match="isnad rebuild"):
        assert_whole(snapshot)
    with pytest.raises(DamagedIndex, match="isnad rebuild"), archive.writing(index) as writer:
        writer.put(article("more"))
    assert [finding.mending for finding in diagnose(archive.home, FINGERPRINT)] == ["run `isnad rebuild`"]
    assert [one.id for one in archive.rebuild(index)] == NAMES
    archive.close()
    put_all(archive.home, [])
    assert_old_whole(archive.home)


def test_an_index_that_lacks_a_passage_is_named(archive: Archive) -> None:
    vectors = Vectors.open(folder_of(archive.home, max(folders(archive.home))) / "vectors")
    vectors.delete("en", [3])
    vectors.close()
    [finding] = diagnose(archive.home, FINGERPRINT)
    assert finding.mending == "run `isnad rebuild`"


def test_an_index_of_another_model_is_named(archive: Archive) -> None:
    [finding] = diagnose(archive.home, "test-model 2")
    assert "test-model 1" in finding.trouble and finding.mending == "run `isnad rebuild`"


def test_a_broken_database_is_named_and_not_read(archive: Archive) -> None:
    path = archive.home / "archive.sqlite"
    path.write_bytes(b"no database at all" + path.read_bytes()[18:])
    for attempt in (archive.reading, lambda: archive.writing(index)):
        with pytest.raises(DamagedDatabase, match="archive.sqlite is damaged.*isnad doctor"), attempt():
            pass
    [finding] = diagnose(archive.home, FINGERPRINT)
    assert finding.subject == str(path) and "isnad add" in finding.mending


def test_a_text_that_is_not_the_one_added_is_named(archive: Archive) -> None:
    connection = sqlite3.connect(archive.home / "archive.sqlite")
    connection.execute("UPDATE articles SET text = replace(text, 'said', 'sold') WHERE id = 'report1'")
    connection.commit()
    connection.close()
    [finding] = diagnose(archive.home, FINGERPRINT)
    assert "report1" in finding.trouble


def test_a_leftover_folder_is_named_and_removed_by_the_next_writer(archive: Archive) -> None:
    leftover = folder_of(archive.home, 99)
    (leftover / "vectors").mkdir(parents=True)
    [finding] = diagnose(archive.home, FINGERPRINT)
    assert finding.subject == str(leftover) and "isnad add" in finding.mending
    put_all(archive.home, [])
    assert not leftover.exists()
    assert_old_whole(archive.home)


def test_a_writer_at_work_is_named_and_not_disturbed(archive: Archive) -> None:
    with archive.writing(index) as writer:
        writer.put(article(NAMES[0], version=1))
        [finding] = diagnose(archive.home, FINGERPRINT)
        assert "writing at this moment" in finding.trouble
        with (
            pytest.raises(ArchiveBusy, match="another isnad"),
            Archive(archive.home, FINGERPRINT, patience=0.1).writing(index),
        ):
            pass


@pytest.mark.parametrize("largest_file", [300_000, 600_000])
def test_a_full_disk_is_told_and_changes_nothing(archive: Archive, largest_file: int) -> None:
    [told] = act("put-little-room", archive.home, str(largest_file))
    assert told["error"] == "DiskFull" and "nothing was changed" in told["line"]
    put_all(archive.home, [])
    assert_old_whole(archive.home)


def test_a_home_that_cannot_be_written_is_read_and_not_written() -> None:
    with TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        put_all(home, [article(name) for name in NAMES])
        places = [Path(folder), home, *home.rglob("*")]
        for place in places:
            place.chmod(0o555 if place.is_dir() else 0o444)
        read, written = act("read-and-put-as-nobody", home)
        for place in places:
            place.chmod(0o755 if place.is_dir() else 0o644)
        assert read["versions"] == dict.fromkeys(NAMES, 0)
        assert written["error"] == "ReadOnlyHome" and str(home) in written["line"]
        assert_old_whole(home)


def test_a_home_that_is_a_file_is_told(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("not a folder")
    with pytest.raises(ReadOnlyHome, match="ISNAD_HOME"), Archive(home, FINGERPRINT).writing(index):
        pass
