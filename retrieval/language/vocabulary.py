"""The Arabic word forms that the lexicon writes out: the words that the analysis of Arabic knows."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from retrieval.language.arabic import fold_text

LEXICON_FILES = tuple(sorted((Path(__file__).parents[1] / "lexicon").glob("*.tsv")))
# Before letters are folded, or أل of "ألمانيا" would be taken for one.
_ARTICLE = re.compile(r"^ال(?=\w{3})")


@lru_cache(maxsize=1)
def known_forms() -> frozenset[str]:
    """Every single word on the lexicon's Arabic side, folded, without its article."""
    lines = (line for path in LEXICON_FILES for line in path.read_text(encoding="utf-8").splitlines())
    forms = (form.strip() for line in lines if line[:1] != "#" for form in line.partition("\t")[0].split("|"))
    words = (_ARTICLE.sub("", form) for form in forms if " " not in form)
    return frozenset(fold_text("\n".join(words)).split("\n"))
