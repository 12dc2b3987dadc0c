"""The Arabic-English lexicon: what a word or phrase of one language is in the other.

The TSV files in `lexicon/` (and the user's own) are compiled once into one SQLite file, because parsing and
stemming 20,000 entries takes two seconds that no question should pay.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Language
from corpus.errors import IsnadError
from retrieval.derivation import Derived, related_terms
from retrieval.language.arabic import STOP_WORDS as ARABIC_STOP_WORDS
from retrieval.language.arabic import fold_letters, without_clitics
from retrieval.language.english import STOP_WORDS as ENGLISH_STOP_WORDS
from retrieval.language.text import ANALYSIS_VERSION, Token, fold, language_of, term, tokens
from retrieval.language.vocabulary import LEXICON_FILES

LONGEST_PHRASE = 4
_OTHER_LETTER = re.compile(r"[^\W\d_\u0600-\u06ff]")

Phrase = tuple[str, ...]
"""The index terms of a word or phrase, in order."""

_SCHEMA = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, ar TEXT NOT NULL, en TEXT NOT NULL, named INTEGER NOT NULL);
CREATE TABLE form (
    key TEXT NOT NULL, entry INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, entry)
) WITHOUT ROWID;
CREATE TABLE derivation (term TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (term, other)) WITHOUT ROWID;
CREATE TABLE source (digest TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the lexicon as index terms; `place` is where the looked-up form stands in it, 0 first.

    It is `named` where its English headword has a capital: a name, or who is named after one ("Iraqi").
    """

    ar: tuple[Phrase, ...]
    en: tuple[Phrase, ...]
    place: int
    exact: bool
    named: bool

    def side(self, language: Language) -> tuple[Phrase, ...]:
        """The entry's phrases of one language, headword first."""
        return self.ar if language == "ar" else self.en


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of a lexicon file that cannot be used, and why."""

    path: Path
    number: int
    reason: str


def read_entries(path: Path) -> Iterator[tuple[list[str], list[str]] | BadLine]:
    """The Arabic forms and English equivalents of each line; a `BadLine` for each that has not both.

    Raises IsnadError when the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise IsnadError(
            f"cannot read the lexicon {path}: {error}; give a UTF-8 file of tab-separated pairs"
        ) from error
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        arabic, tab, english = line.partition("\t")
        forms = [form.strip() for form in arabic.split("|") if form.strip()]
        equivalents = [word.strip() for word in english.split(";") if word.strip()]
        if not tab or not forms or not equivalents:
            yield BadLine(path, number, "an entry is Arabic forms, a tab, English equivalents")
        elif any(_OTHER_LETTER.search(form) and _has_other_word(form) for form in forms):
            yield BadLine(path, number, "the left side holds a word that is not Arabic")
        else:
            yield forms, equivalents


def good_entries(files: Iterable[Path] = LEXICON_FILES) -> Iterator[tuple[list[str], list[str]]]:
    """The lines of the files that can be used. Raises IsnadError when a file cannot be read."""
    return (entry for path in files for entry in read_entries(path) if not isinstance(entry, BadLine))


def _has_other_word(form: str) -> bool:
    return any(word.language != "ar" for word in tokens(form) if not word.term.isdigit())


class Lexicon:
    """Entries by the forms of either language, out of a compiled SQLite file. Safe to read in several threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, home: Path, further: Path | None = None) -> Lexicon:
        """The lexicon compiled in `home`, made anew when its files changed; in memory where that cannot be."""
        files = [*LEXICON_FILES, *([further] if further else [])]
        compiled = home / "lexicon.sqlite"
        digest = _digest(files)
        if compiled.exists():
            with suppress(sqlite3.Error):
                connection = _connect(_sealed(compiled))
                if _digest_of(connection) == digest:
                    return cls(connection)
                connection.close()
        draft = home / f"lexicon.{id(files):x}.draft"
        try:
            home.mkdir(parents=True, exist_ok=True)
            draft.unlink(missing_ok=True)
            _compile(_connect(str(draft)), files, digest).close()
            draft.replace(compiled)
            return cls(_connect(_sealed(compiled)))
        except (OSError, sqlite3.Error):
            return cls(_compile(_connect(":memory:"), files, digest))
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def lookup(self, words: Sequence[Token]) -> list[Entry]:
        """The entries of a run of words taken as one phrase, exact forms first."""
        exact, loose = phrase_keys(words)
        found: dict[int, Entry] = {}
        keys = [*exact, *(key for key in loose if key not in exact)]
        marks = ",".join("?" * len(keys))
        rows = self._connection.execute(
            f"SELECT key, place, id, ar, en, named FROM form JOIN entry ON entry = id WHERE key IN ({marks})", keys
        ).fetchall()
        for key, place, number, ar, en, named in rows:
            is_exact = key in exact
            if number not in found or (is_exact and not found[number].exact):
                found[number] = Entry(_phrases(ar), _phrases(en), place, is_exact, bool(named))
        return sorted(found.values(), key=lambda entry: (not entry.exact, entry.place))

    def translations(self, terms: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """What each index term is in the other language, as single terms, the likeliest first; unknown ones left out.

        Many terms are asked for at once: it costs a microsecond or two a term.
        """
        sql = """
            SELECT form.key, place, ar, en
            FROM json_each(?) JOIN form ON form.key = value JOIN entry ON entry.id = entry
        """
        rows = self._connection.execute(sql, [json.dumps([f"~{term}" for term in terms])]).fetchall()
        placed: dict[str, dict[str, int]] = {}
        for key, place, ar, en in rows:
            known = placed.setdefault(key[1:], {})
            for further, phrase in enumerate(_phrases(en if language_of(key[1]) == "ar" else ar)):
                if len(phrase) == 1:
                    known[phrase[0]] = min(place + further, known.get(phrase[0], place + further))
        return {term: tuple(sorted(known, key=known.__getitem__)) for term, known in placed.items()}

    def related(self, terms: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The index terms of the same language that each term shares its derivation with; those without left out."""
        sql = "SELECT term, other FROM json_each(?) JOIN derivation ON term = value"
        related: dict[str, tuple[str, ...]] = {}
        for term_, other in self._connection.execute(sql, [json.dumps(list(terms))]):
            related[term_] = (*related.get(term_, ()), other)
        return related


def phrase_keys(words: Sequence[Token]) -> tuple[set[str], set[str]]:
    """Keys for a phrase: its surface forms (an Arabic word also without clitics), and its terms."""
    loose = {"~" + " ".join(word.term for word in words)}
    if len(words) == 1 and words[0].language == "ar":
        return {"=" + form for form in without_clitics(words[0].surface)}, loose
    return {"=" + " ".join(word.surface for word in words)}, loose


def content_terms(phrase: str) -> Phrase:
    """The index terms of a phrase, stop words out unless nothing else is in it."""
    return _content(list(tokens(phrase)))


def _content(words: Sequence[Token]) -> Phrase:
    content = [word.term for word in words if not is_stop_word(word)]
    return tuple(content or [word.term for word in words])


def is_stop_word(word: Token) -> bool:
    """Whether a word only joins others."""
    return word.surface in (_ARABIC_STOP if word.language == "ar" else ENGLISH_STOP_WORDS)


_ARABIC_STOP = frozenset(fold_letters(word) for word in ARABIC_STOP_WORDS)


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256((ANALYSIS_VERSION + _SCHEMA).encode())
    for path in files:
        try:
            digest.update(path.read_bytes())
        except OSError as error:
            raise IsnadError(
                f"cannot read the lexicon {path}: {error.strerror}; mend ISNAD_LEXICON or unset it"
            ) from error
    return digest.hexdigest()


def _sealed(compiled: Path) -> str:
    """A URI, because a home's name may hold "?", "#" or "%"."""
    return f"{compiled.absolute().as_uri()}?mode=ro&immutable=1"


def _connect(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=uri.startswith("file:"), check_same_thread=False)


def _digest_of(connection: sqlite3.Connection) -> str:
    try:
        row = connection.execute("SELECT digest FROM source").fetchone()
    except sqlite3.Error:
        return ""
    return str(row[0]) if row else ""


def _phrases(packed: str) -> tuple[Phrase, ...]:
    return tuple(tuple(phrase.split(" ")) for phrase in packed.split("|"))


def _compile(connection: sqlite3.Connection, files: Iterable[Path], digest: str) -> sqlite3.Connection:
    connection.executescript(_SCHEMA)
    derived = []
    for number, entry in enumerate(good_entries(files), 1):
        sides = [[_words(form) for form in forms] for forms in entry]
        connection.executemany("INSERT OR IGNORE INTO form VALUES (?, ?, ?)", _keys_of(number, sides))
        packed = ("|".join(dict.fromkeys(" ".join(_content(words)) for words in forms)) for forms in sides)
        named = entry[1][0][0].isupper()
        connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?)", (number, *packed, named))
        arabic, english = ([words[0] for words in forms if len(words) == 1] for forms in sides)
        derived.append(Derived([w.surface for w in arabic], [w.term for w in arabic], [w.term for w in english], named))
    connection.executemany("INSERT INTO derivation VALUES (?, ?)", related_terms(derived))
    connection.execute("INSERT INTO source VALUES (?)", (digest,))
    connection.commit()
    return connection


def _words(form: str) -> list[Token]:
    """The words of a form, as `tokens` finds them; without its search where they are letters and spaces alone."""
    words = form.split(" ")
    if not all(word.isalpha() for word in words):
        return list(tokens(form))
    found = []
    for word in words:
        surface, language = fold(word), language_of(word)
        if surface:
            found.append(Token(0, 0, surface, term(surface, language), language, False))
    return found


def _keys_of(number: int, sides: Iterable[list[list[Token]]]) -> Iterator[tuple[str, int, int]]:
    for forms in sides:
        for place, words in enumerate(forms):
            if words:
                yield "=" + " ".join(word.surface for word in words), number, place
                yield "~" + " ".join(word.term for word in words), number, place
