"""One run of one source: its batches are merged one by one and published together, or not at all."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import polars as pl

from language import _, ngettext, number
from store import publish
from store.belonging import move, placed, reach, stood_in, unplaced
from store.centre_map import CentreMap
from store.derive import COPIED, derived_contacts, derived_legs
from store.deriving import NONE, Changes, Facts, derive, put_off, remember
from store.erased import Forgotten, forgotten
from store.handed import Fetched, Waits
from store.heard import NO_NAMES, NO_TEXTS, News, hear
from store.heard import put_off as unheard
from store.hearing import Hearing
from store.history import week_of
from store.keeping import purge_later
from store.merge import Arrival, merge, withdraw
from store.opened import Store
from store.schema import (
    CONTACTS,
    IDENTITIES,
    INSTANT,
    LEGS,
    MAPPED,
    NOTES,
    QUARANTINE,
    SURVEYS,
    TABLES,
    Table,
    empty,
)
from store.sweeping import sweep
from store.too_old import TOO_OLD, TooOld
from store.written import Written, said_in

WEEK = timedelta(weeks=1)


class AccountingError(Exception):
    """Rows went astray: read is not loaded + excluded + quarantined."""


@dataclass
class Ingest:
    """The state of a run while its batches come in; the writer lock is held by the caller."""

    store: Store
    source: str
    timezone: str
    arrival: Arrival
    ground: Callable[[], CentreMap] = CentreMap  # reads the centre's own map, which may come with this run
    read: int = 0
    loaded: int = 0
    excluded: dict[str, int] = field(default_factory=dict)
    quarantined: list[pl.DataFrame] = field(default_factory=list)
    wheres: list[str] = field(default_factory=list)
    cursor: dict[str, str] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    replaces: list[str] = field(default_factory=list)
    taken: list[pl.Series] = field(default_factory=list)
    waiting: list[Waits] = field(default_factory=list)
    unplaced: dict[str, list[pl.DataFrame]] = field(default_factory=dict)  # rows whose contact is not known
    written: Written = field(default_factory=Written)
    is_identified: bool = False
    erased: Forgotten | None = None  # who was forgotten; read with the first batch
    competitors: tuple[str, ...] = ()
    too_old: TooOld = field(default_factory=TooOld)

    def take(self, batch: Fetched) -> None:
        """Merge one batch. Raises OrphanError, LostError."""
        self.store.state.confirm()
        self._count(batch)
        before = dict(self.too_old.left_out)
        tables = self.too_old.without(self._hidden(batch.tables))
        contacts = tables.get("contacts", empty(TABLES["contacts"]))
        outdated = self._merge("contacts", derived_contacts(contacts, self.timezone), batch.pieces)
        self.taken.append(contacts["contact_id"])
        current = contacts.filter(~pl.col("contact_id").is_in(list(outdated)))
        legs = tables.get("legs", empty(TABLES["legs"]))
        legs = legs.filter(~pl.col("contact_id").is_in(list(outdated)))
        if batch.pieces:
            contacts, legs = self._completed(contacts, legs)
        parents = [] if batch.pieces else current["contact_id"].to_list()
        if not batch.pieces:
            self._drop_legs(current, legs)
        self._merge("legs", derived_legs(legs, contacts, self.timezone), batch.pieces, parents)
        self._merge_others(tables, contacts if batch.pieces else current, pieces=batch.pieces)
        self._exclude(self.too_old.sources_rows(batch, before))

    def _exclude(self, rows: int) -> None:
        """Count rows of the source as too old to keep that were counted as loaded."""
        if rows:
            self.loaded -= rows
            self.excluded[TOO_OLD] = self.excluded.get(TOO_OLD, 0) + rows

    def _hidden(self, tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
        self.erased = self.erased or forgotten(self.store)
        return self.erased.hide(self.store, tables)

    def _completed(self, contacts: pl.DataFrame, legs: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The contacts as they are stored by now, and all of their legs, which carry copies of them."""
        stored, others = self._stored(CONTACTS, contacts), self._stored(LEGS, contacts).select(legs.columns)
        return stored, pl.concat([legs, others.join(legs, on=LEGS.key, how="anti")])

    def _drop_legs(self, contacts: pl.DataFrame, legs: pl.DataFrame) -> None:
        """Delete the legs of contacts that come without any, in weeks of which no leg comes to merge."""
        week = week_of(pl.col("started_at"))
        busy = contacts.join(legs, on="contact_id", how="semi").select(week).to_series().unique()
        bare = contacts.filter(~week.is_in(busy.implode()))
        gone = self._stored(LEGS, bare) if bare.height else pl.DataFrame()
        if not gone.is_empty():
            now = pl.lit(self.arrival.now).cast(INSTANT)
            rows = gone.with_columns(deleted_at=now, ingested_at=now)
            self.store.history.merge(LEGS, rows, rows["week"].unique())
            self.written += Written(gone=gone.height, contacts=(gone.select("contact_id", "week"),))

    def _stored(self, table: Table, contacts: pl.DataFrame) -> pl.DataFrame:
        """The live rows of some contacts, which may have begun a week earlier or later."""
        weeks = [week_of(pl.col("started_at") + shift).alias(str(shift)) for shift in (-WEEK, 0 * WEEK, WEEK)]
        listed = set(contacts.select(pl.concat_list(weeks).explode()).to_series())
        rows = self.store.history.read_weeks(table, listed, self.source)
        ours = contacts.select("contact_id")
        return rows.filter(pl.col("deleted_at").is_null()).join(ours, on="contact_id", how="semi")

    def _merge_others(
        self, tables: Mapping[str, pl.DataFrame], contacts: pl.DataFrame, *, pieces: bool
    ) -> None:
        for name in sorted(set(tables) - {"contacts", "legs"}):
            rows, table = tables[name], TABLES[name]
            if table.of_contact:
                found = placed(self.store.history, table, rows, contacts, self.source)
                self.unplaced.setdefault(name, []).append(unplaced(table, found))
                rows = stood_in(table, found)
            self._merge(name, self.too_old.dated(self.store.history, table, rows), pieces)

    def _place(self) -> None:
        """Move rows whose contact came after them in this run to its week."""
        for name, frames in self.unplaced.items():
            table, lost = TABLES[name], pl.concat(frames)
            if not lost.is_empty():
                stored = self.store.history.read_weeks(table, reach(table, lost), self.source)
                weeks = move(self.store.history, table, stored.join(lost, on=table.key, how="semi"))
                self.written += Written(said=said_in(table, lost, weeks))

    def _count(self, batch: Fetched) -> None:
        self.read += batch.read
        self.loaded += batch.loaded
        for rule, count in batch.excluded.items():
            self.excluded[rule] = self.excluded.get(rule, 0) + count
        self.quarantined.append(batch.quarantined)
        self.wheres += batch.wheres
        self.cursor.update(batch.cursor)
        self.notices += batch.notices
        self.replaces += batch.replaces
        self.waiting += batch.waiting

    def _merge(
        self, name: str, rows: pl.DataFrame, pieces: bool, parents: Iterable[str] = ()
    ) -> frozenset[str]:
        written = merge(
            self.store.history,
            TABLES[name],
            rows,
            self.arrival,
            source=self.source,
            parents=parents,
            pieces=pieces,
        )
        self.written += written
        self.is_identified |= name == IDENTITIES.name and written.rows > 0
        return written.outdated

    def finish(self, run_id: int, watermark: datetime | None, ended_at: datetime) -> publish.Outcome:
        """Set aside what could not be read, check that nothing went astray, and publish.

        Without a watermark, more of the same fetch is to come. Raises AccountingError.
        """
        self._withdraw()
        self._settle()
        self._place()
        self._forget()
        self._set_aside()
        self._tell_of_doubles()
        if self.written.stale:
            sentence = ngettext(
                "{n} row was older than what is loaded already; the newer one was kept.",
                "{n} rows were older than what is loaded already; the newer ones were kept.",
                self.written.stale,
            )
            self.notices.append(sentence.format(n=number(self.written.stale)))
        self.notices += self.too_old.notices
        outcome = self._outcome(ended_at)
        excluded, aside = sum(self.excluded.values()), sum((outcome.quarantined or {}).values())
        if outcome.read != outcome.loaded + excluded + aside:
            sentence = _(
                "Rows went astray: {read} were read, but {loaded} loaded, {excluded} excluded and {aside} set"
                " aside. Nothing of it was shown."
            )
            raise AccountingError(
                sentence.format(read=outcome.read, loaded=outcome.loaded, excluded=excluded, aside=aside)
            )
        facts = self._derive(is_over=watermark is not None)
        publish_run(self.store, self.source, run_id, outcome, self.cursor, watermark, facts)
        return outcome

    def _derive(self, *, is_over: bool) -> Facts:
        """Derive what the run changed, but not while more is to come: what is shown first must be quick."""
        contacts = pl.concat([NONE, *self.written.contacts]).unique()
        changes = Changes(contacts, self.is_identified)
        said, named = pl.concat([NO_TEXTS, *self.written.said]), pl.concat([NO_NAMES, *self.written.named])
        news, hearing, now = (
            News(said.unique(), contacts, named.unique()),
            Hearing(self.timezone, self.competitors),
            self.arrival.now,
        )
        if not is_over:
            return {**put_off(self.store.state, changes), **unheard(self.store, news, hearing, now)}
        known, _done = derive(self.store, changes, self.ground, self.timezone, now)
        return {**known, **hear(self.store, news, hearing, now)}

    def _withdraw(self) -> None:
        """Take back what an earlier mapping made of the files that were read whole by a changed one."""
        if not self.replaces:
            return
        history, now = self.store.history, self.arrival.now
        gone = withdraw(history, self.source, self.replaces, pl.concat(self.taken), now)
        if not gone.is_empty():
            self.written += Written(gone=gone.height, contacts=(gone,))
            self._let_go(gone)
            sentence = ngettext(
                "{n} contact that the mapping no longer makes was withdrawn.",
                "{n} contacts that the mapping no longer makes were withdrawn.",
                gone.height,
            )
            self.notices.append(sentence.format(n=number(gone.height)))

    def _let_go(self, gone: pl.DataFrame) -> None:
        """Move what belongs to withdrawn contacts to where it stands without one."""
        history = self.store.history
        for table in (each for each in MAPPED.values() if each.of_contact and history.has(each)):
            stored = history.scan_weeks(table, gone["week"].unique(), self.source)
            theirs = stored.join(gone.lazy(), on="contact_id", how="semi").collect()
            weeks = move(history, table, theirs)
            self.written += Written(said=said_in(table, theirs, {*weeks, *theirs["week"]}))

    def _settle(self) -> None:
        """Load the legs whose contacts are stored by now, and set the others aside.

        Where a contact may come in another file, what was read is not remembered: the next refresh reads
        it again, and so on until the contacts are there.
        """
        if not self.waiting:
            return
        wanted = pl.concat([each.tables["legs"]["contact_id"] for each in self.waiting]).unique()
        stored = self._live_contacts(wanted)
        for each in self.waiting:
            batch = each.settled(self.too_old.known(stored.select("contact_id", "origin"), each.where))
            self._count(batch)
            before = dict(self.too_old.left_out)
            if each.anywhere and not batch.quarantined.is_empty():
                self.cursor.pop(each.where, None)
            tables = self.too_old.without(self._hidden(batch.tables))
            self._merge("legs", derived_legs(tables["legs"], stored, self.timezone), pieces=True)
            self._merge_others(tables, stored, pieces=batch.pieces)
            self._exclude(self.too_old.sources_rows(batch, before))

    def _live_contacts(self, ids: pl.Series) -> pl.DataFrame:
        contacts = pl.scan_delta(self.store.history.open("contacts"))
        is_live = (pl.col("source") == self.source) & pl.col("deleted_at").is_null()
        wanted = contacts.filter(is_live & pl.col("contact_id").is_in(ids.implode()))
        return wanted.select("contact_id", "origin", *COPIED).collect()

    def _tell_of_doubles(self) -> None:
        doubles = self.written.elsewhere
        if doubles:
            sentence = ngettext(
                "{n} contact had been loaded from another file, with other values; the newer file is kept.",
                "{n} contacts had been loaded from another file, with other values; the newer file is kept.",
                doubles,
            )
            self.notices.append(sentence.format(n=number(doubles)))

    def _forget(self) -> None:
        """Drop words that came before their contact, and tell of the rows of forgotten people."""
        erased = self.erased or Forgotten()
        early = (NOTES, SURVEYS, TABLES["texts"])
        if erased.contacts and sweep(self.store.history, early, {}, erased.contacts):
            purge_later(self.store.state, self.arrival.now)
        if erased.renamed or erased.dropped:
            sentence = _(
                "Of people who were forgotten: {renamed} rows are kept under a token, {dropped} with texts or"
                " identities were left out."
            )
            told = {"renamed": number(erased.renamed), "dropped": number(erased.dropped)}
            self.notices.append(sentence.format(**told))

    def _set_aside(self) -> None:
        none = empty(QUARANTINE)
        frames = [frame.with_columns(version=pl.lit(None, pl.Int64)) for frame in self.quarantined]
        rows = pl.concat([none, *(frame.select(none.columns) for frame in frames)])
        rows = (self.erased or forgotten(self.store)).unnamed(rows)
        self.written += merge(
            self.store.history, QUARANTINE, rows, self.arrival, source=self.source, parents=self.wheres
        )

    def _outcome(self, ended_at: datetime) -> publish.Outcome:
        none = pl.DataFrame(schema={"reason": pl.String})
        reasons = pl.concat([none, *(frame.select("reason") for frame in self.quarantined)])
        said = pl.col("reason").str.replace_all(r"'[^']*'", "…")  # one reason, whatever the value was
        counted = reasons.with_columns(said).group_by("reason").len()
        counted = counted.sort("len", "reason", descending=[True, False])
        return publish.Outcome(
            status="ok",
            ended_at=ended_at,
            read=self.read,
            loaded=self.loaded,
            excluded=self.excluded,
            quarantined=dict(counted.rows()),
            written=self.written.rows,
            notices=self.notices,
        )


def begin(store: Store, now: datetime) -> None:
    """Make the tables that are missing and undo what an earlier run wrote but did not publish.

    Raises LostError: who lost the lock must not undo what its next holder writes.
    """
    store.state.confirm()
    store.history.create()
    published = publish.newest(store.state)
    undone = store.history.restore(dict(published.versions) if published else {})
    if undone or published is None or set(published.versions) != set(store.history.versions()):
        publish_versions(store, "restored" if undone else "created", now)


def publish_versions(store: Store, kind: str, now: datetime) -> int:
    """Publish the tables as they stand."""
    with store.state.writing() as connection:
        return publish.publish(connection, store.history.versions(), kind=kind, now=now)


def publish_run(
    store: Store,
    source: str,
    run_id: int,
    outcome: publish.Outcome,
    cursor: Mapping[str, str],
    watermark: datetime | None,
    facts: Facts,
) -> None:
    """Record the run, its cursor and, if anything was written, a publication: one transaction."""
    versions = store.history.versions()
    published = publish.newest(store.state)
    changed = [
        name for name, version in versions.items() if not published or published.versions.get(name) != version
    ]
    store.history.checkpoint(changed)
    with store.state.writing() as connection:
        if changed:
            publish.publish(connection, versions, kind="refresh", now=outcome.ended_at, run_id=run_id)
        remember(connection, facts)
        publish.remember(connection, source, cursor, watermark)
        publish.end_run(connection, run_id, outcome)
