"""Say what belongs beside figures of what customers say: who answered, what is left out, what weights do."""

from collections.abc import Sequence

import polars as pl

from language import _, ngettext, number, share
from metrics import weighting
from metrics.catalog import METRICS
from metrics.compute import Frames
from metrics.periods import ALL, Period
from metrics.satisfaction import RESPONDED, invalid

KIND_OF = {"csat": "csat", "csat_weighted": "csat", "nps": "nps", "ces": "ces", "solved_rate": "resolved"}


def survey_notes(frames: Frames, ids: Sequence[str], period: Period = ALL) -> dict[str, list[str]]:
    """List by metric the sentences that must stand beside it; metrics without any are left out."""
    asked = [name for name in ids if name in KIND_OF]
    if not asked:
        return {}
    rows = frames.rows(METRICS["csat"], period).collect().lazy()
    bad = {row["kind"]: row for row in invalid(rows).iter_rows(named=True)}
    found = {name: [*_answered(rows, KIND_OF[name]), *_invalid(bad.get(KIND_OF[name], {}))] for name in asked}
    if "csat_weighted" in found:
        found["csat_weighted"] += _weights(rows)
    return {name: sentences for name, sentences in found.items() if sentences}


def _answered(rows: pl.LazyFrame, kind: str) -> list[str]:
    of_kind = rows.filter(pl.col("kind") == kind)
    answered, invited = of_kind.select(RESPONDED.sum(), pl.len().alias("invited")).collect().row(0)
    if not invited:
        return []
    sentence = ngettext("{n} of {all} invitation answered", "{n} of {all} invitations answered", invited)
    rate = share(answered / invited)
    return [f"{sentence.format(n=number(answered), all=number(invited))} ({rate})"]


def _invalid(counts: dict[str, int]) -> list[str]:
    scale, off = counts.get("unknown_scale", 0), counts.get("off_scale", 0)
    unknown = ngettext(
        "without {n} answer on a scale that is not known or not the question's",
        "without {n} answers on scales that are not known or not the question's",
        scale,
    )
    beyond = ngettext(
        "without {n} answer that is not on its scale", "without {n} answers that are not on their scale", off
    )
    return [sentence.format(n=number(n)) for sentence, n in ((unknown, scale), (beyond, off)) if n]


def _weights(rows: pl.LazyFrame) -> list[str]:
    """How many of those asked are in cells that nobody answered in, and how many weights were cut."""
    counted = weighting.cells(rows)
    known = weighting.weights(counted)
    invited, alone = int(counted["invited"].sum()), int(counted.filter(n=0)["invited"].sum())
    cut = int(known.filter(pl.col("weight") < pl.col("full_weight"))["n"].sum())
    told = []
    if alone:
        said = _("{share} of those asked are in cells without an answer: those beside stand for them")
        told.append(said.format(share=share(alone / invited)))
    if cut:
        said = ngettext(
            "{n} weight cut at five times the median", "{n} weights cut at five times the median", cut
        )
        told.append(said.format(n=number(cut)))
    return told
