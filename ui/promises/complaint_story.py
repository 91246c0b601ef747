"""What the part Complaints tells: its figures, its weeks, its groups, from rows that were read once."""

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from language import marked
from metrics.compute import Frames, compute
from metrics.periods import Period
from ui import data
from ui.reads import Reads

ANSWER, STILL_OPEN = "complaint_first_answer_median", "complaints_open"
DIMENSIONS: dict[str, str] = {
    "queue": marked("Queue"),
    "topic_family": marked("Topic"),
    "channel": marked("Channel"),
}


@dataclass(frozen=True)
class Story(Reads):
    """What is told of complaints; `rows` are those of a window that holds all that is asked for."""

    rows: pl.DataFrame

    headline: ClassVar = (ANSWER, STILL_OPEN)
    table: ClassVar = (ANSWER, STILL_OPEN)
    sized_by: ClassVar = ANSWER

    def figures(self, window: data.Window, ids: tuple[str, ...], by: tuple[str, ...] = ()) -> pl.DataFrame:
        """Figures of a window that `rows` reach over."""
        frames = Frames(pl.LazyFrame(), pl.LazyFrame(), complaints=self.rows.lazy())
        week_start = self.scene.settings.site.week_start
        rows = compute(frames, ids, by, Period(window.start, window.end), week_start=week_start)
        return data.apart(self.scene, window, rows, by)

    def groups(self, dimension: str) -> pl.DataFrame:
        """Complaints by one dimension: `name` and the figures of the table; the most open ones first."""
        found = self.by(dimension).rename({dimension: "name"})
        is_open, made = pl.col(STILL_OPEN).struct["value"], pl.col(ANSWER).struct["denominator"]
        return found.filter(made > 0).sort(is_open, made, "name", descending=[True, True, False])

    def weeks(self) -> pl.DataFrame:
        """The whole weeks: week, and the figures of the table."""
        rows = self.over_time("week", self.table)
        whole = [self.is_whole(at, "week") for at in rows["week"]]
        return rows.filter(pl.Series(whole, dtype=pl.Boolean))
