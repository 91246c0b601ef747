"""Say what belongs beside figures of goodwill: gestures without a known cost or authority."""

from collections.abc import Sequence

import polars as pl

from language import ngettext, number
from metrics.catalog import METRICS
from metrics.compute import Frames
from metrics.periods import ALL, Period

COSTS = ("gesture_cost", "gesture_cost_each", "gesture_cost_per_contact")


def gesture_notes(frames: Frames, ids: Sequence[str], period: Period = ALL) -> dict[str, list[str]]:
    """List by metric the sentences that must stand beside it; metrics without any are left out."""
    if not {*COSTS, "gesture_approval_rate"} & set(ids):
        return {}
    rows = frames.rows(METRICS["gesture_cost"], period)
    unpriced, untold = rows.select(pl.col("cost", "is_approved").null_count()).collect().row(0)
    found = {name: _unpriced(unpriced) for name in ids if name in COSTS and unpriced}
    if untold and "gesture_approval_rate" in ids:
        found["gesture_approval_rate"] = _untold(untold)
    return found


def _unpriced(n: int) -> list[str]:
    said = ngettext(
        "without {n} gesture whose cost is not known", "without {n} gestures whose cost is not known", n
    )
    return [said.format(n=number(n))]


def _untold(n: int) -> list[str]:
    said = ngettext(
        "without {n} gesture whose authority is not known",
        "without {n} gestures whose authority is not known",
        n,
    )
    return [said.format(n=number(n))]
