import pytest

from corpus.furniture import Furniture, furniture_of


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Share:", Furniture.SURE),
        ("ADVERTISEMENT", Furniture.SURE),
        ("Sign up for our weekly newsletter", Furniture.SURE),
        ("This website uses cookies to give you the best experience.", Furniture.SURE),
        ("Home | News | Business | Sport", Furniture.SURE),
        ("Copyright © 2024 The Tigris Herald", Furniture.SURE),
        ("Read more: Farmers count the cost of a dry winter", Furniture.SURE),
        ("شارك المقال", Furniture.SURE),
        ("تابعونا على تلغرام", Furniture.SURE),
        ("إقرأ أيضاً: وزير الأشغال يفتتح جسراً", Furniture.SURE),
        ("جميع الحقوق محفوظة © 2024", Furniture.SURE),
        ("Keep Reading", Furniture.RELATED),
        ("إقرأ أيضا:", Furniture.RELATED),
        ("مواضيع ذات صلة", Furniture.RELATED),
        ("Leave a Reply", Furniture.COMMENTS),
        ("3 thoughts on “Bread”", Furniture.COMMENTS),
        ("لن يتم نشر عنوان بريدك الإلكتروني.", Furniture.COMMENTS),
        ("About the author", Furniture.AUTHOR_BOX),
        ("Telegram", Furniture.LIKELY),
        ("Facebook Twitter WhatsApp", Furniture.LIKELY),
    ],
)
def test_furniture_is_known_by_its_wording(line: str, kind: Furniture) -> None:
    assert furniture_of(line) is kind


@pytest.mark.parametrize(
    "line",
    [
        "Share of the cost: the council bears two thirds.",
        "Telegram channels close to the group carried the statement.",
        "Related attacks killed four people on Sunday.",
        "Comments by the minister angered the bakers.",
        "Views of the city from the dam draw tourists.",
        "شارك الوزير في الاجتماع يوم الأحد.",
        "نشر الجيش قواته على الحدود.",
        "The chairman said nothing.",
    ],
)
def test_sentences_that_begin_like_furniture_are_text(line: str) -> None:
    assert furniture_of(line) is None
