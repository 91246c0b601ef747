"""What is usual is learnt week by week, and comes out as it does row by row."""

import shutil
from datetime import timedelta

import polars as pl
import pytest

from metrics.usual import usual_waits
from store import usual
from store.asked import Filters
from store.ingest import begin
from store.opened import open_store
from store.publish import newest
from store.schema import LEGS
from store.tables import Tables
from store.usual import USUAL_FOR, usual_until
from tests.factories import NOON
from tests.store.conftest import written
from tests.store.tracing import call, refresh, sent

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(scope="module")
def twenty_weeks(tmp_path_factory):
    """Calls of twenty weeks, six a day at one hour, each waiting longer; the last one lasts past noon."""
    folder = tmp_path_factory.mktemp("waits")
    store = open_store(written(folder))
    begin(store, NOON)
    told = [
        (row, [{**legs[0], "wait_ms": 1000 * n, "queued_at": row["started_at"], "ended_at": row["ended_at"]}])
        for n in range(840)
        for row, legs in [call(f"{n}", at=NOON - n % 140 * DAY, ended_at=NOON - n % 140 * DAY + HOUR)]
    ]
    refresh(store, "bank", sent("bank", told), is_first=True)
    store.close()
    return folder / "data"


@pytest.fixture
def waits(settings, twenty_weeks):
    """A store of one's own with those calls."""
    shutil.copytree(twenty_weeks, settings.data)
    store = open_store(settings)
    yield store
    store.close()


def tables(store, known_by=None, zone=None):
    return Tables(store, newest(store.state), known_by, zone)


def row_by_row(of, filters):
    until = min(filters.end or filters.as_of, filters.as_of)
    legs = of.scan(LEGS).filter(pl.col("queued_at") >= until - USUAL_FOR, pl.col("ended_at") <= until)
    return usual_waits(legs).sort("queue", "hour_of_week").collect()


def learnt(of, filters):
    return usual_until(of, filters).sort("queue", "hour_of_week")


@pytest.mark.parametrize(
    "filters",
    [
        Filters(NOON + DAY),
        Filters(NOON + HOUR),
        Filters(NOON + 30 * DAY, NOON - 40 * DAY, NOON - 28 * DAY),
        Filters(NOON - 30 * DAY),
        Filters(NOON + 400 * DAY),
    ],
    ids=[
        "all are over",
        "as the last one ends",
        "a window long ago",
        "as of long ago",
        "none in the quarter",
    ],
)
@pytest.mark.parametrize("zone", [None, "UTC"])
def test_it_is_what_all_rows_say(waits, filters, zone):
    of = tables(waits, filters.as_of, zone)

    found = learnt(of, filters)

    assert found.equals(row_by_row(of, filters))
    assert found.height in {0, 168}


def test_a_week_that_was_read_is_not_read_again(waits):
    filters = Filters(NOON + DAY)
    usual._summed.cache_clear()

    first = learnt(tables(waits), filters)
    read = usual._summed.cache_info().misses
    again = learnt(tables(waits), filters)

    assert first.equals(again)
    assert read > 10
    assert (usual._summed.cache_info().misses, usual._summed.cache_info().hits) == (read, read)


def test_rows_that_were_not_known_yet_teach_nothing(waits):
    late = [(row, [{**leg[0], "wait_ms": 900_000}]) for row, leg in [call("late", at=NOON - 20 * DAY)]]
    before = learnt(tables(waits, NOON + DAY), Filters(NOON + DAY))
    refresh(waits, "bank", sent("bank", late), now=NOON + 2 * DAY, connected_at=NOON - 99 * DAY)

    after = learnt(tables(waits, NOON + 3 * DAY), Filters(NOON + 2 * DAY))

    assert learnt(tables(waits, NOON + DAY), Filters(NOON + DAY)).equals(before)
    assert not after["usual_ms"].equals(before["usual_ms"])


def test_a_deleted_visit_teaches_nothing(waits):
    filters = Filters(NOON + 3 * DAY)
    before = learnt(tables(waits), filters)["n"].sum()
    row, _legs = call("20", at=NOON - 20 * DAY, version=2)
    refresh(waits, "bank", sent("bank", [(row, [])]), now=NOON + 2 * DAY)
    of = tables(waits)

    found = learnt(of, filters)

    assert found["n"].sum() == before - 1
    assert found.equals(row_by_row(of, filters))
