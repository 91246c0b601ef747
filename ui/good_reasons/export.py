"""The good reasons to call as a file for a CRM: what the viewer sees and may still be called."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from language import _
from metrics.work_list import is_held_out, quarter_of
from ui.good_reasons import words
from ui.good_reasons.read import Looked, is_barred
from ui.risk import words as of_risk
from ui.risk.export import instant
from ui.scene import Scene

MOST = 4  # reasons there are


def table(found: Looked, scene: Scene) -> pl.DataFrame:
    """A row per customer; who is held out or must not be called any more is left out.

    The draw is looked at again today: a list may reach into a quarter that holds others out.
    """
    quarters = {quarter_of(date.fromisoformat(found.week.monday)), quarter_of(scene.today)}
    told = [
        _row(row, found, scene)
        for row in found.rows.iter_rows(named=True)
        if not is_barred(row) and not any(is_held_out(row["person"], each) for each in quarters)
    ]
    return pl.DataFrame(told, infer_schema_length=None)


def _row(row: Mapping[str, Any], found: Looked, scene: Scene) -> dict[str, Any]:
    said = [words.reason(one) for one in row["reasons"]]
    return {
        "week": found.week.monday,
        "place": row["rank"],
        "customer_id": row["customer_id"] or row["person"],
        "name": row["name"],
        "value_a_year": row["value"],
        **{f"reason_{at + 1}": said[at] if at < len(said) else None for at in range(MOST)},
        "owner": row["owner"],
        "state": _(of_risk.STATES[row["state"]]),
        "state_by": row["state_by"] if row["is_said"] else None,
        "state_at": instant(row["state_at"], scene.settings.site.zone) if row["is_said"] else None,
        "next_date": row["next_on"],
        "note": row["note"],
    }
