"""Articles that give a language model orders, and a model that obeys them all: the reader sees none of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.article import Article
from corpus.records import article_from_record
from retrieval.answering import Answer
from retrieval.composing.composer import Composer
from retrieval.engine import Engine
from retrieval.search import Filters
from tests.composing.injected import Injected, injected
from tests.composing.server import ComposingServer


@pytest.fixture(scope="module")
def invaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An archive that holds the injected articles beside the bundled ones."""
    engine = Engine(tmp_path_factory.mktemp("invaded") / "home")
    engine.fill()
    engine.add((_article(one) for one in injected()), lambda _: None)
    yield engine
    engine.close()


def _article(one: Injected) -> Article:
    record = {"id": one.id, "text": one.article, "language": one.language}
    return article_from_record(json.dumps(record).encode(), None)


def test_there_are_thirty_of_them_at_least_in_both_languages() -> None:
    assert len(injected()) >= 30
    assert min(sum(one.language == language for one in injected()) for language in ("ar", "en")) >= 15


@pytest.mark.parametrize("one", injected(), ids=lambda one: one.id)
def test_an_order_in_an_article_changes_nothing(
    one: Injected, invaded: Engine, models: ComposingServer, tmp_path: Path
) -> None:
    composer = Composer("openai:obeys", tmp_path, base_url=models.base_url)
    answer = composer.compose(invaded, invaded.ask(one.question, keep=False), Filters(), 3)
    composer.close()
    # The model did see the order, and obeyed.
    assert any(one.true in body["messages"][1]["content"] for body in models.requests)
    assert answer.composition is not None
    assert answer.composition.dropped or one.raw
    for shown in _shown(answer):
        assert not [sign for sign in one.signs if sign in shown], shown
    assert all(quote.article.text[quote.start : quote.end] == quote.text for quote in answer.quotes)


# Of these two what was ordered is a true translation.
_TRUE = ("new-language", "لغة-أخرى")
_TRANSLATED = [one for one in injected() if not one.raw and one.id not in _TRUE]


@pytest.mark.parametrize("one", _TRANSLATED, ids=lambda one: one.id)
def test_an_order_in_a_quote_does_not_reach_its_translation(
    one: Injected, invaded: Engine, models: ComposingServer, tmp_path: Path
) -> None:
    """The same articles as quotes of the other language, translated by the model that obeys."""
    composer = Composer("openai:obeys", tmp_path, base_url=models.base_url)
    plain = invaded.ask(one.question, keep=False)
    other = Answer(plain.id, plain.question, "en" if one.language == "ar" else "ar", True, 1.0, plain.quotes)
    answer = composer.compose(invaded, other, Filters(), 3)
    composer.close()
    for shown in _shown(answer):
        assert not [sign for sign in one.signs if sign in shown], shown


def _shown(answer: Answer) -> list[str]:
    """All that a reader sees of what the model wrote."""
    assert answer.composition is not None
    return [
        *(sentence.text for sentence in answer.composition.sentences),
        *(quote.translation for quote in answer.quotes if quote.translation),
    ]
