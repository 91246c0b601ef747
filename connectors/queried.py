"""Account for the rows that the SELECTs of one span gave: load, leave out, or set aside each of them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from connectors.accounting import Window, account, counted, quarantine
from connectors.base import DUPLICATE, Batch
from connectors.casting import cast
from connectors.conform import SOURCE_ROW, Conformed, Origin, conformed
from connectors.errors import Refused
from connectors.reading import ROW
from connectors.repeated import told
from connectors.windows import Span, day_of
from language import _
from store.schema import CONTACTS, LEGS, TEXT

EXCLUDED_BY = "excluded_by"
ID = "contact_id"
PARTS = (CONTACTS.name, LEGS.name)  # what a contact is written whole of

Frames = Mapping[str, pl.DataFrame]


@dataclass
class Fetch:
    """What one fetch knows while its batches go by, the newest first."""

    origin: Origin
    counts: Counter[str] = field(default_factory=Counter)  # rows of each place so far
    set_aside: set[tuple[str, int]] = field(default_factory=set)
    _seen: pl.Series = field(default_factory=lambda: pl.Series(ROW, [], dtype=pl.UInt64))

    def batch(self, given: Frames, window: Window | None, span: Span | None) -> Batch:
        """Account for the rows of some tables; raises Refused where a column cannot be ours."""
        rows = _numbered(given)
        excluded = _excluded(rows)
        fit = {name: frame.join(excluded, on=ROW, how="anti") for name, frame in rows.items()}
        taken = conformed({name: _bare(frame) for name, frame in fit.items()}, self.origin)
        taken, again = self._new(taken)
        numbers = pl.concat([frame[ROW] for frame in fit.values()])
        outcome = account(taken, numbers.filter(~numbers.is_in(again.implode())), window)
        places = {name: place(name, span) for name in rows}
        aside, twice = self._aside(rows, outcome.faults, places)
        rules = Counter(counted(excluded[EXCLUDED_BY])) + Counter(outcome.excluded)
        rules[DUPLICATE] += len(again) + twice
        repeated = frozenset[int]().union(*(each.repeated for each in taken.values()))
        self._remember(outcome.tables)
        return Batch(
            tables=_dated(outcome.tables),
            read=sum(frame.height for frame in rows.values()),
            loaded=outcome.loaded,
            excluded=dict(+rules),
            quarantined=aside,
            wheres=_wheres(rows, span),
            notices=told(", ".join(places.values()), len(repeated)),
        )

    def _new(self, taken: dict[str, Conformed]) -> tuple[dict[str, Conformed], pl.Series]:
        """Drop the rows of contacts that a newer span has given already, and name them."""
        again, kept = [pl.Series(ROW, [], dtype=pl.Int64)], {}
        for name, each in taken.items():
            is_known = pl.lit(value=False)
            if name in PARTS:
                is_known = pl.col(ID).hash().is_in(self._seen.implode())
            again.append(each.rows.filter(is_known)[SOURCE_ROW].explode().cast(pl.Int64))
            kept[name] = replace(each, rows=each.rows.filter(~is_known))
        return kept, pl.concat(again)

    def _remember(self, tables: Frames) -> None:
        if CONTACTS.name in tables:
            self._seen = pl.concat([self._seen, tables[CONTACTS.name][ID].hash().alias(ROW)])

    def _aside(
        self, rows: Frames, faults: pl.DataFrame, places: Mapping[str, str]
    ) -> tuple[pl.DataFrame, int]:
        """The rows set aside under their own numbers, and how many of them were so before."""
        found = []
        for name, frame in rows.items():
            numbers = frame.select(
                ROW, pl.Series("own", _own_numbers(name, frame, self.counts[places[name]]))
            )
            self.counts[places[name]] += frame.height
            ours = faults.join(numbers, on=ROW).select(pl.col("own").alias(ROW), "reason")
            raw = frame.with_columns(numbers["own"].alias(ROW))
            found.append(quarantine(self.origin.source, places[name], ours, raw))
        aside = pl.concat(found)
        keys = list(aside.select("where_from", "row_no").iter_rows())
        is_new = [key not in self.set_aside for key in keys]
        self.set_aside.update(keys)
        return aside.filter(pl.Series(is_new, dtype=pl.Boolean)), is_new.count(False)


def place(table: str, span: Span | None) -> str:
    """Where a row comes from: its table and, where it was asked for by window, the first day of that."""
    return f"{table} {day_of(span.since)}" if span else table


def day_in(where: str) -> str:
    """The day that a `place` names."""
    return where.rpartition(" ")[2]


def _wheres(tables: Iterable[str], span: Span | None) -> tuple[str, ...]:
    """All places that were read: of each table the days of the span, which of all time are many."""
    days = [f" {day}" for day in span.days] if span else [""]
    return tuple(f"{table}{day}" for table in tables for day in days)


def _numbered(given: Frames) -> dict[str, pl.DataFrame]:
    """Number the rows of all tables through."""
    numbered, n = {}, 0
    for name, frame in given.items():
        numbered[name] = frame.with_row_index(ROW, n + 1).with_columns(pl.col(ROW).cast(pl.Int64))
        n += frame.height
    return numbered


def _own_numbers(table: str, frame: pl.DataFrame, before: int) -> pl.Series:
    """The number of each row in the database where it tells one, else how many rows were before it."""
    if SOURCE_ROW not in frame.columns:
        return pl.int_range(before + 1, before + 1 + frame.height, eager=True)
    own = frame[SOURCE_ROW]
    if frame.height and (not own.dtype.is_integer() or own.null_count() or own.is_duplicated().any()):
        sentence = _("The SELECT of {table}: source_row has to be a whole number, another in each row.")
        raise Refused(sentence.format(table=table))
    return own.cast(pl.Int64)


def _bare(frame: pl.DataFrame) -> pl.DataFrame:
    """A table's own columns, and each row's number as the list of rows that it was made of."""
    given = [name for name in frame.columns if name not in {ROW, SOURCE_ROW, EXCLUDED_BY}]
    return frame.select(*given, pl.concat_list(ROW).alias(SOURCE_ROW))


def _excluded(rows: Frames) -> pl.DataFrame:
    """Rows whose SELECT names a rule, and what belongs to a contact that one excludes."""
    own = {name: _ruled(frame) for name, frame in rows.items()}
    contacts = own.get(CONTACTS.name, pl.DataFrame(schema={ID: TEXT, EXCLUDED_BY: TEXT}))
    rules = contacts.drop_nulls().unique(ID).select(ID, pl.col(EXCLUDED_BY).alias("rule"))
    each = [frame.join(rules, on=ID, how="left", maintain_order="left") for frame in own.values()]
    said = pl.concat(each).select(ROW, pl.coalesce(EXCLUDED_BY, "rule").alias(EXCLUDED_BY))
    return said.drop_nulls()


def _ruled(frame: pl.DataFrame) -> pl.DataFrame:
    """The number, contact and rule of each row, as text."""
    texts = {name: _text(frame, name) for name in (ID, EXCLUDED_BY)}
    return frame.select(ROW, *(values.alias(name) for name, values in texts.items()))


def _text(frame: pl.DataFrame, name: str) -> pl.Series:
    absent = pl.Series(name, [None], dtype=TEXT).new_from_index(0, frame.height)
    return cast(frame[name], TEXT(), "UTC").values if name in frame.columns else absent


def _dated(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Tell of each contact from which day it came: days are read whole."""
    if CONTACTS.name not in tables:
        return tables
    day = pl.col("started_at").dt.strftime("%Y-%m-%d").alias("origin")
    return {**tables, CONTACTS.name: tables[CONTACTS.name].with_columns(day)}
