"""Figures of `Engine.check` over an archive of about 100,000 passages.

The archive is made once, of the bundled articles' sentences with other names, numbers and words, and kept in the
system's folder for temporary files: it takes minutes. `python -m tests.benchmarks.checking` measures this alone.
"""

from __future__ import annotations

import gc
import json
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median

from corpus.article import Article
from corpus.bundled import bundled_articles
from corpus.records import article_from_record
from corpus.splitting import split_sentences
from retrieval.engine import Engine
from tests.benchmarks.figure import Figure
from tests.retrieval.checking_cases import CaseMaker, elsewhere_sentences

PASSAGES = 100_000
TARGET_MS = 50.0
CASES = 400
_ARTICLES = 3_200
_SENTENCES = 92  # an article's; twenty passages or a little more
_OUTLETS = ("Tigris Herald", "Cedar Times", "Delta Post", "صحيفة الفرات", "أخبار الجسر", "وكالة السهم")
_LEXICON = Path(__file__).parents[2] / "retrieval" / "lexicon"
_TO_VARY = re.compile(r"\d+|[^\W\d_]{4,}")


def checking_figures() -> Iterator[Figure]:
    """The median time a quote of each verdict takes, with the worst in the note."""
    kept = Path(tempfile.gettempdir()) / f"isnad-bench-{PASSAGES}-passages"
    # An index that another model or analysis made is of no use here: each has a home of its own.
    engine = Engine(kept / Engine(kept).fingerprint.replace(" ", "-"))
    if not engine.archive.begun:
        # Not by `add`, which would go on to compare their stories: these tell three thousand times the same one.
        with engine.archive.writing(engine._index) as writer:
            for article in generated_articles():
                writer.put(article)
    with engine.archive.reading() as snapshot:
        passages = snapshot.count_passages()
    maker = CaseMaker(list(islice(generated_articles(), 60)), elsewhere_sentences(), seed=3)
    cases = maker.cases(CASES)
    engine.check("A first quote opens the index.")
    gc.collect()
    gc.freeze()  # the sentences that the cases were made from are no part of the program
    times: dict[str, list[float]] = {}
    for case in cases:
        began = time.perf_counter()
        checked = engine.check(case.text, case.by)
        times.setdefault(checked.verdict, []).append((time.perf_counter() - began) * 1000)
    engine.close()
    for verdict, taken in sorted(times.items()):
        note = f"{len(taken)} quotes, {passages:,} passages; the slowest {max(taken):.0f} ms"
        yield Figure(f"checking a quote: {verdict}", median(taken), "ms", TARGET_MS, note=note)


def generated_articles() -> Iterator[Article]:
    """Articles of varied sentences, in both languages in turn. Seeded."""
    chance = random.Random(11)
    sentences = {language: _sentences(language) for language in ("ar", "en")}
    words = {language: _words(language) for language in ("ar", "en")}
    for number in range(_ARTICLES):
        language = ("en", "ar")[number % 2]
        chosen = chance.choices(sentences[language], k=_SENTENCES)
        varied = [_varied(sentence, words[language], chance) for sentence in chosen]
        record = {
            "id": f"generated-{number}",
            "language": language,
            "outlet": chance.choice(_OUTLETS),
            "text": "\n\n".join(" ".join(varied[at : at + 4]) for at in range(0, _SENTENCES, 4)),
        }
        yield article_from_record(json.dumps(record).encode(), None)


def _sentences(language: str) -> list[str]:
    return [
        sentence.of(article.text)
        for article in bundled_articles()
        if article.language == language
        for sentence in split_sentences(article.text)
        if len(sentence.of(article.text).split()) >= 8
    ]


def _words(language: str) -> list[str]:
    """Single words of the lexicon, to take the place of others."""
    lines = [line for file in sorted(_LEXICON.glob("*.tsv")) for line in file.read_text("utf-8").splitlines()]
    pairs = [line.split("\t") for line in lines if line.count("\t") == 1]
    forms = [form.strip() for ar, en in pairs for form in (ar.split("|") if language == "ar" else en.split(";"))]
    return sorted({form for form in forms if form.isalpha() and len(form) > 2})


def _varied(sentence: str, words: list[str], chance: random.Random) -> str:
    """A sentence with every number and a third of its longer words replaced."""

    def other(found: re.Match[str]) -> str:
        if found[0].isdigit():
            return str(chance.randint(2, 4000))
        return chance.choice(words) if chance.random() < 0.35 else found[0]

    return _TO_VARY.sub(other, sentence)


if __name__ == "__main__":
    for figure in checking_figures():
        print(f"{figure.what}: median {figure.value:.1f} {figure.unit} ({figure.note})")
    sys.exit(0)
