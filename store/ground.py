"""What traces stand on: the part of the centre's map that the store's own columns depend on."""

import hashlib
import json

from store.centre_map import OWN, CentreMap


def mark(ground: CentreMap, timezone: str) -> str:
    """Give a short text that changes when traces come out differently."""
    centre = ground.centre
    own = {source: sorted(directions) for source, directions in ground.own.items()}
    told = (
        sorted((topic, sorted(queues)) for topic, queues in centre.owners.items()),
        sorted([start, to, topic or ""] for start, to, topic in centre.escalations),
        sorted(centre.wrong),
        centre.quick_s,
        sorted(ground.families.items()),
        sorted((source, told) for source, told in own.items() if told != sorted(OWN)),
        timezone,
    )
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]
