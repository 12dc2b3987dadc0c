"""Arabic letters, clitics and inflection, without a dictionary.

`light_stem` is in the manner of light10 (Larkey, Ballesteros and Connell, 2007): it takes off the article and the
conjunction, then inflection, and leaves roots alone. It serves words that the lexicon does not know; for the
others see `segmenting`.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache

_MARKS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u0640\u06d6-\u06ed]")
_LETTERS = str.maketrans("أإآٱىیکؤئة", "ااااييكويه")

STOP_WORDS: frozenset[str] = frozenset(
    """من في على عن الى إلى حتى مع منذ بين خلال عند لدى حول ضد نحو قبل بعد فوق تحت أمام وراء دون ثم أو أم بل لا لم لن ما
    إن أن كان كانت كانوا يكون تكون ليس ليست هو هي هم هن هما أنت أنا نحن هذا هذه ذلك تلك هؤلاء الذي التي الذين اللذان
    اللتان اللاتي كل بعض غير قد لقد سوف كما لكن لكنه إذا إذ لو لولا حيث كي لكي لأن لأنه به بها بهم له لها لهم فيه فيها
    فيهم منه منها منهم عليه عليها عليهم عنه عنها إليه إليها أي أية أيضا ماذا متى أين كيف لماذا كم هل مما عما الا إلا
    انه أنه انها أنها وهو وهي وكان وكانت ومن وفي وعلى ما بما فيما مما لما يتم تم عبر ذات ذو ذي نفس مثل بماذا لماذا فإن
    وقد التى الى و ف ب ل ك س هناك هنالك عندما بينما حين حينما كذلك وذلك بذلك لذلك كانا يا أما وأن وإن بأن بأنه وأنه
    وما ولم ولا ولكن ولن أحد إحدى""".split()
)

_LONG_PREFIXES = ("وبال", "وكال", "فبال", "وال", "فال", "بال", "كال", "ولل", "فلل", "ال", "لل")
_SHORT_PREFIXES = ("و", "ف", "ب", "ل", "ك", "س")
_PLURALS = ("يات", "يون", "يين", "ات", "ون", "ين", "ان", "ت")
_SINGULARS = ("يا", "يه", "ه", "ي", "ا")
_PRONOUN_ENDINGS = ("تهما", "تهم", "تها", "تنا", "هما", "كما", "يتها", "يته", "ها", "هم", "هن", "كم", "نا", "ته", "وا")
_LEAST_STEM = 3


@lru_cache(maxsize=65536)
def fold_letters(word: str) -> str:
    """A word without diacritics and tatweel, its alef, yeh, hamza and teh marbuta forms made one."""
    return fold_text(word)


def fold_text(text: str) -> str:
    """`fold_letters` of a whole text."""
    return _MARKS.sub("", text).translate(_LETTERS).replace("ء", "")


def without_article(word: str) -> str:
    """A folded word without its article and the clitics before it: "وبالعراق" gives "عراق"."""
    for prefix in _LONG_PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            return word[len(prefix) :]
    return word


@lru_cache(maxsize=65536)
def light_stem(word: str) -> str:
    """The light stem of a folded word: article, waw and a pronoun off, then inflection; at least three letters stay."""
    stem = without_article(word)
    if stem[0] == "و" and len(stem) >= 5:
        stem = without_article(stem[1:])
    stem = _without_ending(stem, _PRONOUN_ENDINGS)
    return _without_ending(_without_ending(stem, _PLURALS + _SINGULARS), _PLURALS + _SINGULARS)


def without_inflection(word: str, known: Container[str]) -> str:
    """A word of `known` without number, gender and nisba. A plural ending must leave a known word: not in "قانون"."""
    plural = next((e for e in _PLURALS if _ends(word, e) and _is_known(word[: -len(e)], known)), "")
    return _without_ending(word[: len(word) - len(plural)], _SINGULARS)


def _is_known(stem: str, known: Container[str]) -> bool:
    return any(stem + ending in known for ending in ("", "ه", "ي", "يه"))


def _ends(word: str, ending: str) -> bool:
    return word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM


def _without_ending(word: str, endings: tuple[str, ...]) -> str:
    ending = next((e for e in endings if _ends(word, e)), "")
    return word[: len(word) - len(ending)]


_CLITICS = (*_LONG_PREFIXES, "وب", "ول", "وك", "فل", "وس", "فس", *_SHORT_PREFIXES)
_PRONOUNS = ("هما", "كما", "ها", "هم", "هن", "كم", "نا", "ه", "ك", "ي")


@lru_cache(maxsize=65536)
def without_clitics(word: str) -> frozenset[str]:
    """A folded word and what it may be once clitics are off, for looking it up in a dictionary.

    An object pronoun gives way to teh marbuta too: "حكومته" may be "حكومه". A present-tense prefix
    gives way to the third person: "تقول" may be "يقول".
    """
    bases = {word}
    for prefix in _CLITICS:
        if word.startswith(prefix) and len(word) - len(prefix) >= 2:
            bases.add(word[len(prefix) :])
    forms = set(bases)
    for base in bases:
        for pronoun in _PRONOUNS:
            if base.endswith(pronoun) and len(base) - len(pronoun) >= 3:
                rest = base[: -len(pronoun)]
                forms.add(rest)
                if rest.endswith("ت"):
                    forms.add(rest[:-1] + "ه")
        if base[0] in "تنا" and len(base) >= 4:
            forms.add("ي" + base[1:])
    return frozenset(forms)
