"""Of two who make the list of a Monday at once one wins, and its list is kept whole."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import polars as pl
import pytest

from metrics.work_list import LISTED
from store import work_list
from store.risk_order import Order
from store.state import State
from store.work_list import Listed, Week
from tests.factories import NOON

pytestmark = pytest.mark.both_databases

MONDAYS = [date(2026, 3, 9) + timedelta(weeks=n) for n in range(15)]
FIRST, SECOND = ["bank:anna", "bank:boris"], ["bank:dan", "bank:eve", "bank:fay"]


def made(day, people):
    rows = [
        {"rank": at, "person": one, "points": 9.0, "value": None, "reasons": [], "is_held_out": 0}
        for at, one in enumerate(people, 1)
    ]
    week = Week(day.isoformat(), NOON, NOON, 1, 50, {}, (), 9, 3, None, 0, Order())
    return Listed(week, pl.DataFrame(rows, schema=LISTED))


def test_of_two_lists_made_at_once_one_is_kept_whole(state, state_url):
    together = Barrier(2)

    def keep(of, people):
        for day in MONDAYS:
            together.wait(30)
            work_list.put(of, made(day, people))

    other = State(state_url)
    with ThreadPoolExecutor(2) as makers:
        at_work = [makers.submit(keep, *each) for each in ((state, FIRST), (other, SECOND))]
    other.close()
    kept = [work_list.read(state, day).rows["person"].to_list() for day in MONDAYS]

    assert [one.result() for one in at_work] == [None, None]
    assert [people in (FIRST, SECOND) for people in kept] == [True] * len(MONDAYS)
    assert work_list.mondays(state) == MONDAYS[::-1]
