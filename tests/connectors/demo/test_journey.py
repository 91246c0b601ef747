"""What happens to customers outside of contacts, and the plan of who works."""

from datetime import timedelta

import polars as pl

from connectors.demo.cuts import Tables
from connectors.demo.dates import kind_of
from connectors.demo.journey import declines, events
from connectors.demo.world import world
from tests.connectors.demo.centre import DAYS, END, START, ZONE, local

WORK_DAYS = [day for day in DAYS if kind_of(day) == "work"]
OPEN_HALF_HOURS = {"work": 24, "short": 10, "closed": 24}


def test_everything_that_may_happen_happens_to_known_customers(built: Tables) -> None:
    events = built["journey_events"]

    assert set(events["kind"]) == {
        *("order", "invoice", "card_declined", "payment_failed", "delivery_late", "page_viewed"),
    }
    assert events.join(built["customers"], on="customer_id", how="anti").is_empty()
    assert events["detail"].null_count() == 0


def test_a_card_is_declined_on_the_morning_after_its_invoice(built: Tables) -> None:
    events = built["journey_events"].with_columns(day=local("at").dt.date())
    sent = events.filter(kind="invoice").select("customer_id", "day", sent_at="at")
    failed = events.filter(pl.col("kind").is_in(["card_declined", "payment_failed"]))
    pairs = failed.join(sent, on=["customer_id", "day"])

    assert pairs.height == failed.height > 150
    assert pairs.filter(pl.col("sent_at") >= pl.col("at")).is_empty()
    assert 0.025 < failed.filter(kind="card_declined").height / sent.height < 0.045
    assert sent["customer_id"].is_duplicated().sum() == 0  # one in three months


def test_each_open_half_hour_of_each_queue_is_planned(built: Tables) -> None:
    plans = built["staffing"].with_columns(day=local("starts_at").dt.date())
    found = dict(
        plans.filter(pl.col("day").is_in(DAYS))
        .group_by("day")
        .agg(pl.struct("queue", "starts_at").n_unique())
        .rows()
    )
    queues = plans["queue"].n_unique()

    assert found == {day: queues * OPEN_HALF_HOURS[kind_of(day)] for day in DAYS}
    assert set(plans["interval_s"]) == {int(timedelta(minutes=30).total_seconds())}


def test_agents_are_planned_two_weeks_ahead(built: Tables) -> None:
    last = built["staffing"].select(local("starts_at").dt.date().max()).item()

    assert last == END.date() + timedelta(days=15)


def test_somebody_is_needed_and_planned_in_busy_hours(built: Tables) -> None:
    hours = built["staffing"].filter(local("starts_at").dt.hour().is_between(9, 15))
    busy = hours.filter(local("starts_at").dt.date().is_in(WORK_DAYS))

    assert busy["required"].min() > 0  # type: ignore[operator]
    assert busy["scheduled"].min() > 0  # type: ignore[operator]
    assert busy["scheduled"].max() < 3 * busy["required"].max()  # type: ignore[operator]


def test_declines_found_one_by_one_are_those_of_the_events() -> None:
    centre = world(1, "small", ZONE, START.date())
    days = [START.date() + timedelta(days=n) for n in (0, 40, 80)]
    found = [declines(centre, day) for day in days]
    told = [events(centre, day).filter(kind="card_declined").select("customer", "at").rows() for day in days]

    assert found == told
    assert sum(len(each) for each in found) > 15
