"""Account for every row that was read: loaded, excluded by a named rule, or set aside with its reasons."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from connectors.base import DUPLICATE, OUTSIDE, QUARANTINE, UNTAKEN, no_quarantine, without
from connectors.conform import SOURCE_ROW, Conformed
from connectors.reading import ROW, Spoiled
from language import _
from store.schema import MAPPED

Window = tuple[datetime, datetime]
NOTHING = pl.DataFrame(schema={"contact_id": pl.String, SOURCE_ROW: pl.List(pl.Int64)})


def no_faults() -> pl.DataFrame:
    """A frame of no complaints."""
    return pl.DataFrame(schema={ROW: pl.Int64, "reason": pl.String})


@dataclass(frozen=True)
class Outcome:
    """What became of some source rows: our tables, and where each of the rows went."""

    tables: dict[str, pl.DataFrame]
    loaded: int
    excluded: dict[str, int]
    faults: pl.DataFrame = field(default_factory=no_faults)
    repeated: int = 0  # rows that begin in the hour which the clock repeats
    waiting: dict[str, pl.DataFrame] = field(default_factory=dict)  # what waits for its contact
    unless_found: pl.DataFrame = field(default_factory=no_faults)  # what is wrong with it if none comes


def account(taken: dict[str, Conformed], rows: pl.Series, window: Window | None = None) -> Outcome:
    """Sort out which of `rows` became ours.

    A row that does not fit in one table is set aside for all of them: a contact without its leg would be a
    wrong number, not half of one. What is made of several rows stays while one of them is good. A leg whose
    contact is not among these rows waits for it; with a window, or with a contact of its own row, it is set
    aside.
    """
    said = pl.concat([each.faults for each in taken.values()])
    fit = {name: without(each.rows, _per_row(said)[ROW]) for name, each in taken.items()}
    misfits, whole = set(_per_row(said)[ROW]), fit
    while (lost := _orphans(whole)).height:
        said = pl.concat([said, lost])
        whole = {name: without(frame, _per_row(said)[ROW]) for name, frame in whole.items()}
    said = _per_row(said)
    waits = set() if window else set(said[ROW]) - misfits - _source_rows({"": fit.get("contacts", NOTHING)})
    waiting = _waiting(fit, said[ROW], waits)
    faults = said.filter(~pl.col(ROW).is_in(list(waits)))
    inside = _with_contacts({name: without(each, _outside(whole, window)) for name, each in whole.items()})
    kept = {name: newest(name, frame) for name, frame in inside.items()}
    out, found = set(faults[ROW]) | waits, waits & _source_rows(waiting)
    loaded, in_window, in_any = (_source_rows(each) - out for each in (kept, inside, whole))
    excluded = {
        DUPLICATE: len(in_window - loaded) + len(waits - found),
        OUTSIDE: len(in_any - in_window),
        UNTAKEN: len(set(rows) - in_any - out),
    }
    return Outcome(
        tables={name: frame.drop(SOURCE_ROW) for name, frame in kept.items()},
        loaded=len(loaded),
        excluded={rule: n for rule, n in excluded.items() if n},
        faults=faults,
        waiting=waiting,
        unless_found=said.filter(pl.col(ROW).is_in(list(found))),
    )


def _waiting(fit: dict[str, pl.DataFrame], bad: pl.Series, waits: set[int]) -> dict[str, pl.DataFrame]:
    """What is made of rows that wait, and of none that is loaded."""
    if not waits:
        return {}
    has_one = pl.col(SOURCE_ROW).list.eval(pl.element().is_in(list(waits))).list.any()
    all_bad = pl.col(SOURCE_ROW).list.eval(pl.element().is_in(bad.implode())).list.all()
    frames = {name: frame.filter(has_one & all_bad) for name, frame in fit.items() if name != "contacts"}
    return {name: newest(name, frame) for name, frame in frames.items()}


def newest(table: str, rows: pl.DataFrame) -> pl.DataFrame:
    """One row per key: the one of the highest version, of those the one that comes last in the source."""
    key = list(MAPPED[table].key)
    if not rows.select(key).is_duplicated().any():
        return rows
    order = ["version", pl.col(SOURCE_ROW).list.max()]
    return rows.sort(order, maintain_order=True).unique(key, keep="last", maintain_order=True)


def quarantine(source: str, where: str, faults: pl.DataFrame, raw: pl.DataFrame) -> pl.DataFrame:
    """The rows set aside, with their raw values as JSON."""
    if faults.is_empty():
        return no_quarantine()
    rows = raw.join(faults, on=ROW, how="semi")
    values = rows.drop(ROW).iter_rows(named=True)
    texts = [json.dumps(row, default=str, ensure_ascii=False) for row in values]
    said = rows.select(ROW).with_columns(pl.Series("row_text", texts, dtype=pl.String))
    return faults.join(said, on=ROW, how="left").select(
        pl.lit(source).alias("source"),
        pl.lit(where).alias("where_from"),
        pl.col(ROW).alias("row_no"),
        "reason",
        "row_text",
    )


def spoiled_quarantine(source: str, where: str, spoiled: list[Spoiled]) -> pl.DataFrame:
    """The lines that could not be read, with their text."""
    rows = [(source, where, each.row_no, each.reason, each.text) for each in spoiled]
    return pl.DataFrame(rows, schema=QUARANTINE, orient="row")


def counted(rules: pl.Series) -> dict[str, int]:
    """How many rows each rule excludes."""
    return dict(Counter(rules.drop_nulls().to_list()))


def _per_row(faults: pl.DataFrame) -> pl.DataFrame:
    exploded = faults.explode(SOURCE_ROW).rename({SOURCE_ROW: ROW})
    joined = exploded.unique(maintain_order=True).group_by(ROW, maintain_order=True)
    return joined.agg(pl.col("reason").str.join("; ")).sort(ROW).cast({ROW: pl.Int64})


def _orphans(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """The legs whose contact is not there, as complaints."""
    legs = tables.get("legs", NOTHING)
    lost = legs.join(tables.get("contacts", NOTHING), on="contact_id", how="anti", maintain_order="left")
    reason = pl.lit(_("no row of contacts that fits has this leg's contact_id"))
    return lost.select(SOURCE_ROW, reason.alias("reason"))


def _with_contacts(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Leave out the legs of contacts that were left out."""
    if not {"legs", "contacts"} <= set(tables):
        return tables
    legs = tables["legs"].join(tables["contacts"], on="contact_id", how="semi", maintain_order="left")
    return {**tables, "legs": legs}


def _outside(tables: dict[str, pl.DataFrame], window: Window | None) -> pl.Series:
    """The source rows of contacts that begin outside the window."""
    if window is None or "contacts" not in tables:
        return pl.Series(ROW, [], dtype=pl.Int64)
    begins_inside = pl.col("started_at").is_between(*window, closed="left")
    return tables["contacts"].filter(~begins_inside)[SOURCE_ROW].explode()


def _source_rows(tables: dict[str, pl.DataFrame]) -> set[int]:
    found: set[int] = set()
    for frame in tables.values():
        found.update(frame[SOURCE_ROW].explode().drop_nulls().to_list())
    return found
