"""What a chat says for itself, in both languages, and the names of its commands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corpus.article import Language

Command = Literal["source", "more", "check", "explain", "language", "help", "quit"]

# An Arabic keyboard need not be changed for a command.
COMMANDS: dict[str, Command] = {
    "source": "source", "more": "more", "check": "check", "explain": "explain", "language": "language",
    "help": "help", "quit": "quit", "exit": "quit", "مصدر": "source", "المصدر": "source", "المزيد": "more",
    "تحقق": "check", "شرح": "explain", "لغة": "language", "اللغة": "language", "مساعدة": "help", "خروج": "quit",
}  # fmt: skip
LANGUAGES: dict[str, Language | None] = {
    "ar": "ar", "en": "en", "auto": None, "arabic": "ar", "english": "en", "عربي": "ar", "العربية": "ar",
    "إنجليزي": "en", "الإنجليزية": "en", "تلقائي": None,
}  # fmt: skip
GREETING: dict[Language, str] = {
    "en": "Ask in English or Arabic. /help shows what else there is; Ctrl-D leaves.",
    "ar": "اسأل بالعربية أو الإنجليزية. الأمر /مساعدة يعرض الأوامر، وللخروج Ctrl-D.",
}


@dataclass(frozen=True, slots=True)
class ChatWords:
    """Lines of one language; those with {} are filled in."""

    understood: str
    carried: str
    stopped: str
    leave: str
    unknown: str
    nearest: str
    nothing_asked: str
    nothing_further: str
    no_such_quote: str
    no_quotes: str
    check_what: str
    languages: str
    speaks: dict[Language | None, str]
    help: str


CHAT_WORDS: dict[Language, ChatWords] = {
    "en": ChatWords(
        understood="Understood as: {}",
        carried="carried over: {}",
        stopped="Stopped.",
        leave="Ctrl-D or /quit leaves.",
        unknown="There is no /{}: /help shows what there is.",
        nearest="There is no /{}: did you mean /{}?",
        nothing_asked="Nothing was asked yet: ask a question first.",
        nothing_further="The archive holds nothing further on this question.",
        no_such_quote="The last answer has no quote {}: its quotes are 1 to {}.",
        no_quotes="The last answer has no quotes.",
        check_what="/check takes the text to check: /check “We urge the Iraqi Security Forces”",
        languages="/language takes ar, en or auto.",
        speaks={"en": "The program speaks English.", "ar": "يتحدث البرنامج بالعربية.",
                None: "The program speaks each question's language."},
        help="""\
Ask a question in English or Arabic. One that leans on the last one is completed from it: “and in Syria?”
/source 2         where the second quote of the last answer stands; an id does too
/more             further quotes for the last question
/check TEXT       whether a quote stands in the archive as it is
/explain          what a language model wrote for the last answer and was dropped, and why
/language ar      the program's own words in Arabic; en, or auto: the question's language
/help  /quit      this; leave, as Ctrl-D does. Ctrl-C stops an answer.""",
    ),
    "ar": ChatWords(
        understood="فُهم السؤال هكذا: {}",
        carried="منقول من السؤال السابق: {}",
        stopped="توقّف.",
        leave="للخروج: Ctrl-D أو ‎/quit",
        unknown="لا يوجد أمر ‎/{}: الأمر ‎/help يعرض الأوامر.",
        nearest="لا يوجد أمر ‎/{}: هل تقصد ‎/{}؟",
        nothing_asked="لم يُطرح سؤال بعد: اطرح سؤالًا أولًا.",
        nothing_further="لا مزيد في الأرشيف عن هذا السؤال.",
        no_such_quote="ليس في الجواب الأخير اقتباس رقم {}: اقتباساته من 1 إلى {}.",
        no_quotes="ليس في الجواب الأخير اقتباس.",
        check_what="اكتب بعد ‎/check النص المراد التحقق منه: ‎/check «سنواجه النار بالنار»",
        languages="اكتب بعد ‎/language واحدًا من: ar أو en أو auto.",
        speaks={"en": "The program speaks English.", "ar": "يتحدث البرنامج بالعربية.",
                None: "يتحدث البرنامج بلغة كل سؤال."},
        help="""\
اطرح سؤالًا بالعربية أو الإنجليزية. والسؤال الذي يتكئ على ما قبله يُكمَّل منه: «وماذا عن سوريا؟»
‎/source 2 أو ‎/مصدر 2 : موضع الاقتباس الثاني من الجواب الأخير، أو موضع أي معرّف
‎/more أو ‎/المزيد : اقتباسات أخرى للسؤال الأخير
‎/check أو ‎/تحقق ثم النص : هل ورد هذا الاقتباس في الأرشيف كما هو
‎/explain أو ‎/شرح : ما حُذف مما كتبه النموذج اللغوي للجواب الأخير، ولماذا
‎/language ar أو ‎/لغة عربي : كلام البرنامج بالعربية، أو en، أو auto بلغة السؤال
‎/help أو ‎/مساعدة، ‎/quit أو ‎/خروج : هذه الأوامر، والخروج. Ctrl-C يوقف الجواب.""",
    ),
}  # fmt: skip
