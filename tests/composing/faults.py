"""Lies of each kind, made out of an honest sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.composing.prompts import Prompt

Sentence = dict[str, Any]
Change = Callable[[Sentence, Prompt], Sentence]

_INVENTED = {
    "en": "The ministry confirmed that every foreign soldier would be gone by the spring",
    "ar": "أكدت الوزارة أن جميع الجنود الأجانب سيرحلون قبل حلول الربيع",
}
_OTHER_NUMBERS = {
    "three": "seven", "dozens": "hundreds", "third": "half", "ثلاثة": "سبعة", "عشرات": "مئات", "ثلث": "نصف",
    "ألفين": "أربعة آلاف", "مئة": "ثلاثمئة", "السابع": "20",
}  # fmt: skip
_OTHER_NAMES = {
    "en": {"Khazali": "al-Maliki", "Saadi": "Soleimani", "Singh": "Kirby", "Iraq": "Kuwait", "American": "Turkish",
           "US": "UK", "United States": "United Kingdom", "Hezbollah": "Sadr", "Iran": "Qatar", "Gaza": "Darfur",
           "Rasool": "Sudani", "Islamic": "Socialist", "Ashab": "Liwa", "Badr": "Fatah"},
    "ar": {"الخزعلي": "المالكي", "الساعدي": "سليماني", "سينغ": "كيربي", "العراق": "الكويت", "الأميركية": "التركية",
           "الأميركي": "التركي", "أميركي": "تركي", "الأميركيين": "الأتراك", "الولايات المتحدة": "بريطانيا",
           "حزب الله": "أنصار الله", "إيران": "قطر", "غزة": "دارفور", "رسول": "السوداني", "بغداد": "طهران"},
}  # fmt: skip
_OTHER_DATES = {"Sunday": "Tuesday", "Thursday": "Monday", "Friday": "Wednesday", "January": "April", "October": "June",
                "2014": "2011", "2019": "2009", "الأحد": "الثلاثاء", "الخميس": "الاثنين", "الجمعة": "الأربعاء",
                "كانون الثاني": "نيسان", "يناير": "أبريل", "تشرين الأول": "حزيران", "أكتوبر": "يونيو"}  # fmt: skip
_AUXILIARY = re.compile(r" (is|are|was|were|has|have|had|will|would|could)\b")
_NOT = re.compile(r" not\b|n't\b|(?<!\w)(?:لم|لن|لا) ")
_ONCE = 1


def invents(sentence: Sentence, prompt: Prompt) -> Sentence:
    """Rests on words that nobody said."""
    passage = sentence["quotes"][0]["passage"]
    arabic = re.search("[\u0600-\u06ff]", prompt.texts[passage])
    return _citing(sentence, _INVENTED["ar" if arabic else "en"])


def alters(sentence: Sentence, prompt: Prompt) -> Sentence:
    """Changes a word in the middle of what it copies."""
    words = sentence["quotes"][0]["words"].split()
    words[len(words) // 2] = "quietly" if words[0].isascii() else "سراً"
    return _citing(sentence, " ".join(words))


def stitches(sentence: Sentence, prompt: Prompt) -> Sentence:
    """Joins words of two places into one quote."""
    passage = sentence["quotes"][0]["passage"]
    words = sentence["quotes"][0]["words"].split()
    others = [text for number, text in prompt.texts.items() if number != passage] or list(prompt.texts.values())
    return _citing(sentence, " ".join([*words[: len(words) // 2 + 1], *others[-1].split()[-4:]]))


def misplaces(sentence: Sentence, prompt: Prompt) -> Sentence:
    """Says that true words are from another article."""
    quote = sentence["quotes"][0]
    others = [number for number in prompt.texts if number != quote["passage"]]
    return {**sentence, "quotes": [{**quote, "passage": others[0] if others else 9}]}


def changes_number(sentence: Sentence, prompt: Prompt) -> Sentence:
    """Gives another number, or one that nobody gave."""
    text = sentence["text"]
    if re.search(r"\d", text):
        return {**sentence, "text": re.sub(r"\d+(?!,?\d)", lambda one: str(int(one[0]) + 7), text, count=_ONCE)}
    changed = _replaced(text, _OTHER_NUMBERS)
    if changed == text:
        changed = text.rstrip(".") + (", 340 times." if prompt.language == "en" else " 340 مرة.")
    return {**sentence, "text": changed}


def changes_name(sentence: Sentence, prompt: Prompt) -> Sentence:
    """Names somebody or some place else."""
    text = sentence["text"]
    changed = _replaced(text, _OTHER_NAMES[prompt.language])
    if changed == text:
        changed = text.rstrip(".") + (", said Nouri al-Maliki." if prompt.language == "en" else "، بحسب نوري المالكي.")
    return {**sentence, "text": changed}


def changes_date(sentence: Sentence, prompt: Prompt) -> Sentence:
    """Gives another day, month or year, or one that nobody gave."""
    text = sentence["text"]
    changed = _replaced(text, _OTHER_DATES)
    if changed == text:
        changed = text.rstrip(".") + (" on 5 March 2021." if prompt.language == "en" else " في 5 آذار 2021.")
    return {**sentence, "text": changed}


def negates(sentence: Sentence, prompt: Prompt) -> Sentence:
    """Says the opposite."""
    text = sentence["text"]
    without = _NOT.sub("", text, count=_ONCE)
    if without != text:
        return {**sentence, "text": without}
    if prompt.language == "ar":
        return {**sentence, "text": f"ليس صحيحاً أن {text}"}
    changed = _AUXILIARY.sub(r" \1 not", text, count=_ONCE)
    return {**sentence, "text": changed if changed != text else f"It is not true that {text[0].lower()}{text[1:]}"}


def quotes_itself(sentence: Sentence, prompt: Prompt) -> Sentence:
    """Puts words of its own into quotation marks."""
    words = sentence["text"].split()
    opens, closes = ("“", "”") if prompt.language == "en" else ("«", "»")
    middle = len(words) // 3
    marked = " ".join([*words[:middle], opens + " ".join(words[middle:]) + closes])
    return {**sentence, "text": marked}


def wrong_language(sentence: Sentence, prompt: Prompt) -> Sentence:
    """Answers in the other language."""
    other = "Les forces américaines sont présentes dans la région depuis longtemps, selon les autorités."
    return {**sentence, "text": other if prompt.language == "en" else "US forces have been in the region for long."}


def links(sentence: Sentence, prompt: Prompt) -> Sentence:
    """Adds an address."""
    return {**sentence, "text": f"{sentence['text']} See https://news.example/{prompt.language}"}


def off_topic(sentence: Sentence, prompt: Prompt) -> Sentence:
    """Says what its true quote does not speak of."""
    other = "Olive farmers expect a poor harvest after the dry winter."
    arabic = "يتوقع مزارعو الزيتون محصولاً ضعيفاً بعد الجفاف."
    return {**sentence, "text": other if prompt.language == "en" else arabic}


FAULTS: Mapping[str, Change] = {
    "invents": invents, "alters": alters, "stitches": stitches, "misplaces": misplaces,
    "changes-number": changes_number, "changes-name": changes_name, "changes-date": changes_date, "negates": negates,
    "quotes-itself": quotes_itself, "wrong-language": wrong_language, "links": links, "off-topic": off_topic,
}  # fmt: skip


def _citing(sentence: Sentence, words: str) -> Sentence:
    return {**sentence, "quotes": [{**sentence["quotes"][0], "words": words}]}


def _replaced(text: str, others: Mapping[str, str]) -> str:
    """The text with the first of the known words that it holds replaced by another."""
    for word, other in others.items():
        changed = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", other, text, count=_ONCE)
        if changed != text:
            return changed
    return text
