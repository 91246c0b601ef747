"""The snapshot's numbers as a workbook."""

import io
import zipfile
from dataclasses import replace

from emails.snapshot import Changed, Driver
from emails.snapshot_workbook import attachment, table
from tests.snapshots import POST, SNAPSHOT

NAMED = ("part", "what", "unit", "value")


def test_each_number_driver_and_loss_is_a_row() -> None:
    rows = table(SNAPSHOT)

    assert rows.row(0, named=True) == {
        "part": "Number",
        "what": "Service level",
        "unit": "share of 1",
        "from": "2026-11-15",
        "to": "2026-11-21",
        "value": 0.824,
        "target": 0.80,
        "change": 0.019,
        "change_low": 0.011,
        "change_high": 0.027,
        "verdict": "better",
        "last_quarter": 0.796,
        "n": 14210,
    }
    assert rows["part"].unique(maintain_order=True).to_list() == [
        *("Number", "Where service level changed", "Where promises kept changed", "Customers at risk"),
        *("Sent to the wrong desk", "Asked again within 7 days", "Waiting in queues", "Trust"),
    ]
    assert rows.select(NAMED).rows()[-7:] == [
        ("Waiting in queues", "cost", "ILS", None),
        ("Trust", "contacts", None, 15482.0),
        ("Trust", "read", "rows", 48206.0),
        ("Trust", "loaded", "rows", 48082.0),
        ("Trust", "left out by rule", "rows", 96.0),
        ("Trust", "set aside as unreadable", "rows", 28.0),
        ("Trust", "publication", None, 4182.0),
    ]


def test_what_begins_like_a_formula_is_text() -> None:
    evil = replace(SNAPSHOT, changed=(Changed("csat", drivers=(Driver('=HYPERLINK("x")', 0.1),)),))

    file = attachment(evil, POST)
    with zipfile.ZipFile(io.BytesIO(file.data)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()

    assert file.name == "executive-snapshot-2026-11-15.xlsx"
    assert "'=HYPERLINK(" in sheet
    assert "<f>" not in sheet
