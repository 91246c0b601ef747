"""What may stand in an `asterisk` connector beside its name and kind."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from connectors.errors import Refused
from connectors.mapping import PATHS, need_zone, validated
from language import _, marked
from settings.kinds import Flag


class Options(BaseModel):
    """Where the log is: files by `path`, or a table by `url` and `table`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str | list[str] | None = Field(default=None, min_length=1, description=PATHS)
    url: str | None = Field(default=None, min_length=1)
    table: str = Field(
        default="queue_log",
        pattern=r"^\w+(\.\w+)?$",
        description=marked("the name of a table is needed, as in queue_log or asterisk.queue_log"),
    )
    agents: str | None = None
    timezone: str | None = None
    caller_is_customer: Flag = True

    @property
    def patterns(self) -> list[str]:
        return [self.path] if isinstance(self.path, str) else list(self.path or [])


def options(given: dict[str, Any]) -> Options:
    """Check the options; raises Refused with one sentence."""
    found = validated(Options, given)
    if (found.path is None) == (found.url is None):
        raise Refused(_("Say where the queue_log is: either `path` (its files) or `url` (its database)."))
    need_zone(found.timezone)
    return found
