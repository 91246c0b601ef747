"""What agents of simulated centres did by the end of a week, as the store would hand it over."""

from datetime import timedelta
from functools import lru_cache

import polars as pl

from connectors.demo.cuts import Tables
from connectors.demo.truth import Truth, truth
from metrics.groups import FIRST_QUEUE
from metrics.links import DAY_MS
from metrics.recognition import guards, measures
from metrics.recognition.together import Judged, judged
from metrics.routes import routed
from store.derive import derived_contacts, derived_legs
from tests.connectors.demo.centre import FIRST, WEEKS, ZONE, eleven_weeks, own_map
from tests.metrics.kept import promises_of
from tests.metrics.satisfied import contacts_of

LAST = WEEKS // timedelta(weeks=1)


@lru_cache(maxsize=3)
def _traced(seed: int) -> pl.DataFrame:
    tables = eleven_weeks(seed, stories=True)
    legs = derived_legs(tables["legs"], derived_contacts(tables["contacts"], ZONE), ZONE)
    known = routed(legs.lazy(), tables["contacts"].lazy(), own_map(tables).centre)
    new = known.collect().drop(
        [name for name in contacts_of(tables).columns if name != "contact_id"], strict=False
    )
    return contacts_of(tables).join(new, on="contact_id", how="left")


def told(seed: int) -> Truth:
    """What is true of a small centre."""
    return truth(seed, "small", ZONE, FIRST.date())


def rows(seed: int, weeks: int) -> tuple[dict[str, pl.DataFrame], guards.Watched]:
    """What awards and guards are decided by at the end of so many weeks."""
    tables, until = eleven_weeks(seed, stories=True), FIRST + timedelta(weeks=weeks)
    later = (LAST - weeks) * 7 * DAY_MS
    traced = _traced(seed).lazy().filter(pl.col("started_at") < until)
    traced = traced.with_columns(pl.col("seen_ms") - later, queue="entry_queue")
    about = traced.select("contact_id", "started_at", "topic", "channel", at=FIRST_QUEUE)
    legs = tables["legs"].lazy().drop("topic", "channel", "started_at", strict=False)
    legs = legs.join(about.drop("at"), on="contact_id")
    place = about.select("contact_id", "topic", "channel", queue="at")
    surveys = _beside(tables, "surveys", place).filter(pl.col("invited_at") < until)
    promises = promises_of(tables).lazy().drop("queue", "topic", "channel", strict=False)
    promises = promises.filter(pl.col("due_at") < until).join(place, on="contact_id")
    handled = measures.handled(legs, traced).collect()
    of = {
        "satisfied": measures.satisfied(surveys).collect(),
        "solved": measures.solved(traced).collect(),
        "kept": measures.kept(promises).collect(),
        "held": handled,
    }
    watched = guards.Watched(
        guards.short(legs).collect(),
        guards.invited(traced, surveys).collect(),
        handled,
        guards.came_again(traced).collect(),
    )
    return of, watched


def _beside(tables: Tables, name: str, place: pl.LazyFrame) -> pl.LazyFrame:
    last = tables["legs"].lazy().sort("leg_no").group_by("contact_id")
    who = last.agg(pl.col("agent_id").drop_nulls().last())
    known = tables[name].lazy().drop("agent_id", strict=False).join(who, on="contact_id")
    return known.join(place, on="contact_id")


def best(seed: int, weeks: int) -> Judged:
    """Who is clearly above at the end of so many weeks."""
    return judged(measures.measured(rows(seed, weeks)[0]))
