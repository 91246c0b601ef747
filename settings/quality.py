"""What a sound record is and what mending one takes, in moked.toml."""

from pydantic import Field

from settings.kinds import Name, Number
from settings.sections import Section

MOST_MINUTES = 24 * 60


class Words(Section):
    """The words that are valid in a field; a field that is not named has none that are invalid."""

    segment: tuple[Name, ...] | None = None
    plan: tuple[Name, ...] | None = None
    language: tuple[Name, ...] | None = None
    loyalty_tier: tuple[Name, ...] | None = None


class Quality(Section):
    """Valid words, and the minutes that mending a record takes when it is entered and when it is found later.

    Mending at entry is assumed to take a minute where nothing is said; what finding one later takes is not
    known unless it is.
    """

    minutes_at_entry: Number = Field(default=1.0, gt=0, le=MOST_MINUTES)
    minutes_found_later: Number | None = Field(default=None, gt=0, le=MOST_MINUTES)
    words: Words = Words()
