"""The embedded model's tokenizer: WordPiece for both scripts."""

from __future__ import annotations

from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers


def make_tokenizer(texts: Iterable[str], vocabulary: int) -> Tokenizer:
    """At most `vocabulary` subwords; folding of letters is part of it, so that any program folds alike."""
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
