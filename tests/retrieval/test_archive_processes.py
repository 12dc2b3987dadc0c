"""Several processes on one archive: each sees the old whole or the new whole, whoever dies or waits."""

from __future__ import annotations

import json
import os
import random
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

from retrieval.archive.archive import Archive
from retrieval.archive.diagnosis import diagnose
from retrieval.archive.generation import folders
from tests.retrieval.archive_actor import FINGERPRINT, NAMES, article, assert_whole, put_all, start

SECONDS_TOGETHER = 20


def write(writer: subprocess.Popen[str], version: int, seconds: float | None) -> dict[str, Any]:
    assert writer.stdin is not None and writer.stdout is not None
    print(json.dumps([version, seconds]), file=writer.stdin, flush=True)
    facts: dict[str, Any] = json.loads(writer.stdout.readline())
    assert not facts["failed"]
    return facts


def test_a_writer_killed_at_any_moment_leaves_the_old_or_the_new_whole(tmp_path: Path) -> None:
    put_all(tmp_path, [article(name) for name in NAMES])
    archive, version, left_over = Archive(tmp_path, FINGERPRINT), 1, 0
    with start("write-and-die", tmp_path) as writer:
        whole_write = write(writer, version, None)["took"]
        for attempt in range(20):
            killed = write(writer, version + 1, random.uniform(0, 1.1 * whole_write))["killed"]
            with archive.reading() as snapshot:
                [seen] = set(assert_whole(snapshot).values())
            assert seen in ((version, version + 1) if killed else (version + 1,)), f"attempt {attempt}"
            assert all("left over" in finding.trouble for finding in diagnose(tmp_path, FINGERPRINT))
            left_over += seen == version and len(folders(tmp_path)) > 1
            version = seen
    assert left_over, "no kill fell into the writing: the test proved nothing"
    archive.close()
    put_all(tmp_path, [article("after")])
    assert len(folders(tmp_path)) == 1 and diagnose(tmp_path, FINGERPRINT) == []


def test_four_readers_beside_a_writer_never_see_a_half(tmp_path: Path) -> None:
    put_all(tmp_path, [article(name) for name in NAMES])
    readers = [start("read-until-last", tmp_path) for _ in range(4)]
    writer = start("write-for", tmp_path, str(SECONDS_TOGETHER))
    written, *read = (json.loads(process.communicate()[0]) for process in (writer, *readers))
    assert written["versions"] > 5
    for facts in read:
        assert facts["generations"] > 5 and facts["questions"] > 50
        assert facts["last_seen"] - written["last_published"] < 2


def test_two_writers_at_once_wait_for_one_another(tmp_path: Path) -> None:
    names = [[f"{writer}{number}" for number in range(5)] for writer in ("a", "b", "c")]
    writers = [start("put", tmp_path, ",".join(part)) for part in names]
    assert [process.wait() for process in writers] == [0, 0, 0]
    with Archive(tmp_path, FINGERPRINT).reading() as snapshot:
        assert sorted(assert_whole(snapshot)) == sorted(sum(names, []))


def test_threads_of_one_process_ask_while_another_adds(tmp_path: Path) -> None:
    put_all(tmp_path, [article(name) for name in NAMES])
    archive, done = Archive(tmp_path, FINGERPRINT), Event()

    def ask() -> set[int]:
        seen = set()
        while not done.is_set():
            with archive.reading() as snapshot:
                [version] = set(assert_whole(snapshot).values())
                seen.add(version)
        return seen

    with ThreadPoolExecutor(3) as pool:
        asking = [pool.submit(ask) for _ in range(3)]
        for version in range(1, 7):
            put_all(tmp_path, [article(name, version) for name in NAMES])
        done.set()
        assert all(len(one.result()) > 1 for one in asking)
    archive.close()


def test_a_process_that_follows_the_archive_holds_no_file_of_the_past(tmp_path: Path) -> None:
    archive = Archive(tmp_path, FINGERPRINT)
    for version in range(6):
        put_all(tmp_path, [article(name, version) for name in NAMES])
        with archive.reading() as snapshot:
            assert_whole(snapshot)
    archive.close()
    end = time.monotonic() + 5  # Chroma closes its database in the background
    while (held := [path for path in open_files() if path.is_relative_to(tmp_path)]) and time.monotonic() < end:
        time.sleep(0.05)
    assert held == []


def open_files() -> list[Path]:
    return [Path(os.readlink(link)) for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
