"""How queues stand, as the page asks it."""

from datetime import timedelta
from typing import get_args

from metrics.bottlenecks import Episode, State
from metrics.bottlenecks.episode import Mark, Status
from store.ringing import Memory, Tick, write
from store.standing import WORST_FIRST, Standing, standing
from tests.alerts import MISSING, NOON

BEGAN = NOON - timedelta(minutes=10)
RUNG = Episode("support", "harm", BEGAN, NOON, 12.25, 0.0, 0.5, (MISSING,))


def at(minutes_ago):
    return Mark(NOON - timedelta(minutes=minutes_ago), False, False, None, 0.0)


def test_the_worst_stands_on_top_and_what_nobody_looked_at_is_never_calm(state):
    queues = {
        "bills": State("bills", (at(0),)),
        "cards": State("cards", (at(0),), status="few"),
        "desk": State("desk", status="closed"),
        "home": State("home", (at(36),), status="calm"),
        "sales": State("sales", (at(1),), status="pressure"),
        "support": State("support", (at(35),), episode=RUNG, status="ringing"),
    }
    write(state, Tick(NOON, [], Memory(queues), []))

    assert standing(state, NOON) == (
        Standing("support", "ringing", NOON - timedelta(minutes=35), BEGAN),
        Standing("sales", "pressure", NOON - timedelta(minutes=1)),
        Standing("home", "blind", NOON - timedelta(minutes=36)),
        Standing("cards", "few", NOON),
        Standing("bills", "calm", NOON),
        Standing("desk", "closed", None),
    )


def test_before_anybody_looked_nothing_is_said(state):
    assert standing(state, NOON) == ()


def test_each_status_has_its_place():
    assert set(WORST_FIRST) == set(get_args(Status))
