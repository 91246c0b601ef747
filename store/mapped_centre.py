"""The centre's own map, as a source gives it: what its queues are for and who owns what contacts are about.

Columns of several names hold them one a line, with ; between them, or as a list in JSON (`listed`).
"""

import json

from store.table import TEXT, WHOLE, Table

CHANNELS = ("voice", "chat", "message", "social", "email", "web", "walk_in")

QUEUES = Table(
    name="queues",
    key=("source", "queue"),  # a queue's name is not prefixed as ids are
    required=("queue",),
    allowed={"channel": CHANNELS},
    columns={
        "queue": TEXT,
        "site": TEXT,
        "channel": TEXT,
        "serves_language": TEXT,  # of which customers by their record, as are segment and plan
        "serves_segment": TEXT,
        "serves_plan": TEXT,
        # Kept as told: visits are judged by [[hours]] and [[thresholds]] of moked.toml.
        "schedule": TEXT,
        "threshold_ms": WHOLE,
    },
)

TOPICS = Table(
    name="topics",
    key=("source", "topic"),
    required=("topic",),
    columns={
        "topic": TEXT,  # * is any topic, for escalations
        "family": TEXT,
        "owner_queues": TEXT,
        "escalations": TEXT,  # planned ways on, each as in Orders > Billing
    },
)


def listed(text: str | None) -> list[str]:
    """Take apart a text of several names; none are in null."""
    stripped = (text or "").strip()
    if stripped.startswith("["):
        try:
            return [str(each) for each in json.loads(stripped) if each]
        except json.JSONDecodeError:
            pass  # a name that begins so
    names = (each.strip() for line in stripped.splitlines() for each in line.split(";"))
    return [each for each in names if each]


def way(text: str) -> tuple[str, str] | None:
    """Take apart a planned way on, such as Orders > Billing; None where it is none."""
    start, _between, to = (part.strip() for part in text.partition(">"))
    return (start, to) if start and to and start != to and ">" not in to else None
