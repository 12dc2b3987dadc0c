"""Train the embedded bilingual model: `python -m retrieval.training.train_embedding DATA OUT`.

A static embedding (one vector a subword, a text is their mean) that learns two things at once: to tell the translation
of a text, or the passage of a question, from the others of its batch (multiple negatives ranking loss, Henderson et
al., 2017) and from passages that only look right (`hard_negatives`), and to say of words, sentences, passages and
questions what multilingual-e5-small says of them (`teaching`). DATA is a folder with `parallel/*.jsonl` and
`pairs/*.tsv`; the lexicon is the program's own. Seeded; the folder written is in sentence-transformers format. Needs
the extra `training`.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from retrieval.training.hard_negatives import HardNegatives
from retrieval.training.pairs import Pairs, common_words, read_pairs, tokenizer_texts
from retrieval.training.teaching import Lesson, make_lessons, multilingual_e5, texts_to_teach
from retrieval.training.tokenizer import make_tokenizer

PAIR_SHARES = {"sentences": 0.3, "passages": 0.12, "questions": 0.33, "lexicon": 0.2, "names": 0.05}
LESSON_SHARES = {"words": 0.35, "sentences": 0.3, "passages": 0.15, "questions": 0.2}
LESSON_BATCHES = {"words": 2048, "sentences": 768, "passages": 256, "questions": 768}
# A text this short keeps every token.
_SHORT = 3


@dataclass(frozen=True)
class Schooling:
    """How long and how hard to train.

    `keep` is the chance of each token to be seen, `sharpness` multiplies cosines. A question has `hard_negatives` of
    its own in a batch; the table's vectors find them too after the share `mine_from` of the steps, anew `mine_every`.
    """

    steps: int = 2000
    batch: int = 768
    dimensions: int = 256
    keep: float = 0.7
    sharpness: float = 15.0
    imitation: float = 8.0
    learning_rate: float = 0.02
    seed: int = 7
    hard_negatives: int = 0
    mine_from: float = 0.25
    mine_every: int = 200


class Texts:
    """Token ids of many texts, from which bags are drawn."""

    def __init__(self, texts: list[str], tokenizer: Tokenizer) -> None:
        ids = [encoded.ids or [1] for encoded in tokenizer.encode_batch(texts, add_special_tokens=False)]
        self.lengths = np.array([len(row) for row in ids])
        self.ids = np.concatenate([np.array(row, np.int64) for row in ids])
        self.starts = np.cumsum(self.lengths) - self.lengths

    def __len__(self) -> int:
        return len(self.lengths)

    def bags(
        self, chosen: NDArray[np.int64], keep: float, draw: np.random.Generator
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """The chosen texts' tokens, each kept with probability `keep` against over-fitting, and where texts begin."""
        lengths = self.lengths[chosen]
        text = np.repeat(np.arange(len(chosen)), lengths)
        place = np.arange(len(text)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        kept = (draw.random(len(text)) < keep) | (np.repeat(lengths, lengths) <= _SHORT)
        emptied = np.bincount(text, weights=kept, minlength=len(chosen)) == 0
        kept |= (place == 0) & emptied[text]
        ids = self.ids[np.repeat(self.starts[chosen], lengths) + place][kept]
        left = np.bincount(text[kept], minlength=len(chosen))
        return torch.from_numpy(ids), torch.from_numpy(np.cumsum(left) - left)


class School:
    """A table of vectors in training."""

    def __init__(self, pairs: Pairs, lessons: dict[str, Lesson], tokenizer: Tokenizer, schooling: Schooling) -> None:
        self._how, self._draw = schooling, np.random.default_rng(schooling.seed)
        torch.manual_seed(schooling.seed)
        self._pairs = {
            name: tuple(Texts([row[side] for row in rows], tokenizer) for side in (0, 1))
            for name, rows in pairs.items()
        }
        self._lessons = {
            kind: (Texts(lesson.texts, tokenizer), torch.from_numpy(lesson.vectors)) for kind, lesson in lessons.items()
        }
        self._hard = HardNegatives(pairs, lessons) if schooling.hard_negatives else None
        if self._hard:
            self._passages = Texts(self._hard.passages, tokenizer)
        size = tokenizer.get_vocab_size()
        self.table = torch.nn.EmbeddingBag(size, schooling.dimensions, mode="mean", sparse=True)
        torch.nn.init.normal_(self.table.weight, std=0.1)
        if "words" in self._lessons:
            self._begin_with_words(*self._lessons["words"])

    def _begin_with_words(self, words: Texts, vectors: torch.Tensor) -> None:
        """A subword that is a whole word begins as the teacher's vector of it."""
        whole = np.flatnonzero(words.lengths == 1)
        with torch.no_grad():
            self.table.weight[torch.from_numpy(words.ids[words.starts[whole]])] = vectors[torch.from_numpy(whole)]

    def train(self) -> NDArray[np.float32]:
        """The trained table (vocabulary, dimensions)."""
        how = self._how
        optimiser = torch.optim.SparseAdam(list(self.table.parameters()), lr=how.learning_rate)
        schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.05, how.steps)
        for step in range(how.steps):
            if self._hard and step >= how.mine_from * how.steps and step % how.mine_every == 0:
                self._hard.mine(self._whole(self._pairs["questions"][0]), self._whole(self._passages))
            telling, imitating = self._telling_apart(), self._imitating()
            optimiser.zero_grad()
            torch.autograd.backward(telling + how.imitation * imitating)
            optimiser.step()  # type: ignore[no-untyped-call]
            schedule.step()
            if step % 100 == 0:
                print(f"step {step}: pairs {telling.item():.3f}, lessons {imitating.item():.3f}", flush=True)
        table: NDArray[np.float32] = self.table.weight.detach().float().numpy()
        return table

    def _telling_apart(self) -> torch.Tensor:
        """The loss on pairs of one source, so that negatives are of one kind."""
        source = self._one_of(PAIR_SHARES)
        left, right = self._pairs[source]
        chosen = self._some(left, self._how.batch)
        lefts, rights = self._encode(left, chosen), self._encode(right, chosen)
        scores = lefts @ rights.T * self._how.sharpness
        wider = scores
        if self._hard and source == "questions":
            wider = torch.cat([scores, self._hard_scores(self._hard, lefts, chosen)], dim=1)
        target = torch.arange(len(scores))
        entropy = torch.nn.functional.cross_entropy
        return (entropy(wider, target) + entropy(scores.T, target)) / 2

    def _hard_scores(self, hard: HardNegatives, questions: torch.Tensor, chosen: NDArray[np.int64]) -> torch.Tensor:
        """Scores (questions, hard negatives of them all); -inf where the passage may be right for the question."""
        found = hard.sample(chosen, self._how.hard_negatives, self._draw)
        found = found[found >= 0]
        scores = questions @ self._encode(self._passages, found).T * self._how.sharpness
        wrong = torch.from_numpy(hard.wrong[chosen[:, None], found])
        return scores.masked_fill(~wrong, -torch.inf)

    def _imitating(self) -> torch.Tensor:
        """One less the cosine with the teacher's vectors."""
        if not self._lessons:
            return torch.zeros(())
        kind = self._one_of({kind: LESSON_SHARES[kind] for kind in self._lessons})
        texts, vectors = self._lessons[kind]
        chosen = self._some(texts, LESSON_BATCHES[kind])
        return (1 - (self._encode(texts, chosen) * vectors[torch.from_numpy(chosen)]).sum(1)).mean()

    @torch.no_grad()
    def _whole(self, texts: Texts) -> NDArray[np.float32]:
        """Unit vectors of all texts (texts, dimensions), with all their tokens."""
        ids, starts = torch.from_numpy(texts.ids), torch.from_numpy(texts.starts)
        vectors: NDArray[np.float32] = torch.nn.functional.normalize(self.table(ids, starts), dim=1).numpy()
        return vectors

    def _encode(self, texts: Texts, chosen: NDArray[np.int64]) -> torch.Tensor:
        ids, offsets = texts.bags(chosen, self._how.keep, self._draw)
        return torch.nn.functional.normalize(self.table(ids, offsets), dim=1)

    def _one_of(self, shares: dict[str, float]) -> str:
        weights = np.array(list(shares.values()))
        return str(self._draw.choice(list(shares), p=weights / weights.sum()))

    def _some(self, texts: Texts, count: int) -> NDArray[np.int64]:
        return self._draw.choice(len(texts), min(count, len(texts)), replace=False)


def save(tokenizer: Tokenizer, table: NDArray[np.float32], out: Path) -> None:
    """Writes the sentence-transformers folder; a process that reads an older model there keeps what it mapped."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    embedding = StaticEmbedding(tokenizer, embedding_weights=table)
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=out.parent) as aside:
        SentenceTransformer(modules=[embedding, Normalize()], device="cpu").save(aside, create_model_card=False)
        for file in sorted(path for path in Path(aside).rglob("*") if path.is_file()):
            file.chmod(0o644)  # safetensors makes its own private
            place = out / file.relative_to(aside)
            place.parent.mkdir(parents=True, exist_ok=True)
            file.replace(place)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=Schooling.steps)
    parser.add_argument("--dimensions", type=int, default=Schooling.dimensions)
    parser.add_argument("--vocabulary", type=int, default=30_000)
    parser.add_argument("--seed", type=int, default=Schooling.seed)
    parser.add_argument(
        "--hard-negatives",
        type=int,
        default=Schooling.hard_negatives,
        metavar="N",
        help="wrong passages that look right, for each question of a batch; 0 for none (%(default)s)",
    )
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="GLOB",
        help="leave out these files of DATA/parallel, to measure on them; may be given again",
    )
    parser.add_argument("--taught", type=Path, help="where the teacher's vectors are kept (OUT.taught.npz)")
    args = parser.parse_args()
    pairs, common = read_pairs(args.data, args.without), common_words()
    teacher = multilingual_e5(args.taught or args.out.with_suffix(".taught.npz"))
    lessons = make_lessons(texts_to_teach(pairs, common), teacher, args.dimensions, args.seed)
    tokenizer = make_tokenizer(tokenizer_texts(pairs, common), args.vocabulary)
    schooling = Schooling(
        steps=args.steps, dimensions=args.dimensions, seed=args.seed, hard_negatives=args.hard_negatives
    )
    save(tokenizer, School(pairs, lessons, tokenizer, schooling).train(), args.out)


if __name__ == "__main__":
    main()
