"""Settings come from the environment or `.env`; a wrong one is one clear line and exit code 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import PREFIX, Settings, read_settings
from corpus.errors import UsageError

EXAMPLE = Path(__file__).parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def empty_folder(fresh_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ISNAD_HOME")


def test_every_setting_has_a_default() -> None:
    settings = read_settings()
    assert settings.home == Path(".isnad") and settings.limit == 3 and settings.offline


def test_the_environment_wins_over_the_env_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("ISNAD_LIMIT=2\nISNAD_HOME=elsewhere\n")
    monkeypatch.setenv("ISNAD_LIMIT", "5")
    settings = read_settings()
    assert settings.limit == 5 and settings.home == Path("elsewhere")


def test_an_empty_value_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISNAD_LIMIT", "")
    Path(".env").write_text("ISNAD_LEXICON=\n")
    assert read_settings() == Settings()


def test_a_home_may_begin_with_a_tilde(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISNAD_HOME", "~/news")
    assert read_settings().home == Path.home() / "news"


def test_what_others_keep_in_the_env_file_is_left_alone() -> None:
    Path(".env").write_text("DATABASE_URL=x\nTOKEN='y'\n")
    assert read_settings() == Settings()


@pytest.mark.parametrize("where", ["environment", "file"])
def test_an_unknown_setting_is_named_with_the_one_that_was_meant(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if where == "file":
        Path(".env").write_text("ISNAD_LIMTI=5\n")
    else:
        monkeypatch.setenv("ISNAD_LIMTI", "5")
    with pytest.raises(UsageError, match="unknown setting ISNAD_LIMTI: did you mean ISNAD_LIMIT?"):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LIMIT", "many"),
        ("LIMIT", "0"),
        ("LIMIT", "99"),
        ("OFFLINE", "perhaps"),
        ("ANSWERS_DAYS", "-1"),
        ("LLM_BASE_URL", "localhost:8000"),
        ("LLM_BASE_URL", "http://host:port/v1"),
        ("LLM_TIMEOUT", "0"),
        ("LLM_TIMEOUT", "long"),
        ("LLM_TOKENS_A_DAY", "0"),
    ],
)
def test_a_malformed_setting_is_one_line(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(UsageError, match=f"^setting ISNAD_{name}='{value}' is wrong: ") as raised:
        read_settings()
    assert "\n" not in str(raised.value)


def test_a_home_of_nobody_is_told_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISNAD_HOME", "~nobody-of-this-name/news")
    with pytest.raises(UsageError, match="is wrong: there is no such user"):
        read_settings()


def test_an_env_file_that_is_no_text_is_one_line() -> None:
    Path(".env").write_bytes(b"ISNAD_LIMIT=\xff\xfe\n")
    with pytest.raises(UsageError, match=r"cannot read \.env"):
        read_settings()


def test_the_example_explains_every_setting_and_no_other() -> None:
    lines = [line[1:].split("=")[0] for line in EXAMPLE.read_text().splitlines() if line.startswith("#" + PREFIX)]
    assert sorted(lines) == sorted(PREFIX + name.upper() for name in Settings.model_fields)


def test_the_example_gives_the_defaults() -> None:
    lines = [line[1:] for line in EXAMPLE.read_text().splitlines() if line.startswith("#" + PREFIX)]
    Path(".env").write_text("\n".join(lines))
    assert read_settings() == Settings()
