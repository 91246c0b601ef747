"""Read the headline numbers of a week as executives may see them, by what pages read, on one publication."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

import polars as pl

from emails.snapshot import Days, Headline, HeadlineId, Loss, LossKind, Moved, Rows, Snapshot, Trust
from language import _, marked
from metrics.catalog import METRICS
from metrics.compare import Figure, compare, difference_interval, is_judgeable
from metrics.compute import compute
from metrics.links import IN_LINE
from metrics.periods import Period
from metrics.week.sums import is_mixed
from settings import Settings
from settings.targets import target
from store.costing import lost_of
from store.opened import Store
from store.read import Filters, Reading, Viewer, open_reading
from store.status import rows_of

NAMES: Final[tuple[HeadlineId, ...]] = (
    *("service_level", "abandon_rate", "csat"),
    *("fcr", "misroute_rate", "promise_kept_rate"),
)
WAITS: Final[tuple[HeadlineId, ...]] = ("service_level", "abandon_rate")
OTHERS: Final = tuple(one for one in NAMES if one not in WAITS)
LATE: Final = ("fcr",)  # known a week later: whether somebody came again within seven days
LOSSES: Final[tuple[LossKind, ...]] = ("misroutes", "repeats", "waits")
IN_A_LINE: Final = marked(
    "Service level and left before an answer are of those who wait in a line, in calls and chats; letters"
    " wait otherwise."
)
WEEKS: Final = 13
WEEK: Final = timedelta(7)
VIEWER: Final = Viewer("weekly mail", "executive")
Figures = Mapping[str, Figure]


@dataclass(frozen=True)
class Readings:
    """What numbers are read from: everything, and waits in a line alone where people write as well.

    A share of both says nothing of either; pages and what changed do the same.
    """

    whole: Reading
    waits: Reading

    def rows(self, groups: Sequence[str], period: Period, settings: Settings) -> list[dict[str, Any]]:
        """Compute the numbers by groups: a row for each that has any, with None where a number has none."""
        found: dict[tuple[Any, ...], dict[str, Any]] = {}
        for reading, names in ((self.whole, OTHERS), (self.waits, WAITS)):
            rows = compute(reading.frames, names, groups, period, week_start=settings.site.week_start)
            for row in rows.to_dicts():
                found.setdefault(tuple(row[name] for name in groups), dict.fromkeys(NAMES)).update(row)
        return list(found.values())


def numbers(
    store: Store, settings: Settings, first: date, now: datetime, publication: int | None = None
) -> Snapshot | None:
    """Read the week that begins on a day, the weeks before it and the quarter before; None before any data.

    What changed and where, who is at risk and what is done are for others to add.
    """
    before = quarter_before(first)
    begin = min(before[0], first - WEEKS * WEEK)
    filters = Filters(as_of=now, start=_midnight(begin, settings), end=_midnight(first + WEEK, settings))
    readings = _opened(store, settings, filters, publication)
    if readings is None:
        return None
    reading = readings.whole
    weeks = _weeks(readings, settings, first, now)
    quarter = _figures(readings, settings, (before[0], before[1] + timedelta(1)))
    days = (first, first + WEEK - timedelta(1))
    return Snapshot(
        week=days,
        centre=settings.site.name,
        headlines=tuple(
            _headline(one, weeks[one], quarter[one], settings, newest(one, first, now, settings))
            for one in NAMES
        ),
        trust=_trust(store, readings, settings, days, now),
        losses=_losses(store, settings, days, reading.publication.id, now),
        currency=settings.money.currency,
        rate=_an_hour(settings.money.per_handling_minute),
        customer_rate=_an_hour(settings.money.per_waiting_minute),
        is_demo=settings.is_demo,
    )


def figures(
    store: Store, settings: Settings, first: date, now: datetime, publication: int | None = None
) -> dict[str, Figure] | None:
    """Read the numbers alone, with the version of each: what is known late is always of the week before."""
    end = _midnight(first + WEEK, settings)
    filters = Filters(as_of=now, start=_midnight(first - WEEK, settings), end=end)
    readings = _opened(store, settings, filters, publication)
    if readings is None:
        return None
    week = _figures(readings, settings, (first, first + WEEK))
    before = _figures(readings, settings, (first - WEEK, first))
    told = {one: (before if one in LATE else week)[one] for one in NAMES}
    return {one: {**figure, "version": float(METRICS[one].version)} for one, figure in told.items()}


def newest(one: HeadlineId, first: date, now: datetime, settings: Settings) -> date:
    """Give the first day of the week of which a number is told: the one before while it is not known yet."""
    is_late = one in LATE and _midnight(first + 2 * WEEK, settings) > now
    return first - WEEK if is_late else first


def quarter_before(day: date) -> Days:
    """Give the first and the last day of the calendar quarter before that of a day."""
    this = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    last = this - timedelta(1)
    return date(last.year, last.month - 2, 1), last


def _midnight(day: date, settings: Settings) -> datetime:
    return datetime.combine(day, time(0), settings.site.zone).astimezone(UTC)


def _opened(store: Store, settings: Settings, filters: Filters, publication: int | None) -> Readings | None:
    whole = open_reading(store, settings, VIEWER, filters, publication)
    if whole is None:
        return None
    channels = whole.contacts.select(pl.col("channel").unique()).collect().to_series().drop_nulls()
    if not is_mixed(channels.to_list()):
        return Readings(whole, whole)
    narrowed = replace(filters, where=(("channel", IN_LINE),))
    waits = open_reading(store, settings, VIEWER, narrowed, whole.publication.id)
    assert waits is not None  # it was just there
    return Readings(whole, waits)


def _figures(readings: Readings, settings: Settings, days: Days) -> Figures:
    """Compute the numbers of some days, the second one left out."""
    [row] = readings.rows((), Period(*(_midnight(day, settings) for day in days)), settings)
    return row


def _weeks(
    readings: Readings, settings: Settings, first: date, now: datetime
) -> dict[HeadlineId, list[Figure | None]]:
    """Give the figures of each number by week, oldest first; one week more than is drawn, for late ones."""
    begin = first - WEEKS * WEEK
    period = Period(_midnight(begin, settings), _midnight(first + WEEK, settings))
    rows = readings.rows(("week",), period, settings)
    of: dict[date, dict[str, Any]] = {row["week"]: row for row in rows if row["week"]}
    found: dict[HeadlineId, list[Figure | None]] = {}
    for one in NAMES:
        last = newest(one, first, now, settings)
        days = [last - n * WEEK for n in reversed(range(WEEKS))]
        found[one] = [of[day][one] if day in of else None for day in days]
    return found


def _headline(
    one: HeadlineId, weeks: list[Figure | None], quarter: Figure, settings: Settings, begin: date
) -> Headline:
    metric, now, before = METRICS[one], weeks[-1], weeks[-2]
    known = now is not None and is_judgeable(metric, now)
    return Headline(
        one,
        now["value"] if now is not None and known else None,
        _moved(one, now, before),
        target(settings.targets, one, begin + WEEK - timedelta(1)),
        last_quarter=quarter["value"] if is_judgeable(metric, quarter) else None,
        n=None if now is None else round(now["denominator"] or 0),
        period=(begin, begin + WEEK - timedelta(1)),
        weeks=tuple(each["value"] if each and is_judgeable(metric, each) else None for each in weeks),
    )


def _moved(one: HeadlineId, now: Figure | None, before: Figure | None) -> Moved:
    if now is None or before is None:
        return Moved()
    change = compare(METRICS[one], now, before)
    low, high = difference_interval(now, before) or (None, None)
    return Moved(change.difference, low, high, change.verdict)


def _losses(
    store: Store, settings: Settings, days: Days, publication: int, now: datetime
) -> tuple[Loss, ...]:
    """Sum up the hours that wrong desks, repeats and waits took; customers' hours are waiting and talking."""
    start, end = _midnight(days[0], settings), _midnight(days[1] + timedelta(1), settings)
    told = lost_of(store, settings, VIEWER, Filters(as_of=now, start=start, end=end), publication)
    rows = {} if told is None else {row["what"]: row for row in told.to_dicts()}
    return tuple(_loss(kind, rows[kind]) for kind in LOSSES if kind in rows and rows[kind]["contacts"])


def _loss(kind: LossKind, row: Mapping[str, Any]) -> Loss:
    handling, waiting = row["handling"] or 0.0, row["waiting"] or 0.0
    agents = None if kind == "waits" else handling / 60
    return Loss(kind, agents, (waiting + handling) / 60, row["cost"])


def _an_hour(minute: float | None) -> float | None:
    return None if minute is None else float(minute) * 60


def _trust(store: Store, readings: Readings, settings: Settings, days: Days, now: datetime) -> Trust:
    first, last = days
    end = _midnight(last + timedelta(1), settings)
    period = Period(_midnight(first, settings), end)
    reading = readings.whole
    [contacts] = compute(reading.frames, ["contacts"], (), period)["contacts"].to_list()
    return Trust(
        until=min(end, now),
        computed=now,
        publication=reading.publication.id,
        read=round(contacts["value"] or 0),
        rows=_rows(store, settings, first, now),
        notes=(_(IN_A_LINE),) if readings.waits is not reading else (),
        versions=tuple((one, METRICS[one].version) for one in NAMES),
    )


def _rows(store: Store, settings: Settings, first: date, now: datetime) -> Rows | None:
    """Add up what was read since the week began; rows, not contacts, and whatever day they tell of."""
    sums = rows_of(store.state, _midnight(first, settings), now)
    if not sums.read:
        return None
    return Rows(first, sums.read, sums.loaded, sums.excluded, sums.quarantined)
