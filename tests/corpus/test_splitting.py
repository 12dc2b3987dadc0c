import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article, Block, BlockKind, Span
from corpus.bundled import bundled_articles
from corpus.splitting import block_sentences, split_passages, split_sentences


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text)]


def article(*parts: tuple[BlockKind, str]) -> Article:
    text, blocks = "", []
    for kind, words in parts:
        blocks.append(Block(kind, Span(len(text), len(text) + len(words))))
        text += f"{words}\n\n"
    return Article("a", text, "T", "en", tuple(blocks))


def paragraph(sentence_count: int, words: int) -> tuple[BlockKind, str]:
    return BlockKind.PARAGRAPH, " ".join("Word" + " word" * (words - 1) + "." for _ in range(sentence_count))


@pytest.mark.parametrize(
    "text",
    [
        "One ends here.| Another begins!| Does a third?| A fourth",
        "Gen. Smith of the U.S. Army met Dr. Ali at St. Mary's at 9 a.m. Monday.| He left.",
        "J. R. R. Tolkien wrote 3.5 books, e.g. this one, vs. two by others.| He lived in the U.S.| The end.",
        "The vote was No.| The ship was No. 5, launched on Jan. 28.| Version 2.0.1 followed.",
        "It was “an attempt to reshuffle the cards… and buy time”.| Wait... what?| So…| The end.",
        "“We urge them. We do.”| He said it.| “Why?” Miller asked.| “Go!” he said.",
        "He said (it is done.) and left.| It was.[12]| Next.",
        "1. The first point.| It ended in 2014.| The next began.",
        "A heading without a stop\n\n|And its text\nwrapped in mid sentence.| Then more.",
        "قال المتحدث د. أحمد إنه جاء.| هل عاد؟| نعم؛ ثم رحل، وانتهى الأمر!| ولم يعد",
        "بُني في القرن الثالث ق.م. قرب النهر.| وصل أ. سامي عام 2019.|وأعلن ذلك.",
        'وقال: «أمامنا ثلاثة أسابيع. ليس لدينا أربعة».| وأضاف "سنرى. لا شيء مؤكد" وفق تعبيره.| انتهى۔',
        "في كل صفحة أربعون سطرًا.| وبحلول عام 1500 هوت الأسعار.",
        "It was a sacred fig.| See Fig. 2 and Vol. 3.| Gen. Smith did.",
        'أعلن أنه سيكون "في المكان والزمان المناسبين"، وفق تعبيره.',
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str) -> None:
    parts = text.split("|")
    assert sentences("".join(parts)) == [part.strip() for part in parts]


def test_a_long_quotation_is_split_at_its_sentences_and_a_short_one_is_not() -> None:
    short = "“" + " ".join(["We saw it come."] * 10) + "”"
    long = "“" + " ".join(["We saw it come."] * 20) + "”"
    assert len(sentences(f"He spoke. {short} He left.")) == 3
    assert len(sentences(f"He spoke. {long} He left.")) == 22


TEXTS = st.lists(
    st.text(max_size=12)
    | st.sampled_from(
        [
            ". ",
            ".",
            "… ",
            "؟ ",
            "! ",
            "“",
            "”",
            '"',
            "« ",
            " »",
            ") ",
            "\n",
            "\n\n",
            "U.S. ",
            "Dr. ",
            "ق.م. ",
            "1. ",
            "3.5",
        ]
    )
    | st.text('abcABC السلام.؟!…"”“ \n', max_size=30),
    max_size=40,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_sentences_cover_every_word_in_order_and_once(text: str) -> None:
    spans = split_sentences(text)
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))
    covered = "".join(span.of(text) for span in spans)
    assert "".join(covered.split()) == "".join(text.split())


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(BlockKind), TEXTS.map(str.strip).filter(bool)), min_size=1, max_size=8))
def test_passages_are_runs_of_whole_sentences_that_cross_no_heading(parts: list[tuple[BlockKind, str]]) -> None:
    made = article(*parts)
    passages = split_passages(made)
    assert passages and [p.id for p in passages] == [f"a:p{n}" for n in range(1, len(passages) + 1)]
    assert all(a.span.end <= b.span.start for a, b in zip(passages, passages[1:], strict=False))
    for passage in passages:
        assert (passage.sentences[0].start, passage.sentences[-1].end) == (passage.span.start, passage.span.end)
    if any(kind is not BlockKind.HEADING for kind, _ in parts):
        said = [s for b in made.blocks if b.kind is not BlockKind.HEADING for s in block_sentences(made, b)]
        assert [s for p in passages for s in p.sentences] == said
        headings = [b.span for b in made.blocks if b.kind is BlockKind.HEADING]
        assert not any(p.span.start < h.start < p.span.end for p in passages for h in headings)


def words(found: Article) -> list[int]:
    return [len(p.span.of(found.text).split()) for p in split_passages(found)]


def test_a_short_section_is_one_passage_and_a_long_one_several() -> None:
    assert words(article(paragraph(10, 15))) == [150]
    assert words(article(paragraph(16, 10))) == [120, 40]


def test_paragraph_ends_are_preferred_and_a_short_rest_joins() -> None:
    assert words(article(paragraph(8, 10), paragraph(8, 10))) == [80, 80]
    assert words(article(paragraph(7, 20), paragraph(1, 20))) == [120, 40]
    assert words(article(paragraph(12, 10), paragraph(4, 10), paragraph(1, 5))) == [120, 45]
    assert words(article(paragraph(13, 9), paragraph(6, 20), paragraph(1, 20))) == [117, 140]


def test_a_sentence_longer_than_a_passage_stands_alone() -> None:
    assert words(article(paragraph(3, 20), paragraph(1, 200), paragraph(3, 20))) == [60, 200, 60]


def test_headings_part_passages_and_captions_are_passages_of_their_own() -> None:
    made = article(
        (BlockKind.CAPTION, "Mourners in Baghdad"), paragraph(1, 10), (BlockKind.HEADING, "A heading"), paragraph(1, 5)
    )
    assert [p.span.of(made.text).split()[0] for p in split_passages(made)] == ["Mourners", "Word", "Word"]
    assert all("heading" not in p.span.of(made.text) for p in split_passages(made))


def test_a_text_without_a_letter_is_still_a_passage() -> None:
    assert [p.span.of("…  12:30") for p in split_passages(Article("a", "…  12:30", "T", "en", ()))] == ["…  12:30"]
    assert len(split_passages(article((BlockKind.HEADING, "!!!")))) == 1


def test_the_bundled_articles_are_passages_of_readable_length() -> None:
    for found in bundled_articles():
        lengths = words(found)
        assert max(lengths) <= 150
        assert sum(lengths) >= 0.9 * len(found.text.split())


def test_splitting_is_fast_and_linear() -> None:
    line = "Gen. Smith said “no. Never.” on Jan. 28. قال د. أحمد إنه جاء. Is it 3.5? Yes... it is. "
    began = time.perf_counter()
    count = len(split_sentences(line * 20_000))
    assert count / (time.perf_counter() - began) > 20_000
    for hard in (". ", '"', "“a. ", "(- ", "A.", " ”", "1. "):
        began = time.perf_counter()
        split_sentences(hard * 200_000)
        assert time.perf_counter() - began < 5
