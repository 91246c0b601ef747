"""The frame of contacts with their traces: what it tells, to whom, and what it does not tell yet."""

from datetime import timedelta

import polars as pl
import pytest

from metrics import compute
from metrics.links import GAPS
from store.read import Filters, Viewer, open_reading
from store.schema import CUSTOMERS, empty
from store.traces import ROUTES
from tests.factories import NOON
from tests.store.sent import Sent
from tests.store.tracing import call, identity, leg_of, refresh, sent

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
DAY_MS, HOUR_MS, MINUTE_MS = 86_400_000, 3_600_000, 60_000
MANAGER = Viewer("Dana", "manager")
FOREVER = NOON + 99 * DAY


def read(store, settings, as_of=FOREVER, viewer=MANAGER, **filters):
    """Read the traced contacts, by the id without its source."""
    reading = open_reading(store, settings, viewer, Filters(as_of, hindsight=True, **filters))
    rows = reading.frames.traced().collect()
    return {row["contact_id"].partition(":")[2]: row for row in rows.iter_rows(named=True)}


def chosen(row, *names):
    return tuple(row[name] for name in names)


def misrouted(name, at, wait_ms, **given):
    """Build a call that went from Billing to Technical after a minute, and waited there."""
    row, first = call(name, at=at, **{"ended_at": at + HOUR, **given})
    return row, [{**first[0], "ended_by": "transfer_blind"}, leg_of(row, 2, "Technical", 60, wait_ms=wait_ms)]


def test_contacts_carry_their_traces(store, settings):
    refresh(store, "bank", sent("bank", [misrouted("1", NOON, 30_000), call("2", at=NOON + DAY)]))

    found = read(store, settings)

    assert chosen(found["1"], "person", "next_ms", "is_misroute", "channel") == (
        "bank:anna",
        DAY_MS - HOUR_MS,
        True,
        "voice",
    )
    assert chosen(found["2"], "previous_ms", "is_counted", "is_dropped") == (DAY_MS, True, False)


def test_how_long_a_contact_has_been_over_and_its_source_has_told(store, settings):
    refresh(store, "bank", sent("bank", [call("1"), call("2", at=NOON + DAY)]))
    refresh(store, "shop", sent("shop", [call("3", at=NOON + DAY, source="shop")]))

    found = read(store, settings, as_of=NOON + 3 * DAY)

    assert chosen(found["2"], "seen_ms", "history_ms") == (2 * DAY_MS - MINUTE_MS, DAY_MS)
    assert found["3"]["history_ms"] == 0


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (NOON + 30 * MINUTE, (None, None, None, None)),
        (NOON + 2 * HOUR, (NOON + HOUR, None, None, HOUR_MS)),
        (NOON + DAY, (NOON + HOUR, DAY_MS - HOUR_MS, DAY_MS - HOUR_MS, DAY_MS - HOUR_MS)),
    ],
    ids=["it is not over", "nobody came again yet", "the next one begins"],
)
def test_what_comes_after_the_as_of_is_not_known(store, settings, as_of, expected):
    refresh(store, "bank", sent("bank", [misrouted("1", NOON, 30_000), call("2", at=NOON + DAY)]))

    found = read(store, settings, as_of=as_of)["1"]

    assert chosen(found, "closed_at", "next_ms", "next_topic_ms", "seen_ms") == expected


def test_the_way_of_a_contact_is_not_known_before_its_last_leg_is_over(store, settings):
    told = [misrouted("1", NOON, 30_000), call("2", at=NOON + HOUR)]
    refresh(store, "bank", sent("bank", told))

    found = read(store, settings, as_of=NOON + MINUTE)["1"]

    assert [found[name] for name in ROUTES] == [None] * len(ROUTES)
    assert chosen(found, "topic_family", "person") == (None, "bank:anna")


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(3, None), (6, None), (7, True)],
    ids=["not yet back", "just back", "five minutes after the drop"],
)
def test_a_drop_is_known_five_minutes_after_it(store, settings, minutes, expected):
    row, legs = call("1", ended_at=NOON + 2 * MINUTE)
    told = [
        (row, [{**legs[0], "ended_by": "system"}]),
        call("2", at=NOON + 5 * MINUTE),
        call("3", at=NOON + DAY),
    ]
    refresh(store, "bank", sent("bank", told))

    assert read(store, settings, as_of=NOON + minutes * MINUTE)["1"]["is_dropped"] is expected


def test_a_contact_that_was_not_traced_yet_has_nulls(store, settings):
    refresh(store, "bank", sent("bank", [call("1")]), is_over=False)

    found = read(store, settings)["1"]

    assert chosen(found, "person", "is_counted", "is_misroute", "seen_ms", *GAPS) == (None,) * (4 + len(GAPS))
    assert chosen(found, "contact_id", "history_ms") == ("bank:1", 0)


def test_the_extra_wait_is_held_against_the_usual_one(store, settings):
    straight = [
        (row, [{**legs[0], "queue": "Technical", "wait_ms": 12_000}])
        for row, legs in (call(f"s{n}", "boris", NOON - n * MINUTE) for n in range(4))
    ]
    refresh(store, "bank", sent("bank", [*straight, misrouted("1", NOON, 30_000)]))

    found = read(store, settings, as_of=NOON + DAY)

    assert chosen(found["1"], "extra_wait_ms", "net_extra_wait_ms") == (30_000, 18_000)
    assert found["s0"]["net_extra_wait_ms"] == 0


def test_a_task_done_in_the_menu_holds_unless_the_person_comes_by_another_way(store, settings):
    done = {"menu_outcome": "completed", "menu_path": "balance", "menu_ms": 1000}
    ways = [identity("bank", "anna", "1"), identity("bank", "ann", "1")]
    told = [call("1", **done), call("2", "boris", **done), call("3", "ann", NOON + 5 * DAY)]
    refresh(store, "bank", sent("bank", told, ways))

    found = read(store, settings, end=NOON + DAY)

    assert chosen(found["1"], "is_menu", "option", "is_contained") == (True, "balance", False)
    assert chosen(found["2"], "is_opt_out", "is_looping", "is_contained") == (False, False, True)
    assert "3" not in found


def test_an_issue_is_followed_beyond_the_window(store, settings):
    early = call("0", "boris", NOON - 20 * DAY)
    refresh(
        store,
        "bank",
        sent("bank", [early, call("1"), call("2", at=NOON + 2 * DAY), call("3", at=NOON + 60 * DAY)]),
    )
    reading = open_reading(store, settings, MANAGER, Filters(FOREVER, NOON, NOON + DAY, hindsight=True))

    (found,) = reading.frames.issues().collect().to_dicts()

    assert chosen(found, "contact_id", "issue_contacts", "issue_agents") == ("bank:1", 2, 1)


def test_an_executive_tells_people_apart_without_their_names(store, settings):
    refresh(
        store,
        "bank",
        sent("bank", [call("1"), call("2", at=NOON + DAY), call("3", "boris"), call("4", None)]),
    )

    found = read(store, settings, viewer=Viewer("Ravit", "executive"))

    names = {name: row["person"] for name, row in found.items()}
    assert names["1"] == names["2"] != names["3"]
    assert "bank" not in names["1"] + names["3"] + found["1"]["resolving_agent_id"]
    assert names["4"] is None


def test_to_an_executive_records_fit_contacts_without_saying_whose_they_are(store, settings):
    held = {"source": "bank", "customer_id": "bank:anna", "valid_from": NOON - DAY, "name": "Anna"}
    records = pl.DataFrame([{**held, "home_queue": "Billing"}], schema=empty(CUSTOMERS).schema)
    batch = sent("bank", [call("1", account_id="bank:7"), call("2", "boris")])
    refresh(store, "bank", Sent({**batch.tables, "customers": records}), is_first=True)
    reading = open_reading(store, settings, Viewer("Ravit", "executive"), Filters(FOREVER))

    (record,) = reading.records().collect().to_dicts()
    found = read(store, settings, viewer=Viewer("Ravit", "executive"))

    assert (record["home_queue"], record["name"]) == ("Billing", None)
    assert record["customer_id"] == found["1"]["customer_id"] != found["2"]["customer_id"]
    assert [name for name in ("anna", "bank") if name in record["customer_id"]] == []
    assert found["1"]["account_id"] != "bank:7"
    assert reading.contact("bank:1")["account_id"] is None


def test_a_lead_sees_the_contacts_of_the_own_teams(store, settings):
    refresh(store, "bank", sent("bank", [call("1")]))

    assert read(store, settings, viewer=Viewer("Lior", "lead", frozenset({"North"}))) == {}


def test_rows_are_narrowed_as_contacts_are(store, settings):
    refresh(store, "bank", sent("bank", [call("1"), call("2", topic="delivery")]))

    assert set(read(store, settings, where=(("topic", ("delivery",)),))) == {"2"}


def test_narrowed_to_a_queue_they_are_those_that_a_group_by_queue_counts(store, settings):
    led = [call("1", entry_queue="Orders"), call("2", "boris", NOON + DAY, entry_queue="Billing")]
    left, _legs = call("3", "clara", NOON + DAY, entry_queue="Orders")
    refresh(store, "bank", sent("bank", [*led, (left, [])]))
    whole = open_reading(store, settings, MANAGER, Filters(FOREVER, hindsight=True)).frames
    asked = ["transfer_rate", "identified_rate", "repeat_rate", "contacts_per_issue"]

    by_queue = compute(whole, asked, ["queue"])
    billing, orders = (read(store, settings, where=(("queue", (name,)),)) for name in ("Billing", "Orders"))
    filters = Filters(FOREVER, hindsight=True, where=(("queue", ("Billing",)),))
    alone = compute(open_reading(store, settings, MANAGER, filters).frames, asked)

    assert (set(billing), set(orders)) == ({"1", "2"}, {"3"})
    assert by_queue.filter(queue="Billing").drop("queue").equals(alone)


def test_a_store_without_traces_tells_of_none(store, settings):
    reading = open_reading(store, settings, MANAGER, Filters(NOON))

    assert reading.frames.traced().collect().is_empty()
    assert compute(reading.frames, ["contacts"]).item()["value"] == 0


def test_metrics_are_computed_on_it(store, settings):
    refresh(
        store, "bank", sent("bank", [misrouted("1", NOON, 30_000), call("2", at=NOON + DAY), call("3", None)])
    )
    reading = open_reading(store, settings, MANAGER, Filters(FOREVER, hindsight=True))

    found = compute(reading.frames, ["repeat_rate", "misroute_rate", "identified_rate", "extra_wait_minutes"])

    figures = {name: found[name].struct.field("value").item() for name in found.columns}
    assert figures == {
        "repeat_rate": 0.5,
        "misroute_rate": pytest.approx(1 / 3),
        "identified_rate": pytest.approx(2 / 3),
        "extra_wait_minutes": 0.5,
    }


def opened(store, settings, viewer=MANAGER, **filters):
    """Read the issues that are open twelve days after noon, by the first contact's id."""
    given = {"start": NOON - 20 * DAY, "end": NOON + 12 * DAY, **filters}
    reading = open_reading(store, settings, viewer, Filters(NOON + 12 * DAY, hindsight=True, **given))
    rows = reading.open_issues().collect()
    return {row["contact_id"].partition(":")[2]: row for row in rows.iter_rows(named=True)}


@pytest.fixture
def begun(store):
    """Anna came twice and again in writing, in another queue; Boris three weeks ago, and once more."""
    written, legs = call("2", at=NOON + 8 * DAY, channel="email")
    told = [
        call("0", "boris", NOON - 10 * DAY),
        call("1", at=NOON + 4 * DAY),
        (written, [{**legs[0], "queue": "Technical"}]),
        call("3", "boris", NOON + 11 * DAY),
    ]
    refresh(store, "bank", sent("bank", [call("x", "zoe", NOON - 19 * DAY), *told]))


def test_open_issues_are_those_with_a_contact_in_the_last_week(store, settings, begun):
    found = opened(store, settings)

    assert set(found) == {"1", "3"}
    assert chosen(found["1"], "person", "customer_id", "contacts", "channels") == (
        "bank:anna",
        "bank:anna",
        2,
        2,
    )


def test_an_open_issue_is_whole_for_who_looks_at_one_of_its_queues(store, settings, begun):
    found = opened(store, settings, where=(("queue", ("Technical",)),))

    assert {name: row["contacts"] for name, row in found.items()} == {"1": 2}


def test_open_issues_name_nobody_to_an_executive(store, settings, begun):
    found = opened(store, settings, viewer=Viewer("Ravit", "executive"))

    assert {row["customer_id"] for row in found.values()} == {None}
    assert not any("anna" in row["person"] for row in found.values())


def test_a_lead_sees_no_open_issue_of_other_teams(store, settings, begun):
    assert opened(store, settings, viewer=Viewer("Lior", "lead", frozenset({"North"}))) == {}
