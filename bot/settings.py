"""Settings: ISNAD_ variables of the environment, or of a `.env` in the current folder. See `.env.example`."""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from corpus.errors import UsageError

PREFIX = "ISNAD_"
ENV_FILE = Path(".env")
MAX_QUOTES = 10


def _expanded(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise ValueError("there is no such user, so no home folder of theirs") from error


def _web_address(address: str) -> str:
    try:
        parts = urlsplit(address)
        if parts.scheme in ("http", "https") and parts.hostname and parts.port != 0:
            return address
    except ValueError:  # brackets without an address in them, a port that is no number
        pass
    raise ValueError("write an address of the web, as http://localhost:11434/v1")


WebAddress = Annotated[str, AfterValidator(_web_address)]
Expanded = Annotated[Path, AfterValidator(_expanded)]
# Ids with commas between, as 123,456.
Ids = Annotated[
    frozenset[int],
    NoDecode,
    BeforeValidator(lambda given: given.replace(",", " ").split() if isinstance(given, str) else given),
]


class Settings(BaseSettings):
    """Every setting with its default; an empty value means the default."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True)

    home: Expanded = Path(".isnad")
    embedding_model: str | None = None
    lexicon: Expanded | None = None
    limit: int = Field(default=3, ge=1, le=MAX_QUOTES)
    answers_kept: int = Field(default=10_000, ge=1)
    answers_days: int = Field(default=365, ge=1)
    offline: bool = True
    llm: str | None = None
    llm_base_url: WebAddress | None = None
    llm_timeout: float = Field(default=20.0, gt=0, le=600)
    llm_tokens_a_day: int | None = Field(default=None, ge=1)
    discord_token: SecretStr | None = None
    discord_managers: Ids = frozenset()
    discord_person_limit: int = Field(default=20, ge=1)
    discord_server_limit: int = Field(default=300, ge=1)
    discord_log: Literal["debug", "info", "warning", "error"] = "info"


def read_settings() -> Settings:
    """The settings of this moment. Raises UsageError, in one line, for an unknown or malformed one."""
    try:
        given = {**dotenv_values(ENV_FILE, encoding="utf-8-sig"), **os.environ}
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {ENV_FILE}: {error}; mend or remove it") from error
    for name in given:
        if name.upper().startswith(PREFIX) and name.upper()[len(PREFIX) :].lower() not in Settings.model_fields:
            raise UsageError(_unknown(name))
    try:
        return Settings(_env_file=ENV_FILE, _env_file_encoding="utf-8-sig")  # type: ignore[call-arg]
    except ValidationError as error:
        fault = error.errors()[0]
        name = PREFIX + str(fault["loc"][0]).upper()
        raise UsageError(
            f"setting {name}={fault['input']!r} is wrong: {_plain(fault['msg'])}; .env.example explains it"
        ) from error


def _unknown(name: str) -> str:
    known = [PREFIX + field.upper() for field in Settings.model_fields]
    near = difflib.get_close_matches(name.upper(), known, 1)
    hint = f"did you mean {near[0]}?" if near else f"the settings are {', '.join(known)}"
    return f"unknown setting {name}: {hint}"


def _plain(message: str) -> str:
    """pydantic's message in the middle of a sentence, without how pydantic calls a ValueError."""
    message = message.removeprefix("Value error, ")
    return message[:1].lower() + message[1:]
