"""What agents did in the weeks before an instant, read once: the rows that awards are decided by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import polars as pl

from metrics.recognition import AWARDS, LEAST, WEEKS, beyond, guards, helped, improved, measures
from metrics.recognition.quotes import chosen
from metrics.recognition.score import scored
from metrics.recognition.together import Judged, judged
from settings import Settings
from store.asked import Filters
from store.audit import ITSELF
from store.opened import Store
from store.publish import Published
from store.read import open_reading
from store.reading import Reading
from store.schema import AGENTS, CONTACTS
from store.tables import Tables
from store.traced import begins

MORNING = time(6)  # of the day after the week's last: what ended at night has come in
LEAST_OF = {"helped": helped.LEAST_ASKED}


@dataclass(frozen=True)
class Facts:
    """What a week's awards are decided by; teams: of each agent, as of the instant."""

    as_of: datetime
    publication: int
    found: Mapping[str, Judged]
    held: pl.DataFrame
    teams: Mapping[str, str | None]
    quotes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class _Rows:
    """The frames of a reading that several measures need, read once."""

    traced: pl.LazyFrame
    legs: pl.LazyFrame
    surveys: pl.LazyFrame
    promises: pl.LazyFrame


def instant_of(settings: Settings, week: date) -> datetime:
    """Give the instant as of which a week, by its first day, is judged: the morning after its last."""
    day = week + timedelta(days=7)
    return datetime.combine(day, MORNING, settings.site.zone).astimezone(UTC)


def stretch_of(settings: Settings, week: date, weeks: int = WEEKS) -> tuple[datetime, datetime]:
    """Give the first instant of the weeks up to the end of one, and the first after it."""
    last = week + timedelta(days=7)
    start, end = (
        datetime.combine(day, time(), settings.site.zone).astimezone(UTC)
        for day in (last - timedelta(weeks=weeks), last)
    )
    return start, end


def week_before(settings: Settings, now: datetime) -> date:
    """Give the first day of the newest week whose morning after has come."""
    local = now.astimezone(settings.site.zone).date()
    this = local - timedelta(days=(local.isoweekday() - settings.site.week_start) % 7)
    last = this - timedelta(days=7)
    return last if now >= instant_of(settings, last) else last - timedelta(days=7)


def first_contact(store: Store, found: Published, now: datetime) -> datetime | None:
    """Say when the first contact of all began."""
    return min(begins(Tables(store, found).files(CONTACTS, Filters(now))).values(), default=None)


def facts(store: Store, settings: Settings, week: date, publication: int | None = None) -> Facts | None:
    """Find who is to be thanked for a week, by the eight weeks up to its end as they were known then.

    None while nothing has been published. Raises ReadError, PublicationError.
    """
    reading = _reading(store, settings, week, 0, publication)
    before = _reading(store, settings, week, 1, publication)
    if reading is None or before is None:
        return None
    rows, earlier = _read(reading), _read(before)
    now = measures.summed(_measures(rows))
    verbatims = reading.verbatims().collect()
    gestures = reading.gestures()
    taken = helped.taken_over(rows.legs, rows.traced).collect()
    thanks = beyond.thanked(verbatims.lazy()).collect()
    amends = beyond.made_good(rows.traced, gestures).collect()
    scores = {
        "best": {name: scored(each) for name, each in now.items()},
        "improved": improved.improved(now, measures.summed(_measures(earlier))),
        "helped": helped.helped(taken),
        "beyond": beyond.beyond(thanks, amends),
    }
    found = {award: judged(scores[award], LEAST_OF.get(award, LEAST)) for award in AWARDS}
    named = sorted({agent for each in found.values() for agent in each.above["agent_id"]})
    return Facts(
        as_of=instant_of(settings, week),
        publication=reading.publication.id,
        found=found,
        held=guards.held_back(_watched(rows)),
        teams=_teams(reading),
        quotes=chosen(verbatims, named),
    )


def counted(
    store: Store, settings: Settings, week: date, publication: int | None = None
) -> tuple[dict[str, pl.DataFrame], dict[str, str | None]] | None:
    """Count what agents did in the eight weeks beside what was expected, by measure; and their teams.

    None while nothing has been published. Raises ReadError, PublicationError.
    """
    reading = _reading(store, settings, week, 0, publication)
    return None if reading is None else (measures.summed(_measures(_read(reading))), _teams(reading))


def _reading(
    store: Store, settings: Settings, week: date, stretch: int, publication: int | None
) -> Reading | None:
    """Open the eight weeks up to the end of a week, or so many such stretches before."""
    start, end = stretch_of(settings, week - timedelta(weeks=WEEKS * stretch))
    filters = Filters(instant_of(settings, week), start, end)
    return open_reading(store, settings, ITSELF, filters, publication, ("topic",))


def _read(reading: Reading) -> _Rows:
    frames = (reading.traced(), reading.legs(), reading.surveys(), reading.promises())
    return _Rows(*(frame.collect().lazy() for frame in frames))


def _measures(rows: _Rows) -> dict[str, pl.DataFrame]:
    return {
        "satisfied": measures.satisfied(rows.surveys).collect(),
        "solved": measures.solved(rows.traced).collect(),
        "kept": measures.kept(rows.promises).collect(),
        "held": measures.handled(rows.legs, rows.traced).collect(),
    }


def _watched(rows: _Rows) -> guards.Watched:
    return guards.Watched(
        short=guards.short(rows.legs).collect(),
        invited=guards.invited(rows.traced, rows.surveys).collect(),
        handled=measures.handled(rows.legs, rows.traced).collect(),
        came_again=guards.came_again(rows.traced).collect(),
    )


def _teams(reading: Reading) -> dict[str, str | None]:
    records = reading.rows(AGENTS).sort("valid_from").unique("agent_id", keep="last").collect()
    return dict(records.select("agent_id", "team").iter_rows())
