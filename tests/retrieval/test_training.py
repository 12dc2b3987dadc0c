"""A model trained on a few sentences is a folder that any program of sentence-transformers reads."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from retrieval.embedding import StaticEmbeddings
from retrieval.training.count_words import count

ROWS = [
    ("The army left the city. It was quiet.", "غادر الجيش المدينة. كان الهدوء سائداً.", "Who left?", "من غادر؟"),
    ("The embassy was attacked with rockets.", "تعرضت السفارة لهجوم بالصواريخ.", "What was attacked?", "ما الذي هوجم؟"),
    ("The army has 2,500 soldiers.", "لدى الجيش ٢٬٥٠٠ جندي.", "How many soldiers?", "كم جندياً؟"),
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    (folder / "parallel").mkdir()
    (folder / "pairs").mkdir()
    rows = [{"en": en, "ar": ar, "qa": [{"q_en": q_en, "q_ar": q_ar}]} for en, ar, q_en, q_ar in ROWS]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "parallel" / "news.jsonl").write_text(lines, encoding="utf-8")
    for name, pair in (("tatoeba", "hello\tمرحبا"), ("ntrex", "bread\tخبز"), ("names_transliteration", "Qais\tقيس")):
        (folder / "pairs" / f"{name}.tsv").write_text(f"{pair}\nno pair\n", encoding="utf-8")
    return folder


def test_a_trained_folder_is_read_by_both_and_comes_out_the_same_again(data: Path, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    from retrieval.training.train_embedding import Corpus, make_tokenizer, read_pairs, save, train

    pairs = read_pairs(data)
    assert ("Who left?", ROWS[0][1]) in pairs["questions"] and ("من غادر؟", ROWS[0][0]) in pairs["questions"]
    assert ("The army left the city.", "غادر الجيش المدينة.") in pairs["sentences"]
    assert ("hello", "مرحبا") in pairs["sentences"] and pairs["names"] == [("Qais", "قيس")]
    pairs["lexicon"] = pairs["lexicon"][:200]
    tokenizer = make_tokenizer([text for rows in pairs.values() for pair in rows for text in pair], 1000)
    corpus = Corpus(pairs, tokenizer)
    once, again, other = (
        train(corpus, tokenizer.get_vocab_size(), 16, 5, seed, batch=32).weight.detach().numpy() for seed in (7, 7, 8)
    )
    assert np.array_equal(once, again) and not np.array_equal(once, other)

    bag = train(corpus, tokenizer.get_vocab_size(), 16, 5, 7, batch=32)
    save(tokenizer, bag.weight, tmp_path / "model")
    texts = ["The army left", "غادَر الجيشُ المدينة", "Qais قيس 2,500"]
    ours = StaticEmbeddings(tmp_path / "model").encode(texts)
    theirs = SentenceTransformer(str(tmp_path / "model"), device="cpu").encode(texts, show_progress_bar=False)
    assert ours.shape == (3, 16) and np.allclose(ours, theirs, atol=1e-5)


def test_words_are_counted_by_passage_in_both_languages(data: Path) -> None:
    counted = count(data)
    assert counted["documents"] == 3
    english, arabic = counted["en"], counted["ar"]
    assert isinstance(english, dict) and isinstance(arabic, dict)
    assert english["armi"] == 2 and english["the"] == 3
    assert arabic["جيش"] == 2
    assert "rocket" not in english  # words of one passage alone are left out
