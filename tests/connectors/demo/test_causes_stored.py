"""The causes of misroutes through a refresh into the store are those found in the rows themselves."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from metrics.causes import attributed, causes
from scheduler.refresh import refresh
from store.opened import open_store
from store.read import Filters, Reading, Viewer, open_reading
from tests.connectors.demo.centre import DAYS, END, settings, weeks
from tests.connectors.demo.stale import judged

WEEKS = len(DAYS) / 7


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reading]:
    folder: Path = tmp_path_factory.mktemp("demo")
    asked = settings(folder, END)
    store = open_store(asked)
    reports = refresh(asked, store)  # what is to be shown first, and the rest
    assert [report.outcome.message for report in reports if not report.is_ok] == []
    found = open_reading(store, asked, Viewer("Dana", "manager"), Filters(END))
    assert found is not None
    yield found
    store.close()


def by_contact(rows: pl.DataFrame) -> pl.DataFrame:
    names = ("contact_id", "option", "cause", "detail", "recorded", "turned_out")
    times = ("extra_wait_ms", "wasted_handle_ms", "net_extra_wait_ms")
    return rows.filter(pl.col("cause").is_not_null()).select(*names, *times).sort("contact_id")


def test_the_store_finds_the_causes_that_the_rows_tell(reading: Reading) -> None:
    stored = attributed(reading.traced(), reading.records(), reading.centre().centre).collect()
    pure = judged(weeks(1))

    assert_frame_equal(by_contact(stored), by_contact(pure))
    assert_frame_equal(causes(stored.lazy(), WEEKS), causes(pure.lazy(), WEEKS))
    assert pure.filter(cause="field").height > 80
