"""The page of a source in a real browser: the quote marked and in view, nothing fetched, nothing run, readable."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from bot.web.original_link import original_link
from bot.web.source_html import source_html
from corpus.records import article_from_record
from retrieval.answering import Quote
from retrieval.engine import Engine

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make test installs it")

PHONE, DESKTOP = (390, 844), (1280, 900)
ENGLISH, ARABIC = "How many US troops are in Iraq?", "متى ظهرت جماعة أصحاب الكهف؟"
FILLING = "\n\n".join(f"Paragraph {number} tells of the weather in Basra, which was hot." for number in range(60))
HOSTILE = {
    "id": "hostile",
    "title": "<script>document.title = 'owned'</script>",
    "outlet": "<img src=x onerror=\"document.title='owned'\">",
    "url": "javascript:document.title='owned'",
    "text": f"{FILLING}\n\nThe Kharoub bridge <script>document.title = 'owned'</script> cost <b>forty</b> dinars "
    "<img src='http://127.0.0.1:9/x.png' onerror=\"document.title='owned'\"> and a \"goat\" & a hen.",
}
# WCAG's contrast ratio of each element's colour to its ground, as Chromium computes them.
CONTRAST = """selector => [...document.querySelectorAll(selector)].map(element => {
  const light = colour => {
    const part = colour.match(/[\\d.]+/g).slice(0, 3).map(value => value / 255)
      .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
  };
  let ground = element;
  while (getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)") ground = ground.parentElement;
  const of = [light(getComputedStyle(element).color), light(getComputedStyle(ground).backgroundColor)];
  return [(Math.max(...of) + 0.05) / (Math.min(...of) + 0.05), element.outerHTML.slice(0, 200)];
})"""

Pages = dict[str, Path]
Opened = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        assert "CI" not in os.environ, "what every change must pass includes these: install Chromium"
        pytest.skip("no Chromium on PATH: install Debian's package chromium to run these")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def engine(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    home = tmp_path_factory.mktemp("browser") / "home"
    shutil.copytree(filled, home)
    opened = Engine(home)
    opened.add([article_from_record(json.dumps(HOSTILE).encode(), None)], lambda article: None)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def quotes(engine: Engine) -> dict[str, Quote]:
    """The first quote of an English, an Arabic and a hostile article."""
    asked = {"english": ENGLISH, "arabic": ARABIC, "hostile": "How many dinars did the Kharoub bridge cost?"}
    found = {name: engine.ask(question).quotes[0] for name, question in asked.items()}
    assert found["hostile"].article.id == "hostile"
    return found


@pytest.fixture(scope="module")
def pages(engine: Engine, quotes: dict[str, Quote], tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The pages of those, of a whole article, and of the hostile one when it has changed and when it is removed."""
    folder = tmp_path_factory.mktemp("pages")
    written = {name: source_html(engine.source(quote.id)) for name, quote in quotes.items()}
    written["article"] = source_html(engine.source("hafryat-factions-warn"))
    changed = {**HOSTILE, "text": HOSTILE["text"].replace("forty", "fifty")}
    engine.add([article_from_record(json.dumps(changed).encode(), None)], lambda article: None)
    written["changed"] = source_html(engine.source(quotes["hostile"].id))
    engine.remove("hostile")
    written["removed"] = source_html(engine.source(quotes["hostile"].id))
    for name, html in written.items():
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in written}


@pytest.fixture(scope="module")
def opened(browser: Any, pages: Pages) -> Opened:
    """Opens a page; what it asks for is in `requests` of the object that comes back."""

    @cache
    def context(size: tuple[int, int], scheme: str) -> Any:
        return browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)

    def open_page(name: str, size: tuple[int, int] = PHONE, scheme: str = "light", fragment: str = "#quote") -> Any:
        page = context(size, scheme).new_page()
        page.requests = []
        page.on("request", lambda request: page.requests.append(request.url))
        page.goto(pages[name].as_uri() + fragment)
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return page

    return open_page


@pytest.mark.parametrize(("size", "fragment"), [(PHONE, "#quote"), (DESKTOP, "#quote"), (PHONE, "")])
@pytest.mark.parametrize("name", ["english", "arabic", "changed"])
def test_the_quote_is_marked_and_in_view(opened: Opened, name: str, size: tuple[int, int], fragment: str) -> None:
    """Without the fragment too, which some desktops drop when they open a file."""
    page = opened(name, size, fragment=fragment)
    mark = page.locator("#quote")
    box, menu = mark.bounding_box(), page.locator("nav").bounding_box()
    assert box["y"] >= menu["y"] + menu["height"] and box["y"] + box["height"] <= size[1]
    assert box["x"] >= 0 and box["x"] + box["width"] <= size[0]
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert mark.evaluate("element => element.tagName") == "MARK" and len(mark.inner_text()) > 40


@pytest.mark.parametrize("name", ["english", "arabic", "hostile", "article", "changed", "removed"])
def test_nothing_is_asked_for_but_the_page_itself(opened: Opened, pages: Pages, name: str) -> None:
    page = opened(name, fragment="")
    asked = [url for url in page.requests if not url.startswith("data:")]
    assert asked == [pages[name].as_uri()]


@pytest.mark.parametrize("name", ["hostile", "changed", "removed"])
def test_markup_of_an_article_is_shown_and_never_run(opened: Opened, name: str) -> None:
    page = opened(name)
    page.wait_for_timeout(100)
    assert "owned" not in page.title() or page.title().startswith("The Kharoub bridge <script>")
    assert page.locator("script, img, main b").count() == 0
    assert "<script>document.title = 'owned'</script>" in page.locator("main").inner_text()
    assert page.locator("a[href^='javascript']").count() == 0
    assert "javascript:document.title" in page.locator("#facts").inner_text()


def test_even_a_script_that_got_into_the_page_would_not_run(browser: Any, pages: Pages, tmp_path: Path) -> None:
    html = pages["english"].read_text(encoding="utf-8")
    (tmp_path / "x.html").write_text(html.replace("</main>", "<script>document.title = 'owned'</script></main>"))
    page = browser.new_page()
    page.goto((tmp_path / "x.html").as_uri())
    assert page.title() != "owned"
    page.close()


def test_arabic_runs_from_right_to_left_and_english_within_it_from_left_to_right(opened: Opened) -> None:
    page = opened("arabic")
    direction = "element => getComputedStyle(element).direction"
    assert page.locator("html").evaluate(direction) == page.locator("#quote").evaluate(direction) == "rtl"
    assert page.locator("dd.hash").first.evaluate(direction) == "ltr"
    assert opened("english").locator("#quote").evaluate(direction) == "ltr"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["english", "arabic", "changed", "removed"])
def test_all_of_it_has_contrast_in_light_and_dark(opened: Opened, name: str, scheme: str) -> None:
    page = opened(name, DESKTOP, scheme)
    written = "p, h1, h2, dt, dd, a, code, blockquote, summary, small, cite, figcaption, nav span"
    for selector, least in ((written, 4.5), ("mark", 7)):
        assert [found for found in page.evaluate(CONTRAST, selector) if found[0] < least] == []
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert (int(ground.split("(")[1].split(",")[0]) < 60) == (scheme == "dark")


def test_the_other_quotes_are_reached_within_the_page(opened: Opened) -> None:
    page = opened("english")
    for link in page.locator("#quotes a[href^='#quote-']").all():
        link.click()
        anchor = (link.get_attribute("href") or "").removeprefix("#")
        mark = page.locator(f"[id='{anchor}']")
        mark.wait_for(state="visible")
        assert 0 <= mark.bounding_box()["y"] < PHONE[1]


@pytest.mark.parametrize("name", ["english", "arabic"])
def test_the_link_to_the_original_scrolls_to_the_quote_there(
    browser: Any, quotes: dict[str, Quote], tmp_path: Path, name: str
) -> None:
    """On a page served here, with enough above the quote that it is out of view at first."""
    quote = quotes[name]
    text = quote.article.text
    blocks = "".join(f"<p style='margin: 40em 0'>{block.span.of(text)}</p>" for block in quote.article.blocks)
    (tmp_path / "page.html").write_text(f"<!doctype html><meta charset=utf-8>{blocks}", encoding="utf-8")
    serving = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    serving.log_message = lambda *_: None  # type: ignore[attr-defined]
    server = ThreadingHTTPServer(("127.0.0.1", 0), serving)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/page.html"
    page = browser.new_page(viewport={"width": 800, "height": 600})
    page.goto(original_link(address, text, quote.start, quote.end))
    page.wait_for_function("scrollY > 0", timeout=5000)
    shown = page.evaluate("document.elementFromPoint(innerWidth / 2, innerHeight / 2).textContent")
    page.close()
    server.shutdown()
    server.server_close()
    assert quote.text in shown
