"""What a look back shows of history that was filled at once is what stood on the screen then."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from metrics.compute import compute
from scheduler.refresh import refresh
from settings import Settings
from store.opened import Store, open_store
from store.read import Filters, Viewer, open_reading
from tests.connectors.demo.centre import settings

LATER = datetime(2026, 3, 20, 9, tzinfo=UTC)
MANAGER = Viewer("Dana", "manager")
FIGURES = (
    *("contacts", "menu_exits", "menu_exit_rate", "offered", "answered", "answered_in_time", "abandoned"),
    *("waiting", "service_level", "abandon_rate", "asa", "wait_p90", "longest_wait", "handle_time"),
)
THEN = [
    datetime(2026, 3, 16, 9, 30, tzinfo=UTC),
    datetime(2026, 3, 17, 0, 10, tzinfo=UTC),
    datetime(2026, 3, 18, 6, 5, tzinfo=UTC),
]
NAMES = ["mid-day, calls under way", "the night", "the morning, mails of yesterday are open"]
Fill = Callable[[datetime], tuple[Store, Settings]]


def filled(folder: Path, now: datetime, opened: list[Store]) -> tuple[Store, Settings]:
    """Fill a store in one refresh at a time."""
    folder.mkdir()
    given = settings(folder, now)
    store = open_store(given)
    opened.append(store)
    (report,) = refresh(given, store)
    assert report.is_ok, report.outcome.message
    return store, given


@pytest.fixture(scope="module")
def then(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fill]:
    """Give a store filled at an instant, once for each."""
    opened: list[Store] = []
    yield cache(lambda at: filled(tmp_path_factory.mktemp("then") / "demo", at, opened))
    for store in opened:
        store.close()


@pytest.fixture(scope="module")
def whole(then: Fill) -> tuple[Store, Settings]:
    return then(LATER)


def figures(of: tuple[Store, Settings], at: datetime, by: tuple[str, ...]) -> pl.DataFrame:
    reading = open_reading(*of, MANAGER, Filters(as_of=at), dimensions=by)
    assert reading is not None
    return compute(reading.frames, FIGURES, by)


@pytest.mark.parametrize(
    "by", [(), ("queue",), ("channel", "topic")], ids=["in total", "by queue", "by topic"]
)
@pytest.mark.parametrize("at", THEN, ids=NAMES)
def test_figures_as_of_then_are_those_of_then(
    whole: tuple[Store, Settings], then: Fill, at: datetime, by: tuple[str, ...]
) -> None:
    assert_frame_equal(figures(whole, at, by), figures(then(at), at, by))


@pytest.mark.parametrize("at", THEN, ids=NAMES)
def test_there_was_something_to_see(whole: tuple[Store, Settings], at: datetime) -> None:
    before, after = (figures(whole, each, ()).row(0, named=True) for each in (at, LATER))

    assert 50 < before["answered"]["value"] < after["answered"]["value"]


def test_in_the_middle_of_a_day_somebody_is_being_served(whole: tuple[Store, Settings]) -> None:
    reading = open_reading(*whole, MANAGER, Filters(as_of=THEN[0]))

    assert reading is not None
    legs = reading.visits.select("outcome", "ended_at", "talk_ms").collect()
    talking = legs.filter(pl.col("outcome") == "answered", pl.col("ended_at").is_null())
    assert talking.height > 0
    assert talking["talk_ms"].null_count() == talking.height


def test_in_the_morning_mails_of_the_day_before_wait(whole: tuple[Store, Settings]) -> None:
    reading = open_reading(*whole, MANAGER, Filters(as_of=THEN[2]))

    assert reading is not None
    waiting = reading.visits.filter(pl.col("outcome") == "waiting", pl.col("channel") == "email").collect()
    assert waiting["queued_at"].dt.date().min() < THEN[2].date()
