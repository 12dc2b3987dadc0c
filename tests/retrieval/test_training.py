"""A model trained on a few sentences is a folder that any program of sentence-transformers reads."""

from __future__ import annotations

import json
import shutil
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


def test_a_hard_negative_shares_the_questions_words_and_is_neither_the_right_passage_nor_its_translation(
    data: Path,
) -> None:
    from retrieval.training.hard_negatives import HardNegatives
    from retrieval.training.pairs import read_pairs

    hard = HardNegatives(read_pairs(data), {})
    draw = np.random.default_rng(7)
    everything = np.arange(len(hard.questions))
    found = hard.sample(everything, 200, draw)
    for question, right, numbers in zip(hard.questions, hard.right, found, strict=True):
        wrong = {hard.passages[number] for number in numbers if number >= 0}
        arabic = bool(right % 2)
        # "was" is the only word of a question that is in a wrong passage.
        assert wrong == ({ROWS[0][arabic]} if question == "What was attacked?" else set())

    vectors = np.eye(3, dtype=np.float32)
    nearest_is_next = vectors[(hard.right // 2 + 1) % 3] + 0.1 * vectors[hard.right // 2]
    hard.mine(nearest_is_next, vectors.repeat(2, axis=0))
    for right, numbers in zip(hard.right, hard.sample(everything, 200, draw), strict=True):
        assert (right // 2 + 1) % 3 * 2 + right % 2 in numbers
        assert not {right // 2 * 2, right // 2 * 2 + 1} & set(numbers)


def test_a_passage_that_the_teacher_finds_as_near_as_the_right_one_is_no_hard_negative(data: Path) -> None:
    from retrieval.training.hard_negatives import HardNegatives
    from retrieval.training.pairs import read_pairs
    from retrieval.training.teaching import Lesson

    pairs = read_pairs(data)
    questions = sorted({question for question, _ in pairs["questions"]})
    passages = [text for pair in pairs["passages"] for text in pair]
    nearness = np.array([1.0, 1.0, 0.97, 0.97, 0.9, 0.9], np.float32)
    lessons = {
        "questions": Lesson(questions, np.tile(np.float32([1, 0]), (len(questions), 1))),
        "passages": Lesson(passages, np.stack([nearness, np.sqrt(1 - nearness**2)], axis=1)),
    }
    hard = HardNegatives(pairs, lessons)
    wrong_of_the_first = hard.wrong[hard.right < 2]
    assert np.array_equal(wrong_of_the_first, np.tile([False] * 4 + [True] * 2, (len(wrong_of_the_first), 1)))


def test_hard_negatives_part_a_question_from_passages_that_look_right(data: Path) -> None:
    from retrieval.training.hard_negatives import HardNegatives
    from retrieval.training.pairs import read_pairs, tokenizer_texts
    from retrieval.training.tokenizer import make_tokenizer
    from retrieval.training.train_embedding import School, Schooling, Texts

    pairs = read_pairs(data)
    pairs["lexicon"] = pairs["lexicon"][:200]
    tokenizer = make_tokenizer(tokenizer_texts(pairs, COMMON), 1000)
    hard = HardNegatives(pairs, {})

    def margin(hard_negatives: int) -> float:
        how = Schooling(steps=20, batch=64, dimensions=16, keep=1.0, hard_negatives=hard_negatives, mine_every=5)
        table = School(pairs, {}, tokenizer, how).train()
        questions, passages = (
            np.add.reduceat(table[ids.ids], ids.starts)
            for ids in (Texts(hard.questions, tokenizer), Texts(hard.passages, tokenizer))
        )
        questions /= np.linalg.norm(questions, axis=1, keepdims=True)
        passages /= np.linalg.norm(passages, axis=1, keepdims=True)
        scores = questions @ passages.T
        right = np.take_along_axis(scores, hard.right[:, None], axis=1)[:, 0]
        return float((right - np.where(hard.wrong, scores, -1).max(axis=1)).mean())

    assert margin(4) > margin(0) + 0.02


def test_files_left_out_of_the_training_are_not_read(data: Path, tmp_path: Path) -> None:
    from retrieval.training.pairs import read_pairs

    shutil.copytree(data, tmp_path, dirs_exist_ok=True)
    row = {"en": "A comet passed.", "ar": "مرّ مذنّب.", "qa": []}
    lines = json.dumps(row, ensure_ascii=False) + "\n"
    (tmp_path / "parallel" / "sky_6.jsonl").write_text(lines, encoding="utf-8")
    assert (row["en"], row["ar"]) in read_pairs(tmp_path)["passages"]
    assert read_pairs(tmp_path, ["*_6.jsonl"]) == read_pairs(data)
    with pytest.raises(ValueError, match="comet"):
        read_pairs(tmp_path, ["*_6.jsonl", "comet*"])


def test_words_are_counted_by_passage_in_both_languages(data: Path) -> None:
    counted = count(data)
    assert counted["documents"] == 3
    english, arabic = counted["en"], counted["ar"]
    assert isinstance(english, dict) and isinstance(arabic, dict)
    assert english["armi"] == 2 and english["the"] == 3
    assert arabic["جيش"] == 2
    assert "rocket" not in english  # words of one passage alone are left out
