"""`isnad check` for a reader: the verdict on a quote, and its proof; see `bot/pages.py`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from bot.check_wording import CHECK_WORDS, CheckWords
from bot.pages import Card, Page, Stress, Tone, article_facts
from bot.safe_text import one_line, spaced
from bot.wording import WORDS
from corpus.article import Language, Span
from corpus.language import detect_language

if TYPE_CHECKING:
    from corpus.article import Article
    from retrieval.checking.checker import Checked, Verdict
    from retrieval.checking.differences import Difference

CONTEXT = 120
MOST_NAMED = 5
MOST_DIFFERENCES = 12
_TONES: dict[Verdict, Tone] = {
    "verbatim": "good",
    "altered": "bad",
    "stitched": "bad",
    "misattributed": "bad",
    "reported": "doubtful",
    "not found": "doubtful",
}


def check_page(checked: Checked, language: Language) -> Page:
    """The verdict, then what proves it: where the quote stands, what differs, or what comes nearest."""
    words = CHECK_WORDS[language]
    opening = (words.verdicts[checked.verdict],)
    return Page(language, opening, tuple(_cards(checked, language, words)), _TONES[checked.verdict])


def _cards(checked: Checked, language: Language, words: CheckWords) -> Iterable[Card]:
    if checked.verdict != "verbatim":
        yield _quoted_card(checked, words)
    if checked.article is None or checked.start is None or checked.end is None:
        if checked.verdict == "not found":
            yield Card(words.nothing_near, language, (), is_quote=False)
        return
    if checked.verdict == "stitched":
        for number, part in enumerate(checked.parts, 1):
            heading = words.part.format(number, len(checked.parts))
            own = [d for d in checked.differences if part.at <= d.at < part.at + len(part.text)]
            yield _standing_card(part.article, Span(part.start, part.end), own, language, heading)
        return
    headings = {
        "altered": words.as_it_stands,
        "misattributed": words.not_by.format(one_line(checked.by or "")),
        "reported": words.no_quotation,
        "not found": words.nearest,
    }
    card = _standing_card(
        checked.article,
        Span(checked.start, checked.end),
        checked.differences,
        language,
        headings.get(checked.verdict, ""),
        checked.also,
    )
    yield card


def _quoted_card(checked: Checked, words: CheckWords) -> Card:
    """The quote as it was given: what stands otherwise in the article between {+ +}, and each difference below."""
    spans = [Span(d.at, d.at + len(d.quoted)) for d in checked.differences if d.quoted]
    text, stressed = _stressed(checked.text, spans, ("{+", "+}"), "bad")
    lines = [_difference(group, words) for group in _joined(checked.differences, checked.text)]
    if len(lines) > MOST_DIFFERENCES:
        lines = [*lines[:MOST_DIFFERENCES], "…"]
    by = (words.said_by.format(one_line(checked.by)),) if checked.by else ()
    counted = (words.word_by_word,) if lines else ()
    about = tuple((line,) for line in (*by, *counted, *lines))
    return Card(text, detect_language(checked.text), about, heading=words.as_quoted, stressed=stressed)


def _standing_card(
    article: Article,
    span: Span,
    differences: Sequence[Difference],
    language: Language,
    heading: str,
    also: Sequence[str] = (),
) -> Card:
    """What stands in the article, with what is around it; what the quote has otherwise between [- -]."""
    spans = [Span(d.start - span.start, d.end - span.start) for d in differences if d.start < d.end]
    text, stressed = _stressed(span.of(article.text), spans, ("[-", "-]"), "good")
    about = article_facts(article, WORDS[language], f"isnad source {article.id}")
    if also:
        named = [*also[:MOST_NAMED], *(["…"] if len(also) > MOST_NAMED else [])]
        about = (*about, (CHECK_WORDS[language].also.format(", ".join(one_line(name) for name in named)),))
    return Card(
        text,
        article.language,
        about,
        before=spaced(_before(article.text, span.start)).lstrip(),
        after=spaced(_after(article.text, span.end)).rstrip(),
        heading=heading,
        stressed=stressed,
    )


def _before(text: str, start: int) -> str:
    near = text[max(0, start - CONTEXT) : start]
    return near.partition(" ")[2] if start > CONTEXT else near


def _after(text: str, end: int) -> str:
    near = text[end : end + CONTEXT]
    return near.rpartition(" ")[0] if end + CONTEXT < len(text) else near


def _stressed(text: str, spans: Sequence[Span], signs: tuple[str, str], tone: Tone) -> tuple[str, tuple[Stress, ...]]:
    """`text` on one line with each span between `signs`, and where these stretches stand in it."""
    shown, stressed, behind = "", [], 0
    for span in _merged(spans, text):
        shown += spaced(text[behind : span.start])
        start = len(shown)
        shown += f"{signs[0]}{one_line(span.of(text))}{signs[1]}"
        stressed.append(Stress(start, len(shown), tone))
        behind = span.end
    return (shown + spaced(text[behind:])).rstrip(), tuple(stressed)


def _merged(spans: Sequence[Span], text: str) -> list[Span]:
    """The spans in order, those with only white space between them as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and not text[merged[-1].end : span.start].strip():
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def _joined(differences: Sequence[Difference], text: str) -> list[list[Difference]]:
    """Differences in groups: those that follow each other, with no word between them, as one."""
    groups: list[list[Difference]] = []
    for difference in differences:
        last = groups[-1][-1] if groups else None
        beside = last and not text[last.at + len(last.quoted) : difference.at].strip()
        if last and beside and 0 <= difference.start - last.end < 2:
            groups[-1].append(difference)
        else:
            groups.append([difference])
    return groups


def _difference(group: Sequence[Difference], words: CheckWords) -> str:
    quoted = one_line(" ".join(d.quoted for d in group if d.quoted))
    standing = one_line(" ".join(d.standing for d in group if d.standing))
    if quoted and standing:
        return words.changed.format(quoted, standing)
    return words.added.format(quoted) if quoted else words.left_out.format(standing)
