"""The one family of errors that a user sees as a single line."""

from __future__ import annotations


class IsnadError(Exception):
    """Something that the user can mend; the message says what is wrong and what to do."""


class UsageError(IsnadError):
    """The request itself is wrong (exit code 2), as against one that failed (exit code 1)."""


class ReadingError(IsnadError):
    """A file that cannot be read as an article."""
