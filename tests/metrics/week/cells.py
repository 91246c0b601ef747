"""The sums of a headline metric by week and segment, as literals."""

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import polars as pl

from metrics.week.headlines import HEADLINES
from metrics.week.sums import Summed
from metrics.week.weeks import newest

AS_OF = datetime(2026, 11, 22, 4, 40, tzinfo=UTC)  # a Sunday; the week is the 15th to the 21st
SCHEMA = {
    "back": pl.Int64,
    **dict.fromkeys(("queue", "topic_family", "channel", "team"), pl.String),
    **dict.fromkeys(("x", "n", "squares", "listed"), pl.Int64),
}
Week = Mapping[str | None, tuple[int, int]]  # by segment: numerator and denominator


def of_queues(metric: str, *weeks: Week, column: str = "queue", squares: int = 0) -> Summed:
    """The newest week first; squares: what each row adds to the squares, of means."""
    rows = [
        {"back": back, column: name, "x": x, "n": n, "squares": n * squares, "listed": n}
        for back, week in enumerate(weeks)
        for name, (x, n) in week.items()
    ]
    [headline] = [one for one in HEADLINES if one.id == metric]
    week_of = newest(AS_OF, ZoneInfo("Asia/Jerusalem"), 7).known(headline)
    return Summed(headline, week_of, pl.DataFrame(rows, schema=SCHEMA))
