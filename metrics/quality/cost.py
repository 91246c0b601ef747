"""Sum up the faults of records by field, and hold what mending costs at entry, later and after the damage
against the rule 1-10-100 (Labovitz and Chang 1992), which is an assumption and no measurement."""

from dataclasses import dataclass
from typing import Literal

import polars as pl

from metrics import intervals
from metrics.causes import FIELD
from metrics.matched import Difference, difference
from metrics.quality.faults import ORDER, Records
from metrics.quality.fields import FAULTS
from metrics.ratio import ratio
from metrics.within import Within

LEAST_DAMAGED = 10  # records, under which a mean is not judged
ASSUMED = {"entry": 1, "later": 10, "damage": 100}
AGAIN = Within(7, "same")
ALIKE = ("topic_family", "channel")
When = Literal["entry", "later", "damage"]


def by_field(rows: pl.DataFrame, told: Records) -> pl.DataFrame:
    """Sum up `faults.looked_at` by field, what costs most first, then by the share of faults.

    Columns: field, checked, missing, invalid, stale, contradicting (null where nobody can tell), faulty,
    sound (figure: those without a fault / checked), contacts (that showed it), minutes (lost at wrong desks).
    """
    faults = [(pl.col("fault") == name).sum().cast(pl.Int64).alias(name) for name in FAULTS]
    table = rows.group_by("field").agg(
        pl.len().cast(pl.Int64).alias("checked"),
        *faults,
        faulty=pl.col("fault").count().cast(pl.Int64),
        contacts=pl.col("contacts").filter(pl.col("fault").is_not_null()).sum(),
        minutes=pl.col("minutes").filter(pl.col("fault").is_not_null()).sum(),
    )
    blanked = table.with_columns(
        pl.when(~pl.col("field").is_in([one for one in ORDER if not told.judges(one, name)])).then(name)
        for name in FAULTS
    )
    place = pl.col("field").replace_strict(ORDER, return_dtype=pl.Int64)
    shared = blanked.with_columns(sound=ratio(pl.col("checked") - pl.col("faulty"), pl.col("checked")))
    worst = pl.col("faulty") / pl.col("checked")
    return shared.sort("minutes", worst, place, descending=[True, True, False])


@dataclass(frozen=True)
class Step:
    """What a faulty record costs, in minutes, when it is mended then; None where nobody knows.

    `assumed` is what 1-10-100 says of a record that takes so long at entry, `times` how many times as much as
    at entry it is by the organisation's own figures. Of `n` records measured.
    """

    when: When
    minutes: float | None
    assumed: float
    low: float | None = None
    high: float | None = None
    n: int = 0
    is_measured: bool = False
    times: float | None = None


def ladder(faults: pl.DataFrame, at_entry: float, found_later: float | None = None) -> tuple[Step, ...]:
    """Set the own ladder beside the assumed one.

    faults are of `faults.to_mend`. at_entry and found_later are minutes that mending one takes, as the
    organisation says; after the damage it is measured: minutes lost at wrong desks for each record that led
    anybody there, and the mending.
    """
    damaged = faults.filter(pl.col("minutes") > 0)["minutes"]
    n, total = len(damaged), float(damaged.sum())
    mean = at_entry + total / n if n >= LEAST_DAMAGED else None
    low, high = _bounds(damaged, at_entry) if n >= LEAST_DAMAGED else (None, None)
    return (
        Step("entry", at_entry, at_entry * ASSUMED["entry"], times=1.0),
        Step("later", found_later, at_entry * ASSUMED["later"], times=_times(found_later, at_entry)),
        Step("damage", mean, at_entry * ASSUMED["damage"], low, high, n, True, _times(mean, at_entry)),
    )


def _bounds(minutes: pl.Series, at_entry: float) -> tuple[float, float]:
    x = pl.col("minutes")
    low, high = intervals.of_mean(x.sum(), (x**2).sum(), x.len())
    found = minutes.to_frame("minutes").select(low=low.clip(lower_bound=0), high=high).row(0)
    return at_entry + float(found[0]), at_entry + float(found[1])


def _times(minutes: float | None, at_entry: float) -> float | None:
    return None if minutes is None or not at_entry else minutes / at_entry


@dataclass(frozen=True)
class Repeats:
    """How many more contacts come again about the same after a field led them to a wrong desk.

    `more` is the difference from contacts alike that no field led astray; `contacts` those above the usual,
    with low and high, `minutes` what they take. None where nobody can say.
    """

    more: Difference
    contacts: float | None = None
    low: float | None = None
    high: float | None = None
    minutes: float | None = None


def repeats(contacts: pl.LazyFrame, name: str, minutes_each: float | None) -> Repeats:
    """Compare contacts that a field led astray with those alike that were at no wrong desk: an association.

    contacts are of `causes.attributed`. Alike: topic family and channel. minutes_each: of one contact.
    """
    is_led = (pl.col("cause") == FIELD) & (pl.col("detail") == name)
    kept = contacts.filter(is_led.fill_null(value=False) | pl.col("cause").is_null())
    rows = kept.select(
        *ALIKE,
        who=pl.coalesce("person", "contact_id"),
        had=is_led.fill_null(value=False),
        y=pl.when(AGAIN.matured()).then(AGAIN.came_again()),
    ).collect()
    found = difference(rows, ALIKE)
    if found.value is None or found.low is None or found.high is None:
        return Repeats(found)
    more, low, high = (found.alike * end for end in (found.value, found.low, found.high))
    return Repeats(found, more, low, high, None if minutes_each is None else more * minutes_each)
