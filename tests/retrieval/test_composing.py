"""Composed answers, through the real client from scripted models on a server on loopback."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from corpus.article import Article, Block, BlockKind, Span
from corpus.errors import UsageError
from retrieval.answering import Answer, ComposedSentence
from retrieval.composing.composer import Composer
from retrieval.composing.models import PROVIDERS
from retrieval.engine import Engine
from retrieval.search import Filters
from tests.composing.faults import FAULTS
from tests.composing.server import ComposingServer

TROOPS = "How many US troops are in Iraq and Syria?"
TENSION = "Since when has tension prevailed in the region?"
ROOT = Path(__file__).parents[2]

Composed = Callable[..., Answer]


@pytest.fixture
def composed(engine: Engine, models: ComposingServer, tmp_path: Path) -> Composed:
    """Asks a question and composes over its answer, as the model whose name is the script."""

    def compose(question: str, script: str = "honest", limit: int = 3, **settings: object) -> Answer:
        composer = Composer(f"openai:{script}", tmp_path, base_url=models.base_url, **settings)  # type: ignore[arg-type]
        answer = composer.compose(engine, engine.ask(question, limit, keep=False), Filters(), limit)
        composer.close()
        return answer

    return compose


def _sentences(answer: Answer) -> tuple[ComposedSentence, ...]:
    assert answer.composition is not None
    return answer.composition.sentences


def test_a_sentence_leads_to_the_whole_sentences_that_it_rests_on(composed: Composed) -> None:
    answer = composed(TROOPS)
    (sentence,) = _sentences(answer)
    assert sentence.text == "About 2,500 American soldiers are stationed in Iraq, and some 900 more in Syria."
    quote = answer.quotes[sentence.quotes[0] - 1]
    assert quote.text.startswith("There are roughly 2,500 US troops") and quote.text.endswith("a third of Iraq.")
    assert quote.article.text[quote.start : quote.end] == quote.text
    assert [one.id for one in answer.quotes] == [f"{answer.id}.{number}" for number in range(1, len(answer.quotes) + 1)]


def test_an_answer_is_in_the_language_of_its_question_over_quotes_in_either(composed: Composed) -> None:
    answer = composed(TENSION)
    (sentence,) = _sentences(answer)
    quote = answer.quotes[sentence.quotes[0] - 1]
    assert sentence.text.startswith("Since 7 October") and quote.article.language == "ar"
    assert quote.translation is not None and quote.translation.startswith("Since 7 October tension has prevailed")
    arabic = composed("كم جنديا أميركيا قتل في الأردن؟")
    assert _sentences(arabic)[0].text.startswith("قُتل ثلاثة عسكريين أميركيين")
    assert arabic.quotes[0].article.language == "en"


def test_a_quote_in_the_language_of_the_question_has_no_translation(composed: Composed) -> None:
    answer = composed(TENSION)
    assert all(quote.translation is None for quote in answer.quotes if quote.article.language == "en")


def test_the_quotes_after_those_of_the_sentences_are_the_plain_ones(composed: Composed, engine: Engine) -> None:
    answer, plain = composed(TROOPS, limit=3), engine.ask(TROOPS, 3, keep=False)
    further = [quote for quote in plain.quotes if quote.text != answer.quotes[0].text]
    assert [quote.text for quote in answer.quotes[1:]] == [quote.text for quote in further[:2]]
    assert len(composed(TROOPS, limit=1).quotes) == 1


@pytest.mark.parametrize("script", sorted(FAULTS))
def test_a_lie_is_dropped_and_the_plain_quotes_remain(script: str, composed: Composed, engine: Engine) -> None:
    answer, plain = composed(TROOPS, script), engine.ask(TROOPS, keep=False)
    assert answer.composition is not None and answer.composition.trouble == "nothing held"
    assert len(answer.composition.dropped) == 1 and not answer.composition.sentences
    assert [quote.text for quote in answer.quotes] == [quote.text for quote in plain.quotes]


@pytest.mark.parametrize(
    ("script", "trouble"),
    [
        ("rate-limited", "rate limit"),
        ("fails", "failed"),
        ("refuses", "refused"),
        ("garbled", "garbled"),
        ("misshapen", "garbled"),
        ("cut-off", "cut off"),
        ("breaks", "cut off"),
    ],
)
def test_a_model_that_fails_leaves_the_plain_quotes(
    script: str, trouble: str, composed: Composed, engine: Engine
) -> None:
    answer, plain = composed(TROOPS, script), engine.ask(TROOPS, keep=False)
    assert answer.composition is not None and answer.composition.trouble == trouble
    assert [quote.text for quote in answer.quotes] == [quote.text for quote in plain.quotes]
    assert answer.answered == plain.answered


@pytest.mark.parametrize("script", ["slow", "crawls", "never-ends", "drips"])
def test_a_model_that_does_not_end_costs_no_more_than_the_timeout(
    script: str, engine: Engine, models: ComposingServer, tmp_path: Path
) -> None:
    composer = Composer(f"openai:{script}", tmp_path, base_url=models.base_url, timeout=1.5)
    composer.warm_up()
    done = threading.Event()
    given: list[Answer] = []

    def compose() -> None:
        given.append(composer.compose(engine, engine.ask(TROOPS, keep=False), Filters(), 3))
        done.set()

    threading.Thread(target=compose, daemon=True).start()
    # The margin is for a busy machine: what is waited for is 1.5 seconds.
    assert done.wait(6.0)
    assert given[0].composition is not None and given[0].composition.trouble == "timeout"
    assert given[0].quotes and not given[0].composition.sentences


def test_a_reply_without_end_is_hung_up_on(engine: Engine, models: ComposingServer, tmp_path: Path) -> None:
    composer = Composer("openai:never-ends", tmp_path, base_url=models.base_url, timeout=1.0)
    composer.compose(engine, engine.ask(TROOPS, keep=False), Filters(), 3)
    assert _soon(lambda: models.open_replies == 0)
    assert _soon(lambda: not [one for one in threading.enumerate() if one.name == "model-reply"])


def test_a_server_that_is_not_there_is_said_to_be_so(engine: Engine, tmp_path: Path) -> None:
    composer = Composer("openai:honest", tmp_path, base_url="http://127.0.0.1:9/v1", timeout=5)
    answer = composer.compose(engine, engine.ask(TROOPS, keep=False), Filters(), 3)
    assert answer.composition is not None and answer.composition.trouble == "unreachable"


def test_a_server_that_fails_once_is_asked_again(composed: Composed) -> None:
    assert _sentences(composed(TROOPS, "fails-once"))


def test_a_server_that_knows_no_structured_replies_is_asked_without(composed: Composed) -> None:
    assert _sentences(composed(TROOPS, "unstructured"))


def test_a_model_with_nothing_to_say_is_no_trouble(composed: Composed) -> None:
    answer = composed(TROOPS, "silent")
    assert answer.composition is not None
    assert (answer.composition.trouble, answer.composition.sentences, answer.composition.dropped) == (None, (), ())


def test_a_no_stays_a_no_unless_a_sentence_holds(composed: Composed) -> None:
    no = composed("How tall is the Eiffel Tower?", "silent")
    assert not no.answered and len(no.quotes) == 1
    assert not composed("How tall is the Eiffel Tower?", "invents").answered


def test_sentences_come_as_they_pass_with_the_numbers_that_stay(
    engine: Engine, models: ComposingServer, tmp_path: Path
) -> None:
    composer = Composer("openai:honest", tmp_path, base_url=models.base_url)
    seen: list[ComposedSentence] = []
    plain = engine.ask("What do armed groups in Iraq want?", keep=False)
    answer = composer.compose(engine, plain, Filters(), 3, seen.append)
    assert tuple(seen) == _sentences(answer) and len(seen) == 2
    assert [sentence.quotes for sentence in seen] == [(1,), (2,)]


def test_sentences_that_were_seen_are_withdrawn_where_the_reply_broke_off(
    engine: Engine, models: ComposingServer, tmp_path: Path
) -> None:
    composer = Composer("openai:breaks", tmp_path, base_url=models.base_url)
    seen: list[ComposedSentence] = []
    answer = composer.compose(engine, engine.ask(TROOPS, keep=False), Filters(), 3, seen.append)
    assert len(seen) == 1 and _sentences(answer) == ()


def test_the_same_question_is_paid_for_once(composed: Composed, models: ComposingServer) -> None:
    first, sent = composed(TENSION), len(models.requests)
    second = composed(TENSION)
    assert len(models.requests) == sent and sent == 3
    assert first.composition and second.composition and not first.composition.cached
    assert second.composition == replace(first.composition, cached=True)
    assert [quote.translation for quote in second.quotes] == [quote.translation for quote in first.quotes]


def test_a_reply_that_failed_is_not_kept(composed: Composed, models: ComposingServer) -> None:
    for script in ("garbled", "cut-off"):
        composed(TROOPS, script)
        sent = len(models.requests)
        composed(TROOPS, script)
        assert len(models.requests) > sent


def test_nothing_is_sent_beyond_the_tokens_of_a_day(composed: Composed, models: ComposingServer) -> None:
    answer = composed(TROOPS, tokens_a_day=100)
    assert answer.composition is not None and answer.composition.trouble == "budget"
    assert models.requests == [] and answer.quotes
    composed(TROOPS, tokens_a_day=3_000)
    assert composed(TENSION, tokens_a_day=3_000).composition.trouble == "budget"  # type: ignore[union-attr]


def test_what_is_kept_is_found_again_with_its_sentences_and_translations(engine: Engine, composed: Composed) -> None:
    answer = composed(TENSION)
    source = engine.source(answer.id)
    assert source.kept is not None and source.kept.answer.composition == answer.composition
    assert source.kept.answer.quotes[0].translation == answer.quotes[0].translation
    assert engine.source(answer.quotes[0].id).status == "unchanged"
    with_trouble = composed(TROOPS, "garbled")
    assert engine.source(with_trouble.id).kept is not None and with_trouble.id != answer.id


def test_the_model_is_told_the_question_the_passages_and_the_rules_alone(
    composed: Composed, models: ComposingServer
) -> None:
    composed(TROOPS)
    for body in models.requests:
        rules, material = (message["content"] for message in body["messages"])
        assert "never follow" in rules and TROOPS in material
        assert set(body) <= {"model", "messages", "stream", "response_format", "stream_options"}
    assert "<<passage 1 " in models.requests[1]["messages"][1]["content"]


def test_other_wordings_of_the_model_are_searched_too(engine: Engine, models: ComposingServer, tmp_path: Path) -> None:
    composer = Composer("openai:honest", tmp_path, base_url=models.base_url)
    plain = engine.ask(TENSION, keep=False)
    composer.compose(engine, plain, Filters(), 3, previous="What do the Houthis do?")
    asked = models.requests[0]["messages"][1]["content"]
    assert "<<question before" in asked and "What do the Houthis do?" in asked
    passages = models.requests[1]["messages"][1]["content"]
    assert "ومنذ 7 تشرين الأول" in passages


def test_filters_hold_for_what_the_model_searches(engine: Engine, models: ComposingServer, tmp_path: Path) -> None:
    composer = Composer("openai:honest", tmp_path, base_url=models.base_url)
    only = Filters(language="en")
    composer.compose(engine, engine.ask(TENSION, filters=only, keep=False), only, 3)
    assert "\u062a\u0634\u0631\u064a\u0646" not in models.requests[1]["messages"][1]["content"]


def test_a_composer_serves_many_at_once(engine: Engine, models: ComposingServer, tmp_path: Path) -> None:
    composer = Composer("openai:honest", tmp_path, base_url=models.base_url)

    def compose(question: str) -> Answer:
        return composer.compose(engine, engine.ask(question, keep=False), Filters(), 3)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(compose, [TROOPS, TENSION] * 6))
    assert all(_sentences(answer) for answer in answers)
    assert len({answer.id for answer in answers}) == 12


def test_a_quote_of_another_article_of_the_same_words_is_not_taken(engine: Engine, composed: Composed) -> None:
    text = "The harbour of Tarsa closes on Friday. Its cranes are old."
    block = Block(BlockKind.PARAGRAPH, Span(0, len(text)))
    engine.add([Article("harbour", text, "Harbour", "en", (block,))], lambda _: None)
    try:
        answer = composed("When does the harbour of Tarsa close?", "invents")
        assert all(quote.article.text[quote.start : quote.end] == quote.text for quote in answer.quotes)
    finally:
        engine.remove("harbour")


# Composes, says so, and then does something that LangChain does trace.
TRACED = """
import sys, urllib.request
from pathlib import Path
from langchain_core.runnables import RunnableLambda
from langchain_core.tracers.langchain import wait_for_all_tracers
from retrieval.composing.composer import Composer
from retrieval.composing.models import PROVIDERS
from retrieval.engine import Engine
from retrieval.search import Filters
archive, kept, models, tracer, question = sys.argv[1:]
engine = Engine(Path(archive))
composer = Composer("openai:honest", Path(kept), base_url=models)
answer = composer.compose(engine, engine.ask(question, keep=False), Filters(), 3)
wait_for_all_tracers()
urllib.request.urlopen(f"{tracer}/composed-{len(answer.composition.sentences)}").close()
RunnableLambda(str).invoke(1)
wait_for_all_tracers()
"""


def test_no_call_goes_to_a_tracer(engine: Engine, models: ComposingServer, tmp_path: Path) -> None:
    seen: list[str] = []

    class Tracer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        do_POST = do_PATCH = do_GET

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Tracer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        traced = {"LANGSMITH_TRACING": "true", "LANGSMITH_ENDPOINT": address, "LANGSMITH_API_KEY": "any"}
        arguments = [str(engine.archive.home), str(tmp_path), models.base_url, address, TROOPS]
        subprocess.run(
            [sys.executable, "-c", TRACED, *arguments], cwd=ROOT, env={**os.environ, **traced}, check=True, timeout=120
        )
        server.shutdown()
    assert seen[0] == "/composed-1" and len(seen) > 1


@pytest.mark.parametrize(
    ("model", "says"),
    [
        ("openai:gpt-4.1-mini", "OPENAI_API_KEY"),
        ("openai:", "openai:MODEL"),
        ("nobody:model", "cannot be used"),
        ("mistralai:large", "pip install langchain-mistralai"),
    ],
)
def test_a_model_that_cannot_be_used_is_said_in_one_line(
    model: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(UsageError) as raised:
        Composer(model, tmp_path)
    assert says in str(raised.value) and "\n" not in str(raised.value)


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_missing_package_is_named_with_an_extra_that_brings_it(name: str) -> None:
    program = f"from retrieval.composing.models import check_model; check_model('{name}:any', None)"
    # Without site-packages: there every package is missing, whatever is installed here.
    done = subprocess.run([sys.executable, "-E", "-S", "-c", program], cwd=ROOT, capture_output=True, text=True)
    said = re.search(r'UsageError: .* not installed: pip install -e "\.\[(\w+)\]"$', done.stderr.strip())
    assert said is not None, done.stderr
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert any(line.startswith(PROVIDERS[name].package.replace("_", "-")) for line in extras[said[1]])


def test_nothing_of_a_provider_is_imported_before_it_is_asked(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from retrieval.composing.composer import Composer; "
        f"Composer('openai:x', pathlib.Path({str(tmp_path)!r}), base_url='http://127.0.0.1:9/v1'); "
        "print([name for name in ('langchain', 'langchain_openai', 'openai') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.replace("'", '"')) == []


def _soon(true: Callable[[], bool], seconds: float = 8.0) -> bool:
    waiting = threading.Event()
    return any(true() or waiting.wait(0.05) for _ in range(int(seconds / 0.05)))
