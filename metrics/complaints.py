"""Run the clocks of complaints: to the first answer by a person, and to the end; and the steps of the plan.

Definitions: DEFINITIONS.md 6. A clock that still runs is as old as it is now, and is not dropped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import polars as pl

from metrics.censored import median_seconds
from metrics.parts import Of, Part, total
from metrics.ratio import count, ratio

DoneBy = Literal["answer", "mark", "end"]
INSTANT = pl.Datetime("us", "UTC")
HOUR_MS = 3_600_000
OPEN = pl.col("is_open").fill_null(value=False)


@dataclass(frozen=True)
class Step:
    """What has to be done within so many hours of a complaint, and by what it is seen to be done.

    That is the first answer by a person, the complaint's end, or somebody's mark; at its end all are over.
    """

    name: str
    within_hours: float
    done_by: DoneBy = "mark"


def clocked(complaints: pl.LazyFrame, as_of: datetime) -> pl.LazyFrame:
    """Add answer_ms, is_answered, age_ms and is_open to complaints as they stood at as_of.

    complaints hold complained_at, answered_at (first by a person), ended_at (solved, or marked as done) and
    is_told (whether anybody would say so). Both clocks stop where the thing happened, or at as_of. Where
    nobody says what was solved is_open is null unless it ended.
    """
    now = pl.lit(as_of).cast(INSTANT)
    over = pl.col("ended_at").is_not_null()
    return complaints.with_columns(
        answer_ms=_since(pl.coalesce("answered_at", now)),
        is_answered=pl.col("answered_at").is_not_null(),
        age_ms=_since(pl.coalesce("ended_at", now)),
        is_open=pl.when(over).then(pl.lit(value=False)).when("is_told").then(pl.lit(value=True)),
    )


def _since(at: pl.Expr) -> pl.Expr:
    return (at - pl.col("complained_at")).dt.total_milliseconds().clip(lower_bound=0)


def planned(
    complaints: pl.LazyFrame, steps: Sequence[Step], marks: pl.LazyFrame, as_of: datetime
) -> pl.LazyFrame:
    """Give a row per complaint and step, in the order of the plan: complaint_id, step_no, step, due_at,
    done_at and state (done, due, late).

    complaints are what `clocked` gives, marks hold complaint_id, step (a name) and done_at. A step that was
    done late is done.
    """
    plan = pl.LazyFrame(
        [(n, step.name, round(step.within_hours * HOUR_MS), step.done_by) for n, step in enumerate(steps)],
        schema={"step_no": pl.Int64, "step": pl.String, "within_ms": pl.Int64, "seen_by": pl.String},
        orient="row",
    )
    said = marks.group_by("complaint_id", "step").agg(marked_at=pl.col("done_at").min())
    rows = complaints.join(plan, how="cross").join(said, on=["complaint_id", "step"], how="left")
    seen = pl.when(pl.col("seen_by") == "answer").then("answered_at")
    done = pl.min_horizontal(seen, "marked_at", "ended_at")
    due = pl.col("complained_at") + pl.duration(milliseconds="within_ms")
    late = due < pl.lit(as_of).cast(INSTANT)
    state = pl.when(pl.col("done_at").is_not_null()).then(pl.lit("done")).when(late).then(pl.lit("late"))
    told = rows.with_columns(due_at=due, done_at=done).with_columns(state=state.otherwise(pl.lit("due")))
    return told.sort("complaint_id", "step_no").select(
        "complaint_id", "step_no", "step", "due_at", "done_at", "state"
    )


def next_steps(plan: pl.LazyFrame) -> pl.LazyFrame:
    """Keep the first step of each complaint that is not done."""
    left = plan.filter(pl.col("state") != "done").sort("complaint_id", "step_no")
    return left.unique("complaint_id", keep="first", maintain_order=True)


def kept_steps(plan: pl.LazyFrame) -> pl.LazyFrame:
    """Tell how the steps of `planned` were kept, in the plan's order: step, in_time (a figure) and late.

    in_time is the share done in time of those that were done or are late; late are those that still are.
    """
    is_done, is_late = pl.col("state") == "done", pl.col("state") == "late"
    in_time = is_done & (pl.col("done_at") <= pl.col("due_at"))
    counts = plan.group_by("step_no", "step").agg(
        in_time=ratio(total(in_time), total(is_done | is_late)), late=total(is_late)
    )
    return counts.sort("step_no").drop("step_no")


SUMS: dict[str, Part] = {"complaints_open": lambda _: total(OPEN)}
# No sum: of days or queues it does not merge.
MEDIANS: dict[str, Part] = {
    "complaint_first_answer": lambda _: median_seconds(pl.col("answer_ms"), pl.col("is_answered")),
}


def still_open(of: Of) -> pl.Expr:
    """Complaints that are not solved."""
    return count(of("complaints_open"))
