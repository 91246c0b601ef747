"""What the detector looks at: visits, who is there and what is planned, read for all queues.

Letters are left out: they are due in hours, which no alert of this minute helps, and so is what comes outside
opening hours.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from metrics import teams
from metrics.bottlenecks.contacts import with_origins
from metrics.bottlenecks.levels import Level, heads, planned
from metrics.bottlenecks.seen import People
from metrics.parts import Terms
from metrics.work import handle_ms
from settings import Settings
from store.business import is_timed_so
from store.lent import bounded, lent_edges
from store.opened import Store
from store.read import Filters, Viewer, open_reading
from store.schema import AGENTS, INSTANT, STAFFING, TEXT, Dtype
from store.stages import NOTHING, REACH, Sent, sent

DETECTOR = Viewer("detector", "manager")
STAFFED = ("available", "on_contact", "ringing", "wrap_up")
ELSEWHERE = ("break", "meeting")
TOLD = (
    *("source", "contact_id", "leg_no", "queue", "channel", "queued_at", "queued_local_s", "wait_ms"),
    *("outcome", "answered_at", "agent_id", "topic", "talk_ms", "hold_ms", "wrap_ms", "ended_at"),
    *("threshold_ms", "short_ms", "is_outside_hours"),
)
STATES: dict[str, Dtype] = {"agent_id": TEXT, "state": TEXT, "started_at": INSTANT, "ended_at": INSTANT}


@dataclass(frozen=True)
class Watched:
    """Rows of a stretch of time. visits are dressed (`dressed`); homes: the queue each agent counts for.

    sent: what stages before and behind sent to queues.
    """

    visits: pl.DataFrame
    states: pl.DataFrame
    plan: pl.DataFrame
    homes: pl.DataFrame = field(repr=False)
    sent: Sent = NOTHING

    @property
    def queues(self) -> list[str]:
        """Name the queues that anybody came to."""
        return sorted(self.visits["queue"].unique().drop_nulls())


def watched(
    store: Store, settings: Settings, since: datetime, until: datetime, publication: int | None = None
) -> Watched | None:
    """Read what happened from `since` to `until`; None before the first publication."""
    filters = Filters(as_of=until, start=since, end=until, hindsight=True)
    reading = open_reading(store, settings, DETECTOR, filters, publication)
    if reading is None:
        return None
    inside = pl.col("queued_at").is_between(
        pl.lit(since).cast(INSTANT), pl.lit(until).cast(INSTANT), closed="left"
    )
    rows = reading.visits.filter(inside)
    reported = reading.frames.parts_reported(rows)
    told = rows.select(TOLD).collect()
    visits = dressed(told, Terms(reported=reported))
    states = reading.states()
    there = pl.DataFrame(schema=STATES) if states is None else stretches(states)
    plan = planned_in(reading.rows(STAFFING).collect())
    skills = _skills(store, reading.publication.versions[AGENTS.name], until)
    return Watched(
        visits, there, plan, homes(told, skills), sent_to(store, settings, visits, since, until, publication)
    )


def sent_to(
    store: Store,
    settings: Settings,
    visits: pl.DataFrame,
    since: datetime,
    until: datetime,
    publication: int | None,
) -> Sent:
    """Read what stages sent to the queues of visits from `since` to `until` (`stages.sent`)."""
    filters = Filters(as_of=until, start=since - REACH, end=until, hindsight=True)
    reading = open_reading(store, settings, DETECTOR, filters, publication)
    return NOTHING if reading is None else sent(reading, visits, settings)


def _skills(store: Store, version: int, at: datetime) -> pl.DataFrame:
    """What each agent's newest record says of his skills: agent_id, skills."""
    rows = pl.scan_delta(store.history.open(AGENTS.name, version))
    known = rows.filter(pl.col("deleted_at").is_null(), pl.col("valid_from") <= at, pl.col("skills") != "")
    return known.sort("valid_from").group_by("agent_id").agg(pl.col("skills").last()).collect()


def dressed(visits: pl.DataFrame, terms: Terms) -> pl.DataFrame:
    """Put handle_ms and from_queue beside visits; leave out letters and what came outside hours."""
    told = with_origins(visits).with_columns(handle_ms=handle_ms(terms))
    is_letter = is_timed_so().fill_null(value=False)
    return told.filter(pl.col("queue").is_not_null(), ~is_letter, ~pl.col("is_outside_hours"))


def stretches(states: pl.LazyFrame) -> pl.DataFrame:
    """Read who is there or elsewhere: STATES."""
    chosen = pl.col("state").is_in([*STAFFED, *ELSEWHERE])
    return states.filter(chosen).select(list(STATES)).collect()


def planned_in(rows: pl.DataFrame) -> pl.DataFrame:
    """Add up what sources plan for the same stretch."""
    known = [
        pl.when(pl.col(name).is_not_null().any()).then(pl.col(name).sum()).alias(name)
        for name in ("scheduled", "required")
    ]
    return rows.group_by("queue", "starts_at", "interval_s").agg(known).sort("queue", "starts_at")


def homes(visits: pl.DataFrame, skills: pl.DataFrame) -> pl.DataFrame:
    """Find the queue that each agent counts for, and all that are his: agent_id, main, takes."""
    handled = visits.filter(pl.col("outcome") == "answered").drop_nulls(["agent_id", "queue"])
    counted = handled.group_by("agent_id", "queue").agg(n=pl.len())
    return teams.mains(skills, counted, visits["queue"].unique().drop_nulls().to_list())


def people(
    states: pl.DataFrame,
    visits: pl.DataFrame,
    plan: pl.DataFrame,
    agents: pl.DataFrame,
    since: datetime,
    until: datetime,
) -> dict[str, People]:
    """Lay out who is there, elsewhere, planned and needed, by queue; what lasts goes on until `until`.

    visits are dressed, agents as `homes` finds them. Who is on a contact counts for its queue. Of the others
    who can take several counts once: for the main one, or, where that has more than the plan needs and
    another has too few, there (`metrics.teams.sharing`). Who is planned and who is there are shared out each
    by themselves.
    """
    stays = states.select("agent_id", "state", *_stretch("started_at", "ended_at", since, until))
    own = stays.filter(pl.col("start") < pl.col("end")).join(agents, on="agent_id")
    own = own.with_columns(queue="main", part=pl.lit(1.0))
    doing = _doing(own, _handling(visits, since, until)).join(agents, on="agent_id")
    busy = _edges(doing.drop_nulls("queue"), since, until)
    is_free = pl.col("queue").is_null().cast(pl.Float64)  # of a queue whose people are all busy 0 are free
    free = _edges(doing.with_columns(queue="main", part=pl.col("part") * is_free), since, until)
    away = _edges(own.filter(pl.col("state").is_in(ELSEWHERE)), since, until)
    crews = teams.crews(agents)
    lent = lent_edges(free, busy, plan, crews, (since, until)) if free else {}
    shared = teams.with_helping(plan, crews, "required", "scheduled")
    counted = pl.col("scheduled").fill_null(0) + pl.col("helping")
    plans = _by_queue(shared.with_columns(scheduled=pl.coalesce(counted, "scheduled")))
    return {
        queue: People(
            _level(busy.get(queue), free.get(queue), lent.get(queue)),
            _level(away.get(queue)),
            planned(plans[queue], "scheduled") if queue in plans else None,
            planned(plans[queue], "required") if queue in plans else None,
        )
        for queue in {*busy, *free, *lent, *plans}
    }


def _doing(stays: pl.DataFrame, handling: pl.DataFrame) -> pl.DataFrame:
    """Tell what people at work did (`teams.doing`); stretches without a break are one."""
    told = stays.select("agent_id", "state", started_at="start", ended_at="end")
    return teams.doing(teams.at_work(told, told.clear()), handling)


def _handling(visits: pl.DataFrame, since: datetime, until: datetime) -> pl.DataFrame:
    """Give who was on contacts of queues: agent_id, queue, start, end.

    What has no end yet goes on until the agent's next contact begins.
    """
    taken = visits.drop_nulls(["agent_id", "queue", "answered_at"])
    after = pl.col("answered_at").shift(-1).over("agent_id", order_by="answered_at")
    ended = taken.with_columns(pl.coalesce("ended_at", after).alias("ended_at"))
    return ended.select("agent_id", "queue", *_stretch("answered_at", "ended_at", since, until))


def _stretch(begun: str, ended: str, since: datetime, until: datetime) -> tuple[pl.Expr, pl.Expr]:
    """Clip a stretch to whole minutes from `since` to `until`: start, end."""
    begin, end = pl.lit(since).cast(INSTANT), pl.lit(until).cast(INSTANT)
    last = pl.coalesce(ended, end)
    return (
        pl.col(begun).clip(begin, end).dt.truncate("1m").alias("start"),
        last.clip(begin, end).dt.truncate("1m").alias("end"),
    )


def _level(*edges: pl.DataFrame | None) -> Level | None:
    known = [one for one in edges if one is not None]
    return heads(pl.concat(known)) if known else None


def _edges(own: pl.DataFrame, since: datetime, until: datetime) -> dict[str, pl.DataFrame]:
    """When people come and go, to the minute, where adjoining stretches cancel each other."""
    came = own.select("queue", at="start", step="part")
    went = own.select("queue", at="end", step=-pl.col("part"))
    steps = pl.concat([came, went]).group_by("queue", "at").agg(pl.col("step").sum())
    return bounded(steps, since, until)


def _by_queue(rows: pl.DataFrame) -> Mapping[str, pl.DataFrame]:
    parts = rows.partition_by("queue", as_dict=True)
    return {str(queue): part for (queue,), part in parts.items()}
