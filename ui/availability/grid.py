"""When somebody was there, as a small week for each channel: the stronger the cell, the more of the time."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from language import _, ngettext, number, share, weekday
from ui.markup import Safe, join, tag
from ui.words import channel

HOURS = range(24)
TICKS = (0, 6, 12, 18)
Row = Mapping[str, Any]


def grid(rows: pl.DataFrame, week: Sequence[int]) -> Safe:
    """A small week for each channel; rows as `Story.grid` gives them, week in the site's order."""
    names = (
        rows.group_by("channel")
        .agg(pl.col("there_s").sum())
        .sort("there_s", "channel", descending=[True, False])
    )
    return tag("div", join(_channel(rows, name, week) for name in names["channel"]), "av-weeks")


def key() -> Safe:
    """What the cells say."""
    swatches = [
        ("p0", _("nobody")),
        ("p5", _("half the time")),
        ("p10", _("all the time")),
        ("un", _("not known")),
    ]
    return join(
        tag("span", join([tag("i", "", f"av {css}", aria_hidden="true"), label]), "av-key")
        for css, label in swatches
    )


def _channel(rows: pl.DataFrame, name: str, week: Sequence[int]) -> Safe:
    cells = {
        (row["weekday"], row["hour"]): row
        for row in rows.filter(pl.col("channel") == name).iter_rows(named=True)
    }
    heads = join(tag("th", f"{hour:02}" if hour in TICKS else "", scope="col") for hour in HOURS)
    head = tag("thead", tag("tr", join([tag("td", ""), heads])))
    body = join(
        tag(
            "tr",
            join(
                [
                    tag("th", weekday(day), scope="row"),
                    *(_cell(cells.get((day, hour)), day, hour) for hour in HOURS),
                ]
            ),
        )
        for day in week
    )
    title = tag("h3", join([tag("b", channel(name)), " ", tag("span", _hours(list(cells.values())), "soft")]))
    return tag("div", join([title, tag("table", join([head, tag("tbody", body)]), "av-week")]), "av-channel")


def _hours(cells: Sequence[Row]) -> str:
    """How many of the 168 hours of a week somebody is there, of those that are known."""
    known = [cell for cell in cells if cell["known_s"]]
    if not known:
        return _("not known")
    hours = sum(cell["there_s"] / cell["known_s"] for cell in known)
    said = ngettext("{n} of {all} hours a week", "{n} of {all} hours a week", len(known))
    return said.format(n=number(hours), all=number(len(known)))


def _cell(cell: Row | None, day: int, hour: int) -> Safe:
    when = _("{day}, {from_} to {to}").format(day=weekday(day, "wide"), from_=hour, to=hour + 1)
    if cell is None or not cell["known_s"]:
        return tag("td", "", "av un", title=f"{when}: {_('not known')}")
    part = cell["there_s"] / cell["known_s"]
    said = ngettext(
        "{when}: somebody there {share} of the time, n {n} day",
        "{when}: somebody there {share} of the time, n {n} days",
        cell["days"],
    )
    told = said.format(when=when, share=share(part, 0), n=number(cell["days"]))
    return tag("td", "", f"av p{_step(part)}", title=told, aria_label=told)


def _step(part: float) -> int:
    """The strength of a cell in tenths; only nothing is 0 and only all is 10."""
    return min(9, max(1, round(10 * part))) if 0 < part < 1 else round(10 * part)
