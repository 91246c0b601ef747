"""Turn rows of any source into frames of exactly our schema, and name what does not fit.

A frame comes in with our column names (durations as `*_s` or `*_ms`), bare ids, any castable types and
`source_row`, the list of the source's rows that each of its rows was made of.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from connectors.casting import Cast, cast, days, milliseconds, shown
from connectors.errors import Refused
from connectors.repeated import begins_twice, is_ambiguous, settled
from connectors.written import PLAIN, Written
from language import _
from settings import nearest
from store.schema import CONTACTS, MAPPED, WORDS, Table

SOURCE_ROW = "source_row"
ENDS_AFTER = (("started_at", "ended_at"),)
# A value between quotes that holds a letter and a space: where words belong, it may be somebody's words.
SAID = r"'[^']*(?:\pL[^']*\s|\s[^']*\pL)[^']*'"


@dataclass(frozen=True)
class Origin:
    """Whose rows these are: the source's name, its clock and numbers, the version of rows that name none."""

    source: str
    zone: str
    version: int
    written: Written = PLAIN


@dataclass(frozen=True)
class Conformed:
    """Rows that fit, with their `source_row`, and the sentences about those that do not.

    `repeated` are the source rows of those that begin in the hour which the clock repeats.
    """

    rows: pl.DataFrame
    faults: pl.DataFrame  # source_row: List(Int64), reason: String
    repeated: frozenset[int] = frozenset()


def table_named(name: str) -> Table:
    """The table of this name; raises Refused with the nearest one."""
    if name in MAPPED:
        return MAPPED[name]
    sentence = _("There is no table {name!r}{hint} Tables are: {known}.")
    hint = nearest(name, list(MAPPED)) or "."
    raise Refused(sentence.format(name=name, hint=hint, known=", ".join(sorted(MAPPED))))


def require_columns(table: Table, columns: list[str]) -> None:
    """Refuse columns that the table does not have, or a SELECT that lacks a column each row needs."""
    known = _accepted(table)
    for name in columns:
        if name not in known:
            sentence = _("{table} has no column {name!r}{hint} It has: {known}.")
            hint = nearest(name, list(known)) or "."
            raise Refused(
                sentence.format(table=table.name, name=name, hint=hint, known=", ".join(sorted(known)))
            )
    given = {known[name] for name in columns}
    if len(given) < len(columns):
        raise Refused(_("{table}: give a duration once, in _s or in _ms.").format(table=table.name))
    missing = [name for name in (*table.required, SOURCE_ROW) if name not in given]
    if missing:
        sentence = _("The SELECT of {table} has to return {missing} as well.")
        raise Refused(sentence.format(table=table.name, missing=", ".join(missing)))


def conform(
    table: Table, frame: pl.DataFrame, origin: Origin, contacts: pl.DataFrame | None = None
) -> Conformed:
    """Cast, check and prefix the rows of one table; raises Refused where a column cannot be ours.

    `contacts` are those of the same rows: a leg in the hour that the clock repeats begins after its contact.
    """
    require_columns(table, frame.columns)
    casts = {_accepted(table)[name]: _cast(table, frame[name], origin) for name in _values(frame)}
    values = {name: each.values for name, each in casts.items()}
    if is_ambiguous(casts):
        values = settled(casts, _begun(values, origin, contacts))
    rows = _complete(table, values, frame, origin)
    reason = unsaid(
        [table.name], _reason(table, casts, rows)
    )  # beside the rows: a state of an agent has a reason of its own
    fits = rows.filter(reason.is_null())
    faults = rows.select(SOURCE_ROW, reason.alias("reason")).filter(reason.is_not_null())
    return Conformed(_prefixed(table, fits, origin), faults, _repeated(casts, frame))


def conformed(frames: Mapping[str, pl.DataFrame], origin: Origin) -> dict[str, Conformed]:
    """Conform tables that were made of the same rows, contacts first; raises Refused."""
    taken: dict[str, Conformed] = {}
    for name in sorted(frames, key=lambda name: name != CONTACTS.name):
        contacts = taken[CONTACTS.name].rows if CONTACTS.name in taken else None
        taken[name] = conform(table_named(name), frames[name], origin, contacts)
    return taken


def unsaid(tables: Iterable[str], reasons: pl.Series) -> pl.Series:
    """Quote nobody's words in complaints about rows of which tables are made that hold words."""
    return reasons.str.replace_all(SAID, "…") if WORDS.keys() & set(tables) else reasons


def _begun(values: dict[str, pl.Series], origin: Origin, contacts: pl.DataFrame | None) -> pl.Series | None:
    """When each row's contact began, where another table says it."""
    if contacts is None or "contact_id" not in values:
        return None
    ids = pl.DataFrame({"contact_id": values["contact_id"]})
    prefixed = ids.select(contact_id=pl.lit(f"{origin.source}:") + pl.col("contact_id"))
    starts = contacts.group_by("contact_id").agg(pl.col("started_at").min())
    return prefixed.join(starts, on="contact_id", how="left", maintain_order="left")["started_at"]


def _repeated(casts: dict[str, Cast], frame: pl.DataFrame) -> frozenset[int]:
    twice = begins_twice(casts)
    rows = frame.clear() if twice is None else frame.filter(twice)
    return frozenset(rows[SOURCE_ROW].explode().drop_nulls().to_list())


def _accepted(table: Table) -> dict[str, str]:
    """What a SELECT may call each column."""
    seconds = {name.removesuffix("_ms") + "_s": name for name in table.columns if name.endswith("_ms")}
    return {name: name for name in (*table.columns, "version", SOURCE_ROW)} | seconds


def _values(frame: pl.DataFrame) -> list[str]:
    return [name for name in frame.columns if name != SOURCE_ROW]


def _cast(table: Table, column: pl.Series, origin: Origin) -> Cast:
    if column.name.endswith("_s") and column.name not in table.columns:
        return milliseconds(column, origin.written)
    if column.name.endswith("_on"):
        return days(column, origin.zone)
    return cast(column, table.columns.get(column.name, pl.Int64()), origin.zone, origin.written)


def _complete(
    table: Table, values: dict[str, pl.Series], frame: pl.DataFrame, origin: Origin
) -> pl.DataFrame:
    """Every column of the table in its order, with nulls for what the source does not say."""
    known = pl.DataFrame([column.alias(name) for name, column in values.items()])
    absent = [pl.lit(None, dtype).alias(name) for name, dtype in table.columns.items() if name not in values]
    version = pl.col("version").fill_null(origin.version) if "version" in values else pl.lit(origin.version)
    return known.with_columns(
        *absent, version.cast(pl.Int64).alias("version"), pl.lit(origin.source).alias("source")
    ).select("source", "version", *table.columns, frame[SOURCE_ROW])


def _reason(table: Table, casts: dict[str, Cast], rows: pl.DataFrame) -> pl.Series:
    """All complaints about each row in one text, null where there is none."""
    uncast = {name: each.faults for name, each in casts.items()}
    rules = rows.select(*_missing(table), *_not_allowed(table), *_negative(table), *_backwards(table))
    missing = [_unless(rules[name], uncast.pop(name, None)) for name in table.required]
    complaints = [*uncast.values(), *missing, *rules.drop(table.required).get_columns()]
    named = [column.alias(str(n)) for n, column in enumerate(complaints)]
    joined = pl.concat_str(pl.all(), separator="; ", ignore_nulls=True)
    return pl.DataFrame(named).select(pl.when(joined != "").then(joined).alias("reason")).to_series()


def _unless(missing: pl.Series, uncast: pl.Series | None) -> pl.Series:
    """A value that could not be cast is null now: its own sentence says more than "missing"."""
    return missing if uncast is None else uncast.zip_with(uncast.is_not_null(), missing)


def _missing(table: Table) -> list[pl.Expr]:
    complaint = _("{name} is missing")
    return [
        pl.when(pl.col(name).is_null()).then(pl.lit(complaint.format(name=name))).alias(name)
        for name in table.required
    ]


def _not_allowed(table: Table) -> list[pl.Expr]:
    return [
        pl.when(~pl.col(name).is_in(allowed))
        .then(
            pl.concat_str(
                pl.lit(f"{name}: "),
                shown(pl.col(name)),
                pl.lit(_(" is not one of {allowed}").format(allowed=", ".join(allowed))),
            )
        )
        .alias(f"allowed {name}")
        for name, allowed in table.allowed.items()
    ]


def _negative(table: Table) -> list[pl.Expr]:
    complaint = _("{name} is negative")
    return [
        pl.when(pl.col(name) < 0).then(pl.lit(complaint.format(name=name))).alias(f"negative {name}")
        for name in table.columns
        if name.endswith(("_ms", "_s"))
    ]


def _backwards(table: Table) -> list[pl.Expr]:
    complaint = _("{end} is before {start}: is the source's clock right?")
    return [
        pl.when(pl.col(end) < pl.col(start))
        .then(pl.lit(complaint.format(end=end, start=start)))
        .alias(f"backwards {end}")
        for start, end in ENDS_AFTER
        if start in table.columns and end in table.columns
    ]


def _prefixed(table: Table, rows: pl.DataFrame, origin: Origin) -> pl.DataFrame:
    prefix = pl.lit(f"{origin.source}:")
    return rows.with_columns((prefix + pl.col(name)).alias(name) for name in table.ids)
