"""Looks and tracks of them for tests."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from metrics.bottlenecks.episode import Change, Seen, State, step
from metrics.bottlenecks.look import Look

AT = datetime(2026, 3, 4, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CALM = Look(
    "Billing",
    AT,
    is_open=True,
    told_at=AT,
    window=30,
    ended=28,
    late=2,
    waiting=1,
    overdue=0,
    arrivals=84,
    usual=84.0,
    spread=2.0,
    handled=80,
    longer=0.0,
    longer_sd=0.8,
    handle_s=300.0,
    staffed=8.0,
    scheduled=8.0,
    required=7.5,
    elsewhere=0.0,
    moved_in=4,
    moved_usual=4.0,
)
HARMED = replace(CALM, late=12, waiting=6, overdue=4)
SHORT = replace(HARMED, staffed=5.5, elsewhere=1.5)


def seen_at(minute: float, **told: object) -> Seen:
    """A look some minutes after AT."""
    return Seen(AT + minute * MINUTE, **told)  # type: ignore[arg-type]


def held(minute: float, overdue: int = 3) -> Seen:
    return seen_at(
        minute, is_held=True, is_harmed=True, harm=0.5, overdue=overdue, causes=({"cause": "plan"},)
    )


def calm(minute: float) -> Seen:
    return seen_at(minute, is_calm=True, harm=0.05)


def run(looks: Sequence[Seen], state: State | None = None) -> tuple[State, list[Change]]:
    """Step through looks; give the state and every change but those of going on."""
    state, changes = state or State("Billing"), []
    for one in looks:
        state, change = step(state, one)
        if change is not None and change.event != "went_on":
            changes.append(change)
    return state, changes
