"""Chroma alone: `python -m tests.benchmarks.chroma_add FILE FOLDER`.

The passages of the JSONL `FILE` are split and turned into vectors beforehand; only the `add` calls to new
persistent collections in `FOLDER`, with Chroma's own settings, are timed: once with the passages' texts, as a
store of passages needs them, and once with vectors and ids alone, the least that Chroma can be asked to do.
Prints {"with_texts": seconds, "vectors_only": seconds}.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import chromadb
from chromadb.config import Settings

from corpus.article import Article
from corpus.sources import articles_at
from corpus.splitting import split_passages
from retrieval.embedding.embeddings import StaticEmbeddings

BATCH = 4096


def main(file: Path, folder: Path) -> None:
    articles = [article for article in articles_at(file) if isinstance(article, Article)]
    texts = [passage.span.of(article.text) for article in articles for passage in split_passages(article)]
    vectors = StaticEmbeddings().encode(texts)
    client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    seconds = {}
    for name, documents in (("with_texts", texts), ("vectors_only", None)):
        collection = client.create_collection(name, embedding_function=None)
        began = time.perf_counter()
        for start in range(0, len(texts), BATCH):
            batch = slice(start, start + BATCH)
            ids = [str(number) for number in range(len(texts))[batch]]
            collection.add(ids=ids, embeddings=vectors[batch], documents=documents and documents[batch])
        seconds[name] = time.perf_counter() - began
    print(json.dumps(seconds))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
