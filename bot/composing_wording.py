"""What the program says of composed text, in both languages: who wrote it, why there is none, what was dropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.article import Language

if TYPE_CHECKING:
    from retrieval.answering import DropReason, Trouble


@dataclass(frozen=True, slots=True)
class ComposingWords:
    """Lines of one language; those with {} are filled in: with the model's name, a translation, the word at fault."""

    composed_by: str
    translation: str
    plain_quotes: str
    troubles: dict[Trouble, str]
    busy: str
    withdrawn: str
    dropped: str
    nothing_dropped: str
    no_model: str
    reasons: dict[DropReason, str]


COMPOSING_WORDS: dict[Language, ComposingWords] = {
    "en": ComposingWords(
        composed_by="Composed by {} from these quotes:",
        translation="Machine translation: {}",
        plain_quotes="No composed text, only the quotes: {}.",
        troubles={
            "timeout": "the model took too long",
            "unreachable": "the model could not be reached",
            "failed": "the model's server failed",
            "refused": "the model's server refused the request",
            "rate limit": "the model's server takes no more requests just now",
            "garbled": "the model's reply could not be read",
            "cut off": "the model's reply broke off",
            "nothing held": "nothing that the model wrote holds against them",
            "budget": "the tokens of this day are used up (ISNAD_LLM_TOKENS_A_DAY)",
        },
        busy="too many answers are being composed just now",
        withdrawn="The numbers above lead nowhere; these are the plain quotes:",
        dropped="Dropped, because it does not hold:",
        nothing_dropped="Nothing that the model wrote was dropped.",
        no_model="No language model wrote for this: ISNAD_LLM names none, --no-llm turned it off, or it was stopped.",
        reasons={
            "words": "these words do not stand in the article: {}",
            "number": "a number that none of its quotes has: {}",
            "date": "a date that none of its quotes has: {}",
            "name": "a name that none of its quotes has: {}",
            "negation": "its quotes say the opposite: {}",
            "unsupported": "its quotes say little of it: {}",
            "source": "it rests on no passage that the model was given: {}",
            "language": "not in the language of the question",
            "markup": "it holds an address or markup: {}",
        },
    ),
    "ar": ComposingWords(
        composed_by="صاغ النموذج {} هذا من الاقتباسات التالية:",
        translation="ترجمة آلية: {}",
        plain_quotes="لا نص مصوغًا، بل الاقتباسات وحدها: {}.",
        troubles={
            "timeout": "تأخر النموذج اللغوي في الرد",
            "unreachable": "تعذّر الوصول إلى النموذج اللغوي",
            "failed": "تعطّل خادم النموذج اللغوي",
            "refused": "رفض خادم النموذج اللغوي الطلب",
            "rate limit": "خادم النموذج اللغوي لا يقبل مزيدًا من الطلبات الآن",
            "garbled": "رد النموذج اللغوي غير مفهوم",
            "cut off": "انقطع رد النموذج اللغوي",
            "nothing held": "لم يصمد شيء مما كتبه النموذج اللغوي أمامها",
            "budget": "نفد رصيد هذا اليوم من الوحدات (ISNAD_LLM_TOKENS_A_DAY)",
        },
        busy="تُصاغ أجوبة كثيرة الآن",
        withdrawn="الأرقام أعلاه لا تؤدي إلى شيء، وهذه هي الاقتباسات وحدها:",
        dropped="حُذف لأنه لا يصمد:",
        nothing_dropped="لم يُحذف شيء مما كتبه النموذج اللغوي.",
        no_model="لم يكتب نموذج لغوي لهذا الجواب: لا يسمّي ISNAD_LLM أحدها، أو أوقفه الخيار ‎--no-llm، أو قوطع.",
        reasons={
            "words": "ليست هذه الكلمات في المقال: {}",
            "number": "عدد لا يرد في أي من اقتباساته: {}",
            "date": "تاريخ لا يرد في أي من اقتباساته: {}",
            "name": "اسم لا يرد في أي من اقتباساته: {}",
            "negation": "تقول اقتباساته عكس ذلك: {}",
            "unsupported": "لا تقول اقتباساته منه إلا القليل: {}",
            "source": "لا يستند إلى مقطع أُعطي للنموذج: {}",
            "language": "ليس بلغة السؤال",
            "markup": "فيه عنوان أو رموز تنسيق: {}",
        },
    ),
}
