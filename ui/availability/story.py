"""What the page Availability asks of the data."""

from dataclasses import replace
from datetime import date
from typing import ClassVar

import polars as pl
import streamlit as st

from metrics.compute import compute
from metrics.periods import Period
from ui import data
from ui.asked import Asked
from ui.channels import GROUPS
from ui.data import Window
from ui.reads import Reads
from ui.scene import Scene

TIME = ("two_channels", "availability", "staffed_closed", "staffing_known")
OWN = ("came_unstaffed", "unstaffed_rate", "reached_rate", "moved_rate")
MOST_HOURS = 8
MOVES = ("channel", "moved_to")
READ: dict[tuple[str, ...], tuple[str, ...]] = {
    (): (*TIME, *OWN, "contacts"),
    ("weekday",): ("two_channels",),
    ("day",): ("availability", "came_unstaffed"),
    ("channel",): ("availability", "staffed_closed", *OWN),
    ("weekday", "hour"): ("came_unstaffed", "unstaffed_rate", "reached_rate"),
    ("channel", "day", "hour"): ("availability", "staffing_known"),
}


class Story(Reads):
    """What the page Availability tells."""

    headline: ClassVar = READ[()]
    sized_by: ClassVar = "contacts"

    def figures(self, window: Window, ids: tuple[str, ...], by: tuple[str, ...] = ()) -> pl.DataFrame:
        """Figures of a window; those of the period are read all at once."""
        if window == self.window and set(ids) <= set(READ.get(by, ())):
            return _told(self.scene, self.scene.key, window)[by]
        return super().figures(window, ids, by)

    def week(self) -> list[int]:
        """ISO weekdays in the order of the site's week."""
        start = self.scene.settings.site.week_start
        return [(start - 1 + at) % 7 + 1 for at in range(7)]

    def holidays(self) -> frozenset[date]:
        """The days of the period on which the settings close a queue."""
        closed = {day for hours in self.scene.settings.hours for day in hours.closed_on}
        return frozenset(closed & set(self.days()))

    def grid(self) -> pl.DataFrame:
        """By channel, weekday and hour, without holidays: there_s, known_s and all_s, and how many days."""
        rows = self.by("channel", "day", "hour", ids=("availability", "staffing_known"))
        if not rows.height:
            return rows
        usual = rows.filter(~pl.col("day").is_in(list(self.holidays())))
        return usual.group_by("channel", weekday=pl.col("day").dt.weekday(), hour="hour").agg(
            there_s=pl.col("availability").struct["numerator"].sum(),
            known_s=pl.col("availability").struct["denominator"].sum(),
            all_s=pl.col("staffing_known").struct["denominator"].sum(),
            days=pl.len(),
        )

    def channels(self) -> pl.DataFrame:
        """The figures of each channel: first those on which people wait, by how many found nobody."""
        rows = self.by("channel", ids=READ[("channel",)])
        if not rows.height:
            return rows
        is_letters, n = pl.col("channel").is_in(GROUPS["written"]), pl.col("came_unstaffed").struct["value"]
        return rows.sort(is_letters, n, "channel", descending=[False, True, False], nulls_last=True)

    def weekdays(self) -> pl.DataFrame:
        """The share of the time with two channels or more, by weekday."""
        return self.by("weekday", ids=("two_channels",))

    def hours(self) -> pl.DataFrame:
        """Who came by weekday and hour, those hours first in which most found nobody."""
        rows = self.by("weekday", "hour", ids=("came_unstaffed", "unstaffed_rate", "reached_rate"))
        if not rows.height:
            return rows
        came = pl.col("came_unstaffed").struct["value"]
        return rows.filter(came > 0).sort(came, "weekday", "hour", descending=[True, False, False])

    def of_holidays(self) -> pl.DataFrame:
        """The figures of each holiday of the period."""
        days = self.holidays()
        if not days:
            return pl.DataFrame()
        rows = self.by("day", ids=("availability", "came_unstaffed"))
        return rows.filter(pl.col("day").is_in(list(days)))

    def moves(self) -> pl.DataFrame:
        """Where customers moved: channel, moved_to, n."""
        return _told(self.scene, self.scene.key, self.window)[MOVES]


Told = dict[tuple[str, ...], pl.DataFrame]


@st.cache_data(max_entries=64, show_spinner=False)
def _told(_scene: Scene, key: tuple[str, ...], window: Window) -> Told:  # noqa: ARG001
    """All that the page tells of a window, by what it is told by, and the moves: one reading serves all."""
    reading = data.reading_of(_scene, window)
    if reading is None:
        return dict.fromkeys((*READ, MOVES), pl.DataFrame())
    frames, period = reading.frames, Period(window.start, window.end)
    start = _scene.settings.site.week_start
    found = {by: compute(frames, ids, by, period, week_start=start) for by, ids in READ.items()}
    rows = data.inside(reading.reached(), "started_at", window).filter(pl.col("moved_to").is_not_null())
    counted = rows.group_by("channel", "moved_to").agg(n=pl.len())
    return {**found, MOVES: counted.sort("n", *MOVES, descending=[True, False, False]).collect()}


def of_callers(asked: Asked, known: tuple[str, ...]) -> Asked:
    """The choice without letters, where it has both: a letter waits, whoever is there."""
    chosen = asked.channels or known
    present = {name: tuple(each for each in members if each in chosen) for name, members in GROUPS.items()}
    if not all(present.values()):
        return asked
    return replace(asked, channel="waiting", channels=present["waiting"])


def of_channel(asked: Asked, channel: str) -> Asked:
    """The choice narrowed to one channel."""
    return replace(asked, channel=channel, channels=(channel,))
