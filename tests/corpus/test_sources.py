import os
import subprocess
import sys
from pathlib import Path

from corpus.article import Article
from corpus.errors import ReadingError
from corpus.sources import articles_at, slug

TEXT = "The committee met on Sunday and agreed to repair the well before the summer."


def ids(path: Path) -> list[str]:
    return [item.id for item in articles_at(path) if isinstance(item, Article)]


def errors(path: Path) -> list[str]:
    return [str(item) for item in articles_at(path) if isinstance(item, ReadingError)]


def test_a_folder_is_read_in_order_of_name_with_what_is_below_it(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b.txt", "a.md", "sub/c.TXT", ".hidden/d.txt", ".e.txt", "f.pdf", "README.md"):
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "sub" / "feed.jsonl").write_text('{"id": "x", "text": "words"}\nbroken\n')
    assert ids(tmp_path) == ["a", "b", "c", "x"]
    assert len(errors(tmp_path)) == 1


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\0\1\2" * 50)
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "c.txt").write_text(TEXT)
    assert ids(tmp_path) == ["c"]
    assert len(errors(tmp_path)) == 2


def test_an_article_knows_its_absolute_path(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    for found in articles_at(Path(os.path.relpath(tmp_path / "a.txt"))):
        assert isinstance(found, Article) and found.path == str(Path(os.path.relpath(tmp_path / "a.txt")).absolute())


def test_what_is_not_there_not_supported_or_empty_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")
    (tmp_path / "empty").mkdir()
    assert "does not exist" in errors(tmp_path / "gone.txt")[0]
    assert "not a kind of file" in errors(tmp_path / "a.pdf")[0]
    assert "holds no article" in errors(tmp_path / "empty")[0]


def test_a_folder_that_may_not_be_opened_is_an_error_among_the_others(tmp_path: Path) -> None:
    """Read as a user who may not, since the tests may run as root."""
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "a.txt").write_text(TEXT)
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed").chmod(0)
    listing = (
        "import os, pathlib, sys\n"
        "from corpus.sources import articles_at\n"
        "if os.getuid() == 0:\n"
        "    os.chdir(sys.argv[1]); os.setuid(65534)\n"
        "for item in articles_at(pathlib.Path('.') if os.getcwd() == sys.argv[1] else pathlib.Path(sys.argv[1])):\n"
        "    print(getattr(item, 'id', item))\n"
    )
    tmp_path.chmod(0o755)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", listing, str(tmp_path)], capture_output=True, text=True, env=environment, check=True
    )
    (tmp_path / "closed").chmod(0o755)
    lines = done.stdout.splitlines()
    assert any("closed may not be read" in line for line in lines)
    assert "a" in lines


def test_facts_beside_the_pages_are_used_and_a_broken_table_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "articles.toml").write_text('[a]\noutlet = "Herald"\npublished = 2020-01-02\n')
    (found,) = articles_at(tmp_path / "a.txt")
    assert isinstance(found, Article)
    assert (found.outlet, found.published, found.date_source) == ("Herald", "2020-01-02", "given")
    (tmp_path / "articles.toml").write_text("[a\n")
    assert "is not TOML" in errors(tmp_path)[0] and ids(tmp_path) == ["a"]


def test_a_name_that_is_not_unicode_is_read_all_the_same(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text(TEXT)
    (found,) = articles_at(tmp_path)
    assert isinstance(found, Article)
    assert found.id == "caf" and (found.path or "").encode()


def test_slugs_keep_the_letters_of_both_scripts() -> None:
    assert slug("Iraq: Factions_Ready (2)") == "iraq-factions-ready-2"
    assert slug("الفصائل تحذّر") == "الفصائل-تحذر"
    assert slug("___") == "article"
    assert len(slug("word " * 200)) <= 120
