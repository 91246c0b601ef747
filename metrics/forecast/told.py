"""What a forecast tells by queue, slot, hour, day: figures in the form of the other metrics."""

from collections.abc import Sequence

import polars as pl

from language import marked
from metrics import groups, periods
from metrics.metric import Metric
from metrics.ratio import figure

COLUMNS = ("queue", "channel")
NAMES = (*COLUMNS, "slot", *periods.DECODED, "hour", "weekday")
HOUR_S = 3600
DAY_S = 86_400
# The hours in which a queue is closed expect nothing: their zeros are no forecast of a day that has none.
IS_COUNTED = pl.col("is_whole") | (pl.len() == 1)


def _expected(of: object) -> pl.Expr:
    del of
    is_alone = pl.len() == 1
    ends = (pl.when(is_alone).then(pl.col(end).first()) for end in ("low", "high"))
    counted = pl.col("expected").filter(IS_COUNTED).drop_nulls()
    total = pl.when(counted.len() > 0).then(counted.sum())
    return figure(total, total, pl.lit(None, pl.Float64), *ends)


def _handle_s(of: object) -> pl.Expr:
    del of
    is_known = pl.col("expected").is_not_null() & pl.col("handle_s").is_not_null()
    n, work = (
        each.filter(is_known).sum() for each in (pl.col("expected"), pl.col("expected") * pl.col("handle_s"))
    )
    ends = (pl.when(pl.len() == 1).then(pl.col(end).first()) for end in ("handle_low", "handle_high"))
    return figure(pl.when(n > 0).then(work / n), work, n, *ends)


def _mean_agents(name: str, counted: pl.Expr) -> pl.Expr:
    known = pl.col(name).is_not_null() & counted
    agents = pl.col(name).filter(known) * pl.col("slot_s").filter(known)
    agent_hours = pl.when(known.any()).then(agents.sum() / HOUR_S)
    hours = (pl.col("starts_at").filter(known).n_unique() * pl.col("slot_s").first()) / HOUR_S
    return figure(pl.when(hours > 0).then(agent_hours / hours), agent_hours, hours)


AHEAD_METRICS = (
    Metric(
        id="forecast",
        label=marked("Expected"),
        unit="count",
        definition=marked(
            "Queue visits that are to be expected: the middle of the same slot in six weeks, at the level of"
            " the last two, today at the day's ratio so far. Eight slots in ten lie within its band."
        ),
        numerator=marked("expected visits"),
        formula=_expected,
    ),
    Metric(
        id="forecast_handle_time",
        label=marked("Expected handle time"),
        unit="seconds",
        definition=marked(
            "How long a visit is to be expected to take: the mean of its hour in six weeks. The means of"
            " eight slots in ten lie within its band."
        ),
        numerator=marked("seconds of work to be expected"),
        denominator=marked("expected visits"),
        formula=_handle_s,
    ),
    Metric(
        id="required_agents",
        label=marked("Required"),
        unit="ratio",
        definition=marked(
            "Agents that have to be at work for the queue's target, by Erlang A; letters need those who do"
            " the work. Of several slots their mean, of several queues their sum."
        ),
        numerator=marked("hours of agents required"),
        denominator=marked("hours in which somebody works"),
        formula=lambda _of: _mean_agents("required", IS_COUNTED),
    ),
    Metric(
        id="rostered_agents",
        label=marked("To be planned"),
        unit="ratio",
        definition=marked("Required agents and those who are away, by the shrinkage of the settings."),
        numerator=marked("hours of agents to be planned"),
        denominator=marked("hours in which somebody works"),
        formula=lambda _of: _mean_agents("rostered", IS_COUNTED),
    ),
    Metric(
        id="scheduled_agents",
        label=marked("Scheduled"),
        unit="ratio",
        definition=marked(
            "Agents planned, each counted once: in the main queue they are planned for, or, where that has"
            " enough, in another that they can take and that misses people. Of several slots their mean."
        ),
        numerator=marked("hours of agents planned"),
        denominator=marked("hours that are planned"),
        formula=lambda _of: _mean_agents("scheduled", pl.lit(value=True)),
    ),
    Metric(
        id="helping_agents",
        label=marked("From other queues"),
        unit="ratio",
        definition=marked(
            "Of the agents scheduled, those planned for another main queue, less own ones who help elsewhere;"
            " what is left are those whom the sources plan for the queue itself. All queues together: 0."
        ),
        numerator=marked("hours of agents who come, less those who go"),
        denominator=marked("hours that are planned"),
        formula=lambda _of: _mean_agents("helping", pl.lit(value=True)),
    ),
)
AHEAD: dict[str, Metric] = {metric.id: metric for metric in AHEAD_METRICS}


def figures(
    rows: pl.DataFrame, days: pl.DataFrame, ids: Sequence[str], by: Sequence[str], zone: str, week_start: int
) -> pl.DataFrame:
    """Tell a forecast by group: the columns of `by`, sorted, then one figure struct per metric id.

    rows as `store.ahead` gives them with slot_s, days as `daily` does. Of sums only that of a queue's day has
    a band; they hold the queue's days of which every slot is known, and are null where there is none. by:
    queue, channel, slot, hour, weekday, day, week, month.
    """
    day = pl.col("local_s") // DAY_S
    is_whole = (~pl.col("expected").is_null().any().over("queue", day)).alias("is_whole")
    keyed = rows.with_columns(is_whole, *_keys(by, week_start))
    told = [AHEAD[name].formula(pl.col).alias(name) for name in ids]
    table = keyed.group_by(by).agg(told).sort(by) if by else keyed.select(told)
    if "forecast" in ids and set(by) == {"queue", "day"}:
        table = _with_days_band(table, days)
    shown = groups.decoded(table, [name for name in by if name != "slot"])
    return shown.with_columns(pl.col("slot").dt.convert_time_zone(zone)) if "slot" in by else shown


def _keys(by: Sequence[str], week_start: int) -> list[pl.Expr]:
    times = periods.keys(week_start)
    local_s = pl.col("local_s")
    found = {"slot": pl.col("starts_at"), **{name: pl.col(name) for name in COLUMNS}}
    return [(times[name](local_s) if name in times else found[name]).alias(name) for name in by]


def _with_days_band(table: pl.DataFrame, days: pl.DataFrame) -> pl.DataFrame:
    band = days.select("queue", "day", low="low", high="high")
    beside = table.join(band, on=["queue", "day"], how="left", maintain_order="left")
    ends = pl.col("forecast").struct.with_fields(low=pl.col("low"), high=pl.col("high"))
    return beside.with_columns(ends).drop("low", "high")
