"""What was typed in a chat: kept for its owner, bounded, and never in the way."""

from __future__ import annotations

from pathlib import Path

from bot.chat.history import FILE, KEPT, ChatHistory


def typed(home: Path) -> list[str]:
    return list(ChatHistory(home).load_history_strings())


def test_lines_come_back_latest_first_and_only_their_owner_may_read_them(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for line in ("first", "ومتى كان ذلك؟", "two\nlines"):
        ChatHistory(home).append_string(line)
    assert typed(home) == ["two\nlines", "ومتى كان ذلك؟", "first"]
    assert (home / FILE).stat().st_mode & 0o777 == 0o600


def test_two_chats_at_once_lose_no_line(tmp_path: Path) -> None:
    one, other = ChatHistory(tmp_path), ChatHistory(tmp_path)
    for number in range(5):
        one.append_string(f"one {number}")
        other.append_string(f"other {number}")
    assert len(typed(tmp_path)) == 10


def test_the_file_is_bounded(tmp_path: Path) -> None:
    history = ChatHistory(tmp_path)
    for number in range(2 * KEPT + 1):
        history.store_string(str(number))
    assert typed(tmp_path) == [str(number) for number in range(2 * KEPT, KEPT, -1)]
    assert len((tmp_path / FILE).read_bytes().splitlines()) == KEPT
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_damaged_lines_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b'"good"\n\xff\xfe{\n42\n"half\n"last"\n')
    assert typed(tmp_path) == ["last", "good"]


def test_a_home_that_cannot_be_written_remembers_nothing_and_complains_not(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    history = ChatHistory(tmp_path / "file")
    history.append_string("a question")
    assert list(history.load_history_strings()) == [] and history.get_strings() == ["a question"]
