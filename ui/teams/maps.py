"""The heat maps of the page Teams: how busy, who is missing, and what took longer, by hour of the day."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from language import _, number, weekday
from metrics import teams
from ui.asked import Asked
from ui.markup import Safe
from ui.teams.behind import BUSY_ROWS, LONG_ROWS, Ways
from ui.teams.found import BUSY, SURE_S, Found
from ui.teams.grid import Cell, grid
from ui.teams.tables import contacts_of, hours_of
from ui.words import brief

TOP_MISSING = 6.0  # people; the end of the scale
PART_OF_FULLEST = 0.1  # of the time of a row's fullest hour: an hour of less is the edge of a shift
Row = Mapping[str, Any]


def busy(cells: pl.DataFrame, whole: pl.DataFrame, week: Sequence[int], ways: Ways) -> Safe:
    """How busy each hour was, of each team or of each weekday, and all of its hours together."""
    by = "weekday" if "weekday" in cells.columns else "team"
    share = pl.col("occupancy").struct
    known = cells.filter(pl.col(by).is_not_null(), share["value"].is_not_null())
    usual = share["denominator"].max().over(by) * PART_OF_FULLEST
    judged = known.with_columns(is_sure=share["denominator"] >= pl.max_horizontal(usual, pl.lit(SURE_S)))
    hours = judged.filter("is_sure")["hour"]
    shown = judged.filter(pl.col("hour").is_between(hours.min(), hours.max())) if hours.len() else judged
    found = shown[by].unique().sort().to_list()
    rows = [day for day in week if day in found] if by == "weekday" else found
    made = {
        (rows.index(row[by]), row["hour"]): ways.led(_busy_cell(row), BUSY_ROWS, row[by], row["hour"])
        for row in shown.iter_rows(named=True)
    }
    names = [weekday(row, "wide") if by == "weekday" else str(row) for row in rows]
    totals = {row[by]: row["occupancy"]["value"] for row in whole.iter_rows(named=True)}
    ends = [number(100 * totals[row]) if totals.get(row) is not None else "–" for row in rows]
    return grid(names, made, _("Weekday") if by == "weekday" else _("Team"), (_("All"), ends))


def _busy_cell(row: Row) -> Cell:
    found = row["occupancy"]
    value, said = found["value"], number(100 * found["value"])
    spent = _("{on} of {all} on contacts").format(
        on=hours_of(found["numerator"]), all=hours_of(found["denominator"])
    )
    if not row["is_sure"]:
        return Cell(said, None, _("too little time to judge: {spent}").format(spent=spent))
    reach = max(0.0, value - 0.5) / 0.5
    return Cell(said, reach, spent + (_(" · hardly a moment free") if value > BUSY else ""))


def short(found: Found, asked: Asked | None) -> Safe:
    """How many people were missing by queue and hour of the day, on the mean of its weekdays.

    `asked` leads to the contacts of an hour.
    """
    sums = teams.missing_by(found.covering.hours, ["queue", "hour"])
    names = sums["queue"].unique().sort().to_list()
    made = {
        (names.index(row["queue"]), row["hour"]): Cell(
            number(row["lacks"], 1) if row["lacks"] >= 0.05 else "",
            row["lacks"] / TOP_MISSING,
            _("there for it {there}, needed {needed} · {n} contacts").format(
                there=number(row["counted"], 1), needed=number(row["needed"], 1), n=number(row["contacts"])
            ),
            ("contacts", contacts_of(row, asked)) if asked else None,
        )
        for row in sums.iter_rows(named=True)
    }
    return grid(names, made, _("Queue"))


def long_hours(found: Found, ways: Ways) -> Safe:
    """Minutes beyond the usual by team and hour of the day."""
    is_long = found.long.filter(pl.col("is_long"))
    sums = is_long.group_by("team", "hour").agg(beyond=pl.col("beyond_min").sum(), n=pl.len()).sort("team")
    if not sums.height:
        return Safe("")
    top = max(sums["beyond"].to_list())
    names = sums["team"].unique(maintain_order=True).to_list()
    made = {
        (names.index(row["team"]), row["hour"]): ways.led(
            Cell(
                number(row["beyond"]),
                row["beyond"] / top,
                _("{time} beyond the usual · n {n}").format(
                    time=brief(round(row["beyond"]) * 60), n=number(row["n"])
                ),
            ),
            LONG_ROWS,
            row["team"],
            row["hour"],
        )
        for row in sums.iter_rows(named=True)
    }
    return grid([name or _("no team") for name in names], made, _("Team"))
