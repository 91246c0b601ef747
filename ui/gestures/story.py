"""What the page Gestures asks of the data: its figures, its weeks, its groups."""

from datetime import date
from typing import ClassVar

import polars as pl

from language import marked
from metrics.catalog import METRICS
from metrics.compare import Figure
from metrics.usual_share import usual
from ui import data, weeks
from ui.charts.trend import Point
from ui.periods import begins
from ui.readings import NOTHING, first_row
from ui.reads import Reads
from ui.weekly import point

TILES = ("gesture_rate", "gestures", "gesture_cost", "gesture_cost_each", "gesture_approval_rate")
OF_GROUPS = ("gesture_rate", "gestures", "gesture_cost", "gesture_cost_per_contact", "gesture_approval_rate")
OF_GIFTS = ("gestures", "gesture_cost", "gesture_cost_each", "gesture_approval_rate")
WORK = ("topic_family", "channel")  # what makes contacts alike for who handles them
PEOPLE: dict[str, str] = {"team": marked("Team"), "agent": marked("Agent")}


class Story(Reads):
    """What the page Gestures tells."""

    headline: ClassVar = (*TILES, "contacts")
    sized_by: ClassVar = "gesture_rate"

    def people(self, dimension: str) -> pl.DataFrame:
        """Who gave, by `name` in its order and never by size: figures, usual and apart; label names agents.

        Only who had a contact of a source that tells of gestures; nobody known only where they gave.
        """
        rows = self.by(dimension, ids=OF_GROUPS)
        if not rows.height:
            return rows
        cells = self.by(dimension, *WORK, ids=("gesture_rate",))
        expected = usual(cells, "gesture_rate", dimension, WORK, METRICS["gesture_rate"].minimum_n)
        known = rows.join(expected, on=dimension, how="left", nulls_equal=True)
        many, given = pl.col("gesture_rate").struct["denominator"], pl.col("gestures").struct["value"]
        told = known.rename({dimension: "name"}).filter(
            many.fill_null(0) > 0, pl.col("name").is_not_null() | (given > 0)
        )
        return self._labelled(told, dimension).sort("label", nulls_last=True)

    def _labelled(self, rows: pl.DataFrame, dimension: str) -> pl.DataFrame:
        """Put the name people know beside each group; of agents it is on their record."""
        if dimension != "agent":
            return rows.with_columns(label=pl.col("name"))
        reading = data.reading_of(self.scene, self.window)
        assert reading is not None  # there are rows
        last = pl.lit(self.window.end).cast(pl.Datetime("us", "UTC"))
        named = reading.named(rows.select(agent_id="name", at=last), "at")
        own = pl.col("name").str.split(":").list.last()
        return rows.with_columns(named["agent_name"]).with_columns(label=pl.coalesce("agent_name", own))

    def topics(self) -> pl.DataFrame:
        """For what: by topic, as `name`, the dearest first."""
        rows = self.by("topic_family", ids=OF_GROUPS).rename({"topic_family": "name"}, strict=False)
        return _dearest(rows, pl.col("gestures").struct["value"] > 0)

    def gifts(self, dimension: str) -> pl.DataFrame:
        """What was given, by kind or by authority, as `name`, the dearest first."""
        rows = self.by(dimension, ids=OF_GIFTS).rename({dimension: "name"}, strict=False)
        return _dearest(rows, pl.lit(value=True))

    def approvals(self) -> Figure:
        """How often somebody else had to approve."""
        found = first_row(data.figures(self.scene, self.window, ("gesture_approval_rate",)))
        return found.get("gesture_approval_rate", NOTHING)

    def points(self) -> list[Point]:
        """The share of contacts with a gesture by whole week."""
        rows = self.over_time("week", ("gesture_rate",)).iter_rows(named=True)
        return [
            self._point(row["week"], row["gesture_rate"] or NOTHING)
            for row in rows
            if self.is_whole(row["week"], "week")
        ]

    def _point(self, at: date, one: Figure) -> Point:
        is_whole = begins(at + weeks.WEEK, self.scene.settings.site.zone) <= self.scene.now
        return point("gesture_rate", at, one, is_whole=is_whole)


def _dearest(rows: pl.DataFrame, is_shown: pl.Expr) -> pl.DataFrame:
    if not rows.height:
        return rows
    cost, many = (pl.col(name).struct["value"] for name in ("gesture_cost", "gestures"))
    return rows.filter(is_shown).sort(cost, many, "name", descending=[True, True, False], nulls_last=True)
