"""What the bot says in Discord besides the words that every face of the program shares, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from corpus.article import Language


@dataclass(frozen=True, slots=True)
class DiscordWords:
    """Words of one language. Commands, whose names Discord does not know in Arabic, keep theirs in both."""

    answered: str
    carried: str
    quote_id: str
    cut: Callable[[int, int], str]
    source: str
    more: str
    further: str
    earlier: str
    later: str
    page: Callable[[int, int], str]
    open_page: str
    no_more: str
    your_question: str
    answer_is_in: str
    thanks: str
    unknown_id: str
    no_answer_here: str
    unknown_outlet: str
    bad_day: str
    days_reversed: str
    empty_question: str
    long_question: str
    wordless_question: str
    mention_me: str
    only_mentions: str
    slow_down: Callable[[int], str]
    leaving: str
    failed: str
    not_this_channel: str
    articles: Callable[[int], str]
    no_articles: str
    nothing_to_check: str
    first_ten: str


def _seconds_english(seconds: int) -> str:
    wait = f"{seconds} second{'' if seconds == 1 else 's'}"
    return f"You ask faster than I can be fair to everybody: try again in {wait}."


def _seconds_arabic(seconds: int) -> str:
    wait = counted_arabic(seconds, "ثانية واحدة", "ثانيتين", "ثوانٍ", "ثانية")
    return f"أسئلتك أسرع من أن أعدل بين الجميع: أعد المحاولة بعد {wait}."


def counted_arabic(count: int, one: str, two: str, few: str, many: str) -> str:
    """A number with its noun: one and two have forms of their own, 3 to 10 of any hundred take a plural."""
    if count in (1, 2):
        return one if count == 1 else two
    return f"{count} {few if 3 <= count % 100 <= 10 else many}"


DISCORD_WORDS: dict[Language, DiscordWords] = {
    "en": DiscordWords(
        answered="The archive says:",
        carried="Carried over from the question before:",
        quote_id="quote",
        cut=lambda shown, whole: f"{shown:,} of {whole:,} characters; the whole quote is under Source",
        source="Source",
        more="More quotes",
        further="Ask further",
        earlier="Earlier",
        later="Later",
        page=lambda number, count: f"part {number} of {count}",
        open_page="Open the page",
        no_more="There are no further quotes that answer this.",
        your_question="Your question",
        answer_is_in="The answer is in",
        thanks="Thank you, noted.",
        unknown_id="Nothing that I may show here has the id",
        no_answer_here="This is not an answer of mine. `Check quotes` says where the quotes of any message come from.",
        unknown_outlet="No outlet here is called",
        bad_day="This is not a day, write it as 2024-02-11:",
        days_reversed="Nothing lies between: since is after until.",
        empty_question="Ask something, in Arabic or English.",
        long_question="That is too long: at most 2,000 characters are read.",
        wordless_question="There is no word in that: ask in Arabic or English.",
        mention_me="Ask me about the news archive, in Arabic or English: mention me with your question, or use `/ask`.",
        only_mentions=(
            "I only see messages that mention me. Mention me with your question, reply to my answer, "
            "or press Ask further."
        ),
        slow_down=_seconds_english,
        leaving="I am about to restart: ask again in a minute.",
        failed="That went wrong on my side. Try again; my operator finds the reason in the log.",
        not_this_channel="I answer in other channels of this server:",
        articles=lambda count: f"{count:,} article{'' if count == 1 else 's'}",
        no_articles="No articles.",
        nothing_to_check="There are no words in this message that could be looked up.",
        first_ten="Only the first ten quotes are shown.",
    ),
    "ar": DiscordWords(
        answered="جاء في الأرشيف:",
        carried="مأخوذ من السؤال السابق:",
        quote_id="الاقتباس",
        cut=lambda shown, whole: f"{shown:,} من {whole:,} حرفًا؛ الاقتباس كاملًا تحت زر «المصدر»",
        source="المصدر",
        more="اقتباسات أخرى",
        further="اسأل أيضًا",
        earlier="السابق",
        later="التالي",
        page=lambda number, count: f"الجزء {number} من {count}",
        open_page="افتح الصفحة",
        no_more="لا اقتباسات أخرى تجيب عن هذا.",
        your_question="سؤالك",
        answer_is_in="الجواب في",
        thanks="شكرًا، سُجّل رأيك.",
        unknown_id="لا شيء يمكنني عرضه هنا يحمل المعرّف",
        no_answer_here="هذه ليست من أجوبتي. الأمر `Check quotes` يبيّن مصدر الاقتباسات في أي رسالة.",
        unknown_outlet="لا وسيلة إعلام هنا باسم",
        bad_day="هذا ليس يومًا، اكتبه هكذا 2024-02-11:",
        days_reversed="لا شيء بينهما: تاريخ البداية بعد تاريخ النهاية.",
        empty_question="اسأل شيئًا، بالعربية أو بالإنجليزية.",
        long_question="هذا طويل: يُقرأ 2000 حرف على الأكثر.",
        wordless_question="لا كلمة في ذلك: اسأل بالعربية أو بالإنجليزية.",
        mention_me="اسألني عن أرشيف الأخبار بالعربية أو بالإنجليزية: اذكرني مع سؤالك، أو استعمل `/ask`.",
        only_mentions="لا أرى إلا الرسائل التي تذكرني. اذكرني مع سؤالك، أو ردّ على جوابي، أو اضغط «اسأل أيضًا».",
        slow_down=_seconds_arabic,
        leaving="أنا على وشك إعادة التشغيل: أعد السؤال بعد دقيقة.",
        failed="حدث خطأ من جهتي. أعد المحاولة، وسيجد المشغّل السبب في السجل.",
        not_this_channel="أجيب في قنوات أخرى من هذا الخادم:",
        articles=lambda count: counted_arabic(count, "مقال واحد", "مقالان", "مقالات", "مقالًا"),
        no_articles="لا مقالات.",
        nothing_to_check="لا كلمات في هذه الرسالة يمكن البحث عنها.",
        first_ten="تُعرض أول عشرة اقتباسات فقط.",
    ),
}

# What `/about` adds where a language model composes; {} is its name.
COMPOSES: dict[Language, str] = {
    "en": """\
A language model ({}) writes the sentences above numbered quotes. It is sent the question and the passages found. Each \
sentence was checked against its quotes, but only the quotes are the articles' own words.""",
    "ar": """\
نموذج لغوي ({}) يكتب الجمل التي فوق الاقتباسات المرقّمة، ويُرسل إليه السؤال والمقاطع التي عُثر عليها. قورنت كل جملة \
باقتباساتها، لكن الاقتباسات وحدها كلام المقالات نفسه.""",
}

ABOUT: dict[Language, str] = {
    "en": """\
I answer questions about a news archive ({articles}) with quotes: the articles' own words, with who said it, where and \
when. Read the quote before you trust the answer; **Source** shows it in its article.

- `/ask`, or mention me with a question, in Arabic or English. Reply to an answer to go on from it.
- `/source`: where a quote comes from · `/check`: is a quote real? · `/articles`: what there is
- Apps → *Check quotes* on any message · *Where is this from?* on mine

I only see messages that mention me or are written to me directly. Questions, answers and what you think of them are \
kept for a while, so that buttons and ids go on working; answers to private questions are shown to who asked alone.""",
    "ar": """\
أجيب عن أسئلة حول أرشيف أخبار ({articles}) باقتباسات: كلام المقالات نفسه، ومن قاله وأين ومتى. اقرأ الاقتباس قبل أن تثق \
بالجواب؛ زر **المصدر** يعرضه في مقاله.

- الأمر `/ask`، أو اذكرني مع سؤالك، بالعربية أو بالإنجليزية. رُدّ على جواب لتكمل منه.
- الأمر `/source`: من أين الاقتباس · `/check`: هل الاقتباس صحيح؟ · `/articles`: ما في الأرشيف
- من قائمة التطبيقات: *Check quotes* على أي رسالة · *Where is this from?* على أجوبتي

لا أرى إلا الرسائل التي تذكرني أو المكتوبة إليّ مباشرة. تُحفظ الأسئلة والأجوبة والآراء مدة كي تبقى الأزرار والمعرّفات \
صالحة؛ وأجوبة الأسئلة الخاصة لا تُعرض إلا على من سأل.""",
}
