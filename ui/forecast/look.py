"""What the page looks at: the days ahead as of the slot that runs, read once for all who may see as much."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import streamlit as st

from metrics.forecast.gaps import stretches, with_missing
from metrics.forecast.totals import total_band
from metrics.periods import DAY_S
from store.ahead import Ahead, look_ahead
from ui.scene import Scene

EPOCH = date(1970, 1, 1)
RULES = {"thresholds", "hours", "site", "queues", "targets", "staffing"}
WEEK = 7
KEPT = 8
WORTH_HOURS = 2.0  # hours of missing people, from which on a stretch is what the page begins with
Gap = Mapping[str, Any]


@dataclass(frozen=True)
class Total:
    """A number of contacts to be expected, between which ends in eight of ten cases, and how many came."""

    expected: float | None
    low: float | None = None
    high: float | None = None
    came: float = 0.0

    @property
    def is_over(self) -> bool:
        """Tell of today whether nothing more is expected than what came."""
        return self.expected is not None and self.expected <= self.came


@dataclass(frozen=True)
class Outlook:
    """The days ahead, of all queues or of one; today is the day's number at the site."""

    ahead: Ahead
    today: int
    zone: ZoneInfo
    queue: str = ""

    @cached_property
    def rows(self) -> pl.DataFrame:
        """The slots looked at, with day, second, missing and spare."""
        rows = with_missing(self.ahead.rows)
        return rows.filter(queue=self.queue) if self.queue else rows

    @cached_property
    def queues(self) -> tuple[str, ...]:
        """All queues that have slots ahead."""
        return tuple(self.ahead.rows["queue"].unique().sort())

    @cached_property
    def days(self) -> tuple[int, ...]:
        """The days ahead, the rest of today first where anything of it is left."""
        return tuple(self.ahead.rows.select(day=pl.col("local_s") // DAY_S)["day"].unique().sort())

    @cached_property
    def gaps(self) -> pl.DataFrame:
        """Stretches in which people are missing, the soonest first."""
        return stretches(self.rows, self.ahead.slot_s)

    @cached_property
    def next_gap(self) -> Gap | None:
        """The worst stretch of the first day on which one is worth telling."""
        worth = self.gaps.filter(pl.col("hours") >= WORTH_HOURS)
        rows = worth if worth.height else self.gaps
        return _worst(rows.filter(pl.col("day") == pl.col("day").min()), "hours", "people")

    def worst_gap(self) -> Gap | None:
        """The stretch in which most people are missing at once, the longest of several."""
        return _worst(self.gaps, "people", "hours")

    def peak(self, gap: Gap) -> list[int]:
        """Seconds of the day in which the slots of a stretch begin that miss as many as its worst."""
        is_within = pl.col("second").is_between(gap["begin_s"], gap["end_s"] - 1)
        at_most = {"queue": gap["queue"], "day": gap["day"], "missing": gap["people"]}
        return self.rows.filter(is_within, **at_most)["second"].to_list()

    def worst_on(self, day: int) -> Gap | None:
        """The stretch of a day in which most hours of people are missing."""
        return _worst(self.gaps.filter(day=day), "hours", "people")

    @property
    def is_planned(self) -> bool:
        """Tell whether any source says who is planned."""
        return self.rows["scheduled"].count() > 0

    @property
    def is_compared(self) -> bool:
        """Tell whether who is planned can be compared with who is needed anywhere."""
        return self.rows["missing"].count() > 0

    @property
    def is_told(self) -> bool:
        """Tell whether anything is forecast at all, other than nothing while it is closed."""
        return self.rows.filter("is_open")["expected"].count() > 0

    @property
    def planned_until(self) -> int | None:
        """The last day with a plan."""
        last = self.rows.filter(pl.col("scheduled").is_not_null())["day"].max()
        return last if isinstance(last, int) else None

    @property
    def last_open(self) -> int | None:
        """The last day on which somebody has to work."""
        last = self.rows.filter(pl.col("required") > 0)["day"].max()
        return last if isinstance(last, int) else None

    def of_today(self) -> Total:
        """What is expected of the whole of today: what came and the rest."""
        rest = self._sum(self.today, self.today)
        came = self._came(self.today, self.today)
        if rest is None:
            return Total(None, came=came)
        band = total_band(rest, self._past("day"), 1)
        low, high = (came + end for end in band) if band else (None, None)
        return Total(came + rest, low, high, came)

    def of_week(self) -> Total:
        """What is expected of the seven days after today; came is what came in the seven before it."""
        expected = self._sum(self.today + 1, self.today + WEEK)
        came = self._came(self.today - WEEK, self.today - 1)
        band = total_band(expected, self._past("week"), WEEK) if expected else None
        low, high = band or (None, None)
        return Total(expected, low, high, came)

    def missing_hours(self) -> float:
        """Hours of people that are missing in the seven days after today, and in what is left of today."""
        return self._hours("missing")

    def spare_hours(self) -> float:
        """Hours of people over what is needed in the same days."""
        return self._hours("spare")

    def _hours(self, name: str) -> float:
        soon = self.rows.filter(pl.col("day") <= self.today + WEEK)
        return float(soon[name].sum()) * self.ahead.slot_s / 3600

    def _sum(self, first: int, last: int) -> float | None:
        told = self.rows.filter(pl.col("day").is_between(first, last), "is_open")["expected"].drop_nulls()
        return float(told.sum()) if told.len() or self.is_told else None

    def _came(self, first: int, last: int) -> float:
        over = self._mine(self.ahead.came).filter((pl.col("local_s") // DAY_S).is_between(first, last))
        return float(over["n"].sum())

    def _past(self, reach: str) -> pl.DataFrame:
        return self._mine(self.ahead.told).filter(reach=reach)

    def _mine(self, rows: pl.DataFrame) -> pl.DataFrame:
        return rows.filter(queue=self.queue) if self.queue else rows


def _worst(gaps: pl.DataFrame, *by: str) -> Gap | None:
    order = gaps.sort(*by, "starts_at", "queue", descending=[True, True, False, False])
    return order.row(0, named=True) if order.height else None


def outlook(scene: Scene, queue: str = "") -> Outlook | None:
    """Look ahead; None before the first publication."""
    if scene.published is None:
        return None
    slot_s = scene.settings.staffing.slot_s
    at = datetime.fromtimestamp(scene.now.timestamp() // slot_s * slot_s, UTC)
    rules = scene.settings.model_dump_json(include=RULES)
    scope = scene.key[2] if scene.viewer.role in ("lead", "executive") else ""
    found = _ahead(scene, (scene.place, str(scene.published.id), scope, rules, at.isoformat()), at)
    if found is None:
        return None
    today = (scene.today - EPOCH).days
    return Outlook(
        found, today, scene.settings.site.zone, queue if queue in found.rows["queue"].unique() else ""
    )


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _ahead(_scene: Scene, key: tuple[str, ...], at: datetime) -> Ahead | None:  # noqa: ARG001
    assert _scene.published is not None
    return look_ahead(_scene.store, _scene.settings, at, _scene.published.id, _scene.viewer)


def date_of(day: int) -> date:
    """The day of a number."""
    return EPOCH + timedelta(days=day)


def number_of(day: date) -> int:
    """The number of a day."""
    return (day - EPOCH).days
