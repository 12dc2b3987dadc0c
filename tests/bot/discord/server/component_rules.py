"""Buttons, menus and modals: https://discord.com/developers/docs/components/reference. Only the classic kinds."""

from __future__ import annotations

from typing import Any

from tests.bot.discord.server.form import Form, Path

ROW, BUTTON, STRING_MENU, TEXT_INPUT, LABEL = 1, 2, 3, 4, 18
MENUS = (STRING_MENU, 5, 6, 7, 8)
LINK = 5

_BUTTON = {"type", "id", "style", "label", "emoji", "custom_id", "url", "disabled"}
_MENU = {"type", "id", "custom_id", "placeholder", "min_values", "max_values", "disabled", "required"}
_MENU_MORE = {3: {"options"}, 8: {"channel_types", "default_values"}}
_INPUT = {"type", "id", "custom_id", "style", "label", "placeholder", "value", "required", "min_length", "max_length"}


def check_rows(form: Form, path: Path, rows: Any) -> None:
    """The components of a message: up to five rows of up to five buttons, or one menu."""
    ids: set[str] = set()
    for place, row in enumerate(form.items(path, rows, 0, 5)):
        here = (*path, place)
        if not form.fields(here, row, {"type", "id", "components"}, ("type", "components")):
            continue
        if row.get("type") != ROW:
            form.wrong((*here, "type"), "UNION_TYPE_CHOICES", f"Value {row.get('type')!r} must be one of (1,).")
            continue
        children = form.items((*here, "components"), row.get("components"), 1, 5)
        for at, child in enumerate(children):
            _check_child(form, (*here, "components", at), child, ids)
        menus = [child for child in children if isinstance(child, dict) and child.get("type") in MENUS]
        if menus and len(children) > 1:
            form.wrong((*here, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "A menu fills its row.")


def check_modal(form: Form, path: Path, modal: Any) -> None:
    """A modal: a title and one to five inputs."""
    if not form.fields(path, modal, {"title", "custom_id", "components"}):
        return
    form.text((*path, "title"), modal.get("title"), 1, 45)
    ids: set[str] = set()
    _check_id(form, (*path, "custom_id"), modal.get("custom_id"), set())
    for place, item in enumerate(form.items((*path, "components"), modal.get("components"), 1, 5)):
        here = (*path, "components", place)
        kind = item.get("type") if isinstance(item, dict) else None
        if kind == ROW and form.fields(here, item, {"type", "id", "components"}):
            for at, child in enumerate(form.items((*here, "components"), item.get("components"), 1, 1)):
                _check_input(form, (*here, "components", at), child, ids, labelled=False)
        elif kind == LABEL and form.fields(here, item, {"type", "id", "label", "description", "component"}):
            form.text((*here, "label"), item.get("label"), 1, 45)
            form.text((*here, "description"), item.get("description"), 0, 100)
            _check_input(form, (*here, "component"), item.get("component"), ids, labelled=True)
        else:
            form.wrong((*here, "type"), "UNION_TYPE_CHOICES", f"Value {kind!r} must be one of (1, 18).")


def _check_child(form: Form, path: Path, child: Any, ids: set[str]) -> None:
    kind = child.get("type") if isinstance(child, dict) else None
    if kind == BUTTON:
        _check_button(form, path, child, ids)
    elif kind in MENUS:
        _check_menu(form, path, child, ids)
    else:
        form.wrong((*path, "type"), "UNION_TYPE_CHOICES", f"Value {kind!r} must be one of (2, 3, 5, 6, 7, 8).")


def _check_button(form: Form, path: Path, button: dict[str, Any], ids: set[str]) -> None:
    form.fields(path, button, _BUTTON, ("style",))
    form.number((*path, "style"), button.get("style"), 1, 5)
    form.flag((*path, "disabled"), button.get("disabled"))
    label = form.text((*path, "label"), button.get("label"), 0, 80)
    if button.get("emoji") is not None:
        form.fields((*path, "emoji"), button["emoji"], {"id", "name", "animated"})
    elif not label:
        form.wrong(path, "BUTTON_COMPONENT_INVALID", "A button must have a label or emoji.")
    if button.get("style") == LINK:
        if button.get("custom_id") is not None or button.get("url") is None:
            form.wrong(path, "BUTTON_COMPONENT_INVALID", "A link has a url and no custom id.")
        form.url((*path, "url"), button.get("url"), 512, ("http", "https", "discord"))
        return
    if button.get("url") is not None:
        form.wrong((*path, "url"), "BUTTON_COMPONENT_INVALID", "Only a link has a url.")
    _check_id(form, (*path, "custom_id"), button.get("custom_id"), ids)


def _check_menu(form: Form, path: Path, menu: dict[str, Any], ids: set[str]) -> None:
    kind = menu["type"]
    form.fields(path, menu, _MENU | _MENU_MORE.get(kind, {"default_values"}))
    _check_id(form, (*path, "custom_id"), menu.get("custom_id"), ids)
    form.text((*path, "placeholder"), menu.get("placeholder"), 0, 150)
    form.number((*path, "min_values"), menu.get("min_values"), 0, 25)
    form.number((*path, "max_values"), menu.get("max_values"), 1, 25)
    if kind != STRING_MENU:
        return
    values = set()
    for place, option in enumerate(form.items((*path, "options"), menu.get("options"), 1, 25)):
        here = (*path, "options", place)
        if form.fields(here, option, {"label", "value", "description", "emoji", "default"}):
            form.text((*here, "label"), option.get("label"), 1, 100)
            form.text((*here, "value"), option.get("value"), 1, 100)
            form.text((*here, "description"), option.get("description"), 0, 100)
            if option.get("value") in values:
                form.wrong((*here, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The value is used twice.")
            values.add(option.get("value"))


def _check_input(form: Form, path: Path, given: Any, ids: set[str], labelled: bool) -> None:
    kind = given.get("type") if isinstance(given, dict) else None
    if labelled and kind in MENUS:
        _check_menu(form, path, given, ids)
        return
    if kind != TEXT_INPUT:
        form.wrong((*path, "type"), "UNION_TYPE_CHOICES", f"Value {kind!r} must be one of (4,).")
        return
    form.fields(path, given, _INPUT, ("style",))
    _check_id(form, (*path, "custom_id"), given.get("custom_id"), ids)
    form.number((*path, "style"), given.get("style"), 1, 2)
    if not labelled:
        form.text((*path, "label"), given.get("label"), 1, 45)
    elif given.get("label") is not None:
        form.wrong((*path, "label"), "UNKNOWN_FIELD", "The label around it names it.")
    form.text((*path, "placeholder"), given.get("placeholder"), 0, 100)
    form.text((*path, "value"), given.get("value"), 0, 4000)
    form.number((*path, "min_length"), given.get("min_length"), 0, 4000)
    form.number((*path, "max_length"), given.get("max_length"), 1, 4000)
    form.flag((*path, "required"), given.get("required"))


def _check_id(form: Form, path: Path, value: Any, ids: set[str]) -> None:
    form.text(path, value, 1, 100)
    if value in ids:
        form.wrong(path, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
    ids.add(value)
