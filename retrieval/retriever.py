"""The search as a LangChain retriever."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from retrieval.engine import Engine
from retrieval.search import Filters, Hit


class IsnadRetriever(BaseRetriever):
    """Passages for a question in Arabic or English, from articles in either, as LangChain documents.

    A document's metadata holds the passage's offsets in its article's text (code points), its score, and
    the article's facts; absent facts are None.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    engine: Engine
    limit: int = 10
    filters: Filters = Filters()

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [_document(hit) for hit in self.engine.search(query, self.limit, self.filters).hits]


def _document(hit: Hit) -> Document:
    article = hit.article
    metadata = {
        "article_id": article.id,
        "passage_id": hit.passage_id,
        "start": hit.start,
        "end": hit.end,
        "language": hit.language,
        "score": hit.score,
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published,
        "url": article.url,
        "path": article.path,
    }
    return Document(id=hit.passage_id, page_content=hit.text, metadata=metadata)
