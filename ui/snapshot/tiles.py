"""The six numbers of the page Snapshot as tiles."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from language import _
from metrics.wording import ChangeWords
from ui.notices import Way
from ui.tiles import Tile

COUNT = 6


def tiles(rows: Sequence[Mapping[str, Any]]) -> list[Tile]:
    """Make a tile of each number."""
    return [_tile(row) for row in rows]


def ways(rows: Sequence[Mapping[str, Any]]) -> dict[str, Way]:
    """Where each tile leads: the page of its number, in the same week."""
    return {
        row["id"]: Way(
            row["page"],
            _("Look into: {figure}").format(figure=row["name"]),
            {"from": row["first"].isoformat(), "to": (row["last"] + timedelta(days=1)).isoformat()},
        )
        for row in rows
    }


def _tile(row: Mapping[str, Any]) -> Tile:
    aim = " ".join(part for part in (row["mark"], row["status"], row["target"]) if part)
    amount, _comma, against = row["change"].partition(", ")
    tests = _(
        "The change is on the week before. It is called better or worse only where it is beyond what weeks"
        " differ by anyway; line: 13 weeks."
    )
    return Tile(
        key=row["id"],
        label=row["name"],
        definition=f"{_(row['meaning'])} {tests}",
        value=row["value"],
        target=aim,
        change=ChangeWords(row["change_mark"], amount, against, row["change_tone"]),
        trend=row["weeks"],
        foot=row["of"],
        foot_end=row["quarter_said"],
        state="breach" if row["tone"] == "breach" else "",
    )
