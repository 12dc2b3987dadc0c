"""The archive on disk: articles, their passages, and the index that is published for them.

Chroma does not bear a second process in a folder that one process writes, so nobody writes where
others read: a writer changes a copy of the index, checks it, and one SQLite commit shows articles,
passages and the new index together. A reader sees the old whole or the new whole.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from filelock import FileLock, Timeout

from corpus.article import Article
from retrieval.archive.articles_db import ArticlesDb
from retrieval.archive.errors import ArchiveBusy, ArchiveError, DamagedIndex, NoArchive, OtherModel, told_plainly
from retrieval.archive.generation import Generation, folder_of
from retrieval.archive.indexed import Indexer
from retrieval.archive.snapshot import Snapshot
from retrieval.archive.writer import Relate, Writer

LOCK_FILE = "write.lock"


def compare_nothing(db: ArticlesDb) -> None:
    """Leaves articles uncompared: nothing is known of stories then."""


class Archive:
    """The archive of one home, for any number of threads.

    `fingerprint` names what makes the index (model, tokeniser, stemmer versions); an index made by
    another is not searched. `patience` is how many seconds a writer waits for another one.
    """

    def __init__(self, home: Path, fingerprint: str, patience: float = 60.0) -> None:
        self.home = home.absolute()
        self.fingerprint = fingerprint
        self._patience = patience
        self._lock = Lock()
        self._current: Generation | None = None

    @property
    def begun(self) -> bool:
        """Whether anything was ever published here; an archive whose articles were all removed has begun."""
        db = ArticlesDb.for_reading(self.home)
        if db is None:
            return False
        try:
            return db.state()[0] > 0
        finally:
            db.close()

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """A snapshot for one question. Raises NoArchive, DamagedDatabase."""
        db = ArticlesDb.for_reading(self.home)
        if db is None:
            raise NoArchive(f"there is no archive in {self.home} yet: `isnad add` begins one")
        index: Generation | ArchiveError | None = None
        try:
            number, index = self._published(db)
            yield Snapshot(db, number, index)
        finally:
            db.close()
            if isinstance(index, Generation):
                self._give_back(index)

    @contextmanager
    def writing(self, index: Indexer, relate: Relate = compare_nothing) -> Iterator[Writer]:
        """A writer; what it did is published when the block ends, and forgotten if the block raises.

        `index` makes the passages of new and changed articles, `relate` compares these with the others. Raises
        ArchiveBusy, ReadOnlyHome, DiskFull, OtherModel, DamagedIndex; nothing was changed then.
        """
        with self._write_lock():
            db = ArticlesDb.for_writing(self.home)
            try:
                with _published_whole(Writer(self.home, db, self.fingerprint, index, relate)) as writer:
                    yield writer
            finally:
                db.close()

    def rebuild(self, index: Indexer, relate: Relate = compare_nothing) -> Generator[Article, None, None]:
        """Makes the index anew from archive.sqlite alone, and yields each article as its turn comes.

        It is published when the generator is exhausted, and forgotten when it is closed before.
        Raises as `writing` does.
        """
        with self._write_lock():
            db = ArticlesDb.for_writing(self.home)
            try:
                with _published_whole(Writer(self.home, db, self.fingerprint, index, relate, anew=True)) as writer:
                    yield from writer.index_again()
            finally:
                db.close()

    def close(self) -> None:
        """Lets go of the index; a later question opens it again."""
        with self._lock:
            self._retire_current()

    def _published(self, db: ArticlesDb) -> tuple[int, Generation | ArchiveError]:
        """Begins a read transaction and opens the index that belongs to it."""
        tried = 0
        while True:
            db.run("BEGIN")
            number, made_by = db.state()
            if number == 0:
                return 0, NoArchive(f"the archive in {self.home} is empty: `isnad add` fills it")
            if made_by != self.fingerprint and db.count_passages():
                return number, OtherModel.between(self.home, made_by, self.fingerprint)
            try:
                return number, self._take(number)
            except OSError as error:
                if number == tried:
                    return number, DamagedIndex(f"the published index is missing ({error}): run `isnad rebuild`")
            # A writer published and removed the old index between the two steps: look again.
            tried = number
            db.run("ROLLBACK")

    def _take(self, number: int) -> Generation:
        with self._lock:
            if self._current is None or self._current.number != number or not self._current.in_place():
                self._retire_current()
                self._current = Generation.hold(number, folder_of(self.home, number))
            self._current.users += 1
            return self._current

    def _give_back(self, generation: Generation) -> None:
        with self._lock:
            generation.users -= 1
            if generation.users == 0 and generation is not self._current:
                generation.close()

    def _retire_current(self) -> None:
        retired, self._current = self._current, None
        if retired is not None and retired.users == 0:
            retired.close()

    @contextmanager
    def _write_lock(self) -> Iterator[None]:
        with told_plainly(self.home):
            self.home.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.home / LOCK_FILE, timeout=self._patience)
        with told_plainly(self.home):
            try:
                lock.acquire()
            except Timeout as error:
                raise ArchiveBusy(
                    f"another isnad has been writing to {self.home} for {self._patience:.0f} s: "
                    "try again when it has finished"
                ) from error
        try:
            yield
        finally:
            lock.release()


@contextmanager
def _published_whole(writer: Writer) -> Iterator[Writer]:
    try:
        yield writer
        writer.publish()
    except BaseException:
        writer.abandon()
        raise
