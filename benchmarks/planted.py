"""What the detector finds of the demo's bad days, and what it rings for without one.

    MOKED_DATA=data .venv/bin/python -m benchmarks.planted

Reads the demo's store (the shipped settings; nothing is written), replays its last eight weeks as calibration
does, and holds what rang against what is true of each queue and day and stands in no row: the weekday on
which a queue is short of people, days on which a quarter of those planned did not come, days with a fifth
more contacts of their own accord, and the weeks after calls about a topic became longer. Prints each kind of
bad day: how many there were, how many of them did harm, how many rang, of how many a cause named fits, how
long harm had lasted by then; then what rang on a day on which nothing of that was true.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby
from statistics import median

import polars as pl

from connectors.demo.demand import DAY_SHAPE
from connectors.demo.options import options
from connectors.demo.roster import planned, roster
from connectors.demo.simulation import first_day
from connectors.demo.truth import Truth, truth
from metrics.bottlenecks import Episode, calibrate, past, pooled, with_strengths
from metrics.bottlenecks.judged import H0, LONGER, NEED, PLAN, VOLUME
from settings import Settings, load
from store import status
from store.opened import open_store
from store.past_looks import WEEKS, past_looks
from store.tuning import rang

ABSENT, BUSY = 0.25, 1.2
LONGER_FOR = timedelta(weeks=6)  # as long until the new length is the usual one
FITS = {
    "short weekday": (NEED, PLAN),
    "people absent": (PLAN, NEED),
    "busy day": (VOLUME,),
    "longer calls": (LONGER,),
}


@dataclass(frozen=True)
class Bad:
    """A bad day of a queue: its kind, and how bad (a share, or a factor)."""

    kind: str
    queue: str
    day: date
    size: float


def bad_days(told: Truth, days: Sequence[date]) -> Iterator[Bad]:
    """List what is true of days and stands in no row."""
    for n, queue in enumerate(told.centre.queues):
        for day in days:
            yield from _of(told, n, queue.name, day)


def _of(told: Truth, n: int, queue: str, day: date) -> Iterator[Bad]:
    centre, stories = told.centre, told.stories
    if n == stories.weekday.queue and day.weekday() == stories.weekday.weekday:
        yield Bad("short weekday", queue, day, stories.weekday.share)
    ours = [shift for shift in planned(centre, day) if centre.agents[shift.agent].queues[0] == n]
    came = {shift.agent for shift in roster(centre, day)}
    missing = sum(shift.agent not in came for shift in ours) / len(ours) if ours else 0.0
    if missing >= ABSENT:
        yield Bad("people absent", queue, day, missing)
    effect = centre.random(day, "demand", queue).gammavariate(DAY_SHAPE, 1 / DAY_SHAPE)
    if effect >= BUSY:
        yield Bad("busy day", queue, day, effect)
    is_longer = any(owner == n for owner, _topic in centre.handling[stories.longer.topic])
    if is_longer and timedelta(0) <= day - stories.longer.since < LONGER_FOR:
        yield Bad("longer calls", queue, day, stories.longer.factor)


def replayed(settings: Settings, until: datetime) -> tuple[list[Episode], pl.DataFrame, Truth]:
    """Replay the eight weeks of a demo's store: what rang, the looks with harm, and the truth."""
    store = open_store(settings)
    try:
        looks = past_looks(store, settings, until)
        begun = min(one.connected_at for one in status.last_runs(store.state) if one.connected_at)
    finally:
        store.close()
    assert looks is not None, "the demo has not been read yet"
    [demo] = settings.connectors
    chosen = options(demo.options)
    zone = settings.site.timezone
    told = truth(chosen.seed, chosen.size, zone, first_day(chosen.start, begun, zone, 13))
    seen = with_strengths(looks)
    made = [calibrate(pool) for pool in pooled(past(seen, until))]
    return list(rang(looks, made)), seen, told


def main() -> None:
    """Print both tables."""
    settings = load()
    until, zone = settings.now(), settings.site.zone
    episodes, seen, told = replayed(settings, until)
    today = until.astimezone(zone).date()
    watched = set(seen["queue"].unique())
    days = [today - timedelta(days=n) for n in range(7 * WEEKS, 0, -1)]
    bad = [one for one in bad_days(told, days) if one.queue in watched]
    by_day = {place: list(them) for place, them in _by_day(episodes, zone)}
    print(f"{'bad days':16}{'days':>6}{'harmed':>8}{'rang':>6}{'fits':>6}  since harm began (median)")
    for kind in FITS:
        _tell([one for one in bad if one.kind == kind], by_day, seen, zone)
    true = {(one.queue, one.day) for one in bad}
    for_nothing = [one for place, them in by_day.items() if place not in true for one in them]
    print(f"\n{len(episodes)} rang, {len(for_nothing)} of them on days on which nothing of that was true:")
    for one in for_nothing:
        print("  " + line(one, zone))


Place = tuple[str, date]


def _by_day(episodes: Iterable[Episode], zone: tzinfo) -> Iterator[tuple[Place, Iterator[Episode]]]:
    def place(one: Episode) -> Place:
        return one.queue, one.begun_at.astimezone(zone).date()

    return groupby(sorted(episodes, key=place), key=place)


def line(one: Episode, zone: tzinfo) -> str:
    """Tell an episode in a line: when, where, by which causes, and what it cost."""
    causes = ", ".join(cause["cause"] for cause in one.causes)
    return f"{one.begun_at.astimezone(zone):%a %d %b %H:%M}  {one.queue:18} {causes}; {one.lost_min:.0f} min"


def _tell(
    days: Sequence[Bad], rang_on: Mapping[Place, Sequence[Episode]], seen: pl.DataFrame, zone: tzinfo
) -> None:
    """Print how many bad days of a kind rang, and list the first that rang on each."""
    if not days:
        return
    found = [rang_on[(one.queue, one.day)][0] for one in days if (one.queue, one.day) in rang_on]
    fitting = [one for one in found if any(cause["cause"] in FITS[days[0].kind] for cause in one.causes)]
    harmed = _harmed(seen, zone)
    hurt = sum((one.queue, one.day) in harmed for one in days)
    delays = [(one.raised_at - _harm_began(seen, one)) / timedelta(minutes=1) for one in found]
    delay = f"{median(delays):.0f} min" if delays else "–"
    print(f"{days[0].kind:16}{len(days):>6}{hurt:>8}{len(found):>6}{len(fitting):>6}  {delay}")
    for one in found:
        print("    " + line(one, zone))


def _harmed(seen: pl.DataFrame, zone: tzinfo) -> set[Place]:
    """On which days more than is too much in any case waited too long, by queue."""
    rows = seen.filter(pl.col("is_open"), pl.col("harm") > H0)
    dated = rows.select("queue", pl.col("at").dt.convert_time_zone(str(zone)).dt.date())
    return set(dated.unique().iter_rows())


def _harm_began(seen: pl.DataFrame, one: Episode) -> datetime:
    """Since when harm had not been under what is too much in any case as an episode was raised."""
    before = seen.filter(pl.col("at") < one.raised_at, queue=one.queue)
    is_well = ~pl.col("is_open") | pl.col("harm").is_null() | (pl.col("harm") <= H0)
    last = before.filter(is_well)["at"].max()
    return last if isinstance(last, datetime) else one.begun_at


if __name__ == "__main__":
    main()
