import datetime as dt

import pytest

from metrics import METRICS, Period, compute
from metrics.compare import compare
from metrics.stretches import STATES
from store.schema import AGENT_STATES
from tests.metrics.rows import NOON, handled, state, worked

CHATS = [handled(0, 600), handled(300, 900), handled(1200, 1500)]
TIMES = [name for name in METRICS if name.startswith("time_")]
OF_STATES = [name for name, metric in METRICS.items() if metric.frame == "states"]
DAY = dt.timedelta(days=1)


def value(frames, metric, **given):
    return compute(frames, [metric], **given).item()["value"]


def values(frames, metrics, **given):
    return {
        name: figure["value"] for name, figure in compute(frames, metrics, **given).row(0, named=True).items()
    }


def by_group(frames, metric, column, **given):
    table = compute(frames, [metric], by=[column], **given)
    return dict(zip(table[column].to_list(), table[metric].struct["value"].to_list(), strict=True))


def test_overlapping_chats_are_the_worked_figures_of_the_definitions():
    frames = worked(CHATS, [state("available", 0, 1800)])

    row = compute(frames, ["occupancy", "load"]).row(0, named=True)

    assert row["occupancy"] == {
        "value": pytest.approx(0.6667, abs=5e-5),
        "numerator": 1200,
        "denominator": 1800,
        "low": None,
        "high": None,
    }
    assert (row["load"]["value"], row["load"]["numerator"], row["load"]["denominator"]) == (1.25, 1500, 1200)


def test_a_state_is_one_that_the_store_knows():
    assert STATES == AGENT_STATES


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([state("available", 0, 100)], 0.5),
        ([state("on_contact", 0, 50), state("available", 50, 100)], 0.5),
        ([state("available", 50, 75), state("ringing", 75, 100)], 2 / 3),
        ([state("available", 50, 75), state("wrap_up", 75, 100)], 0.75),
        ([state("available", 50, 75), state("break", 75, 100)], 2 / 3),
        ([state("available", 50, 75), state("meeting", 75, 100)], 2 / 3),
        ([state("available", 50, 75), state("offline", 75, 100)], 2 / 3),
        ([state("break", 0, 100)], 1.0),
        ([state("offline", 0, 100)], None),
        ([state("on_contact", 0, 50), state("ringing", 60, 70)], None),
        ([], None),
    ],
    ids=[
        "available all the time, as some switches say",
        "on a contact, as the visit says",
        "ringing is neither",
        "wrap-up is work on a contact",
        "a break is neither",
        "a meeting is neither",
        "nobody is there",
        "a contact during a break is a contact",
        "worked without ever logging in",
        "a member who never logs in: nobody knows who is idle",
        "no states",
    ],
)
def test_occupancy_of_a_contact_of_fifty_seconds(states, expected):
    assert value(worked([handled(0, 50)], states), "occupancy") == expected


def test_where_only_handling_is_told_there_is_a_load_but_no_occupancy():
    row = values(worked(CHATS, []), ["load", *OF_STATES])

    assert row == {
        "load": 1.25,
        "time_on_contact": 1200,
        **dict.fromkeys(set(OF_STATES) - {"time_on_contact"}),
    }


def test_an_agent_without_states_does_not_make_the_others_look_busier():
    avi = handled(0, 900, agent_id="bank:AVI")
    frames = worked([*CHATS, avi], [state("available", 0, 1800)])

    row = values(frames, ["occupancy", "time_on_contact"])

    assert row == {"occupancy": pytest.approx(2 / 3), "time_on_contact": 2100}


def test_a_day_without_states_counts_in_no_occupancy():
    frames = worked([handled(0, 60), handled(0, 60, at=NOON + DAY)], [state("available", 0, 120)])

    assert by_group(frames, "occupancy", "day") == {NOON.date(): 0.5, NOON.date() + DAY: None}
    assert value(frames, "occupancy") == 0.5


def test_times_of_an_agent_add_up_to_the_time_logged_in():
    shift = [
        state("available", 0, 100),
        state("ringing", 100, 110),
        state("on_contact", 110, 300),
        state("wrap_up", 300, 340),
        state("break", 340, 400),
        state("meeting", 400, 450),
        state("offline", 450, 900),
    ]

    row = values(worked([handled(110, 300)], shift), TIMES)

    assert row == {
        "time_on_contact": 230,
        "time_available": 100,
        "time_ringing": 10,
        "time_on_break": 60,
        "time_in_meetings": 50,
        "time_in_wrap_up": 40,
        "time_logged_in": 450,
    }


def test_a_moment_on_a_contact_is_no_other_time():
    row = values(worked([handled(0, 60)], [state("break", 0, 100)]), TIMES)

    assert (row["time_on_contact"], row["time_on_break"], row["time_logged_in"]) == (60, 40, 100)


def test_known_states_without_a_break_are_a_break_of_no_time():
    assert value(worked([], [state("available", 0, 60)]), "time_on_break") == 0


def test_an_agent_is_in_one_state_at_a_time_the_newer_one():
    row = values(worked([], [state("available", 0, 100), state("break", 40, 60)]), TIMES)

    assert (row["time_available"], row["time_on_break"]) == (40, 20)


def test_a_stretch_that_was_never_ended_ends_with_the_next():
    row = values(worked([], [state("available", 0, None), state("break", 40, 60)]), TIMES)

    assert (row["time_available"], row["time_on_break"]) == (40, 20)


def test_of_a_member_who_never_logs_in_only_contacts_are_known():
    row = values(worked([], [state("ringing", 0, 10), state("on_contact", 10, 60)]), TIMES)

    assert row == {**dict.fromkeys(TIMES), "time_on_contact": 50}


def test_an_agent_who_was_offline_all_day_was_available_for_no_time():
    row = values(worked([], [state("offline", 0, 60)]), TIMES)

    assert row == dict.fromkeys(TIMES, 0)


def test_how_long_the_last_stretch_lasted_is_not_guessed():
    assert value(worked([], [state("available", 0, None)]), "time_available") is None


@pytest.mark.parametrize(
    "visit",
    [
        handled(0, 60, ended_at=None),
        handled(0, 60, agent_id=None),
        handled(0, 60, outcome="failed", answered_at=NOON),
    ],
    ids=["no end", "no agent", "no answer"],
)
def test_handling_that_is_not_known_is_no_time_on_a_contact(visit):
    assert value(worked([visit], []), "load") is None


def test_stretches_are_cut_at_the_ends_of_the_period():
    minute = Period(NOON + dt.timedelta(seconds=500), NOON + dt.timedelta(seconds=1300))
    frames = worked(CHATS, [state("available", -3600, 7200)])

    row = compute(frames, ["occupancy", "load"], period=minute).row(0, named=True)

    assert (row["occupancy"]["numerator"], row["occupancy"]["denominator"]) == (500, 800)
    assert row["load"]["numerator"] == 600


def test_a_stretch_over_midnight_counts_in_both_days():
    night = dt.datetime(2026, 3, 4, 23, 50, tzinfo=dt.UTC)
    frames = worked([handled(0, 900, at=night)], [state("available", 0, 1500, at=night)])

    assert by_group(frames, "time_on_contact", "day") == {night.date(): 600, night.date() + DAY: 300}
    assert by_group(frames, "time_available", "hour") == {23: 0, 0: 600}


@pytest.mark.parametrize(
    ("day", "column", "expected"),
    [
        (dt.date(2026, 3, 27), "day", 23 * 3600),
        (dt.date(2026, 10, 25), "day", 25 * 3600),
        (dt.date(2026, 10, 25), "hour", 2 * 3600),
    ],
    ids=["the day has 23 hours", "the day has 25 hours", "the hour comes twice"],
)
def test_clock_changes_in_jerusalem(day, column, expected):
    start = dt.datetime.combine(day, dt.time(), dt.UTC)
    frames = worked([], [state("available", -86_400, 2 * 86_400, at=start)], zone="Asia/Jerusalem")
    midnight = start - dt.timedelta(hours=3 if day.month > 5 else 2)
    local = Period(midnight, midnight + dt.timedelta(seconds=25 * 3600 if day.month > 5 else 23 * 3600))

    seconds = by_group(frames, "time_available", column, period=local)

    assert seconds[{"day": day, "hour": 1}[column]] == expected


def test_hours_of_a_zone_that_lies_half_an_hour_off():
    frames = worked([], [state("available", 0, 3600)], zone="Asia/Kolkata")

    assert by_group(frames, "time_available", "hour") == {17: 1800, 18: 1800}


@pytest.mark.parametrize("column", ["agent", "team", "site"])
def test_each_group_has_its_own_time(column):
    mine = {"agent_id": "bank:AVI", "team": "North", "site": "Haifa"}
    other = {"agent_id": "bank:ELI", "team": "South", "site": "Eilat"}
    first, second = (one[{"agent": "agent_id"}.get(column, column)] for one in (mine, other))
    frames = worked(
        [handled(0, 60, **mine), handled(0, 30, **other)],
        [state("available", 0, 120, **mine), state("available", 0, 120, **other)],
    )

    assert by_group(frames, "occupancy", column) == {first: 0.5, second: 0.25}


def test_who_changes_team_takes_the_time_along_from_the_next_stretch_on():
    shift = [state("available", 0, 60, team="North"), state("available", 60, 80, team="South")]

    assert by_group(worked([], shift), "time_available", "team") == {"North": 60, "South": 20}


def test_of_two_contacts_that_begin_at_once_it_does_not_matter_which_is_told_first():
    both = [handled(0, 60, team="North"), handled(0, 90, team="South")]

    assert by_group(worked(both, []), "load", "team") == by_group(worked(both[::-1], []), "load", "team")


@pytest.mark.parametrize("column", ["queue", "channel", "topic"])
@pytest.mark.parametrize("metric", OF_STATES)
def test_states_are_of_no_queue(metric, column):
    named = {"queue": "sales", "channel": "chat", "topic": "loans"}
    frames = worked([handled(0, 60, **named)], [state("available", 0, 120)])

    table = compute(frames, ["load", metric], by=[column])

    assert table[column].to_list() == [named[column]]
    assert table[metric].struct["value"].to_list() == [None]


def test_a_share_of_no_time_has_a_denominator_of_none():
    table = compute(worked(CHATS, [state("available", 0, 1800)]), ["load", "occupancy"], by=["queue"])

    assert table["occupancy"].struct["denominator"].to_list() == [0]


def test_a_load_by_channel_is_of_the_contacts_of_that_channel():
    mail = handled(0, 1000, channel="email")

    assert by_group(worked([*CHATS, mail], None), "load", "channel") == {"email": 1.0, "voice": 1.25}


def test_a_change_of_times_is_no_test_of_a_mean():
    figures = [compute(worked([], [state("break", 0, s)]), ["time_on_break"]).item() for s in (60, 90)]

    change = compare(METRICS["time_on_break"], figures[1], figures[0])

    assert (change.percent, change.within_noise, change.verdict) == (0.5, None, "neutral")
