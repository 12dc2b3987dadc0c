"""Follow-up questions: one that leans on the last question is completed with what it lacks, taken from there.

What the new question says itself replaces its like: a place a place, a name a name, a date a date, "when" a
"how many". A question that is whole stands alone: what is carried over without need would answer another question.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.language import detect_language
from retrieval.conversation.leaning import Lean, lean_of
from retrieval.conversation.question_parts import Kind, Part, Parts, take_apart
from retrieval.language.text import Token, tokens
from retrieval.translation import Lexicon

MOST_CHARACTERS = 1000
_ENDS = " \t\n?؟!.…,،"
_REPLACED: tuple[Kind, ...] = ("place", "name", "date")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """`question` is what to search; `carried` are the stretches of the previous question in it, in its order.

    Where nothing is carried the question stands alone and is as it was asked.
    """

    question: str
    carried: tuple[str, ...] = ()


def resolve(question: str, previous: str, lexicon: Lexicon) -> FollowUp:
    """`question` completed from `previous`, which is a question as it was resolved itself ("" for none)."""
    asked, before = take_apart(question, lexicon), take_apart(previous, lexicon)
    lean = lean_of(asked, lexicon) if before.content and len(question) + len(previous) <= MOST_CHARACTERS else ""
    if not lean:
        return FollowUp(question)
    return _in_its_frame(asked, before) if lean == "fragment" else _completed(asked, before, lean, lexicon)


def _in_its_frame(asked: Parts, before: Parts) -> FollowUp:
    """The previous question with a part of it replaced: "and in Syria?", "why?"."""
    edits: list[tuple[int, int, str]] = []
    added = []
    if asked.asks:
        start = before.opener if before.asks else 0
        edits.append((start, before.asking if before.asks else 0, asked.asks + ("" if before.asks else " ")))
    for part in asked.content:
        stretch = asked.text[part.start : part.end]
        like = _like(part, before)
        if like:
            edits.append((like.start, like.end, stretch))
        else:
            added.append(asked.text[_with_preposition(part, asked) : part.end])
    text, at = "", 0
    carried: list[str] = []
    for start, end, words in sorted(edits):
        text, carried = text + before.text[at:start] + words, [*carried, before.text[at:start]]
        at = end
    rest = before.text[at:].rstrip(_ENDS)
    text, carried = text + rest + "".join(f" {words}" for words in added), [*carried, rest]
    kept = _stretches(carried)
    return FollowUp(text + _mark(text), kept) if kept else FollowUp(asked.text)


def _like(part: Part, before: Parts) -> Part | None:
    """The part of the previous question whose place `part` takes: of its kind, best after the same preposition."""
    same = [other for other in before.content if other.kind == part.kind] if part.kind in _REPLACED else []
    like = [other for other in same if part.before and other.before == part.before] or same
    if not like:
        return None
    # A name is mostly who did it, and stands first; a place where it was, and stands last.
    return like[0] if part.kind == "name" else like[-1]


def _with_preposition(part: Part, asked: Parts) -> int:
    joints = [other for other in asked.parts if other.kind == "joint" and other.end <= part.start]
    for other in reversed(joints):
        if part.before and other.words[0].surface == part.before:
            return other.start
    return part.start


def _completed(asked: Parts, before: Parts, lean: Lean, lexicon: Lexicon) -> FollowUp:
    """The new question, and after it in brackets what it lacks of the previous one."""
    replaced = {part.kind for part in asked.content if part.kind in _REPLACED}
    known = _answering_to([word for part in asked.content for word in part.words], lexicon)
    wanted = [part for part in before.content if part.kind not in replaced]
    if lean == "thing" and any(part.kind == "name" for part in wanted):
        wanted = [part for part in wanted if part.kind == "name"]
    wanted = [part for part in wanted if not all(word.term in known for word in part.words)]
    carried = _stretches([before.text[start:end] for start, end in _runs(wanted, before)])
    if not carried:
        return FollowUp(asked.text)
    text = asked.text.strip().rstrip(_ENDS)
    return FollowUp(f"{text} ({' '.join(carried)}){_mark(text)}", carried)


def _answering_to(words: list[Token], lexicon: Lexicon) -> set[str]:
    """The terms of `words` and of their translations."""
    terms = {word.term for word in words}
    for word in words:
        for entry in lexicon.lookup([word]):
            if entry.exact:
                terms.update(phrase[0] for phrase in (*entry.ar, *entry.en) if len(phrase) == 1)
    return terms


def _runs(parts: list[Part], before: Parts) -> list[tuple[int, int]]:
    """Parts that stand side by side as one stretch, with the words that join them."""
    runs: list[tuple[int, int]] = []
    content = before.content
    for part in parts:
        at = content.index(part)
        if runs and at and content[at - 1] in parts and not set(before.text[runs[-1][1] : part.start]) & set("()"):
            runs[-1] = (runs[-1][0], part.end)
        else:
            runs.append((part.start, part.end))
    return runs


def _stretches(texts: list[str]) -> tuple[str, ...]:
    stripped = (text.strip(_ENDS + "()") for text in texts)
    return tuple(text for text in stripped if any(True for _ in tokens(text)))


def _mark(text: str) -> str:
    return "؟" if detect_language(text) == "ar" else "?"
