"""The list of a Monday is kept as it was shown, and made again from what was known then it is the same."""

from datetime import date, timedelta

import polars as pl
import pytest
from sqlalchemy import update

from settings import Risk
from store import list_told, risk_acts, risk_learning, work_list
from store.ingest import begin
from store.loop import LoopError
from store.opened import open_store
from store.risk_acts import Step
from store.risk_models import RiskModel
from store.risk_order import Order
from store.schema import CUSTOMERS, NOTES, empty
from tests.factories import NOON
from tests.metrics.replayed import studied
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


@pytest.fixture(scope="module")
def learnt(centre):
    """What was learnt on Thursday: that a wish to leave says nothing."""
    state, at = centre[0].state, NOON + 8 * DAY
    with state.writing() as connection:
        return risk_learning.write(connection, studied(cancel=0.0), at, 7, {"contacts": 3})


def test_a_list_is_ordered_by_what_was_learnt_before_its_monday(centre, learnt):
    store, settings, kept = centre

    before, after = (
        work_list.make(store, settings, day, NOON + 20 * DAY) for day in (MONDAY, MONDAY + 7 * DAY)
    )
    assert before.week.order == kept.week.order == Order()
    assert before.rows["chance"].to_list() == [None] * 3
    assert after.week.order == Order("logistic", learnt, NOON + 8 * DAY, 7, 60, 28)
    assert after.rows["points"].is_sorted()  # who came first spoke first, and that says nothing
    assert after.rows["chance"].round(3).to_list() == [0.047] * 5


def test_what_ordered_a_list_is_kept_with_it(centre, learnt):
    store, settings, _kept = centre
    day = MONDAY + 35 * DAY
    made = work_list.keep(store, settings, day, NOON + 41 * DAY)

    assert made.week.order.model == learnt
    assert made.rows["chance"].null_count() == 0
    again = work_list.make(store, settings, day, NOON + 41 * DAY)
    assert (again.week.order, again.rows["chance"].to_list()) == (
        made.week.order,
        made.rows["chance"].to_list(),
    )


def test_what_was_learnt_with_other_weights_orders_nothing(centre, learnt):
    store, settings, _kept = centre
    other = settings.model_copy(update={"risk": Risk(points={"complaint": 12})})

    assert work_list.make(store, other, MONDAY + 7 * DAY, NOON + 20 * DAY).week.order == Order()


def test_what_another_recipe_taught_orders_nothing(centre, learnt):
    store, settings, _kept = centre
    with store.state.writing() as connection:
        late = risk_learning.write(connection, studied(), NOON + 60 * DAY, 7, {})
        connection.execute(update(RiskModel).where(RiskModel.id == late).values(recipe=0))

    assert work_list.make(store, settings, MONDAY + 63 * DAY, NOON + 70 * DAY).week.order == Order()


def test_the_list_is_counted_as_it_is_shown(centre):
    store, settings, kept = centre
    found = list_told.told(store, settings, work_list.instant_of(settings, MONDAY))

    counted = found.rows.filter("is_listed").select("customer", "rank").rows()
    assert counted == [("bank:anna", 1), ("bank:boris", 2), ("bank:clara", 3)]
    assert [person for person, _rank in counted] == kept.to_call["person"].to_list()


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


def test_who_was_called_before_the_list_and_again_since_is_not_hidden_on_it(centre):
    store, settings, _kept = centre
    then = work_list.instant_of(settings, MONDAY + 28 * DAY)
    for days in (-2, 1):
        risk_acts.act(store.state, "bank:eve", Step("called"), "Dana", then + days * DAY)
    risk_acts.act(store.state, "bank:dan", Step("called"), "Dana", then + DAY)

    made = work_list.make(store, settings, MONDAY + 28 * DAY, then + 2 * DAY)

    called = dict(made.rows.select("person", "called_at").iter_rows())
    assert (called["bank:eve"], called["bank:dan"]) == (then - 2 * DAY, None)
    assert "bank:eve" not in made.to_call["person"]
    assert "bank:dan" in made.to_call["person"]


def test_a_list_of_nobody_is_not_kept(centre):
    store, settings, _kept = centre
    day = MONDAY - 300 * DAY

    made = work_list.keep(store, settings, day, AT)

    assert (made.week.customers, made.rows.height) == (0, 0)
    assert not work_list.is_kept(store.state, day)


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
