"""Who a quote is said to be from: names of outlets and authors, matched across scripts, and found beside a quote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from corpus.article import Article, Span
from corpus.outlets import names_outlet
from retrieval.language.arabic import fold_letters
from retrieval.language.sound import sound_keys
from retrieval.language.text import Token, tokens
from retrieval.translation import LONGEST_PHRASE, Lexicon, is_stop_word

NEAR = 160
LONGEST_NAME = 5
_KIND_OF_OUTLET = frozenset(
    fold_letters(word)
    for word in (
        "news agency newspaper network channel tv website site daily magazine press online com net org www the al el "
        "نيوز وكالة الأنباء أنباء للأنباء صحيفة جريدة قناة شبكة موقع مجلة تلفزيون إذاعة الإخبارية الإخباري نت"
    ).split()
)
_SUN_ARTICLE = re.compile(r"^a(?=(?:sh|[stdnrz])\w{3})")
_SENTENCE_END = re.compile(r"[.!?؟](?=\s)|\n\s*\n")
_LATIN_NAME = re.compile(r"(?:[A-Z][\w’'&-]*\.?)(?:\s+(?:of|the|al|el|[A-Z][\w’'&-]*)){0,4}")
_ARABIC_OUTLET = re.compile(
    r"(?:وكالة|صحيفة|جريدة|قناة|شبكة|موقع|مجلة|إذاعة)(?:\s+[\w«»\"]+){1,3}"
    r"|\w+\s+(?:نيوز|برس)\b|رويترز|العربية نت|بي بي سي"
)
_CUES = re.compile(
    r"(?:according to|citing|cited by|reported by|quoted by|told|published by|published in|from|via|reports?|reported|"
    r"said|says|wrote|writes|quoted|"
    r"[وف]?(?:بحسب|حسب|وفقا?ً?|وفق|نقلا?ً?|عن|نقلت|نقلته|ذكرت|ذكر|ذكره|ذكرته|أفادت|أفاد|أوردت|أورد|أوردته|قالت|قال|كتبت|"
    r"كتب|نشرت|نشر|نشرته|لصحيفة|لوكالة|لقناة|لموقع|صحيفة|وكالة|قناة|موقع|جريدة|شبكة|مجلة))",
    re.IGNORECASE,
)


class Sayers:
    """The outlets and authors of an archive, to be found in a text whatever script writes them."""

    def __init__(self, names: Iterable[str], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._by_key: dict[str, list[str]] = {}
        for name in names:
            for key in self._keys_of_name(_telling(name)):
                self._by_key.setdefault(key, []).append(name)

    def same(self, one: str, other: str) -> bool:
        """Whether two names are one outlet or author: word for word, by sound, or as the lexicon translates it."""
        return self._same(_telling(one), _telling(other))

    def is_of(self, article: Article, name: str) -> bool:
        """Whether the article is by the outlet or author `name`, or from its address."""
        return any(self.same(name, known) for known in names_of(article))

    def is_mentioned(self, name: str, text: str) -> bool:
        """Whether `text` names the outlet or author."""
        wanted = _telling(name)
        keys = self._keys_of_name(wanted)
        return any(keys & _keys_of_run(run) and self._same(wanted, run) for run in _runs(list(tokens(text))))

    def beside(self, text: str, quote: Span, bounds: Span) -> list[str]:
        """The sources that the sentence around `quote` names in `bounds`: known ones, else what reads as outlets."""
        before = text[max(bounds.start, quote.start - NEAR) : quote.start]
        before = before[max((end.end() for end in _SENTENCE_END.finditer(before)), default=0) :]
        after = text[quote.end : min(bounds.end, quote.end + NEAR)]
        ending = _SENTENCE_END.search(after, 3)
        after = after[: ending.start()] if ending else after
        known = [name for part in (before, after) for name in self._known_in(part)]
        return list(dict.fromkeys(known or [name for part in (before, after) for name in _outlets_in(part)]))

    def _known_in(self, text: str) -> Iterator[str]:
        words = list(tokens(text))
        for run in _runs(words):
            telling = [word for word in run if word.surface not in _KIND_OF_OUTLET] or run
            for name in dict.fromkeys(name for key in _keys_of_run(telling) for name in self._by_key.get(key, ())):
                if self._same(telling, _telling(name)) and (len(telling) > 1 or _is_named(run[0], text)):
                    yield name

    def _same(self, one: Sequence[Token], other: Sequence[Token]) -> bool:
        if not one or not other:
            return False
        if len(one) == len(other) and all(map(_alike, one, other)):
            return True
        joined = "".join(word.surface for word in one), "".join(word.surface for word in other)
        if joined[0] == joined[1] or (len(one) != len(other) and _keys_of(joined[0]) & _keys_of(joined[1])):
            return True
        return one[0].language != other[0].language and (self._translated(one, other) or self._translated(other, one))

    def _translated(self, one: Sequence[Token], other: Sequence[Token]) -> bool:
        if len(one) > LONGEST_PHRASE:
            return False
        wanted = tuple(word.term for word in other)
        entries = self._lexicon.lookup(one)
        return any(wanted == phrase for entry in entries if entry.exact for phrase in entry.side(other[0].language))

    def _keys_of_name(self, words: Sequence[Token]) -> set[str]:
        """What a name may be looked up by: the keys of its own words, and the first words of its translations."""
        keys = _keys_of_run(words)
        if 0 < len(words) <= LONGEST_PHRASE:
            for entry in self._lexicon.lookup(words):
                keys |= {phrase[0] for phrase in (*entry.ar, *entry.en)} if entry.exact else set()
        return keys


def names_of(article: Article) -> list[str]:
    """Who an article is from: its outlet, its author, the host of its address."""
    host = (urlsplit(article.url).hostname or "").removeprefix("www.") if article.url else ""
    return [name for name in (article.outlet, article.author, host, host.rpartition(".")[0]) if name]


def _telling(name: str) -> list[Token]:
    """The words of a name without those that only say that it is an outlet, unless it has no others."""
    words = [word for word in tokens(name) if word.surface not in ("the", "al", "el")]
    return [word for word in words if word.surface not in _KIND_OF_OUTLET] or words


def _runs(words: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Every run of at most `LONGEST_NAME` words, long ones first, that neither begins nor ends with a joining word."""
    for size in range(min(LONGEST_NAME, len(words)), 0, -1):
        for first in range(len(words) - size + 1):
            run = [word for word in words[first : first + size] if word.surface not in ("the", "al", "el")]
            if run and not is_stop_word(run[0]) and not is_stop_word(run[-1]):
                yield run


def _keys_of_run(words: Sequence[Token]) -> set[str]:
    """The first word, its term and its sound, and the sound of all words together."""
    if not words:
        return set()
    joined = _keys_of("".join(word.surface for word in words))
    return {words[0].surface, words[0].term, *_keys_of(words[0].surface), *joined}


def _alike(one: Token, other: Token) -> bool:
    """The same word, or the same sound; in one script only a sound of three consonants or more says much."""
    fewest = 2 if one.language != other.language else 3
    shared = _keys_of(one.surface) & _keys_of(other.surface)
    return one.surface == other.surface or any(len(key) >= fewest for key in shared)


def _keys_of(word: str) -> frozenset[str]:
    stripped = _SUN_ARTICLE.sub("", word)
    return sound_keys(word) | sound_keys(stripped)


def _is_named(word: Token, text: str) -> bool:
    """Whether a name of one word is meant as one: it has a capital, or a word before or after it says so."""
    if word.capital:
        return True
    before = text[: word.start].split()[-2:]
    return any(_CUES.fullmatch(cue.strip('«»"“”،,:(')) for cue in before)


def _outlets_in(text: str) -> Iterator[str]:
    """What reads as an outlet though the archive has none of it, after or before a word that attributes."""
    for pattern in (_LATIN_NAME, _ARABIC_OUTLET):
        for match in pattern.finditer(text):
            around = [*text[: match.start()].split()[-3:], *text[match.end() :].split()[:2]]
            cued = any(_CUES.fullmatch(word.strip('«»"“”،,:()')) or word.lower() in ("to", "to:") for word in around)
            if cued and names_outlet(match.group()):
                yield match.group().strip('«»"')
