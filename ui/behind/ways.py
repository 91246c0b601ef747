"""What a list shows of each contact that tells why it is there."""

from collections.abc import Mapping

import polars as pl

from metrics.within import Within
from ui.behind.shape import Behind

AGAIN, MOVED = "again_ms", " → "


def shown(behind: Behind, narrowed: Mapping[str, str]) -> list[pl.Expr]:
    """The columns, beside those of every list, that tell why a contact is behind the figure."""
    if behind.why == "again":
        topic = Within(7, "same" if narrowed.get("about") == "same" else "any")
        return [topic.gap().alias(AGAIN)]
    names = {
        "gift": {name: name for name in ("gesture_kind", "authority", "gesture_cost")},
        "cost": {"gesture_cost": "gesture_cost"},
        "said": {name: name for name in ("kind", "score", "scale_max")},
        "way": {"extra_ms": "extra_wait_ms", "vain_ms": "wasted_handle_ms"},
        "path": {"path": "menu_path"},
        "contacts": {"issue_contacts": "issue_contacts"},
        "agents": {"issue_agents": "issue_agents"},
        "channels": {"issue_channels": "issue_channels"},
        "spent": {"issue_spent_ms": "issue_spent_ms"},
        "promise": {name: name for name in ("kind", "made_at", "state", "late_ms", "origin", "done_by")},
        "event": {"event": "event", "after_ms": "after_ms"},
        "followup": {name: name for name in ("kind", "state", "made_by", "came_of", "owner", "turned")},
        "complaint": {name: name for name in ("answer_ms", "is_answered", "age_ms", "is_open", "done_by")},
    }
    return [pl.col(source).alias(name) for name, source in names.get(behind.why, {}).items()]


def queues(legs: pl.DataFrame) -> pl.DataFrame:
    """The queues that each contact went through, one after another: contact_id, way."""
    told = legs.filter(pl.col("queue").is_not_null()).sort("contact_id", "leg_no")
    visit = pl.struct("contact_id", "queue")
    moved = told.filter(visit.ne_missing(visit.shift(1)))
    return moved.group_by("contact_id").agg(way=pl.col("queue").str.join(MOVED))
