"""The map that the demo gives of itself: nothing of it needs settings."""

from dataclasses import replace

from connectors.demo.around import from_the_beginning
from connectors.demo.mapped import topics
from connectors.demo.people import LANGUAGES
from connectors.demo.world import World, world
from store.centre_map import CentreMap
from tests.connectors.demo.centre import FIRST, START, ZONE, demo, own_map, weeks
from tests.connectors.fetched import fetch


def full() -> World:
    return world(7, "full", ZONE, FIRST.date())


def of_full() -> CentreMap:
    return own_map(from_the_beginning(full(), "demo"))


def test_a_topic_is_owned_by_each_queue_that_handles_it() -> None:
    owners = of_full().centre.owners

    assert owners["Unclear invoice"] == ("Billing", "Chat", "E-mail")
    assert owners["More lines"] == ("Business desk",)
    assert set(owners) == set(full().handling)


def test_what_is_planned_to_go_on_is_an_escalation() -> None:
    assert of_full().centre.escalations == (("Orders & delivery", "Billing", "Wrong item"),)


def test_nothing_goes_on_to_a_queue_that_is_not_there() -> None:
    without_billing = replace(full(), queues=full().queues[1:])

    assert topics(without_billing)["escalations"].drop_nulls().to_list() == []


def test_a_small_centre_names_no_queue_that_it_does_not_have() -> None:
    centre = own_map(weeks(1)).centre

    assert centre.escalations == ()
    assert set(centre.serves) == set(weeks(1)["legs"]["queue"].drop_nulls())


def test_the_desk_of_businesses_is_for_them_alone_and_the_others_for_anybody() -> None:
    serves = of_full().centre.serves

    assert serves["Business desk"]["segment"] == ("business",)
    assert serves["Business desk"]["plan"] == ("Office", "Office plus", "Lines")
    assert serves["Billing"]["segment"] == ("family", "single", "student", "senior", "business")
    assert {fields["language"] for fields in serves.values()} == {tuple(name for name, _ in LANGUAGES)}


def test_its_records_say_what_the_map_knows() -> None:
    records, serves = weeks(1)["customers"], own_map(weeks(1)).centre.serves

    assert set(records["segment"].unique()) == set(serves["Billing"]["segment"])
    assert set(records["plan"].unique()) == set(serves["Billing"]["plan"])
    assert set(records["language"].unique()) == set(serves["Billing"]["language"])
    assert set(records["home_queue"].drop_nulls().unique()) <= set(serves)


def test_nothing_is_missing_but_the_escalation_of_a_queue_that_a_small_centre_lacks() -> None:
    assert own_map(weeks(1)).missing == (
        "No escalation is named: every way on to another queue counts as not planned.",
    )


def test_it_comes_once_and_with_the_first_fetch() -> None:
    first = fetch(demo(), until=START.replace(day=17))
    later = fetch(demo(), first.cursor, until=START.replace(day=18))

    assert (first.table("queues").height, first.table("topics")["topic"].is_unique().all()) == (6, True)
    assert [batch for batch in later.batches if {"queues", "topics"} & set(batch.tables)] == []
