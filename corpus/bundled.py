"""The articles that come with the program: the archive's first content."""

from __future__ import annotations

from pathlib import Path

from corpus.article import Article
from corpus.errors import ReadingError
from corpus.sources import articles_at

FOLDER = Path(__file__).parent / "articles"


def bundled_articles() -> list[Article]:
    """The bundled articles in order of id (the file's name). Raises `ReadingError` when one is damaged."""
    articles: list[Article] = []
    for found in articles_at(FOLDER):
        if isinstance(found, ReadingError):
            raise found
        articles.append(found)
    return articles
