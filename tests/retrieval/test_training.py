"""A model trained on a few sentences is a folder that any program of sentence-transformers reads."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from corpus.article import Language
from retrieval.embedding.embeddings import StaticEmbeddings
from retrieval.training.count_words import count

ROWS = [
    ("The army left the city. It was quiet.", "غادر الجيش المدينة. كان الهدوء سائداً.", "Who left?", "من غادر؟"),
    ("The embassy was attacked with rockets.", "تعرضت السفارة لهجوم بالصواريخ.", "What was attacked?", "ما الذي هوجم؟"),
    ("The army has 2,500 soldiers.", "لدى الجيش ٢٬٥٠٠ جندي.", "How many soldiers?", "كم جندياً؟"),
]
COMMON: dict[Language, dict[str, float]] = {"en": {"army": 30.0, "city": 9.0}, "ar": {"جيش": 20.0, "مدينة": 8.0}}


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

    from retrieval.training.pairs import read_pairs, tokenizer_texts
    from retrieval.training.teaching import make_lessons, texts_to_teach
    from retrieval.training.tokenizer import make_tokenizer
    from retrieval.training.train_embedding import School, Schooling, save

    pairs = read_pairs(data)
    assert ("Who left?", ROWS[0][1]) in pairs["questions"] and ("من غادر؟", ROWS[0][0]) in pairs["questions"]
    assert ("The army left the city.", "غادر الجيش المدينة.") in pairs["sentences"]
    assert ("hello", "مرحبا") in pairs["sentences"] and pairs["names"] == [("Qais", "قيس")]
    pairs["lexicon"] = pairs["lexicon"][:200]
    tokenizer = make_tokenizer(tokenizer_texts(pairs, COMMON), 1000)
    lessons = make_lessons(texts_to_teach(pairs, COMMON), StaticEmbeddings().encode, 16, 7)
    once, again, other = (
        School(pairs, lessons, tokenizer, Schooling(steps=5, batch=32, dimensions=16, seed=seed)).train()
        for seed in (7, 7, 8)
    )
    assert np.array_equal(once, again) and not np.array_equal(once, other)

    save(tokenizer, once, tmp_path / "model")
    texts = ["The army left", "غادَر الجيشُ المدينة", "Qais قيس 2,500"]
    ours = StaticEmbeddings(tmp_path / "model").encode(texts)
    theirs = SentenceTransformer(str(tmp_path / "model"), device="cpu").encode(texts, show_progress_bar=False)
    assert ours.shape == (3, 16) and np.allclose(ours, theirs, atol=1e-5)


def test_training_brings_a_table_nearer_to_its_teacher_and_translations_together(data: Path) -> None:
    from retrieval.training.pairs import read_pairs, tokenizer_texts
    from retrieval.training.teaching import make_lessons, texts_to_teach
    from retrieval.training.tokenizer import make_tokenizer
    from retrieval.training.train_embedding import School, Schooling, Texts

    pairs = read_pairs(data)
    pairs["lexicon"] = pairs["lexicon"][:200]
    tokenizer = make_tokenizer(tokenizer_texts(pairs, COMMON), 1000)
    lessons = make_lessons(texts_to_teach(pairs, COMMON), StaticEmbeddings().encode, 16, 7)

    def nearness(table: np.ndarray) -> tuple[float, float]:
        def encode(texts: list[str]) -> np.ndarray:
            ids = Texts(texts, tokenizer)
            sums = np.add.reduceat(table[ids.ids], ids.starts)
            return sums / np.linalg.norm(sums, axis=1, keepdims=True)

        taught = lessons["sentences"]
        english, arabic = (encode([pair[side] for pair in pairs["sentences"]]) for side in (0, 1))
        return float((encode(taught.texts) * taught.vectors).sum(1).mean()), float((english * arabic).sum(1).mean())

    school = School(pairs, lessons, tokenizer, Schooling(steps=60, batch=64, dimensions=16, keep=1.0))
    before = nearness(school.table.weight.detach().numpy().copy())
    after = nearness(school.train())
    assert after[0] > before[0] + 0.1 and after[1] > before[1] + 0.1


def test_words_are_counted_by_passage_in_both_languages(data: Path) -> None:
    counted = count(data)
    assert counted["documents"] == 3
    english, arabic = counted["en"], counted["ar"]
    assert isinstance(english, dict) and isinstance(arabic, dict)
    assert english["armi"] == 2 and english["the"] == 3
    assert arabic["جيش"] == 2
    assert "rocket" not in english  # words of one passage alone are left out
