"""Refreshes and the daily job keep rows as long as [retention] says, by the clock of the data."""

from datetime import UTC, datetime

from scheduler.jobs import delete_old, refresh_source
from scheduler.work import Work
from settings import load
from store.schema import CONTACTS
from store.status import recent_runs
from tests import bank

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


def contacts(store):
    return store.history.read_weeks(CONTACTS, store.history.weeks("contacts")).height


def test_rows_go_by_the_job_and_a_later_file_does_not_bring_them_back(folder, store, monkeypatch):
    monkeypatch.setenv("MOKED_NOW", "1999-07-01T12:00:00+03:00")
    bank.write(folder / "calls" / "calls.txt", bank.call(1), bank.call(2, date="990601"))
    config = folder / "moked.toml"
    kept = load(config, folder / "data")
    refresh_source(Work(kept, store, lambda: NOW, lambda: False), "bank")
    config.write_text(config.read_text() + "\n[retention]\ncontacts_days = 90\n")
    work = Work(load(config, folder / "data"), store, lambda: NOW, lambda: False)
    before = contacts(store)

    said = delete_old(work, None)
    bank.write(folder / "calls" / "late.txt", bank.call(3), bank.call(4, date="990602"))
    refresh_source(work, "bank")

    assert (before, said) == (2, "3 rows were too old to keep.")
    assert contacts(store) == 2
    late = recent_runs(store.state, "bank")[0]
    assert (late.read, late.loaded, late.excluded) == (2, 1, 1)
    assert [(one.words, one.count) for one in late.details] == [
        ("too old to keep", 1),
        ("Too old to keep by [retention], so left out: contacts 1, legs 1.", None),
    ]
