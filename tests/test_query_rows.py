"""Which groups `query` prints."""

import polars as pl

from query import told

PART = pl.Struct({"value": pl.Float64, "numerator": pl.Float64, "denominator": pl.Float64})
BOTH = {"kind": pl.String, "rate": PART, "count": PART}


def rows(*given):
    return pl.DataFrame(list(given), schema=BOTH, orient="row")


def figure(value, numerator, denominator):
    return {"value": value, "numerator": numerator, "denominator": denominator}


NOTHING, UNKNOWN = figure(None, 0, 0), figure(None, None, None)


def test_a_group_of_which_nothing_is_counted_is_not_printed():
    found = told(rows(("credit", figure(0.5, 1, 2), None), ("other", NOTHING, None)), ["rate"])

    assert found["kind"].to_list() == ["credit"]


def test_a_group_of_which_one_figure_tells_is_printed():
    given = rows(("other", NOTHING, figure(0, 0, None)), ("late", figure(None, 0, 3), NOTHING))

    assert told(given, ["rate", "count"])["kind"].to_list() == ["other", "late"]


def test_what_nobody_knows_is_printed():
    assert told(rows(("agent", UNKNOWN, UNKNOWN)), ["rate", "count"]).height == 1
