"""Say of figures of waits when letters, which may wait for hours, are counted among those in a line."""

from collections.abc import Sequence
from typing import Final

import polars as pl

from language import _, marked
from metrics.catalog import METRICS
from metrics.compute import Frames
from metrics.links import IN_LINE, WRITTEN
from metrics.periods import Period

SAID: Final = marked(
    "of people in a line and of letters together, which pages tell apart;"
    " add --where channel=voice, or --by channel"
)
WAITS: Final = (
    *("abandon_rate", "asa", "wait_median", "wait_p90", "offered_wait_median"),
    *(name for name in METRICS if name.startswith("service_level")),
)
GROUPS: Final = (("line", IN_LINE), ("written", WRITTEN))


def mixed_notes(
    frames: Frames, ids: Sequence[str], by: Sequence[str], period: Period
) -> dict[str, list[str]]:
    """List by metric the sentence that must stand beside it; metrics without one are left out."""
    waits = [name for name in ids if name in WAITS]
    if not waits or "channel" in by or not _are_mixed(frames, waits[0], by, period):
        return {}
    return {name: [_(SAID)] for name in waits}


def _are_mixed(frames: Frames, metric: str, by: Sequence[str], period: Period) -> bool:
    """Tell whether a queue, or everything where queues are not told apart, has both."""
    rows = frames.rows(METRICS[metric], period)
    both = [pl.col("channel").is_in(group).any().alias(name) for name, group in GROUPS]
    groups = ["queue"] if "queue" in by else []
    found = rows.group_by(groups).agg(both) if groups else rows.select(both)
    return bool(found.select((pl.col("line") & pl.col("written")).any()).collect().item())
