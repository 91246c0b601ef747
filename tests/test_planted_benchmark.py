"""The table of the demo's bad days beside what rang."""

from datetime import date, timedelta

from benchmarks.planted import ABSENT, bad_days
from connectors.demo.roster import planned, roster
from connectors.demo.truth import truth

FIRST = date(2026, 1, 4)
TOLD = truth(1, "small", "Asia/Jerusalem", FIRST)
DAYS = [FIRST + timedelta(days=n) for n in range(14)]


def bad(kind):
    return [one for one in bad_days(TOLD, DAYS) if one.kind == kind]


def test_the_short_weekday_is_bad_each_week_in_its_queue():
    short = TOLD.stories.weekday

    assert [(one.queue, one.day.weekday()) for one in bad("short weekday")] == [
        (TOLD.queue(short.queue), short.weekday)
    ] * 2


def test_on_a_bad_day_a_quarter_of_those_planned_did_not_come():
    worst = max(bad("people absent"), key=lambda one: one.size)
    agents = TOLD.centre.agents
    ours = [
        shift.agent
        for shift in planned(TOLD.centre, worst.day)
        if TOLD.queue(agents[shift.agent].queues[0]) == worst.queue
    ]
    came = {shift.agent for shift in roster(TOLD.centre, worst.day)}

    assert worst.size == len(set(ours) - came) / len(ours) >= ABSENT
