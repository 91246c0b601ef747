"""For which good reasons customers are called, and how many a week, in moked.toml."""

from typing import Literal

from pydantic import Field, field_validator

from language import _
from settings.kinds import Whole
from settings.sections import Section

Reason = Literal["purchase", "quarter", "anniversary", "birthday"]


class GoodReasons(Section):
    """The good reasons that are looked for, [] for none, and how many customers are called so in a week."""

    a_week: Whole = Field(default=20, ge=1, le=10_000)
    reasons: tuple[Reason, ...] = ("purchase", "quarter", "anniversary", "birthday")

    @field_validator("reasons", mode="before")
    @classmethod
    def _reasons(cls, value: object) -> object:
        if not isinstance(value, list | tuple):
            raise ValueError(_('a list is needed, as in ["purchase", "birthday"]; [] looks for none'))
        return value
