"""The embedded model gives the numbers that sentence-transformers gives; any other model can stand in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.bundled import bundled_articles
from corpus.errors import IsnadError
from corpus.splitting import split_passages
from retrieval.embedding import EMBEDDED_MODEL, StaticEmbeddings, load_embeddings
from retrieval.engine import Engine
from retrieval.errors import OtherModel

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


def test_a_model_that_is_not_there_is_one_error_that_says_what_to_do(tmp_path: Path) -> None:
    missing = str(tmp_path / "nothing")
    engine = Engine(tmp_path / "home", model=missing)
    with pytest.raises(IsnadError, match="ISNAD_OFFLINE") as raised:
        engine.fill()
    assert missing in str(raised.value) and "\n" not in str(raised.value)
    engine.close()


@pytest.fixture(scope="module")
def transformer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers folder with a two-layer Bert of random weights."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import BertWordPieceTokenizer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("transformer")
    pieces = BertWordPieceTokenizer()
    pieces.train_from_iterator(passages(), vocab_size=500, show_progress=False)
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=pieces.get_vocab_size(),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=128,
    )
    BertModel(config).save_pretrained(folder / "bert")
    BertTokenizerFast(tokenizer_object=pieces._tokenizer, model_max_length=128).save_pretrained(folder / "bert")
    bert = Transformer(str(folder / "bert"), max_seq_length=128)
    model = SentenceTransformer(modules=[bert, Pooling(16)], device="cpu", prompts={"query": "ask: ", "document": ""})
    model.save(str(folder / "model"), create_model_card=False)
    return folder / "model"


def test_any_other_model_serves_and_its_index_is_not_mixed_up(transformer: Path, tmp_path: Path) -> None:
    engine = Engine(tmp_path, model=str(transformer))
    engine.fill()
    assert {hit.language for hit in engine.search("Badr Organization").hits} == {"en", "ar"}
    assert engine.ask("Who leads the Badr Organization?").quotes
    engine.close()
    own = Engine(tmp_path)
    for use in (lambda: own.search("Badr"), lambda: own.ask("Badr"), lambda: own.remove("hafryat-factions-warn")):
        with pytest.raises(OtherModel, match="isnad rebuild"):
            use()
    assert own.rebuild(lambda article: None) == 5
    assert own.search("Badr Organization").hits
    own.close()


def test_questions_get_the_model_s_own_query_prompt(transformer: Path) -> None:
    model = load_embeddings(str(transformer))
    assert model.name == str(transformer)
    asked, stated = model.embed_query("troops"), model.embed_documents(["troops", "ask: troops"])
    assert np.allclose(asked, stated[1], atol=1e-5) and not np.allclose(asked, stated[0], atol=1e-3)
    assert np.linalg.norm(stated[0]) == pytest.approx(1, abs=1e-5)
