"""What is being done, as the executive snapshot tells it."""

from datetime import UTC, date, datetime

from emails.snapshot import Action
from emails.snapshot_actions import actions
from settings import Settings
from store import actions as kept
from store.actions import Decision
from store.aims import Aim
from store.asked import Viewer
from store.opened import Store

DANA = Viewer("Dana", "manager", account="dana@example.org")
AT, NOW = datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2026, 3, 8, 9, tzinfo=UTC)
LEVEL = Aim("service_level", "up", "queue", "Billing")
DUE = date(2026, 3, 22)


def decided(store: Store, what: str) -> int:
    return kept.decide(store.state, DANA, date(2026, 2, 22), Decision(what, "Dana", LEVEL, DUE), AT)


def test_open_ones_are_told_with_when_they_are_due_and_dropped_ones_are_not(
    store: Store, settings: Settings
) -> None:
    decided(store, "Two more on Sundays")
    gone = decided(store, "A longer menu")
    kept.end(store.state, DANA, gone, "dropped", NOW, on=NOW.date(), reason="Nobody wants it")

    assert actions(store, settings, NOW) == (
        Action("Two more on Sundays", "Dana", "not started", DUE, "service_level"),
    )


def test_what_was_done_is_told_for_eight_weeks(store: Store, settings: Settings) -> None:
    done = decided(store, "A shorter menu")
    kept.end(store.state, DANA, done, "done", NOW, on=date(2026, 3, 5))
    later = [datetime(2026, 4, day, 9, tzinfo=UTC) for day in (29, 30)]
    later.append(datetime(2026, 5, 1, 9, tzinfo=UTC))

    found = [actions(store, settings, at) for at in later]

    assert [[one.on for one in each] for each in found] == [[date(2026, 3, 5)]] * 2 + [[]]
