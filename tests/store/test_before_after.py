"""What came of a change, read from a store: thirteen weeks of calls to three queues, one of them helped."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from settings.access import Access
from store import action_results, actions
from store.actions import Decision
from store.aims import Aim
from store.asked import Viewer
from store.before_after import outcomes, proposal
from store.opened import open_store
from store.outcome import OTHERS, Case
from store.process_changes import Plan
from tests.factories import NOON
from tests.store.conftest import written
from tests.store.tracing import call, leg_of, refresh, sent

SINCE = date(2026, 2, 1)  # a Sunday; weeks of the site begin on it
FIRST, WEEK, DAY = SINCE - timedelta(weeks=12), timedelta(weeks=1), timedelta(days=1)
MANAGER, BOARD = Viewer("Dana", "manager"), Viewer("the board", "executive")
HELPED = Aim("service_level", "up", "queue", "Billing")
DAYS = Plan(4, (1, 2, 3, 4, 5)).days(SINCE + DAY, "a roll-out")
WORKED = (
    "Consistent with the change: In time at Billing, 24.6 points higher after it, measured against all others"
    " (+16.4 to +32.9 points), as expected."
)
NEW = {one.on for one in DAYS if one.is_new}


def late(queue, day):
    """How many of ten calls are answered too late: Chat improves on the new days of a roll-out."""
    usual = 3 + day.toordinal() % 2
    return usual - 3 * (queue == "Billing" and day >= SINCE) - 3 * (queue == "Chat" and day in NEW)


def calls(queue, day):
    began = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    return [one(queue, began + k * timedelta(minutes=1), k, late(queue, day)) for k in range(10)]


def one(queue, at, k, late_ones):
    name, wait_s = f"{queue[0]}{at:%m%d}-{k}", 120 if k < late_ones else 10
    row, _legs = call(name, name, at)
    row |= {"ended_at": at + timedelta(minutes=5), "entry_queue": queue}
    answered = at + timedelta(seconds=wait_s)
    given = {"wait_ms": wait_s * 1000, "queued_at": at, "answered_at": answered, "ended_at": row["ended_at"]}
    return row, [{**leg_of(row, 1, queue, 0), **given}]


@pytest.fixture(scope="module")
def centre(tmp_path_factory):
    settings = written(tmp_path_factory.mktemp("centre"))
    store = open_store(settings)
    days = [FIRST + n * DAY for n in range((NOON.date() - FIRST).days)]
    told = [each for day in days for queue in ("Billing", "Sales", "Chat") for each in calls(queue, day)]
    refresh(store, "bank", sent("bank", told))
    yield store, settings
    store.close()


def found(centre, case, viewer=MANAGER, as_of=NOON):
    return outcomes(*centre, viewer, [case], as_of)[0]


def test_a_queue_that_was_helped_is_beside_one_that_was_not(centre):
    outcome = found(centre, Case(HELPED, SINCE, beside="Sales"))

    assert (outcome.weeks, outcome.n, outcome.past.n, outcome.weaknesses) == (4, 280, 5, ())
    assert (outcome.before, outcome.after) == (pytest.approx(0.65), pytest.approx(0.95))
    assert (outcome.past.sway.times, outcome.past.sway.changes) == (1, 11)
    assert outcome.found.verdict == "consistent"
    assert outcome.found.difference.points == pytest.approx(0.3)
    assert {round(one.points, 9) for _day, one in outcome.others} == {0}
    assert outcome.lines[-1] == (3, pytest.approx(66 / 70), pytest.approx(45 / 70))


@pytest.mark.parametrize(
    ("case", "verdict", "weaknesses"),
    [
        (Case(Aim("service_level", "down", "queue", "Billing"), SINCE, beside="Sales"), "consistent", ()),
        (Case(HELPED, SINCE, is_before=False, beside="Sales"), "after", ("afterwards",)),
        (Case(HELPED, SINCE, beside=None), "after", ("alone",)),
        (Case(Aim("service_level", "up", "topic", "Bills"), SINCE, beside=None), "unknown", ("alone",)),
        (Case(HELPED, SINCE - 9 * WEEK, beside="Sales"), "noise", ("short",)),
        (Case(Aim("service_level", "up", "queue", "Sales"), SINCE, beside="Billing"), "consistent", ()),
        (Case(Aim("service_level", "up", "queue", "Nowhere"), SINCE, beside="Sales"), "unknown", ()),
    ],
    ids=[
        "the opposite was expected",
        "expected afterwards",
        "beside nothing",
        "a topic beside nothing",
        "too short a past",
        "the other way round",
        "no such queue",
    ],
)
def test_what_may_be_said_follows_from_the_design(centre, case, verdict, weaknesses):
    outcome = found(centre, case)

    assert outcome.found.verdict == verdict
    assert set(weaknesses) <= set(outcome.weaknesses)


def test_the_comparison_is_chosen_by_the_past(centre):
    assert proposal(*centre, Case(HELPED, SINCE), NOON) == (OTHERS, True)
    assert found(centre, Case(HELPED, SINCE)).beside == OTHERS
    assert proposal(*centre, Case(Aim("service_level", "up"), SINCE), NOON) == (None, None)


def test_before_its_first_week_is_over_it_is_too_early(centre):
    outcome = found(centre, Case(HELPED, date(2026, 2, 26)))

    assert (outcome.weeks, outcome.found, outcome.ready) == (0, None, date(2026, 3, 5))


def test_a_roll_out_by_chance_is_judged_when_its_last_day_is_over_and_may_say_caused(centre):
    aim = Aim("service_level", "up", "queue", "Chat")
    outcome = found(centre, Case(aim, SINCE + DAY, plan=tuple(DAYS)))
    early = found(centre, Case(aim, SINCE + DAY, plan=tuple(Plan(6, (1, 2)).days(SINCE + DAY, "x"))))

    assert (outcome.found.verdict, outcome.found.as_expected, len(outcome.days)) == ("caused", True, 20)
    assert outcome.found.difference.points == pytest.approx(0.3, abs=0.05)
    assert (early.found, early.ready) == (None, date(2026, 3, 11))


def test_an_executive_is_told_nothing_of_too_few_agents(centre):
    store, settings = centre
    shy = settings.model_copy(update={"access": Access(smallest_group=2)})

    assert found((store, shy), Case(HELPED, SINCE), BOARD).is_withheld
    assert not found((store, shy), Case(HELPED, SINCE), MANAGER).is_withheld
    assert not found(centre, Case(HELPED, SINCE), BOARD).is_withheld


def test_whether_actions_worked_is_one_word_and_one_sentence(centre):
    store, settings = centre
    at = datetime(2026, 1, 30, 9, tzinfo=UTC)
    decision = Decision("One more in the mornings", "Rina", HELPED, date(2026, 3, 9))
    ids = [actions.decide(store.state, MANAGER, SINCE - WEEK, decision, at) for _each in range(3)]
    for number, day in ((ids[0], SINCE), (ids[1], date(2026, 2, 26))):
        actions.begin(
            store.state, MANAGER, number, day, datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        )

    actions.decide(store.state, MANAGER, SINCE - WEEK, replace(decision, due=date(2026, 2, 1)), at)
    listed = actions.listed(store.state, MANAGER)[::-1]
    told = action_results.results(store, settings, MANAGER, listed, NOON)

    assert [(one.state, one.sentence) for one in told] == [
        ("consistent", WORKED),
        ("too early", "Too early: its first whole week is known on 5 Mar 2026."),
        ("not started", "Not started; due on 9 Mar 2026."),
        ("not started", "Not started; overdue since 1 Feb 2026."),
    ]
    assert told[0].low < told[0].difference < told[0].high
    assert told[0].placebos == "On 5 dates before it, when nothing changed, the same sum found nothing."
