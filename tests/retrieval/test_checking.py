"""Checking quotes: nothing that differs is verbatim, what is verbatim stands at its offsets, each verdict is proved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article
from corpus.bundled import bundled_articles
from corpus.errors import UsageError
from corpus.splitting import split_sentences
from retrieval.checking.checker import Checked
from retrieval.engine import Engine
from tests.retrieval.checking_cases import CaseMaker, confusion, elsewhere_sentences, plain

CASES = 2000
HELD_OUT = 4  # paragraphs at the end of one article that the archive does not get
SHORTENED = "jihadist-group-vows"
TROOPS = "There are roughly 2,500 US troops deployed in Iraq and about 900 in Syria"
FIRE = "سنواجه النار بالنار حتماً"
RECORDED = "Over 165 attacks by Iran-backed armed factions on American bases in Iraq and Syria have been recorded"


def archived() -> tuple[list[Article], list[str]]:
    """The bundled articles, one of them without its end; and sentences that they have not."""
    articles, outside = [], elsewhere_sentences()
    for article in bundled_articles():
        if article.id == SHORTENED:
            end = article.blocks[-HELD_OUT].span.start
            outside += [s.of(article.text[end:]) for s in split_sentences(article.text[end:])]
            article = replace(article, text=article.text[:end], blocks=article.blocks[:-HELD_OUT])
        articles.append(article)
    return articles, [sentence for sentence in outside if len(sentence.split()) >= 6]


ARTICLES, OUTSIDE = archived()
SENTENCES = [span.of(article.text) for article in ARTICLES for span in split_sentences(article.text)]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    opened = Engine(tmp_path_factory.mktemp("checking") / "home")
    opened.add(ARTICLES, lambda article: None)
    yield opened
    opened.close()


def there(checked: Checked) -> str:
    """What stands where the verdict points."""
    assert checked.article is not None and checked.start is not None and checked.end is not None
    return checked.article.text[checked.start : checked.end]


def unquoted(text: str) -> str:
    """`plain` text without the marks at its edges."""
    return plain(text).strip('"…')


def test_of_2000_generated_quotes_97_in_100_get_their_verdict_and_none_is_falsely_verbatim(engine: Engine) -> None:
    cases = CaseMaker(ARTICLES, OUTSIDE, seed=20).cases(CASES)
    checked = [engine.check(case.text, case.by) for case in cases]
    pairs = [(case.expected, one.verdict) for case, one in zip(cases, checked, strict=True)]
    print(confusion(pairs))
    assert [case for case, (expected, given) in zip(cases, pairs, strict=True) if given == "verbatim" != expected] == []
    both = list(zip(cases, checked, strict=True))
    for case, one in both:
        if one.verdict in ("verbatim", "misattributed"):
            assert plain(there(one)) == unquoted(case.text)
    for language in ("ar", "en"):
        right = [one.verdict == case.expected for case, one in both if case.language == language]
        assert sum(right) / len(right) >= 0.97


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_one_letter_digit_or_sign_changed_is_never_verbatim(engine: Engine, data: st.DataObject) -> None:
    sentence = data.draw(st.sampled_from(SENTENCES))
    places = [at for at, character in enumerate(sentence) if character.isalnum() or character in ".,،-"]
    at = data.draw(st.sampled_from(places[1:-1]))
    other = data.draw(st.sampled_from("abzAB059ابيةأ.-،"))
    changed = sentence[:at] + other + sentence[at + 1 :]
    if plain(changed) not in plain("\n".join(article.text for article in ARTICLES)):
        assert engine.check(changed).verdict != "verbatim"


@given(sentence=st.sampled_from(SENTENCES), data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_word_put_in_or_left_out_is_never_verbatim(engine: Engine, sentence: str, data: st.DataObject) -> None:
    words = sentence.split()
    at = data.draw(st.integers(1, max(1, len(words) - 2)))
    put_in = data.draw(st.sampled_from(["not", "لم", "no", "لا", "the"]))
    for changed in (words[:at] + [put_in] + words[at:], words[:at] + words[at + 1 :]):
        text = " ".join(changed)
        if plain(text) not in plain("\n".join(article.text for article in ARTICLES)):
            assert engine.check(text).verdict != "verbatim"


@given(sentence=st.sampled_from(SENTENCES), data=st.data())
@settings(max_examples=80, deadline=None)
def test_spacing_marks_vowels_and_tatweel_change_nothing(engine: Engine, sentence: str, data: st.DataObject) -> None:
    shapes = st.sampled_from(["“", "”", '"', "«", "»"])
    text = re.sub('[“”"«»]', lambda _: data.draw(shapes), sentence)
    text = re.sub(" ", lambda _: data.draw(st.sampled_from([" ", "  ", "\n", "\u00a0", "\u200f "])), text)
    text = re.sub("[بسنمف](?=[\u0621-\u064a])", lambda f: f[0] + data.draw(st.sampled_from(["", "\u064e", "ـ"])), text)
    checked = engine.check(f"«{text}»")
    assert checked.verdict == "verbatim" and plain(there(checked)) == unquoted(sentence)


@pytest.mark.parametrize("quoted", ["{}", "«{}»", "«“{}»", "“{}", "{}…"])
def test_marks_around_a_quote_are_not_of_it(engine: Engine, quoted: str) -> None:
    sentence = next(one for one in SENTENCES if one.startswith("“The Islamic Resistance’s response"))
    checked = engine.check(quoted.format(sentence))
    assert checked.verdict == "verbatim" and there(checked) == sentence.removeprefix("“")


@pytest.mark.parametrize("cut", ["ounter any American strikes", "anticipates the resumpt", "مقاومة الإسلامية"])
def test_half_a_word_at_the_edge_is_not_verbatim(engine: Engine, cut: str) -> None:
    assert engine.check(cut).verdict != "verbatim"


@pytest.mark.parametrize("text", ["no thing", "two  words", "10 000", "2,5 00"])
def test_a_space_inside_a_word_or_number_counts(text: str) -> None:
    from retrieval.checking.exact_words import exact_words

    apart = [word.key for word in exact_words(text)]
    assert apart != [word.key for word in exact_words(text.replace(" ", ""))]


def test_a_verbatim_quote_names_every_other_article_that_has_it(engine: Engine) -> None:
    checked = engine.check("US troops in Iraq and Syria")
    having = {article.id for article in ARTICLES if "US troops in Iraq and Syria" in article.text}
    assert checked.verdict == "verbatim" and checked.article is not None and len(having) > 1
    assert {checked.article.id, *checked.also} == having and checked.article.id not in checked.also


def test_a_quote_may_run_over_a_heading_and_a_break_of_paragraphs(engine: Engine) -> None:
    text = "US forces in Syria and Iraq. US Forces See Intensity of Attacks Abu Ali al-Askari, a senior official"
    checked = engine.check("rockets and drone attacks on the US and coalition forces in Syria and Iraq." + text[28:])
    assert checked.verdict == "verbatim" and "\n\nUS Forces See" in there(checked)


@pytest.mark.parametrize("text", ["Cave Owners", "2,500", "أصحاب الكهف"])
def test_a_quote_of_a_word_or_two_is_verbatim_where_it_stands(engine: Engine, text: str) -> None:
    checked = engine.check(text)
    assert checked.verdict == "verbatim" and there(checked) == text


def test_altered_words_are_shown_beside_those_that_stand_there(engine: Engine) -> None:
    quote = TROOPS.replace("2,500", "3,500").replace("deployed", "not deployed").replace("about ", "")
    checked = engine.check(quote)
    assert checked.verdict == "altered" and there(checked) == TROOPS
    assert [(d.quoted, d.standing) for d in checked.differences] == [("3,500", "2,500"), ("not", ""), ("", "about")]
    for difference in checked.differences:
        assert quote[difference.at :].startswith(difference.quoted)
        assert checked.article is not None
        assert checked.article.text[difference.start : difference.end] == difference.standing


@pytest.mark.parametrize("joiner", [" ", " … ", "... "])
def test_parts_of_two_articles_are_stitched_each_with_its_place(engine: Engine, joiner: str) -> None:
    first, second = "The volatile situation has pushed Iraq’s Prime Minister", RECORDED
    checked = engine.check(first + joiner + second)
    assert checked.verdict == "stitched" and not checked.differences
    assert [part.text for part in checked.parts] == [first, second]
    assert [part.article.text[part.start : part.end] for part in checked.parts] == [first, second]
    assert [checked.text[part.at :].startswith(part.text) for part in checked.parts] == [True, True]


def test_an_ellipsis_for_words_left_out_is_stitched_and_one_of_the_article_is_verbatim(engine: Engine) -> None:
    assert engine.check("an attempt to reshuffle the cards… and buy time").verdict == "verbatim"
    assert engine.check("an attempt to reshuffle the cards... and buy time").verdict == "verbatim"
    short = engine.check("American officials … heightening tensions between the two parties")
    assert short.verdict == "stitched" and len(short.parts) == 2
    assert engine.check("an attempt to reshuffle the cards and buy time").verdict == "altered"


def test_an_ellipsis_at_the_edge_only_says_that_the_quote_is_an_excerpt(engine: Engine) -> None:
    checked = engine.check(f"…{TROOPS}…")
    assert checked.verdict == "verbatim" and there(checked) == TROOPS


@pytest.mark.parametrize(
    ("text", "by", "verdict"),
    [
        (FIRE, "حفريات", "verbatim"),
        (FIRE, "Hafryat", "verbatim"),
        (FIRE, "موقع حفريات", "verbatim"),
        (FIRE, "Sada El-Balad", "misattributed"),
        (FIRE, "BBC", "misattributed"),
        (RECORDED, "Sada Elbalad", "verbatim"),
        (RECORDED, "Ahmad El-Assasy", "verbatim"),
        (RECORDED, "أحمد العساسي", "verbatim"),
        (TROOPS, "Reuters", "misattributed"),
        (TROOPS.replace("900", "800"), "Reuters", "altered"),
    ],
)
def test_a_quote_by_another_is_misattributed(engine: Engine, text: str, by: str, verdict: str) -> None:
    checked = engine.check(text, by)
    assert checked.verdict == verdict
    if verdict == "misattributed":
        assert checked.by == by and plain(there(checked)) == plain(text)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"According to Hafryat, “{FIRE}”.", "verbatim"),
        (f"«{FIRE}» بحسب شفق نيوز", "misattributed"),
        (f"«{FIRE}» بحسب حفريات", "verbatim"),
        (f"وقالت صدى البلد إن «{FIRE}».", "misattributed"),
        (f"Sada El-Balad reported: “{RECORDED}.”", "verbatim"),
        (f"“{RECORDED},” Reuters reported on Monday.", "misattributed"),
        (f"The Hafryat website wrote that “{RECORDED}”.", "misattributed"),
        (f"Hafryat is a website. It was said that “{RECORDED}”.", "verbatim"),
        (f"According to Kataib Hezbollah, “{RECORDED}”.", "verbatim"),
        ("According to Newsweek, «قائدي عصائب أهل الحق ومنظمة بدر، قيس الخزعلي وهادي العامري»", "verbatim"),
    ],
)
def test_a_source_named_beside_a_quote_is_held_against_it(engine: Engine, text: str, verdict: str) -> None:
    assert [checked.verdict for checked in engine.check_all(text)] == [verdict]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("هناك نحو 2500 جندي أميركي منتشرين في العراق ونحو 900 في سوريا", "reported"),
        ("هناك نحو 5000 جندي أميركي منتشرين في العراق ونحو 900 في سوريا", "not found"),
        ("Around 2,500 American soldiers are stationed in Iraq, and some 900 in Syria", "reported"),
        ("The group called Cave Owners, which appeared in 2019, said: we will meet fire with fire", "reported"),
    ],
)
def test_what_an_article_says_in_other_words_or_the_other_language_is_reported(
    engine: Engine, text: str, verdict: str
) -> None:
    checked = engine.check(text)
    assert checked.verdict == verdict and there(checked) and not checked.differences


def test_every_quoted_stretch_of_a_text_is_checked_in_order(engine: Engine) -> None:
    text = f"He said “{TROOPS},” but «سنواجه النار بالماء حتماً» was in \"{RECORDED}\" and it's 'no quote'."
    checked = engine.check_all(text)
    assert [one.verdict for one in checked] == ["verbatim", "altered", "verbatim"]
    assert [one.text for one in checked] == [TROOPS, "سنواجه النار بالماء حتماً", RECORDED]


def test_a_text_that_stands_as_a_whole_is_one_quote_though_it_has_quotation_marks(engine: Engine) -> None:
    text = next(sentence for sentence in SENTENCES if sentence.startswith("In a statement on Telegram"))
    assert [(one.verdict, one.text) for one in engine.check_all(text)] == [("verbatim", text)]
    assert [one.verdict for one in engine.check_all(text.replace("Telegram", "Facebook"))] == ["altered"]
    assert len(engine.check_all(f"Officials in two countries told our reporters yesterday of “{TROOPS}”")) == 1
    reported = f"Hafryat reported yesterday from the capital that “{RECORDED}”"
    assert [one.text for one in engine.check_all(reported)] == [RECORDED]


def test_a_long_text_with_many_quotes_is_checked(engine: Engine) -> None:
    text = " ".join(f"Then: “{sentence.strip('“”')}”." for sentence in SENTENCES[:60])
    assert len(text) > 10_000
    assert {one.verdict for one in engine.check_all(text)} <= {"verbatim"}


def test_a_whole_article_is_one_quote_of_itself_and_altered_when_a_word_is_changed(engine: Engine) -> None:
    article = next(article for article in ARTICLES if article.id == "kataeb-hezbollah-rebuke")
    assert engine.check(article.text).verdict == "verbatim"
    changed = engine.check(article.text.replace("unwavering", "wavering"))
    assert changed.verdict == "altered" and [d.standing for d in changed.differences] == ["unwavering"]


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "nothing to check"), ("«»", "no word"), ("a\ud800b", "half a character"), ("x " * 60_000, "in parts")],
)
def test_what_cannot_be_checked_is_a_usage_error(engine: Engine, text: str, said: str) -> None:
    for check in (engine.check, engine.check_all):
        with pytest.raises(UsageError, match=said):
            check(text)


def test_the_bar_that_a_terminal_shows_beside_each_line_of_a_quote_is_no_change(engine: Engine) -> None:
    barred = "│ “There are roughly 2,500 US troops\n│ deployed in Iraq and about 900 in Syria”"
    assert [checked.verdict for checked in engine.check_all(barred)] == ["verbatim"]


def test_what_is_quoted_in_the_title_that_a_quote_cites_is_no_quote_of_its_own(engine: Engine) -> None:
    cited = """“Over 165 attacks by Iran-backed armed factions”
  Iraqi Factions Ready for US Escalation, Vow to "Respond with
  Fire" · 2024-02-11"""
    assert [checked.text for checked in engine.check_all(cited)] == ["Over 165 attacks by Iran-backed armed factions"]
    uncited = "“Over 165 attacks by Iran-backed armed factions” vow to “respond with Fire”"
    assert [checked.verdict for checked in engine.check_all(uncited)][0] == "verbatim"
    assert len(engine.check_all(uncited)) == 2
