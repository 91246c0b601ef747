"""Whom a list has first: by the score, or by what was learnt before, of those with points alone."""

from datetime import date

import polars as pl
import pytest

from metrics.risk import EVIDENCE, weighed
from metrics.risk.score import scores
from metrics.risk.told import figures, listed
from metrics.risk_model.backtest import ranked
from metrics.risk_model.features import features, keys
from metrics.risk_model.ordered import by_points, in_order, orders
from metrics.risk_model.told import reliability
from metrics.work_list import chosen
from tests.metrics.grounded import NOW, fact, someone
from tests.metrics.replayed import replayed, studied, ways

MONDAY = date(2026, 3, 9)


def told():
    """Ann asked to cancel, Bob complained, Cid is content."""
    facts = pl.concat(
        [fact("cancel", person="ann"), fact("complaint", person="bob"), fact("content", person="cid")]
    )
    return facts, scores(facts, pl.concat([someone(name) for name in ("ann", "bob", "cid")]), NOW)


def by(kind):
    return in_order(*told(), NOW, ways()[kind], EVIDENCE)


@pytest.mark.parametrize(
    ("kind", "people"), [("score", ["ann", "bob", "cid"]), ("logistic", ["bob", "ann", "cid"])]
)
def test_those_scored_stand_in_the_order_of_what_was_learnt(kind, people):
    rows = by(kind)

    assert rows["person"].to_list() == people
    assert rows["rank"].to_list() == [1, 2, 3]


def test_chances_are_those_of_the_calibration():
    assert by("logistic")["chance"].round(3).to_list() == [0.5, 0.269, 0.022]  # log-odds 3, 2, -0.8, less 3


def test_without_a_calibration_no_chance_is_told():
    assert by_points(told()[1])["chance"].to_list() == [None] * 3


def test_whoever_has_no_points_is_not_listed_by_a_model_either():
    rows = chosen(by("logistic"), 5, MONDAY, NOW, {})

    assert rows["person"].to_list() == ["bob", "ann"]
    assert rows["points"].to_list() == [10.0, 20.0]


def test_past_lists_list_nobody_without_points_either():
    facts, scored = told()
    rows = ranked(features(facts, scored, NOW), keys(EVIDENCE), ways()["logistic"], EVIDENCE)

    assert rows.select("person", "speaks").rows() == [("bob", True), ("ann", True), ("cid", False)]


def test_who_is_told_of_every_week_counts_once_for_each_horizon():
    step = reliability(replayed()).filter(kind="score").row(-1, named=True)

    assert (step["share"]["numerator"], step["share"]["denominator"]) == (7.0, 30.0)
    assert step["share"]["low"] == pytest.approx(0.0615, abs=1e-4)  # Wilson of 1.75 in 7.5
    assert step["share"]["high"] == pytest.approx(0.5859, abs=1e-4)


def test_the_chosen_way_orders():
    assert orders(studied(), EVIDENCE).kind == "logistic"
    assert orders(studied("score", "worse"), EVIDENCE).kind == "score"


@pytest.mark.parametrize("why", ["few", "leak", "untested"])
def test_what_was_not_tested_orders_nothing(why):
    assert orders(studied("score", why), EVIDENCE) is None


def test_what_was_learnt_with_other_weights_orders_nothing():
    other = weighed({"complaint": 12.0}, {})

    assert orders(studied(), other) is None


def test_who_is_held_out_or_called_of_late_is_not_counted():
    rows = chosen(by_points(told()[1]), 5, MONDAY, NOW, {"bob": NOW})
    shown = rows.with_columns(is_held_out=pl.Series([1, 0]))

    found = listed(told()[1], shown)
    assert found.select("customer", "rank", "is_listed").rows() == [
        ("bob", 1, False),
        ("ann", None, False),
        ("cid", None, False),
    ]
    assert figures(listed(told()[1], rows), ["at_risk"], [])["at_risk"][0]["value"] == 1


@pytest.mark.parametrize("by", [["rank"], ["customer"], ["rank", "customer"], ["customer", "reason"]])
@pytest.mark.parametrize(
    ("asked", "people"), [(["risk_score"], 2), (["at_risk"], 1), (["at_risk", "risk_score"], 1)]
)
def test_by_customer_or_rank_the_list_is_told_as_it_is_shown_and_nobody_held_out(by, asked, people):
    """Ann, with the most points, is held out; Bob was called of late, Cid is to be called."""
    rows = chosen(by_points(told()[1]), 5, MONDAY, NOW, {"bob": NOW})
    third = rows.tail(1).with_columns(person=pl.lit("cid"), called_at=pl.lit(None, rows.schema["called_at"]))
    shown = pl.concat([rows.with_columns(is_held_out=pl.Series([1, 0])), third])

    found = figures(listed(told()[1], shown), asked, by)

    assert found.height == people
    assert set(found.get_column("rank", default=pl.Series([1, 2]))) <= {1, 2}
    assert "ann" not in found.get_column("customer", default=pl.Series(dtype=pl.String))
