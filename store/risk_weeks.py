"""What was known of customers on past Mondays, and who has left: what a model of risk learns from."""

from datetime import UTC, datetime, timedelta

import polars as pl

from metrics.people import persons
from metrics.risk.grounds import Grounds
from metrics.risk.records import telling
from metrics.risk_model.features import features
from metrics.risk_model.frames import GAP, HORIZONS, STEP, Left, Week, after, under_every_name
from settings import Risk, Settings
from store.opened import Store
from store.publish import Published
from store.risk_facts import AtRisk, at_risk, evidence_of, left
from store.schema import CONTACTS, IDENTITIES
from store.tables import Tables
from store.usually import day_at, midnight

MOST_WEEKS = 26
FEWEST_WEEKS, MOST_ROWS = 8, 8_000_000  # of more customers fewer Mondays are read, so that memory suffices
WARM_UP = timedelta(weeks=2)  # of contacts, before anybody's evidence says much


def mondays(first: datetime, until: datetime, settings: Settings) -> list[datetime]:
    """Give the newest 26 of the site's Monday midnights from an instant to another."""
    day = day_at(settings, first)
    start = day + timedelta(days=-day.weekday() % 7)
    told = [midnight(settings, start + n * STEP) for n in range(max((until - first) // STEP, 0) + 2)]
    return [at for at in told if first <= at <= until][-MOST_WEEKS:]


def learnt_until(store: Store, settings: Settings, found: Published) -> datetime | None:
    """Give up to when leaving can be known: now, or the last that any contact tells of; None before one."""
    latest = Tables(store, found).latest(CONTACTS)
    return None if latest is None else min(latest, settings.now())


class Weeks:
    """Past Mondays of one publication, read one after the other."""

    def __init__(self, store: Store, settings: Settings, found: Published, until: datetime) -> None:
        self._store, self._settings, self._found = store, settings, found
        self.until = until
        told = Tables(store, found, until).scan(IDENTITIES).select("source", "customer_id", "kind", "value")
        self._links = persons(told.collect()).select("customer_id", "person")

    def all(self) -> list[Week]:
        """Give the Mondays that can be learnt from, the oldest first. Raises ReadError."""
        return self.by(after(self.until, -(GAP + HORIZONS[-1]), self._settings.site.timezone))

    def by(self, until: datetime) -> list[Week]:
        """Give the Mondays from two weeks after the first contact to an instant, the oldest first."""
        weeks = self._store.history.weeks(CONTACTS.name)
        first = datetime.strptime(f"{min(weeks)}-1", "%G-W%V-%u").replace(tzinfo=UTC) if weeks else self.until
        read: list[Week] = []
        for at in reversed(mondays(first + WARM_UP, until, self._settings)):
            if len(read) >= FEWEST_WEEKS and sum(week.rows.height for week in read) > MOST_ROWS:
                break
            read.append(self._week(at))
        return read[::-1]

    def _week(self, at: datetime) -> Week:
        found = self._at(at)
        rows = features(found.facts, found.scores, at, evidence_of(self._settings.risk))
        gone = left(found.grounds, self._settings.risk).collect()
        return Week(at, rows, under_every_name(gone, self._links))

    def left(self) -> Left:
        """Give who has left as known now, and of whom it would be known. Raises ReadError."""
        known = self._at(self.until).grounds
        told = _watched(known, self._settings.risk).collect()
        gone = left(known, self._settings.risk).collect()
        named = (under_every_name(each, self._links) for each in (gone, told))
        return Left(next(named), next(named)["person"], known.zone)

    def _at(self, at: datetime) -> AtRisk:
        found = at_risk(self._store, self._settings, at, self._found.id)
        assert found is not None
        return found


def _watched(known: Grounds, risk: Risk) -> pl.LazyFrame:
    """Give the people of whom it would be known that they left, by the rule of the settings: person."""
    told = telling(known)
    if risk.left_by == "record":
        return told
    counted = known.contacts.lazy().group_by("person").len().filter(pl.col("len") >= risk.silence_contacts)
    return pl.concat([told, counted.select("person")]).unique()
