"""Contacts with their traces: the frame of metrics about routing, menus and repeat contacts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property, lru_cache

import polars as pl

from metrics.chains import FOLLOWED_DAYS, with_issues
from metrics.groups import FIRST_QUEUE
from metrics.issues import numbered, open_issues
from metrics.links import RECONNECT_MS
from metrics.menu import CONTAINED_FOR, walked, with_containment
from metrics.repeats import observed
from metrics.usual import with_net_wait
from store import as_of
from store.asked import Filters, Viewer, inside
from store.centre_map import CentreMap
from store.masking import masked
from store.schema import CONTACTS, INSTANT, LEGS, TEXT
from store.tables import Tables
from store.traces import ROUTES, TRACES
from store.usual import usual_until

OF_TRACES = list(TRACES.columns)
FLAGS = [name for name in OF_TRACES if name.startswith("is_")]
NAMES = ("customer_id", "account_id", "person", "resolving_agent_id")
TOPICAL = ("topic_family", "previous_topic_ms", "next_topic_ms", "is_misroute_topic")


@dataclass(frozen=True)
class Traced:
    """The contacts looked at, `contacts`, and what the publication's traces tell of them.

    `contacts` say whose they are, and are of every queue: where each came in its trace tells. Who may not
    see customers tells people and agents apart without names.
    """

    tables: Tables
    viewer: Viewer
    filters: Filters
    ground: Callable[[], CentreMap]
    contacts: pl.LazyFrame

    def frame(self) -> pl.LazyFrame:
        """Give contacts with their traces as they stood, null where there is none yet; flags are Booleans."""
        return self._frame

    @cached_property
    def _frame(self) -> pl.LazyFrame:
        # What can be told of contacts alone comes before the joins: it would make them twice.
        contacts = walked(inside(self.contacts, self.filters, "started_at"), self.ground().menu)
        rows = replace(self, contacts=contacts).linked()
        told = with_containment(rows, self.filters.as_of, person="person", others=self._others())
        whole = with_net_wait(told, usual_until(self.tables, self.filters).lazy())
        return whole if self.viewer.sees_customers else whole.with_columns(masked(NAMES))

    def issues(self) -> pl.LazyFrame:
        """Give the same through `chains.with_issues`: beside contacts what became of their issues."""
        filters = self.filters
        end = None if filters.end is None else filters.end + timedelta(days=FOLLOWED_DAYS)
        after = replace(filters, end=end, where=())
        contacts = as_of.contacts_at(self.tables.scan(CONTACTS, after), filters.as_of)
        around = replace(self, filters=after, contacts=contacts).linked()
        legs = as_of.legs_at(self.tables.scan(LEGS, after), filters.as_of, self.tables.latest(LEGS))
        return with_issues(self.frame(), around, legs, filters.as_of)

    def open_issues(self) -> pl.LazyFrame:
        """Give the issues that are not over yet through `issues.open_issues`, each whole within the window.

        One is given where any of its contacts is looked at; nobody is named to who may not see customers.
        """
        whole, around = replace(self.filters, where=()), self.everywhere()
        legs = as_of.legs_at(self.tables.scan(LEGS, whole), whole.as_of, self.tables.latest(LEGS))
        mine = self.linked().select("contact_id")
        found = open_issues(numbered(around), legs, whole.as_of, mine)
        if self.viewer.sees_customers:
            return found
        return found.with_columns(*masked(["person"]), customer_id=pl.lit(None, TEXT))

    def everywhere(self) -> pl.LazyFrame:
        """Give `linked` of every contact of the window, whoever looks and whatever it is narrowed to."""
        whole = replace(self.filters, where=())
        contacts = as_of.contacts_at(self.tables.scan(CONTACTS, whole), whole.as_of)
        return replace(self, filters=whole, contacts=contacts).linked()

    def linked(self) -> pl.LazyFrame:
        """Put traces beside contacts as they stood, and since when each is over and its source tells."""
        rows = inside(self.contacts, self.filters, "started_at").join(
            self._traces(), on=["contact_id", "started_at"], how="left"
        )
        rows = self._told(rows.with_columns(pl.col(FLAGS).cast(pl.Boolean)))
        if queues := self.filters.values("queue"):
            rows = rows.filter(FIRST_QUEUE.is_in(list(queues)))
        return observed(rows, self.filters.as_of, self._since())

    def _traces(self) -> pl.LazyFrame:
        return self.tables.scan(TRACES, self.filters).select(OF_TRACES)

    def _told(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Leave unknown what was only told after the as-of."""
        unknown_topic = [pl.when(pl.col("topic").is_not_null()).then(name).alias(name) for name in TOPICAL]
        latest = max((at for table in (TRACES, CONTACTS) if (at := self.tables.latest(table))), default=None)
        if latest is None or latest <= self.filters.as_of:
            return rows.drop("last_at", "is_cut_off")
        return traces_at(rows, self.filters.as_of).with_columns(unknown_topic).drop("last_at", "is_cut_off")

    def _since(self) -> pl.Expr:
        """Say when the data of each row's source begin."""
        begun = begins(self.tables.files(CONTACTS, Filters(self.filters.as_of)))
        if not begun:
            return pl.lit(None, INSTANT)
        return pl.col("source").replace_strict(begun, default=None, return_dtype=INSTANT)

    def _others(self) -> pl.LazyFrame:
        """Give the own contacts of everybody, in the window and as long after as a task must hold."""
        start, end = self.filters.start, self.filters.end
        behind = None if end is None else end + 2 * CONTAINED_FOR
        rows = self.tables.scan(TRACES, Filters(self.filters.as_of, start, behind))
        begun = (pl.col("is_counted") == 1) & (
            pl.col("started_at") <= pl.lit(self.filters.as_of).cast(INSTANT)
        )
        return rows.filter(begun).select("person", "started_at", direction=pl.lit("inbound"))


def traces_at(rows: pl.LazyFrame, at: datetime) -> pl.LazyFrame:
    """Show traces as they stood at an instant: nobody knew yet who would come next, nor where it would end.

    Of a contact that came to its last leg's end later, the way is not known, nor of one that was over later
    the gap to the next. Whether a customer came back after a drop is told five minutes after it.
    """
    now = pl.lit(at).cast(INSTANT)
    is_over, is_done = pl.col("closed_at") <= now, pl.col("last_at").is_null() | (pl.col("last_at") <= now)
    is_seen = pl.col("closed_at") + timedelta(milliseconds=RECONNECT_MS) <= now
    came = [
        pl.when(pl.col("closed_at") + pl.duration(milliseconds=name) <= now).then(name).alias(name)
        for name in ("next_ms", "next_topic_ms")
    ]
    return rows.with_columns(
        *came,
        *_where(is_over, ("closed_at",)),
        *_where(is_seen | ~pl.col("is_cut_off"), ("is_dropped",)),
        *_where(pl.col("first_answered_at") <= now, ("first_answered_at",)),
        *_where(is_done, ROUTES),
    )


def _where(is_known: pl.Expr, names: Iterable[str]) -> list[pl.Expr]:
    return [pl.when(is_known).then(name).alias(name) for name in names]


def begins(files: Iterable[str]) -> dict[str, datetime]:
    """Say when the live contacts of each source begin, in some files of contacts."""
    found: dict[str, datetime] = {}
    for file in files:
        for source, at in _begins_in(file).items():
            found[source] = min(at, found.get(source, at))
    return found


@lru_cache(maxsize=4096)
def _begins_in(file: str) -> dict[str, datetime]:
    """TRICKY: a file of history never changes, so each is read for this once."""
    live = pl.scan_parquet(file).filter(pl.col("deleted_at").is_null())
    return dict(live.group_by("source").agg(pl.col("started_at").min()).collect().rows())
