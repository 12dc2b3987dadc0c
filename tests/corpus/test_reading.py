import os
from pathlib import Path

import pytest

from corpus.errors import ReadingError
from corpus.reading import MAX_BYTES, read_text

ARABIC = "قال المتحدث إن اللجنة ستجتمع يوم الأحد في بغداد.\nوأضاف أن القرار نهائي."
ENGLISH = "The committee said “no”, and then it said so again — twice.\nThe café closed at nine."


def written(folder: Path, data: bytes) -> Path:
    path = folder / "page.txt"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [ARABIC, ENGLISH])
def test_unicode_files_are_read_with_and_without_a_mark(tmp_path: Path, text: str, encoding: str) -> None:
    assert read_text(written(tmp_path, text.encode(encoding))) == text


def test_windows_arabic_is_read_as_arabic(tmp_path: Path) -> None:
    assert read_text(written(tmp_path, ARABIC.encode("cp1256"))) == ARABIC


@pytest.mark.parametrize("text", [ENGLISH, "Die Brücke über die Elbe wäre schön; Füße müssen früh übers Öl gehen."])
def test_windows_latin_is_not_mistaken_for_arabic(tmp_path: Path, text: str) -> None:
    assert read_text(written(tmp_path, text.encode("cp1252"))) == text


def test_line_ends_become_lf_and_nothing_else_changes(tmp_path: Path) -> None:
    decomposed = "cafe\u0301\u00a0\u200fأ\r\nsecond\r\n"
    assert read_text(written(tmp_path, decomposed.encode())) == "cafe\u0301\u00a0\u200fأ\nsecond\n"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        ("\ufeff".encode(), "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not text"),
        (b"words\0and\0more\0words\0", "not text"),
        (bytes(range(128, 256)) * 3, "encoding"),
    ],
)
def test_what_is_not_text_is_refused_in_one_line_that_names_the_file(tmp_path: Path, data: bytes, why: str) -> None:
    path = written(tmp_path, data)
    with pytest.raises(ReadingError, match=why) as refused:
        read_text(path)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_of_fifty_megabytes_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(ReadingError, match="too large .50 MB, at most 20 MB"):
        read_text(path)
    assert MAX_BYTES == 20_000_000


def test_a_folder_a_pipe_and_a_broken_link_are_named_for_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "broken.txt").symlink_to(tmp_path / "gone.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ReadingError, match="is a folder"):
        read_text(tmp_path / "folder.txt")
    with pytest.raises(ReadingError, match="does not exist"):
        read_text(tmp_path / "broken.txt")
    with pytest.raises(ReadingError, match="not a regular file"):
        read_text(tmp_path / "pipe.txt")
