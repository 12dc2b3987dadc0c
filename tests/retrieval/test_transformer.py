"""Any sentence-transformers model stands in for the embedded one: here a Bert of random weights."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.bundled import bundled_articles
from corpus.errors import IsnadError
from corpus.splitting import split_passages
from retrieval.archive.errors import OtherModel
from retrieval.embedding.embeddings import load_embeddings
from retrieval.embedding.transformer import TransformerEmbeddings
from retrieval.engine import Engine
from tests.retrieval.model_hub import HubOnLoopback

TEXTS = ["troops", "قوات"]


def built(folder: Path, dimensions: int) -> Path:
    """A sentence-transformers folder with a two-layer Bert of random weights."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import BertWordPieceTokenizer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    texts = [passage.span.of(article.text) for article in bundled_articles() for passage in split_passages(article)]
    pieces = BertWordPieceTokenizer()
    pieces.train_from_iterator(texts, vocab_size=500, show_progress=False)
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=pieces.get_vocab_size(),
        hidden_size=dimensions,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=128,
    )
    BertModel(config).save_pretrained(folder / "bert")
    BertTokenizerFast(tokenizer_object=pieces._tokenizer, model_max_length=128).save_pretrained(folder / "bert")
    bert = Transformer(str(folder / "bert"), max_seq_length=128)
    model = SentenceTransformer(modules=[bert, Pooling(dimensions)], device="cpu")
    model.save(str(folder / "model"), create_model_card=False)
    return folder / "model"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that says nothing of prompts."""
    return built(tmp_path_factory.mktemp("plain"), 16)


@pytest.fixture
def model(plain: Path, tmp_path: Path) -> Path:
    """A copy of it that may be changed."""
    return Path(shutil.copytree(plain, tmp_path / "mine"))


@pytest.fixture(autouse=True)
def nothing_loaded_before() -> Iterator[None]:
    """What one test loads from a path is not what the next finds there."""
    load_embeddings.cache_clear()
    yield
    load_embeddings.cache_clear()


def prompted(model: Path, query: str, document: str) -> Path:
    path = model / "config_sentence_transformers.json"
    config = json.loads(path.read_text()) | {"prompts": {"query": query, "document": document}}
    path.write_text(json.dumps(config))
    return model


def test_vectors_are_unit_float32_a_row_a_text(model: Path) -> None:
    embeddings = TransformerEmbeddings(str(model))
    vectors = embeddings.encode(TEXTS)
    assert vectors.shape == (2, 16) and vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert embeddings.encode_question("troops").shape == (16,) and len(embeddings.encode([])) == 0
    assert np.allclose(embeddings.embed_documents(TEXTS), vectors, atol=1e-6)


def test_questions_and_passages_get_the_prompts_of_the_model_s_configuration(plain: Path, model: Path) -> None:
    bare = TransformerEmbeddings(str(plain))
    embeddings = TransformerEmbeddings(str(prompted(model, "ask: ", "told: ")))
    asked, told = bare.encode(["ask: troops", "told: troops"])
    assert np.allclose(embeddings.encode_question("troops"), asked, atol=1e-5)
    assert np.allclose(embeddings.encode(["troops"])[0], told, atol=1e-5)
    assert np.allclose(embeddings.embed_query("troops"), asked, atol=1e-5)
    assert not np.allclose(asked, told, atol=1e-3)


def test_a_family_that_wants_prompts_gets_them_without_a_configuration(plain: Path, tmp_path: Path) -> None:
    bare = TransformerEmbeddings(str(plain))
    embeddings = TransformerEmbeddings(str(shutil.copytree(plain, tmp_path / "multilingual-e5-small")))
    assert np.allclose(embeddings.encode_question("troops"), bare.encode(["query: troops"])[0], atol=1e-5)
    assert np.allclose(embeddings.encode(["troops"]), bare.encode(["passage: troops"]), atol=1e-5)


def test_a_model_without_prompts_gets_the_texts_alone(plain: Path) -> None:
    embeddings = TransformerEmbeddings(str(plain))
    assert np.allclose(embeddings.encode_question("troops"), embeddings.encode(["troops"])[0], atol=1e-5)


def test_an_index_is_not_mixed_up_with_the_embedded_model_s(plain: Path, tmp_path: Path) -> None:
    engine = Engine(tmp_path, model=str(plain))
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


Change = Callable[[Path, Path], None]


def change_prompts(model: Path, tmp_path: Path) -> None:
    prompted(model, "ask: ", "")


def change_dimensions(model: Path, tmp_path: Path) -> None:
    shutil.rmtree(model)
    shutil.copytree(built(tmp_path / "wider", 24), model)


def change_weights(model: Path, tmp_path: Path) -> None:
    weights = bytearray((model / "model.safetensors").read_bytes())
    weights[-4:] = b"\0\0\0\0"
    (model / "model.safetensors").write_bytes(weights)


@pytest.mark.parametrize("change", [change_prompts, change_dimensions, change_weights])
def test_a_model_that_changed_in_its_place_asks_for_a_rebuild(change: Change, model: Path, tmp_path: Path) -> None:
    before = Engine(tmp_path / "home", model=str(model))
    before.fill()
    before.close()
    change(model, tmp_path)
    load_embeddings.cache_clear()
    after = Engine(tmp_path / "home", model=str(model))
    with pytest.raises(OtherModel, match="isnad rebuild") as raised:
        after.ask("Who leads the Badr Organization?")
    assert "\n" not in str(raised.value)
    after.rebuild(lambda article: None)
    assert after.ask("Who leads the Badr Organization?").quotes
    after.close()


def test_a_model_fetched_once_from_the_hub_is_used_without_it(plain: Path) -> None:
    with HubOnLoopback({"news/tiny": plain}) as hub:
        fetching = TransformerEmbeddings("news/tiny", offline=False)
        name = fetching.name
        with pytest.raises(IsnadError, match="news/tiny is only in part on this machine"):
            TransformerEmbeddings("news/tiny").encode(TEXTS)
        vectors = fetching.encode(TEXTS)
        asked = len(hub.asked)
        again = TransformerEmbeddings("news/tiny", offline=False)
        assert again.name == name and np.allclose(again.encode(TEXTS), vectors, atol=1e-6)
        assert len(hub.asked) == asked  # what is here is not asked for again
        with pytest.raises(IsnadError, match="the hub has no model news/none"):
            TransformerEmbeddings("news/none", offline=False).encode(TEXTS)
    offline = TransformerEmbeddings("news/tiny")
    assert offline.name == name and np.allclose(offline.encode(TEXTS), vectors, atol=1e-6)


def test_no_network_is_one_line() -> None:
    with pytest.raises(IsnadError, match="cannot be fetched: check the network") as raised:
        TransformerEmbeddings("news/elsewhere", offline=False).check()
    assert "\n" not in str(raised.value)


def test_a_hub_s_model_that_is_not_here_is_one_line_that_says_how_to_fetch_it() -> None:
    for name in ("news/nowhere", "nowhere"):
        with pytest.raises(IsnadError, match=f"{name} is not on this machine: set ISNAD_OFFLINE=false"):
            TransformerEmbeddings(name).check()


def test_what_is_no_model_is_one_line(plain: Path, model: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "config.json").write_text('{"model_type": "no-such-thing"}')
    (model / "model.safetensors").write_bytes(b"cut off")
    for path in (tmp_path / "nowhere", tmp_path / "empty", tmp_path / "other", model, model / "config.json"):
        with pytest.raises(IsnadError, match=str(path)) as raised:
            TransformerEmbeddings(str(path)).encode(TEXTS)
        assert "\n" not in str(raised.value)


def test_a_model_that_gives_no_numbers_is_one_line(model: Path) -> None:
    from safetensors.numpy import load_file, save_file

    weights = {name: np.full_like(values, np.nan) for name, values in load_file(model / "model.safetensors").items()}
    save_file(weights, model / "model.safetensors", {"format": "pt"})
    with pytest.raises(IsnadError, match="gives no vector of numbers"):
        TransformerEmbeddings(str(model)).encode(TEXTS)


def test_a_lost_model_harms_nothing_and_what_needs_none_goes_on(model: Path, tmp_path: Path) -> None:
    engine = Engine(tmp_path / "home", model=str(model))
    engine.fill()
    engine.close()
    shutil.move(model, tmp_path / "away")
    load_embeddings.cache_clear()
    without = Engine(tmp_path / "home", model=str(model))
    with without.archive.reading() as snapshot:
        assert snapshot.count_articles() == 5
    asking = (
        lambda: without.ask("Who leads?"),
        lambda: without.search("Badr"),
        lambda: without.add([], lambda article: None),
        lambda: without.remove("hafryat-factions-warn"),
        lambda: without.rebuild(lambda article: None),
    )
    for use in asking:
        with pytest.raises(IsnadError, match="there is no folder"):
            use()
    without.close()
    shutil.move(tmp_path / "away", model)
    load_embeddings.cache_clear()
    back = Engine(tmp_path / "home", model=str(model))
    assert back.ask("Who leads the Badr Organization?").quotes
    back.close()
