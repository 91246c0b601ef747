"""What a fetch of the demo remembers for the next one: up to when it told, and how an earlier day began."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from connectors.demo.day import Carry
from settings.demo import DEMO_RULES

CURSOR = "demo"


@dataclass(frozen=True)
class Place:
    """`of` names the centre: seed, size, zone and stories. `before` is what `day` began with."""

    of: str
    first: date
    until: datetime
    day: date
    before: Carry

    def written(self) -> dict[str, str]:
        """The same as a cursor."""
        told = {
            "rules": DEMO_RULES,
            "of": self.of,
            "first": self.first.isoformat(),
            "until": self.until.isoformat(),
            "day": self.day.isoformat(),
            "before": self.before.written(),
        }
        return {CURSOR: json.dumps(told)}


def place(cursor: Mapping[str, str], of: str) -> Place | None:
    """Read a cursor; None where there is none, or one of another centre or of other rules."""
    told = json.loads(cursor.get(CURSOR, "{}"))
    if told.get("rules") != DEMO_RULES or told.get("of") != of:
        return None
    return Place(
        of=of,
        first=date.fromisoformat(told["first"]),
        until=datetime.fromisoformat(told["until"]),
        day=date.fromisoformat(told["day"]),
        before=Carry.read(told["before"]),
    )
