import pytest

from corpus.dates import opening_date, read_date_line


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2024-02-11", "2024-02-11"),
        ("2024-02-11T09:00:00+03:00", "2024-02-11"),
        ("11/02/2024", "2024-02-11"),
        ("02/23/2024", "2024-02-23"),
        ("١١/٠٢/٢٠٢٤", "2024-02-11"),
        ("11.2.2024 - 14:05", "2024-02-11"),
        ("Sun 11 Feb 2024 | 09:00 AM", "2024-02-11"),
        ("Sat. Mar 2nd, 2024", "2024-03-02"),
        ("Saturday, November 23, 2024", "2024-11-23"),
        ("11th of February, 2024", "2024-02-11"),
        ("Sept. 3, 2021 at 6 p.m. ET", "2021-09-03"),
        ("الأحد 11 شباط 2024", "2024-02-11"),
        ("11 شباط (فبراير) 2024", "2024-02-11"),
        ("نُشر في 9 يونيو/حزيران 2020", "2020-06-09"),
        ("٢٣ كانون الثاني ٢٠٢٣، الساعة ١٠:١٥ صباحاً", "2023-01-23"),
        ("1 آب 2022", "2022-08-01"),
        ("15 أغسطس، 2022", "2022-08-15"),
        ("نشر: 10:15-12 يناير 2024 م ـ 30 جمادي الآخرة 1445 هـ", "2024-01-12"),
    ],
)
def test_the_forms_that_pages_print(line: str, date: str) -> None:
    found = read_date_line(line)
    assert found is not None
    assert (found.date, found.rest) == (date, "")


def test_labels_weekday_and_time_are_told_apart() -> None:
    updated = read_date_line("Last updated: 12 Feb 2024")
    assert updated is not None and updated.label == "updated"
    both = read_date_line("Updated: March 7, 2023 | Published: March 5, 2023 08:00")
    assert both is not None and (both.date, both.label, both.time) == ("2023-03-05", "published", True)
    today = read_date_line("اليوم: الاثنين 2 ديسمبر 2024")
    assert today is not None and (today.label, today.weekday) == ("today", True)


@pytest.mark.parametrize(
    "line",
    [
        "On 11 February 2024 the committee met in Baghdad and adjourned at once.",
        "Iraq announced the talks on 11 February 2024",
        "31/02/2024",
        "165 attacks since 2023",
        "1 شعبان 1445",
        "",
    ],
)
def test_a_line_that_says_something_else_is_no_date_line(line: str) -> None:
    assert read_date_line(line) is None


def test_a_dateline_that_opens_a_report_gives_its_date() -> None:
    assert opening_date("BAGHDAD, Feb 11, 2024 (Reuters) - Iraq said on Sunday it would talk.") == "2024-02-11"
    assert opening_date("بغداد، 11 شباط 2024 – قال المتحدث إن اللجنة ستجتمع.") == "2024-02-11"
    assert opening_date("Since Feb 11, 2024 Iraq has held talks - and more talks.") is None
