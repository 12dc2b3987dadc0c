"""The seal of a generation: its files with size and checksum, written once, compared before use.

Chroma given a truncated or altered file may answer with garbage or crash the process, so its files are
compared before it sees them (about 1 GB a second).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from pathlib import Path

from retrieval.archive.errors import MEND_INDEX, DamagedIndex

_NAME = "manifest"


def write(folder: Path, fixed: Iterable[Path]) -> None:
    """Writes the manifest of the files `fixed` in `folder`, which never change again."""
    sealed = {path.relative_to(folder).as_posix(): [path.stat().st_size, _checksum(path)] for path in fixed}
    (folder / _NAME).write_text(json.dumps(sealed, indent=0))


def verify(folder: Path, part: str = "") -> None:
    """Compares the files of one part, or of all, with the manifest. Raises DamagedIndex for the first that differs."""
    try:
        sealed = json.loads((folder / _NAME).read_text())
        for name, (size, checksum) in sealed.items():
            path = folder / name
            if name.startswith(part) and (path.stat().st_size != size or _checksum(path) != checksum):
                raise DamagedIndex(f"the index is damaged ({path} has changed): {MEND_INDEX}")
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise DamagedIndex(f"the index is damaged or missing ({error}): {MEND_INDEX}") from error


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            checksum = zlib.crc32(block, checksum)
    return checksum
