"""When somebody was there: by agents' states, by answers, and what nobody knows."""

import datetime as dt

import polars as pl
import pytest

from metrics import Frames, availability, compute
from metrics.periods import Period
from tests.metrics.found_there import at, found, opening, own, reached, state, there, visit
from tests.metrics.rows import contacts, visits

DAY = Period(at(2), at(3))
FIRST, LAST = visit(at(1, 12)), visit(at(5, 12))  # so that the sources tell of the days looked at
CALL = visit(at(2, 9), at(2, 9, 1), at(2, 9, 5))
HOUR_MS = 3_600_000


def told(presence):
    """The spans of a presence in hours since 2 March."""
    begun = at(2).timestamp() * 1000
    return [
        ((row["start"] - begun) / HOUR_MS, (row["end"] - begun) / HOUR_MS, row["is_staffed"])
        for row in presence.rows.to_dicts()
    ]


def shares(frames, *ids, by=(), period=DAY):
    table = compute(frames, ids, by=by, period=period)
    return [tuple(row[name]["value"] for name in ids) for row in table.to_dicts()]


def frames(*seen, states=()):
    return Frames(visits(), contacts(), presence=there(*seen, states=states))


def test_states_tell_of_the_whole_day_when_somebody_was_at_work():
    states = [state("a", "available", at(2, 8), at(2, 12)), state("a", "offline", at(2, 17), at(3, 8))]

    assert told(found([FIRST, LAST, CALL], states, DAY)) == [(0, 8, False), (8, 12, True), (12, 24, False)]


AT_WORK = [state("a", "available", at(2, 8), at(2, 17)), state("a", "offline", at(2, 17), at(3, 8))]


def test_who_works_while_their_queue_is_closed_is_not_there_for_customers():
    presence = found([FIRST, LAST, CALL], AT_WORK, DAY, opened=opening(voice=(at(2, 9), at(2, 12))))

    assert told(presence) == [(0, 8, False), (8, 9, False), (9, 12, True), (12, 17, False), (17, 24, False)]
    assert presence.rows["is_outside"].to_list() == [False, True, False, True, False]


def test_on_a_channel_somebody_is_there_while_any_queue_that_they_serve_is_open():
    seen = [
        FIRST,
        LAST,
        visit(at(2, 9), at(2, 9), at(2, 9), queue="sales"),
        visit(at(2, 9), at(2, 9), at(2, 9), queue="help"),
        visit(at(2, 9), queue="night"),
    ]
    hours = opening(sales=(at(2, 8), at(2, 10)), help=(at(2, 12), at(2, 14)), night=(at(2, 10), at(2, 12)))

    presence = found(seen, AT_WORK, DAY, opened=hours)

    staffed = [span for span in told(presence) if span[2]]
    assert staffed == [(8, 10, True), (12, 14, True)]


def test_a_call_that_goes_on_after_closing_is_no_time_in_which_somebody_could_be_reached():
    late = visit(at(2, 11, 30), at(2, 11, 30), at(2, 13))

    spans = told(found([FIRST, LAST, late], [], DAY, opened=opening(voice=(at(2, 9), at(2, 12)))))

    assert (11, 12, True) in spans
    assert (12, 13, False) in spans


def test_what_the_opening_hours_close_is_known_and_what_they_open_is_not_known_to_be_staffed():
    seen = [FIRST, LAST, visit(at(2, 10))]

    spans = told(found(seen, [], DAY, opened=opening(voice=(at(2, 9), at(2, 12)))))

    assert spans == [(0, 9, False), (12, 24, False)]


def test_time_at_work_while_all_is_closed_stands_apart():
    rows = Frames(
        visits(),
        contacts(),
        presence=there(FIRST, LAST, CALL, states=AT_WORK, opened=opening(voice=(at(2, 9), at(2, 12)))),
    )

    [row] = shares(rows, "availability", "staffed_closed", "staffing_known")

    assert row == (pytest.approx(3 / 24), pytest.approx(6 / 24), 1)


@pytest.mark.parametrize(
    ("name", "is_staffed"),
    [
        ("available", True),
        ("ringing", True),
        ("on_contact", True),
        ("wrap_up", True),
        ("break", False),
        ("meeting", False),
        ("offline", False),
    ],
)
def test_at_work_is_who_can_be_reached_or_has_a_contact(name, is_staffed):
    states = [state("a", "available", at(1, 8), at(1, 9)), state("a", name, at(2, 10), at(2, 11))]
    seen = [FIRST, LAST, visit(at(1, 9), at(1, 9), at(1, 10))]

    spans = told(found(seen, states, DAY))

    assert ((10, 11, True) in spans) == is_staffed
    assert is_staffed or spans == [(0, 24, False)]


def test_without_states_an_answer_proves_its_hour_and_nothing_is_known_of_the_others():
    assert told(found([FIRST, LAST, CALL], [], DAY)) == [(9, 10, True)]


def test_agents_of_whom_only_contacts_are_told_tell_nothing_of_the_rest_of_the_day():
    states = [
        state("a", "ringing", at(2, 9), at(2, 9, 1)),
        state("a", "on_contact", at(2, 9, 1), at(2, 9, 5)),
    ]

    assert told(found([FIRST, LAST, CALL], states, DAY)) == [(9, 10, True)]


def test_a_day_of_which_nothing_is_told_is_not_known():
    states = [state("a", "available", at(1, 8), at(1, 12)), state("a", "available", at(4, 8), at(4, 12))]
    seen = [visit(at(1, 9), at(1, 9, 1), at(1, 9, 5)), LAST]

    assert told(found(seen, states, DAY)) == []


def test_a_day_on_which_customers_came_and_nobody_signed_in_was_not_staffed():
    states = [state("a", "available", at(1, 8), at(1, 12)), state("a", "available", at(4, 8), at(4, 12))]
    seen = [visit(at(1, 9), at(1, 9, 1), at(1, 9, 5)), visit(at(2, 10)), LAST]

    assert told(found(seen, states, DAY)) == [(0, 24, False)]


def test_a_day_on_which_somebody_answered_is_not_unstaffed_because_no_states_are_told():
    states = [state("a", "available", at(1, 8), at(1, 12)), state("a", "available", at(4, 8), at(4, 12))]

    assert told(found([FIRST, CALL, LAST], states, DAY)) == [(9, 10, True)]


def test_a_day_that_is_not_over_may_still_be_staffed():
    states = [state("a", "available", at(1, 8), at(1, 12))]
    seen = [visit(at(1, 9), at(1, 9, 1), at(1, 9, 5)), visit(at(2, 10)), visit(at(2, 15))]

    assert told(found(seen, states, DAY)) == []


def test_a_channel_whose_agents_never_tell_states_is_not_closed_because_nobody_answered():
    assert told(found([visit(at(1, 9), at(1, 9, 1)), visit(at(2, 10)), LAST], [], DAY)) == []


def test_before_the_first_and_after_the_last_that_is_told_nothing_is_known():
    states = [state("a", "available", at(2, 8), at(2, 12)), state("a", "offline", at(2, 12), None)]
    presence = found([visit(at(2, 9), at(2, 9), at(2, 9))], states, DAY)

    assert told(presence)[:1] == [(8, pytest.approx(12), True)]
    assert told(presence)[-1][1] == pytest.approx(12, abs=1e-5)


def test_a_letter_in_progress_is_no_proof_that_somebody_is_there():
    letter = visit(at(2, 9), at(2, 9, 30), at(2, 20), channel="email")

    assert told(found([FIRST, LAST, letter], [], DAY)) == [(9, 10, True)]


def test_a_call_in_progress_is_proof_also_of_agents_without_states():
    states = [state("b", "available", at(2, 8), at(2, 9)), state("b", "offline", at(2, 9), at(3, 8))]
    seen = [
        FIRST,
        LAST,
        visit(at(2, 8), at(2, 8), at(2, 8, 5), agent="b"),
        visit(at(2, 12), at(2, 12), at(2, 13)),
    ]

    assert told(found(seen, states, DAY)) == [
        (0, 8, False),
        (8, 9, True),
        (9, 12, False),
        (12, 13, True),
        (13, 24, False),
    ]


def test_an_agent_is_there_on_the_channels_they_answered_and_on_no_other():
    states = [state("a", "available", at(2, 8), at(2, 12)), state("a", "offline", at(2, 12), at(3, 8))]
    rows = frames(FIRST, LAST, CALL, visit(at(2, 9), channel="chat"), states=states)

    assert shares(rows, "availability", by=["channel"]) == [(None,), (pytest.approx(4 / 24),)]


def test_two_channels_count_the_time_in_which_both_are_staffed():
    seen = [FIRST, LAST, CALL, visit(at(2, 9), at(2, 9), at(2, 9), channel="chat", agent="b")]
    states = [
        state("a", "available", at(2, 8), at(2, 12)),
        state("a", "offline", at(2, 12), at(3, 8)),
        state("b", "available", at(2, 10), at(2, 16)),
        state("b", "offline", at(2, 16), at(3, 8)),
    ]

    [row] = shares(frames(*seen, states=states), "availability", "two_channels", "staffing_known")

    assert row == (pytest.approx(8 / 24), pytest.approx(2 / 24), 1)


def test_one_channel_unknown_leaves_unknown_whether_two_are_staffed_while_the_other_is():
    seen = [FIRST, LAST, CALL, visit(at(2, 9), channel="chat")]
    states = [state("a", "available", at(2, 8), at(2, 12)), state("a", "offline", at(2, 12), at(3, 8))]

    table = compute(frames(*seen, states=states), ["availability", "two_channels"], period=DAY)
    some, two = table.row(0)

    assert (some["numerator"], some["denominator"]) == (4 * 3600, 4 * 3600)
    assert (two["numerator"], two["denominator"]) == (0, 20 * 3600)


def test_of_one_channel_alone_there_is_no_two():
    assert shares(frames(FIRST, LAST, CALL), "two_channels") == [(None,)]


@pytest.mark.parametrize(
    ("day", "hours"), [(dt.date(2026, 3, 27), 23), (dt.date(2026, 10, 25), 25)], ids=["23 hours", "25 hours"]
)
def test_the_day_of_a_clock_change_is_as_long_as_it_is(day, hours):
    begins = dt.datetime.combine(day, dt.time()) - dt.timedelta(hours=2 if hours == 23 else 3)
    since = begins.replace(tzinfo=dt.UTC)
    until = since + dt.timedelta(hours=hours)
    around = [visit(since - dt.timedelta(1), since - dt.timedelta(1)), visit(until + dt.timedelta(1))]
    states = [state("a", "available", since, until), state("a", "offline", until, None)]

    presence = found(around, states, Period(since, until), zone="Asia/Jerusalem")
    pieces = availability.pieces(presence, ["channel"], "Asia/Jerusalem")

    assert pieces["ms"].sum() == hours * HOUR_MS == pieces.filter(pl.col("staffed") == 1)["ms"].sum()
    assert pieces["began_local_s"].n_unique() == (23 if hours == 23 else 24)


def test_pieces_of_channels_add_up_to_the_time_of_each():
    rows = frames(FIRST, LAST, CALL, visit(at(2, 9), channel="chat"))

    by_hour = compute(rows, ["staffing_known"], by=["channel", "hour"], period=DAY)["staffing_known"].struct[
        "denominator"
    ]

    assert (by_hour.len(), by_hour.sum()) == (48, 2 * 24 * 3600)


@pytest.mark.parametrize("column", ["team", "agent", "topic", "site"])
def test_time_cannot_be_told_by_what_it_does_not_know(column):
    with pytest.raises(ValueError, match=f"cannot be told by {column}, only by channel, queue, hour"):
        compute(frames(CALL), ["availability"], by=[column])


STATES = [state("a", "available", at(2, 8), at(2, 12)), state("a", "offline", at(2, 12), at(3, 8))]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"began": at(2, 9)}, (0, 1)),
        ({"began": at(2, 8)}, (0, 1)),
        ({"began": at(2, 12)}, (1, 1)),
        ({"began": at(2, 3)}, (1, 1)),
        ({"began": at(2, 9), "channel": "chat"}, (None, 0)),
        ({"began": at(2, 9), "is_turned_away": True}, (1, 1)),
        ({"began": at(2, 9), "is_turned_away": True, "first_answered_at": at(2, 10)}, (0, 1)),
    ],
    ids=[
        "somebody was there", "at the first moment", "at the end", "at night", "nobody knows", "turned away",
        "turned away, then answered",
    ],
)  # fmt: skip
def test_who_came_when_nobody_was_there(given, expected):
    rows = Frames(
        visits(),
        contacts(),
        presence=there(FIRST, LAST, CALL, states=STATES),
        reached=reached(own("1", **given), now=at(9)),
    )

    came, rate = compute(rows, ["came_unstaffed", "unstaffed_rate"], period=DAY).row(0)

    assert (came["value"], rate["denominator"]) == expected
