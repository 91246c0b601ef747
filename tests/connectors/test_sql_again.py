"""Which days an `sql` source is asked for again."""

from datetime import timedelta
from pathlib import Path

import pytest

from connectors.sql import Sql
from scheduler.refresh import refresh
from settings import load
from store.opened import open_store
from tests.connectors.desk import CONTACTS, LEGS, NOON, ROWS, call, change, desk, sqlite
from tests.connectors.fetched import Fetched, fetch
from tests.connectors.test_sql_store import CONFIG, stored

BAD = call(9, "2026-02-20 09:00:00", ended="soon")
MENDED = "UPDATE calls SET ended = '2026-02-20 09:01:00' WHERE id = 9"


def asked(fetched: Fetched) -> set[str]:
    return {where for batch in fetched.batches for where in batch.wheres}


def later(connector: Sql, before: Fetched, minutes: int) -> Fetched:
    return fetch(connector, before.cursor, since=NOON, until=NOON + timedelta(minutes=minutes))


def test_a_row_set_aside_long_ago_is_tried_again_until_it_is_mended(tmp_path: Path) -> None:
    connector = desk(sqlite(tmp_path / "calls.sqlite", BAD, *ROWS), open_days=11)
    first = fetch(connector)
    second = later(connector, first, 5)
    change(tmp_path / "calls.sqlite", MENDED)
    third = later(connector, second, 10)
    fourth = later(connector, third, 15)

    assert second.quarantined["where_from"].to_list() == ["contacts 2026-02-20", "legs 2026-02-20"]
    assert (third.quarantined.height, "desk:9" in third.ids()) == (0, True)
    assert [each.cursor["open"] for each in (first, second, third)] == ["2026-02-20", "2026-02-20", ""]
    assert "contacts 2026-02-20" not in asked(fourth)


def test_a_row_set_aside_is_given_up_after_open_days(tmp_path: Path) -> None:
    url = sqlite(tmp_path / "calls.sqlite", BAD, *ROWS)

    assert fetch(desk(url, open_days=5)).cursor["open"] == ""


@pytest.mark.parametrize("lookback", [0, 24])
def test_a_day_that_may_be_read_again_is_read_alone_from_the_first(tmp_path: Path, lookback: int) -> None:
    rows = [call(n, f"2026-02-{n:02} 09:00:00", ended="soon") for n in range(3, 28)]
    url = sqlite(tmp_path / "calls.sqlite", *rows)

    fetched = fetch(desk(url, lookback_hours=lookback, open_days=30))

    days = [f"2026-02-{n:02}" for n in range(3, 28)]
    assert sorted(fetched.quarantined["where_from"]) == [
        f"{name} {day}" for name in ("contacts", "legs") for day in days
    ]
    assert fetched.cursor["open"].split() == days


def test_what_is_set_aside_on_other_days_stays_so(tmp_path: Path) -> None:
    url = sqlite(tmp_path / "calls.sqlite", BAD, call(8, "2026-02-21 09:00:00", ended="soon"), *ROWS)
    config = CONFIG.format(contacts=CONTACTS, legs=LEGS, rows=200).replace("${DESK_URL}", url)
    (tmp_path / "moked.toml").write_text(config)
    settings = load(tmp_path / "moked.toml", tmp_path / "data")
    store = open_store(settings)

    refresh(settings, store)
    before = stored(store, "quarantine", "where_from")
    change(tmp_path / "calls.sqlite", MENDED)
    refresh(settings, store)

    assert before == [f"{name} 2026-02-{day}" for name in ("contacts", "legs") for day in (20, 21)]
    assert stored(store, "quarantine", "where_from") == ["contacts 2026-02-21", "legs 2026-02-21"]
    assert stored(store, "contacts", "contact_id") == ["desk:1", "desk:2", "desk:3", "desk:9"]
    store.close()
