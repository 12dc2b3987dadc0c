"""The words that the program itself says to a reader, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from corpus.article import Language


@dataclass(frozen=True, slots=True)
class Words:
    """Interface words of one language; `quoted` puts a text in quotation marks.

    `also` says that so many other articles carry a statement, among how many if that is given.
    """

    no_answer: str
    closest: str
    nothing_found: str
    question: str
    date_unknown: str
    title_made: str
    by: str
    opens: str
    closes: str
    also: Callable[[int, int | None], str]
    numbers_differ: str
    unchanged: str
    changed: str
    moved: str
    removed: str
    added: str

    def quoted(self, text: str) -> str:
        """`text` in this language's quotation marks."""
        return f"{self.opens}{text}{self.closes}"


def _also_english(others: int, among: int | None) -> str:
    return f"{others + 1} articles say this" if among is None else f"{others + 1} of {among} articles say this"


def _also_arabic(others: int, among: int | None) -> str:
    count = others + 1
    # Arabic has a dual, and counts 3 to 10 of any hundred with a plural, the rest with a singular.
    noun = "مقالين" if count == 2 else f"{count} " + _counted_arabic(count)
    return f"ورد هذا في {noun}" + ("" if among is None else f" من أصل {among}")


def _counted_arabic(count: int) -> str:
    if 3 <= count % 100 <= 10:
        return "مقالات"
    return "مقالًا" if count % 100 > 10 else "مقال"


WORDS: dict[Language, Words] = {
    "en": Words(
        no_answer="The archive does not answer this question.",
        closest="The closest passage, which is not an answer:",
        nothing_found="Nothing found.",
        question="Question",
        date_unknown="date unknown",
        title_made="title made from its first words",
        by="by",
        opens="“",
        closes="”",
        also=_also_english,
        numbers_differ="The articles give different numbers:",
        unchanged="The article still says exactly this.",
        changed="The article has changed since: these words no longer stand there.",
        moved="The article has changed since, but these words still stand in it.",
        removed="The article is no longer in the archive.",
        added="added",
    ),
    "ar": Words(
        no_answer="لا جواب عن هذا السؤال في الأرشيف.",
        closest="أقرب مقطع إليه، وليس جوابًا عنه:",
        nothing_found="لم يُعثر على شيء.",
        question="السؤال",
        date_unknown="التاريخ غير معروف",
        title_made="عنوان مأخوذ من أول النص",
        by="بقلم",
        opens="«",
        closes="»",
        also=_also_arabic,
        numbers_differ="المقالات تذكر أرقامًا مختلفة:",
        unchanged="ما زال المقال يقول هذا بنصه.",
        changed="تغيّر المقال بعد ذلك، ولم يعد هذا النص فيه كما هو.",
        moved="تغيّر المقال بعد ذلك، لكن هذا النص ما زال فيه كما هو.",
        removed="لم يعد المقال في الأرشيف.",
        added="أضيف",
    ),
}
