"""LangChain gets the same passages, with the offsets that find them again."""

from __future__ import annotations

import pytest
from langchain_core.documents import Document

from corpus.bundled import bundled_articles
from retrieval.engine import Engine
from retrieval.retriever import IsnadRetriever
from retrieval.search import Filters


@pytest.mark.parametrize("question", ["Who leads the Badr Organization?", "من يقود منظمة بدر؟"])
def test_documents_are_the_passages_that_search_finds(engine: Engine, question: str) -> None:
    articles = {article.id: article for article in bundled_articles()}
    documents = IsnadRetriever(engine=engine, limit=5).invoke(question)
    hits = engine.search(question, 5).hits
    assert len(documents) == 5 and all(isinstance(document, Document) for document in documents)
    for document, hit in zip(documents, hits, strict=True):
        facts = document.metadata
        article = articles[facts["article_id"]]
        assert document.page_content == article.text[facts["start"] : facts["end"]] == hit.text
        assert document.id == facts["passage_id"] == hit.passage_id
        assert facts["title"] == article.title and facts["outlet"] == article.outlet
        assert facts["published"] == article.published
        assert facts["language"] == article.language


def test_a_retriever_keeps_its_filters(engine: Engine) -> None:
    documents = IsnadRetriever(engine=engine, filters=Filters(language="ar")).invoke("US forces")
    assert documents and {document.metadata["language"] for document in documents} == {"ar"}


def test_several_questions_go_through_at_once(engine: Engine) -> None:
    questions = ["Badr Organization", "منظمة بدر", "US embassy", "Jordan"]
    retriever = IsnadRetriever(engine=engine, limit=3)
    assert retriever.batch(questions) == [retriever.invoke(question) for question in questions]
