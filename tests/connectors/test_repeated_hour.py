from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from connectors.conform import Conformed, Origin, conform
from store.schema import MAPPED
from tests.connectors.fetched import fetch, files, write

BERLIN = Origin("desk", "Europe/Berlin", version=1)
KEYS: dict[str, dict[str, object]] = {
    "contacts": {"contact_id": "c1", "channel": "voice", "direction": "inbound"},
    "legs": {"contact_id": "c1", "leg_no": 1, "outcome": "answered"},
}


def clock(time: str | None) -> str | None:
    """A time of the night in which Berlin's clock shows 02:00 to 03:00 twice."""
    return time and f"2026-10-25 {time}"


def utc(hour: int, minute: int) -> datetime:
    return datetime(2026, 10, 25, hour, minute, tzinfo=UTC)


def row(table: str, contacts: pl.DataFrame | None = None, **times: str | None) -> Conformed:
    values = KEYS[table] | {name: clock(time) for name, time in times.items()}
    frame = pl.DataFrame({name: [value] for name, value in values.items()}).with_columns(source_row=[7])
    return conform(MAPPED[table], frame, BERLIN, contacts)


@pytest.mark.parametrize(
    ("started", "ended", "instants"),
    [
        ("02:50:00", "02:02:00", (utc(0, 50), utc(1, 2))),
        ("02:10:00", "02:40:00", (utc(0, 10), utc(0, 40))),
        ("01:50:00", "02:10:00", (datetime(2026, 10, 24, 23, 50, tzinfo=UTC), utc(0, 10))),
        ("02:50:00", "03:10:00", (utc(0, 50), utc(2, 10))),
        ("02:10:00", None, (utc(0, 10), None)),
        ("02:50:00+01:00", "03:02:00", (utc(1, 50), utc(2, 2))),
        ("02:50:00+01:00", "02:55:00", (utc(1, 50), utc(1, 55))),
    ],
    ids=[
        "over the change",
        "within",
        "into it",
        "out of it",
        "open",
        "with an offset",
        "end after an offset",
    ],
)
def test_an_end_before_its_start_is_in_the_second_pass(
    started: str, ended: str | None, instants: tuple[datetime, datetime | None]
) -> None:
    contacts = row("contacts", started_at=started, ended_at=ended)

    assert contacts.rows.select("started_at", "ended_at").rows() == [instants]


@pytest.mark.parametrize(("started", "ended"), [("02:50:00", "02:49:30"), ("12:50:00", "12:02:00")])
def test_clocks_that_differ_are_no_repeated_hour(started: str, ended: str) -> None:
    reasons = row("contacts", started_at=started, ended_at=ended).faults["reason"].to_list()

    assert reasons == ["ended_at is before started_at: is the source's clock right?"]


def test_a_legs_instants_follow_each_other() -> None:
    leg = row("legs", queued_at="02:50:00", answered_at="02:05:00", ended_at="02:20:00").rows

    instants = leg.select("queued_at", "answered_at", "ended_at").rows()
    assert instants == [(utc(0, 50), utc(1, 5), utc(1, 20))]


def test_a_leg_begins_after_its_contact() -> None:
    contacts = row("contacts", started_at="02:50:00").rows

    leg = row("legs", contacts, queued_at="02:01:00", answered_at="02:05:00").rows

    assert leg.select("queued_at", "answered_at").rows() == [(utc(1, 1), utc(1, 5))]


@pytest.mark.parametrize("kind", ["", "::TIMESTAMP"])
def test_calls_of_that_night_are_loaded_and_counted(tmp_path: Path, kind: str) -> None:
    write(
        tmp_path / "calls.csv",
        "c1,2026-10-25 02:50:00,2026-10-25 02:02:00",
        "c2,2026-10-25 01:50:00,2026-10-25 02:02:00",
        "c3,2026-10-25 02:10:00,2026-10-25 02:12:00",
        header="id,start,end",
    )
    contacts = f"""
        SELECT _row AS source_row, id AS contact_id, 'voice' AS channel, 'inbound' AS direction,
            start{kind} AS started_at, "end"{kind} AS ended_at
        FROM rows
    """
    given: dict[str, Any] = {"timezone": "Europe/Berlin", "select": {"contacts": contacts}}

    fetched = fetch(files(tmp_path, **given), until=datetime(2026, 12, 1, tzinfo=UTC))

    assert (fetched.loaded, fetched.quarantined.height) == (3, 0)
    (notice,) = fetched.notices
    assert notice == (
        "calls.csv: 2 rows begin in the hour that the clock repeats in autumn; where their own instants do"
        " not tell, the earlier pass is assumed."
    )
