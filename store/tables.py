"""The tables of one publication, with what their log says of each file."""

from collections.abc import Sequence
from datetime import datetime

import polars as pl

from language import _
from store import as_of, publish, zones
from store.asked import Filters, ReadError
from store.files import Opened, open_at
from store.opened import Store
from store.schema import Table


class Tables:
    """The live rows of one publication, of a table that it does not hold none.

    With `known_by` only what was known then; with `zone` the local columns are computed anew on its clock.
    """

    def __init__(
        self,
        store: Store,
        published: publish.Published,
        known_by: datetime | None = None,
        zone: str | None = None,
    ) -> None:
        self._store = store
        self._published = published
        self._known_by = known_by
        self.zone = zone
        self._is_withheld = False

    def withheld(self) -> "Tables":
        """Give the same tables without a row, for who must not be told of any."""
        same = Tables(self._store, self._published, self._known_by, self.zone)
        same._is_withheld = True
        return same

    def with_hindsight(self) -> "Tables":
        """Give the same tables with all that became known since."""
        return Tables(self._store, self._published, zone=self.zone)

    def _opened(self, table: Table) -> Opened | None:
        """Open a table; None where it was published before it had a row."""
        version = self._published.versions.get(table.name)
        if version is None or self._is_withheld:
            return None
        try:
            return open_at(self._store.history.path(table.name), version)
        except FileNotFoundError as error:
            sentence = _("Publication {number} has expired: its files were cleaned away. Take the newest.")
            raise ReadError(sentence.format(number=self._published.id)) from error

    def scan(self, table: Table, filters: Filters | None = None) -> pl.LazyFrame:
        """Scan the live rows of the weeks that can hold a row of the window."""
        return self._live(table, self._weeks(table, filters))

    def _live(self, table: Table, weeks: list[str] | None) -> pl.LazyFrame:
        opened = self._opened(table)
        if opened is None:
            return pl.LazyFrame(schema=table.stored)
        rows = pl.scan_delta(opened.delta)
        if weeks is not None:
            rows = rows.filter(pl.col("week").is_in(weeks))
        live = rows.filter(pl.col("deleted_at").is_null())
        if self._known_by is not None and not opened.was_known_by(self._known_by):
            live = as_of.known_at(live, self._known_by)
        return live if self.zone is None else zones.on_clock(live, table, self.zone)

    def files(self, table: Table, filters: Filters) -> list[str]:
        """List the files of those weeks."""
        opened, weeks = self._opened(table), self._weeks(table, filters)
        if opened is None:
            return []
        files = opened.files if weeks is None else opened.files.filter(pl.col("week").is_in(weeks))
        return files["file"].to_list()

    def split(
        self, table: Table, filters: Filters, instants: Sequence[str]
    ) -> tuple[list[tuple[str, ...]], pl.LazyFrame]:
        """Split what `scan` gives: the files of each week that as a whole lies in the window, and the rest.

        Of such a week every row was known, and all of `instants` that it tells lie from the window's start to
        its end, both included. Its files hold deleted rows too, and no local columns on another clock.
        """
        opened, weeks = self._opened(table), self._weeks(table, filters)
        if opened is None:
            return [], self._live(table, weeks)
        whole = opened.weeks_within(filters.start, filters.end, instants, self._known_by)
        chosen = whole if weeks is None else {week: whole[week] for week in weeks if week in whole}
        every = opened.files["week"].unique().to_list() if weeks is None else weeks
        return list(chosen.values()), self._live(table, [week for week in every if week not in chosen])

    def _weeks(self, table: Table, filters: Filters | None) -> list[str] | None:
        opened = self._opened(table)
        if filters is None or not table.anchor or opened is None:
            return None
        return opened.weeks_between(filters.start, filters.end, table.anchor)

    def reaching(self, table: Table, filters: Filters, begins: str, lasting: bool) -> pl.LazyFrame:
        """Scan the live rows of the weeks whose stretches, `begins` to ended_at, reach into the window."""
        opened = self._opened(table)
        if opened is None:
            return pl.LazyFrame(schema=table.stored)
        return self._live(table, opened.weeks_reaching(filters.start, filters.end, begins, lasting))

    def latest(self, table: Table) -> datetime | None:
        """Give the last instant that any row holds."""
        opened = self._opened(table)
        return opened.latest if opened else None
