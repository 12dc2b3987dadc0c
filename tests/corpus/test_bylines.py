import pytest

from corpus.bylines import Byline, biography_author, read_byline


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Ahmad El-Assasy", "Ahmad El-Assasy"),
        ("by: Layla Haddad and Omar al-Rawi", "Layla Haddad and Omar al-Rawi"),
        ("By Layla Haddad, Omar al-Rawi and Sami Khoury", "Layla Haddad, Omar al-Rawi and Sami Khoury"),
        ("By John Smith, Baghdad", "John Smith"),
        ("By John Smith in Baghdad", "John Smith"),
        ("Written by J. R. Haddad | The Tigris Herald", "J. R. Haddad"),
        ("Author: Salma Nouri", "Salma Nouri"),
        ("(Reporting by Hana Aziz; Editing by Paul Reed)", "Hana Aziz"),
        ("بقلم: ليلى حداد", "ليلى حداد"),
        ("بقلم ليلى حداد", "ليلى حداد"),
        ("كتب: كريم دعو", "كريم دعو"),
        ("كتبت - هناء عزيز", "هناء عزيز"),
        ("إعداد: د. سامي خوري", "د. سامي خوري"),
        ("أحمد العساسي -", "أحمد العساسي"),
        ("By Staff Writer", None),
        ("Posted by admin", None),
        ("بقلم: فريق التحرير", None),
    ],
)
def test_bylines_of_both_languages(line: str, author: str | None) -> None:
    assert read_byline(line) == Byline(author)


@pytest.mark.parametrize(
    "line",
    [
        "By the river",
        "By Friday the talks had failed, and nobody would say why they had been called.",
        "كتب الرئيس إلى الوزير رسالة طويلة عن السد والمياه",
        "Baghdad – Iran-allied armed groups vowed to fight.",
        "The talks -",
    ],
)
def test_sentences_and_titles_are_no_bylines(line: str) -> None:
    assert read_byline(line) is None


def test_a_biography_names_its_author() -> None:
    assert biography_author("Hashim Sheikh: He is a comprehensive personality.") == "Hashim Sheikh"
    assert biography_author("Layla Haddad is a reporter who covers water.") == "Layla Haddad"
    assert biography_author("سامي خوري، كاتب وباحث من لبنان.") == "سامي خوري"
    assert biography_author("The dam is a worry to everybody who lives below it.") is None
