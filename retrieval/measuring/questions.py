"""Questions whose answers are known, read from a file: what `isnad eval` asks.

* JSONL, asked of the user's own archive: `{"question", "accept": [...]}` and optionally `id`, `language`,
  `answerable` (false: nothing in the archive answers) and `articles` (the ids of those that do).
* JSONL in both languages, `{"passage", "q_en", "q_ar", "a_en", "a_ar"}` and optionally `id`, with a second
  file of the passages, `{"id", "en", "ar"}` and optionally `article`: asked of archives that hold just those.
* `.json` in the form of SQuAD (Rajpurkar et al., 2016; so XQuAD, MLQA, ARCD), which holds its own passages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from corpus.article import Article, Language
from corpus.errors import IsnadError, UsageError
from corpus.language import detect_language
from corpus.records import article_from_record
from retrieval.engine import checked_question
from retrieval.search import LANGUAGES

Row = dict[str, Any]
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Question:
    """`accept` are strings of which an answering quote holds one; none where nothing in the archive answers.

    `articles` are the ids of the articles that answer, none where the file does not say.
    """

    id: str
    text: str
    language: Language
    accept: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """Questions for one archive: one that holds just `articles`, or the user's own where that is None.

    `topics` says which articles belong together (paragraphs of one page, translations); one that it lacks stands alone.
    """

    questions: tuple[Question, ...]
    articles: tuple[Article, ...] | None = None
    topics: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """What a file asks, and a line for each part of it that asks nothing."""

    trials: tuple[Trial, ...]
    refused: tuple[str, ...]


def read_questions(path: Path, passages: Path | None = None) -> QuestionFile:
    """The questions of a file; a bad line is refused and the rest read. Raises IsnadError where nothing is left."""
    refused: list[str] = []
    if path.suffix.lower() == ".json":
        if passages is not None:
            raise UsageError(f"{path} holds its own passages: leave --passages out")
        trials = [_squad(path, refused)]
    elif passages is not None:
        trials = _parallel(path, passages, refused)
    else:
        trials = [Trial(tuple(_made(_own_question, _rows(path, refused), path, refused)))]
    if not any(trial.questions for trial in trials):
        why = f" ({refused[0]})" if refused else ""
        raise IsnadError(f"{path} asks nothing{why}: give one JSON object a line with question and accept")
    return QuestionFile(tuple(trials), tuple(refused))


def _own_question(number: int, row: Row) -> Question:
    if "question" not in row and "q_en" in row:
        raise ValueError("it asks about passages: name the file that holds them with --passages")
    text = checked_question(_text(row, "question"))
    language = row.get("language") or detect_language(text)
    if language not in LANGUAGES:
        raise ValueError(f"unknown language {language!r}: ar or en")
    answerable = row.get("answerable", True)
    if not isinstance(answerable, bool):
        raise ValueError('"answerable" is neither true nor false')
    accept = _texts(row, "accept") if answerable else ()
    if answerable and not accept:
        raise ValueError('an answerable question needs "accept", a list of strings that answer it')
    return Question(str(row.get("id", number)), text, language, accept, _texts(row, "articles") if answerable else ())


def _parallel(path: Path, passages: Path, refused: list[str]) -> list[Trial]:
    """Three archives (English, Arabic, both), each asked in both languages."""
    held = dict(_made(_passage, _rows(passages, refused), passages, refused))
    rows = list(_made(_checked_parallel, _rows(path, refused), path, refused))
    missing = {row["passage"] for row in rows} - held.keys()
    refused += [f"{path}: there is no passage {name} in {passages}" for name in sorted(missing)]
    rows = [row for row in rows if row["passage"] not in missing]
    trials = []
    pools: tuple[tuple[Language, ...], ...] = (("en",), ("ar",), LANGUAGES)
    for pool in pools:
        questions = [_parallel_question(row, language, pool) for language in LANGUAGES for row in rows]
        articles = tuple(held[name][1][language] for name in held for language in pool)
        topics = {f"{name}-{language}": topic for name, (topic, _) in held.items() for language in pool}
        trials.append(Trial(tuple(questions), articles, topics))
    return trials


def _passage(number: int, row: Row) -> tuple[str, tuple[str, dict[Language, Article]]]:
    name = _text(row, "id")
    return name, (_text({"article": name} | row, "article"), {t: _article(f"{name}-{t}", row, t) for t in LANGUAGES})


def _article(name: str, row: Row, language: Language) -> Article:
    record = {"id": name, "text": _text(row, language), "language": language}
    return article_from_record(json.dumps(record).encode(), None)


def _checked_parallel(number: int, row: Row) -> Row:
    asked = {name: checked_question(_text(row, name)) for name in ("q_en", "q_ar")}
    answers = {name: _text(row, name) for name in ("a_en", "a_ar", "passage")}
    return {"id": str(row.get("id", number))} | asked | answers


def _parallel_question(row: Row, language: Language, pool: tuple[Language, ...]) -> Question:
    accept = tuple(row[f"a_{held}"] for held in pool)
    return Question(row["id"], row[f"q_{language}"], language, accept, tuple(f"{row['passage']}-{t}" for t in pool))


def _squad(path: Path, refused: list[str]) -> Trial:
    questions: list[Question] = []
    articles: list[Article] = []
    topics: dict[str, str] = {}
    try:
        pages = json.loads(_read(path).decode("utf-8-sig"))["data"]
        for place, page in enumerate(pages):
            for number, paragraph in enumerate(page["paragraphs"]):
                name, text = f"{place}-{number}", paragraph["context"]
                record = {"id": name, "text": text, "title": str(page.get("title", ""))}
                try:
                    articles.append(article_from_record(json.dumps(record).encode(), None))
                except ValueError as error:
                    refused.append(f"{path}: paragraph {name}: {error}")
                    continue
                topics[name] = str(place)
                questions += _made(_squad_question, ((name, qa) for qa in paragraph["qas"]), path, refused)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise IsnadError(f"{path} is no file of SQuAD's form ({error!r}): JSONL has the suffix .jsonl") from error
    return Trial(tuple(questions), tuple(articles), topics)


def _squad_question(paragraph: str, row: Row) -> Question:
    text = checked_question(_text(row, "question"))
    answers = {_text(answer, "text"): None for answer in row.get("answers", [])}
    name = str(row.get("id", text))
    return Question(name, text, detect_language(text), tuple(answers), (paragraph,) if answers else ())


def _made(
    make: Callable[[Any, Row], Made], rows: Iterable[tuple[int | str, Row]], path: Path, refused: list[str]
) -> Iterator[Made]:
    """What `make` makes of each row; for a row of which it makes nothing, a line in `refused`."""
    for place, row in rows:
        try:
            yield make(place, row)
        except (ValueError, UsageError) as error:
            where = f"line {place}" if isinstance(place, int) else f"paragraph {place}"
            refused.append(f"{path}, {where}: {error}")


def _rows(path: Path, refused: list[str]) -> Iterator[tuple[int, Row]]:
    for number, line in enumerate(_read(path).removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8"))
        except UnicodeDecodeError:
            refused.append(f"{path}, line {number}: not UTF-8")
        except (ValueError, RecursionError) as error:
            refused.append(f"{path}, line {number}: not JSON ({error})")
        else:
            if isinstance(row, dict):
                yield number, row
            else:
                refused.append(f'{path}, line {number}: not an object: write {{"question": ..., "accept": [...]}}')


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise IsnadError(f"cannot read {path}: {error.strerror}; give a file of questions") from error


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f'"{name}" is missing or no string')
    return value


def _texts(row: Row, name: str) -> tuple[str, ...]:
    value = row.get(name, [])
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        raise ValueError(f'"{name}" is no list of strings')
    return tuple(value)
