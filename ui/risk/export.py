"""The list as a file for a CRM: what the viewer sees, in words."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from language import _
from ui.risk import words
from ui.risk.read import Looked
from ui.scene import Scene


def table(found: Looked, rows: pl.DataFrame, scene: Scene) -> pl.DataFrame:
    """A row per customer; those held out are left out, so that nobody calls them from a CRM."""
    zone = scene.settings.site.zone
    told = [
        {
            "week": found.week.monday,
            "place": row["place"],
            "customer_id": row["customer_id"] or row["person"],
            "name": row["name"],
            "points": row["points"],
            "chance": row["chance"],
            "value_a_year": row["value"],
            **{f"reason_{at}": _at(row["reasons"], at, zone) for at in (1, 2, 3)},
            "owner": row["owner"],
            "state": _(words.STATES[row["state"]]),
            "state_by": row["state_by"],
            "state_at": instant(row["state_at"], zone),
            "next_date": row["next_on"],
            "called_before": instant(row["called_before"], zone),
            "note": row["note"],
        }
        for row in rows.filter(is_held_out=0).iter_rows(named=True)
    ]
    return pl.DataFrame(told, infer_schema_length=None)


def _at(reasons: list[dict[str, Any]], at: int, zone: ZoneInfo) -> str | None:
    return words.reason(reasons[at - 1], zone) if len(reasons) >= at else None


def instant(at: datetime | None, zone: ZoneInfo) -> str | None:
    """By the site's clock, as machines read it."""
    return at.astimezone(zone).isoformat(" ", "minutes") if at else None
