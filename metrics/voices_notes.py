"""Say what belongs beside the figure of signals: of how many contacts there are words at all."""

from collections.abc import Sequence

import polars as pl

from language import ngettext, number, share
from metrics.catalog import METRICS
from metrics.compute import Frames
from metrics.periods import ALL, Period

RATE = METRICS["signal_rate"]


def voices_notes(frames: Frames, ids: Sequence[str], period: Period = ALL) -> dict[str, list[str]]:
    """List the sentences that must stand beside signal_rate, where it was asked for."""
    if RATE.id not in ids:
        return {}
    told = frames.rows(RATE, period).select(pl.len())
    every = frames.rows(METRICS["contacts"], period).select(pl.len())
    n, contacts = (rows.item() for rows in pl.collect_all([told, every]))
    if not contacts:
        return {}
    said = ngettext(
        "of {all} contact {n} has a note or comment",
        "of {all} contacts {n} have a note or comment",
        contacts,
    )
    return {RATE.id: [f"{said.format(n=number(n), all=number(contacts))} ({share(n / contacts)})"]}
