"""What the demo's supervisors write down: when, of what, and nothing of what came of it."""

from datetime import date, timedelta

import pytest

from connectors.demo.diary import MANAGER, Changes, diary
from connectors.demo.queues import Size
from connectors.demo.world import world

ZONE, FIRST = "Asia/Jerusalem", date(2026, 8, 24)


def told(size: Size = "small", first: date = FIRST, seed: int = 7):
    return diary(world(seed, size, ZONE, first))


@pytest.mark.parametrize("size", ["small", "full"])
def test_leads_write_of_their_own_teams_and_the_manager_of_all(size):
    found = told(size)

    assert {(one.who, one.team) for one in found.entries} <= {
        (MANAGER, None),
        *((lead.name, team) for team, lead in found.leads.items()),
    }
    assert len({one.key for one in found.entries}) == len(found.entries)


@pytest.mark.parametrize("first", [date(2026, 8, 22), date(2026, 8, 23), FIRST], ids=["Sat", "Sun", "Mon"])
def test_by_the_day_on_which_the_demo_is_first_seen_all_of_it_is_written(first):
    written = [one.at.date() for one in told(first=first).entries]

    assert (min(written) > first, max(written) < first + timedelta(weeks=13)) == (True, True)
    assert written == sorted(written)


def test_what_truly_changed_and_what_did_nothing_are_logged_with_their_days_before_them():
    centre = world(7, "small", ZONE, FIRST)
    logged = [one for one in diary(centre).entries if isinstance(one.act, Changes)]

    assert {one.act.on for one in logged} > {centre.stories.helped.since, centre.stories.idle.since}
    assert {(one.act.on - one.at.date()).days >= 3 for one in logged} == {True}
    assert {one.act.aim.place for one in logged} == {
        centre.stories.helped.topic,
        centre.stories.idle.topic,
        "Business line down",
    }
