import json
from pathlib import Path

import pytest

from corpus.article import Article
from corpus.errors import ReadingError
from corpus.records import article_from_record, articles_in_jsonl


def record(**fields: object) -> bytes:
    return json.dumps({"id": "a", "text": "Some words.", **fields}, ensure_ascii=False).encode()


def test_a_full_record_is_taken_as_given() -> None:
    article = article_from_record(
        record(title="T", language="ar", outlet="O", author="A", published="2024-02-11", url="https://x.example/"), None
    )
    assert (article.title, article.title_made, article.language) == ("T", False, "ar")
    assert (article.outlet, article.author, article.url) == ("O", "A", "https://x.example/")
    assert (article.published, article.date_source) == ("2024-02-11", "given")


def test_the_text_is_not_cleaned_and_each_line_is_a_paragraph() -> None:
    text = "  Share:\r\n\r\nBy Ahmad El-Assasy\nاقرأ أيضاً\n\n"
    article = article_from_record(record(text=text), None)
    assert article.text == text
    assert [block.span.of(text) for block in article.blocks] == ["Share:", "By Ahmad El-Assasy", "اقرأ أيضاً"]


def test_absent_null_and_empty_fields_are_the_same() -> None:
    absent = article_from_record(record(), None)
    assert article_from_record(record(title="", outlet=None, published="", language=None), None) == absent
    assert (absent.title, absent.title_made, absent.language, absent.date_source) == (
        "Some words.", True, "en", "unknown",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'{"id": "a", "text": "x"', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'["a", "b"]', "not a JSON object"),
        (b'{"id": "a", "text": "\xff"}', "not UTF-8"),
        (record(id=None), "no id"),
        (record(id=" "), "no id"),
        (record(id=7), "id is not a string"),
        (record(id="a\tb"), "control character"),
        (record(id="x" * 201), "longer than 200"),
        (record(text=None), "no text"),
        (record(text=" \n "), "no text"),
        (record(text=["x"]), "text is not a string"),
        (record(author=3), "author is not a string"),
        (record(language="fr"), "unknown language 'fr'"),
        (record(published="11/02/2024"), "bad date"),
        (record(published="2024-02-31"), "bad date"),
        (b'{"id": "a", "text": "half \\ud800"}', "half a character"),
    ],
)
def test_a_bad_record_says_why(line: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        article_from_record(line, None)


def test_bad_lines_are_named_and_the_good_ones_go_on(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    lines = [record(id="one"), b"", b"{broken", record(id="two"), record(text="")]
    path.write_bytes(b"\xef\xbb\xbf" + b"\n".join(lines))
    found = list(articles_in_jsonl(path))
    assert [item.id for item in found if isinstance(item, Article)] == ["one", "two"]
    errors = [str(item) for item in found if isinstance(item, ReadingError)]
    assert errors[0].startswith(f"{path}, line 3: not JSON")
    assert errors[1].startswith(f"{path}, line 5: no text")
    assert [type(item) for item in found] == [Article, ReadingError, Article, ReadingError]


def test_a_file_without_a_line_or_without_itself_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_bytes(b"\n\n")
    assert [str(e) for e in articles_in_jsonl(tmp_path / "empty.jsonl")][0].endswith("with id and text")
    assert "does not exist" in str(next(articles_in_jsonl(tmp_path / "gone.jsonl")))
