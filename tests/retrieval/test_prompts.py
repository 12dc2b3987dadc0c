"""A model gets the prompts that it was trained with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval.embedding.prompts import Prompts, prompts_of

E5 = Prompts("query: ", "passage: ")
INSTRUCT = "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:"
BGE = Prompts("Represent this sentence for searching relevant passages: ")


@pytest.mark.parametrize(
    ("name", "prompts"),
    [
        ("intfloat/multilingual-e5-small", E5),
        ("intfloat/e5-large-v2", E5),
        ("models/Multilingual-E5-Base/", E5),
        ("intfloat/multilingual-e5-large-instruct", Prompts(f"{INSTRUCT} ")),
        ("intfloat/e5-mistral-7b-instruct", Prompts(f"{INSTRUCT} ")),
        ("BAAI/bge-m3", Prompts()),
        ("BAAI/bge-small-en-v1.5", BGE),
        ("Alibaba-NLP/gte-multilingual-base", Prompts()),
        ("Alibaba-NLP/gte-Qwen2-1.5B-instruct", Prompts(f"{INSTRUCT} ")),
        ("Qwen/Qwen3-Embedding-0.6B", Prompts(INSTRUCT)),
        ("google/embeddinggemma-300m", Prompts("task: search result | query: ", "title: none | text: ")),
        ("sentence-transformers/LaBSE", Prompts()),
        ("me/fake5-small", Prompts()),
    ],
)
def test_each_family_has_its_own(name: str, prompts: Prompts, tmp_path: Path) -> None:
    assert prompts_of(name, tmp_path) == prompts


def configured(folder: Path, prompts: object, **config: object) -> Path:
    (folder / "config_sentence_transformers.json").write_text(json.dumps({"prompts": prompts}), encoding="utf-8")
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder


@pytest.mark.parametrize("passage", ["document", "passage", "corpus"])
def test_the_model_s_own_configuration_comes_first(passage: str, tmp_path: Path) -> None:
    folder = configured(tmp_path, {"query": "ask: ", passage: "told: ", "clustering": "group: "})
    assert prompts_of("intfloat/multilingual-e5-small", folder) == Prompts("ask: ", "told: ")


def test_a_configuration_with_one_prompt_says_that_the_other_is_empty(tmp_path: Path) -> None:
    folder = configured(tmp_path, {"query": "ask: ", "document": ""})
    assert prompts_of("intfloat/multilingual-e5-small", folder) == Prompts("ask: ")


@pytest.mark.parametrize("nothing", [{"query": "", "document": ""}, {}, None, [], {"clustering": "group: "}])
def test_empty_prompts_that_the_library_wrote_say_nothing(nothing: object, tmp_path: Path) -> None:
    assert prompts_of("intfloat/multilingual-e5-small", configured(tmp_path, nothing)) == E5


def test_a_folder_of_another_name_is_known_by_what_it_was_trained_from(tmp_path: Path) -> None:
    folder = configured(tmp_path, {}, _name_or_path="intfloat/multilingual-e5-base")
    assert prompts_of("./news-model", folder) == E5


def test_a_configuration_that_cannot_be_read_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "config_sentence_transformers.json").write_text("{")
    (tmp_path / "config.json").write_bytes(b"\xff")
    assert prompts_of("mine", tmp_path) == Prompts()
