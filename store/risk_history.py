"""The points of one person on past Mondays: scored anew from what was known then, of nobody else.

It is the score of `risk_facts.at_risk`, which reads every customer; here the rows of one are read once.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from metrics.risk.evidence import reach
from metrics.risk.facts import facts
from metrics.risk.people import people
from metrics.risk.score import scores
from settings import Settings
from store import as_of, publish, zones
from store.asked import Filters, inside
from store.opened import Store
from store.risk_facts import evidence_of, left
from store.risk_grounds import Sources
from store.schema import CONTACTS, IDENTITIES, Table
from store.tables import Tables


@dataclass(frozen=True)
class Told:
    """The points of a person as of an instant, with its reasons (metrics.risk); None of no customer."""

    day: date
    points: float | None
    reasons: tuple[dict[str, object], ...] = ()


def told(
    store: Store,
    settings: Settings,
    ids: Collection[str],
    days: Iterable[tuple[date, datetime]],
    publication: int | None = None,
) -> list[Told]:
    """Score a person, known by all of `ids`, as of the instant of each day. Raises ReadError."""
    found = publish.newest(store.state) if publication is None else publish.numbered(store.state, publication)
    wanted = list(days)
    if found is None or not wanted:
        return []
    zone = settings.site.timezone
    since = min(at for _day, at in wanted) - 2 * reach(evidence_of(settings.risk))
    own_clock = None if zones.is_on(store.state, found, zone) else zone
    mine = _Mine(store, found, frozenset(ids), since, own_clock)
    return [_scored(mine, settings, day, at) for day, at in wanted]


def _scored(mine: "_Mine", settings: Settings, day: date, at: datetime) -> Told:
    evidence = evidence_of(settings.risk)
    window = Filters(as_of=at, start=at - reach(evidence))
    known = Sources(
        mine.known(at), mine.store.state, settings, at, reach(evidence), mine.begins(window)
    ).grounds()
    found = scores(facts(known), people(known, left(known, settings.risk)), at, evidence)
    if found.is_empty():
        return Told(day, None)
    first = found.row(0, named=True)
    return Told(day, first["points"], tuple(first["reasons"]))


class _Mine(Tables):
    """The rows of one person, read once, and given as they were known at an instant.

    What no source ever told of anybody cannot be seen in them.
    """

    def __init__(
        self, store: Store, found: publish.Published, ids: frozenset[str], since: datetime, zone: str | None
    ) -> None:
        super().__init__(store, found, zone=zone)
        self.store, self._ids, self._since = store, list(ids), since
        self._rows: dict[str, pl.DataFrame] = {}
        self._by = since

    def known(self, at: datetime) -> "_Mine":
        """Give the same rows as they were known at another instant."""
        self._by = at
        return self

    def scan(self, table: Table, filters: Filters | None = None) -> pl.LazyFrame:
        """Give the person's rows of the weeks that can hold a row of the window."""
        if table.name not in self._rows:
            self._rows[table.name] = self._read(table)
        rows = as_of.known_at(self._rows[table.name].lazy(), self._by)
        weeks = self._weeks(table, filters)
        return rows if weeks is None else rows.filter(pl.col("week").is_in(weeks))

    def begins(self, window: Filters) -> pl.DataFrame:
        """Since when each source told of contacts, by all customers' contacts of a window."""
        rows = as_of.known_at(super().scan(CONTACTS, window), self._by)
        seen = inside(rows, window, "started_at").filter(pl.col("customer_id").is_not_null())
        return seen.group_by("source").agg(begins=pl.col("started_at").min()).collect()

    def _read(self, table: Table) -> pl.DataFrame:
        window = Filters(as_of=self._since, start=self._since) if table.anchor else None
        return super().scan(table, window).filter(self._own(table)).collect()

    def _own(self, table: Table) -> pl.Expr:
        """Tell which rows are the person's; of identities those whose value is, whoever else has it."""
        is_own = pl.col("customer_id").is_in(self._ids) if "customer_id" in table.stored else pl.lit(False)
        if table.name == IDENTITIES.name:
            rows = super().scan(IDENTITIES).filter(is_own).select("value").collect()
            return pl.col("value").is_in(rows["value"].to_list())
        if table.name == CONTACTS.name or "contact_id" not in table.stored:
            return is_own
        came = pl.col("contact_id").is_in(self.scan_all(CONTACTS)["contact_id"].to_list())
        return (
            came if "customer_id" not in table.stored else is_own | (pl.col("customer_id").is_null() & came)
        )

    def scan_all(self, table: Table) -> pl.DataFrame:
        """Give all the person's rows of a table, whenever they became known."""
        self.scan(table)
        return self._rows[table.name]
