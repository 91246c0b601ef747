"""How settings say what is wrong: one sentence, with the key, its value and what is allowed."""

import re
from pathlib import Path

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from language import _
from settings.centre import Escalation, MenuWords, QueueEntry, Serves, TopicEntry
from settings.money import Money
from settings.nearest import nearest
from settings.sections import (
    Complaints,
    ComplaintStep,
    ConnectorSettings,
    FollowUps,
    Heard,
    Hours,
    Promised,
    Refresh,
    Replay,
    Site,
    Staffing,
    Target,
    Threshold,
)
from settings.whole import Settings


class SettingsError(Exception):
    """Say in one sentence which key is wrong, its value and what is allowed."""


def sentence(error: ValidationError, path: Path | None) -> str:
    """Say the first error as a person would; secrets are never repeated."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    name = path.name if path else _("the environment")
    if first["type"] == "extra_forbidden":
        known = _known_keys(first["loc"])
        hint = nearest(str(first["loc"][-1]), known)
        said = _("Unknown key {key!r} in {file}{hint} Known here: {known}.")
        return said.format(key=where, file=name, hint=hint, known=", ".join(known))
    if first["type"] == "missing":
        return _("{file}: {key} is missing.").format(file=name, key=where)
    said = _one_of(first) or _wanted(first["type"]) or first["msg"].removeprefix("Value error, ")
    end = "" if said.endswith((".", "?")) else "."
    shown = _("{file}: {key} = {value} is not allowed: {why}")
    return shown.format(file=name, key=where, value=_shown(first["input"]), why=said + end)


def _one_of(error: ErrorDetails) -> str:
    """Say which words are allowed where only some are, and the one that was meant."""
    if error["type"] != "literal_error":
        return ""
    known = re.findall(r"'([^']*)'", error["ctx"]["expected"])
    sentence = _("one of {known} is needed{hint}")
    return sentence.format(known=", ".join(known), hint=nearest(str(error["input"]), known))


def _wanted(kind: str) -> str:
    """Say what is allowed where pydantic says it in a programmer's words."""
    words = {
        "model_type": _("a section is needed"),
        "model_attributes_type": _("a section is needed"),
        "tuple_type": _("a list of sections is needed, each under [[…]]"),
        "list_type": _("a list is needed"),
        "dict_type": _('names are needed, as in { "2" = "Billing" }'),
        "too_short": _("at least one is needed"),
        "string_type": _("a text is needed"),
        "string_too_short": _("a text is needed"),
        "bool_parsing": _("true or false is needed"),
        "int_parsing": _("a whole number is needed"),
        "int_from_float": _("a whole number is needed"),
        "string_pattern_mismatch": _("small letters, digits and _ are allowed, a letter first, at most 41"),
        "datetime_from_date_parsing": _("an instant is needed, as in 1999-03-01T00:00:00+02:00"),
    }
    return words.get(kind, "")


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) < 80 else text[:77] + "…"


def _known_keys(location: tuple[int | str, ...]) -> list[str]:
    model: type[BaseModel] = Settings
    for part in location[:-1]:
        if isinstance(part, int):
            continue
        model = SECTIONS.get(part, model)
    return sorted(field.alias or name for name, field in model.model_fields.items() if name != "source")


SECTIONS: dict[str | int, type[BaseModel]] = {
    "site": Site,
    "refresh": Refresh,
    "replay": Replay,
    "thresholds": Threshold,
    "targets": Target,
    "hours": Hours,
    "queues": QueueEntry,
    "serves": Serves,
    "topics": TopicEntry,
    "escalations": Escalation,
    "menu": MenuWords,
    "money": Money,
    "promises": Promised,
    "complaints": Complaints,
    "followups": FollowUps,
    "signals": Heard,
    "staffing": Staffing,
    "steps": ComplaintStep,
    "connectors": ConnectorSettings,
}
