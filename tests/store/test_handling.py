from collections.abc import Callable
from datetime import timedelta

import polars as pl
import pytest

from metrics import compute
from metrics.work import reported_parts
from settings import Settings
from store import handling
from store.ingest import publish_versions
from store.merge import Arrival, merge
from store.opened import Store
from store.read import Filters, Viewer, open_reading
from store.schema import CONTACTS, LEGS
from tests.factories import NOON, contacts, legs

Load = Callable[..., None]
EARLIER = timedelta(days=28)


@pytest.fixture
def load(store: Store, arrival: Arrival) -> Load:
    """Merge the visits of one contact and publish."""

    def loaded(*visits: dict[str, object], contact: str = "bank:1", before: timedelta = timedelta()) -> None:
        began = NOON - timedelta(hours=2) - before
        of = contacts({"contact_id": contact, "started_at": began})
        ended = {"contact_id": contact, "queued_at": began, "ended_at": began + timedelta(seconds=80)}
        rows = [{"leg_no": n, **ended, **visit} for n, visit in enumerate(visits, start=1)]
        merge(store.history, CONTACTS, of, arrival, source="bank")
        merge(store.history, LEGS, legs(of, *rows), arrival, source="bank", parents=of["contact_id"])
        publish_versions(store, "test", NOON)

    return loaded


def reported(store: Store, settings: Settings, filters: Filters) -> object:
    reading = open_reading(store, settings, Viewer("Dana", "manager"), filters)
    assert reading is not None
    return reading.frames.parts_reported(reading.visits)


def test_a_source_reports_the_parts_that_any_handled_visit_has(
    store: Store, settings: Settings, load: Load
) -> None:
    load({}, {"wrap_ms": 5_000}, {"outcome": "abandoned", "hold_ms": 1_000})

    assert reported(store, settings, Filters(NOON)) == {"bank": ("talk", "wrap")}


def test_a_visit_that_was_deleted_says_nothing(store: Store, settings: Settings, load: Load) -> None:
    load({}, {"wrap_ms": 5_000})
    load({})

    assert reported(store, settings, Filters(NOON)) == {"bank": ("talk",)}


def test_narrowing_does_not_change_what_a_source_reports(
    store: Store, settings: Settings, load: Load
) -> None:
    load({"agent_id": "bank:AVI"}, {"agent_id": "bank:DORIT", "wrap_ms": 5_000})
    avi = Filters(NOON, where=(("agent", ("bank:AVI",)),))
    reading = open_reading(store, settings, Viewer("Dana", "manager"), avi)

    assert reading is not None
    assert compute(reading.frames, ["handle_time"]).item()["value"] is None
    assert reported_parts(reading.visits) == {"bank": ("talk",)}


def test_weeks_outside_the_window_do_not_say_what_a_source_reports(
    store: Store, settings: Settings, load: Load
) -> None:
    load({"wrap_ms": 5_000}, contact="bank:0", before=EARLIER)
    load({})

    assert reported(store, settings, Filters(NOON)) == {"bank": ("talk", "wrap")}
    assert reported(store, settings, Filters(NOON, start=NOON - timedelta(days=1))) == {"bank": ("talk",)}


def test_a_file_is_read_for_it_once(
    store: Store, settings: Settings, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    load({})
    read: list[pl.LazyFrame] = []
    monkeypatch.setattr(handling, "reported_parts", lambda rows: read.append(rows) or {"bank": ("talk",)})

    first = reported(store, settings, Filters(NOON))
    again = reported(store, settings, Filters(NOON))

    assert (first, again, len(read)) == ({"bank": ("talk",)}, {"bank": ("talk",)}, 1)
