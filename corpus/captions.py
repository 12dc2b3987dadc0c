"""Captions: the lines under a page's pictures."""

from __future__ import annotations

import re

from corpus.folding import fold

MAX_CAPTION_WORDS = 70
UNMARKED_CAPTION_WORDS = 20

_LABEL = re.compile(
    r"[(\[]?(?:(?:file |archive |handout |cover |featured )?(?:photo|image|picture|photograph|pic)s?(?: credit)?"
    r"|caption|illustration|credit)\s*(?::|\bby\s)|image (?:source|caption)\s*,|file photo\b"
    r"|[(\[]?(?:الصوره|صوره|تصوير|الصور|صور|مصدر الصوره|صوره (?:ارشيفيه|توضيحيه))\s*[:/|]"
    r"|صوره (?:ارشيفيه|توضيحيه|من الارشيف)\b|!\[[^\]]*\]\([^)]*\)$"
)
_AGENCY = (
    r"(?:reuters|afp|ap|epa|getty(?: images)?|anadolu|xinhua|upi|dpa|رويترز|فرانس برس|الفرنسيه|غيتي|جيتي"
    r"|ا\.?\s?ف\.?\s?ب\.?|الاناضول|ا\.?\s?ب\.?|د\.?\s?ب\.?\s?ا\.?|شينخوا|وكالات|ارشيفيه|ارشيف)"
)
_CREDIT = re.compile(
    rf"(?:[(\[](?:[^()\[\]]{{0,60}}[\s/–—-])?{_AGENCY}(?:[\s/–—,،-][^()\[\]]{{0,40}})?[)\]]"
    rf"|(?:ap photo|afp photo|getty images|reuters|afp)(?:/[\w .-]{{1,40}})?|[|/–—]\s*{_AGENCY}"
    r"|[(\[](?:file|archive|file photo|ارشيفيه|ارشيف)[)\]])\.?$"
)
_PHOTO_CREDIT = re.compile(r"photo|getty|file|\bvia\b|ارشيف|تصوير|غيتي")
_PHOTOGRAPHER = re.compile(r"\b(?:reuters|afp|ap photo|getty images)/\w|\bfile photo$")
_WHEN = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+"
    r"(?:\d{1,2},?\s+)?(?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\d$|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
)


def names_picture(text: str) -> bool:
    """True when a line calls itself a picture's: `Photo: …`, `صورة: …`, `File photo …`."""
    return bool(_LABEL.match(fold(text[:80])))


def is_caption(text: str, words: int, ends_sentence: bool) -> bool:
    """True for a caption by its label, or by the agency's credit at its end.

    A full stop before the credit is how an agency signs a report, so that such a line is a caption only
    when the credit speaks of a picture.
    """
    if words > MAX_CAPTION_WORDS:
        return False
    if names_picture(text):
        return True
    folded = fold(text)
    if _PHOTOGRAPHER.search(folded):
        return True
    credit = _CREDIT.search(folded)
    if credit is None or ends_sentence:
        return False
    before = folded[: credit.start()].rstrip()
    return bool(before) and (before[-1] not in ".!?؟" or bool(_PHOTO_CREDIT.search(credit.group())))


def describes_picture(text: str, words: int) -> bool:
    """True for an unmarked caption: a long line without a full stop that says when it was taken."""
    return UNMARKED_CAPTION_WORDS <= words <= MAX_CAPTION_WORDS and bool(_WHEN.search(fold(text)))
