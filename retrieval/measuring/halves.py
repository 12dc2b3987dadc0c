"""Half an archive: which questions it cannot answer, because their articles are all in the other half."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from corpus.article import Article
from retrieval.measuring.questions import Question


def halves_of(
    questions: Sequence[Question], articles: Sequence[Article], topics: Mapping[str, str]
) -> Iterator[tuple[list[Question], list[Article]]]:
    """Twice: questions, and the half of the articles that does not answer them.

    Articles of one topic stay together (see `Trial`); topics go to either half in turn. A question whose file does
    not name its articles belongs to those that hold an accepted answer; one that both halves, or none, would answer
    is left out, and so is one that nothing answers.
    """
    topic_of = {article.id: topics.get(article.id, article.id) for article in articles}
    half_of_topic = {topic: place % 2 for place, topic in enumerate(dict.fromkeys(topic_of.values()))}
    half_of = {name: half_of_topic[topic] for name, topic in topic_of.items()}
    texts = {article.id: squeezed(article.text) for article in articles}
    belongs = [{half_of[name] for name in _answering(question, texts)} for question in questions]
    for half in (0, 1):
        asked = [question for question, where in zip(questions, belongs, strict=True) if where == {half}]
        kept = [article for article in articles if half_of[article.id] != half]
        if asked and kept:
            yield asked, kept


def _answering(question: Question, texts: Mapping[str, str]) -> set[str]:
    if question.articles:
        return texts.keys() & question.articles
    wanted = [squeezed(answer) for answer in question.accept]
    return {name for name, text in texts.items() if any(answer in text for answer in wanted)}


def squeezed(text: str) -> str:
    """White space folded and curly apostrophes straightened, as no answer differs by them."""
    return " ".join(text.replace("\u2019", "'").split())
