"""What each source ever told of its legs: without that, nobody can say what a missing value means.

Once a source tells more than before, what was derived from its earlier legs has to be derived anew.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from metrics.parts import HANDLING, Reported
from metrics.work import reported_parts


@dataclass(frozen=True)
class Habits:
    """Hold which parts of handling each source that ever sent a leg reports, and who gives dispositions."""

    parts: Reported = field(default_factory=dict)
    telling: frozenset[str] = frozenset()

    def grown(self, other: "Habits") -> "Habits":
        """Add what was told elsewhere."""
        sources = sorted({*self.parts, *other.parts})
        parts = {one: tuple(p for p in HANDLING if p in {*self.of(one), *other.of(one)}) for one in sources}
        return Habits(parts, self.telling | other.telling)

    def of(self, source: str) -> tuple[str, ...]:
        """Give the parts that a source reports, none of an unknown one."""
        return tuple(self.parts.get(source, ()))

    def outgrown_by(self, other: "Habits") -> bool:
        """Say whether a source that is known here tells more there."""
        return any(
            self.of(source) != other.of(source) or (source in self.telling) != (source in other.telling)
            for source in self.parts
        )

    def written(self) -> str:
        """Write it down as text."""
        return json.dumps({"parts": dict(self.parts), "telling": sorted(self.telling)}, sort_keys=True)


def habits_of(legs: pl.LazyFrame) -> Habits:
    """Find out what the sources of some legs tell."""
    found = legs.group_by("source").agg(tells=pl.col("disposition").is_not_null().any()).collect()
    nothing: Mapping[str, tuple[str, ...]] = dict.fromkeys(found["source"].sort(), ())
    telling = frozenset(found.filter("tells")["source"])
    return Habits({**nothing, **reported_parts(legs)}, telling)


def remembered(text: str | None) -> Habits:
    """Read what `written` wrote; nothing was known where there is no text."""
    if not text:
        return Habits()
    told = json.loads(text)
    return Habits({one: tuple(parts) for one, parts in told["parts"].items()}, frozenset(told["telling"]))
