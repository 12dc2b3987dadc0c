"""A body that the bot sent, looked through field by field; what is wrong is gathered as Discord's `errors`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from tests.bot.discord.server.refusals import Refusal

Path = tuple[str | int, ...]


def units(text: str) -> int:
    """The length of a text in UTF-16 units: the stricter of the two counts that Discord's limits may mean."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class Form:
    """What is wrong with one body, by the path of the field."""

    def __init__(self) -> None:
        self._faults: list[tuple[Path, str, str]] = []

    def wrong(self, path: Path, code: str, message: str) -> None:
        """Notes a fault."""
        self._faults.append((path, code, message))

    def close(self) -> None:
        """Raises the Refusal that names every fault, if there are any."""
        if not self._faults:
            return
        errors: dict[str, Any] = {}
        for path, code, message in self._faults:
            place = errors
            for step in path:
                place = place.setdefault(str(step), {})
            place.setdefault("_errors", []).append({"code": code, "message": message})
        raise Refusal(400, 50035, "Invalid Form Body", errors)

    def fields(self, path: Path, value: Any, known: Collection[str], needed: Collection[str] = ()) -> bool:
        """Whether `value` is an object; fields that nobody knows, or that lack, are faults."""
        if not isinstance(value, dict):
            self.wrong(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
            return False
        for name in value:
            if name not in known:
                self.wrong((*path, name), "UNKNOWN_FIELD", f"Unknown field {name!r}")
        for name in needed:
            if value.get(name) is None:
                self.wrong((*path, name), "BASE_TYPE_REQUIRED", "This field is required")
        return True

    def items(self, path: Path, value: Any, fewest: int, most: int) -> list[Any]:
        """The items of a list within its limits; empty where it is none."""
        if value is None and not fewest:
            return []
        if not isinstance(value, list):
            self.wrong(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        if not fewest <= len(value) <= most:
            self.wrong(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {fewest} and {most} in length.")
        return value

    def text(self, path: Path, value: Any, shortest: int, longest: int) -> int:
        """The length of a text within its limits, white space at its ends not counted; null is an empty text."""
        if value is None:
            value = ""
        if not isinstance(value, str):
            self.wrong(path, "STRING_TYPE_CONVERT", "Could not interpret value as string.")
            return 0
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            self.wrong(path, "STRING_TYPE_CONVERT", "The string holds half a character.")
        length = units(value.strip())
        if length < shortest:
            code, message = ("BASE_TYPE_REQUIRED", "This field is required")
            self.wrong(path, code, message)
        if length > longest:
            self.wrong(path, "BASE_TYPE_MAX_LENGTH", f"Must be {longest} or fewer in length.")
        return length

    def number(self, path: Path, value: Any, least: int, most: int) -> None:
        """A whole number within its limits, or null."""
        if value is None:
            return
        if isinstance(value, bool) or not isinstance(value, int):
            self.wrong(path, "NUMBER_TYPE_COERCE", f"Value {value!r} is not int.")
        elif not least <= value <= most:
            self.wrong(path, "NUMBER_TYPE_RANGE", f"int value should be between {least} and {most}.")

    def flag(self, path: Path, value: Any) -> None:
        """True, false or null."""
        if value is not None and not isinstance(value, bool):
            self.wrong(path, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.")

    def url(self, path: Path, value: Any, longest: int, schemes: Collection[str] = ("http", "https")) -> None:
        """An address, or null."""
        if value is None:
            return
        self.text(path, value, 1, longest)
        scheme = str(value).partition("://")[0]
        if scheme not in schemes or " " in str(value).strip():
            listed = ", ".join(schemes)
            self.wrong(path, "URL_TYPE_INVALID_SCHEME", f"Scheme {scheme!r} is not supported; must be one of {listed}.")
