"""What the page Satisfaction asks of the data: its figures, its weeks, its groups."""

from datetime import date
from typing import Any, ClassVar

import polars as pl

from language import marked
from metrics.catalog import METRICS
from metrics.compare import Figure
from ui import data, weeks
from ui.charts.trend import Point
from ui.periods import begins
from ui.readings import NOTHING
from ui.reads import Reads
from ui.weekly import point

TILES = ("csat", "csat_weighted", "nps", "ces", "solved_rate", "response_rate")
KIND_OF = {"csat": "csat", "csat_weighted": "csat", "nps": "nps", "ces": "ces", "solved_rate": "resolved"}
OF_TABLE = ("csat", "csat_weighted", "response_rate")
# Not by agent: a list of people by satisfaction has a bottom.
DIMENSIONS: dict[str, str] = {
    "topic_family": marked("Topic"),
    "queue": marked("Queue"),
    "channel": marked("Channel"),
    "team": marked("Team"),
    "language": marked("Language"),
    "segment": marked("Segment"),
}
NAMED = 5  # groups of as many valid answers are told apart; fewer could be recognised


class Story(Reads):
    """What the page Satisfaction tells."""

    headline: ClassVar = (*TILES, "contacts")
    sized_by: ClassVar = "response_rate"

    def of_kinds(self) -> dict[str, Figure]:
        """How many of those asked answered, by kind of question."""
        rows = data.figures(self.scene, self.window, ("response_rate",), by=("kind",))
        return {row["kind"]: row["response_rate"] for row in rows.iter_rows(named=True)}

    def groups(self, dimension: str) -> pl.DataFrame:
        """Satisfaction by one dimension: `name`, then the figures of the table; what hurts most first.

        Groups under the minimum n stand below, the larger first; of fewer than five answers none is shown.
        """
        rows = self.by(dimension, ids=OF_TABLE)
        if not rows.height:
            return rows.rename({dimension: "name"}, strict=False)
        csat = pl.col("csat").struct
        told = rows.rename({dimension: "name"}).filter(csat["denominator"] >= NAMED)
        is_few = csat["denominator"] < METRICS["csat"].minimum_n
        worst = pl.when(~is_few).then(csat["value"])
        return told.with_columns(is_few=is_few).sort(
            is_few, worst, csat["denominator"], "name", descending=[False, False, True, False]
        )

    def points(self) -> list[Point]:
        """Satisfaction by whole week; answers to the newest may still come for a week after it."""
        rows = self.over_time("week", ("csat",)).iter_rows(named=True)
        made = [self._point(row) for row in rows if self.is_whole(row["week"], "week")]
        while made and made[-1].value is None:
            made.pop()
        return made

    def _point(self, row: dict[str, Any]) -> Point:
        one: Figure = row["csat"] or NOTHING
        at: date = row["week"]
        is_whole = begins(at + 2 * weeks.WEEK, self.scene.settings.site.zone) <= self.scene.now
        return point("csat", at, one, is_whole=is_whole)
