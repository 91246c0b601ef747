import polars as pl
import pytest

from metrics.links import answers, linked, touched
from tests.metrics.linked import DAY, HOUR, MINUTE, came, links, told
from tests.metrics.rows import visit, visits

MS = 1000


def test_the_gap_runs_from_the_end_to_the_next_start():
    found = links(came("a", lasts=60), came("b", at=HOUR))

    assert found["a"]["next_ms"] == found["a"]["next_topic_ms"] == (HOUR - 60) * MS
    assert (found["b"]["next_ms"], found["b"]["next_topic_ms"]) == (None, None)


def test_the_gap_to_the_one_before_runs_from_start_to_start():
    found = links(came("a", lasts=60), came("b", at=HOUR))

    assert found["b"]["previous_ms"] == found["b"]["previous_topic_ms"] == HOUR * MS
    assert (found["a"]["previous_ms"], found["a"]["previous_topic_ms"]) == (None, None)


def test_another_topic_is_next_for_any_topic_only():
    found = links(came("a"), came("b", at=HOUR, topic="delivery"), came("c", at=DAY))

    assert found["a"]["next_ms"] == (HOUR - 60) * MS
    assert found["a"]["next_topic_ms"] == (DAY - 60) * MS
    assert found["c"]["previous_ms"] == (DAY - HOUR) * MS
    assert found["c"]["previous_topic_ms"] == DAY * MS


def test_topics_of_a_family_are_one_topic():
    found = links(came("a", topic="late"), came("b", at=HOUR, topic="lost"), late="parcel", lost="parcel")

    assert found["a"]["next_topic_ms"] == (HOUR - 60) * MS


def test_an_unknown_topic_is_the_same_as_none():
    found = links(came("a", topic=None), came("b", at=HOUR, topic=None))

    assert found["a"]["next_ms"] == (HOUR - 60) * MS
    assert found["a"]["next_topic_ms"] is None


@pytest.mark.parametrize(
    ("at", "gap"),
    [(60, None), (60.001, 1), (60 + 30 * DAY, 30 * 86_400_000), (60.001 + 30 * DAY, None)],
    ids=["at the very end", "just after", "after 30 days", "just over 30 days"],
)
def test_the_next_contact_starts_after_the_end_and_within_30_days(at, gap):
    assert links(came("a"), came("b", at=at))["a"]["next_ms"] == gap


def test_who_calls_while_a_contact_is_still_open_does_not_come_again():
    found = links(came("a", lasts=HOUR), came("b", at=MINUTE), came("c", at=2 * HOUR))

    assert found["a"]["next_ms"] == HOUR * MS
    assert found["b"]["previous_ms"] == MINUTE * MS


@pytest.mark.parametrize("channel", ["message", "email", "social", "web"])
def test_a_written_contact_is_over_when_a_human_first_answers(channel):
    found = links(came("a", answered=HOUR, lasts=40 * DAY, channel=channel), came("b", at=DAY))

    assert found["a"]["next_ms"] == (DAY - HOUR) * MS


def test_an_open_contact_has_no_next_one_but_is_before_the_next():
    found = links(came("a", answered=None, lasts=None, channel="email"), came("b", at=DAY))

    assert (found["a"]["closed_at"], found["a"]["next_ms"]) == (None, None)
    assert found["b"]["previous_ms"] == DAY * MS


def test_an_unanswered_contact_is_a_repeat_too():
    assert links(came("a"), came("b", at=HOUR, answered=None))["a"]["next_ms"] == (HOUR - 60) * MS


@pytest.mark.parametrize("direction", ["outbound", "callback", "internal"])
def test_what_we_do_is_no_contact_of_the_customer(direction):
    found = links(came("a"), came("b", at=HOUR, direction=direction), came("c", at=DAY))

    assert found["a"]["next_ms"] == (DAY - 60) * MS
    assert found["b"]["next_ms"] is found["b"]["previous_ms"] is None
    assert found["c"]["previous_ms"] == DAY * MS


def test_nobody_is_not_one_person():
    found = links(came("a", person=None), came("b", at=HOUR, person=None))

    assert found["a"]["next_ms"] is found["b"]["previous_ms"] is None
    assert found["a"]["is_dropped"] is False


def test_people_are_apart():
    found = links(came("a"), came("b", at=HOUR, person="boris"))

    assert found["a"]["next_ms"] is found["b"]["previous_ms"] is None


@pytest.mark.parametrize(
    ("at", "back"),
    [(60.001, True), (60 + 300, True), (60.001 + 300, False)],
    ids=["at once", "after five minutes", "just over five minutes"],
)
def test_who_comes_back_after_we_dropped_the_line_is_no_repeat(at, back):
    found = links(came("a", is_cut_off=True), came("b", at=at), came("c", at=DAY))

    assert (found["a"]["is_dropped"], found["b"]["is_reconnect"]) == (back, back)
    assert found["a"]["next_ms"] == ((DAY - 60) * MS if back else 300_001)
    assert found["b"]["next_ms"] == pytest.approx((DAY - at - 60) * MS, abs=1)


def test_whoever_hangs_up_and_comes_back_is_a_repeat():
    found = links(came("a"), came("b", at=120))

    assert (found["a"]["is_dropped"], found["b"]["is_reconnect"]) == (False, False)
    assert found["a"]["next_ms"] == 60 * MS


def test_a_drop_of_our_own_call_back_is_a_drop():
    found = links(came("a", direction="callback", is_cut_off=True), came("b", at=120))

    assert (found["a"]["is_dropped"], found["b"]["is_reconnect"]) == (True, True)


def test_our_own_call_after_a_drop_is_no_reconnect():
    found = links(came("a", is_cut_off=True), came("b", at=120, direction="callback"))

    assert (found["a"]["is_dropped"], found["b"]["is_reconnect"]) == (False, False)


def test_a_contact_whose_end_is_before_its_start_is_over_when_it_starts():
    found = links(came("a", lasts=-60), came("b", at=HOUR))

    assert found["a"]["next_ms"] == HOUR * MS


def test_the_reconnect_is_before_the_next_contact():
    found = links(came("a", is_cut_off=True), came("b", at=120), came("c", at=DAY))

    assert found["c"]["previous_ms"] == (DAY - 120) * MS


def test_contacts_keep_their_order_and_their_columns():
    rows = told(came("z", at=DAY), came("b", person=None), came("a"))

    found = linked(rows)
    assert found.select(rows.columns).equals(rows)


def test_no_contacts_make_no_links():
    assert linked(told()).rows() == []


def test_legs_tell_who_was_answered_and_who_was_cut_off():
    legs = visits(
        visit(5, "abandoned", contact_id="lost"),
        visit(10, contact_id="cut"),
        visit(10, contact_id="moved"),
        visit(20, contact_id="moved"),
    ).collect()
    numbers = legs.with_columns(
        leg_no=pl.Series([1, 1, 1, 2]), ended_by=pl.Series(["system", "system", "system", "customer"])
    )

    found = {row[0]: row[1:] for row in answers(numbers).rows()}
    first = legs["answered_at"]
    assert found == {"lost": (None, False), "cut": (first[1], True), "moved": (first[2], False)}


@pytest.mark.parametrize(
    ("given", "is_touched"),
    [
        ({"at": -30 * DAY, "lasts": 0}, True),
        ({"at": -30 * DAY - 0.001, "lasts": 0}, False),
        ({"at": -40 * DAY, "lasts": 20 * DAY}, True),
        ({"at": -40 * DAY, "lasts": None, "answered": None}, False),
        ({"at": 30 * DAY}, True),
        ({"at": 30 * DAY + 0.001}, False),
        ({"at": DAY, "person": "boris"}, False),
        ({"at": DAY, "person": None}, False),
    ],
    ids=[
        "over 30 days before",
        "over longer before",
        "begun longer before, but over since",
        "open since longer before",
        "begun 30 days after",
        "begun later",
        "somebody else's",
        "nobody's",
    ],
)
def test_a_late_contact_touches_those_of_its_person_within_30_days(given, is_touched):
    whole = linked(told(came("late"), came("a", **given)))

    found = touched(whole, whole.filter(contact_id="late"))
    assert ("a" in found["contact_id"]) == is_touched


def test_a_late_drop_touches_whom_it_makes_a_reconnect():
    whole = linked(told(came("late", lasts=31 * DAY, is_cut_off=True), came("a", 31 * DAY + 300)))

    assert whole["is_reconnect"].to_list() == [False, True]
    assert touched(whole, whole.filter(contact_id="late"))["contact_id"].to_list() == ["late", "a"]


def test_a_late_contact_of_nobody_touches_nothing():
    whole = linked(told(came("late", person=None), came("a", person=None)))

    assert touched(whole, whole).is_empty()
