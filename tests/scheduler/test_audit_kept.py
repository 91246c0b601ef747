"""The nightly job keeps the audit as long as [access] keep_audit_days says."""

from datetime import UTC, datetime, timedelta

from scheduler.jobs import sort
from scheduler.work import Work
from settings import load
from store import audit
from store.asked import Viewer

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
DANA = Viewer("Dana", "manager", account="dana@example.com")


def test_entries_older_than_is_kept_go_at_night(folder, store):
    audit.note(store.state, DANA, "exported", NOW - timedelta(days=401))
    audit.note(store.state, DANA, "changed", NOW - timedelta(days=399))

    settings = load(folder / "moked.toml", folder / "data")
    sort(Work(settings, store, lambda: NOW, lambda: False), None)

    assert [entry.act for entry in audit.entries(store.state, audit.Sought())] == ["changed"]
