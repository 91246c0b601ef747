"""The promises of simulated centres, judged as the store would hand them over, and the planted cluster."""

from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from connectors.demo.cuts import Tables
from connectors.demo.promises import LOST
from connectors.demo.truth import Truth, truth
from metrics import METRICS
from metrics.intervals import Z
from metrics.promises import judged
from tests.connectors.demo.centre import FIRST, WEEKS, ZONE, eleven_weeks, local
from tests.metrics.satisfied import contacts_of

AS_OF = FIRST + WEEKS
KEPT = METRICS["promise_kept_rate"]().alias("figure")
CALL_BACKS = pl.col("kind") == "call_back"


@dataclass(frozen=True)
class Cluster:
    """How much of the call-backs of the story's queue and weeks was kept, and of its other weeks.

    share is what that makes of the call-backs that were never made, error one standard error of it.
    """

    inside: float
    outside: float
    share: float
    error: float
    n: int


def told(seed: int) -> Truth:
    """What is true of a small centre."""
    return truth(seed, "small", ZONE, FIRST.date())


def promises_of(tables: Tables) -> pl.DataFrame:
    """Judge the promises of eleven weeks as seen at their end; queue is where the contact was last."""
    contacts = contacts_of(tables)
    queues = tables["legs"].sort("leg_no").group_by("contact_id").agg(queue=pl.col("queue").last())
    known = contacts.select("contact_id", "person", "topic_family").join(queues, on="contact_id", how="left")
    made = tables["promises"].drop("person", strict=False).join(known, on="contact_id", how="left")
    own = contacts.filter("is_counted").lazy()
    return judged(made.lazy(), own, AS_OF, ZONE).collect()


def promises(seed: int, *, stories: bool = True) -> pl.DataFrame:
    """The judged promises of one small centre."""
    return promises_of(eleven_weeks(seed, stories=stories))


def rate(rows: pl.DataFrame) -> tuple[float, float, int]:
    """The kept rate of some promises, one standard error of it, and n."""
    found = rows.select(KEPT).item()
    n = int(found["denominator"])
    return found["value"], (found["high"] - found["low"]) / (2 * Z), n


def cluster(rows: pl.DataFrame, seed: int) -> Cluster:
    """Measure the planted cluster: its call-backs against those of the queue's other weeks."""
    truth_of = told(seed)
    story, day = truth_of.stories.promises, local("made_at").dt.date()
    ours = rows.filter(CALL_BACKS, pl.col("queue") == truth_of.queue(story.queue))
    is_inside = (day >= story.since) & (day < story.until)
    kept, error, n = rate(ours.filter(is_inside))
    usual, usual_error, _n = rate(ours.filter(~is_inside))
    left = (1 - LOST) * kept / usual
    relative = ((error / max(kept, 0.01)) ** 2 + (usual_error / usual) ** 2) ** 0.5
    return Cluster(kept, usual, 1 - left, left * relative, n)


def worst(rows: pl.DataFrame, least: int = 8) -> tuple[str, int]:
    """The queue and the week of the year in which the fewest call-backs were kept, of those with enough."""
    due = rows.filter(CALL_BACKS, pl.col("due_at") < AS_OF - timedelta(days=1))
    cells = due.group_by("queue", week=local("made_at").dt.week()).agg(KEPT)
    found = cells.unnest("figure").filter(pl.col("denominator") >= least).sort("value", "queue", "week")
    return found["queue"][0], found["week"][0]
