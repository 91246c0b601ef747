import datetime as dt

import polars as pl
import pytest

from metrics.centre import Centre
from metrics.parts import Terms
from metrics.routes import routed
from metrics.routing import SUMS, costs, expression, matrix
from metrics.usual import usual_waits, with_net_wait
from tests.metrics.routing_rows import C1, C2, C3, C4, contact_of, gathered, leg, routes
from tests.metrics.rows import NOON

WEEK = dt.timedelta(days=7)


def figure(contacts, name, centre=None):
    return routes(*contacts, centre=centre).select(expression(name)).item()


def visits_of(*waits_s, queue="B", at=NOON, **given):
    rows = [
        contact_of(leg(queue, wait, 60, **given), contact_id=f"v{n}", at=at) for n, wait in enumerate(waits_s)
    ]
    return gathered(*rows)[0]


def net_waits(usual, *contacts):
    rows = with_net_wait(routed(*gathered(*contacts), Centre()), usual_waits(usual))
    return rows.sort("contact_id").collect()["net_extra_wait_ms"].to_list()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("transfer_rate", (2 / 3, 2, 3)),
        ("misroute_rate", (2 / 3, 2, 3)),
        ("misroute_rate_quick", (1 / 3, 1, 3)),
        ("misroute_rate_bounce", (1 / 3, 1, 3)),
        ("misroute_rate_shown", (1 / 3, 1, 3)),
        ("misroute_rate_topic", (None, 0, 0)),
        ("misroute_rate_disposition", (None, 0, 0)),
        ("bounces", (1, 1, None)),
        ("extra_wait_minutes", (410 / 60, 410 / 60, None)),
        ("wasted_handle_minutes", (3.5, 3.5, None)),
    ],
)
def test_the_anchor_as_figures(name, expected):
    found = figure([C1, C2, C3], name)

    assert (found["value"], found["numerator"], found["denominator"]) == expected


def test_shares_have_their_wilson_interval():
    found = figure([C1, C2, C3], "misroute_rate")

    assert (round(found["low"], 4), round(found["high"], 4)) == (0.2077, 0.9385)


def test_nobody_answered_is_no_rate_and_no_minute():
    left = [contact_of(leg("A", 5, None))]

    assert figure(left, "misroute_rate")["value"] is None
    assert figure(left, "extra_wait_minutes")["value"] == 0


def test_misroutes_that_no_rule_could_judge_are_counted():
    found = routes(C1, C2, C3).select(SUMS["misroutes_unjudged"](Terms())).item()

    assert found == 1


def test_flags_may_be_stored_as_numbers():
    rows = routes(C1, C2, C3)
    stored = rows.with_columns(pl.selectors.boolean().cast(pl.Int64))

    assert stored.select(expression("misroute_rate")).item()["numerator"] == 2
    assert stored.select(SUMS["misroutes_unjudged"](Terms())).item() == 1
    assert matrix(stored.lazy()).equals(matrix(rows.lazy()))


def test_a_net_wait_is_made_of_flags_stored_as_numbers():
    stored = routes(C1, C2).with_columns(pl.selectors.boolean().cast(pl.Int64)).lazy()

    rows = with_net_wait(stored, usual_waits(visits_of(*[60] * 10))).collect()
    assert rows["net_extra_wait_ms"].to_list() == [140_000, 0]


def test_costs_that_are_not_known_are_counted():
    rows = with_net_wait(routed(*gathered(C1, C2), Centre()), usual_waits(gathered(C1)[0])).collect()

    assert rows.select(expression("misroute_costs_unknown")).item()["value"] == 1


def test_the_matrix_shows_where_contacts_came_in_and_had_to_go():
    found = matrix(routes(C1, C2, C3, C4).lazy())

    assert found.select("first_queue", "last_queue", "answered", "misroutes").rows() == [
        ("A", "B", 2, 2),
        ("A", "A", 1, 1),
        ("B", "B", 1, 0),
    ]
    assert found["extra_wait_minutes"].to_list() == [500 / 60, 3.5, 0]
    assert found["wasted_handle_minutes"].to_list() == [4, 1.5, 0]


def test_costs_are_summed_by_any_column():
    refund = contact_of(leg("A", 5, 60), leg("B", 60, 60), contact_id="r", topic="Refund")
    found = costs(routes(C2, refund).lazy(), ["topic"])

    assert found.select("topic", "answered", "misroutes", "extra_wait_minutes").rows() == [
        ("Refund", 1, 1, 1.0),
        (None, 1, 0, 0.0),
    ]


def test_the_extra_wait_is_held_against_the_usual_one_of_that_hour_of_the_week():
    assert net_waits(visits_of(*[60] * 5, *[80] * 5, at=NOON - WEEK), C1, C2) == [130_000, 0]


def test_an_hour_of_ten_visits_has_its_own_usual_wait():
    rows = [
        contact_of(leg("B", 20, 60), contact_id=f"e{n}", at=NOON + dt.timedelta(hours=3)) for n in range(99)
    ]
    rows += [contact_of(leg("B", 70, 60), contact_id=f"h{n}", at=NOON - WEEK) for n in range(10)]

    assert net_waits(gathered(*rows)[0], C1) == [130_000]


def test_a_net_wait_may_be_negative():
    assert net_waits(visits_of(*[500] * 10), C1) == [-300_000]


def test_an_hour_of_few_visits_takes_the_mean_of_the_queue():
    elsewhere = visits_of(*[20] * 12, at=NOON + dt.timedelta(hours=3))

    assert net_waits(elsewhere, C1) == [180_000]


def test_a_queue_that_nobody_came_straight_to_has_no_usual_wait():
    assert net_waits(visits_of(*[20] * 12, queue="A"), C1, C2) == [None, 0]


def test_the_usual_wait_is_of_those_who_came_straight_however_it_ended():
    moved = gathered(*[contact_of(leg("A", 9, 9), leg("B", 900, 9), contact_id=f"m{n}") for n in range(20)])[
        0
    ]
    seen = usual_waits(moved).collect()

    assert seen["queue"].unique().to_list() == ["A"]
    assert usual_waits(visits_of(20, 20, outcome="abandoned")).collect()["usual_ms"].unique().to_list() == [
        20_000
    ]
    assert usual_waits(visits_of(20, 20, outcome="waiting")).collect().is_empty()
    assert usual_waits(visits_of(20, 20, outcome="closed")).collect().is_empty()


def test_every_hour_of_the_week_has_a_usual_wait():
    assert usual_waits(visits_of(20)).collect().shape == (168, 4)
