"""The median of what partly still goes on: the same in an expression as of the whole curve."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics import km
from metrics.censored import median_seconds

FIGURE = median_seconds(pl.col("t"), pl.col("over")).alias("median")
LASTED = st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=20)


def lasting(*rows):
    return pl.DataFrame(
        [(seconds * 1000, over) for seconds, over in rows],
        schema={"t": pl.Int64, "over": pl.Boolean},
        orient="row",
    )


def test_what_still_goes_on_is_not_dropped():
    half = lasting((1, True), (2, True), (9, False), (9, False)).select(FIGURE)["median"][0]
    over = lasting((1, True), (9, False), (9, False)).select(FIGURE)["median"][0]

    assert (half["value"], half["numerator"], half["denominator"]) == (2, 2, 4)
    assert (over["value"], over["low"]) == (None, 9)


def test_nothing_has_no_median():
    none = lasting().select(FIGURE)["median"][0]
    unknown = pl.DataFrame({"t": [None], "over": [False]}, schema={"t": pl.Int64, "over": pl.Boolean})

    assert (none["value"], none["denominator"]) == (None, 0)
    assert unknown.select(FIGURE)["median"][0]["denominator"] == 0


@settings(deadline=None)
@given(LASTED)
def test_it_is_the_median_of_the_curve(rows):
    found = lasting(*rows)
    counts = found.group_by("t").agg(n=pl.len().cast(pl.Int64), events=pl.col("over").sum().cast(pl.Int64))

    curve = km.medians(counts.with_columns(group=pl.lit(0)).sort("t"), "group").drop("group").to_dicts()

    assert found.select(FIGURE)["median"].to_list() == curve


def test_each_group_has_its_own():
    rows = lasting((1, True), (2, True), (5, True)).with_columns(group=pl.Series(["a", "b", "b"]))

    found = rows.group_by("group", maintain_order=True).agg(FIGURE)

    assert [one["value"] for one in found["median"]] == [1, 2]
