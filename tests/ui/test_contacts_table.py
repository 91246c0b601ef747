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
