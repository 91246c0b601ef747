"""The customers of the simulated centre: who they are, how they are recognised, when they leave."""

import polars as pl

from connectors.demo.cuts import Tables
from connectors.demo.world import world
from tests.connectors.demo.centre import DAYS, ZONE, local

MANY, MONTH = 24_000, 30
NUMBER = pl.col("customer_id").str.tail(6)
IS_TELEPHONE = pl.col("customer_id").str.contains(":t")


def leavers(built: Tables) -> pl.DataFrame:
    gone = built["customers"].drop_nulls("churned_on")
    return gone.select(who=NUMBER, left=pl.col("churned_on").str.to_date())


def test_each_customer_has_a_record_and_at_most_one_that_ends_it(built: Tables) -> None:
    customers = built["customers"]
    counts = customers.group_by("customer_id").len()["len"]

    assert counts.len() == MANY
    assert set(counts) == {1, 2}
    assert customers.filter(pl.col("churned_on").is_null()).height == MANY
    assert customers.select(pl.col("segment", "plan", "joined_on", "annual_value").null_count()).row(0) == (
        *(0, 0, 0, 0),
    )


def test_some_eight_of_a_thousand_customers_leave_a_month(built: Tables) -> None:
    monthly = leavers(built).height / MANY * MONTH / (len(DAYS) - 1)

    assert 0.0065 < monthly < 0.0095  # three standard errors of some 130 who leave in three weeks


def test_a_record_says_that_a_customer_left_from_that_day_on(built: Tables) -> None:
    gone = built["customers"].drop_nulls("churned_on")

    assert gone.filter(local("valid_from").dt.date().cast(pl.String) != pl.col("churned_on")).is_empty()


def test_nobody_makes_contact_after_leaving(built: Tables) -> None:
    came = built["contacts"].filter(direction="inbound").with_columns(who=NUMBER)
    later = came.join(leavers(built), on="who").filter(local("started_at").dt.date() >= pl.col("left"))

    assert later.is_empty()


def test_nothing_happens_to_customers_who_have_left(built: Tables) -> None:
    happened = built["journey_events"].with_columns(who=NUMBER)

    assert happened.join(leavers(built), on="who").filter(local("at").dt.date() >= pl.col("left")).is_empty()


def test_two_records_of_a_person_share_what_both_know(built: Tables) -> None:
    known = built["identities"].with_columns(who=NUMBER)
    both = known.filter(IS_TELEPHONE).join(known.filter(~IS_TELEPHONE), on=["who", "kind"])

    assert both.filter(pl.col("value") != pl.col("value_right")).is_empty()
    assert both.filter(kind="email").height > 5000 > both.filter(kind="phone").height > 2500
    assert set(known.filter(~IS_TELEPHONE)["who"]) - set(both["who"])  # and some share nothing


def test_some_numbers_are_of_many_and_addresses_of_one_person(built: Tables) -> None:
    shared = (
        built["identities"].with_columns(who=NUMBER).group_by("kind", "value").agg(pl.col("who").n_unique())
    )
    numbers = shared.filter(pl.col("who") > 1)

    assert set(numbers["kind"]) == {"phone"}
    assert numbers["who"].max() > 5  # type: ignore[operator]
    assert 0.005 < numbers["who"].sum() / MANY < 0.015


def test_every_topic_menu_node_and_language_occurs(built: Tables) -> None:
    centre = world(1, "small", ZONE, DAYS[0])
    topics = {topic.name for queue in centre.queues for topic in queue.topics}
    nodes = built["contacts"].select(pl.col("menu_path").drop_nulls().str.split(">").explode()).to_series()
    spoken = [queue for queue in centre.queues if queue.branch]
    named = {topic.name.lower() for queue in spoken for topic in queue.topics if not queue.segment}
    named |= {queue.branch for queue in spoken if not queue.segment}

    assert set(built["contacts"]["topic"].drop_nulls()) == topics
    assert named | {"recognised", "agent", "back", "change of details"} <= set(nodes)
    assert set(built["contacts"]["language"]) == {"he", "ru", "ar", "en"}
