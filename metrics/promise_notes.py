"""Say what belongs beside figures of promises and complaints: what is told by notes only, what counts not."""

from collections.abc import Sequence

import polars as pl

from language import _, ngettext, number
from metrics.catalog import METRICS
from metrics.compute import Frames
from metrics.periods import ALL, Period


def promise_notes(frames: Frames, ids: Sequence[str], period: Period = ALL) -> dict[str, list[str]]:
    """List by metric the sentences that must stand beside it; metrics without any are left out."""
    found: dict[str, list[str]] = {}
    promised = [name for name in ids if name in METRICS and METRICS[name].frame == "promises"]
    if promised:
        found |= dict.fromkeys(promised, _of_promises(frames, promised[0], period))
    if "complaints_open" in ids:
        found["complaints_open"] = _of_complaints(frames, period)
    return {name: sentences for name, sentences in found.items() if sentences}


def _of_promises(frames: Frames, metric: str, period: Period) -> list[str]:
    """How many are told by notes only, and how many have no date."""
    due = pl.col("due_at")
    rows = frames.rows(METRICS[metric], ALL).filter(due.is_null() | period.holds("due_at"))
    noted = (pl.col("origin") == "note") & due.is_not_null()
    told, undated = rows.select(noted.sum(), due.is_null().sum().alias("undated")).collect().row(0)
    said = []
    if told:
        said.append(_("{n} told by an agent's note only").format(n=number(told)))
    if undated:
        sentence = ngettext(
            "without {n} promise that has no date", "without {n} promises that have no date", undated
        )
        said.append(sentence.format(n=number(undated)))
    return said


def _of_complaints(frames: Frames, period: Period) -> list[str]:
    """How many nobody knows to be solved or not."""
    rows = frames.rows(METRICS["complaints_open"], period)
    unknown = rows.select(pl.col("is_open").is_null().sum()).collect().item()
    if not unknown:
        return []
    sentence = ngettext(
        "without {n} complaint whose source never says what was solved",
        "without {n} complaints whose source never says what was solved",
        unknown,
    )
    return [sentence.format(n=number(unknown))]
