"""What may stand in a `demo` connector beside its name and kind."""

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from connectors.demo.world import Size
from connectors.errors import Refused
from language import _
from settings import nearest
from settings.kinds import Flag, Instant, Whole
from settings.wanted import wanted


class Options(BaseModel):
    """Which centre: its seed and size, and the instant on whose day it begins (13 weeks back by default)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seed: Whole = Field(default=7, ge=0)
    start: Instant | None = None
    size: Size = "full"
    stories: Flag = True


def options(given: dict[str, Any]) -> Options:
    """Check the options; raises Refused with one sentence."""
    try:
        return Options.model_validate(given)
    except ValidationError as error:
        raise Refused(_sentence(error)) from None


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        known = sorted(Options.model_fields)
        sentence = _("Unknown key {key!r}{hint} Known: {known}.")
        return sentence.format(key=key, hint=nearest(key, known), known=", ".join(known))
    sentence = _("The key {key!r} is not allowed to be {value}: {said}.")
    return sentence.format(key=key, value=_shown(first["input"]), said=wanted(Options, first))


def _shown(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else repr(value)
