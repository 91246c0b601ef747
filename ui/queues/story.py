"""All figures of the page Queues, read once, and what they have in common."""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from metrics.catalog import METRICS
from metrics.compare import Figure, compare
from metrics.wording import ChangeWords, change_words
from ui import data, targets
from ui.asked import Asked
from ui.periods import begins, weeks_back
from ui.queues import weeks
from ui.readings import NOTHING, first_row
from ui.scene import Scene

TILES = ("service_level", "wait_median", "wait_p90", "abandon_rate", "patience_median", "offered")
MOMENT = timedelta(microseconds=1)
CURVES = ("offered_wait_median", "longest_wait")
TABLE = ("minutes_waited", "service_level", "wait_median", "abandon_rate", "offered")


@dataclass(frozen=True)
class Story:
    """What is asked, and the reads that answer it; every read is cached."""

    scene: Scene
    asked: Asked

    @property
    def window(self) -> data.Window:
        return data.window(self.scene, self.asked)

    @property
    def earlier(self) -> data.Window | None:
        """The rows to compare with; None where nobody wants to, or the data do not cover them wholly."""
        window = data.window_before(self.scene, self.asked)
        if window is None or window.end <= window.start:
            return None
        span, zone = data.span(self.scene), self.scene.settings.site.zone
        first, last = (at.astimezone(zone).date() for at in (window.start, window.end - MOMENT))
        if span.first is None or span.last is None or first < span.first or last > span.last:
            return None
        return window

    @property
    def spark_grain(self) -> str:
        """What small trends go by: a few days by hour, anything longer by day."""
        return "day" if self.asked.days.count > 3 else "hour"

    def now(self) -> dict[str, Figure]:
        """The figures of the period."""
        return first_row(data.figures(self.scene, self.window, (*TILES, *CURVES)))

    def before(self) -> dict[str, Figure]:
        """The figures of the period compared with; none where there is nothing to compare with."""
        found = first_row(data.figures(self.scene, self.earlier, TILES)) if self.earlier else {}
        return found if found.get("offered", NOTHING)["value"] else {}

    def outside_hours(self) -> int:
        """How many contacts began outside opening hours, where there are hours."""
        if not self.scene.settings.hours:
            return 0
        found = first_row(data.figures(self.scene, self.window, ("demand_outside_hours",)))
        return int(found.get("demand_outside_hours", NOTHING)["value"] or 0)

    def days(self) -> list[date]:
        """The days of the period that have begun and lie within the data."""
        span, days = data.span(self.scene), self.asked.days
        now = (self.scene.now - MOMENT).astimezone(self.scene.settings.site.zone).date()
        first, last = max(days.first, span.first or days.first), min(days.last, span.last or days.last, now)
        return [first + timedelta(n) for n in range((last - first).days + 1)]

    def is_whole(self, at: date | int, grain: str) -> bool:
        """Tell whether a step of the trend is whole: of weeks, those at the ends may be cut."""
        if grain != "week" or not isinstance(at, date):
            return True
        days, site = self.days(), self.scene.settings.site
        is_over = begins(at + weeks.WEEK, site.zone) <= self.scene.now
        return is_over and bool(days) and weeks.is_whole(at, days[0], days[-1])

    def occurs(self, weekday: int) -> int:
        """How often an ISO weekday occurs in the period."""
        return sum(day.isoweekday() == weekday for day in self.days())

    def over_time(self, grain: str, ids: tuple[str, ...] = TILES) -> pl.DataFrame:
        """Figures by hour, day or week, without gaps."""
        return without_gaps(data.figures(self.scene, self.window, ids, by=(grain,)), grain)

    def over_time_before(self, grain: str) -> pl.DataFrame:
        """The earlier share in time by hour, day or week, moved to the dates it is compared with."""
        if self.earlier is None:
            return pl.DataFrame()
        found = data.figures(self.scene, self.earlier, ("service_level",), by=(grain,))
        if grain == "hour" or not found.height:
            return found
        back = timedelta(7 * weeks_back(self.asked.days, self.asked.against))
        return found.with_columns(pl.col(grain) + back)

    def by(self, *names: str, ids: tuple[str, ...] = TABLE) -> pl.DataFrame:
        """Figures by what people name."""
        return data.figures(self.scene, self.window, ids, by=names)

    def by_before(self, *names: str, ids: tuple[str, ...] = TABLE) -> pl.DataFrame:
        """The earlier figures by what people name."""
        return data.figures(self.scene, self.earlier, ids, by=names) if self.earlier else pl.DataFrame()

    def target(self, metric: str, queue: str | None = None) -> float | None:
        """The target of a metric on the last day of the period."""
        chosen = queue or (self.asked.queues[0] if len(self.asked.queues) == 1 else None)
        return targets.target(self.scene.settings.targets, metric, self.asked.days.last, chosen)

    def change(self, metric: str) -> ChangeWords | None:
        """How a metric differs from the period before; None where nobody wants to compare."""
        now, before = self.now().get(metric, NOTHING), self.before().get(metric, NOTHING)
        if now["value"] is None or self.asked.against == "none":
            return None
        return change_words(METRICS[metric], compare(METRICS[metric], now, before))

    def within(self) -> list[float]:
        """The thresholds in force, in seconds."""
        return data.thresholds(self.scene, self.window)

    def week(self) -> list[int]:
        """ISO weekdays in the order of the site's week."""
        start = self.scene.settings.site.week_start
        return [(start - 1 + at) % 7 + 1 for at in range(7)]


def without_gaps(frame: pl.DataFrame, grain: str) -> pl.DataFrame:
    """Put a row without figures where a day, week or hour had no contact."""
    if frame.height < 2:
        return frame
    first, last = frame[grain].min(), frame[grain].max()
    if grain == "hour":
        hours = pl.int_range(pl.lit(first), pl.lit(last) + 1)
        every = pl.select(hours.cast(frame.schema[grain]).alias(grain))
    else:
        step = "1d" if grain == "day" else "1w"
        every = pl.select(pl.date_range(pl.lit(first), pl.lit(last), step).alias(grain))
    return every.join(frame, on=grain, how="left", maintain_order="left")
