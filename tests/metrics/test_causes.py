import datetime as dt

import polars as pl
import pytest

from metrics.causes import attributed, causes, options
from metrics.centre import Centre
from metrics.mending import to_mend, unmended
from metrics.menu import Menu, walked
from metrics.routes import routed
from metrics.usual import usual_waits, with_net_wait
from tests.metrics.routing_rows import RECORD, contact_of, gathered, leg
from tests.metrics.rows import NOON

WEEK = dt.timedelta(days=7)
LONG_AGO = NOON - 52 * WEEK
CENTRE = Centre(
    serves={
        "A": {"language": ["he"], "segment": ["private"]},
        "B": {"language": ["he", "ru"], "segment": ["business"], "plan": ["Lines"]},
    }
)


def misrouted(contact_id="c", **given):
    """A contact of Ann, in Hebrew, that came to A and had to go to B: 1 min of handling, 2 min of waiting."""
    plain = {"customer_id": "ann", "language": "he"}
    return contact_of(leg("A", 10, 60), leg("B", 120, 300), contact_id=contact_id, **{**plain, **given})


def right(contact_id, queue="A", **given):
    return contact_of(leg(queue, 60, 300), contact_id=contact_id, **given)


def record(**given):
    plain = {"customer_id": "ann", "valid_from": LONG_AGO, "home_queue": "B", "language": "he"}
    return {**plain, "segment": "business", "plan": "Lines", **given}


def judged(contacts, *records, centre=CENTRE):
    legs, asked = gathered(*contacts)
    rows = with_net_wait(walked(routed(legs, asked, centre), Menu()), usual_waits(legs))
    return attributed(rows, pl.LazyFrame(list(records), schema=RECORD), centre)


def why(contact, *records, centre=CENTRE):
    found = judged([contact], *records, centre=centre).collect()
    return found.select("cause", "detail", "recorded", "turned_out").row(0)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"home_queue": "A"}, ("field", "home_queue", "A", "B")),
        ({"home_queue": "A", "segment": "private"}, ("field", "home_queue", "A", "B")),
        ({"segment": "private"}, ("field", "segment", "private", "B")),
        ({"segment": None}, ("field", "segment", None, "B")),
        ({"plan": "Mobile"}, ("field", "plan", "Mobile", "B")),
        ({"home_queue": "B"}, ("rule", "home_queue", None, None)),
        ({"home_queue": None}, ("rule", "segment", None, None)),
        ({"home_queue": "C"}, ("rule", "segment", None, None)),
        ({"customer_id": "ben"}, ("unknown", None, None, None)),
        ({"home_queue": "A", "valid_from": NOON + WEEK}, ("unknown", None, None, None)),
    ],
    ids=[
        "the record names the wrong queue",
        "the home queue comes first",
        "the segment belongs elsewhere",
        "the segment is missing",
        "the plan belongs elsewhere",
        "the record named the right queue",
        "the record's segment was not followed",
        "a home queue that it never came to",
        "no record",
        "a record that came later",
    ],
)
def test_a_field_at_fault_is_named(given, expected):
    assert why(misrouted(), record(**given)) == expected


@pytest.mark.parametrize(
    ("spoken", "recorded", "expected"),
    [
        ("ru", "he", ("field", "language", "he", "ru")),
        ("ru", None, ("field", "language", None, "ru")),
        ("ru", "ru", ("rule", "language", None, None)),
        ("he", "ru", ("unknown", None, None, None)),
        (None, "ru", ("unknown", None, None, None)),
    ],
    ids=[
        "another one spoken",
        "not recorded",
        "recorded and not followed",
        "the first queue speaks it",
        "unknown",
    ],
)
def test_a_language_is_at_fault_where_the_first_queue_does_not_speak_it(spoken, recorded, expected):
    only = {"home_queue": None, "segment": None, "plan": None}
    centre = Centre(serves={queue: {"language": told["language"]} for queue, told in CENTRE.serves.items()})

    assert why(misrouted(language=spoken), record(language=recorded, **only), centre=centre) == expected


def test_a_field_that_no_queue_asks_for_is_no_cause():
    told = record(home_queue=None, segment="private", language="en")

    assert why(misrouted(), told, centre=Centre())[0] == "unknown"


def test_the_record_counts_as_it_stood_at_the_contact():
    stale, mended = record(home_queue="A"), record(home_queue="B", valid_from=NOON - WEEK)

    assert why(misrouted(at=NOON - 2 * WEEK), stale, mended)[:2] == ("field", "home_queue")
    assert why(misrouted(), stale, mended)[:2] == ("rule", "home_queue")


def test_a_contact_that_came_back_to_its_home_queue_has_no_field_at_fault():
    bounced = contact_of(leg("A", 5, 60), leg("B", 5, 60), leg("A", 5, 60), customer_id="ann")

    assert why(bounced, record(home_queue="A", segment="private", plan=None))[0] == "unknown"


def test_where_the_customer_gave_up_the_record_is_still_at_fault():
    left = contact_of(leg("A", 5, 60), leg("B", 300, None), customer_id="ann")

    assert why(left, record(home_queue="A")) == ("field", "home_queue", "A", "B")


def test_a_contact_that_was_not_misrouted_has_no_cause():
    assert why(right("c", customer_id="ann"), record(home_queue="B"))[0] is None


def test_who_asked_for_a_person_opted_out():
    asked = misrouted(menu_path="agent", menu_outcome="queued")

    assert why(asked)[:2] == ("opt_out", None)
    assert why(asked, record(home_queue="A"))[:2] == ("field", "home_queue")


def test_who_chose_an_option_was_not_led_by_the_home_queue_on_record():
    chose = misrouted(menu_path="a>b", menu_outcome="queued")

    assert why(chose, record(home_queue="A"))[0] == "unknown"
    assert why(chose, record(home_queue="A", segment="private"))[:2] == ("field", "segment")


def choosing(wrong, path="billing>details", of=40, at=NOON):
    """Contacts that chose an option, so many of them misrouted."""
    given = {"menu_path": path, "menu_outcome": "queued", "customer_id": None, "at": at}
    return [
        *(misrouted(f"{path}{at}w{n}", **given) for n in range(wrong)),
        *(right(f"{path}{at}r{n}", **given) for n in range(of - wrong)),
    ]


@pytest.mark.parametrize(
    ("wrong", "of", "expected"),
    [(20, 40, True), (3, 40, False), (20, 29, False), (20, 30, True)],
    ids=[
        "half of them",
        "within noise",
        "too few to judge",
        "enough to judge",
    ],
)
def test_an_option_misleads_where_its_share_lies_above_the_others(wrong, of, expected):
    contacts = [*choosing(wrong, of=of), *choosing(2, "orders>where", 60), *choosing(1, "x>y", 60)]
    found = options(judged(contacts).with_columns(field=pl.lit(None, pl.String))).row(0, named=True)

    assert (found["option"], found["misroutes"], found["answered"]) == ("billing>details", wrong, of)
    assert found["is_misleading"] is expected


def test_an_option_with_surely_more_misroutes_but_not_twice_as_many_does_not_mislead():
    found = options(judged([*choosing(60, of=300), *choosing(40, "orders>where", 400)]))
    first = found.row(0, named=True)

    assert first["option"] == "billing>details"
    assert first["others_high"] < first["low"] < 2 * first["others_high"]
    assert not first["is_misleading"]


@pytest.mark.parametrize(("slips", "expected"), [(20, False), (2, True)], ids=["no more than others", "more"])
def test_an_option_that_few_need_does_not_mislead_by_slips_alone(slips, expected):
    others = [each for path in ("a", "b", "c") for each in choosing(slips, path, 300)]
    found = options(judged([*choosing(20, "rare", 40), *others])).row(0, named=True)

    assert (found["option"], found["part"]) == ("rare", 20 / (20 + 3 * slips))
    assert found["low"] > 2 * found["others_high"]
    assert found["is_misleading"] is expected


def test_misroutes_of_an_option_that_misleads_are_its_own():
    found = judged([*choosing(20), *choosing(2, "orders>where", 60)]).collect()

    told = found.group_by("cause", "detail").len().sort("len", descending=True)
    assert told.rows() == [(None, None, 78), ("option", "billing>details", 20), ("unknown", None, 2)]


def test_the_only_option_is_compared_with_nothing():
    assert "option" not in judged(choosing(20)).collect()["cause"].to_list()


def test_a_field_explains_a_misroute_before_the_option_does():
    contacts = [misrouted(f"c{n}", menu_path="a>b", menu_outcome="queued") for n in range(40)]
    found = judged([*contacts, *choosing(0, "x>y", 60)], record(segment="private")).collect()

    assert found["cause"].drop_nulls().unique().to_list() == ["field"]


def test_a_cause_says_what_it_costs_a_week_and_each_time():
    contacts = [misrouted("c1"), misrouted("c2"), misrouted("c3", customer_id="ben"), right("c4")]
    row = causes(judged(contacts, record(home_queue="A")), weeks=2).row(0, named=True)

    assert (row["cause"], row["detail"], row["contacts"], row["customers"]) == ("field", "home_queue", 2, 1)
    assert (row["minutes_each"], row["minutes"]) == (3, 3)
    assert (row["low"], round(row["high"], 3)) == (0, 8.88)


def test_contacts_of_different_customers_make_a_cause_more_certain():
    two = [misrouted("c1"), misrouted("c2", customer_id="ben")]
    row = causes(judged(two, record(home_queue="A"), record(home_queue="A", customer_id="ben")), 1).row(
        0, named=True
    )

    assert (row["customers"], row["minutes"], round(row["high"], 3)) == (2, 6, 14.315)


def test_what_is_saved_is_net_of_the_usual_wait():
    usual = [right(f"u{n}", "B", at=NOON - WEEK) for n in range(10)]
    row = causes(judged([misrouted(), *usual], record(home_queue="A")), weeks=1).row(0, named=True)

    assert (row["minutes"], row["saved"]) == (3, 2)
    assert row["saved_low"] < 2 < row["saved_high"]


def test_times_that_are_not_known_are_counted():
    blank = contact_of(leg("A", 10, 60), leg("B", None, 300), customer_id="ann")
    row = causes(judged([blank], record(home_queue="A")), weeks=1).row(0, named=True)

    assert (row["contacts"], row["unmeasured"], row["minutes"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("contacts", "records", "expected"),
    [
        ([right("c")], [], [("unknown", 0, None)]),
        ([misrouted()], [], [("unknown", 1, 3.0)]),
        ([misrouted()], [record(home_queue="A")], [("field", 1, 3.0), ("unknown", 0, None)]),
    ],
    ids=["nothing was misrouted", "nothing is known", "everything is known"],
)
def test_cause_not_known_is_always_a_row(contacts, records, expected):
    found = causes(judged(contacts, *records), weeks=1)

    assert found.select("cause", "contacts", "minutes_each").rows() == expected


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ([0, 0, 30, 30], dt.date(2026, 3, 16)),
        ([30, 30, 30], None),
        ([3, 4, 2, 5], None),
        ([0, 38], None),
    ],
    ids=["since the third week", "as long as one can see", "within noise", "too little before it"],
)
def test_a_cause_says_since_when(wrong, expected):
    contacts = [contact for n, w in enumerate(wrong) for contact in choosing(w, at=NOON + n * WEEK)]
    found = causes(judged(contacts), weeks=4)

    assert found.row(0, named=True)["since"] == expected


def test_the_customers_whose_record_is_to_be_mended_are_listed():
    ben = record(customer_id="ben", home_queue="A")
    contacts = [
        misrouted("c1"),
        misrouted("c2"),
        misrouted("c3", customer_id="ben"),
        misrouted("c4", customer_id="x"),
    ]
    found = to_mend(judged(contacts, record(home_queue="A"), ben), "home_queue")

    columns = ("customer_id", "field", "recorded", "turned_out", "contacts", "minutes")
    assert found.select(columns).rows() == [
        ("ann", "home_queue", "A", "B", 2, 6.0),
        ("ben", "home_queue", "A", "B", 1, 3.0),
    ]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ([("ann", "Ann", "A")], [("ann", "Ann")]),
        ([("ann", "Ann", "B")], []),
        ([("ann", "Ann", None)], []),
        ([], []),
    ],
    ids=["it still says so", "mended since", "emptied since", "the customer is gone"],
)
def test_a_record_mended_since_is_not_to_be_mended(now, expected):
    listed = to_mend(judged([misrouted()], record(home_queue="A")), "home_queue")
    schema = {"customer_id": pl.String, "name": pl.String, "home_queue": pl.String}
    found = unmended(listed, pl.LazyFrame(now, schema=schema, orient="row"))

    assert found.select("customer_id", "name").rows() == expected


def test_a_field_that_is_still_missing_is_to_be_mended():
    listed = to_mend(judged([misrouted()], record(segment=None)), "segment")
    schema = {"customer_id": pl.String, "name": pl.String, "segment": pl.String}

    assert unmended(listed, pl.LazyFrame([("ann", "Ann", None)], schema=schema, orient="row")).height == 1


def test_a_cause_says_how_much_of_its_minutes_was_handling():
    row = causes(judged([misrouted()], record(home_queue="A")), weeks=1).row(0, named=True)

    assert (row["handling"], row["minutes"]) == (1, 3)
