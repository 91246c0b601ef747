"""Measure the work on a contact: anchored to the end of its handling.

Handling is the sum of the parts (talk, hold, wrap-up) that a source reports at all. A row that lacks a part
which its source does report is left out of the mean, and counted.
"""

from collections.abc import Mapping

import polars as pl

from language import _, listing, marked
from metrics.parts import HANDLING, Of, Part, Reported, Terms, number_of, squares, total
from metrics.ratio import count, mean_seconds

SHORT_HANDLED_MS = 10_000
HANDLED = (pl.col("outcome") == "answered") & pl.col("ended_at").is_not_null()
WORDS = {"talk": marked("talk"), "hold": marked("hold"), "wrap": marked("wrap-up")}


def handle_ms(terms: Terms) -> pl.Expr:
    """Add up the parts that the row's source reports; null where one of them is missing."""
    sums = {source: _sum_of(parts) for source, parts in terms.reported.items()}
    kinds = set(terms.reported.values()) or {HANDLING}
    if len(kinds) == 1:
        return pl.when(HANDLED).then(_sum_of(kinds.pop()))
    return pl.when(HANDLED).then(
        pl.coalesce(pl.when(pl.col("source") == source).then(parts) for source, parts in sums.items())
    )


def reported_parts(visits: pl.LazyFrame) -> Reported:
    """Find which parts of handling each source reports at all, in the rows given; only sources that handled.

    Without a column `source` the rows count as one source.
    """
    source = pl.col("source") if "source" in visits.collect_schema() else pl.lit("")
    seen = (
        visits.filter(HANDLED)
        .group_by(source.alias("source"))
        .agg(pl.col(f"{part}_ms").is_not_null().any().alias(part) for part in HANDLING)
        .sort("source")
        .collect(engine="streaming")
    )
    rows = seen.iter_rows(named=True)
    return {row["source"]: tuple(p for p in HANDLING if row[p]) for row in rows}


def without(reported: Reported) -> list[str]:
    """Name the parts that a handle time lacks: "without hold and wrap-up", a line per kind of source."""
    missing = {source: [p for p in HANDLING if p not in parts] for source, parts in reported.items()}
    kinds = sorted({tuple(parts) for parts in missing.values() if parts})
    return [_without_line(kind, missing) for kind in kinds]


SUMS: dict[str, Part] = {
    "handled": lambda _terms: total(HANDLED),
    "handle_times": lambda terms: number_of(handle_ms(terms)),
    "handle_ms": lambda terms: total(handle_ms(terms)),
    "handle_squares": lambda terms: squares(handle_ms(terms)),
    "short_handled": lambda terms: total(handle_ms(terms) < SHORT_HANDLED_MS),
}


def handle_time(of: Of) -> pl.Expr:
    """Σ (talk + hold + wrap-up) / handled."""
    return mean_seconds(of("handle_ms"), of("handle_squares"), of("handle_times"))


def handle_left_out(of: Of) -> pl.Expr:
    """Handled contacts whose handle time is not known."""
    return count(of("handled") - of("handle_times"))


def _sum_of(parts: tuple[str, ...]) -> pl.Expr:
    if not parts:
        return pl.lit(None, pl.Int64)
    first, *rest = (pl.col(f"{part}_ms") for part in parts)
    return sum(rest, first)


def _without_line(kind: tuple[str, ...], missing: Mapping[str, list[str]]) -> str:
    names = listing([_(WORDS[part]) for part in kind])
    if all(tuple(parts) == kind for parts in missing.values()):
        return _("without {parts}").format(parts=names)
    sources = listing([source for source, parts in missing.items() if tuple(parts) == kind])
    return _("without {parts} in {sources}").format(parts=names, sources=sources)
