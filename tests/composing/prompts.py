"""A request of the program as the scripted models read it: what is asked for, in which language, over which texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from corpus.article import Language

Kind = Literal["queries", "sentences", "translations"]

_FENCED = re.compile(
    r"<<(?P<name>[a-z ]+?) ?(?P<number>\d+)? (?P<fence>[0-9a-f]{12})>>\n(?P<text>.*?)\n<<end (?P=fence)>>", re.S
)
_LANGUAGE = re.compile(r"(?:Write|into|other words for it in) (Arabic|English)")


@dataclass(frozen=True)
class Prompt:
    """`texts` are the passages or quotes by their numbers."""

    kind: Kind
    language: Language
    question: str
    texts: dict[int, str]


def read_prompt(body: dict[str, Any]) -> Prompt:
    """What a chat completion request of the program asks for. Raises ValueError where it is none."""
    rules, material = (message["content"] for message in body["messages"])
    kind = next((kind for kind in ("sentences", "translations", "queries") if f'{{"{kind}"' in rules), None)
    language = _LANGUAGE.search(rules)
    if kind is None or language is None:
        raise ValueError("these are not the rules of the program")
    found = list(_FENCED.finditer(material))
    texts = {int(one["number"]): one["text"] for one in found if one["number"]}
    question = next((one["text"] for one in found if one["name"] == "question"), "")
    return Prompt(kind, "ar" if language[1] == "Arabic" else "en", question, texts)
