"""Say what belongs beside the share of calls made in time: what is not due yet, not needed, only seen."""

from collections.abc import Sequence

import polars as pl

from language import _, ngettext, number
from metrics.catalog import METRICS
from metrics.compute import Frames
from metrics.followed import TO_DO
from metrics.periods import ALL, Period

RATE = "followup_rate"


def followup_notes(frames: Frames, ids: Sequence[str], period: Period = ALL) -> dict[str, list[str]]:
    """List the sentences that must stand beside the rate where it is asked for; none where none must."""
    if RATE not in ids:
        return {}
    state, is_due = pl.col("state"), pl.col("is_due")
    counted = frames.rows(METRICS[RATE], period).select(
        soon=(~is_due & state.is_in(list(TO_DO))).sum(),
        closed=(state == "let_be").sum(),
        seen=(is_due & (state == "in_time") & (pl.col("made_by") == "data")).sum(),
    )
    soon, closed, seen = counted.collect().row(0)
    sentences = (
        (
            soon,
            ngettext("without {n} call that is not due yet", "without {n} calls that are not due yet", soon),
        ),
        (
            closed,
            ngettext("without {n} call that is not needed", "without {n} calls that are not needed", closed),
        ),
        (seen, _("{n} of those in time seen in the data only, not marked by a person")),
    )
    told = [sentence.format(n=number(n)) for n, sentence in sentences if n]
    return {RATE: told} if told else {}
