"""How settings say what is wrong: one sentence, with the key, its value and what is allowed."""

from collections.abc import Iterator, Mapping
from datetime import date, time
from pathlib import Path

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from language import _
from settings.delivery import SHOWN
from settings.kinds import Lent
from settings.nearest import nearest
from settings.wanted import Location, names, place, wanted
from settings.whole import Settings

LONGEST = 80  # characters of a value that are repeated


class SettingsError(Exception):
    """Say in one sentence which key is wrong, its value and what is allowed."""


def sentence(error: ValidationError, path: Path, lent: Mapping[Location, str]) -> str:
    """Say the first error as a person would; secrets are never repeated.

    `lent` names the variables of the environment that went over the file, by the way to their keys.
    """
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return _unknown(first["loc"], path)
    if first["type"] == "missing":
        return _("{file}: {key} is missing.").format(file=path.name, key=where)
    why = wanted(Settings, first)
    said = {"why": why if why.endswith((".", "?")) else f"{why}.", "value": _shown_of(first)}
    if variable := lent.get(first["loc"]):
        return _("{variable} = {value} is not allowed: {why}").format(variable=variable, **said)
    if not where:
        return _("{file} is not allowed as it is: {why}").format(file=path.name, **said)
    return _("{file}: {key} = {value} is not allowed: {why}").format(file=path.name, key=where, **said)


def sections() -> dict[str, type[BaseModel]]:
    """Give all sections that there are, by the way to them as it is written."""
    return dict(_sections(Settings, ""))


def _sections(model: type[BaseModel], way: str) -> Iterator[tuple[str, type[BaseModel]]]:
    for name in names(model):
        if inner := place(model, [name]).model:
            yield f"{way}{name}", inner
            yield from _sections(inner, f"{way}{name}.")


def _unknown(location: tuple[int | str, ...], path: Path) -> str:
    key, above = str(location[-1]), place(Settings, location[:-1]).model or Settings
    known = [name for name in names(above) if (above, name) != (Settings, "source")]
    hint = nearest(key, known)
    if hint == "." and (home := _home(key)):
        hint = f"; {home}."
    said = _("Unknown key {key!r} in {file}{hint} Known here: {known}.")
    where = ".".join(str(part) for part in location)
    return said.format(key=where, file=path.name, hint=hint, known=", ".join(known))


def _home(key: str) -> str:
    """Say where a key belongs that stands in another section: a line too high or too low."""
    if key in names(Settings) and key not in sections():
        return _("it belongs above all sections")
    homes = [way for way, model in sections().items() if key in names(model)]
    return _("it belongs under [{way}]").format(way=homes[0]) if len(homes) == 1 else ""


def _shown_of(error: ErrorDetails) -> str:
    """Show what was given, but not where a secret may stand."""
    if error["loc"] and _may_hold_a_secret(error["input"], *error["loc"]):
        return "…"
    text = _shown(error["input"])
    return text if len(text) < LONGEST else text[: LONGEST - 3] + "…"


def _may_hold_a_secret(given: object, top: int | str, *below: int | str) -> bool:
    """The state's address, all of a connector, most of what mails, web hooks and sign-in need."""
    if top in ("mail", "webhooks"):
        return not below or below[-1] not in SHOWN
    if top == "access":  # the identity of Moked at its provider, or a whole section with it inside
        return not below or below[-1] in ("client_id", "client_secret", "oidc")
    if top == "alerts":  # an address on the web may be given for one of mail, with a token in it
        return "/" in str(given)
    sections = given if isinstance(given, list) else [given]
    return top == "state_url" or (top == "connectors" and any(isinstance(each, dict) for each in sections))


def _shown(value: object) -> str:
    """Write a value as it stands in a file; what the environment lends is kept to itself."""
    if isinstance(value, Lent):
        return '"${…}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_shown, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {_shown(each)}" for key, each in value.items()) + "}"
    return repr(value)
