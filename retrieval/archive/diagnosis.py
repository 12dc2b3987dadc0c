"""What is wrong with an archive, and which command mends it. Looks, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from retrieval.archive.archive import LOCK_FILE
from retrieval.archive.articles_db import ArticlesDb, text_hash
from retrieval.archive.errors import MEND_INDEX, DamagedDatabase, DamagedIndex
from retrieval.archive.generation import Generation, examine, folder_of, folders, unused

_REBUILD = "run `isnad rebuild`"
_START_AGAIN = "move it to another place and add the articles again with `isnad add`"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: `subject` (a file, folder or lock), `trouble`, and the `mending`."""

    subject: str
    trouble: str
    mending: str


def diagnose(home: Path, fingerprint: str) -> list[Finding]:
    """Everything that is wrong with the archive in `home`, worst first; empty where all is well.

    Reads every file of the index and every article. `fingerprint` is as for `Archive`.
    """
    home = home.absolute()
    try:
        db = ArticlesDb.for_reading(home)
        if db is None:
            return [Finding(str(home), "there is no archive here", "`isnad add PATH` begins one")]
        try:
            db.run("BEGIN")
            published = db.state()[0]
            findings = [*_database(home, db), *_index(home, db, fingerprint)]
        finally:
            db.close()
    except DamagedDatabase as error:
        return [Finding(str(home / "archive.sqlite"), str(error.__cause__ or error), _START_AGAIN)]
    return [*findings, *_writers(home, published)]


def _database(home: Path, db: ArticlesDb) -> Iterator[Finding]:
    path = str(home / "archive.sqlite")
    answers = [row[0] for row in db.run("PRAGMA integrity_check(3)")]
    if answers != ["ok"]:
        yield Finding(path, "; ".join(answers), _START_AGAIN)
    for stored in db.articles():
        if text_hash(stored.article.text) != stored.sha256:
            article = stored.article
            yield Finding(path, f"the text of {article.id} is not the one that was added", f"add {article.id} again")


def _index(home: Path, db: ArticlesDb, fingerprint: str) -> Iterator[Finding]:
    number, made_by = db.state()
    folder = folder_of(home, number)
    if number == 0:
        yield Finding(str(home), "nothing was published here", "`isnad add PATH` begins an archive")
        return
    if made_by != fingerprint and db.count_passages():
        yield Finding(str(folder), f"made by {made_by}, not by {fingerprint}", _REBUILD)
    try:
        held = Generation.hold(number, folder)
    except OSError as error:
        yield Finding(str(folder), f"the published index is missing ({error})", _REBUILD)
        return
    try:
        examine(folder, db.count_passages(), db.first_and_last_passages())
    except DamagedIndex as error:
        yield Finding(str(folder), str(error).removesuffix(f": {MEND_INDEX}"), _REBUILD)
    finally:
        held.close()


def _writers(home: Path, published: int) -> Iterator[Finding]:
    lock = FileLock(home / LOCK_FILE, timeout=0)
    try:
        with lock:
            leftovers = [folder for number, folder in folders(home).items() if number != published]
            for folder in leftovers:
                with unused(folder) as free:
                    if free:
                        yield Finding(str(folder), "left over, nobody uses it", "the next `isnad add` removes it")
    except Timeout:
        yield Finding(str(home / LOCK_FILE), "another isnad is writing at this moment", "wait until it has finished")
    except OSError as error:
        yield Finding(str(home), f"nothing can be added ({error})", "make the folder writable or set ISNAD_HOME")
