"""Two sentences state the same where each says most of the other, with the same names and numbers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.article import Span
from corpus.bundled import bundled_articles
from corpus.language import detect_language
from corpus.splitting import block_sentences
from retrieval.analysis import analyse
from retrieval.stories.statements import Statement, StatementReader, carries, contradict, repeats, said, same
from retrieval.translation import Lexicon

ARTICLES = {article.id: article for article in bundled_articles()}
TRANSLATED = [
    (
        "A representative from what is now known as the",
        "وقال ممثل عن ما بات يعرف",
    ),
    (
        "The spokesperson for the Iraqi Armed Forces' Commander-in-Chief, Yahya Rasool",
        "وقال المتحدث الرسمي باسم القائد الأعلى",
    ),
    (
        "In light of recent US strikes targeting armed factions",
        "يُذكر أنّ العراق أعلن الشهر الماضي",
    ),
    (
        "The factions, specifically Asa'ib Ahl al-Haq",
        "كما أشار إلى أنّ",
    ),
]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StatementReader]:
    lexicon = Lexicon.open(tmp_path_factory.mktemp("lexicon"))
    yield StatementReader(lexicon)
    lexicon.close()


def read(reader: StatementReader, text: str) -> Statement:
    return reader.read(analyse(text, [Span(0, len(text))]), detect_language(text))[0]


def sentences(article_id: str) -> list[str]:
    article = ARTICLES[article_id]
    return [span.of(article.text) for block in article.blocks for span in block_sentences(article, block)]


@pytest.mark.parametrize(("english", "arabic"), TRANSLATED)
def test_a_translation_is_the_same_statement_and_no_other_sentence_is(
    reader: StatementReader, english: str, arabic: str
) -> None:
    one = next(read(reader, text) for text in sentences("sada-elbalad-factions-ready") if text.startswith(english))
    others = sentences("hafryat-factions-warn")
    found = [text for text in others if same(one, read(reader, text))]
    assert len(found) == 1 and found[0].startswith(arabic)
    assert same(read(reader, found[0]), one) and carries(one, read(reader, found[0]))


def test_reports_of_the_same_subject_are_not_the_same_statement(reader: StatementReader) -> None:
    names = sorted(set(ARTICLES) - {"hafryat-factions-warn"})
    read_of = {name: [read(reader, text) for text in sentences(name)] for name in names}
    found = [
        (one, other)
        for place, name in enumerate(names)
        for other_name in names[place + 1 :]
        for one in read_of[name]
        for other in read_of[other_name]
        if same(one, other)
    ]
    assert not found


REPORT = "Engineers in Haditha replaced 4 of the 6 turbines after repairs that took 11 months, Nadia al-Obaidi said."


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (REPORT.replace("Engineers in Haditha", "In Haditha the engineers have"), True),
        (REPORT.replace("after repairs that took", "after some repairs, which lasted"), True),
        (REPORT.replace("11 months", "14 months"), False),
        (REPORT.replace("Haditha", "Mosul"), False),
        (REPORT.replace("Nadia al-Obaidi", "Qais Khazali"), False),
        ("The dam is old.", False),
    ],
)
def test_an_edited_sentence_is_the_same_unless_a_name_or_number_is_another(
    reader: StatementReader, other: str, is_same: bool
) -> None:
    one, edited = read(reader, REPORT), read(reader, other)
    assert same(one, edited) == same(edited, one) == is_same
    assert repeats(edited, one) == is_same


def test_a_sentence_that_lacks_a_number_does_not_carry_it(reader: StatementReader) -> None:
    one, other = read(reader, REPORT), read(reader, REPORT.replace("that took 11 months", "that took months"))
    assert same(one, other) and not contradict(one, other)
    assert not carries(one, other) and carries(other, one)


def test_too_few_words_prove_nothing(reader: StatementReader) -> None:
    one = read(reader, "Nobody was hurt, he said.")
    assert said(one, one) == 1 and not same(one, one)


def test_several_sentences_are_compared_as_one_with_a_longer_one(reader: StatementReader) -> None:
    text = "Engineers in Haditha replaced 4 of the 6 turbines. The repairs took 11 months, Nadia al-Obaidi said."
    end = text.index(". ") + 1
    parts = analyse(text, [Span(0, end), Span(end + 1, len(text))])
    assert repeats(reader.read_as_one(parts, "en"), read(reader, REPORT))
