"""Trace contacts: what each tells on its own, and how far its neighbours are."""

from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from metrics.links import GAPS, answers, closed_at, family, linked
from metrics.people import with_person
from metrics.routes import routed
from store.centre_map import OWN, CentreMap
from store.habits import Habits
from store.history import week_of
from store.schema import INSTANT
from store.traces import LINKS, MARKS, ROUTES, TRACES

OF_CONTACT = (
    *("contact_id", "source", "customer_id", "channel", "direction", "topic"),
    *("started_at", "ended_at", "known_at"),
)
OF_LEGS = (
    *("contact_id", "source", "leg_no", "queue", "queued_at", "queued_local_s", "wait_ms", "outcome"),
    *("answered_at", "agent_id", "talk_ms", "hold_ms", "wrap_ms", "ended_at", "ended_by", "transferred_to"),
    "disposition",
)
LINKED_BY = ("contact_id", "person", "started_at", "closed_at", "topic_family", "is_counted", "is_cut_off")


@dataclass(frozen=True)
class Basis:
    """Hold what traces are made with: the centre's map, what sources tell, who is whom, and the clock."""

    ground: CentreMap
    habits: Habits
    persons: pl.DataFrame
    now: datetime
    no_links: dict[str, pl.Expr] = field(
        default_factory=lambda: {name: pl.lit(None, TRACES.columns[name]) for name in LINKS}, repr=False
    )


def traced(contacts: pl.DataFrame, legs: pl.DataFrame, basis: Basis) -> pl.DataFrame:
    """Make the traces of live contacts, as they are stored, without what depends on others (null).

    contacts hold OF_CONTACT, legs OF_LEGS: all live legs of theirs.
    """
    ground = basis.ground
    about = with_person(contacts, basis.persons).join(_summed(legs), on="contact_id", how="left")
    told = about.with_columns(pl.col("is_cut_off").fill_null(value=False)).with_columns(
        closed_at=closed_at(), topic_family=family(ground.families), is_counted=_is_own(ground)
    )
    ways = routed(
        legs.lazy(),
        contacts.lazy().select("contact_id", "topic"),
        ground.centre,
        basis.habits.parts,
        basis.habits.telling,
    ).select("contact_id", *ROUTES)
    rows = told.join(ways.collect(), on="contact_id", how="left").with_columns(**basis.no_links)
    return _stamped(rows, basis.now)


def _summed(legs: pl.DataFrame) -> pl.DataFrame:
    last = pl.max_horizontal("queued_at", "answered_at", "ended_at").max()
    return answers(legs).join(legs.group_by("contact_id").agg(last_at=last), on="contact_id", how="left")


def _is_own(ground: CentreMap) -> pl.Expr:
    """Say whether the customer came: which directions mean that may be the source's own affair."""
    is_own = pl.col("direction").is_in(list(OWN))
    for source, directions in ground.own.items():
        is_own = (
            pl.when(pl.col("source") == source)
            .then(pl.col("direction").is_in(list(directions)))
            .otherwise(is_own)
        )
    return is_own


def _stamped(rows: pl.DataFrame, now: datetime) -> pl.DataFrame:
    """Add the store's own columns; a trace is known since its contact is."""
    whole = rows.with_columns(
        version=pl.lit(None, pl.Int64),
        ingested_at=pl.lit(now).cast(INSTANT),
        deleted_at=pl.lit(None, INSTANT),
        week=week_of(pl.col("started_at")),
    )
    return whole.select(pl.col(name).cast(dtype) for name, dtype in TRACES.stored.items())


def relinked(rows: pl.DataFrame) -> pl.DataFrame:
    """Measure gaps and marks anew: contact_id and LINKS. rows hold LINKED_BY of all who may be neighbours."""
    if rows.is_empty():
        return rows.select("contact_id", *(pl.lit(None, TRACES.columns[name]).alias(name) for name in LINKS))
    # What `linked` would make of a contact is in its trace already: told as a call of its own it stays so.
    found = linked(
        rows.select(
            *("contact_id", "person", "started_at"),
            channel=pl.lit("voice"),
            direction=pl.when(pl.col("is_counted") == 1).then(pl.lit("own")).otherwise(pl.lit("other")),
            topic="topic_family",
            ended_at="closed_at",
            first_answered_at=pl.lit(None, INSTANT),
            is_cut_off=pl.col("is_cut_off") == 1,
        ),
        directions=("own",),
    )
    return found.select("contact_id", *GAPS, *(pl.col(name).cast(pl.Int64) for name in MARKS)).select(
        "contact_id", *LINKS
    )


def with_links(rows: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Put what `relinked` made in its columns."""
    return rows.drop(LINKS).join(links, on="contact_id", how="left").select(list(TRACES.stored))
