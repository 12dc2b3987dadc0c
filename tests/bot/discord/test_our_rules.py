"""Our Discord is as strict as Discord: a body that breaks a rule is refused, one at the limit is not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.discord.server.command_rules import check_commands
from tests.bot.discord.server.component_rules import check_modal
from tests.bot.discord.server.form import Form
from tests.bot.discord.server.message_rules import check_message
from tests.bot.discord.server.refusals import Refusal

NOBODY = {"parse": [], "replied_user": False}


def saying(**body: Any) -> dict[str, Any]:
    return {"allowed_mentions": NOBODY, **body}


def button(**more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "Source", "custom_id": "isnad:source", **more}


def rows(*children: dict[str, Any], count: int = 1) -> list[dict[str, Any]]:
    return [{"type": 1, "components": list(children)}] * count


def menu(**more: Any) -> dict[str, Any]:
    return {"type": 3, "custom_id": "menu", "options": [{"label": "a", "value": "a"}], **more}


def embed(**more: Any) -> dict[str, Any]:
    return saying(embeds=[{"type": "rich", **more}])


def field(name: str = "n", value: str = "v") -> dict[str, Any]:
    return {"name": name, "value": value, "inline": False}


ALLOWED = [
    saying(content="x" * 2000),
    saying(content="  " + "ب" * 2000 + "\n"),
    saying(content="x", embeds=[{"description": "d" * 600}] * 10),
    embed(description="d" * 4096, title="t" * 256),
    embed(fields=[field("n" * 256 if place == 0 else "n", "v" * 20) for place in range(25)]),
    embed(description="x", footer={"text": "f"}, author={"name": "a"}, url="https://a.example", color=0xFFFFFF),
    saying(content="x", components=rows(*(button(custom_id=str(place)) for place in range(5)))),
    saying(content="x", components=rows(button(label="l" * 80, custom_id="i" * 100))),
    saying(content="x", components=rows({"type": 2, "style": 5, "label": "l", "url": "https://a.example/"})),
    saying(content="x", components=rows(menu())),
    saying(content="x", flags=1 << 12),
]

REFUSED = [
    (saying(content="x" * 2001), "content"),
    (saying(content="\U0001f600" * 1001), "content"),
    (saying(content="half \ud83d"), "content"),
    (saying(content=7), "content"),
    (saying(content="x", embeds=[{"description": "d"}] * 11), "embeds"),
    (embed(description="d" * 4097), "description"),
    (embed(title="t" * 257), "title"),
    (embed(fields=[field()] * 26), "fields"),
    (embed(fields=[field(name="n" * 257)]), "name"),
    (embed(fields=[field(value="v" * 1025)]), "value"),
    (embed(fields=[field(value="")]), "value"),
    (embed(footer={"text": "f" * 2049}), "footer"),
    (embed(author={"name": "a" * 257}), "author"),
    (embed(title="t", url="javascript:alert(1)"), "url"),
    (embed(title="t", url="corpus/articles/a.txt"), "url"),
    (embed(title="t", color=1 << 24), "color"),
    (embed(title="t", timestamp="yesterday"), "timestamp"),
    (embed(title="t", sound="s"), "sound"),
    (saying(embeds=[{"description": "d" * 3000}] * 2 + [{"title": "t"}]), "embeds"),
    (saying(content="x", components=rows(button(), count=6)), "components"),
    (saying(content="x", components=rows(*(button(custom_id=str(place)) for place in range(6)))), "components"),
    (saying(content="x", components=rows(button(), button())), "custom_id"),
    (saying(content="x", components=rows(button(label="l" * 81))), "label"),
    (saying(content="x", components=rows(button(custom_id="i" * 101))), "custom_id"),
    (saying(content="x", components=rows(button(custom_id=None))), "custom_id"),
    (saying(content="x", components=rows(button(label=None))), "components"),
    (saying(content="x", components=rows(button(url="https://a.example"))), "url"),
    (saying(content="x", components=rows(button(style=9))), "style"),
    (saying(content="x", components=rows({"type": 2, "style": 5, "label": "l", "url": "file:///etc"})), "url"),
    (saying(content="x", components=rows(menu(), button())), "components"),
    (saying(content="x", components=rows(menu(options=[{"label": "a", "value": "a"}] * 2))), "value"),
    (saying(content="x", components=rows(menu(options=[]))), "options"),
    (saying(content="x", components=rows({"type": 99})), "type"),
    (saying(content="x", components=[{"type": 17, "components": []}]), "type"),
    (saying(content="x", components=rows({"type": 4, "custom_id": "a", "style": 1, "label": "l"})), "type"),
    (saying(content="x", colour="red"), "colour"),
    (saying(content="x", flags=1 << 6), "flags"),
    (saying(content="x", tts="yes"), "tts"),
    ({"content": "x"}, "allowed_mentions"),
    ({"content": "x", "allowed_mentions": {"parse": ["users"]}}, "allowed_mentions"),
    ({"content": "x", "allowed_mentions": {"parse": [], "replied_user": True}}, "allowed_mentions"),
    ({"content": "x", "allowed_mentions": {"parse": [], "users": ["1"]}}, "allowed_mentions"),
    (saying(content="x", message_reference={}), "message_reference"),
    ("words", "Only dictionaries"),
]


@pytest.mark.parametrize("body", ALLOWED, ids=range(len(ALLOWED)))
def test_a_message_at_the_limit_is_taken(body: dict[str, Any]) -> None:
    check_message(body, "message")


@pytest.mark.parametrize(("body", "named"), REFUSED, ids=range(len(REFUSED)))
def test_a_message_that_breaks_a_rule_is_refused_and_the_field_named(body: Any, named: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_message(body, "message")
    assert (refused.value.status, refused.value.code) == (400, 50035)
    assert named in str(refused.value.errors)


@pytest.mark.parametrize("body", [{}, saying(content=" \n\t"), saying(embeds=[{"type": "rich"}]), {"components": []}])
def test_an_empty_message_is_refused_but_an_edit_may_leave_words_alone(body: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        check_message(body, "message")
    assert refused.value.code == 50006
    check_message(body, "edit")


def text_input(**more: Any) -> dict[str, Any]:
    return {"type": 4, "custom_id": "question", "style": 2, "label": "Question", **more}


def modal(*components: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"title": "Ask", "custom_id": "modal", "components": list(components), **more}


def labelled(**more: Any) -> dict[str, Any]:
    return {"type": 18, "label": "l", "component": text_input(label=None), **more}


@pytest.mark.parametrize("given", [modal(*rows(text_input())), modal(labelled()), modal(*rows(text_input(value="v")))])
def test_a_modal_within_the_rules_is_taken(given: dict[str, Any]) -> None:
    form = Form()
    check_modal(form, (), given)
    form.close()


@pytest.mark.parametrize(
    "given",
    [
        modal(*rows(text_input()), title="t" * 46),
        modal(*rows(text_input()), custom_id="i" * 101),
        modal(*rows(text_input(label="l" * 46))),
        modal(*rows(text_input(placeholder="p" * 101))),
        modal(*rows(text_input(max_length=4001))),
        modal(*rows(button())),
        modal(*rows(text_input(), count=6)),
        modal(labelled(label="l" * 46)),
        modal(labelled(component=text_input())),
        modal(),
    ],
    ids=range(10),
)
def test_a_modal_that_breaks_a_rule_is_refused(given: dict[str, Any]) -> None:
    form = Form()
    check_modal(form, (), given)
    with pytest.raises(Refusal):
        form.close()


def command(**more: Any) -> dict[str, Any]:
    return {"name": "ask", "description": "Asks.", "type": 1, "options": [], **more}


def option(**more: Any) -> dict[str, Any]:
    return {"type": 3, "name": "question", "description": "What to ask.", **more}


def choices(count: int, name: str = "n") -> list[dict[str, Any]]:
    return [{"name": name, "value": str(place)} for place in range(count)]


LONG = [{"name": "n", "value": f"{place:010}"} for place in range(25)]


def test_commands_within_the_rules_are_taken() -> None:
    archive = command(name="archive", options=[{**option(name="add"), "type": 1, "options": [option(required=True)]}])
    listed = command(name="list", options=[option(choices=choices(25)), option(name="o", autocomplete=True)])
    check_commands([command(), archive, listed, command(name="سؤال"), {"name": "Check quotes", "type": 3}])


@pytest.mark.parametrize(
    "given",
    [
        [command(name="Ask")],
        [command(name="a" * 33)],
        [command(name="ask me")],
        [command(description="d" * 101)],
        [command(description="")],
        [command(), command()],
        [command(options=[option(), option()])],
        [command(options=[option(required=False), option(name="b", required=True)])],
        [command(options=[option(choices=choices(26))])],
        [command(options=[option(choices=choices(1, "n" * 101))])],
        [command(options=[option(choices=choices(1), autocomplete=True)])],
        [command(options=[option(name=f"o{place}") for place in range(26)])],
        [command(description_localizations={"ar": "سؤال"})],
        [command(secret=True)],
        [{"name": "Check", "type": 3, "description": "d"}],
        [{"name": "Check", "type": 4}],
        [command(options=[option(name=f"o{place}", description="d" * 100, choices=LONG) for place in range(25)])],
    ],
    ids=range(17),
)
def test_a_command_that_breaks_a_rule_is_refused(given: list[dict[str, Any]]) -> None:
    with pytest.raises(Refusal):
        check_commands(given)
