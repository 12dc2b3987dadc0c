"""Articles and passages for the tests of the archive, and what a second process does with it.

As a program: `archive_actor.py ACTION HOME [ARGUMENT]` (see `_ACTIONS`), run by the tests that need
another process to write, to read, or to be killed.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import chromadb  # noqa: F401  a process that is killed or forked has its imports behind it
import numpy as np
import tantivy
from numpy.typing import NDArray

from corpus.article import Article, Block, BlockKind, Language, Passage, Span
from retrieval.archive.archive import Archive
from retrieval.archive.errors import ArchiveError
from retrieval.archive.indexed import IndexedPassage
from retrieval.archive.snapshot import Snapshot

FINGERPRINT = "test-model 1"
ROOT = Path(__file__).parents[2]
NAMES = [f"report{number}" for number in range(6)]


def article(name: str, version: int = 0, language: Language = "en", sentences: int = 4) -> Article:
    """An article of `sentences` sentences whose every word depends on its name and version."""
    text = " ".join(f"{name}v{version}s{number} said so." for number in range(sentences))
    return Article(name, text, f"Title of {name}", language, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),))


def version_of(text: str) -> int:
    """The version that `article` made a text for."""
    return int(text.split("v")[1].split("s")[0])


def direction(text: str, dimension: int = 32) -> NDArray[np.float32]:
    """A vector that only this text has."""
    return np.random.default_rng(zlib.crc32(text.encode())).standard_normal(dimension).astype(np.float32)


def index(articles: Sequence[Article]) -> Iterator[list[IndexedPassage]]:
    """One passage a sentence; its analysis is a hash of the whole article, so that a mixture is noticed."""
    for one in articles:
        passages: list[IndexedPassage] = []
        start = 0
        for number, sentence in enumerate(one.text.split(". ")):
            span = Span(start, start + len(sentence))
            start = span.end + 2
            passage = Passage(f"{one.id}:{number}", one.id, one.language, span, (span,))
            tokens = span.of(one.text).rstrip(".")
            passages.append(
                IndexedPassage(passage, direction(tokens), {one.language: tokens, "sound": "sd"}, _hash(one.text))
            )
        yield passages


def index_wider(articles: Sequence[Article]) -> Iterator[list[IndexedPassage]]:
    """As `index`, by a model of another dimension."""
    for passages in index(articles):
        yield [replace(one, vector=np.tile(one.vector, 2)) for one in passages]


def put_all(home: Path, articles: Sequence[Article]) -> None:
    """Adds articles as one change."""
    with Archive(home, FINGERPRINT).writing(index) as writer:
        for one in articles:
            writer.put(one)


def assert_whole(snapshot: Snapshot) -> dict[str, int]:
    """Holds everything in a snapshot against everything else; gives the version of each article by id."""
    assert snapshot.words.count() == snapshot.vectors.count() == snapshot.count_passages()
    versions = {}
    for stored in snapshot.articles():
        one = stored.article
        passages = snapshot.passages_of(one.id)
        assert len(passages) == len(one.text.split(". "))
        assert all(passage.analysis == _hash(one.text) for passage in passages)
        assert_found(snapshot, one, passages[-1].number)
        versions[one.id] = version_of(one.text)
    return versions


def assert_found(snapshot: Snapshot, one: Article, number: int) -> None:
    """Both indexes find passage `number` of an article by its own words, and its words are the article's."""
    [stored] = snapshot.passages([number])
    tokens = stored.passage.span.of(one.text).rstrip(".")
    [(nearest, similarity)] = snapshot.vectors.query(direction(tokens), 1, one.language)
    assert nearest == number and similarity > 0.999
    rare = tantivy.Query.term_query(snapshot.words.schema, one.language, tokens.split()[0], index_option="freq")
    assert [found for found, _ in snapshot.words.search(rare, 5)] == [number]


def start(action: str, home: Path, argument: str = "") -> subprocess.Popen[str]:
    """A new process that does `action`; what it has to say comes as JSON, one object a line."""
    return subprocess.Popen(
        [sys.executable, __file__, action, home, argument],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _say(**facts: object) -> None:
    print(json.dumps(facts), flush=True)


def _write_and_die(home: Path, _: str) -> None:
    """For each `[version, seconds]` read: a new process puts all articles of that version and is killed so soon."""
    for line in sys.stdin:
        version, seconds = json.loads(line)
        began = time.monotonic()
        if (child := os.fork()) == 0:
            put_all(home, [article(name, version) for name in NAMES])
            os._exit(0)
        if seconds is not None:
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)
        status = os.waitpid(child, 0)[1]
        _say(killed=status == signal.SIGKILL, failed=status not in (0, signal.SIGKILL), took=time.monotonic() - began)


def _write_for(home: Path, seconds: str) -> None:
    """Puts version after version for some seconds, and at last one article more."""
    end, version = time.monotonic() + float(seconds), 0
    while time.monotonic() < end:
        version += 1
        put_all(home, [article(name, version) for name in NAMES])
    put_all(home, [article("last")])
    _say(versions=version, last_published=time.monotonic())


def _read_until_last(home: Path, _: str) -> None:
    """Asks and checks until the article `last` is seen. Every other one must be of one and the same version."""
    archive, generations, questions = Archive(home, FINGERPRINT), set(), 0
    while True:
        with archive.reading() as snapshot:
            versions = assert_whole(snapshot)
            generations.add(snapshot.generation)
        seen = time.monotonic()
        questions += 1
        last = versions.pop("last", None)
        assert sorted(versions) == NAMES and len(set(versions.values())) == 1, versions
        if last is not None:
            return _say(last_seen=seen, generations=len(generations), questions=questions)


def _put(home: Path, names: str) -> None:
    put_all(home, [article(name) for name in names.split(",")])


def _put_little_room(home: Path, largest_file: str) -> None:
    """Adds many articles where no file may grow beyond so many bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest_file),) * 2)
    _tell_error(lambda: put_all(home, [article(f"long{number}", sentences=40) for number in range(100)]))


def _read_and_put_as_nobody(home: Path, _: str) -> None:
    """Reads and then writes as a user who may change nothing in the home."""
    if os.getuid() == 0:
        os.setuid(65534)
    archive = Archive(home, FINGERPRINT)
    with archive.reading() as snapshot:
        _say(versions=assert_whole(snapshot))
    archive.close()
    _tell_error(lambda: put_all(home, [article("more")]))


def _tell_error(action: Callable[[], None]) -> None:
    try:
        action()
        _say(error=None)
    except ArchiveError as error:
        _say(error=type(error).__name__, line=str(error))


_ACTIONS: dict[str, Callable[[Path, str], None]] = {
    "write-and-die": _write_and_die,
    "write-for": _write_for,
    "read-until-last": _read_until_last,
    "put": _put,
    "put-little-room": _put_little_room,
    "read-and-put-as-nobody": _read_and_put_as_nobody,
}

if __name__ == "__main__":
    action, home, *argument = sys.argv[1:]
    _ACTIONS[action](Path(home), argument[0] if argument else "")
