"""The week's good reasons to call: kept as shown, made again the same, never two calls in a week."""

from datetime import date, timedelta

import polars as pl
import pytest

from metrics.work_list import is_held_out, quarter_of
from store import good_calls, loop, risk_acts, weekly, work_list
from store.ingest import begin
from store.opened import open_store
from store.risk_acts import Step
from store.schema import CUSTOMERS, JOURNEY, NOTES, empty
from tests.factories import NOON
from tests.store.conftest import written
from tests.store.sent import Sent
from tests.store.tracing import call, refresh, sent

DAY = timedelta(days=1)
MONDAY = date(2026, 3, 9)
AT = NOON + 6 * DAY  # the Tuesday after
LATER = NOON + 9.5 * DAY  # Saturday the 14th, more than a week after the call to Dan
DUE = NOON - 9 * DAY  # a Monday two weeks and some before


def rows(table, *given):
    return pl.DataFrame(
        [{"source": "bank", "version": 1, **one} for one in given], schema=empty(table).schema
    )


def record(name, at=NOON - 3 * DAY, **given):
    return {"customer_id": f"bank:{name}", "valid_from": at, "annual_value": 100.0, **given}


def order(name, at):
    return {"event_id": f"bank:o-{name}", "customer_id": f"bank:{name}", "kind": "order", "at": at}


def trouble(name, at):
    return {"note_id": f"bank:{name}", "contact_id": f"bank:{name}", "author": "agent"} | {
        "customer_id": f"bank:{name}",
        "written_at": at,
        "text": "he wants to cancel",
        "language": "en",
    }


def tables():
    """Anna bought, Boris too and wants to leave, Clara and Dan have birthdays, Dan was called on Friday."""
    at = NOON - 3 * DAY
    calls = [call(name, name, at, is_complaint=0, is_resolved=1) for name in ("anna", "boris", "clara")]
    calls.append(call("dan", "dan", NOON + 2 * DAY, direction="outbound", is_complaint=0, is_resolved=1))
    people = [
        record("anna"),
        record("boris"),
        record("clara", born_on="1980-03-14", joined_on="2020-03-11"),
        record("dan", born_on="1980-03-14"),
        record("gone", born_on="1980-03-14", churned_on="2026-03-01"),
    ]
    others = {
        "notes": rows(NOTES, trouble("boris", at)),
        "customers": rows(CUSTOMERS, *people),
        "journey_events": rows(JOURNEY, order("anna", DUE), order("boris", DUE)),
    }
    return Sent({**sent("bank", calls).tables, **others})


@pytest.fixture(scope="module")
def centre(tmp_path_factory):
    """A store with the lists of a Monday, and a customer whose birthday became known ten days later."""
    settings = written(tmp_path_factory.mktemp("good"))
    store = open_store(settings)
    begin(store, NOON)
    refresh(store, "bank", tables(), now=NOON + 2 * DAY, is_first=True)
    weekly.keep(store, settings, MONDAY, AT)
    late = {"customers": rows(CUSTOMERS, record("eve", born_on="1980-03-14"))}
    told = Sent({**sent("bank", []).tables, **late})
    refresh(store, "bank", told, now=NOON + 7 * DAY, connected_at=NOON - 85 * DAY)
    yield store, settings
    store.close()


def people(centre, at):
    """Who is to be called from an instant on."""
    return sorted(good_calls.from_instant(*centre, at).rows["person"])


def told(listed):
    return [(row["person"], [one["kind"] for one in row["reasons"]]) for row in listed.rows.to_dicts()]


def test_the_customers_of_this_test_are_not_held_out():
    names = [f"bank:{name}" for name in ("anna", "boris", "clara", "dan", "eve")]

    assert [name for name in names if is_held_out(name, quarter_of(MONDAY))] == []


def test_a_list_is_kept_as_it_was_shown(centre):
    store, settings = centre

    kept = good_calls.read(store.state, MONDAY)
    assert told(kept) == [("bank:anna", ["purchase"]), ("bank:clara", ["anniversary", "birthday"])]
    assert kept.rows["reasons"][0].to_list()[0]["ids"] == ["bank:o-anna"]
    assert (kept.week.due, kept.week.troubled) == (2, 1)
    assert weekly.is_kept(store, MONDAY)
    assert good_calls.keep(store, settings, MONDAY, NOON + 30 * DAY).week == kept.week


def test_a_past_list_made_again_is_the_same_whatever_came_late(centre):
    store, settings = centre

    again = good_calls.make(store, settings, MONDAY, NOON + 20 * DAY)
    assert again.rows.equals(good_calls.read(store.state, MONDAY).rows)
    assert people(centre, LATER) == ["bank:clara", "bank:dan", "bank:eve"]


def test_who_was_called_about_one_reason_is_not_called_about_the_next(centre):
    state = centre[0].state
    risk_acts.act(state, "bank:clara", Step("called"), "Dana", LATER - DAY)

    assert people(centre, LATER) == ["bank:dan", "bank:eve"]
    risk_acts.act(state, "bank:clara", Step("undone"), "Dana", LATER - DAY)
    assert people(centre, LATER) == ["bank:clara", "bank:dan", "bank:eve"]


def test_who_is_to_be_called_about_trouble_is_called_about_that(centre):
    state = centre[0].state
    loop.open_followups(state, [loop.Opened("complaint", "bank:clara", "bank:clara", LATER)], LATER - 2 * DAY)
    [number] = loop.followups(state)["id"]

    assert people(centre, LATER) == ["bank:dan", "bank:eve"]
    loop.finish_followup(state, number, "Dana", LATER - DAY, "not_reached")
    assert people(centre, LATER) == ["bank:clara", "bank:dan", "bank:eve"]
    loop.reopen_followup(state, number, "Dana", LATER - DAY)
    loop.finish_followup(state, number, "Dana", LATER - DAY, "works")
    assert people(centre, LATER) == ["bank:dan", "bank:eve"]


def test_a_follow_up_call_keeps_somebody_off_the_calls_of_the_list(centre):
    store, settings = centre
    then = work_list.instant_of(settings, MONDAY + 7 * DAY)
    loop.open_followups(
        store.state, [loop.Opened("complaint", "bank:boris", "bank:boris", then)], then - 3 * DAY
    )
    number = loop.followups(store.state).filter(person="bank:boris")["id"][0]
    loop.finish_followup(store.state, number, "Dana", then - 2 * DAY, "works")

    made = work_list.make(store, settings, MONDAY + 7 * DAY, then)
    assert made.rows.filter(person="bank:boris")["called_at"].to_list() == [then - 2 * DAY]


def test_who_is_lost_is_not_called(centre):
    risk_acts.act(centre[0].state, "bank:eve", Step("lost"), "Dana", LATER - 8 * DAY)

    assert "bank:eve" not in people(centre, LATER)
