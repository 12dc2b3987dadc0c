"""Texts as vectors, behind LangChain's `Embeddings`: the embedded model, or another one."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from corpus.errors import IsnadError
from retrieval.embedding.transformer import TransformerEmbeddings

EMBEDDED_MODEL = Path(__file__).parents[1] / "model"
Vectors = NDArray[np.float32]


class StaticEmbeddings(Embeddings):
    """A sentence-transformers `StaticEmbedding` folder read with `tokenizers` and numpy alone.

    A text's vector is the mean of its tokens' vectors, made unit length: the same numbers as
    `SentenceTransformer(folder).encode`, without the 13 seconds of its import.
    """

    def __init__(self, folder: Path = EMBEDDED_MODEL) -> None:
        self._folder = folder

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(_part(self._folder, "tokenizer.json")))
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _table(self) -> Vectors:
        return _read_table(_part(self._folder, "model.safetensors"))

    @cached_property
    def name(self) -> str:
        """What the archive's fingerprint records: a hash of the model's files."""
        digest = hashlib.sha256()
        for file in ("tokenizer.json", "model.safetensors"):
            digest.update(_part(self._folder, file).read_bytes())
        return f"embedded-{digest.hexdigest()[:12]}"

    def check(self) -> None:
        """Raises IsnadError where the model is not there."""
        self.name  # noqa: B018

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32 of shape (len(texts), dim); a text without a known token is all zeros."""
        vectors = np.zeros((len(texts), self._table.shape[1]), np.float32)
        for row, encoding in enumerate(self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)):
            if encoding.ids:
                vectors[row] = self._table[encoding.ids].mean(axis=0)
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return vectors

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's form of `encode`."""
        return [[float(x) for x in row] for row in self.encode(texts)]

    def encode_question(self, question: str) -> Vectors:
        """A unit vector, float32 of shape (dim,)."""
        return self.encode([question]).reshape(-1)

    def embed_query(self, text: str) -> list[float]:
        """LangChain's form of `encode_question`."""
        return [float(x) for x in self.encode_question(text)]


@lru_cache(maxsize=2)  # the archives of one process share a model
def load_embeddings(model: str | None, offline: bool = True) -> StaticEmbeddings | TransformerEmbeddings:
    """The embedded model, or the one that `model` names (a hub's name or a folder)."""
    return TransformerEmbeddings(model, offline) if model else StaticEmbeddings()


def _part(folder: Path, name: str) -> Path:
    """A file of the model, in whichever module folder sentence-transformers put it."""
    found = sorted(folder.glob(f"**/{name}"))
    if not found:
        raise IsnadError(f"the embedding model in {folder} has no {name}: install Isnad again")
    return found[0]


def _read_table(path: Path) -> Vectors:
    """The only tensor of a safetensors file, mapped rather than read."""
    with path.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
    tensor = next(value for key, value in header.items() if key != "__metadata__")
    dtype = {"F32": np.float32, "F16": np.float16}[tensor["dtype"]]
    start = 8 + length + tensor["data_offsets"][0]
    return np.memmap(path, dtype=dtype, mode="r", offset=start, shape=tuple(tensor["shape"]))
