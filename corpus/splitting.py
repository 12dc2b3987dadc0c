"""Splitting: an article's text becomes sentences, and runs of sentences that search can rank."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from corpus.abbreviations import is_abbreviation
from corpus.article import Article, Block, BlockKind, Passage, Span
from corpus.language import detect_language

QUOTE_WORDS = 60  # a quotation of several sentences below this stays whole
PASSAGE_WORDS = 60  # a passage may close at the end of a paragraph from here on,
MAX_PASSAGE_WORDS = 120  # takes no further sentence beyond this,
WHOLE_SECTION_WORDS = 150  # unless the whole section (or passage and rest) is no longer than this
REST_WORDS = 25  # fewer words join the passage before them

_STOP = re.compile(
    "(?P<mark>[.!?؟۔…]+)(?P<closers>(?:[\"'”’»)\\]]|[ \u00a0]?[”»]|\\[\\d{1,3}\\])*)(?=\\s|\\Z|[\u0621-\u064a])"
    "|(?P<blank>\n[^\\S\n]*\n)"
)
_GAP = re.compile("\\s*(?:[\"'“‘«(\\[–—-]\\s*)*")
_NEXT_WORD = re.compile(r"[\w'’]{1,20}")
_ELLIPSIS = re.compile(r"…|\.{2}")
_QUOTE_MARK = re.compile('["“”«»]|\n[^\\S\n]*\n')
_CLOSES_QUOTE = re.compile("[\"'”’»]")
_SPEAKER = re.compile(
    r"(?:[A-Z][\w.'’-]{0,30}\s){0,4}(?:[A-Z][\w.'’-]{0,30}\s)?(?:said|says|asked|asks|added|told|wrote|replied|warned|shouted|cried)\b"
)
_GLUED_WORD = re.compile("[\u0621-\u0652]{3}$|\\d\\d$")
_WORD_CHARACTER = re.compile(r"[^\W_]")


def split_sentences(text: str) -> list[Span]:
    """The sentences of a plain stretch of text, in order: spans of `text`, white space at their edges left out.

    Every character that is not white space lies in exactly one of them. Linear in the text's length.
    """
    ends = list(_outside_short_quotes(text, _ends(text)))
    return _trimmed(text, [*ends, len(text)])


def block_sentences(article: Article, block: Block) -> list[Span]:
    """The sentences of one block, as spans of the article's text. A heading or a caption is split alike."""
    start = block.span.start
    return [Span(start + s.start, start + s.end) for s in split_sentences(block.span.of(article.text))]


def split_passages(article: Article) -> list[Passage]:
    """The passages of an article, in order: about 60 to 120 words of whole sentences each.

    None crosses a heading; headings are in none. A caption is a passage of its own. A text that has
    nothing else but headings, or no blocks, is one section.
    """
    groups = [group for section in _sections(article) for group in _grouped(article.text, section)]
    if not groups:
        sentences = split_sentences(article.text)
        groups = list(_grouped(article.text, [sentences])) if sentences else []
    return [_passage(article, number, group) for number, group in enumerate(groups, start=1)]


def _passage(article: Article, number: int, sentences: list[Span]) -> Passage:
    span = Span(sentences[0].start, sentences[-1].end)
    language = detect_language(span.of(article.text), default=article.language)
    return Passage(f"{article.id}:p{number}", article.id, language, span, tuple(sentences))


def _ends(text: str) -> Iterator[int]:
    """Offsets just behind the end of each sentence, quotations not yet looked at."""
    start = 0
    for stop in _STOP.finditer(text):
        if stop["blank"] is not None or _ends_sentence(text, start, stop):
            start = stop.end()
            yield start


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    gap = _GAP.match(text, stop.end())
    at = gap.end() if gap else stop.end()
    following = text[at : at + 1]
    if not following or following in ".!?؟۔…،,;؛:" or following.islower():
        return False
    if at == stop.end():  # an Arabic letter straight after the mark: the space was forgotten
        return bool(_GLUED_WORD.search(text, max(start, stop.start() - 8), stop.start()))
    mark, closers = stop["mark"], stop["closers"]
    if _ELLIPSIS.search(mark):
        return following.isupper()
    if mark == "." and not closers:
        word = _NEXT_WORD.match(text, at)
        before = text[max(start, stop.start() - 24) : stop.start()]
        if before.strip().isdigit() and not text[start : stop.start()].strip()[:-8]:
            return False  # `1. The first item`
        return not is_abbreviation(before, word.group() if word else "")
    return not (_CLOSES_QUOTE.search(closers) and mark != "." and _SPEAKER.match(text, at))


def _outside_short_quotes(text: str, ends: Iterable[int]) -> Iterator[int]:
    """The ends that do not lie inside a quotation short enough to stay whole."""
    quotes = iter(_short_quotes(text))
    quote = next(quotes, None)
    for end in ends:
        while quote and quote[1] <= end:
            quote = next(quotes, None)
        if quote is None or end <= quote[0]:
            yield end


def _short_quotes(text: str) -> Iterator[tuple[int, int]]:
    """Bounds of the quotations below `QUOTE_WORDS` words, in order; none crosses a blank line."""
    opened: re.Match[str] | None = None
    for mark in _QUOTE_MARK.finditer(text):
        kind = mark.group()
        if kind in "“«" or (kind == '"' and opened is None and _may_open(text, mark.start())):
            opened = mark
        elif kind[0] == "\n":
            opened = None
        elif opened is not None and (opened.group() == '"') == (kind == '"'):
            long = mark.start() - opened.end() > QUOTE_WORDS * 20
            if not long and len(text[opened.end() : mark.start()].split()) < QUOTE_WORDS:
                yield opened.start(), mark.end()
            opened = None


def _may_open(text: str, at: int) -> bool:
    """True when a straight quote at `at` stands where one opens: after a space or bracket, before a word."""
    before, after = text[at - 1 : at] if at else " ", text[at + 1 : at + 2]
    return (before.isspace() or before in "([ـ-–—") and bool(after) and not after.isspace()


def _trimmed(text: str, ends: Iterable[int]) -> list[Span]:
    """Spans between the ends, white space off; a stretch without a letter or digit joins its neighbour."""
    spans: list[Span] = []
    pending: int | None = None
    for start, end in pairwise((0, *ends)):
        stretch = text[start:end]
        left = start + len(stretch) - len(stretch.lstrip())
        right = end - (len(stretch) - len(stretch.rstrip()))
        if left >= right:
            continue
        if not _WORD_CHARACTER.search(text, left, right):
            if spans:
                spans[-1] = Span(spans[-1].start, right)
            elif pending is None:
                pending = left
            continue
        spans.append(Span(left if pending is None else pending, right))
        pending = None
    if pending is not None:
        spans.append(Span(pending, len(text.rstrip())))
    return spans


def _sections(article: Article) -> Iterator[list[list[Span]]]:
    """The stretches that passages keep within, each as paragraphs of sentences."""
    section: list[list[Span]] = []
    for block in article.blocks:
        if block.kind is BlockKind.PARAGRAPH:
            section.append(block_sentences(article, block))
            continue
        yield section
        section = []
        if block.kind is BlockKind.CAPTION:
            yield [block_sentences(article, block)]
    yield section


def _grouped(text: str, section: list[list[Span]]) -> Iterator[list[Span]]:
    """The sentences of a section, gathered into passages."""
    counts = [[len(sentence.of(text).split()) for sentence in paragraph] for paragraph in section]
    if sum(map(sum, counts)) <= WHOLE_SECTION_WORDS:
        sentences = [sentence for paragraph in section for sentence in paragraph]
        if sentences:
            yield sentences
        return
    done: list[Span] = []
    done_words = 0
    for group, words in _runs(section, counts):
        if done and words < REST_WORDS and done_words + words <= WHOLE_SECTION_WORDS:
            done, done_words = done + group, done_words + words
            continue
        if done:
            yield done
        done, done_words = group, words
    yield done


def _runs(section: list[list[Span]], counts: list[list[int]]) -> Iterator[tuple[list[Span], int]]:
    """Runs of sentences of at most `MAX_PASSAGE_WORDS` (a longer sentence alone), with their words."""
    run: list[Span] = []
    total = 0
    for paragraph, words in zip(section, counts, strict=True):
        if total >= PASSAGE_WORDS and total + sum(words) > MAX_PASSAGE_WORDS:
            yield run, total
            run, total = [], 0
        for sentence, count in zip(paragraph, words, strict=True):
            if run and total + count > MAX_PASSAGE_WORDS:
                yield run, total
                run, total = [], 0
            run.append(sentence)
            total += count
    if run:
        yield run, total
