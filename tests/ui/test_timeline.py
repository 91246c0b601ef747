from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from ui.contacts.timeline import lanes, picture, steps
from ui.contacts.words import narrowed, of_one

NOON = datetime(1999, 2, 10, 10, tzinfo=UTC)
JERUSALEM = ZoneInfo("Asia/Jerusalem")
CONTACT = {"started_at": NOON, "menu_ms": 9_000, "menu_outcome": "queued"}
LEG = {
    "queue": "NW",
    "queued_at": NOON + timedelta(seconds=9),
    "wait_ms": 60_000,
    "ring_ms": 10_000,
    "outcome": "answered",
    "answered_at": NOON + timedelta(seconds=69),
    "agent_id": "bank:AVNI",
    "talk_ms": 120_000,
    "hold_ms": None,
    "wrap_ms": 0,
}


def test_every_stretch_has_its_clock_time():
    assert steps(lanes(CONTACT, [LEG]), JERUSALEM) == [
        ("12:00:00", "Menu", "in the menu", "9\u00a0s"),
        ("12:00:09", "NW", "waiting", "50\u00a0s"),
        ("12:00:59", "NW", "ringing", "10\u00a0s"),
        ("12:01:09", "NW", "talking", "2\u00a0min\u00a000\u00a0s"),
    ]


def test_the_bars_stand_on_one_clock():
    html = picture(lanes(CONTACT, [LEG]), JERUSALEM)

    assert 'class="s-talk" style="left:36.51%;width:63.49%"' in html
    assert "12:03:09" in html


def test_a_source_without_durations_says_so():
    assert "does not say" in picture(lanes({"started_at": NOON}, []), JERUSALEM)


def test_an_answered_contact_in_a_sentence():
    said = of_one(CONTACT, [LEG])

    assert said == "Waited 1\u00a0min\u00a000\u00a0s in NW, then was helped for 2\u00a0min\u00a000\u00a0s."


def test_a_transferred_contact_names_both_queues():
    gave_up = {**LEG, "queue": "PS", "outcome": "abandoned", "talk_ms": None, "agent_id": None}

    assert of_one(CONTACT, [LEG, gave_up]) == "Waited 2\u00a0min\u00a000\u00a0s in NW → PS: gave up."


def test_a_contact_that_left_in_the_menu():
    assert of_one(CONTACT, []) == "Left in the menu after 9\u00a0s."


def test_the_restriction_of_a_figure_in_words():
    assert narrowed({"weekday": "4", "hour": "15"}) == "Thursday, 15:00–16:00"
    assert narrowed({"day": "1999-02-06"}) == "Sat 6 Feb"
