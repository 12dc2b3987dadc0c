"""Chroma alone: `python -m tests.benchmarks.chroma_add FILE FOLDER`.

The passages of the JSONL `FILE` are split and turned into vectors beforehand; only the `add` calls to a new
persistent collection in `FOLDER`, with Chroma's own settings, are timed. Vectors with their ids and nothing
more: the least that Chroma can be asked to do. Prints {"passages", "seconds"}.
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
from retrieval.embedding import StaticEmbeddings

BATCH = 4096


def main(file: Path, folder: Path) -> None:
    articles = [article for article in articles_at(file) if isinstance(article, Article)]
    texts = [passage.span.of(article.text) for article in articles for passage in split_passages(article)]
    vectors = StaticEmbeddings().encode(texts)
    client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    collection = client.create_collection("passages", embedding_function=None)
    ids = [str(number) for number in range(len(texts))]
    began = time.perf_counter()
    for start in range(0, len(texts), BATCH):
        collection.add(ids=ids[start : start + BATCH], embeddings=vectors[start : start + BATCH])
    print(json.dumps({"passages": len(texts), "seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
