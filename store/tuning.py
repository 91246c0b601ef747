"""Calibrate the detector by replaying eight weeks: looks kept live, and before them those of history.

What would have rung where nobody looked live is kept as alerts of the source "replay", so that the page has a
past to show from the first day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
from sqlalchemy import Connection, delete, select

from metrics.bottlenecks import (
    Calibrated,
    Episode,
    Rules,
    calibrate,
    frame,
    judged,
    past,
    pooled,
    with_strengths,
)
from metrics.bottlenecks import restored_look as restored
from metrics.bottlenecks.causes import found
from metrics.bottlenecks.episode import HARM, LOST
from metrics.bottlenecks.judged import CAUSES
from metrics.bottlenecks.look import of_row
from metrics.bottlenecks.replay import endings, minutes_lost, replay, track
from settings import Settings
from store import calibrations, looks
from store.alert_models import Episode as Kept
from store.alert_models import EpisodeAct
from store.calibrations import Levels, Pool, Rung
from store.opened import Store
from store.past_looks import WEEKS, past_looks
from store.ringing import raise_once
from store.schema import LEGS
from store.usually import day_at, midnight

ENOUGH = 0.8  # of a day's ticks: a day looked at live as much needs no history
EVERY = timedelta(days=7)


def is_due(store: Store, at: datetime) -> bool:
    """Say whether to calibrate: at first, after a week, and while older weeks still come in."""
    newest = calibrations.newest(store.state)
    if newest is None or not timedelta(0) <= at - newest.at < EVERY:
        return True
    weeks = store.history.weeks(LEGS.name)
    return not newest.is_whole and bool(weeks) and _monday(min(weeks)) < newest.since - timedelta(days=4)


def _monday(week: str) -> datetime:
    return datetime.strptime(f"{week}-1", "%G-W%V-%u").replace(tzinfo=UTC)


def tune(store: Store, settings: Settings, at: datetime) -> calibrations.Calibrated | None:
    """Calibrate by the eight weeks up to now; None before the first publication. `at` dates it."""
    until = settings.now()
    old = past_looks(store, settings, until)
    if old is None:
        return None
    live = _kept(store, until)
    seen = together(old, live)
    made = [calibrate(pool) for pool in pooled(past(with_strengths(seen), until))]
    since = seen["at"].min()
    begun = since if isinstance(since, datetime) else until
    written = _written(made, seen, at, begun, until)
    told = live_from(live, midnight(settings, day_at(settings, until)))
    rung = [one for one in rang(seen, made) if is_before(one, seen, told.get(one.queue, until))]
    with store.state.writing() as connection:
        number = calibrations.write(connection, written)
        _replace(connection, rung, number)
    return replace(written, id=number)


def _kept(store: Store, until: datetime) -> pl.DataFrame:
    told = looks.read(store.state, until - timedelta(weeks=WEEKS), until)
    return frame(restored(one) for one in told)


def live_from(live: pl.DataFrame, today: datetime) -> dict[str, datetime]:
    """Say since when queues were looked at live today: what rings from then on is the detector's to say."""
    begun = live.filter(pl.col("at") >= today).group_by("queue").agg(pl.col("at").min())
    return dict(begun.iter_rows())


def is_before(one: Episode, seen: pl.DataFrame, live: datetime) -> bool:
    """Tell whether an episode was over before its queue was looked at live; one that goes on is not over."""
    last = seen.filter(queue=one.queue)["at"].max()
    goes_on = one.ended_at == last and one.how != "closed"
    return one.ended_at is not None and one.ended_at <= live and not goes_on


def together(old: pl.DataFrame, live: pl.DataFrame) -> pl.DataFrame:
    """Take the days that were looked at live as they were seen, the others from history; adds is_live."""
    by = ["queue", pl.col("at").dt.date().alias("date")]
    counted = old.group_by(by).agg(n=pl.len())
    days = live.group_by(by).agg(seen=pl.len()).join(counted, on=["queue", "date"], how="left")
    whole = days.filter(pl.col("seen") >= ENOUGH * pl.col("n").fill_null(0)).select("queue", "date")
    dated_old, dated_live = (rows.with_columns(pl.col("at").dt.date().alias("date")) for rows in (old, live))
    rest = dated_old.join(whole, on=["queue", "date"], how="anti").with_columns(is_live=pl.lit(value=False))
    own = dated_live.join(whole, on=["queue", "date"], how="semi").with_columns(is_live=pl.lit(value=True))
    return pl.concat([rest, own]).drop("date").sort("queue", "at")


def _written(
    made: Sequence[Calibrated], seen: pl.DataFrame, at: datetime, since: datetime, until: datetime
) -> calibrations.Calibrated:
    queues = {
        queue: Levels(rules.h0, dict(rules.thresholds)) for one in made for queue, rules in one.rules.items()
    }
    weeks = max((one.weeks for one in made), default=0.0)
    return calibrations.Calibrated(at, since, until, weeks, queues, tuple(_pool(one, seen) for one in made))


def _pool(one: Calibrated, seen: pl.DataFrame) -> Pool:
    mine = seen.filter(pl.col("queue").is_in(list(one.rules)))["is_live"]
    live_share = int(mine.sum()) / mine.len() if mine.len() else 0.0
    by_cause = {cause: Rung(each.times, each.minutes) for cause, each in one.by_cause.items()}
    tried = {
        cause: [(threshold, each.times, each.minutes) for threshold, each in many]
        for cause, many in one.tried.items()
    }
    return Pool(dict(one.times), by_cause, tried, one.queue_weeks, round(live_share, 4))


def rang(seen: pl.DataFrame, made: Sequence[Calibrated]) -> Iterator[Episode]:
    """The episodes of the looks under the rules of each queue."""
    rules = {queue: each for one in made for queue, each in one.rules.items()}
    for (queue,), rows in seen.partition_by("queue", as_dict=True, maintain_order=True).items():
        if str(queue) in rules and rows.height:
            yield from _of(str(queue), rows, rules[str(queue)])


def _of(queue: str, rows: pl.DataFrame, rules: Rules) -> Iterator[Episode]:
    marks = judged(with_strengths(rows), rules)
    way = track(marks)
    rang = replay(way, marks["is_held"].to_numpy(), endings(way, marks["is_calm"].to_numpy()))
    lost = minutes_lost(way, rang)
    for n, (begun, raised, ended) in enumerate(zip(rang.begun, rang.raised, rang.ended, strict=True)):
        place = _worst(marks, int(raised), int(ended))
        worst = marks.row(place, named=True)
        look = of_row(rows.row(place, named=True))  # TRICKY: strengths take the names of what they judge
        causes = found(look, {cause: worst[cause] for cause in CAUSES}, rules)
        ended_at, how = _end(marks, int(ended))
        yield Episode(
            queue,
            HARM,
            rows["at"][int(begun)],
            rows["at"][int(raised)],
            float(lost[n]),
            worst=worst["harm"],
            causes=tuple(one.stored() for one in causes),
            ended_at=ended_at,
            how=how,
        )


def _end(marks: pl.DataFrame, place: int) -> tuple[datetime, str]:
    """When what ended at a look ended, and how: at the last that saw anything where two hours saw nothing."""
    at, is_open = marks["at"][place], marks["is_open"][place]
    seen_at = marks[:place].filter(~pl.col("is_blind"))["at"][-1]
    if at - seen_at > LOST:
        return seen_at, "lost sight"
    return at, "recovered" if is_open else "closed"


def _worst(marks: pl.DataFrame, raised: int, ended: int) -> int:
    """The place of the worst look that held in an episode, the first of several."""
    held = marks.with_row_index("place")[raised : ended + 1].filter("is_held")
    return int(held.sort("harm", descending=True, maintain_order=True)["place"][0])


def _replace(connection: Connection, rung: Sequence[Episode], calibration: int) -> None:
    """Put what rings under the new rules in the place of what rang under the old ones and nobody spoke of.

    What rang live, or was spoken of, stays as it was and is not told twice.
    """
    spoken_of = select(EpisodeAct.episode_id)
    connection.execute(delete(Kept).where(Kept.source == "replay", Kept.id.not_in(spoken_of)))
    rows = connection.execute(select(Kept.queue, Kept.begun_at, Kept.cleared_at)).all()
    for episode in rung:
        if not any(_overlaps(episode, row) for row in rows):
            raise_once(connection, episode, "replay", calibration)


def _overlaps(episode: Episode, row: Any) -> bool:
    is_before = row.cleared_at is not None and row.cleared_at < episode.begun_at
    is_after = episode.ended_at is not None and row.begun_at > episode.ended_at
    return bool(row.queue == episode.queue and not is_before and not is_after)


def rules_of(made: calibrations.Calibrated | None, queue: str) -> Rules:
    """Give the rules that hold for a queue; those by default for one that was not calibrated."""
    levels = made.queues.get(queue) if made else None
    return Rules(levels.h0, levels.thresholds) if levels else Rules()
