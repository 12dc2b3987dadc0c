"""A passage that says what is asked ranks above one that does not."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from corpus.article import Language
from corpus.splitting import split_sentences
from retrieval.analysis import SentenceTerms, analyse
from retrieval.frequencies import with_background
from retrieval.query import make_query
from retrieval.ranking import Matcher
from retrieval.translation import Lexicon


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lexicon]:
    opened = Lexicon.open(tmp_path_factory.mktemp("lexicon"))
    yield opened
    opened.close()


def matcher(question: str, lexicon: Lexicon, language: Language = "en") -> Matcher:
    return Matcher(make_query(question, language, lexicon), *with_background(lambda field, term: 1, 20))


def analysed(text: str) -> list[SentenceTerms]:
    return analyse(text, split_sentences(text))


SAID = "The Badr Organization is led by Hadi Al-Amiri. It rained in the north."
ELSEWHERE = "The embassy was evacuated on Friday. Nobody was hurt in the fire."


def test_a_passage_with_the_words_asked_for_ranks_above_another(lexicon: Lexicon) -> None:
    asked = matcher("Who leads the Badr Organization?", lexicon)
    said, elsewhere = asked.rank(analysed(SAID), 0.1), asked.rank(analysed(ELSEWHERE), 0.1)
    assert said.score > elsewhere.score
    assert asked.covered(said.matched) > asked.covered(elsewhere.matched)


def test_the_nearer_of_two_alike_passages_ranks_first(lexicon: Lexicon) -> None:
    asked = matcher("Who leads the Badr Organization?", lexicon)
    assert asked.rank(analysed(SAID), 0.9).score > asked.rank(analysed(SAID), 0.1).score


def test_what_a_sentence_answers_to_is_told_per_clause(lexicon: Lexicon) -> None:
    asked = matcher("Who leads the Badr Organization?", lexicon)
    ranked = asked.rank(analysed(SAID), 0.1)
    assert ranked.matched.shape == (2, len(asked.query.clauses)) and ranked.matched.dtype == np.float32
    assert ranked.matched[0].max() > ranked.matched[1].max()
    assert ranked.matched.min() >= 0 and ranked.matched.max() <= 1


@pytest.mark.parametrize(
    ("question", "language", "text"),
    [
        ("من يقود منظمة بدر؟", "en", SAID),
        ("Who leads the Badr Organization?", "ar", "قال هادي العامري قائد منظمة بدر ذلك."),
        ("ماذا قال فيكتور زقفيلوف؟", "en", "Victor Zaqfilov said so."),
    ],
)
def test_a_passage_in_the_other_language_is_matched(
    lexicon: Lexicon, question: str, language: Language, text: str
) -> None:
    asked = matcher(question, lexicon, language)
    assert asked.rank(analysed(text), 0).score > asked.rank(analysed(ELSEWHERE), 0).score


def test_a_rare_word_matters_more_than_a_common_one(lexicon: Lexicon) -> None:
    asked = matcher("year militia", lexicon)
    year, militia = asked.importance
    assert militia > year


@pytest.mark.parametrize(
    ("question", "holding", "lacking"),
    [
        ("How many troops are in Syria?", "There are 900 troops in Syria.", "Troops are in Syria."),
        ("When did the group emerge?", "The group emerged in 2019.", "The group emerged."),
        ("Who leads the group?", "The group is led by Hadi Al-Amiri.", "The group is led by someone."),
    ],
)
def test_a_sentence_that_holds_the_kind_of_thing_asked_for_is_known(
    lexicon: Lexicon, question: str, holding: str, lacking: str
) -> None:
    asked = matcher(question, lexicon)
    assert asked.holds(analysed(holding)[0]) > asked.holds(analysed(lacking)[0])


def test_one_word_is_a_question_too(lexicon: Lexicon) -> None:
    asked = matcher("Badr", lexicon)
    assert asked.rank(analysed(SAID), 0).score > asked.rank(analysed(ELSEWHERE), 0).score
