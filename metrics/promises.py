"""Judge promises as of an instant: which were kept, which are still to come, which are broken.

A call-back is due at its moment and late a quarter of an hour after it; anything else is due by the end of
its day on the site's clock, and late at once. Definitions: DEFINITIONS.md 6.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from metrics.censored import median_seconds
from metrics.parts import Of, Part, total
from metrics.ratio import count, ratio

GRACE = timedelta(minutes=15)
CALL_BACK = "call_back"
CHASED_FOR = timedelta(days=7)  # later the same topic is an issue of its own (DEFINITIONS 4)
STATES = ("open", "due_today", "kept", "attempted", "broken", "chased", "overdue")
BROKEN = ("broken", "chased", "overdue")
JUDGED = ("kept", "attempted", *BROKEN)
STILL_TO_COME = ("open", "due_today")
INSTANT = pl.Datetime("us", "UTC")
_STATE, _DUE = pl.col("state"), pl.col("due_at")


def late_from(kind: str | None, due_at: datetime, zone: str, grace: timedelta = GRACE) -> datetime:
    """Say after which moment a promise that was not kept is broken."""
    if kind == CALL_BACK:
        return due_at + grace
    local = due_at.astimezone(ZoneInfo(zone))
    return datetime.combine(local.date() + timedelta(1), time(), local.tzinfo)


def due_by(zone: str) -> pl.Expr:
    """Say by when a promise is due: a call-back at its moment, anything else by the end of its day."""
    day = pl.col("due_at").dt.convert_time_zone(zone).dt.replace_time_zone(None).dt.truncate("1d")
    midnight = day + timedelta(days=1)
    begins = _aware(midnight, zone).fill_null(_aware(midnight + timedelta(hours=1), zone))
    over = begins.dt.convert_time_zone("UTC").cast(INSTANT)
    return pl.when(pl.col("kind") == CALL_BACK).then("due_at").otherwise(over)


def late_by(zone: str, grace: timedelta = GRACE) -> pl.Expr:
    """Say after which moment a promise that was not kept is broken: `late_from` for many."""
    by = due_by(zone)
    return pl.when(pl.col("kind") == CALL_BACK).then(by + grace).otherwise(by)


def _aware(local: pl.Expr, zone: str) -> pl.Expr:
    return local.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")


def judged(
    promises: pl.LazyFrame,
    contacts: pl.LazyFrame,
    as_of: datetime,
    zone: str,
    grace: timedelta = GRACE,
) -> pl.LazyFrame:
    """Add due_by, late_from, chased_at, state, late_ms and is_done to promises as they stood at as_of.

    promises hold promise_id, contact_id, person, topic_family, kind, due_at, attempted_at and kept_at;
    contacts are the customers' own: contact_id, person, topic_family, started_at. late_ms runs from due_by to
    the keeping, or to as_of where it was not kept, and is null for what is not late. is_done says whether it
    was kept at all.
    """
    timed = promises.with_columns(due_by=due_by(zone), late_from=late_by(zone, grace))
    told = timed.join(_chases(timed, contacts, as_of), on="promise_id", how="left")
    now = pl.lit(as_of).cast(INSTANT)
    over = pl.coalesce("kept_at", now)
    late = (over - pl.col("due_by")).dt.total_milliseconds()
    return told.with_columns(
        state=_state(now, zone),
        late_ms=pl.when(over > pl.col("late_from")).then(late),
        is_done=pl.col("kept_at").is_not_null(),
    )


def _tried_in_time() -> pl.Expr:
    return (pl.col("attempted_at") <= pl.col("late_from")).fill_null(value=False)


def _chases(promises: pl.LazyFrame, contacts: pl.LazyFrame, as_of: datetime) -> pl.LazyFrame:
    """Find who asked after a promise first: promise_id, chased_at.

    It is the first own contact of the person, other than the one in which it was made, about the same topic
    family or where either is not known, within seven days after it was due, before it was kept, and not
    after it was tried in time.
    """
    own = contacts.select("person", asked_id="contact_id", asked="topic_family", at="started_at")
    met = promises.filter(pl.col("person").is_not_null(), pl.col("due_by") < as_of).join(own, on="person")
    at = pl.col("at")
    is_after = (at > pl.col("due_by")) & (at <= pl.col("due_by") + CHASED_FOR) & (at <= as_of)
    about = pl.col("asked") == pl.col("topic_family")
    answered = (
        pl.when(_tried_in_time()).then(pl.min_horizontal("attempted_at", "kept_at")).otherwise("kept_at")
    )
    is_before = answered.is_null() | (at < answered)
    found = met.filter(
        is_after, is_before, about.fill_null(value=True), pl.col("asked_id").ne_missing(pl.col("contact_id"))
    )
    return found.group_by("promise_id").agg(chased_at=at.min())


def _state(now: pl.Expr, zone: str) -> pl.Expr:
    kept, late = pl.col("kept_at"), pl.col("late_from")
    is_today = _day(_DUE, zone) <= _day(now, zone)
    is_late = (now > late).fill_null(value=False)
    return (
        pl.when(pl.col("chased_at").is_not_null())
        .then(pl.lit("chased"))
        .when(kept.is_not_null() & (late.is_null() | (kept <= late)))
        .then(pl.lit("kept"))
        .when(_tried_in_time() & (is_late | kept.is_not_null()))
        .then(pl.lit("attempted"))
        .when(kept.is_not_null())
        .then(pl.lit("broken"))
        .when(is_late)
        .then(pl.lit("overdue"))
        .when(is_today)
        .then(pl.lit("due_today"))
        .otherwise(pl.lit("open"))
    )


def _day(at: pl.Expr, zone: str) -> pl.Expr:
    return at.dt.convert_time_zone(zone).dt.date()


def _is(states: Sequence[str]) -> pl.Expr:
    return _STATE.is_in(list(states))


SUMS: dict[str, Part] = {
    "promises_kept": lambda _: total(_is(["kept"])),
    "promises_judged": lambda _: total(_is(JUDGED)),
    "promises_open": lambda _: total(_is(STILL_TO_COME)),
    "promises_overdue": lambda _: total(_is(BROKEN) & ~pl.col("is_done")),
}
# No sum: of days or queues it does not merge.
MEDIANS: dict[str, Part] = {
    "promise_lateness": lambda _: median_seconds(pl.col("late_ms"), pl.col("is_done")),
}


def kept_rate(of: Of) -> pl.Expr:
    """kept / (kept + attempted + broken)."""
    return ratio(of("promises_kept"), of("promises_judged"))


def still_open(of: Of) -> pl.Expr:
    """Promises that are not due yet."""
    return count(of("promises_open"))


def overdue(of: Of) -> pl.Expr:
    """Promises that are broken and still not kept."""
    return count(of("promises_overdue"))
