"""The embedded model gives the numbers that sentence-transformers gives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.bundled import bundled_articles
from corpus.errors import IsnadError
from corpus.splitting import split_passages
from retrieval.embedding.embeddings import EMBEDDED_MODEL, StaticEmbeddings

QUESTIONS = ["How many US troops are in Iraq?", "كم عدد القوات الأميركية في العراق؟", "مُقاوَمة", "2,500", "🙂 Qais قيس"]


@pytest.fixture(scope="module")
def embedded() -> StaticEmbeddings:
    return StaticEmbeddings()


def passages() -> list[str]:
    return [passage.span.of(article.text) for article in bundled_articles() for passage in split_passages(article)]


def test_vectors_are_those_of_sentence_transformers(embedded: StaticEmbeddings) -> None:
    from sentence_transformers import SentenceTransformer

    texts = [*QUESTIONS, *passages()]
    theirs = SentenceTransformer(str(EMBEDDED_MODEL), device="cpu").encode(texts, show_progress_bar=False)
    assert np.allclose(embedded.encode(texts), theirs, atol=1e-5)


def test_vectors_are_unit_float32_and_do_not_depend_on_company(embedded: StaticEmbeddings) -> None:
    together = embedded.encode(QUESTIONS)
    assert together.dtype == np.float32 and together.ndim == 2
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    for row, text in zip(together, QUESTIONS, strict=True):
        assert np.allclose(row, embedded.encode([text])[0], atol=1e-6)


def test_a_text_without_words_is_all_zeros(embedded: StaticEmbeddings) -> None:
    assert not embedded.encode(["", "   "]).any()
    assert embedded.encode([]).shape[0] == 0


def test_langchain_gets_the_same_vectors(embedded: StaticEmbeddings) -> None:
    assert np.allclose(embedded.embed_documents(QUESTIONS), embedded.encode(QUESTIONS))
    assert np.allclose(embedded.embed_query(QUESTIONS[0]), embedded.encode(QUESTIONS)[0])
    assert embedded.embed_documents([]) == []


def test_the_name_says_which_files_made_the_index(embedded: StaticEmbeddings, tmp_path: Path) -> None:
    assert embedded.name == StaticEmbeddings().name
    for file in ("tokenizer.json", "model.safetensors"):
        (tmp_path / file).write_bytes((EMBEDDED_MODEL / file).read_bytes() + b" ")
    assert StaticEmbeddings(tmp_path).name != embedded.name


def test_a_translation_is_nearer_than_another_text(embedded: StaticEmbeddings) -> None:
    english, arabic, other = embedded.encode(["The army withdrew from the city", "انسحب الجيش من المدينة", "طبخت كعكة"])
    assert english @ arabic > english @ other


def test_a_folder_without_a_model_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(IsnadError, match="install Isnad again"):
        StaticEmbeddings(tmp_path).encode(["word"])
