"""A page for a browser: written under the home, or in the temporary folder where that cannot be written, and opened."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import tempfile
import webbrowser
from pathlib import Path

from corpus.errors import IsnadError

MOST_PAGES = 50
_NO_FILE_NAME = re.compile(r"[^\w.-]+")
_MOST_CHARACTERS = 60


def write_page(home: Path, identifier: str, html: str) -> Path:
    """Where the page lies now. It replaces an older one of the same id, and only the newest `MOST_PAGES` are kept.

    Raises IsnadError where nothing can be written.
    """
    name = f"{_NO_FILE_NAME.sub('_', identifier).lstrip('.')[:_MOST_CHARACTERS] or 'page'}.html"
    try:
        return _written(home.absolute() / "pages", name, html)
    except OSError:
        folder = _temporary_folder()
    try:
        return _written(folder, name, html)
    except OSError as error:
        raise IsnadError(f"the page cannot be written ({error}): make room, or set ISNAD_HOME or TMPDIR") from error


def open_in_browser(page: Path) -> bool:
    """Opens the page at its quote; False where no browser can, as on a machine without a display."""
    graphical = sys.platform == "darwin" or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )
    # Without a display only a browser inside the terminal is left, and that would mix with what is printed.
    return graphical and webbrowser.open(f"{page.as_uri()}#quote")


def _written(folder: Path, name: str, html: str) -> Path:
    """Written beside and moved into place, so that a browser never reads half a page."""
    folder.mkdir(mode=0o700, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
            file.write(html)
        page = Path(beside).replace(folder / name)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    _prune(folder)
    return page


def _temporary_folder() -> Path:
    """Always the same folder: one for each call would pile up. Raises IsnadError where it is somebody else's."""
    folder = Path(tempfile.gettempdir()) / f"isnad-pages-{os.getuid()}"
    if folder.is_symlink() or (folder.exists() and folder.stat().st_uid != os.getuid()):
        raise IsnadError(f"{folder} belongs to somebody else: set TMPDIR or ISNAD_HOME to a folder of yours")
    return folder


def _prune(folder: Path) -> None:
    with contextlib.suppress(OSError):  # another process may prune too
        pages = sorted(folder.iterdir(), key=lambda page: page.stat().st_mtime, reverse=True)
        for page in pages[MOST_PAGES:]:
            page.unlink(missing_ok=True)
