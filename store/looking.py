"""The look of this moment: what sources tell laid over history, beside what is usual now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import numpy as np
import polars as pl

from metrics.bottlenecks import Inflow, Look, Topic
from metrics.bottlenecks.contacts import with_lengths
from metrics.bottlenecks.counts import US_A_MINUTE, Instants, counts
from metrics.bottlenecks.days import Sent as Usual
from metrics.bottlenecks.judged import BLIND_S, OF_ARRIVALS
from metrics.bottlenecks.look import EVIDENCE, Stage, of_row
from metrics.bottlenecks.seen import People, Ticks, looks
from metrics.parts import Terms
from metrics.work import reported_parts
from settings import Settings
from store import publish
from store.live import Now
from store.moment import known_visits, overlaid
from store.opened import Store
from store.read import Filters, open_reading
from store.schema import INSTANT, STAFFING
from store.stages import Sent
from store.usually import LEARNT_FOR, Learnt, day_at, laid_out, learn, midnight, ticks_of
from store.watched import DETECTOR, STATES, TOLD, dressed, people, planned_in, sent_to, stretches, watched

RELEARN = timedelta(hours=6)
BACK = timedelta(hours=15)  # of visits before now: for the longest window, and today's level over 12 hours
SHARED = timedelta(hours=3)  # looks at instants up to so long ago share what was read
LEAST_OF_TOPIC = 5
KNOWN_ENOUGH = 0.7  # of the arrivals looked at, under which nobody can say which way they came
HALF = 0.5  # of what a stage sends, from which on where it waits is named


@dataclass(frozen=True)
class Usually:
    """What was learnt for a local day: of each queue, which queue each agent counts for, who sends whom."""

    learnt_at: datetime
    publication: int
    queues: Mapping[str, Learnt]
    lengths: pl.DataFrame
    homes: pl.DataFrame
    sources: Mapping[str, frozenset[str]]
    inflows: Mapping[str, Mapping[str, float]]  # queue: from queue: contacts a minute


@dataclass(frozen=True)
class Today:
    """What a publication holds of the hours up to an instant."""

    publication: int
    until: datetime
    visits: pl.DataFrame
    states: pl.DataFrame
    plan: pl.DataFrame
    sent: Sent


@dataclass
class Watch:
    """Looks at queues, and remembers what it read: history by publication, what is usual by the day."""

    store: Store
    settings: Settings
    _usually: Usually | None = field(default=None, init=False)
    _today: Today | None = field(default=None, init=False)

    def sources(self, at: datetime) -> Mapping[str, frozenset[str]]:
        """Name the queues that can be looked at, each with the sources that tell of it."""
        usually = self._learnt(at)
        return usually.sources if usually else {}

    def looks(self, at: datetime, queues: Iterable[str], now: Now | None = None) -> list[Look]:
        """Look at some queues at an instant, by what is told (`now`), or by history alone."""
        usually, today = self._learnt(at), self._known(at)
        if usually is None or today is None:
            return []
        chosen = [queue for queue in queues if queue in usually.queues]
        visits = with_lengths(self._visits(today, now, at), usually.lengths)
        states = today.states if now is None else told_states(today.states, now, at)
        there = people(states, visits, today.plan, usually.homes, at - BACK, at)
        told_at = {} if now is None else {one.source: one.at for one in now.sources}
        return [
            self._look(
                queue, usually, today, visits.filter(pl.col("queue") == queue), there.get(queue), at, told_at
            )
            for queue in chosen
        ]

    def _visits(self, today: Today, now: Now | None, at: datetime) -> pl.DataFrame:
        rows = today.visits
        if now is not None:
            silent = {
                one.source: one.at
                for one in now.sources
                if one.at is not None and at - one.at > timedelta(seconds=BLIND_S)
            }
            rows = overlaid(rows, now, self.settings, at, silent)
        return dressed(rows.select(TOLD), Terms(reported=reported_parts(rows.lazy())))

    def _look(
        self,
        queue: str,
        usually: Usually,
        today: Today,
        visits: pl.DataFrame,
        there: People | None,
        at: datetime,
        told_at: Mapping[str, datetime | None],
    ) -> Look:
        learnt = usually.queues[queue]
        ticks = _tick(learnt, at, self.settings)
        share = _known_share(visits, today.sent, ticks.at)
        ticks = replace(ticks, sent=_as_known(ticks.sent, share))
        counted = counts(visits, today.sent.of(queue, ticks.sent))
        look = of_row(looks(queue, ticks, counted, there or People(), learnt.needed).row(0, named=True))
        told = [told_at[source] for source in usually.sources[queue] if source in told_at]
        seen_at = max((one for one in told if one is not None), default=None) if told_at else at
        since = at - timedelta(minutes=look.evidence)
        return replace(
            look,
            told_at=seen_at,
            stages=_named(look.stages, today.sent.rows.filter(queue=queue), since, at),
            topics=_topics(visits, since, at),
            inflows=_inflows(visits, since, at, usually.inflows.get(queue, {}), look.evidence),
        )

    def _learnt(self, at: datetime) -> Usually | None:
        """What is usual today: learnt anew each day, and every six hours where something new is published."""
        newest = publish.newest(self.store.state)
        if newest is None:
            return None
        known = self._usually
        is_of_today = known is not None and day_at(self.settings, known.learnt_at) == day_at(
            self.settings, at
        )
        is_old = known is None or (
            known.publication != newest.id
            and (not known.queues or not timedelta(0) <= at - known.learnt_at < RELEARN)
        )
        if not is_of_today or is_old:
            self._usually = learnt_of(self.store, self.settings, at, newest.id)
        return self._usually

    def _known(self, at: datetime) -> Today | None:
        newest = publish.newest(self.store.state)
        if newest is None:
            return None
        now, known = self.settings.now(), self._today
        is_of_now = timedelta(0) <= now - at <= SHARED
        if known is not None and known.publication == newest.id:
            is_shared = is_of_now and abs(at - known.until) <= SHARED
            if is_shared or at == known.until:
                return known
        self._today = today_of(self.store, self.settings, now if is_of_now else at, newest.id)
        return self._today


def learnt_of(store: Store, settings: Settings, at: datetime, publication: int) -> Usually | None:
    """Learn from the six weeks before what is usual on the local day of an instant."""
    day = day_at(settings, at)
    rows = watched(store, settings, midnight(settings, day - LEARNT_FOR), at, publication)
    if rows is None:
        return None
    over = replace(rows, visits=rows.visits.filter(pl.col("outcome") != "waiting"))
    many = LEARNT_FOR.days + 1
    ticks = laid_out(settings, over.queues, day - LEARNT_FOR, many, 1)
    learnt, sums = learn(over, settings, ticks, 1)
    told = over.visits.group_by("queue").agg(pl.col("source").unique())
    sources = {queue: frozenset(names) for queue, names in told.iter_rows()}
    flows = over.visits.drop_nulls("from_queue").group_by("queue", "from_queue").agg(n=pl.len())
    inflows: dict[str, dict[str, float]] = {}
    for queue, origin, n in flows.iter_rows():
        minutes = max(int(ticks[queue].is_open.sum()), 1)
        inflows.setdefault(queue, {})[origin] = n / minutes
    return Usually(at, publication, learnt, sums, rows.homes, sources, inflows)


def today_of(store: Store, settings: Settings, at: datetime, publication: int) -> Today | None:
    """Read what a publication holds of the last 15 hours."""
    since = at - BACK
    reading = open_reading(
        store, settings, DETECTOR, Filters(as_of=at, start=since, end=at, hindsight=True), publication
    )
    if reading is None:
        return None
    visits = known_visits(store, settings, DETECTOR, since, at, publication)
    states = reading.states()
    known = pl.DataFrame(schema=STATES) if states is None else stretches(states)
    dressed_visits = dressed(visits.select(TOLD), Terms(reported=reported_parts(visits.lazy())))
    sent = sent_to(store, settings, dressed_visits, since, at, publication)
    ahead = Filters(as_of=at, start=since, end=at + SHARED, hindsight=True)  # a plan is known before
    planning = open_reading(store, settings, DETECTOR, ahead, publication)
    assert planning is not None, "it was there a moment ago"
    plan = planned_in(planning.rows(STAFFING).collect())
    return Today(publication, at, visits, known, plan, sent)


def told_states(known: pl.DataFrame, now: Now, at: datetime) -> pl.DataFrame:
    """Lay what agents do now over the stretches that are known: what is told ends what went on before it."""
    told = now.agents.drop_nulls("since").select("agent_id", "state", started_at="since")
    begun = told.select("agent_id", told_since="started_at")
    before = known.join(begun, on="agent_id", how="left").filter(
        pl.col("told_since").is_null() | (pl.col("started_at") < pl.col("told_since"))
    )
    ended = pl.min_horizontal(pl.coalesce("ended_at", "told_since", pl.lit(at).cast(INSTANT)), "told_since")
    cut = before.with_columns(ended_at=ended).select(list(STATES))
    fresh = told.with_columns(ended_at=pl.lit(at).cast(INSTANT)).select(list(STATES))
    return pl.concat([cut, fresh])


def _tick(learnt: Learnt, at: datetime, settings: Settings) -> Ticks:
    """What is usual at an instant: by the clock on the wall, which shows an hour twice in autumn."""
    local = at.astimezone(settings.site.zone)
    place = np.zeros(learnt.days.is_there[-1:].shape, dtype=np.bool_)
    place[0, local.hour * 60 + local.minute] = True
    return replace(ticks_of(learnt, 1, place), at=np.array([round(at.timestamp() * 1e6)]))


def _known_share(visits: pl.DataFrame, sent: Sent, at: Instants) -> float:
    """Of those who came in the evidence window, the share of which history holds the contact."""
    after = pl.lit(int(at[0])) - EVIDENCE * US_A_MINUTE
    came = visits.filter(
        pl.col("from_queue").is_null(), pl.col("queued_at").dt.epoch("us").is_between(after, int(at[0]))
    )
    known = int(came["contact_id"].is_in(sent.contacts.implode()).sum())
    return known / came.height if came.height else 1.0


def _as_known(usual: Mapping[str, Usual], share: float) -> dict[str, Usual]:
    """Compare what is known of arrivals with as much of the usual; of too few nothing is known."""
    is_told = share >= KNOWN_ENOUGH
    return {
        kind: replace(one, usual=one.usual * share) if kind in OF_ARRIVALS else one
        for kind, one in usual.items()
        if is_told or kind not in OF_ARRIVALS
    }


def _named(stages: tuple[Stage, ...], sent: pl.DataFrame, since: datetime, at: datetime) -> tuple[Stage, ...]:
    """Name the queue in which at least half wait of those whom a stage sends."""
    inside = sent.filter(pl.col("at") > since, pl.col("at") <= at)
    return tuple(replace(one, behind=_behind(inside.filter(kind=one.kind))) for one in stages)


def _behind(sent: pl.DataFrame) -> str | None:
    most = sent.drop_nulls("behind").group_by("behind").len().sort("len", "behind", descending=[True, False])
    return str(most["behind"][0]) if most.height and most["len"][0] >= HALF * sent.height else None


def _topics(visits: pl.DataFrame, since: datetime, at: datetime) -> tuple[Topic, ...]:
    done = visits.filter(pl.col("ended_at") > since, pl.col("ended_at") <= at).drop_nulls(["topic", "longer"])
    means = done.group_by("topic").agg(n=pl.len(), longer=pl.col("longer").mean())
    named = means.filter(pl.col("n") >= LEAST_OF_TOPIC).sort("topic")
    return tuple(Topic(topic, n, round(longer, 4)) for topic, n, longer in named.iter_rows())


def _inflows(
    visits: pl.DataFrame, since: datetime, at: datetime, usual: Mapping[str, float], minutes: int
) -> tuple[Inflow, ...]:
    came = visits.filter(pl.col("queued_at") > since, pl.col("queued_at") <= at).drop_nulls("from_queue")
    counted: Sequence[tuple[str, int]] = came.group_by("from_queue").agg(pl.len()).sort("from_queue").rows()
    return tuple(Inflow(origin, n, round(usual.get(origin, 0.0) * minutes, 2)) for origin, n in counted)
