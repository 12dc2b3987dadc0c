"""Train the embedded bilingual model: `python -m retrieval.training.train_embedding DATA OUT`.

A static embedding (one vector a subword, a text is their mean) trained with in-batch negatives on
translations, lexicon pairs, names, and questions with their passages (multiple negatives ranking loss,
Henderson et al., 2017). DATA is a folder with `parallel/*.jsonl` and `pairs/*.tsv`; the lexicon is the program's
own. Seeded; the folder written is in sentence-transformers format.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from pathlib import Path

import torch
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from retrieval.translation import LEXICON_FILES, BadLine, read_entries

Pair = tuple[str, str]
_SENTENCE = re.compile(r"(?<=[.!?؟])\s+")


def read_pairs(data: Path) -> dict[str, list[Pair]]:
    """Pairs of texts that mean the same, or a question and its passage, by source."""
    pairs: dict[str, list[Pair]] = {"sentences": [], "passages": [], "questions": [], "lexicon": [], "names": []}
    for path in sorted((data / "parallel").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            pairs["passages"].append((row["en"], row["ar"]))
            english, arabic = _SENTENCE.split(row["en"]), _SENTENCE.split(row["ar"])
            if len(english) == len(arabic):
                pairs["sentences"] += zip(english, arabic, strict=True)
            for qa in row["qa"]:
                pairs["questions"] += [(qa[f"q_{a}"], row[b]) for a in ("en", "ar") for b in ("en", "ar")]
                pairs["sentences"].append((qa["q_en"], qa["q_ar"]))
    for name in ("tatoeba", "ntrex"):
        pairs["sentences"] += _tsv(data / "pairs" / f"{name}.tsv")
    pairs["names"] = _tsv(data / "pairs" / "names_transliteration.tsv")
    for path in LEXICON_FILES:
        for entry in read_entries(path):
            if not isinstance(entry, BadLine):
                pairs["lexicon"] += [(ar, en) for ar in entry[0] for en in entry[1][:3]]
    return pairs


def _tsv(path: Path) -> list[Pair]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [(row[0], row[1]) for row in rows if len(row) == 2]


def make_tokenizer(texts: list[str], vocabulary: int) -> Tokenizer:
    """A WordPiece tokenizer for both scripts; folding of letters is part of it, so that any program folds alike."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKD(),
            normalizers.Lowercase(),
            normalizers.Replace(Regex("[\u0654\u0655\u0653\u0621]"), ""),
            normalizers.StripAccents(),
            normalizers.Replace(Regex("[\u0640\u200b-\u200f\u2066-\u2069]"), ""),
            normalizers.Replace("\u0671", "\u0627"),
            normalizers.Replace("\u0649", "\u064a"),
            normalizers.Replace("\u0629", "\u0647"),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Whitespace(), pre_tokenizers.Digits(), pre_tokenizers.Punctuation()]
    )
    trainer = trainers.WordPieceTrainer(vocab_size=vocabulary, special_tokens=["[PAD]", "[UNK]"], show_progress=False)
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


class Corpus:
    """Token ids of each source's pairs, from which batches are drawn."""

    def __init__(self, pairs: dict[str, list[Pair]], tokenizer: Tokenizer) -> None:
        self.ids = {
            name: (self._encode(tokenizer, rows, 0), self._encode(tokenizer, rows, 1)) for name, rows in pairs.items()
        }

    @staticmethod
    def _encode(tokenizer: Tokenizer, rows: list[Pair], side: int) -> list[torch.Tensor]:
        encoded = tokenizer.encode_batch([row[side] for row in rows], add_special_tokens=False)
        return [torch.tensor(e.ids or [1]) for e in encoded]

    def batch(
        self, name: str, size: int, random_source: random.Random
    ) -> tuple[list[torch.Tensor], list[torch.Tensor]]:
        """`size` pairs of one source, so that negatives are of one kind."""
        left, right = self.ids[name]
        chosen = random_source.sample(range(len(left)), min(size, len(left)))
        return [left[i] for i in chosen], [right[i] for i in chosen]


def encode(bag: torch.nn.EmbeddingBag, ids: list[torch.Tensor], keep: float) -> torch.Tensor:
    """Unit vectors (n, dim); each token is kept with probability `keep`, against over-fitting."""
    if keep < 1:
        ids = [row[torch.rand(len(row)) < keep] if len(row) > 3 else row for row in ids]
    offsets = torch.tensor([0, *(len(row) for row in ids[:-1])]).cumsum(0)
    return torch.nn.functional.normalize(bag(torch.cat(ids), offsets), dim=1)


SHARES = {"sentences": 0.3, "passages": 0.12, "questions": 0.33, "lexicon": 0.2, "names": 0.05}


def train(corpus: Corpus, size: int, dimensions: int, steps: int, seed: int, batch: int = 768) -> torch.nn.EmbeddingBag:
    """The trained table; `steps` batches of one source each, drawn by `SHARES`."""
    random_source = random.Random(seed)
    torch.manual_seed(seed)
    bag = torch.nn.EmbeddingBag(size, dimensions, mode="mean")
    torch.nn.init.normal_(bag.weight, std=0.1)
    optimiser = torch.optim.Adam(bag.parameters(), lr=0.02)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.05, steps)
    for step in range(steps):
        name = random_source.choices(list(SHARES), list(SHARES.values()))[0]
        left, right = corpus.batch(name, batch, random_source)
        scores = encode(bag, left, 0.85) @ encode(bag, right, 0.85).T * 20
        target = torch.arange(len(scores))
        loss = (
            torch.nn.functional.cross_entropy(scores, target) + torch.nn.functional.cross_entropy(scores.T, target)
        ) / 2
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        optimiser.step()
        schedule.step()
        if step % 100 == 0:
            print(f"step {step}: {name} loss {loss.item():.3f}", flush=True)
    return bag


def save(tokenizer: Tokenizer, weights: torch.Tensor, out: Path) -> None:
    """Writes the sentence-transformers folder."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    embedding = StaticEmbedding(tokenizer, embedding_weights=weights.detach().float().numpy())
    SentenceTransformer(modules=[embedding, Normalize()], device="cpu").save(str(out), create_model_card=False)
    (out / "model.safetensors").chmod(0o644)  # safetensors makes it private


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--dimensions", type=int, default=256)
    parser.add_argument("--vocabulary", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    pairs = read_pairs(args.data)
    tokenizer = make_tokenizer([text for rows in pairs.values() for pair in rows for text in pair], args.vocabulary)
    bag = train(Corpus(pairs, tokenizer), tokenizer.get_vocab_size(), args.dimensions, args.steps, args.seed)
    save(tokenizer, bag.weight, args.out)


if __name__ == "__main__":
    main()
