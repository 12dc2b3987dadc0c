"""Quotes whose verdict is known, made from articles: taken as they are, altered, joined, misattributed, from elsewhere.

What counts as standing in an article is decided here by means of its own (`plain`), not by the checker's.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Article, Language, Span
from corpus.language import detect_language
from corpus.splitting import split_sentences

KINDS = ("verbatim", "altered", "stitched", "misattributed", "not found")
STRANGERS = ("Reuters", "Tigris Herald", "The Guardian", "الشرق الأوسط", "وكالة أنباء الرافدين", "BBC")
VERDICTS = ("verbatim", "altered", "stitched", "misattributed", "reported", "not found")
FEWEST_WORDS = 6
PART_WORDS = (6, 18)
_NEGATIONS: dict[Language, tuple[str, ...]] = {"en": ("not", "never", "hardly"), "ar": ("لا", "لم", "غير")}
_MARKS = re.compile('[“”"«»„]')
_ANY_MARK = re.compile("[“”\"«»„‟‘’'`‹›]+")


@dataclass(frozen=True)
class Case:
    """A quote, who it is said to be from, the verdict that it deserves, and how it was made."""

    text: str
    by: str | None
    expected: str
    language: Language
    how: str


def elsewhere_sentences() -> list[str]:
    """Sentences on baking, football, physics and the like, in both languages, that no news archive has."""
    return (Path(__file__).with_name("elsewhere.txt")).read_text(encoding="utf-8").splitlines()


def plain(text: str) -> str:
    """`text` without spacing, vowel marks and tatweel, its quotation marks alike."""
    unmarked = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) not in ("Mn", "Cf"))
    return re.sub(r"[\s\u0640]", "", _ANY_MARK.sub('"', unmarked))


class CaseMaker:
    """Makes cases from the articles of an archive and from sentences that none of them has. Seeded."""

    def __init__(self, articles: Sequence[Article], outside: Sequence[str], seed: int) -> None:
        self.chance = random.Random(seed)
        self._articles, self._outside = articles, outside
        self._plain = {article.id: plain(article.text) for article in articles}
        self._archive = "\n".join(self._plain.values())
        self._sentences = {article.id: split_sentences(article.text) for article in articles}
        words = {word for article in articles for word in re.findall(r"[^\W\d_]{3,}", article.text)}
        self._words = {
            language: sorted(word for word in words if detect_language(word) == language) for language in ("ar", "en")
        }

    def cases(self, count: int) -> list[Case]:
        """`count` cases, the kinds in turn."""
        makers: dict[str, Callable[[], Case | None]] = {
            "verbatim": self.verbatim,
            "altered": self.altered,
            "stitched": self.stitched,
            "misattributed": self.misattributed,
            "not found": self.elsewhere,
        }
        made: list[Case] = []
        while len(made) < count:
            case = makers[KINDS[len(made) % len(KINDS)]]()
            if case is not None:
                made.append(case)
        return made

    def verbatim(self) -> Case:
        """Words as they stand, set another way or not, attributed rightly or to nobody."""
        article, text = self._quote(self.chance.randint(4, 8))
        ways = [_as_it_is, _respaced, self._other_marks, self._with_vowels, self._with_tatweel]
        how = self.chance.choice(ways[: 5 if article.language == "ar" else 3])
        by = article.outlet if self.chance.random() < 0.3 else None
        return Case(how(text), by, "verbatim", article.language, how.__name__.strip("_"))

    def misattributed(self) -> Case:
        """Words as they stand, attributed to an outlet that never had them."""
        article, text = self._quote(FEWEST_WORDS)
        bare = plain(text)
        sayers = {other.outlet for other in self._articles if bare in self._plain[other.id]}
        others = [*STRANGERS, *dict.fromkeys(other.outlet for other in self._articles if other.outlet)]
        by = self.chance.choice([outlet for outlet in others if outlet not in sayers])
        return Case(text, by, "misattributed", article.language, "by another")

    def altered(self) -> Case | None:
        """One to three words changed, left out, put in or swapped."""
        article, text = self._quote(FEWEST_WORDS)
        words = text.split()
        ways = [self._change, self._change_number, self._drop, self._swap, self._negate]
        how = self.chance.choice(ways)
        changed = how(words, article.language, self.chance.randint(1, min(3, len(words) // 4)))
        return self._unless_standing(" ".join(changed), "altered", article, how.__name__.strip("_"))

    def stitched(self) -> Case | None:
        """Two spans of one language joined that stand in two articles, or eight words or more apart."""
        article = self.chance.choice(self._articles)
        others = [other for other in self._articles if other.language == article.language and other is not article]
        other = self.chance.choice(others) if others and self.chance.random() < 0.5 else article
        first, second = self._part(article), self._part(other)
        between = article.text[min(first.end, second.end) : max(first.start, second.start)]
        if other is article and len(between.split()) < 8:
            return None
        text = first.of(article.text) + self.chance.choice((" ", " ", " … ", "... ")) + second.of(other.text)
        how = "one article" if other is article else "two articles"
        return self._unless_standing(text, "stitched", article, how)

    def elsewhere(self) -> Case | None:
        """A sentence that no article has."""
        text = self.chance.choice(self._outside)
        if plain(text) in self._archive:
            return None
        return Case(text, None, "not found", detect_language(text), "elsewhere")

    def _quote(self, fewest: int) -> tuple[Article, str]:
        """A sentence, two of them, or some words of one, of `fewest` words at least."""
        while True:
            article = self.chance.choice(self._articles)
            sentences = self._sentences[article.id]
            at = self.chance.randrange(len(sentences))
            last = min(at + self.chance.choice((0, 0, 1)), len(sentences) - 1)
            text = article.text[sentences[at].start : sentences[last].end]
            if self.chance.random() < 0.4:
                text = self._some_words(text, max(fewest, 5), 30).of(text)
            if len(text.split()) >= fewest:
                return article, text

    def _part(self, article: Article) -> Span:
        while True:
            sentence = self.chance.choice(self._sentences[article.id])
            part = self._some_words(sentence.of(article.text), *PART_WORDS)
            if len(part.of(sentence.of(article.text)).split()) >= PART_WORDS[0]:
                return Span(sentence.start + part.start, sentence.start + part.end)

    def _some_words(self, text: str, fewest: int, most: int) -> Span:
        """A run of whole words of `text`, cut at white space."""
        ends = [(match.start(), match.end()) for match in re.finditer(r"\S+", text)]
        size = self.chance.randint(min(fewest, len(ends)), min(most, len(ends)))
        first = self.chance.randint(0, len(ends) - size)
        return Span(ends[first][0], ends[first + size - 1][1])

    def _unless_standing(self, text: str, expected: str, article: Article, how: str) -> Case | None:
        return None if plain(text) in self._archive else Case(text, None, expected, article.language, how)

    # What is done to words

    def _change(self, words: list[str], language: Language, count: int) -> list[str]:
        changed = list(words)
        for at in self.chance.sample(range(len(words)), count):
            changed[at] = self.chance.choice(self._words[language])
        return changed

    def _change_number(self, words: list[str], language: Language, count: int) -> list[str]:
        numbers = [at for at, word in enumerate(words) if re.search(r"\d", word)]
        if not numbers:
            return self._change(words, language, 1)
        at = self.chance.choice(numbers)
        other = re.sub(r"\d", lambda found: str((int(found[0]) + self.chance.randint(1, 9)) % 10), words[at], count=1)
        return [*words[:at], other, *words[at + 1 :]]

    def _drop(self, words: list[str], language: Language, count: int) -> list[str]:
        gone = set(self.chance.sample(range(1, len(words) - 1), count))
        return [word for at, word in enumerate(words) if at not in gone]

    def _swap(self, words: list[str], language: Language, count: int) -> list[str]:
        swapped = list(words)
        for _ in range(count):
            a, b = self.chance.sample(range(len(words)), 2)
            swapped[a], swapped[b] = swapped[b], swapped[a]
        return swapped

    def _negate(self, words: list[str], language: Language, count: int) -> list[str]:
        at = self.chance.randint(1, len(words) - 1)
        return [*words[:at], self.chance.choice(_NEGATIONS[language]), *words[at:]]

    # What a text may undergo and stay the same

    def _other_marks(self, text: str) -> str:
        return _MARKS.sub(lambda _: self.chance.choice('“”"«»„'), text)

    def _with_vowels(self, text: str) -> str:
        marks = ("", "", "\u064e", "\u0650", "\u0651")
        return re.sub("[\u0621-\u064a]", lambda found: found[0] + self.chance.choice(marks), text)

    def _with_tatweel(self, text: str) -> str:
        return re.sub("[بتسشنمهيكل](?=[\u0621-\u064a])", lambda f: f[0] + "\u0640" * (self.chance.random() < 0.2), text)


def _as_it_is(text: str) -> str:
    return text


def _respaced(text: str) -> str:
    return " \n".join(text.split(" "))


def confusion(pairs: Iterable[tuple[str, str]]) -> str:
    """A table of (expected, given) verdicts: a row an expected one, with the share that is right."""
    counts = Counter(pairs)
    rows = [f"{'expected':>14} " + " ".join(f"{verdict:>13}" for verdict in VERDICTS) + f"{'right':>8}"]
    for expected in KINDS:
        total = sum(counts[expected, given] for given in VERDICTS)
        if total:
            cells = " ".join(f"{counts[expected, given]:>13}" for given in VERDICTS)
            rows.append(f"{expected:>14} {cells}{counts[expected, expected] / total:>8.3f}")
    right = sum(count for (expected, given), count in counts.items() if expected == given)
    return "\n".join([*rows, f"right: {right} of {counts.total()} ({right / max(counts.total(), 1):.3f})"])
