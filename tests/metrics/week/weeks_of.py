"""Eleven weeks of a small simulated centre as the week's changes are read from, and what may be planted."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import polars as pl

from connectors.demo.cuts import Tables
from metrics.days import instants
from metrics.links import answers, linked
from metrics.people import persons, with_person
from metrics.promises import judged
from metrics.repeats import observed
from metrics.routes import routed
from metrics.week.headlines import Rows
from metrics.week.weeks import Weeks, newest
from settings import Settings
from store import policy
from store.agents import with_record
from store.derive import derived_contacts, derived_legs, local_s
from tests.connectors.demo.centre import FIRST, WEEKS, ZONE, eleven_weeks, own_map

AS_OF = FIRST + WEEKS
SUNDAY, MINUTE_MS = 7, 60_000
OF_CONTACT = ("contact_id", "channel", "topic_family", "queue", "person")
Frames = dict[Rows, pl.LazyFrame]
Changed = Callable[[Tables], Tables]


def last_week(as_of: datetime = AS_OF) -> Weeks:
    """The week that ends with the data."""
    return newest(as_of, ZoneInfo(ZONE), SUNDAY)


def frames(seed: int, changed: Changed = lambda tables: tables, as_of: datetime = AS_OF) -> Frames:
    """Put beside the rows of a centre without stories what the cuts ask for, as the store does."""
    tables = changed(eleven_weeks(seed, stories=False))
    contacts = derived_contacts(tables["contacts"], ZONE)
    legs = derived_legs(tables["legs"], contacts, ZONE).lazy()
    told = contacts.join(answers(legs.collect()), on="contact_id", how="left")
    links = linked(with_person(told, persons(tables["identities"])))
    own = own_map(tables).centre
    routes = observed(routed(legs, links.lazy(), own), as_of, FIRST)
    agents = tables["agents"].lazy()
    whole = routes.with_columns(
        agent_id="resolving_agent_id", queue=pl.coalesce("first_queue", "entry_queue")
    )
    of_contacts = with_record(whole, agents, "started_at", ("team",)).collect().lazy()
    about = of_contacts.select(*OF_CONTACT, "started_at", "started_local_s", resolving="resolving_agent_id")
    visits = legs.filter(pl.col("queue").is_not_null()).with_columns(**policy.judged_by(Settings()))
    families = about.select("contact_id", "topic_family")
    of_visits = with_record(
        visits.join(families, on="contact_id", how="left"), agents, "queued_at", ("team",)
    )
    surveys = tables["surveys"].lazy().drop("agent_id", strict=False).join(about, on="contact_id")
    asked = surveys.with_columns(agent_id="resolving")
    promises = judged(
        tables["promises"].lazy().join(about.drop("started_at"), on="contact_id", how="left"),
        of_contacts.filter("is_counted").select("contact_id", "person", "topic_family", "started_at"),
        as_of,
        ZONE,
    )
    return {
        "visits": of_visits.collect().lazy(),
        "contacts": of_contacts,
        "surveys": with_record(asked, agents, "started_at", ("team",)).collect().lazy(),
        "promises": with_record(promises.with_columns(local_s("due_at", ZONE)), agents, "made_at", ("team",))
        .collect()
        .lazy(),
    }


def worse_waits(found: Frames, queue: str, week: Weeks, percent: int = 40) -> Frames:
    """Plant: so many of a hundred who came to a queue in a week waited a minute longer."""
    is_meant = (pl.col("queue") == queue) & _within(week, "queued_at") & _drawn(percent)
    longer = pl.when(is_meant).then(pl.col("wait_ms") + MINUTE_MS).otherwise("wait_ms")
    return {**found, "visits": found["visits"].with_columns(wait_ms=longer)}


def worse_routing(found: Frames, team: str, week: Weeks, percent: int = 15) -> Frames:
    """Plant: so many of a hundred that a team handled last in a week had begun at the wrong desk."""
    is_meant = (pl.col("team") == team) & _within(week, "started_at") & _drawn(percent)
    wrong = pl.when(is_meant & (pl.col("is_answered") == 1)).then(1).otherwise("is_misroute")
    return {**found, "contacts": found["contacts"].with_columns(is_misroute=wrong)}


def _drawn(percent: int) -> pl.Expr:
    """Draw so many of a hundred contacts by the digits that their ids end with, the same in every run."""
    digits = pl.col("contact_id").str.replace_all(r"\D", "").str.slice(-6).cast(pl.Int64)
    return digits * 37 % 100 < percent


def _within(week: Weeks, at: str) -> pl.Expr:
    return pl.col(at).is_between(*instants(week.days, week.zone), closed="left")
