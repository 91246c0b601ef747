"""The list of a Monday is kept as it was shown, and made again from what was known then it is the same."""

from datetime import date, timedelta

import polars as pl
import pytest

from store import risk_acts, work_list
from store.ingest import begin
from store.loop import LoopError
from store.opened import open_store
from store.risk_acts import Step
from store.schema import CUSTOMERS, NOTES, empty
from tests.factories import NOON
from tests.store.conftest import written
from tests.store.sent import Sent
from tests.store.tracing import call, refresh, sent

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MONDAY = date(2026, 3, 9)
AT = NOON + 6 * DAY  # the Tuesday after


def rows(table, *given):
    return pl.DataFrame(
        [{"source": "bank", "version": 1, **one} for one in given], schema=empty(table).schema
    )


def tables(days_ago, *names):
    """Customers each of whom said that they want to leave."""
    at = NOON - days_ago * DAY
    calls = [call(f"{name}{days_ago}", name, at, is_complaint=0, is_resolved=1) for name in names]
    told = [
        {"note_id": f"bank:{name}{days_ago}", "contact_id": f"bank:{name}{days_ago}", "author": "agent"}
        | {"customer_id": f"bank:{name}", "written_at": at, "text": "he wants to cancel", "language": "en"}
        for name in names
    ]
    records = [{"customer_id": f"bank:{one}", "valid_from": at, "annual_value": 100.0} for one in names]
    others = {"notes": rows(NOTES, *told), "customers": rows(CUSTOMERS, *records)}
    return Sent({**sent("bank", calls).tables, **others})


@pytest.fixture(scope="module")
def centre(tmp_path_factory):
    """A store with a list kept on Monday, and what came ten days later of the days before."""
    settings = written(tmp_path_factory.mktemp("listed"))
    store = open_store(settings)
    begin(store, NOON)
    refresh(store, "bank", tables(3, "anna", "boris", "clara"), now=NOON, is_first=True)
    kept = work_list.keep(store, settings, MONDAY, AT)
    refresh(store, "bank", tables(2, "dan", "eve"), now=NOON + 10 * DAY, connected_at=NOON - 85 * DAY)
    yield store, settings, kept
    store.close()


def test_a_list_is_read_as_it_was_shown(centre):
    store, settings, kept = centre

    again = work_list.keep(store, settings, MONDAY, NOON + 30 * DAY)
    assert kept.rows["person"].to_list() == ["bank:anna", "bank:boris", "bank:clara"]
    assert again.rows.equals(kept.rows)
    assert again.week == kept.week
    assert [one["evidence"] for one in kept.rows["reasons"][0]] == ["cancel"]
    assert work_list.mondays(store.state) == [MONDAY]


def test_a_past_list_made_again_is_the_same_whatever_came_late(centre):
    store, settings, kept = centre

    again = work_list.make(store, settings, MONDAY, NOON + 20 * DAY)
    assert work_list.difference(kept.rows, again.rows) == (0, 0, 0)
    later = work_list.make(store, settings, MONDAY + 7 * DAY, NOON + 20 * DAY)
    assert work_list.difference(kept.rows, later.rows)[0] == 2


@pytest.mark.parametrize(
    ("hours", "monday"),
    [(3.99, MONDAY - 7 * DAY), (4, MONDAY), (24 * 7 + 3.9, MONDAY)],
    ids=["before six on Monday", "at six", "before six a week later"],
)
def test_a_week_begins_on_monday_morning_by_the_sites_clock(centre, hours, monday):
    midnight_utc = NOON.replace(hour=0) + 5 * DAY

    assert work_list.monday(centre[1], midnight_utc + hours * HOUR) == monday


def test_who_was_called_is_not_called_again_within_the_week(centre):
    store, settings, _kept = centre
    then = work_list.instant_of(settings, MONDAY + 14 * DAY)
    risk_acts.act(store.state, "bank:boris", Step("called"), "Dana", then - 2 * DAY)
    risk_acts.act(store.state, "bank:clara", Step("lost"), "Dana", then - 2 * DAY)

    made = work_list.make(store, settings, MONDAY + 14 * DAY, then)

    assert "bank:boris" not in made.to_call["person"]
    assert made.rows.filter(person="bank:boris")["called_at"].to_list() == [then - 2 * DAY]
    assert "bank:clara" not in made.rows["person"]


def test_of_two_who_act_at_once_the_second_is_told_who_was_first(centre):
    state = centre[0].state
    risk_acts.act(state, "bank:anna", Step("called"), "Dana", AT, seen=0)

    with pytest.raises(LoopError, match="Dana was first"):
        risk_acts.act(state, "bank:anna", Step("offer"), "Eli", AT, seen=0)
    risk_acts.act(state, "bank:anna", Step("note", "call after six"), "Eli", AT)
    assert risk_acts.acts(state, people=["bank:anna"])["act"].to_list() == ["called", "note"]


@pytest.mark.parametrize("step", [Step("phoned"), Step("note", " "), Step("owner")])
def test_a_step_that_says_nothing_is_refused(centre, step):
    with pytest.raises(LoopError):
        risk_acts.act(centre[0].state, "bank:anna", step, "Dana", AT)
