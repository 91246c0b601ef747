"""What a page of figures over a period asks of the data: its reads, each of them cached."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

import polars as pl

from metrics.catalog import METRICS
from metrics.compare import Figure, compare
from metrics.wording import ChangeWords, change_words
from ui import data, targets, weeks
from ui.asked import Asked
from ui.periods import begins
from ui.readings import NOTHING, first_row
from ui.scene import Scene

MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Reads:
    """What is asked, and the reads that answer it. `headline` are the page's figures, `table` those of its
    groups, `sized_by` the one without which there is nothing to compare with."""

    scene: Scene
    asked: Asked

    headline: ClassVar[tuple[str, ...]] = ()
    table: ClassVar[tuple[str, ...]] = ()
    sized_by: ClassVar[str] = "offered"

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

    def figures(self, window: data.Window, ids: tuple[str, ...], by: tuple[str, ...] = ()) -> pl.DataFrame:
        """Figures of a window, by what people name."""
        return data.figures(self.scene, window, ids, by=by)

    def now(self) -> dict[str, Figure]:
        """The figures of the period."""
        return first_row(self.figures(self.window, self.headline))

    def before(self) -> dict[str, Figure]:
        """The figures of the period compared with; none where there is nothing to compare with."""
        found = first_row(self.figures(self.earlier, self.headline)) if self.earlier else {}
        return found if found.get(self.sized_by, NOTHING)["value"] else {}

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

    def over_time(self, grain: str, ids: tuple[str, ...] = ()) -> pl.DataFrame:
        """Figures by hour, day or week, without gaps."""
        found = self.figures(self.window, ids or self.headline, (grain,))
        return without_gaps(found, grain)

    def by(self, *names: str, ids: tuple[str, ...] = ()) -> pl.DataFrame:
        """Figures by what people name."""
        return self.figures(self.window, ids or self.table, names)

    def by_before(self, *names: str, ids: tuple[str, ...] = ()) -> pl.DataFrame:
        """The earlier figures by what people name."""
        if self.earlier is None:
            return pl.DataFrame()
        return self.figures(self.earlier, ids or self.table, names)

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
