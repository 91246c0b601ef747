"""Whether the expected wait deserves to be shown: learnt on earlier weeks, judged on later ones.

Who gave up would have been answered later, nobody knows when. Each answered visit therefore also stands for
those who would have waited as long as it and left before: its weight is one over the share who stay that
long (inverse probability of censoring; Robins and Rotnitzky 1992, the share by Kaplan and Meier).
"""

from datetime import datetime, timedelta

import polars as pl

from metrics.expected import DAY_S, LEVEL, day_of, known_at, left_at, rounded

WEEK = timedelta(weeks=1)
WEEKS = 8
LEAST_WEEKS = 4  # two to learn from, two to be judged by
LEAST_DAYS = 10
LEAST_VISITS = 100
LEAST_INSIDE = 0.7  # a range that means to hold for eight of ten
LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9
PER_STEP, MOST_STEPS = 60, 6  # visits that make a step, steps of a level of people ahead
LEAST_STAY = 0.1  # no visit stands for more than ten
LEAST_AN_HOUR = 5  # answered visits that make a usual wait of an hour of the week
READ = ("queue", "queued_at", "queued_local_s", "wait_ms", "outcome")
STEP = ("load", "low_s", "middle_s", "high_s")
WEEK_S, HOUR_S = 7 * DAY_S, 3600
ANSWERED = pl.col("outcome") == "answered"
BUSY = pl.col("load") >= LEVEL
TOTAL = pl.col("weight").sum()


def judge(visits: pl.DataFrame, until: datetime) -> pl.DataFrame:
    """Judge each queue's ranges by its later weeks: a row for each queue.

    n, days: answered visits and days they were judged by. error_s: how far the middle was off on average,
    usual_error_s: the same of the usual wait of that hour of the week. inside: share of waits in the range;
    inside_busy: the same of those with somebody waiting ahead.
    is_enough, is_better, is_held: whether there is enough to judge by, whether the error is smaller beyond
    the noise from day to day, whether the range holds. visits as of metrics.expected.known_at, with
    is_outside_hours; each week is judged by what was known before it.
    """
    rows = with_known(visits)
    held_out = min(WEEKS, weeks_of(visits, until)) // 2
    weeks = [_tested(rows, until - (n + 1) * WEEK, until - n * WEEK) for n in range(held_out)]
    every = visits.select(pl.col("queue").unique().drop_nulls())
    found = _figures(pl.concat(weeks)) if weeks else _figures(_tested(rows.clear(), until, until))
    joined = every.join(found, on="queue", how="left").with_columns(pl.col("n", "days").fill_null(0))
    enough = (pl.col("n") >= LEAST_VISITS) & (pl.col("days") >= LEAST_DAYS)
    return joined.with_columns(
        is_enough=enough & (weeks_of(visits, until) >= LEAST_WEEKS),
        is_better=(pl.col("gain_low") > 0).fill_null(value=False),
        is_held=(pl.min_horizontal("inside", "inside_busy") >= LEAST_INSIDE).fill_null(value=False),
    ).sort("queue")


def weeks_of(visits: pl.DataFrame, until: datetime) -> int:
    """How many whole weeks before `until` there are visits for; a day less is forgiven."""
    first = visits["queued_at"].min()
    return 0 if not isinstance(first, datetime) else (until - first + timedelta(days=1)) // WEEK


def learn(visits: pl.DataFrame, until: datetime) -> pl.DataFrame:
    """Learn the ranges from all visits known at `until`: queue, load, low_s, middle_s, high_s, by load."""
    return _steps(weighed(as_known(with_known(visits), until)))


def with_known(visits: pl.DataFrame) -> pl.DataFrame:
    """Put beside each visit that came in opening hours what was known just before it came."""
    open_then = pl.col("is_outside_hours").ne_missing(True)
    asked = visits.filter(open_then).select(READ).drop_nulls(["queue", "queued_at"])
    return known_at(visits, asked.with_columns(day_of("queued_local_s"), at="queued_at")).drop_nulls("load")


def as_known(rows: pl.DataFrame, at: datetime) -> pl.DataFrame:
    """Show visits as they stood at an instant: who left later waited then, for as long as until then."""
    came = rows.filter(pl.col("queued_at") < at)
    later = (left_at() > at).fill_null(value=False)
    age = (pl.lit(at) - pl.col("queued_at")).dt.total_milliseconds()
    return came.with_columns(
        outcome=pl.when(later).then(pl.lit("waiting")).otherwise("outcome"),
        wait_ms=pl.when(later).then(age).otherwise("wait_ms"),
    )


def weighed(rows: pl.DataFrame) -> pl.DataFrame:
    """Give answered visits their weight, all others none. At a tie the answer comes before the leaving."""
    ordered = rows.drop_nulls("wait_ms").sort("queue", "wait_ms", ~ANSWERED)
    at_risk = pl.len().over("queue") - pl.int_range(0, pl.len()).over("queue")
    kept = pl.when(ANSWERED).then(1.0).otherwise((at_risk - 1) / at_risk)
    stay = kept.cum_prod().over("queue").clip(LEAST_STAY, 1)
    return ordered.with_columns(weight=pl.when(ANSWERED).then(1 / stay).otherwise(0.0))


def _quantile(share: float) -> pl.Expr:
    """The weighted quantile of waits; rows are sorted by wait."""
    enough = pl.col("weight").cum_sum() >= share * TOTAL - 1e-9
    return pl.col("wait_ms").filter(enough & (pl.col("weight") > 0)).first()


def _steps(rows: pl.DataFrame) -> pl.DataFrame:
    """Find the range of each step; beyond the most who ever waited ahead there is none."""
    found = (
        _on_step(rows, _starts(rows))
        .sort("wait_ms")
        .group_by("queue", "step")
        .agg(low=_quantile(LOW), middle=_quantile(MIDDLE), high=_quantile(HIGH))
        .drop_nulls()
    )
    low_s, high_s = rounded(found["low"], found["high"])
    named = found.select("queue", load="step", middle_s=pl.col("middle") / 1000)
    ends = rows.group_by("queue").agg(load=(pl.col("load").max() // LEVEL + 1) * LEVEL)
    steps = named.with_columns(low_s=low_s, high_s=high_s)
    every = pl.concat([steps, ends.join(steps, on="queue", how="semi")], how="diagonal")
    return every.select("queue", *STEP).sort("queue", "load")


def _starts(rows: pl.DataFrame) -> pl.DataFrame:
    """Cut each level of people ahead into steps of as many visits; a rare level has none of its own."""
    by = ["queue", "level"]
    nth, n = pl.int_range(0, pl.len()).over(by), pl.len().over(by)
    many = (n // PER_STEP).clip(0, MOST_STEPS)
    levels = rows.select("queue", "load", level=pl.col("load") // LEVEL).sort("queue", "load")
    cut = (nth == 0) | ((nth * many // n) != ((nth - 1) * many // n))
    starts = levels.filter(
        ((many > 0) & cut) | (pl.col("level") == pl.col("level").min().over("queue")) & (nth == 0)
    )
    first = pl.col("load") == pl.col("load").min().over("queue")
    return starts.select("queue", step=pl.when(first).then(0.0).otherwise("load")).unique()


def _on_step(rows: pl.DataFrame, starts: pl.DataFrame) -> pl.DataFrame:
    left = rows.sort("load")
    return left.join_asof(
        starts.sort("step"), left_on="load", right_on="step", by="queue", check_sortedness=False
    )


def _tested(rows: pl.DataFrame, since: datetime, until: datetime) -> pl.DataFrame:
    """Lay what was learnt before a week beside the visits of the week."""
    before = weighed(as_known(rows, since))
    week = weighed(as_known(rows.filter(pl.col("queued_at") >= since), until))
    learnt = _steps(before).rename({"load": "step"})
    said = _on_step(_with_usual(week, before), learnt)
    return said.drop_nulls(["middle_s", "usual_s"]).select(
        *("queue", "day", "load", "weight", "low_s", "middle_s", "high_s", "usual_s"),
        wait_s=pl.col("wait_ms") / 1000,
    )


def _with_usual(week: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Put the usual wait beside each visit: of its hour of the week, else of the day, else of the queue."""
    clocks = {
        "usual_week": pl.col("queued_local_s") % WEEK_S // HOUR_S,
        "usual_day": pl.col("queued_local_s") % DAY_S // HOUR_S,
        "usual_queue": pl.lit(0),
    }
    for name, hour in clocks.items():
        usual = (
            before.sort("wait_ms")
            .group_by("queue", hour=hour)
            .agg(_quantile(MIDDLE).alias(name), n=ANSWERED.sum())
        )
        often = usual.filter(pl.col("n") >= (1 if name == "usual_queue" else LEAST_AN_HOUR)).drop("n")
        week = week.with_columns(hour=hour).join(often, on=["queue", "hour"], how="left").drop("hour")
    return week.with_columns(usual_s=pl.coalesce(list(clocks)) / 1000)


def _figures(tested: pl.DataFrame) -> pl.DataFrame:
    """Average errors, the share inside, and the least that each day surely gains over the usual wait."""
    off = (pl.col("middle_s") - pl.col("wait_s")).abs() * pl.col("weight")
    usual = (pl.col("usual_s") - pl.col("wait_s")).abs() * pl.col("weight")
    below = (pl.col("wait_s") <= pl.col("high_s")).fill_null(value=True)
    inside = (below & (pl.col("wait_s") >= pl.col("low_s"))) * pl.col("weight")
    days = tested.group_by("queue", "day").agg(
        off=off.sum(),
        usual=usual.sum(),
        held=inside.sum(),
        weight=TOTAL,
        held_busy=inside.filter(BUSY).sum(),
        busy=pl.col("weight").filter(BUSY).sum(),
        n=(pl.col("weight") > 0).sum().cast(pl.Int64),
    )
    gain, m = pl.col("usual") - pl.col("off"), pl.len()
    return (
        days.filter(pl.col("n") > 0)
        .group_by("queue")
        .agg(
            pl.col("n").sum(),
            days=m.cast(pl.Int64),
            error_s=pl.col("off").sum() / TOTAL,
            usual_error_s=pl.col("usual").sum() / TOTAL,
            inside=pl.col("held").sum() / TOTAL,
            inside_busy=pl.when(pl.col("busy").sum() > 0).then(
                pl.col("held_busy").sum() / pl.col("busy").sum()
            ),
            gain_low=gain.mean() - student(m - 1) * gain.std() / m.sqrt(),
        )
    )


def student(freedom: pl.Expr) -> pl.Expr:
    """Approximate Student's 97.5 % point (Cornish and Fisher's expansion); within 1 % from 4 on."""
    z = 1.959964
    first = (z**3 + z) / (4 * freedom)
    second = (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
    return z + first + second + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
