"""Any sentence-transformers model in place of the embedded one, with its own prompts for questions and passages."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from corpus.errors import IsnadError
from retrieval.embedding.model_files import ModelFiles, find_model, not_here, tell_trouble
from retrieval.embedding.prompts import Prompts, prompts_of

Vectors = NDArray[np.float32]


class TransformerEmbeddings(Embeddings):
    """A model of the Hugging Face hub or of a folder; its weights are loaded when they are first used."""

    def __init__(self, model: str, offline: bool = True) -> None:
        self._asked_for, self._offline = model, offline

    @cached_property
    def _files(self) -> ModelFiles:
        return find_model(self._asked_for, self._offline)

    @cached_property
    def prompts(self) -> Prompts:
        """What is put before a question and before a passage. Raises IsnadError where there is no such model."""
        return prompts_of(self._asked_for, self._files.folder)

    @cached_property
    def name(self) -> str:
        """What the archive's fingerprint records: the model's name, and a digest of its files and its prompts.

        A model that cannot be found has its name alone, so that what needs no model goes on without it.
        """
        try:
            made_of = f"{self._files.identity()} {self.prompts!r}"
        except IsnadError:
            return self._asked_for
        last = self._asked_for.rstrip("/").rpartition("/")[2]
        return f"{last}-{hashlib.sha256(made_of.encode()).hexdigest()[:12]}"

    def check(self) -> None:
        """Raises IsnadError where there is no such model; its weights are not looked at."""
        self._files  # noqa: B018

    @cached_property
    def _model(self) -> Any:
        files = self._files
        _quieten()
        try:
            return _load(files, local_files_only=True)
        except OSError as error:
            if files.commit is None:
                tell_trouble(self._asked_for, error)
            if self._offline:
                raise not_here(self._asked_for, "only in part") from error
        except Exception as error:
            tell_trouble(self._asked_for, error)
        try:
            return _load(files, local_files_only=False)
        except Exception as error:
            tell_trouble(self._asked_for, error)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of passages, float32 of shape (len(texts), dim). Raises IsnadError for a model that fails."""
        return self._checked(self._model.encode_document, texts, self.prompts.passage)

    def encode_question(self, question: str) -> Vectors:
        """A unit vector, float32 of shape (dim,)."""
        return self._checked(self._model.encode_query, [question], self.prompts.query).reshape(-1)

    def _checked(self, encode: Any, texts: Sequence[str], prompt: str) -> Vectors:
        try:
            given = encode(list(texts), prompt=prompt, normalize_embeddings=True, show_progress_bar=False)
        except Exception as error:
            tell_trouble(self._asked_for, error)
        vectors = np.asarray(given, np.float32)
        if not texts:
            return np.zeros((0, 0), np.float32)
        if vectors.ndim != 2 or len(vectors) != len(texts) or not np.isfinite(vectors).all():
            raise IsnadError(f"the model {self._asked_for} gives no vector of numbers for a text: choose another")
        return vectors

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's form of `encode`."""
        return [[float(x) for x in row] for row in self.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        """LangChain's form of `encode_question`."""
        return [float(x) for x in self.encode_question(text)]


def _load(files: ModelFiles, local_files_only: bool) -> Any:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(files.name, device="cpu", revision=files.commit, local_files_only=local_files_only)


def _quieten() -> None:
    """Neither library writes bars and hints to the terminal of whoever asks a question."""
    import transformers

    told: Any = transformers.utils.logging
    told.set_verbosity_error()
    told.disable_progress_bar()
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
