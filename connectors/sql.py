"""Read any database that SQLAlchemy knows: one SELECT per table, by windows of time.

The SELECTs of contacts and legs give what belongs to contacts that begin in [:since, :until), that of
agent_states the states that begin there; that of agents is asked once per fetch if it names no window. All
are run in one transaction per span, so that legs come with their contacts. A contact that two spans give is
as the newer one says.

A fetch goes back to the midnight (UTC) before `lookback_hours` before the last one, since a contact is
known some time after its beginning, and reads again each day, up to `open_days` back, on which a contact is
open or a row is set aside; what was set aside before that is not tried again. After a change of the SELECTs
everything is read again; what they no longer make of the days that the database still has is withdrawn. A
contact that is deleted in the database stays.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import polars as pl
from pydantic import BaseModel, ConfigDict, Field

from connectors.asking import Asking, TooMuch
from connectors.base import Batch
from connectors.casting import cast
from connectors.conform import Origin
from connectors.database import Database
from connectors.mapping import need_zone, validated
from connectors.queried import Fetch, day_in
from connectors.statements import Statements, statements
from connectors.trial import Trial
from connectors.windows import DAY, ENDLESS, Span, Walk, day_of, midnight, walk
from language import _, number
from settings.kinds import Number, Whole
from store.schema import CONTACTS, INSTANT

REVISION = 1  # raised whenever rows would come out differently for the same SELECTs
MAPPING, OPEN = "mapping", "open"
HOUR_TWICE = timedelta(hours=2)  # a local clock goes back by no more
TRIED, COUNTED = 1_000, 20_000


class SqlOptions(BaseModel):
    """Everything that may stand in an `sql` connector beside its name and kind."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str = Field(min_length=1, repr=False)
    clock: Literal["utc", "site"] = "utc"
    timezone: str | None = None
    lookback_hours: Number = Field(default=24, ge=0, le=24 * 366)
    open_days: Whole = Field(default=30, ge=0, le=366)
    arraysize: Whole = Field(default=10_000, ge=1)
    batch_rows: Whole = Field(default=200_000, ge=1)
    notes: str = ""
    select: dict[str, str] = Field(min_length=1)

    @property
    def lookback(self) -> timedelta:
        least = HOUR_TWICE if self.clock == "site" else timedelta(0)
        return max(timedelta(hours=self.lookback_hours), least)

    @property
    def reach(self) -> timedelta:
        """How far back a fetch may read a day again."""
        return max(self.lookback, timedelta(days=self.open_days))

    def fingerprint(self, zone: str) -> str:
        """Changes whenever rows would come out differently, so that they are read again."""
        text = json.dumps([REVISION, zone, self.clock, self.select], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass
class Progress:
    """What the cursor will need to know of the batches that went by; `unsettled` are days to read again."""

    unsettled: set[str] = field(default_factory=set)
    first: datetime | None = None

    def add(self, batch: Batch, is_end_told: bool) -> None:
        self.unsettled.update(day_in(where) for where in batch.quarantined["where_from"].unique())
        contacts = batch.tables.get(CONTACTS.name, pl.DataFrame())
        if contacts.is_empty():
            return
        began = contacts["started_at"].to_list()
        self.first = min(began if self.first is None else [self.first, *began])
        if is_end_told:
            self.unsettled.update(contacts.filter(pl.col("ended_at").is_null())["origin"].to_list())

    def replaced(self, until: datetime) -> tuple[str, ...]:
        """The days that the database has whole: of the first one it may have forgotten a part."""
        if self.first is None:
            return ()
        start = midnight(self.first) + DAY
        return tuple(Span(start, until).days) if start < until else ()


class Sql:
    """The `sql` connector."""

    kind = "sql"
    by_window = True

    def __init__(self, name: str, given: Mapping[str, Any], zone: str, folder: Path) -> None:
        self.name = name
        self.options = validated(SqlOptions, dict(given))
        need_zone(self.options.timezone)
        self.zone = "UTC" if self.options.clock == "utc" else self.options.timezone or zone
        self.folder = folder
        self._statements: Statements = statements(self.options.select)

    def check(self) -> list[str]:
        """Try the SELECTs on one day that has rows, and count these; raises what `fetch` raises.

        Where the rows do not tell a day that has any, they are tried on all time.
        """
        asking, trial = self._asking(), Trial(self.name)
        span, given = self._sample(asking)
        is_cut = any(frame.height >= COUNTED for frame in given.values())
        legs = {name: given[name].clear() for name in ("legs",) if is_cut and name in given}
        trial.add(self._fetch().batch({**given, **legs}, (span.since, span.until), None))
        sizes = {table: frame.height for table, frame in given.items()}
        return [self._counted(span, sizes), *trial.details()]

    def fetch(self, since: datetime | None, until: datetime, cursor: Mapping[str, str]) -> Iterator[Batch]:
        """Yield the rows of contacts that begin in the window, and of those that may have changed.

        With `since` None, or other SELECTs than those of the last fetch, everything before `until` is read.
        """
        mapping = self.options.fingerprint(self.zone)
        is_remapped = cursor.get(MAPPING, mapping) != mapping
        start = None if since is None or is_remapped else since - self.options.lookback
        days = self._followed(cursor.get(OPEN, "").split(), until) if start else []
        asking, progress = self._asking(), Progress()
        yield from self._once(asking)
        for batch in self._spans(asking, walk(start, until, self.options.reach + DAY, days)):
            yield batch
            progress.add(batch, asking.is_end_told)
        unsettled = " ".join(self._followed(sorted(progress.unsettled), until))
        replaces = progress.replaced(until) if is_remapped else ()
        yield Batch(cursor={MAPPING: mapping, OPEN: unsettled}, replaces=replaces)

    def _followed(self, days: list[str], until: datetime) -> list[str]:
        """Those of the days to read again that are not too long ago."""
        oldest = day_of(until - timedelta(days=self.options.open_days))
        return [day for day in days if day > oldest]

    def _asking(self) -> Asking:
        database = Database(self.options.url, self.folder, self.zone)
        zone = self.zone if self.options.clock == "site" else None
        return Asking(database, self._statements, zone, self.options.arraysize, self.options.batch_rows)

    def _fetch(self) -> Fetch:
        return Fetch(Origin(self.name, self.zone, version=0))

    def _once(self, asking: Asking) -> Iterator[Batch]:
        """What no window bounds."""
        if self._statements.free:
            yield self._fetch().batch(asking.free(), None, None)

    def _spans(self, asking: Asking, planned: Walk) -> Iterator[Batch]:
        fetch = self._fetch()
        for span in planned if self._statements.windowed else ():
            try:
                given = asking.span(span)
            except TooMuch:
                planned.too_much(span)
                continue
            planned.fitted(sum(frame.height for frame in given.values()) / self.options.batch_rows)
            yield fetch.batch(given, (span.since, span.until), span)

    def _sample(self, asking: Asking) -> tuple[Span, Mapping[str, pl.DataFrame]]:
        """The last day on which some row begins, whether it fits or not, with its rows; else all time."""
        first = asking.some(self._statements.first, ENDLESS, TRIED)
        day = _last_day(first, self.zone)
        if day is not None:
            given = asking.some(self._statements.all, Span(day, day + DAY), COUNTED)
            if any(given[table].height for table in first):
                return Span(day, day + DAY), given
        return ENDLESS, asking.some(self._statements.all, ENDLESS, COUNTED)

    def _counted(self, span: Span, sizes: Mapping[str, int]) -> str:
        if not any(sizes.values()):
            return _("{name}: the database opens, but its SELECTs give no row.").format(name=self.name)
        more = _("more than {n}").format(n=number(COUNTED))
        counts = [f"{table} {number(n) if n < COUNTED else more}" for table, n in sizes.items()]
        if span == ENDLESS:
            sentence = _("{name}: the database opens; rows: {counts}.")
            return sentence.format(name=self.name, counts=", ".join(counts))
        sentence = _("{name}: the database opens; rows on {day}: {counts}.")
        return sentence.format(name=self.name, day=day_of(span.since), counts=", ".join(counts))


def _last_day(given: Mapping[str, pl.DataFrame], zone: str) -> datetime | None:
    """The last day on which some row begins, None where no beginning can be read."""
    starts = [frame["started_at"] for frame in given.values() if "started_at" in frame.columns]
    begun = [cast(column, INSTANT, zone).values.max() for column in starts]
    known = [each for each in begun if isinstance(each, datetime)]
    return midnight(max(known)) if known else None
