"""What contacts are judged by: the centre's own map, as far as the store's own columns depend on it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from metrics.centre import Centre
from metrics.menu import Menu
from settings import Settings
from store.opened import Store

OWN = ("inbound",)


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Hold what the centre says of itself: topic → family, and by source the customer's own directions."""

    centre: Centre = field(default_factory=Centre)
    families: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, Sequence[str]] = field(default_factory=dict)
    menu: Menu = field(default_factory=Menu)

    def mark(self, timezone: str) -> str:
        """Give a short text that changes when traces come out differently."""
        centre = self.centre
        told = (
            sorted((topic, sorted(queues)) for topic, queues in centre.owners.items()),
            sorted([start, to, topic or ""] for start, to, topic in centre.escalations),
            sorted(centre.wrong),
            centre.quick_s,
            sorted(self.families.items()),
            sorted((source, sorted(directions)) for source, directions in self.own.items()),
            timezone,
        )
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def ground_of(store: Store, settings: Settings) -> Ground:
    """Read what the centre says of itself; where it says nothing, the defaults hold."""
    del store, settings
    return Ground()
