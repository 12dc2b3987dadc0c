"""What the embedded model learns from: pairs of texts that mean the same, and how common words are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from corpus.article import Language
from retrieval.translation import good_entries

Pair = tuple[str, str]
Pairs = dict[str, list[Pair]]
# Words of a language with how often each stands among a million.
CommonWords = dict[Language, dict[str, float]]
_SENTENCE = re.compile(r"(?<=[.!?؟])\s+")
_MOST_COMMON: dict[Language, int] = {"en": 42_000, "ar": 55_000}


def read_pairs(data: Path, without: Sequence[str] = ()) -> Pairs:
    """Pairs of texts that mean the same, or a question and its passage, by source; `data` as the README says.

    Files of `parallel` whose name one of the globs `without` matches are left out; ValueError where it matches none.
    """
    pairs: Pairs = {"sentences": [], "passages": [], "questions": [], "lexicon": [], "names": []}
    for path in _parallel(data, without):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            pairs["passages"].append((row["en"], row["ar"]))
            english, arabic = _SENTENCE.split(row["en"]), _SENTENCE.split(row["ar"])
            if len(english) == len(arabic):
                pairs["sentences"] += zip(english, arabic, strict=True)
            for qa in row["qa"]:
                pairs["questions"] += [(qa[f"q_{a}"], row[b]) for a in ("en", "ar") for b in ("en", "ar")]
                pairs["sentences"].append((qa["q_en"], qa["q_ar"]))
    for name in ("tatoeba", "ntrex"):
        pairs["sentences"] += _tsv(data / "pairs" / f"{name}.tsv")
    pairs["names"] = _tsv(data / "pairs" / "names_transliteration.tsv")
    for arabic_forms, equivalents in good_entries():
        pairs["lexicon"] += [(ar, en) for ar in arabic_forms for en in equivalents[:3]]
    return pairs


def _parallel(data: Path, without: Sequence[str]) -> list[Path]:
    files = sorted((data / "parallel").glob("*.jsonl"))
    for glob in without:
        kept = [path for path in files if not fnmatch(path.name, glob)]
        if kept == files:
            raise ValueError(f"no file of {data / 'parallel'} is named {glob}")
        files = kept
    return files


def _tsv(path: Path) -> list[Pair]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [(row[0], row[1]) for row in rows if len(row) == 2]


def common_words() -> CommonWords:
    """The commonest words of both languages, by the package wordfreq (Speer, 2022)."""
    from wordfreq import top_n_list, word_frequency

    return {
        language: {
            word: word_frequency(word, language, wordlist="large") * 1e6
            for word in top_n_list(language, count, wordlist="large")
            if word.isalpha()
        }
        for language, count in _MOST_COMMON.items()
    }


def tokenizer_texts(pairs: Pairs, common: CommonWords) -> Iterator[str]:
    """What the tokenizer's subwords are counted in: every pair, and common words as often as they are used."""
    for rows in pairs.values():
        for pair in rows:
            yield from pair
    for words in common.values():
        for word, per_million in words.items():
            yield from [word] * min(2000, round(per_million))
