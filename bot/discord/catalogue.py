"""The names that complete as somebody types: they must be there at once, so they are held in memory."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from bot.discord import fitting
from corpus.article import Language
from corpus.folding import fold

if TYPE_CHECKING:
    from retrieval.archive.archive import Archive

FRESH_SECONDS = 5.0

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Listed:
    """An article's facts without its text."""

    id: str
    title: str
    outlet: str | None
    published: str | None
    language: Language


class Catalogue:
    """What is in the archive, by name. `refresh` is for a worker thread, the rest for the event loop."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._generation = -1
        self._looked = float("-inf")
        self.articles: tuple[Listed, ...] = ()

    @property
    def stale(self) -> bool:
        """Whether it is time to look whether the archive has changed."""
        return time.monotonic() - self._looked > FRESH_SECONDS

    def refresh(self) -> None:
        """Reads the facts again if another generation has been published. Raises ArchiveError."""
        self._looked = time.monotonic()
        with self._archive.reading() as snapshot:
            if snapshot.generation != self._generation:
                found = (stored.article for stored in snapshot.articles())
                self.articles = tuple(Listed(a.id, a.title, a.outlet, a.published, a.language) for a in found)
                self._generation = snapshot.generation

    @property
    def outlets(self) -> list[str]:
        """Every outlet once, those with most articles first."""
        counts: dict[str, int] = {}
        for article in self.articles:
            if article.outlet:
                counts[article.outlet] = counts.get(article.outlet, 0) + 1
        return sorted(counts, key=lambda outlet: (-counts[outlet], outlet))

    def outlet_called(self, name: str) -> str | None:
        """The outlet of that name, however its letters are written; None where there is none."""
        wanted = fold(name.strip())
        return next((outlet for outlet in self.outlets if fold(outlet) == wanted), None)

    def of_outlet(self, outlet: str | None) -> list[Listed]:
        """The articles of an outlet, or all."""
        return [article for article in self.articles if outlet is None or article.outlet == outlet]

    def matching_outlets(self, typed: str) -> list[str]:
        """The outlets to suggest for what somebody has typed so far."""
        return _suggested(typed, ((outlet, outlet, outlet) for outlet in self.outlets))

    def matching_articles(self, typed: str) -> list[Listed]:
        """The articles to suggest, found by their id or title."""
        return _suggested(typed, ((article, article.id, f"{article.title} {article.id}") for article in self.articles))


def _suggested(typed: str, named: Iterable[tuple[T, str, str]]) -> list[T]:
    """Things whose name begins with what was typed, then those whose name holds it; as many as Discord shows.

    Of each a thing, the value that Discord is given for it, and its name.
    """
    wanted = fold(typed.strip())
    begins: list[T] = []
    holds: list[T] = []
    for thing, value, name in named:
        folded = fold(name)
        if wanted in folded and fitting.size(value) <= fitting.CHOICE:
            (begins if folded.startswith(wanted) else holds).append(thing)
    return [*begins, *holds][: fitting.CHOICES]
