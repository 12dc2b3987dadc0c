"""The word index of one generation: a tantivy folder of tokens that the search layer has analysed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from corpus.article import Article
from retrieval.archive.indexed import WORD_FIELDS, IndexedPassage

_HEAP_BYTES = 64_000_000


class Words:
    """An open tantivy index. Fields: `number`, `language`, `en`, `ar`, `sound`, `outlet`, `published`.

    `index` and `searcher` are tantivy's own, for building queries and reading statistics.
    """

    def __init__(self, index: Any) -> None:
        # A published index never changes, so nothing has to watch its folder.
        index.config_reader(reload_policy="manual")
        self.index = index
        self.searcher = index.searcher()
        self._writer: Any = None

    @classmethod
    def create(cls, folder: Path) -> Words:
        """An empty index in `folder`, which is made."""
        import tantivy

        folder.mkdir()
        return cls(tantivy.Index(_schema(), str(folder)))

    @classmethod
    def open(cls, folder: Path) -> Words:
        """The index that `create` made in `folder`."""
        import tantivy

        return cls(tantivy.Index.open(str(folder)))

    @property
    def schema(self) -> Any:
        """The `tantivy.Schema` that queries are built with."""
        return self.index.schema

    def add(self, article: Article, numbered: Iterable[tuple[int, IndexedPassage]]) -> None:
        """Adds passages of `article`, each under its number; they can be found after `commit`."""
        import tantivy

        for number, indexed in numbered:
            document = tantivy.Document()
            document.add_unsigned("number", number)
            document.add_text("language", indexed.passage.language)
            for field, tokens in indexed.fields.items():
                document.add_text(field, tokens)
            if article.outlet:
                document.add_text("outlet", article.outlet)
            if article.published:
                document.add_integer("published", int(article.published.replace("-", "")))
            self._writing().add_document(document)

    def delete(self, numbers: Sequence[int]) -> None:
        """Removes passages by number, those added since the last `commit` too."""
        import tantivy

        # tantivy 0.27: `delete_documents_by_term` finds no unsigned number, the query does.
        query = tantivy.Query.term_set_query(self.schema, "number", list(numbers))
        self._writing().delete_documents_by_query(query)

    def commit(self) -> None:
        """Writes out what was added and removed and shows it to `searcher`."""
        if self._writer is not None:
            self._writer.commit()
            self._writer.wait_merging_threads()
            self._writer = None
            self.index.reload()
            self.searcher = self.index.searcher()

    def search(self, query: Any, k: int) -> list[tuple[int, float]]:
        """The `k` best passages for a `tantivy.Query`, best first, as (number, score)."""
        hits = self.searcher.search(query, k, count=False).hits
        numbers = self.searcher.fast_field_values("number", [address for _, address in hits])
        return [(number, score) for number, (score, _) in zip(numbers, hits, strict=True)]

    def doc_freq(self, field: str, term: str) -> int:
        """How many passages hold `term` in `field`; removed ones count until tantivy merges them away."""
        return int(self.searcher.doc_freq(field, term))

    def has(self, number: int) -> bool:
        """Whether the index holds this passage."""
        import tantivy

        return bool(self.search(tantivy.Query.term_query(self.schema, "number", number), 1))

    def count(self) -> int:
        """How many passages the index holds."""
        return int(self.searcher.num_docs)

    def _writing(self) -> Any:
        if self._writer is None:
            self._writer = self.index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        return self._writer


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", stored=True, indexed=True, fast=True)
    builder.add_text_field("language", tokenizer_name="raw", index_option="basic")
    for field in WORD_FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("outlet", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("published", indexed=True, fast=True)
    return builder.build()
