from random import Random
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from metrics.links import GAPS, LONGEST_MS, RECONNECT_MS, linked, touched
from tests.metrics.linked import DAY, came, told

quick = settings(max_examples=60, deadline=None)
Row = dict[str, Any]
# Half of the moments lie within minutes of each other, half are spread over ten weeks.
moments = st.integers(0, 900) | st.integers(0, 70 * 24).map(lambda hour: hour * 3600)
any_contact = st.builds(
    lambda at, lasts, answered, **given: came("", at, lasts, answered, **given),
    moments,
    st.none() | st.sampled_from([0, 30, 240, 1800, 9 * DAY]),
    st.none() | st.sampled_from([0, 20, 2 * DAY]),
    person=st.sampled_from(["anna", "anna", "boris", None]),
    channel=st.sampled_from(["voice", "voice", "email"]),
    direction=st.sampled_from(["inbound", "inbound", "inbound", "callback"]),
    topic=st.sampled_from(["refund", "delivery", None]),
    is_cut_off=st.booleans(),
)
some_contacts = st.lists(any_contact, max_size=14).map(
    lambda rows: [row | {"contact_id": f"c{n:02d}"} for n, row in enumerate(rows)]
)


def ms(start: Any, end: Any) -> int:
    return round((end - start).total_seconds() * 1000)


def closed(row: Row) -> Any:
    end = row["first_answered_at"] if row["channel"] == "email" else row["ended_at"]
    return None if end is None else max(end, row["started_at"])


def by_hand(rows: list[Row], one: Row) -> Row:
    """Look through all contacts of the person for each."""
    if one["person"] is None:
        return dict.fromkeys(GAPS) | {"is_dropped": False, "is_reconnect": False}
    own = [row for row in rows if row["person"] == one["person"]]
    inbound = [row for row in own if row["direction"] == "inbound"]
    follow = [row for row in inbound if not is_back(own, row)]
    same = {id(row) for row in inbound if row["topic"] is not None and row["topic"] == one["topic"]}
    found: Row = {}
    for name, among in (("", {id(row) for row in inbound}), ("_topic", same)):
        before = [ms(row["started_at"], one["started_at"]) for row in inbound if id(row) in among]
        found[f"previous{name}_ms"] = shortest(before)
        over = closed(one)
        after = [ms(over, row["started_at"]) for row in follow if id(row) in among] if over else []
        found[f"next{name}_ms"] = shortest(after)
    if one["direction"] != "inbound":
        found = dict.fromkeys(GAPS)
    came_back = one["is_cut_off"] and closed(one) and any(is_soon(one, row) for row in inbound)
    return found | {"is_dropped": bool(came_back), "is_reconnect": is_back(own, one)}


def shortest(gaps: list[int]) -> int | None:
    return min((gap for gap in gaps if 0 < gap <= LONGEST_MS), default=None)


def is_back(own: list[Row], one: Row) -> bool:
    drops = [row for row in own if row["is_cut_off"] and closed(row)]
    return one["direction"] == "inbound" and any(is_soon(row, one) for row in drops)


def is_soon(drop: Row, after: Row) -> bool:
    return 0 < ms(closed(drop), after["started_at"]) <= RECONNECT_MS


@quick
@given(rows=some_contacts)
def test_links_are_those_found_by_looking_at_every_pair(rows):
    found = linked(told(*rows)).select(*GAPS, "is_dropped", "is_reconnect").to_dicts()

    assert found == [{name: by_hand(rows, row)[name] for name in found[0]} for row in rows]


@quick
@given(rows=some_contacts, seed=st.integers(0, 99))
def test_the_order_of_contacts_does_not_matter(rows, seed):
    shuffled = Random(seed).sample(rows, len(rows))

    assert_frame_equal(linked(told(*shuffled)).sort("contact_id"), linked(told(*rows)))


@quick
@given(rows=some_contacts)
def test_people_linked_apart_are_linked_as_together(rows):
    apart = [linked(told(*(row for row in rows if row["person"] == who))) for who in ("anna", "boris", None)]

    assert_frame_equal(pl.concat(apart).sort("contact_id"), linked(told(*rows)))


@quick
@given(rows=some_contacts, late=any_contact)
def test_a_late_contact_changes_none_but_those_it_touches(rows, late):
    before = linked(told(*rows))
    arrived = linked(told(*rows, late | {"contact_id": "late"}))
    news = arrived.filter(contact_id="late")

    may_change = touched(arrived, news)["contact_id"].implode()
    untouched = arrived.filter(~pl.col("contact_id").is_in(may_change), pl.col("contact_id") != "late")
    kept = before.join(untouched, on="contact_id", how="semi")
    assert_frame_equal(untouched, kept)


@quick
@given(rows=some_contacts, seed=st.integers(0, 99))
def test_linking_only_what_was_touched_is_linking_everything_again(rows, seed):
    shuffled = Random(seed).sample(rows, len(rows))
    first, late = linked(told(*shuffled[3:])), told(*shuffled[:3])
    whole = linked(told(*rows))

    news = whole.join(late, on="contact_id", how="semi")
    fresh = touched(whole, news)
    kept = first.join(fresh, on="contact_id", how="anti")
    nobodies = whole.filter(pl.col("person").is_null()).join(news, on="contact_id", how="semi")
    assert_frame_equal(pl.concat([kept, fresh, nobodies]).sort("contact_id"), whole)
