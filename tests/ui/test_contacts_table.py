from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from ui.contacts.table import readable, split


@pytest.mark.parametrize(
    ("queues", "outcomes", "expected"),
    [
        (["NW", "PS"], ["Answered", "Gave up"], 50),
        (["Technical support"], ["Answered"], 102),
        (["Support"], ["Gave up"], 76),
        ([], [], 76),
    ],
    ids=["short names", "long names", "as long", "no rows"],
)
def test_queue_and_outcome_share_the_room_of_a_phone(queues, outcomes, expected):
    assert split(queues, outcomes) == expected


def test_an_agent_is_called_by_name_and_without_one_by_the_id() -> None:
    row = {
        "queue": "A",
        "outcome": "answered",
        "wait_ms": 1,
        "handle_ms": 2,
        "menu_ms": 3,
        "contact_id": "x:1",
    }
    at = datetime(2026, 3, 1, 10, tzinfo=UTC)
    told = [("x:a7", "Noa Teacup"), ("x:a8", None), (None, None)]
    rows = pl.DataFrame(
        [{**row, "at": at, "agent_id": of, "agent_name": name} for of, name in told],
        schema_overrides={"agent_id": pl.String, "agent_name": pl.String},
    )

    assert readable(rows, ZoneInfo("UTC"))["agent"].to_list() == ["Noa Teacup", "a8", "–"]


ROW = {
    "at": datetime(2026, 3, 1, 10, tzinfo=UTC),
    "queue": "A",
    "outcome": "answered",
    "wait_ms": 90_000,
    "handle_ms": 2_000,
    "menu_ms": 3_000,
    "contact_id": "x:1",
    "agent_id": "x:a7",
    "agent_name": None,
}


@pytest.mark.parametrize(
    ("why", "more", "expected"),
    [
        (
            "way",
            {"way": "A → B", "extra_ms": 60_000, "vain_ms": 1_000},
            {"way": "A → B", "extra": 60.0, "vain": 1.0},
        ),
        ("way", {"way": None, "extra_ms": None, "vain_ms": None}, {"way": "A", "extra": None, "vain": None}),
        ("path", {"path": "billing>refund"}, {"path": "Billing › Refund"}),
        ("path", {"path": None}, {"path": "–"}),
        ("again", {"again_ms": 3_600_000}, {"again": 3600.0}),
        ("contacts", {"issue_contacts": 4}, {"contacts": 4}),
    ],
    ids=["queues", "one queue", "a way through the menu", "no way known", "when it came again", "an issue"],
)
def test_a_list_shows_why_a_contact_is_in_it(why, more, expected):
    strings = {"agent_name": pl.String, "way": pl.String, "path": pl.String}
    numbers = dict.fromkeys(("extra_ms", "vain_ms"), pl.Int64)
    given = {name: kind for name, kind in {**strings, **numbers}.items() if name in {**ROW, **more}}

    shown = readable(pl.DataFrame([{**ROW, **more}], schema_overrides=given), ZoneInfo("UTC"), why)

    assert {name: shown[name][0] for name in expected} == expected
    assert shown.columns[0] == "when"
    assert shown.columns[-1] == "contact"
