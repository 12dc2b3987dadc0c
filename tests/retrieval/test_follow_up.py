"""Follow-up questions: what is carried over, what is replaced, and what stands alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.conversation.follow_up import FollowUp, resolve
from retrieval.engine import Engine
from retrieval.translation import Lexicon

PAIRS = [json.loads(line) for line in (Path(__file__).parent / "follow_ups.jsonl").read_text("utf-8").splitlines()]
TROOPS = "How many US troops are in Iraq?"
ARABIC_TROOPS = "كم عدد القوات الأميركية في العراق؟"
LEADER = "Who leads Asa'ib Ahl al-Haq?"
ARABIC_LEADER = "من يقود عصائب أهل الحق؟"
STATEMENT = "ماذا قال يحيى رسول عن موعد اجتماع اللجنة العسكرية؟"
JORDAN = "When did the drone strike in Jordan happen?"
# Pieces of questions, to be put together in every way.
PIECES = """and what about who it them there in how many why when the of is Syria Iraq Hamas 2014 killed attack ? ( )
    و ماذا عن متى كان ذلك هناك من هو كم في سوريا العراق قائدها فيها الهجوم قتل لماذا ؟ ، أي ها وال""".split()


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lexicon]:
    opened = Lexicon.open(tmp_path_factory.mktemp("lexicon"))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("previous", "question", "expected"),
    [
        (TROOPS, "and in Syria?", "How many US troops are in Syria?"),
        (TROOPS, "What about Syria?", "How many US troops are in Syria?"),
        (TROOPS, "Syria?", "Syria?"),
        (TROOPS, "in Syria?", "How many US troops are in Syria?"),
        (TROOPS, "and Iran?", "How many US troops are in Iran?"),
        ("How many attacks on bases in Iraq and Syria?", "And in Yemen?", "How many attacks on bases in Yemen?"),
        ("How many attacks on US bases in Iraq?", "and in Syria?", "How many attacks on US bases in Syria?"),
        (ARABIC_TROOPS, "وفي سوريا؟", "كم عدد القوات الأميركية في سوريا؟"),
        (ARABIC_TROOPS, "وماذا عن سوريا؟", "كم عدد القوات الأميركية في سوريا؟"),
        (ARABIC_TROOPS, "وسوريا؟", "كم عدد القوات الأميركية في سوريا؟"),
        (TROOPS, "وفي سوريا؟", "How many US troops are in سوريا?"),
        (ARABIC_TROOPS, "and in Syria?", "كم عدد القوات الأميركية في Syria؟"),
    ],
)
def test_a_place_replaces_a_place(lexicon: Lexicon, previous: str, question: str, expected: str) -> None:
    assert resolve(question, previous, lexicon).question == expected


@pytest.mark.parametrize(
    ("previous", "question", "expected"),
    [
        (LEADER, "and the Badr Organization?", "Who leads Badr Organization?"),
        (ARABIC_LEADER, "ومنظمة بدر؟", "من يقود منظمة بدر؟"),
        (STATEMENT, "وسابرينا سينغ؟", "ماذا قال سابرينا سينغ عن موعد اجتماع اللجنة العسكرية؟"),
        (LEADER, "ومنظمة بدر؟", "Who leads منظمة بدر?"),
        ("What happened in Iraq in 2014?", "and in 2019?", "What happened in Iraq in 2019?"),
        (TROOPS, "why?", "why US troops are in Iraq?"),
        (ARABIC_TROOPS, "ولماذا؟", "لماذا القوات الأميركية في العراق؟"),
        (TROOPS, "And since when?", "since when US troops are in Iraq?"),
        (TROOPS, "How many in Syria?", "How many US troops are in Syria?"),
    ],
)
def test_a_name_a_date_and_a_question_word_replace_their_like(
    lexicon: Lexicon, previous: str, question: str, expected: str
) -> None:
    assert resolve(question, previous, lexicon).question == expected


@pytest.mark.parametrize(
    ("previous", "question", "carried"),
    [
        (LEADER, "When did it appear?", ("Asa'ib Ahl al-Haq",)),
        (ARABIC_LEADER, "وما هدف عملياتها؟", ("عصائب أهل الحق",)),
        (STATEMENT, "ومتى كان ذلك؟", ("قال يحيى رسول عن موعد اجتماع اللجنة العسكرية",)),
        (STATEMENT, "من هو؟", ("يحيى رسول",)),
        (TROOPS, "Why are they there?", ("US troops are in Iraq",)),
        (JORDAN, "how many were killed?", ("drone strike in Jordan happen",)),
        (JORDAN, "كم قُتل؟", ("drone strike in Jordan happen",)),
        (TROOPS, "What is their mission in Syria?", ("US troops",)),
        (TROOPS, "Is that true?", ("US troops are in Iraq",)),
        (LEADER, "متى ظهرت؟", ("leads Asa'ib Ahl al-Haq",)),
    ],
)
def test_a_pronoun_and_a_missing_subject_carry_what_they_mean(
    lexicon: Lexicon, previous: str, question: str, carried: tuple[str, ...]
) -> None:
    meant = resolve(question, previous, lexicon)
    assert meant.carried == carried
    assert meant.question.startswith(question.rstrip("?؟"))


@pytest.mark.parametrize("previous", [TROOPS, ARABIC_TROOPS, LEADER, STATEMENT])
@pytest.mark.parametrize(
    "question",
    [
        "Who are the Houthis?",
        "Where is Syria?",
        "أين سوريا؟",
        "And who leads the Badr Organization?",
        "What is the capital of Australia?",
        "What did the Islamic Resistance say about its operations?",
        "Which faction has its base in Baghdad?",
        "How long does it take to withdraw?",
        "How many attacks were there in Syria?",
        "من هم الحوثيون؟",
        "ما هو سعر برميل النفط اليوم؟",
        "أين نشرت المقاومة الإسلامية في العراق بيانها؟",
        "هناك محادثات بين بغداد وواشنطن، متى تبدأ؟",
        "Kataib Hezbollah",
        "كتائب حزب الله",
    ],
)
def test_a_whole_question_stands_alone(lexicon: Lexicon, previous: str, question: str) -> None:
    assert resolve(question, previous, lexicon) == FollowUp(question)


def test_a_follow_up_of_a_follow_up_leans_on_what_was_meant(lexicon: Lexicon) -> None:
    asked = TROOPS
    for question, expected in [
        ("and in Syria?", "How many US troops are in Syria?"),
        ("since when?", "since when US troops are in Syria?"),
        ("وفي الأردن؟", "since when US troops are in الأردن?"),
        ("who commands them?", "who commands them (US troops are in الأردن)?"),
        ("why?", "why commands them (US troops are in الأردن)?"),
    ]:
        asked = resolve(question, asked, lexicon).question
        assert asked == expected


def test_words_that_the_question_has_itself_are_not_carried(lexicon: Lexicon) -> None:
    assert resolve("Why are US troops there?", TROOPS, lexicon).carried == ("Iraq",)


def test_nothing_is_carried_from_nothing_nor_into_a_question_that_is_too_long(lexicon: Lexicon) -> None:
    assert resolve("and in Syria?", "", lexicon) == FollowUp("and in Syria?")
    assert resolve("why?", "x " * 1000, lexicon) == FollowUp("why?")


def test_a_follow_up_that_leaves_nothing_of_the_question_before_stands_alone(lexicon: Lexicon) -> None:
    assert resolve("and Syria", "Syria", lexicon) == FollowUp("and Syria")
    assert resolve("and ها", "ها", lexicon) == FollowUp("and ها")


QUESTIONS = st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join) | st.text(max_size=30)


@given(question=QUESTIONS, previous=QUESTIONS)
def test_whatever_is_carried_stands_in_the_previous_question(lexicon: Lexicon, question: str, previous: str) -> None:
    meant = resolve(question, previous, lexicon)
    assert all(stretch in previous and stretch in meant.question for stretch in meant.carried)
    if not meant.carried:
        assert meant.question == question


def test_most_follow_ups_are_answered_by_the_first_quote(engine: Engine) -> None:
    first = one_of_three = 0
    for pair in PAIRS:
        meant = engine.follow_up(pair["question"], pair["previous"])
        answer = engine.ask(meant.question, keep=False)
        holds = [any(words in " ".join(quote.text.split()) for words in pair["accept"]) for quote in answer.quotes]
        first += answer.answered and any(holds[:1])
        one_of_three += answer.answered and any(holds)
    assert len(PAIRS) >= 70
    assert first >= 0.78 * len(PAIRS)
    assert one_of_three >= 0.88 * len(PAIRS)


def test_the_follow_ups_are_in_both_languages_and_across_them() -> None:
    def arabic(text: str) -> bool:
        return any("\u0620" <= letter <= "\u064a" for letter in text)

    kinds = [(arabic(pair["previous"]), arabic(pair["question"])) for pair in PAIRS]
    assert all(kinds.count(kind) >= 4 for kind in [(True, True), (False, False), (True, False), (False, True)])
