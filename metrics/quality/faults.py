"""Find the faults of customers' records: each customer and field has one at most, so that costs add up."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from language import script_of
from metrics.people import MOST_SHARERS
from metrics.quality.fields import ALL_FIELDS, FIELDS, IDENTITIES, OF_RECORDS
from metrics.tenure import day_of

KEPT = 0.1  # a field that fewer of a source's segment have is not kept for them, and not missing
OLDEST = date(1900, 1, 1)
PHONE, EMAIL = r"^\+[1-9]\d{6,14}$", r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
OF_TWO = ("language", "born_on")  # that two records of one person must agree on
BY = ["source", "segment"]
OF_ROWS = ("customer_id", "person", "source", "name", "valid_from", *OF_RECORDS)
ORDER = {name: n for n, name in enumerate(FIELDS)}
LISTED = (
    *("customer_id", "name", "source", "segment", "field", "fault", "recorded", "shown"),
    *("since", "contacts", "minutes", "last_at"),
)


@dataclass(frozen=True, kw_only=True)
class Records:
    """What is looked at, on a day.

    rows: the records in force, one for each customer who has not left: OF_ROWS. identities: customer_id,
    kind, value. allowed: field → the words that are valid; of others nothing is invalid, for nobody knows.
    shown is of `evidence.shown`.
    """

    rows: pl.DataFrame
    identities: pl.DataFrame
    shown: pl.DataFrame
    today: date
    allowed: Mapping[str, Collection[str]] = field(default_factory=dict)

    def judges(self, name: str, fault: str) -> bool:
        """Tell whether a fault of a field can be seen at all; where it cannot, it is not 0 but unknown."""
        about = FIELDS[name]
        if fault == "invalid" and about.kind == "word":
            return name in self.allowed or name == "language"
        return fault in {"missing", "invalid"} or bool(getattr(about, fault))


def looked_at(told: Records) -> pl.DataFrame:
    """Give a row per customer and field that the centre keeps: LISTED, with a fault of null where none is."""
    rows = told.rows.with_columns(**_identities(told))
    each = pl.concat([_of(told, rows, one.name) for one in ALL_FIELDS])
    beside = each.join(told.shown.drop("recorded"), on=["customer_id", "field"], how="left")
    stale = pl.when(pl.col("last_at").is_not_null()).then(pl.lit("stale"))
    fault = pl.coalesce("first", stale, "last").alias("fault")
    return beside.with_columns(fault, pl.col("contacts", "minutes").fill_null(0)).select(LISTED)


def to_mend(rows: pl.DataFrame) -> pl.DataFrame:
    """List the faults of `looked_at`, those that cost most first."""
    place = pl.col("field").replace_strict(ORDER, return_dtype=pl.Int64)
    faulty = rows.filter(pl.col("fault").is_not_null())
    return faulty.sort("minutes", "contacts", place, "customer_id", descending=[True, True, False, False])


def _identities(told: Records) -> dict[str, pl.Series]:
    """Put telephone and e-mail beside records, and of each by how many customers its value is shared."""
    known = told.identities.filter(pl.col("value").str.len_chars() > 0)
    sharers = known.with_columns(sharers=pl.col("customer_id").n_unique().over("kind", "value"))
    found: dict[str, pl.Series] = {}
    for kind in IDENTITIES:
        one = sharers.filter(kind=kind).unique("customer_id", keep="first", maintain_order=True)
        beside = told.rows.select("customer_id").join(
            one, on="customer_id", how="left", maintain_order="left"
        )
        found |= {kind: beside["value"], f"{kind}_sharers": beside["sharers"]}
    return found


def _of(told: Records, rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Look at one field of all records whose source keeps it."""
    said = _said(name)
    is_kept = said.is_not_null().mean().over(BY) >= KEPT
    first = (
        pl.when(said.is_null())
        .then(pl.lit("missing"))
        .when(_invalid(told, rows, name).fill_null(value=False))
        .then(pl.lit("invalid"))
    )
    last = pl.when(_contradicts(name).fill_null(value=False)).then(pl.lit("contradicting"))
    recorded = pl.lit(None, pl.String) if name in IDENTITIES else said
    return (
        rows.with_columns(first=first, last=last)
        .filter(is_kept)
        .select(
            *("customer_id", "name", "source", "segment"),
            pl.lit(name).alias("field"),
            recorded.alias("recorded"),
            "first",
            "last",
            since="valid_from",
        )
    )


def _said(name: str) -> pl.Expr:
    """What a record says, as text; null where it says nothing."""
    text = pl.col(name).cast(pl.String).str.strip_chars()
    return pl.when(text.str.len_chars() > 0).then(text)


def _invalid(told: Records, rows: pl.DataFrame, name: str) -> pl.Expr:
    said, kind = _said(name), FIELDS[name].kind
    if kind == "identity":
        return ~said.str.contains(PHONE if name == "phone" else EMAIL)
    if kind == "number":
        return ~(pl.col(name).is_finite() & (pl.col(name) >= 0))
    if kind == "day":
        day, today = day_of(name), pl.lit(told.today)
        is_far = day < pl.lit(OLDEST)
        return day.is_null() | is_far | ((day > today) if name in {"born_on", "joined_on"} else pl.lit(False))
    if name in told.allowed:
        return ~said.is_in(list(told.allowed[name]))
    if name == "language":
        known = [word for word in rows[name].drop_nulls().unique() if script_of(word) is not None]
        return ~said.is_in(known)
    return pl.lit(value=False)


def _contradicts(name: str) -> pl.Expr:
    """Whether two fields, two records of a person or two customers say what cannot both be so."""
    if name in IDENTITIES:
        return pl.col(f"{name}_sharers") > MOST_SHARERS
    told: list[pl.Expr] = []
    if name in OF_TWO:
        told.append(_said(name).drop_nulls().n_unique().over("person") > 1)
    if name == "born_on":
        told.append(day_of("born_on") > day_of("joined_on"))
    if name == "contract_ends_on":
        told.append(day_of("contract_ends_on") < day_of("joined_on"))
    return pl.any_horizontal(told) if told else pl.lit(value=False)
