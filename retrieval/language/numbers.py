"""Numbers written as digits or words, in either language, as one index term."""

from __future__ import annotations

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")

_CARDINALS = {
    2: "two اثنان اثنين اثنتان اثنتين",
    3: "three ثلاثه ثلاث",
    4: "four اربعه اربع",
    5: "five خمسه خمس",
    6: "six سته ست",
    7: "seven سبعه سبع",
    8: "eight ثمانيه ثماني ثمان",
    9: "nine تسعه تسع",
    10: "ten عشره عشر",
    11: "eleven",
    12: "twelve",
    13: "thirteen",
    14: "fourteen",
    15: "fifteen",
    16: "sixteen",
    17: "seventeen",
    18: "eighteen",
    19: "nineteen",
    20: "twenty عشرون عشرين",
    30: "thirty ثلاثون ثلاثين",
    40: "forty اربعون اربعين",
    50: "fifty خمسون خمسين",
    60: "sixty ستون ستين",
    70: "seventy سبعون سبعين",
    80: "eighty ثمانون ثمانين",
    90: "ninety تسعون تسعين",
    100: "hundred ميه مايه",
    1000: "thousand الف الاف",
}
_NUMBER_WORDS = {word: str(value) for value, words in _CARDINALS.items() for word in words.split()}


def number_term(word: str) -> str:
    """The digits of a folded number word or of a number as printed ("2,500" is "2500"); "" for other words.

    A comma or point is a thousands separator where exactly three digits follow it and no other digit does.
    """
    if not word or not (word[0].isdigit()):
        return _NUMBER_WORDS.get(word, "")
    digits = word.translate(_DIGITS)
    head, *groups = digits.split(",")
    if groups and all(len(group.split(".")[0]) == 3 for group in groups):
        digits = head + "".join(groups)
    return digits.replace(",", ".").rstrip(".")
