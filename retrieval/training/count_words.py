"""Count in how many ordinary passages a word stands: `python -m retrieval.training.count_words DATA OUT`.

A small archive says little about which words are rare; these counts stand in until it has grown. DATA holds
`parallel/*.jsonl`; OUT is the JSON file that `retrieval.frequencies` reads.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from retrieval.language.text import tokens

_LEAST = 2


def count(data: Path) -> dict[str, object]:
    """Document counts of each language's terms, of those in at least two passages."""
    counts: dict[str, Counter[str]] = {"en": Counter(), "ar": Counter()}
    documents = 0
    for path in sorted((data / "parallel").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            documents += 1
            for language, counter in counts.items():
                counter.update({token.term for token in tokens(row[language])})
    kept = {lang: {t: n for t, n in sorted(c.items()) if n >= _LEAST} for lang, c in counts.items()}
    return {"documents": documents, **kept}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    args.out.write_text(
        json.dumps(count(args.data), ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
