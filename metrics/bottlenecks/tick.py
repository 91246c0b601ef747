"""One tick: what a look, or a source's silence, makes of a queue's state. What the job `detect` calls."""

from datetime import datetime, timedelta

from metrics.bottlenecks.causes import found
from metrics.bottlenecks.episode import LOST, NOBODY, SILENT, Change, Seen, State, step
from metrics.bottlenecks.judged import BLIND_S, CAUSES, Rules, judged, with_strengths
from metrics.bottlenecks.look import Look, frame


def seen(look: Look, rules: Rules) -> Seen:
    """Judge one look by its queue's rules."""
    row = judged(with_strengths(frame([look])), rules).row(0, named=True)
    causes = found(look, {cause: row[cause] for cause in CAUSES}, rules) if row["is_held"] else ()
    return Seen(
        look.at,
        row["is_open"],
        row["is_blind"],
        row["is_held"],
        row["is_harmed"],
        row["is_calm"],
        NOBODY if row["is_nobody"] else None,
        row["harm"],
        look.overdue,
        tuple(one.stored() for one in causes),
    )


def looked(state: State, look: Look, rules: Rules, lost: timedelta = LOST) -> tuple[State, Change | None]:
    """Take one look at a queue; what changed is to be told of, the state is to be kept."""
    return step(state, seen(look, rules), lost)


def listened(state: State, at: datetime, told_at: datetime | None) -> tuple[State, Change | None]:
    """Take note of up to when a source has told; state is that of the source, under its name."""
    is_silent = told_at is None or at - told_at > timedelta(seconds=BLIND_S)
    return step(state, Seen(at, silence=SILENT if is_silent else None))
