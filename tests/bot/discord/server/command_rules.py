"""Commands that an application registers: https://discord.com/developers/docs/interactions/application-commands."""

from __future__ import annotations

import re
from typing import Any

from tests.bot.discord.server.form import Form, Path, units

SLASH, USER_MENU, MESSAGE_MENU = 1, 2, 3
SUB_COMMAND, GROUP = 1, 2
STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(3, 12)
MOST_COMMANDS = {SLASH: 100, USER_MENU: 15, MESSAGE_MENU: 15}
LONGEST_COMMAND = 8000
# Arabic is not among the languages of Discord's own screens.
LOCALES = set(
    "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja"
    " zh-TW ko".split()
)

_NAME = re.compile(r"[-_'\w]{1,32}")
_COMMAND = {
    *("name", "name_localizations", "description", "description_localizations", "options", "type", "nsfw"),
    *("default_member_permissions", "dm_permission", "contexts", "integration_types"),
}
_OPTION = {
    *("type", "name", "name_localizations", "description", "description_localizations", "required", "choices"),
    *("options", "channel_types", "min_value", "max_value", "min_length", "max_length", "autocomplete"),
}


def check_commands(commands: Any) -> None:
    """Raises the Refusal that Discord would answer a list of commands with."""
    form = Form()
    seen: set[tuple[int, str]] = set()
    for place, command in enumerate(form.items((), commands, 0, sum(MOST_COMMANDS.values()))):
        if not form.fields((place,), command, _COMMAND, ("name",)):
            continue
        kind = command.get("type", SLASH)
        _check_command(form, (place,), command, kind)
        if (kind, command.get("name")) in seen:
            form.wrong((place,), "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
        seen.add((kind, command.get("name")))
    for kind, most in MOST_COMMANDS.items():
        if sum(of == kind for of, _ in seen) > most:
            form.wrong((), "BASE_TYPE_MAX_LENGTH", f"At most {most} commands of type {kind}.")
    form.close()


def _check_command(form: Form, path: Path, command: dict[str, Any], kind: int) -> None:
    permissions = command.get("default_member_permissions")
    if permissions is not None and not str(permissions).isdigit():
        form.wrong((*path, "default_member_permissions"), "NUMBER_TYPE_COERCE", "Not a set of permissions.")
    for field in ("name_localizations", "description_localizations"):
        _check_localizations(form, (*path, field), command.get(field))
    if kind == SLASH:
        _check_name(form, path, command.get("name"))
        form.text((*path, "description"), command.get("description"), 1, 100)
        _check_options(form, (*path, "options"), command.get("options"))
        if _length(command) > LONGEST_COMMAND:
            form.wrong(path, "APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({LONGEST_COMMAND})")
    elif kind in (USER_MENU, MESSAGE_MENU):
        form.text((*path, "name"), command.get("name"), 1, 32)
        if command.get("description") or command.get("options"):
            form.wrong(path, "APPLICATION_COMMAND_INVALID", "Context menu commands cannot have these.")
    else:
        form.wrong((*path, "type"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3).")


def _check_options(form: Form, path: Path, options: Any, depth: int = 0) -> None:
    names: set[str] = set()
    optional = False
    for place, option in enumerate(form.items(path, options, 0, 25)):
        here = (*path, place)
        if not form.fields(here, option, _OPTION, ("type", "name")):
            continue
        _check_name(form, here, option.get("name"))
        form.text((*here, "description"), option.get("description"), 1, 100)
        for field in ("name_localizations", "description_localizations"):
            _check_localizations(form, (*here, field), option.get(field))
        if option.get("name") in names:
            form.wrong((*here, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option names must be unique")
        names.add(option.get("name"))
        if option.get("type") in (SUB_COMMAND, GROUP):
            if depth > 1:
                form.wrong(here, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Too deep.")
            _check_options(form, (*here, "options"), option.get("options"), depth + 1)
            continue
        if option.get("required") and optional:
            form.wrong(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options come first")
        optional = optional or not option.get("required")
        _check_value(form, here, option)


def _check_value(form: Form, path: Path, option: dict[str, Any]) -> None:
    form.number((*path, "type"), option.get("type"), STRING, ATTACHMENT)
    form.number((*path, "min_length"), option.get("min_length"), 0, 6000)
    form.number((*path, "max_length"), option.get("max_length"), 1, 6000)
    check_choices(form, (*path, "choices"), option.get("choices"), option.get("type"))
    if option.get("choices") and option.get("autocomplete"):
        form.wrong(path, "APPLICATION_COMMAND_OPTIONS_INVALID", "Choices and autocomplete exclude each other")


def check_choices(form: Form, path: Path, choices: Any, kind: int | None) -> None:
    """The choices of an option, fixed or offered while somebody types."""
    for place, choice in enumerate(form.items(path, choices, 0, 25)):
        here = (*path, place)
        if not form.fields(here, choice, {"name", "name_localizations", "value"}, ("name", "value")):
            continue
        form.text((*here, "name"), choice.get("name"), 1, 100)
        if kind == STRING:
            form.text((*here, "value"), choice.get("value"), 1, 100)
        elif isinstance(choice.get("value"), bool) or not isinstance(choice.get("value"), int | float):
            form.wrong((*here, "value"), "NUMBER_TYPE_COERCE", "Not a number.")


def _check_name(form: Form, path: Path, name: Any) -> None:
    if not isinstance(name, str) or not _NAME.fullmatch(name) or name != name.lower():
        form.wrong((*path, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _check_localizations(form: Form, path: Path, texts: Any) -> None:
    if texts is None:
        return
    if form.fields(path, texts, LOCALES):
        for locale, text in texts.items():
            form.text((*path, locale), text, 1, 100)


def _length(command: dict[str, Any]) -> int:
    """The characters of names, descriptions and values, of a command and all that it holds."""
    own = units(command.get("name") or "") + units(command.get("description") or "")
    values = sum(units(str(choice.get("value", ""))) for choice in command.get("choices") or ())
    return own + values + sum(_length(option) for option in command.get("options") or ())
