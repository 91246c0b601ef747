"""Weeks of visits to two queues: one is congested on days that no calendar tells, one by the clock alone."""

from datetime import UTC, datetime, timedelta

UNTIL = datetime(2026, 3, 1, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
CALM_S, CONGESTED_S = 5, 300


def is_congested(day: int) -> bool:
    """Tell whether a day is one of those that no calendar tells of."""
    return (day * day + day // 7) % 5 in {0, 1}


def busy(weeks: int) -> list[tuple[datetime, int]]:
    """When callers came to a queue of forty calls a day, and how many seconds they waited."""
    return [
        (UNTIL - day * DAY + 9 * HOUR + n * MINUTE, (CONGESTED_S if is_congested(day) else CALM_S) + n % 7)
        for day in range(weeks * 7, 0, -1)
        for n in range(40)
    ]


def regular(weeks: int) -> list[tuple[datetime, int]]:
    """The same where the hour of the week says it all."""
    return [
        (UNTIL - day * DAY + hour * HOUR + 9 * n * MINUTE, 10 + 40 * ((day % 7 * 24 + hour) % 5))
        for day in range(weeks * 7, 0, -1)
        for hour in (9, 10, 11)
        for n in range(6)
    ]
