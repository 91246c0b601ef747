"""Refreshes of two sources, for tests of traces."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

import polars as pl

from settings import Retention
from store import publish
from store.centre_map import CentreMap
from store.ingest import Ingest, begin
from store.merge import Arrival
from store.opened import Store
from store.schema import CONTACTS, IDENTITIES, LEGS, TRACES, empty
from store.too_old import too_old
from tests.factories import NOON, ZONE, contacts, legs
from tests.store.sent import Sent

Row = dict[str, Any]
Told = dict[str, tuple[Row, list[Row]]]
QUEUES = ("Billing", "Technical", "Orders")


def traces(store: Store) -> pl.DataFrame:
    """Read the live traces of the newest version, in the order of their ids."""
    if not store.history.has(TRACES):
        return pl.DataFrame(schema=TRACES.stored)
    rows = store.history.read_weeks(TRACES, store.history.weeks("traces"))
    return rows.filter(pl.col("deleted_at").is_null()).sort("contact_id")


def identity(source: str, customer: str, value: str, kind: str = "phone") -> Row:
    """Build one way to recognise a customer."""
    return {"source": source, "customer_id": f"{source}:{customer}", "kind": kind, "value": value}


def sent(source: str, told: list[tuple[Row, list[Row]]], ways: list[Row] | None = None) -> Sent:
    """Build what a connector hands over: contacts, each with its legs, and identities."""
    of = contacts(*(row for row, _legs in told)) if told else contacts({}).clear()
    visits = [leg for _row, each in told for leg in each]
    rows = legs(of, *visits) if visits else legs(contacts({}), {}).clear()
    tables = {"contacts": of.select(empty(CONTACTS).columns), "legs": rows.select(empty(LEGS).columns)}
    if ways is not None:
        tables["identities"] = pl.DataFrame(ways, schema=empty(IDENTITIES).schema)
    return Sent(tables)


def refresh(
    store: Store,
    source: str,
    *batches: Sent,
    now: datetime = NOON,
    ground: CentreMap | None = None,
    is_over: bool = True,
    is_first: bool = False,
    connected_at: datetime | None = None,
    competitors: tuple[str, ...] = (),
    retention: Retention | None = None,
) -> publish.Outcome:
    """Run one refresh of a source, published at its end."""
    begin(store, now)
    publish.connected_at(store.state, source, now)
    run = publish.begin_run(store.state, source, "test", now)
    arrival = Arrival(now, connected_at or now, is_first=is_first)
    ingest = Ingest(store, source, ZONE, arrival, lambda: ground or CentreMap(), competitors=competitors)
    ingest.too_old = too_old(retention or Retention(), now)
    for batch in batches:
        ingest.take(batch)
    return ingest.finish(run, now if is_over else None, now)


def call(
    name: str, customer: str | None = "anna", at: datetime = NOON, source: str = "bank", **given: Any
) -> tuple[Row, list[Row]]:
    """Build an answered call of a minute, and its one leg."""
    row = {
        "source": source,
        "contact_id": f"{source}:{name}",
        "customer_id": None if customer is None else f"{source}:{customer}",
        "started_at": at,
        "ended_at": at + timedelta(minutes=1),
        "topic": "refund",
        **given,
    }
    return row, [leg_of(row, 1, "Billing", 0)]


def leg_of(row: Row, number: int, queue: str | None, after_s: float, **given: Any) -> Row:
    """Build a leg of a contact, queued so many seconds after it began."""
    queued = row["started_at"] + timedelta(seconds=after_s)
    plain = {
        "source": row["source"],
        "contact_id": row["contact_id"],
        "leg_no": number,
        "queue": queue,
        "queued_at": queued,
        "answered_at": queued + timedelta(seconds=20),
        "ended_at": queued + timedelta(seconds=50),
    }
    return {**plain, **given}


@dataclass
class Centres:
    """Two sources that forget nothing: what each sent last of a contact and of a customer."""

    store: Store
    ground: CentreMap
    known: dict[str, Told] = field(default_factory=lambda: {"bank": {}, "shop": {}})

    def refresh(self, source: str, random: Random, now: datetime) -> None:
        """Send new contacts and changed ones, now and then identities, and withdraw some."""
        known = self.known[source]
        new = [random_contact(f"{now:%d}-{n}", source, random, now) for n in range(random.randint(0, 14))]
        again = random.sample(sorted(known), min(len(known), random.randint(0, 3)))
        changed = [_changed(known[name], random) for name in again]
        told = {row["contact_id"]: (row, legs) for row, legs in new + changed}
        known.update(told)
        ways = _ways(source, random) if random.random() < 0.5 else None
        refresh(self.store, source, sent(source, list(told.values()), ways), now=now, ground=self.ground)
        if known and random.random() < 0.4:
            self._withdraw(source, random, now)

    def _withdraw(self, source: str, random: Random, now: datetime) -> None:
        """Read a source whole by a mapping that no longer makes some of its contacts."""
        known = self.known[source]
        for name in random.sample(sorted(known), min(len(known), 2)):
            del known[name]
        batch = sent(source, list(known.values()))
        whole = Sent(batch.tables, replaces=("all",))
        refresh(self.store, source, whole, now=now, ground=self.ground)


def random_contact(name: str, source: str, random: Random, now: datetime) -> tuple[Row, list[Row]]:
    """Build any contact of the last two weeks, or of long ago."""
    back = random.choice([random.uniform(0, 2), random.uniform(0, 14), random.uniform(0, 50)])
    at = (now - timedelta(days=back)).replace(microsecond=0)
    lasts = random.choice([0.5, 4, 60, 60 * 24 * 9, 60 * 24 * 40])
    customer = random.choice(["anna", "anna", "boris", "clara", "dan", None])
    row, _legs = call(
        name,
        customer,
        at,
        source,
        ended_at=random.choice([at + timedelta(minutes=lasts), at + timedelta(minutes=1), None]),
        channel=random.choice(["voice", "voice", "email"]),
        direction=random.choice(["inbound", "inbound", "inbound", "callback"]),
        topic=random.choice(["refund", "refunds", "delivery", None]),
        origin="all",
    )
    return row, _random_legs(row, random)


def _random_legs(row: Row, random: Random) -> list[Row]:
    return [
        leg_of(
            row,
            number,
            random.choice([*QUEUES, None]),
            number * random.choice([60, 600, 86_400 * 20]),
            outcome=random.choice(["answered", "answered", "abandoned"]),
            ended_by=random.choice(["system", "customer", "transfer_blind", "transfer_consult", None]),
            wrap_ms=random.choice([None, None, None, 5_000]),
            disposition=random.choice([None, None, None, "wrong queue"]),
        )
        for number in range(1, random.choice([1, 2, 2, 3, 4]))
    ]


def _changed(told: tuple[Row, list[Row]], random: Random) -> tuple[Row, list[Row]]:
    """Change a contact, its legs or both; its beginning may move into the week before."""
    row = dict(told[0])
    row["version"] = row.get("version", 1) + 1
    kind = random.choice(["legs", "topic", "customer", "start", "end"])
    if kind == "topic":
        row["topic"] = random.choice(["refund", "delivery", None])
    if kind == "customer":
        row["customer_id"] = f"{row['source']}:{random.choice(['anna', 'boris', 'eve'])}"
    if kind == "start":
        row["started_at"] -= timedelta(days=random.choice([1, 4]))
    if kind == "end" and row["ended_at"] is not None:
        row["ended_at"] += timedelta(days=random.choice([0, 35]))
    legs = _random_legs(row, random) if kind == "legs" else [dict(leg) for leg in told[1]]
    return row, [{**leg, "version": row["version"]} for leg in legs]


def _ways(source: str, random: Random) -> list[Row]:
    customers = random.sample(["anna", "boris", "clara", "dan", "eve"], random.randint(1, 3))
    return [identity(source, one, random.choice(["1", "2", "3"])) for one in customers]
