"""A composed sentence is plain text of the question's language: no address, markup, role, or order to anybody."""

from __future__ import annotations

import re
import unicodedata

from corpus.article import Language
from retrieval.language.english import STOP_WORDS
from retrieval.language.text import tokens

LONGEST = 700
# The marks that set words apart as somebody's; single ones are apostrophes too.
QUOTATION_MARKS = '"“”„«»'
# [1], [2, 3]: numbers that a model adds itself; the program sets its own.
_MARKERS = re.compile(r"\s*\[\s*\d+(?:\s*[,،–-]\s*\d+)*\s*\]")
_MARKUP = re.compile(
    r"(?:\b(?:https?|ftp|file|javascript|data|mailto|tel|discord)\s*:(?!\s)|\bwww\.|\bhxxp"
    r"|(?<![\w.])(?:[a-z0-9-]{1,63}\.)+(?:com|org|net|info|io|ru|cn|gov|edu|mil|biz|co|me|gg|ly|app|dev|xyz|site|top|tk"
    r"|example|invalid|test|onion|iq|ir|uk|us)\b(?!\.[a-z])|\b\d{1,3}(?:\.\d{1,3}){3}\b"
    r"|[\w.+-]+@[\w-]+|(?<!\w)@\w|</?[a-z!@#:&][^>]*>|<\||\|>|\]\s*\(|!\[|\[/?[a-z]+\]|```|`|\*\*|__|~~|\|\||\$\{|\{\{|^\s*[#>*-]\s"
    r"|\\[nrtu]|&(?:#\d+|[a-z]+);|###)",
    re.IGNORECASE | re.MULTILINE,
)
_ROLE = re.compile(
    r"(?:^|[\n.!?؟:]\s*)(?:system|assistant|user|developer|human|ai|tool|inst|النظام|المساعد|المستخدم|المطور)\s*(?:prompt\s*)?[:>\]]",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|prompts?|guidelines"
    r"|(?:your|previous|these|all) rules|(?:everything|all) (?:of )?(?:the )?(?:above|previous))\b"
    r"|\b(?:system prompt|(?:your|my|hidden|new) instructions|api key|your password|passphrase|credit card|jailbreak"
    r"|developer mode|as an ai|language model)\b"
    r"|\b(?:click|subscribe|log in|sign up|call (?:us|now)\b|email (?:us|me)|contact us|reply with|enter your"
    r"|share this|visit (?:our|this|the (?:site|page|link|website))|download (?:the|this|our)"
    r"|scan (?:the|this) (?:code|qr)|open (?:the|this) link|send (?:us|me|your|bitcoin|money to))\b"
    r"|(?<!\w)(?:تجاهل(?:وا|ي)?|انسَ?|انسوا|تخطَّ?)\s.{0,40}"
    r"(?:تعليمات|تعليماتك|التعليمات|قواعدك|القواعد السابقة|الأوامر|أوامرك|ما سبق)(?!\w)"
    r"|(?<!\w)(?:كلمة (?:المرور|السر)|بطاقتك|موجه النظام|بياناتك|الرابط|اضغط|انقر|اشترك (?:الآن|معنا|في قناتنا)"
    r"|أرسل(?:وا)? (?:لنا|بياناتك|رقم|المال|الأموال)|حمّ?ل (?:التطبيق|الملف|الآن)|اتصل(?:وا)? (?:بنا|الآن|على الرقم)"
    r"|زوروا? موقعنا|سجّ?ل الدخول|تواصل(?:وا)? معنا|راسلونا|راسلنا|كنموذج لغوي)(?!\w)",
    re.IGNORECASE,
)
_OTHER_SIGNS = ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp", "So")
_DIRECTION = "\u200c\u200d\u200e\u200f"
_PERSIAN = frozenset("پچژگکیٹڈڑںےھہ")
# Words that join others in English and in no language near it.
_ENGLISH = frozenset(STOP_WORDS) - frozenset("a an as on me am i no son so or us".split())
_SOME_WORDS = 6
_OWN_SHARE = 0.6
_STOP_SHARE = 0.12
_PERSIAN_SHARE = 0.02


def tidied(text: str) -> str:
    """The sentence on one line, with no markers and no marks of direction of the model's own."""
    text = _MARKERS.sub("", unicodedata.normalize("NFC", text))
    return " ".join("".join(sign for sign in text if sign not in _DIRECTION).split())


def markup_in(text: str) -> str | None:
    """What makes a sentence more than plain text, as it is written; None where nothing does."""
    if len(text) > LONGEST:
        return f"{text[:20]}…"
    for pattern in (_MARKUP, _ROLE, _ORDER):
        if match := pattern.search(text):
            return match.group().strip()[:60]
    return next((repr(sign)[1:-1] for sign in text if unicodedata.category(sign) in _OTHER_SIGNS), None)


def is_in(text: str, language: Language) -> bool:
    """Whether a sentence is of a language: by its letters, and by letters and words that only others have."""
    letters = [letter for letter in text if letter.isalpha()]
    if not letters:
        return False
    own = [letter for letter in letters if _is_of(letter, language)]
    if len(own) < _OWN_SHARE * len(letters):
        return False
    if language == "ar":
        return sum(letter in _PERSIAN for letter in own) <= _PERSIAN_SHARE * len(own)
    words = [word for word in tokens(text) if word.language == "en"]
    # Names are of every language.
    told = [word.surface for word in words if not word.capital or word.surface in _ENGLISH]
    return len(told) < _SOME_WORDS or sum(word in _ENGLISH for word in told) >= _STOP_SHARE * len(told)


def _is_of(letter: str, language: Language) -> bool:
    if language == "ar":
        return "\u0600" <= letter <= "\u06ff" or "\u0750" <= letter <= "\u077f" or "\ufb50" <= letter <= "\ufefc"
    return letter < "\u0250" or "\u1e00" <= letter <= "\u1eff"
