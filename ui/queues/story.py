"""All figures of the page Queues, read once, and what they have in common."""

from datetime import timedelta
from typing import ClassVar

import polars as pl

from metrics.compare import Figure
from ui import data
from ui.periods import weeks_back
from ui.readings import NOTHING, first_row
from ui.reads import Reads

TILES = ("service_level", "wait_median", "wait_p90", "abandon_rate", "patience_median", "offered")
CURVES = ("offered_wait_median", "longest_wait")
TABLE = ("minutes_waited", "service_level", "wait_median", "abandon_rate", "offered")


class Story(Reads):
    """What the page Queues tells."""

    headline: ClassVar = TILES
    table: ClassVar = TABLE

    def now(self) -> dict[str, Figure]:
        """The figures of the period, those of the curves with them."""
        return first_row(data.figures(self.scene, self.window, (*TILES, *CURVES)))

    def outside_hours(self) -> int:
        """How many contacts began outside opening hours, where there are hours."""
        if not self.scene.settings.hours:
            return 0
        found = first_row(data.figures(self.scene, self.window, ("demand_outside_hours",)))
        return int(found.get("demand_outside_hours", NOTHING)["value"] or 0)

    def over_time_before(self, grain: str) -> pl.DataFrame:
        """The earlier share in time by hour, day or week, moved to the dates it is compared with."""
        if self.earlier is None:
            return pl.DataFrame()
        found = data.figures(self.scene, self.earlier, ("service_level",), by=(grain,))
        if grain == "hour" or not found.height:
            return found
        back = timedelta(7 * weeks_back(self.asked.days, self.asked.against))
        return found.with_columns(pl.col(grain) + back)

    def within(self) -> list[float]:
        """The thresholds in force, in seconds."""
        return data.thresholds(self.scene, self.window)

    def week(self) -> list[int]:
        """ISO weekdays in the order of the site's week."""
        start = self.scene.settings.site.week_start
        return [(start - 1 + at) % 7 + 1 for at in range(7)]
