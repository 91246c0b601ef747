"""Say what belongs beside a figure: which parts it lacks, how many rows it leaves out."""

from collections.abc import Sequence

from metrics import work
from metrics.catalog import METRICS
from metrics.compute import Frames, compute
from metrics.periods import ALL, Period
from metrics.wording import left_out


def notes(frames: Frames, ids: Sequence[str], period: Period = ALL) -> dict[str, list[str]]:
    """List by metric the sentences that must stand beside it; metrics without any are left out."""
    handled = [name for name in ids if set(METRICS[name].parts()) & set(work.SUMS)]
    if not handled:
        return {}
    rows = frames.rows(METRICS["handle_time"], period)
    reported = frames.parts_reported(rows)
    lines = work.without(reported) + _left_out(Frames(frames.visits, frames.contacts, reported), period)
    return dict.fromkeys(handled, lines) if lines else {}


def _left_out(frames: Frames, period: Period) -> list[str]:
    row = compute(frames, ["handle_left_out", "handle_time"], period=period).row(0, named=True)
    rows, known = row["handle_left_out"]["value"], row["handle_time"]["denominator"]
    return [left_out(int(rows), int(rows + known))] if rows else []
