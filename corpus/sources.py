"""Where articles are added from: a file, a folder of files, JSONL."""

from __future__ import annotations

import os
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from corpus.article import Article
from corpus.cleaning import article_from_page
from corpus.errors import ReadingError
from corpus.reading import TEXT_SUFFIXES, path_text, read_text, trouble_with
from corpus.records import articles_in_jsonl

SUFFIXES = TEXT_SUFFIXES | {".jsonl"}
FACTS_FILE = "articles.toml"
MAX_SLUG = 120
_KNOWN = ("title", "author", "outlet", "published", "url", "language")

Facts = Mapping[str, Mapping[str, str]]


def articles_at(path: Path) -> Iterator[Article | ReadingError]:
    """Every article of a file, a JSONL file or a folder (with its subfolders, in order of name).

    A folder is walked at once, its files are read lazily.
    What cannot be read comes out as an error in its place, and the rest goes on. In a folder, hidden
    files, files of other kinds and its README are passed over. A folder's `articles.toml` gives facts that its
    pages do not say. An article's id is made from the file's name; `Article.path` is absolute.
    """
    if path.is_dir():
        return _articles_in_folder(path, list(_walked(path)))
    return _articles_at_file(path)


def facts_in(folder: Path) -> Facts:
    """What a folder's `articles.toml` says, by file name without suffix; empty when there is none.

    Raises `ReadingError` when the file is there and is no such table.
    """
    file = folder / FACTS_FILE
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise trouble_with(file, error) from error
    except ValueError as error:
        raise ReadingError(f"{path_text(file)} is not TOML ({error}): mend or remove it") from error
    return {stem: _checked_facts(file, stem, table) for stem, table in tables.items()}


def slug(name: str) -> str:
    """An id from a file's name: its letters and digits of any script in lower case, dashes between."""
    plain = "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c) != "Mn")
    words = re.findall(r"[^\W_]+", plain.lower())
    return "-".join(words)[:MAX_SLUG].strip("-") or "article"


def _articles_at_file(path: Path) -> Iterator[Article | ReadingError]:
    if path.exists() and path.suffix.lower() not in SUFFIXES:
        kinds = " ".join(sorted(SUFFIXES))
        yield ReadingError(f"{path_text(path)} is not a kind of file that can be read: give one of {kinds}")
        return
    try:
        yield from _articles_in_file(path, facts_in(path.parent))
    except ReadingError as error:
        yield error


def _articles_in_file(path: Path, facts: Facts) -> Iterator[Article | ReadingError]:
    if path.suffix.lower() == ".jsonl":
        yield from articles_in_jsonl(path)
        return
    try:
        yield article_from_page(
            read_text(path), slug(path_text(Path(path.stem))), path_text(path.absolute()), facts.get(path.stem, {})
        )
    except ReadingError as error:
        yield error


def _walked(folder: Path) -> Iterator[tuple[Path, list[Path]] | OSError]:
    """Each subfolder that may hold articles, with their files; a folder that cannot be read is an error."""
    unreadable: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = Path(parent)
        paths = [here / name for name in sorted(files) if _may_be_article(name)]
        if paths:
            yield here, paths
        while unreadable:
            yield unreadable.pop(0)
    yield from unreadable


def _articles_in_folder(
    folder: Path, found: list[tuple[Path, list[Path]] | OSError]
) -> Iterator[Article | ReadingError]:
    for step in found:
        if isinstance(step, OSError):
            yield trouble_with(Path(step.filename or folder), step)
            continue
        here, paths = step
        facts: Facts = {}
        try:
            facts = facts_in(here)
        except ReadingError as error:
            yield error
        for path in paths:
            yield from _articles_in_file(path, facts)
    if not found:
        yield ReadingError(f"{path_text(folder)} holds no article: files are {' '.join(sorted(SUFFIXES))}")


def _may_be_article(name: str) -> bool:
    path = Path(name)
    return not name.startswith(".") and path.stem.upper() != "README" and path.suffix.lower() in SUFFIXES


def _checked_facts(file: Path, stem: str, table: object) -> Mapping[str, str]:
    if not isinstance(table, dict):
        raise ReadingError(f"{path_text(file)}: {stem} is not a table: write [{stem}] and its facts below")
    facts: dict[str, str] = {}
    for name, value in table.items():
        if name == "published" and isinstance(value, date):
            value = value.isoformat()[:10]
        if name not in _KNOWN or not isinstance(value, str):
            raise ReadingError(f"{path_text(file)}: {stem}.{name} is not one of {', '.join(_KNOWN)} as a string")
        facts[name] = value
    return facts
