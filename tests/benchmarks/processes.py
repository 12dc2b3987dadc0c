"""Whole processes, measured from outside: seconds from start to exit, and peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Finished:
    """A process that ended well: `seconds` of wall time, `peak` resident memory in MB (10^6 bytes), its output."""

    seconds: float
    peak: float
    out: str


def isnad_command() -> list[str]:
    """The installed `isnad` of this Python, else the same program by its module."""
    installed = Path(sys.executable).with_name("isnad")
    return [str(installed)] if installed.exists() else [sys.executable, "-m", "bot.cli"]


def run(command: Sequence[str], folder: Path, home: Path | None = None) -> Finished:
    """Runs `command` in `folder`, its output in files rather than pipes. Raises RuntimeError when it fails.

    The peak that the kernel reports includes that of this process before `exec`: keep imports here small.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ISNAD_")}
    environment |= {"PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1"}
    if home is not None:
        environment["ISNAD_HOME"] = str(home)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=err
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode:
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {err.read().decode()[-500:]}")
        # Linux counts kibibytes, macOS bytes.
        peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
        return Finished(seconds, peak, out.read().decode())
