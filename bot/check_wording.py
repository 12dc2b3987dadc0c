"""The words that stand only where a quote is checked, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.article import Language

if TYPE_CHECKING:
    from retrieval.checking.checker import Verdict


@dataclass(frozen=True, slots=True)
class CheckWords:
    """Interface words of one language; those with `{}` take what stands in their place."""

    verdicts: dict[Verdict, str]
    as_quoted: str
    as_it_stands: str
    word_by_word: str
    part: str
    changed: str
    added: str
    left_out: str
    not_by: str
    nearest: str
    no_quotation: str
    said_by: str
    also: str
    nothing_near: str


CHECK_WORDS: dict[Language, CheckWords] = {
    "en": CheckWords(
        verdicts={
            "verbatim": "Verbatim: these words stand in the archive as they are.",
            "altered": "Altered: nearly these words stand in the archive; some differ.",
            "stitched": "Stitched: the parts of this stand in the archive, but not together.",
            "misattributed": "Misattributed: these words stand in the archive, but under another name.",
            "reported": "Reported: no article has these words, but one says this.",
            "not found": "Not found: there is nothing like it in this archive.",
        },
        as_quoted="As quoted:",
        as_it_stands="As it stands:",
        word_by_word="word by word:",
        part="Part {} of {}:",
        changed="“{}” where the article has “{}”",
        added="“{}” is not in the article",
        left_out="“{}” left out",
        not_by="The archive does not have them from {}. They stand here:",
        nearest="The nearest passage, which is not this quote:",
        no_quotation="The passage that says it, which is not a quotation of it:",
        said_by="said to be from {}",
        also="also in {}",
        nothing_near="The archive has no passage that comes near.",
    ),
    "ar": CheckWords(
        verdicts={
            "verbatim": "منقول بنصه: ورد هذا الكلام في الأرشيف كما هو.",
            "altered": "محرَّف: ورد في الأرشيف كلام قريب جدًا منه، وبعض ألفاظه مختلف.",
            "stitched": "مركَّب: وردت أجزاؤه في الأرشيف، لكن في مواضع متفرقة.",
            "misattributed": "منسوب إلى غير مصدره: ورد هذا الكلام في الأرشيف، لكن باسم آخر.",
            "reported": "مذكور بالمعنى: لم يرد بهذا اللفظ في أي مقال، لكن أحد المقالات يقول معناه.",
            "not found": "غير موجود: ليس في هذا الأرشيف ما يشبهه.",
        },
        as_quoted="كما نُقل:",
        as_it_stands="كما ورد:",
        word_by_word="كلمة كلمة:",
        part="الجزء {} من {}:",
        changed="«{}» وفي المقال «{}»",
        added="«{}» ليست في المقال",
        left_out="«{}» محذوفة",
        not_by="لم يرد في الأرشيف عن {}، وإنما ورد هنا:",
        nearest="أقرب مقطع إليه، وليس هو الاقتباس نفسه:",
        no_quotation="المقطع الذي يقول معناه، وليس اقتباسًا منه:",
        said_by="منسوب إلى {}",
        also="ورد أيضًا في {}",
        nothing_near="ليس في الأرشيف مقطع قريب منه.",
    ),
}
