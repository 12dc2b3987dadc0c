"""Whether a question leans on the one before it, and with what: a pronoun, a missing subject, nothing but a part."""

from __future__ import annotations

from typing import Literal

from retrieval.conversation.question_parts import Kind, Part, Parts
from retrieval.language.text import Token
from retrieval.translation import Lexicon

# What a question leans with: it is a part of one ("and in Syria?", "why?"), it points at something that was
# named ("Who leads it?") or at all that was said ("When was that?"), or it lacks what it is about ("How many died?").
# After so many words of its own, what a question points at stands in it.
MUCH_SAID = 3

Lean = Literal["", "fragment", "thing", "event", "lack"]

_THINGS = frozenset("it its they them their theirs he him his she her hers هو هي هم هما".split())
_NEUTER = frozenset({"it", "its"})
_POSSESSIVES = frozenset("its their his her".split())
_EVENTS = frozenset("that this those these there ذلك هذا هذه تلك هؤلا هناك هنالك".split())
_AUXILIARIES = frozenset(
    """is are was were be been do does did has have had can could will would shall should may might must
    كان كانت هل""".split()
)
_COPULAS = frozenset("is are was were s هو هي هم".split())
# After these "it" and "there" point at nothing: "does it take", "is it true", "how many ... are there in".
_EMPTY_IT = frozenset(
    """take takes took mean means cost costs true possible called considered necessary that determined decided
    said""".split()
)
_COUNTING = ("how many", "how much", "how long", "how often", "how soon", "كم", "كم عدد", "ما عدد")
_HE_IS = ("هو", "هي", "هم")
_HOW_SO = ("why", "how", "لماذا", "كيف")
_ADVERBIAL = (*_COUNTING, "why", "when", "since when", "where", "متى", "لماذا", "أين", "اين", "كيف", "how", "منذ متى")
# Names that stand for what was just named, where nothing else in the question is a name.
_GENERIC = frozenset(
    """group organization organisation faction movement militia attack strike raid statement report talks meeting
    الجماعه الحركه المنظمه الفصيل التنظيم الميليشيا الهجوم الضربه الغاره البيان التقرير المحادثات الاجتماع""".split()
)
# "This year" is the reader's, not the last question's.
_TIMES = frozenset("year month week season day morning time الموسم العام السنه الشهر الاسبوع اليوم الوقت".split())
_RELATIVES = frozenset("الذي التي الذين".split())
_WHO_OR_THAT = ("الذي", "التي", "الذين", "من", "أي", "اي")
_SUFFIXES = ("هما", "ها", "هم", "ه")
_JOINED = frozenset(
    """فيها فيه فيهم منها منه منهم عنها عنه عنهم عليها عليه عليهم اليها اليه اليهم لها له لهم بها به بهم
    ضدها ضده ضدهم بعدها بعده قبلها قبله بينهم معها معه معهم حولها حوله خلالها خلاله لديها لديه لديهم""".split()
)


def lean_of(question: Parts, lexicon: Lexicon) -> Lean:
    """How `question` leans on what was asked before; "" where it stands alone."""
    content = question.content
    if question.about:
        return _pointed(question, lexicon) or "fragment"
    if not content and not any(_points(part) for part in question.parts):
        return "thing" if question.asks.endswith(_HE_IS) else "fragment" if question.asks else ""
    if pointed := _pointed(question, lexicon):
        return pointed
    parts_only = bool(content) and all(part.kind in ("place", "name", "date") for part in content)
    if (parts_only and _is_fragment(question)) or _adds_a_thing(question):
        return "fragment"
    return "lack" if _lacks(question) else ""


def _points(part: Part) -> bool:
    return part.words[0].surface in _THINGS | _EVENTS | _JOINED


def _is_fragment(question: Parts) -> bool:
    """Whether a question of names alone has no verb of its own: "and how many in Syria?", but not "Who is Hamas?"."""
    asks, first = question.asks.lower(), question.parts[0]
    if first.kind == "joint" and first.words[0].surface == question.content[0].before:
        return True
    if not asks:
        return question.opener > 0
    # "Why Syria?", but "Where is Syria?" and "أين سوريا؟" are whole.
    return asks in _COUNTING or (asks in _HOW_SO and first.kind != "joint")


def _adds_a_thing(question: Parts) -> bool:
    """Whether it is "and the bases?": an opener, an article and a word or two."""
    definite = question.text[question.opener :].lower().startswith(("the ", "ال"))
    return question.opener > 0 and not question.asks and definite and len(question.content) <= 2


def _pointed(question: Parts, lexicon: Lexicon) -> Lean:
    """Whether a pronoun points out of the question: nothing before it in the question can be what it means."""
    words = [(part, word) for part in question.parts for word in part.words]
    thing = False
    for at, (part, word) in enumerate(words):
        before = words[at - 1][1].surface if at else ""
        after = words[at + 1][1] if at + 1 < len(words) else None
        earlier = [row[0] for row in words[:at] if row[0].kind != "joint"]
        named = any(other.kind in ("name", "place") for other in earlier)
        if part.kind == "joint" and word.surface in _EVENTS and _shows(word, before, after, named, earlier):
            return "event"
        if part.kind == "joint" and word.surface in _THINGS and not _empty(word, before, after):
            # A place is an "it", no "he" or "they".
            may_be: tuple[Kind, ...] = ("name", "place") if word.surface in _NEUTER else ("name",)
            meant = any(other.kind in may_be for other in earlier)
            subject = before in _AUXILIARIES and word.surface not in _POSSESSIVES
            thing |= subject or not (meant or _has_noun(earlier, question))
        elif word.language == "ar" and not named and _with_pronoun(word, part, lexicon):
            relative = any(row[1].surface in _RELATIVES for row in words[:at]) or question.asks.endswith(_WHO_OR_THAT)
            thing |= not relative and not _has_noun(earlier, question)
    return "thing" if thing else ""


def _empty(word: Token, before: str, after: Token | None) -> bool:
    """Whether "it" stands for nothing, or "هو" only joins."""
    if word.surface == "it":
        return after is not None and after.surface in _EMPTY_IT
    return word.language == "ar" and after is not None and before not in _AUXILIARIES


def _shows(word: Token, before: str, after: Token | None, named: bool, earlier: list[Part]) -> bool:
    """Whether "that" or "there" points back; "the man that", "are there in", "this year" do not."""
    if word.surface in ("there", "هناك", "هنالك"):
        return after is None and not named
    if after is not None and after.surface in _TIMES:
        return False
    if len(earlier) >= MUCH_SAID or (named and word.surface != "that"):
        return False
    return word.language == "ar" or after is None or not before or before in _COPULAS | {"did", "does"}


def _has_noun(earlier: list[Part], question: Parts) -> bool:
    """Whether plain words before a pronoun can be what it means: a word after "the" or "which", with "ال", or two."""
    if question.asks.lower() in ("which", "what", "how many", "whose", "أي", "اي", "كم") and len(earlier) >= 1:
        return True
    return len(earlier) > 1 or any(part.words[0].surface.startswith("ال") for part in earlier)


def _with_pronoun(word: Token, part: Part, lexicon: Lexicon) -> bool:
    """Whether an Arabic word ends in a pronoun: what is left without it is a word of the lexicon, and it is none."""
    if word.surface in _JOINED:
        return True
    if part.kind != "word" or word.surface.startswith("ال"):
        return False
    for suffix in _SUFFIXES:
        rest = word.surface.removesuffix(suffix)
        if rest != word.surface and len(rest) >= 3:
            forms = {word._replace(surface=form) for form in (rest, rest[:-1] + "ه" if rest[-1] == "ت" else rest)}
            whole = any(entry.exact for entry in lexicon.lookup([word])) and suffix == "ه"
            return not whole and any(entry.exact for form in forms for entry in lexicon.lookup([form]))
    return False


def _lacks(question: Parts) -> bool:
    """Whether a question names nothing: "how many were killed?", "who claimed responsibility?", "the attack"."""
    content = question.content
    if not question.asks or any(part.kind != "word" for part in content):
        return False
    words = [part.words[0].surface for part in content]
    if len(words) == 1:
        copula = question.parts[0].words[0].surface in _COPULAS and question.asks.lower() not in _ADVERBIAL
        return not copula
    return len(words) <= 2 and any(word in _GENERIC for word in words)
