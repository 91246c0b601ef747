"""A mail's week computed again: the same to the last digit, or what differs and why."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from emails import snapshot_kind
from emails.recounted import recounted
from settings import Settings
from settings.sections import Target
from store import mail_weeks
from store.mail_weeks import Archived
from store.opened import Store
from store.weekdays import Week
from tests.factories import NOON
from tests.store.test_week_numbers import SUNDAY, calls
from tests.store.tracing import refresh, sent

WEEK = Week(SUNDAY)


@pytest.fixture
def told(store: Store, settings: Settings) -> Archived:
    """A mail of two weeks of a hundred calls each, of the second 80 in time; then ten more came late."""
    before, week = SUNDAY - timedelta(6), SUNDAY + timedelta(1)
    refresh(store, "bank", sent("bank", [*calls(week, 100, 20), *calls(before, 100, 40)]), now=NOON)
    sums = snapshot_kind.sums(store, settings, WEEK, NOON)
    assert sums is not None
    with store.state.writing() as connection:
        told = Archived(0, "snapshot", WEEK, NOON, "Moked", "schedule", sums)
        number = mail_weeks.archive(connection, told)
    refresh(store, "bank", sent("bank", calls(SUNDAY + timedelta(2), 10, 10)), now=NOON)
    kept = mail_weeks.archived(store.state, number)
    assert kept is not None
    return kept


def test_on_its_own_publication_it_is_equal_to_the_last_digit(
    store: Store, settings: Settings, told: Archived
) -> None:
    again = recounted(store, settings, told)

    assert again is not None
    assert (again.is_equal, again.publication, again.besides) == (True, told.sums.publication, ())
    assert again.compared > 100


def test_a_figure_of_another_definition_differs_and_says_so(
    store: Store, settings: Settings, told: Archived
) -> None:
    kept = {**told.sums.more["snapshot"]}
    [level, *rest] = kept["headlines"]
    kept["headlines"] = [{**level, "value": 0.79}, *rest]
    figures = {**told.sums.figures, "service_level": {**told.sums.figures["service_level"], "version": 0.0}}
    older = replace(told, sums=replace(told.sums, figures=figures, more={"snapshot": kept}))

    again = recounted(store, settings, older)

    assert again is not None
    [one] = again.differs
    assert (one.what, one.told, one.now) == ("Service level", "79.0\u00a0%", "80.0\u00a0%")
    assert one.why == "The definition of “In time” changed since: version 0 then, 1 now."


def test_where_its_publication_is_gone_the_newest_is_read_and_that_is_said(
    store: Store, settings: Settings, told: Archived
) -> None:
    gone = replace(told, at=datetime(2026, 3, 4, tzinfo=UTC), sums=replace(told.sums, publication=999))

    again = recounted(store, settings, gone)

    assert again is not None
    [said] = again.besides
    assert said.startswith("Publication 999 can be read no more; it was kept until 3 Apr 2026.")
    assert said.endswith(f"This is counted from {again.publication}.")
    level = next(one for one in again.differs if one.what == "Service level")
    assert (level.told, level.now) == ("80.0\u00a0%", "72.7\u00a0%")
    assert level.why == "Rows came late, were set right, or are no longer kept."


def test_a_target_that_was_changed_since_is_the_reason(
    store: Store, settings: Settings, told: Archived
) -> None:
    wished = settings.model_copy(
        update={"targets": (Target(metric="service_level", value=0.9), *settings.targets)}
    )

    again = recounted(store, wished, told)

    assert again is not None
    assert [(one.what, one.why) for one in again.differs] == [
        ("Service level, target", "The target was changed since.")
    ]
