import datetime as dt

import polars as pl
import pytest

from metrics.causes import attributed
from metrics.centre import Centre
from metrics.menu import Menu, walked
from metrics.routes import routed
from metrics.usual import usual_waits, with_net_wait
from metrics.wrong_desks import flow_outs, folded, moves, split, total, with_field, with_segment
from tests.metrics.routing_rows import C1, C2, C3, C4, RECORD, contact_of, gathered, leg
from tests.metrics.rows import NOON

WEEK = dt.timedelta(days=7)


def record(customer_id="ann", valid_from=NOON - 52 * WEEK, **given):
    plain = dict.fromkeys(("home_queue", "language", "segment", "plan"))
    return {"customer_id": customer_id, "valid_from": valid_from, **plain, **given}


def judged(*contacts, records=(), centre=None):
    """Contacts as the page splits them; a topic is a family of its own."""
    legs, asked = gathered(*contacts)
    held = pl.LazyFrame(list(records), schema=RECORD)
    centre = centre or Centre()
    rows = with_net_wait(walked(routed(legs, asked, centre), Menu()), usual_waits(legs))
    known = attributed(rows.with_columns(topic_family="topic"), held, centre)
    return with_segment(with_field(known), held)


def told(table, *names):
    return table.select(*names, "answered", "misroutes", "extra_wait_minutes", "wasted_handle_minutes").rows()


def test_the_anchor_from_queue_to_queue():
    table = split(judged(C1, C2, C3, C4), "way")

    assert told(table, "first_queue", "last_queue") == [
        ("A", "B", 2, 2, 500 / 60, 4.0),
        ("A", "A", 1, 1, 3.5, 1.5),
        ("B", "B", 1, 0, 0.0, 0.0),
    ]
    assert round(60 * total(table)["lost_minutes"], 6) == 710 + 330


def many(n, **given):
    return [contact_of(leg("A", 10, 60), contact_id=f"m{at}{given}", **given) for at in range(n)]


def test_a_part_of_too_few_contacts_is_ranked_after_those_that_can_be_judged():
    few = [
        contact_of(leg("A", 0, 600), leg("B", 600, 60), contact_id=f"f{at}", topic="rare") for at in range(29)
    ]
    table = split(judged(*many(30, topic="usual"), *few), "topic")

    assert table.select("topic_family", "is_judged").rows() == [("usual", True), ("rare", False)]


def test_a_field_at_fault_is_a_share_of_the_misrouted():
    wrong = contact_of(leg("A", 10, 60), leg("B", 120, 300), contact_id="w", customer_id="ann")
    table = split(judged(wrong, C1, C2, records=[record(home_queue="A")]), "field")

    assert table.select("field", "misroutes", pl.col("share").struct.field("value")).rows() == [
        (None, 1, 0.5),
        ("home_queue", 1, 0.5),
    ]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([record(segment="private")], "private"),
        ([record(segment="private"), record(segment="business", valid_from=NOON - WEEK)], "business"),
        ([record(segment="private"), record(segment="business", valid_from=NOON + WEEK)], "private"),
        ([record()], None),
        ([record("ben", segment="private")], None),
    ],
    ids=["on record", "the newest", "not one that came later", "an empty record", "no record"],
)
def test_a_segment_is_the_one_on_record_when_the_contact_began(records, expected):
    contact = contact_of(leg("A", 10, 60), customer_id="ann")

    assert judged(contact, records=records).collect()["segment"].to_list() == [expected]


def test_queues_that_cost_little_are_put_together():
    ways = [("A", "B", 300), ("C", "B", 200), ("D", "E", 100), ("F", "G", 50)]
    contacts = [
        contact_of(leg(begin, 0, wait), leg(end, wait, 60), contact_id=begin) for begin, end, wait in ways
    ]
    table = folded(split(judged(*contacts, C2), "way"), ("first_queue", "last_queue"), 2)

    assert table.select("first_queue", "last_queue", "misroutes", "lost_minutes").rows() == [
        ("", "", 1, 100 / 60),
        ("", "E", 1, 200 / 60),
        ("A", "B", 1, 10.0),
        ("C", "B", 1, 400 / 60),
    ]


def moved(by, contact_id, **given):
    return contact_of(
        leg("A", 5, 60, ended_by=by, transferred_to="B"), leg("B", 5, 60), contact_id=contact_id
    )


def test_moves_are_told_apart_by_kind_and_add_up():
    planned = contact_of(
        leg("A", 5, 60, ended_by="transfer_blind"), leg("C", 5, 60), contact_id="p", topic="Refund"
    )
    kinds = [("transfer_blind", "b"), ("transfer_consult", "c"), ("agent", "u")]
    centre = Centre(escalations=[("A", "C", "Refund")])
    table = moves(judged(*(moved(*kind) for kind in kinds), planned, C2, centre=centre))

    assert table.rows() == [("planned", 1, 1), ("blind", 1, 1), ("consulted", 1, 1), ("untold", 1, 1)]


def test_several_moves_of_a_contact_are_one_contact():
    table = moves(judged(C3))

    assert table.rows()[-1] == ("untold", 2, 1)


def test_what_the_system_moved_on_is_counted_apart():
    rows = judged(contact_of(leg("A", 60, None, outcome="overflow"), leg("B", 5, 60)), C2)

    assert flow_outs(rows) == (1, 1)
    assert moves(rows)["times"].sum() == 0
