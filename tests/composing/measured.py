"""Five hundred generated replies, honest and faulty: what of them reaches a reader.

`python -m tests.composing.measured` sends each through the real client from a server on loopback, and prints a table.
A reply is one sentence over one statement of the bundled articles (see `statements.py`), in the language of the
question; every second one is left as it was written, the others are changed in one way each (see `faults.py`).
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.article import Language
from retrieval.answering import Answer
from retrieval.checking.exact_words import exact_words, find_exactly
from retrieval.checking.quotations import quotations
from retrieval.composing.citing import Passages
from retrieval.composing.composer import Composer
from retrieval.composing.draft import Draft
from retrieval.composing.prompting import composing_request
from retrieval.composing.reply import WrittenSentence, parts_of
from retrieval.composing.rewriting import find_passages
from retrieval.engine import Engine
from retrieval.search import Filters
from tests.composing.faults import FAULTS
from tests.composing.prompts import read_prompt
from tests.composing.scripts import Script, Writer, writes
from tests.composing.server import ComposingServer
from tests.composing.statements import Statement, statements

REPLIES = 500
HONEST = "honest"


@dataclass(frozen=True)
class Case:
    """A question, and what a model writes on it: "honest", or the name of a fault."""

    kind: str
    language: Language
    statement: Statement
    write: Writer

    @property
    def question(self) -> str:
        return self.statement.asked[self.language]


@dataclass(frozen=True)
class Outcome:
    """`reached` is whether the sentence was shown; `false_quotes` counts what was shown as a quote and is none."""

    case: Case
    answer: Answer
    reached: bool
    false_quotes: int


def cases(count: int = REPLIES, seed: int = 6) -> Iterator[Case]:
    """Cases by chance, the same for the same seed."""
    chance, faults = random.Random(seed), sorted(FAULTS)
    for number in range(count):
        kind = HONEST if number % 2 == 0 else faults[number // 2 % len(faults)]
        statement, which = chance.choice(statements()), chance.randrange(2)
        language: Language = chance.choice(("ar", "en"))
        yield Case(kind, language, statement, writes(statement, which, FAULTS.get(kind)))


def directly(engine: Engine) -> Callable[[Case], Answer]:
    """Checks a reply without sending it anywhere."""

    @lru_cache
    def found(question: str) -> tuple[Answer, Passages]:
        return engine.ask(question, keep=False), Passages(find_passages(engine, question, [], Filters()))

    def answer(case: Case) -> Answer:
        plain, passages = found(case.question)
        request = composing_request(case.question, case.language, passages.hits)
        prompt = read_prompt({"messages": [{"content": request.rules}, {"content": request.material}]})
        draft = Draft(plain, engine)
        for written in parts_of([case.write(prompt)], "sentences", WrittenSentence):
            draft.add(written, passages)
        return draft.answer("scripted", 3, None)

    return answer


def through(server: ComposingServer, home: Path, engine: Engine) -> Callable[[Case], Answer]:
    """Asks for it over HTTP, through the real client; each time another model, as replies are kept by model."""

    def answer(case: Case) -> Answer:
        server.script = Script(case.write)
        model = f"openai:model-{len(server.requests)}"
        with closing(Composer(model, home, base_url=server.base_url)) as composer:
            return composer.compose(engine, engine.ask(case.question, keep=False), Filters(), 3)

    return answer


def outcomes(given: Iterable[Case], answer: Callable[[Case], Answer]) -> Iterator[Outcome]:
    """What became of each; a question whose statement was not found is left out, as nothing was written on it."""
    for case in given:
        made = answer(case)
        composition = made.composition
        assert composition is not None
        if composition.sentences or composition.dropped:
            yield Outcome(case, made, bool(composition.sentences), _false_quotes(made))


def _false_quotes(answer: Answer) -> int:
    """Quotes that are not the article's words, and marked words of a sentence that are in none of its quotes."""
    count = sum(quote.article.text[quote.start : quote.end] != quote.text for quote in answer.quotes)
    for sentence in answer.composition.sentences if answer.composition else ():
        shown = [exact_words(answer.quotes[number - 1].text) for number in sentence.quotes]
        for span in quotations(sentence.text):
            wanted = exact_words(span.of(sentence.text))
            count += not any(find_exactly(wanted, words) is not None for words in shown)
    return count


def table(found: Sequence[Outcome]) -> str:
    """How many replies of each kind there were, how many reached the reader, and why the others did not."""
    lines = [f"{'reply':<16}{'of':>5}{'shown':>7}{'share':>8}{'false quotes':>14}  dropped for"]
    for kind in (HONEST, *sorted(FAULTS)):
        rows = [one for one in found if one.case.kind == kind]
        shown, false = sum(one.reached for one in rows), sum(one.false_quotes for one in rows)
        why = Counter(drop.reason for one in rows if one.answer.composition for drop in one.answer.composition.dropped)
        reasons = ", ".join(f"{reason} {count}" for reason, count in why.most_common())
        lines.append(f"{kind:<16}{len(rows):>5}{shown:>7}{shown / max(len(rows), 1):>8.3f}{false:>14}  {reasons}")
    return "\n".join(lines)


def main() -> None:
    """Measures over HTTP and prints the table."""
    with tempfile.TemporaryDirectory() as folder, ComposingServer() as server:
        engine = Engine(Path(folder))
        engine.fill()
        found = list(outcomes(cases(), through(server, Path(folder), engine)))
        print(f"{len(found)} of {REPLIES} replies, {len(server.requests)} requests")
        print(table(found))
        engine.close()


if __name__ == "__main__":
    sys.exit(main())
