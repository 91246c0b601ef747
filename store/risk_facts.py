"""Customers at risk as of an instant: their evidence, and whom to call first.

Whatever is asked later of the same instant gives the same list: only what was known then counts.
"""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from metrics.risk.evidence import Evidence, reach, weighed
from metrics.risk.facts import facts
from metrics.risk.grounds import Grounds
from metrics.risk.people import people
from metrics.risk.records import left_by_record, left_by_silence
from metrics.risk.score import scores
from metrics.risk_model.frames import under_every_name
from settings import Risk, Settings
from store import publish, zones
from store.opened import Store
from store.risk_grounds import Sources
from store.tables import Tables


@dataclass(frozen=True)
class AtRisk:
    """What was found as of an instant: the frames of metrics.risk, what they were found in and where.

    `publication` is the number of that which was read.
    """

    as_of: datetime
    publication: int
    sources: Sources
    grounds: Grounds
    facts: pl.DataFrame
    people: pl.DataFrame
    scores: pl.DataFrame


def evidence_of(risk: Risk) -> dict[str, Evidence]:
    """Give the evidence as the settings weigh it."""
    return weighed(risk.weights, risk.half_lives)


def at_risk(
    store: Store, settings: Settings, as_of: datetime, publication: int | None = None
) -> AtRisk | None:
    """Score every customer as of an instant; None while nothing has been published.

    Raises ReadError, PublicationError.
    """
    found = publish.newest(store.state) if publication is None else publish.numbered(store.state, publication)
    if found is None:
        return None
    evidence = evidence_of(settings.risk)
    sources = _sources(store, settings, as_of, found)
    known = sources.grounds()
    told, who = facts(known), people(known, left(known, settings.risk))
    return AtRisk(as_of, found.id, sources, known, told, who, scores(told, who, as_of, evidence))


def who_left(store: Store, settings: Settings, as_of: datetime) -> pl.DataFrame | None:
    """Give who had left as known at an instant, by the rule of the settings: person, left_at.

    People stand there under every name they ever had, since earlier lists know them by another one. None
    while nothing has been published. Raises ReadError.
    """
    found = publish.newest(store.state)
    if found is None:
        return None
    sources = _sources(store, settings, as_of, found)
    known = sources.of_leaving(by_silence=settings.risk.left_by == "silence")
    return under_every_name(left(known, settings.risk).collect(), sources.links)


def _sources(store: Store, settings: Settings, as_of: datetime, found: publish.Published) -> Sources:
    zone = settings.site.timezone
    tables = Tables(store, found, as_of, None if zones.is_on(store.state, found, zone) else zone)
    return Sources(tables, store.state, settings, as_of, reach(evidence_of(settings.risk)))


def left(known: Grounds, risk: Risk) -> pl.LazyFrame:
    """Give who has left and when, by the rule of the settings: person, left_at.

    Who is silent has left as well as who says so, where silence is the rule.
    """
    told = left_by_record(known)
    if risk.left_by == "record":
        return told
    silent = left_by_silence(known, risk.silence_times, risk.silence_contacts)
    return pl.concat([told, silent]).group_by("person").agg(pl.col("left_at").min())
