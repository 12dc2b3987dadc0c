"""Checking a quote: does it stand in the archive, and if not, what stands there in its stead?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from corpus.article import Article, Language
from retrieval.checking.alignment import Alignment, Run, align
from retrieval.checking.attribution import Sayers
from retrieval.checking.differences import Difference, Part, differences_of, part_of, without_outer_ellipses
from retrieval.checking.exact_words import ExactWord, exact_words, find_exactly, without_outer_marks
from retrieval.checking.reporting import Teller
from retrieval.checking.whereabouts import Place, Sought, Whereabouts
from retrieval.language.text import tokens

Standing = tuple[Article, int, int]
Verdict = Literal["verbatim", "altered", "stitched", "misattributed", "reported", "not found"]

MOST_COPIES = 100
# The share of a quote, by the rarity of its words, that must stand in one place for it to be that place's words.
ALTERED = 0.45
# Below this share no part of a quote stands there either, and nothing further is looked for.
PART_LIKENESS = 0.2
PART_WORDS = 3
CONTEXT = 300


@dataclass(frozen=True, slots=True)
class Checked:
    """A verdict on a quote with its proof; offsets count code points of `article.text`.

    Where the verdict is "reported" or "not found", `start:end` is the nearest passage, and no quotation.
    `also` are the other articles that have the quote verbatim. `by` is who the quote was said to be from.
    """

    text: str
    verdict: Verdict
    article: Article | None = None
    start: int | None = None
    end: int | None = None
    differences: tuple[Difference, ...] = ()
    parts: tuple[Part, ...] = ()
    also: tuple[str, ...] = ()
    by: str | None = None


class Checker:
    """Checks quotes against one snapshot of the archive."""

    def __init__(self, whereabouts: Whereabouts, sayers: Callable[[], Sayers], teller: Callable[[], Teller]) -> None:
        self._whereabouts, self._sayers, self._teller = whereabouts, sayers, teller

    def check(self, text: str, by: str | None = None, beside: Sequence[str] = ()) -> Checked:
        """The verdict on `text` as one quote, said to be from `by`, or else from the names that stand `beside` it."""
        return self.standing(text, by, beside) or self._told(text)

    def standing(self, text: str, by: str | None = None, beside: Sequence[str] = ()) -> Checked | None:
        """The verdict where the words of `text` stand in the archive, as they are or nearly; None where they do not."""
        words = exact_words(text)
        # Marks at the edges say that it is quoted, and may be the reader's or the article's own.
        quote = without_outer_marks(words) or words
        sought = self._whereabouts.sought(text)
        places = self._whereabouts.likely(sought, len(text))
        standing = _standing(quote, places)
        if standing:
            standing += _standing(quote, self._whereabouts.holding_all(sought, MOST_COPIES))
            return self._attributed(text, standing, by, beside)
        return self._near(text, quote, sought, places)

    def _attributed(self, text: str, standing: list[Standing], by: str | None, beside: Sequence[str]) -> Checked:
        """A quote that stands in the archive: verbatim, unless those who are named never had it."""
        names = [by] if by else list(beside)
        if not names:
            return _verbatim(text, standing)
        sayers = self._sayers()
        rightly = [place for place in standing if any(sayers.is_of(place[0], name) for name in names)]
        if not by and not rightly:
            # An article may itself say whom it quotes.
            rightly = [p for p in standing if any(sayers.is_mentioned(name, _around(*p)) for name in names)]
        if not rightly:
            return replace(_verbatim(text, standing), verdict="misattributed", by=names[0])
        return replace(_verbatim(text, [*rightly, *standing]), by=names[0])

    def _near(self, text: str, quote: list[ExactWord], sought: list[Sought], places: list[Place]) -> Checked | None:
        """A quote that nearly stands there, or in parts; None where it does not."""
        found = align(quote, [place.words for place in places])
        if found is None:
            return None
        likeness = _likeness(quote, found, sought)
        loose = _loose_text(text, quote, found)
        if loose and likeness >= PART_LIKENESS:
            places = [*places, *self._whereabouts.likely(self._whereabouts.sought(loose), len(text))]
            found = align(quote, [place.words for place in places]) or found
            likeness = _likeness(quote, found, sought)
        if likeness < ALTERED:
            return None
        return _nearly(text, quote, found.runs, places)

    def _told(self, text: str) -> Checked:
        """A quote of which no words stand there: the nearest passage, which may report it."""
        nearest = self._teller().nearest(text)
        if nearest is None:
            return Checked(text, "not found")
        verdict: Verdict = "reported" if nearest.reports else "not found"
        return Checked(text, verdict, nearest.article, nearest.start, nearest.end)


def _loose_text(text: str, quote: Sequence[ExactWord], found: Alignment) -> str:
    """The quote's longer stretches that stand in none of the places."""
    same = {at for run in found.runs for at in run.same}
    stretches = [list(group) for loose, group in groupby(range(len(quote)), lambda at: at not in same) if loose]
    loose = [at for stretch in stretches if sum(quote[i].is_word for i in stretch) > PART_WORDS for at in stretch]
    return " ".join(text[quote[at].start : quote[at].end] for at in loose)


def _likeness(quote: Sequence[ExactWord], found: Alignment, sought: Sequence[Sought]) -> float:
    """The share of the quote, by the rarity of its words, that stands where it was laid."""
    rarity = {(word.field, word.term): word.rarity for word in sought}
    weights = [_weight(word, rarity) for word in quote]
    same = {at for run in found.runs for at in run.same}
    return sum(weights[at] for at in same) / max(sum(weights), 1e-6)


def _weight(word: ExactWord, rarity: dict[tuple[Language, str], float]) -> float:
    return sum(rarity.get((token.language, token.term), 0.0) for token in tokens(word.key)) if word.is_word else 0.0


def _standing(quote: Sequence[ExactWord], places: Sequence[Place]) -> list[Standing]:
    """Where the quote stands as it is."""
    found: list[Standing] = []
    for place in places:
        at = find_exactly(quote, place.words)
        if at is not None:
            found.append((place.article, place.words[at].start, place.words[at + len(quote) - 1].end))
    return found


def _around(article: Article, start: int, end: int) -> str:
    return article.text[max(0, start - CONTEXT) : end + CONTEXT]


def _verbatim(text: str, standing: Sequence[Standing]) -> Checked:
    article, start, end = standing[0]
    also = tuple(dict.fromkeys(other.id for other, _, _ in standing if other.id != article.id))
    return Checked(text, "verbatim", article, start, end, also=also)


def _nearly(text: str, quote: Sequence[ExactWord], runs: Sequence[Run], places: Sequence[Place]) -> Checked:
    """A quote that was laid over the places: altered where it lies in one piece, else stitched."""
    if len(runs) > 1:
        runs = [without_outer_ellipses(run, quote) for run in runs]
    parts = tuple(part_of(text, quote, run, places[run.place]) for run in runs)
    differences = tuple(d for run in runs for d in differences_of(text, quote, run, places[run.place]))
    longest = max(parts, key=lambda part: len(part.text))
    place = (longest.article, longest.start, longest.end)
    if len(parts) == 1:
        return Checked(text, "altered", *place, differences)
    return Checked(text, "stitched", *place, differences, parts)
