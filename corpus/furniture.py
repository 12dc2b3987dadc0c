"""Page furniture: what stands around an article on its page and is not the article."""

from __future__ import annotations

import re
from enum import Enum

from corpus import phrases
from corpus.folding import fold, folded_words


class Furniture(Enum):
    """How sure a line's wording makes it that it is furniture, and what it opens."""

    SURE = "sure"
    LIKELY = "likely"  # only beside other furniture: the same word may be a heading of an article
    COMMENTS = "comments"  # what follows was written by readers
    RELATED = "related"  # headlines of other articles follow
    AUTHOR_BOX = "author box"  # the author's biography follows


_WHOLE_LINES: tuple[tuple[Furniture, frozenset[str]], ...] = (
    (Furniture.COMMENTS, phrases.COMMENTS),
    (Furniture.RELATED, phrases.RELATED),
    (Furniture.AUTHOR_BOX, phrases.AUTHOR_BOX),
    (Furniture.SURE, phrases.SURE),
    (Furniture.LIKELY, phrases.LIKELY),
)
_SHORT_WORDS = frozenset(word for phrase in phrases.LIKELY | phrases.SURE for word in phrase.split())
_COMMENTS_OPENING = re.compile(
    r"(?:your email address will not be published|required fields are marked|لن يتم نشر عنوان بريدك|الحقول الالزاميه)"
    r"|\d+\s+(?:comments?|replies|responses?|thoughts?)(?:\s+on\s.*)?$|(?:تعليقات|التعليقات)\s*\(?\d+\)?$|\d+\s+(?:تعليق|تعليقات)$"
    r"|leave a reply\b|اترك (?:تعليقا|ردا)\b"
)
_OPENINGS = re.compile(
    r"(?:we|this (?:web)?site|our (?:web)?site|our partners)\b.{0,40}\buses? cookies"
    r"|by (?:continuing|clicking|using).{0,60}\b(?:cookies|site|privacy|terms)"
    r"|(?:نستخدم|يستخدم (?:هذا )?(?:ال)?موقع\S*|نحن نستخدم).{0,30}(?:ملفات|الكوكيز|كوكيز)"
    r"|(?:sign up|subscribe|register|join)\b.{0,40}"
    r"\b(?:newsletters?|mailing list|channel|updates|alerts|briefing|inbox)\b"
    r"|sign up for(?:\s+[^\s.]+){1,5}$|our standards:"
    r"|get (?:the|our|all the) (?:latest|best|top|daily).{0,60}\b(?:inbox|email|newsletter|phone)\b|enter your e-?mail"
    r"|(?:اشترك|اشتركوا|سجل|انضم|انضموا)\b.{0,30}(?:نشره|النشره|نشرتنا|بنشرتنا|القائمه البريديه|قناتنا|قناه|لقناه)"
    r"|(?:ادخل|اكتب) بريدك|follow (?:us|@|.{1,30} on (?:google|facebook|twitter|x|telegram|whatsapp|instagram))\b"
    r"|(?:تابعنا|تابعونا|تابع .{1,30}) (?:علي|عبر|في) |حمل(?:وا)? (?:ال)?تطبيق"
    r"|(?:download|get) (?:our|the) .{0,20}app\b|share (?:this|on|via)\b|شارك (?:علي|عبر) "
    r"|(?:copyright|©|\(c\)|حقوق النشر|جميع الحقوق|كافه الحقوق|كل الحقوق)[\s©:]|all rights reserved"
    r"|(?:tags?|topics?|filed under|keywords|categor(?:y|ies)|posted in)\s*:"
    r"|(?:الوسوم|(?:ال)?كلمات (?:ال)?مفتاحيه|كلمات دلاليه|العلامات|تصنيفات?|التصنيف|القسم|الاقسام)\s*:"
    r"|(?:supervisor|editor[- ]in[- ]chief|managing editor)(?:\s+[^\s.]+){1,4}$"
    r"|(?:supervisor|(?:managing )?editor(?:[- ]in[- ]chief)?|general manager|chairman|publisher)\s*:(?:\s+\S+){1,5}$"
    r"|(?:(?:رئيس|مدير) (?:التحرير|مجلس (?:ال)?اداره)|(?:المشرف|الاشراف) العام)(?:\s*:.{0,60}|(?:\s+[^\s.]+){1,4})$"
    r"|(?:reading time|(?:مده|وقت|زمن) القراءه)\b|\d+\s*min(?:ute)?s?(?: read)?$|\d+\s+دقائق?(?: للقراءه)?$"
    r"|[\d,.]+k?\s+(?:views?|shares?|reads|likes|مشاهده|مشاهدات|قراءه)$"
    r"|(?:views|(?:عدد )?(?:ال)?مشاهدات|عدد القراءات|font size|حجم الخط)\s*:|حجم الخط$"
    r"|(?:للمزيد|لمزيد) من .{0,30}(?:اضغط|تابع)|للاشتراك في |لمتابعه .{0,30}(?:قناتنا|تلغرام|واتساب)"
    r"|(?:home|الرئيسيه|الصفحه الرئيسيه)\s*[>»›/|←]|a\s*[-+]\s*a\b|\[?\s*advertisement\s*\]?$"
)
_ANYWHERE = re.compile(
    r"\b(?:click|sign up|subscribe) here\b|اضغط هنا|انقر هنا|\ball rights reserved\b|(?:جميع|كافه) الحقوق محفوظه"
)
_INLINE_RELATED = re.compile(
    r"(?:read more|read also|also read|related|see also|more|you may also like|(?:keep|continue) reading|"
    r"اقرا (?:ايضا|المزيد|كذلك)|اقراوا ايضا|طالع ايضا|شاهد ايضا|قد يهمك(?: ايضا)?|ذات صله)"
    r"\s*(?:[:|>»]|\.\.\.?|…|-)\s*\S"
)
_SEPARATORS = re.compile(r"\s*(?:[|>»›•·]|\s/\s)\s*")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_RULE = re.compile(r"[-=_*~•·.\s]{3,}")
MAX_WORDS = 80


def furniture_of(text: str) -> Furniture | None:
    """What kind of furniture a line is by its wording, or None when it reads like text."""
    words = len(text.split())
    if words > MAX_WORDS:
        return None
    if _RULE.fullmatch(text):
        return Furniture.SURE
    folded = fold(_LINK.sub(r"\1", text) if "](" in text else text)
    bare = folded.strip(" :.…»>|-–—*[]()+")
    for kind, known in _WHOLE_LINES:
        if bare in known:
            return kind
    if _COMMENTS_OPENING.match(folded):
        return Furniture.COMMENTS
    if _OPENINGS.match(folded) and words <= _longest(folded):
        return Furniture.SURE
    if words <= 25 and (_INLINE_RELATED.match(folded) or (words <= 20 and _ANYWHERE.search(folded))):
        return Furniture.SURE
    return Furniture.SURE if _is_navigation(text, words) else _menu_words(bare)


def _longest(folded: str) -> int:
    return MAX_WORDS if "cookie" in folded or "كوكيز" in folded or "ملفات" in folded else 30


def _is_navigation(text: str, words: int) -> bool:
    parts = [part for part in _SEPARATORS.split(text) if part]
    if len(parts) >= 4 and max(len(part.split()) for part in parts) <= 3:
        return True
    if not 8 <= words <= 60 or re.search(r"[.!?؟،,]", text):
        return False
    found = folded_words(text)
    return len(set(found)) * 3 <= len(found) * 2


def _menu_words(bare: str) -> Furniture | None:
    """`Home News Sports Video`: three words or more, each of them a menu's or a share bar's."""
    words = re.findall(r"[^\W_]+", bare)
    return Furniture.LIKELY if len(words) >= 2 and all(word in _SHORT_WORDS for word in words) else None
