"""How many customers show strong signs of leaving at the end of a week, and of what kind the newest are."""

from datetime import date, timedelta

from emails.snapshot import AtRisk
from emails.snapshot_at_risk import at_risk
from settings import Settings
from store.opened import Store
from store.publish import newest
from store.weekdays import Week
from tests.store.test_risk_facts import load_monday

MARCH = Week(date(2026, 3, 1))


def counted(store: Store, settings: Settings, week: Week) -> AtRisk | None:
    found = newest(store.state)
    assert found is not None
    return at_risk(store, settings, week, found.id)


def test_they_are_counted_with_the_week_before_their_value_and_the_newest_sign(
    store: Store, settings: Settings
) -> None:
    load_monday(store)

    seen = counted(store, settings, MARCH)

    assert seen == AtRisk(4, 0, 400.0, 0, "“a promise was broken”", 1, 50)


def test_of_nobody_nothing_is_known(store: Store, settings: Settings) -> None:
    assert counted(store, settings, MARCH) is None


def test_a_sign_of_weeks_ago_is_no_new_one(store: Store, settings: Settings) -> None:
    load_monday(store)

    seen = counted(store, settings, Week(MARCH.first + timedelta(7)))

    assert seen is not None
    assert (seen.before, seen.sign, seen.sign_customers) == (4, "", 0)
