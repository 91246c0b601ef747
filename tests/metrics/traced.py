"""Contacts with the way they took and what came after: frames made by the pure functions."""

import datetime as dt
from typing import Any

import polars as pl

from metrics.centre import Centre
from metrics.chains import with_issues
from metrics.compute import Frames
from metrics.links import answers, linked
from metrics.menu import Menu, walked, with_containment
from metrics.people import persons, with_person
from metrics.repeats import observed
from metrics.routes import routed
from metrics.usual import usual_waits, with_net_wait
from tests.metrics.followed_up import followups
from tests.metrics.found_there import reached, there
from tests.metrics.goodwill import gestures, served
from tests.metrics.promised import complaints, promised
from tests.metrics.routing_rows import contact_of, gathered, leg
from tests.metrics.rows import NOON, contacts, visits
from tests.metrics.surveyed import surveys
from tests.metrics.voiced import texts

DAY = dt.timedelta(days=1)
LATER, EARLIER = NOON + 100 * DAY, NOON - 100 * DAY
IDENTITY = ("source", "customer_id", "kind", "value")
NOBODY = pl.DataFrame(schema=dict.fromkeys(IDENTITY, pl.String))


def spoke(
    name: str, days: float = 0, queue: str | None = "A", handle_s: float | None = 60, **given: Any
) -> Any:
    """Build a call of anna about a refund, so many days after noon, that one queue answered."""
    about = {"customer_id": "anna", "topic": "refund", "channel": "voice", **given}
    legs = [leg(queue, 10, handle_s)] if queue else []
    return contact_of(*legs, contact_id=name, at=NOON + dt.timedelta(days=days), **about)


def traced(*rows: Any, as_of: dt.datetime = LATER, centre: Centre | None = None) -> pl.LazyFrame:
    """Trace contacts with their legs; the data begins 100 days before noon."""
    legs, asked = gathered(*rows)
    told = asked.collect().join(answers(legs.collect()), on="contact_id", how="left")
    people = linked(with_person(told, persons(NOBODY)))
    routes = routed(legs, people.lazy(), centre or Centre(), {"bank": ("talk",)})
    went = walked(with_net_wait(routes, usual_waits(legs)), Menu())
    return observed(with_containment(went, as_of, "person"), as_of, EARLIER).collect().lazy()


def frames_of(*rows: Any, as_of: dt.datetime = LATER, centre: Centre | None = None) -> Frames:
    """Gather contacts with their legs as metrics of contacts see them."""
    legs, _asked = gathered(*rows)
    found = traced(*rows, as_of=as_of, centre=centre)
    issues = with_issues(found, found, legs, as_of).collect().lazy()
    return Frames(
        visits(),
        contacts(),
        traced=found,
        issues=issues,
        surveys=surveys(),
        promises=promised(now=as_of),
        complaints=complaints(now=as_of),
        gestures=gestures(),
        served=served(),
        followups=followups(now=as_of),
        texts=texts(),
        presence=there(),
        reached=reached(now=as_of),
    )
