"""The words that stand only where a source is shown, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.article import Language


@dataclass(frozen=True, slots=True)
class SourceWords:
    """Interface words of one language; those with `{}` take what stands in their place.

    A left-to-right mark before it keeps a date from being turned around by the Arabic letters in front.
    """

    passage: str
    as_quoted: str
    stands_now: str
    nothing_near: str
    whole_now: str
    remembered: str
    removed_quote: str
    changed_quote: str
    added_at: str
    asked: str
    offered: str
    most_quotes: str
    only_outlet: str
    only_language: str
    since: str
    until: str
    by_model: str
    own_lexicon: str
    also: str
    sha256_now: str
    # On the page alone
    facts: str
    outlet: str
    author: str
    published: str
    read_from: str
    address: str
    added: str
    sha256: str
    sha256_of_now: str
    title: str
    unknown: str
    page_date: str
    to_quote: str
    menu: tuple[str, str, str, str]
    other_quotes: str
    same_story: str
    original: str
    original_note: str
    how_to_check: str
    languages: dict[Language, str]


SOURCE_WORDS: dict[Language, SourceWords] = {
    "en": SourceWords(
        passage="A passage of the article as it stands in the archive.",
        as_quoted="As quoted:",
        stands_now="The nearest to it that the article says now:",
        nothing_near="Nothing near to it stands in the article now.",
        whole_now="The article as it stands now:",
        remembered="What answers quoted from it:",
        removed_quote="No longer in the archive:",
        changed_quote="Changed since, no longer in the article as quoted:",
        added_at="added {}",
        asked="asked {}",
        offered="It was offered as the closest passage, not as an answer.",
        most_quotes="at most {} quotes",
        only_outlet="only {}",
        only_language="only articles in {}",
        since="since {}",
        until="until {}",
        by_model="index {}",
        own_lexicon="lexicon {}",
        also="also in {}",
        sha256_now="sha256 now {}",
        facts="About the article",
        outlet="Outlet",
        author="Author",
        published="Published",
        read_from="Read from",
        address="Address",
        added="Added to the archive",
        sha256="SHA-256 of its text when quoted",
        sha256_of_now="SHA-256 of its text now",
        title="Title",
        unknown="unknown",
        page_date="The page prints {}, which is not the article’s own date",
        to_quote="To the quote",
        menu=("Quote", "Facts", "Other quotes", "Elsewhere"),
        other_quotes="Other quotes of the answer",
        same_story="The same story elsewhere",
        original="Open the original at these words",
        original_note="Leaves this page: the publisher’s site opens, and marks the words where it still has them.",
        how_to_check="Shown again by",
        languages={"en": "English", "ar": "Arabic"},
    ),
    "ar": SourceWords(
        passage="مقطع من المقال كما هو في الأرشيف.",
        as_quoted="كما اقتُبس:",
        stands_now="أقرب ما يقوله المقال الآن إلى ذلك:",
        nothing_near="ليس في المقال الآن ما يقارب ذلك.",
        whole_now="المقال كما هو الآن:",
        remembered="ما اقتبسته منه الأجوبة:",
        removed_quote="لم يعد في الأرشيف:",
        changed_quote="تغيّر المقال بعد ذلك، ولم يعد هذا النص فيه كما اقتُبس:",
        added_at="أضيف في \u200e{}",
        asked="سُئل في \u200e{}",
        offered="عُرض على أنه أقرب مقطع، لا على أنه جواب.",
        most_quotes="أقصى عدد للاقتباسات: {}",
        only_outlet="من {} فقط",
        only_language="المقالات {} فقط",
        since="منذ \u200e{}",
        until="حتى \u200e{}",
        by_model="الفهرس {}",
        own_lexicon="المعجم {}",
        also="ورد أيضًا في {}",
        sha256_now="sha256 الآن {}",
        facts="عن المقال",
        outlet="الجهة الناشرة",
        author="الكاتب",
        published="تاريخ النشر",
        read_from="الملف",
        address="العنوان الإلكتروني",
        added="أضيف إلى الأرشيف",
        sha256="بصمة نصه SHA-256 حين اقتُبس",
        sha256_of_now="بصمة نصه SHA-256 الآن",
        title="العنوان",
        unknown="غير معروف",
        page_date="تطبع الصفحة \u200e{}، وليس هذا تاريخ المقال نفسه",
        to_quote="إلى الاقتباس",
        menu=("الاقتباس", "عن المقال", "اقتباسات أخرى", "مقالات أخرى"),
        other_quotes="اقتباسات الجواب الأخرى",
        same_story="الخبر نفسه في مقالات أخرى",
        original="افتح الأصل عند هذه الكلمات",
        original_note="يغادر هذه الصفحة: يُفتح موقع الناشر ويُعلَّم فيه النص إن كان ما زال هناك.",
        how_to_check="يُعرض ثانيةً بالأمر",
        languages={"en": "الإنجليزية", "ar": "العربية"},
    ),
}
