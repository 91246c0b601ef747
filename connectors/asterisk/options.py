"""What may stand in an `asterisk` connector beside its name and kind."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from connectors.errors import Refused
from language import _
from settings import nearest
from settings.zones import zones


class Options(BaseModel):
    """Where the log is: files by `path`, or a table by `url` and `table`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str | list[str] | None = Field(default=None, min_length=1)
    url: str | None = Field(default=None, min_length=1)
    table: str = Field(default="queue_log", pattern=r"^\w+(\.\w+)?$")
    agents: str | None = None
    timezone: str | None = None
    caller_is_customer: bool = True

    @property
    def patterns(self) -> list[str]:
        return [self.path] if isinstance(self.path, str) else list(self.path or [])


def options(given: dict[str, Any]) -> Options:
    """Check the options; raises Refused with one sentence."""
    try:
        found = Options.model_validate(given)
    except ValidationError as error:
        raise Refused(_sentence(error)) from None
    if (found.path is None) == (found.url is None):
        raise Refused(_("Say where the queue_log is: either `path` (its files) or `url` (its database)."))
    if found.timezone is not None and found.timezone not in zones():
        sentence = _("timezone = {zone!r} is not the name of a time zone{hint}")
        hint = nearest(found.timezone, sorted(zones()))
        raise Refused(sentence.format(zone=found.timezone, hint=hint))
    return found


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        known = sorted(Options.model_fields)
        sentence = _("Unknown key {key!r}{hint} Known: {known}.")
        return sentence.format(key=key, hint=nearest(key, known), known=", ".join(known))
    if "too_short" in first["type"]:
        return _("The key {key!r} is empty.").format(key=key)
    # Not the value: a URL may hold a password.
    return _("The key {key!r} is not allowed: {said}.").format(key=key, said=first["msg"])
