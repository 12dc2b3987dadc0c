"""Where words stand in an article: with whole sentences around them, or the nearest to them that it says now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from corpus.article import Article, Span
from corpus.splitting import block_sentences, split_sentences
from retrieval.language.text import tokens

SENTENCES_AROUND = 2
MOST_CHARACTERS_AROUND = 700
# Below this share of common words a sentence is another one, not the same in other words.
NEAR = 0.45
MOST_SENTENCES = 4


@dataclass(frozen=True, slots=True)
class Standing:
    """`article.text[start:end]`, in code points, and the whole sentences that stand `before` and `after` it."""

    article: Article
    start: int
    end: int
    before: str
    after: str

    @property
    def text(self) -> str:
        """The words."""
        return self.article.text[self.start : self.end]


def place(article: Article, span: Span) -> Standing:
    """A stretch of an article with up to two sentences on either side: `before + text + after` is one stretch."""
    text = article.text
    sentences = sentences_of(article)
    starts = [sentence.start for sentence in sentences if sentence.start < span.start]
    ends = [sentence.end for sentence in sentences if sentence.end > span.end]
    near_starts = [at for at in starts[-SENTENCES_AROUND:] if span.start - at <= MOST_CHARACTERS_AROUND]
    near_ends = [at for at in ends[:SENTENCES_AROUND] if at - span.end <= MOST_CHARACTERS_AROUND]
    first = near_starts[0] if near_starts else _word_before(text, span.start) if starts else span.start
    last = near_ends[-1] if near_ends else _word_after(text, span.end) if ends else span.end
    return Standing(article, span.start, span.end, text[first : span.start], text[span.end : last])


def _word_before(text: str, at: int) -> int:
    """Where a word starts, for a sentence too long to show whole."""
    return text.find(" ", max(0, at - MOST_CHARACTERS_AROUND), at) + 1 or at


def _word_after(text: str, at: int) -> int:
    end = text.rfind(" ", at, at + MOST_CHARACTERS_AROUND)
    return at if end < 0 else end


def find(text: str, article: Article) -> Standing | None:
    """The first place where exactly these words stand."""
    at = article.text.find(text)
    return place(article, Span(at, at + len(text))) if at >= 0 else None


def nearest(text: str, article: Article) -> Standing | None:
    """The one to four sentences that share most of their words with `text`; None where none is near.

    Nearness is Dice's coefficient of the two bags of index terms; of equals the shorter stretch is taken.
    """
    wanted = _bag(text)
    sentences = sentences_of(article)
    bags = [_bag(sentence.of(article.text)) for sentence in sentences]
    best, found = NEAR, None
    for first in range(len(sentences)):
        bag = Counter[str]()
        for last in range(first, min(first + MOST_SENTENCES, len(sentences))):
            bag += bags[last]
            share = 2 * (wanted & bag).total() / max(1, wanted.total() + bag.total())
            if share > best:
                best, found = share, Span(sentences[first].start, sentences[last].end)
    return place(article, found) if found else None


def sentences_of(article: Article) -> list[Span]:
    """Every sentence of an article, headings and captions too, in order."""
    if not article.blocks:
        return split_sentences(article.text)
    return [sentence for block in article.blocks for sentence in block_sentences(article, block)]


def _bag(text: str) -> Counter[str]:
    return Counter(token.term for token in tokens(text))
