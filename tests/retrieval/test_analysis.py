"""What is kept of a passage for ranking comes back as it went in, and feeds the word index."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Span
from corpus.bundled import bundled_articles
from corpus.splitting import split_passages
from retrieval.analysis import analyse, index_fields, is_year, pack, unpack
from retrieval.language.text import tokens


def test_each_sentence_is_analysed_by_itself() -> None:
    text = "Qais Khazali spoke. Since 2019 attacks. قال الخزعلي ذلك."
    first, second, third = analyse(text, [Span(0, 19), Span(20, 39), Span(40, len(text))])
    assert [first.years, second.years, third.years] == [0, 1, 0]
    assert first.names == 1 and second.names == 0
    assert "2019" in second.terms and "attack" in second.terms
    assert set(first.sounds) & set(third.sounds)


def test_a_year_is_told_from_another_number() -> None:
    assert is_year("2019") and is_year("1258")
    assert not any(is_year(term) for term in ("165", "2500", "20190", "us", "عام", "1.99"))


def test_the_articles_analysis_comes_back_as_it_went_in() -> None:
    for article in bundled_articles():
        for passage in split_passages(article):
            sentences = analyse(article.text, passage.sentences)
            assert len(sentences) == len(passage.sentences)
            assert unpack(pack(sentences)) == sentences


@given(st.text(min_size=1))
def test_any_sentence_comes_back_as_it_went_in(text: str) -> None:
    sentences = analyse(text, [Span(0, len(text))])
    assert unpack(pack(sentences)) == sentences


def test_the_word_index_gets_terms_by_script_numbers_in_both_and_names_by_sound() -> None:
    text = "Baghdad has 165 قواعد"
    fields = index_fields(analyse(text, [Span(0, len(text))]))
    arabic = [token.term for token in tokens("165 قواعد")]
    english = [token.term for token in tokens("Baghdad has 165")]
    assert fields["ar"].split() == arabic and fields["en"].split() == english
    assert fields["sound"]
