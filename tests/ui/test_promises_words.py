"""The sentences of the page Promises: what is overdue, why a line stands where it does, what was heard."""

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from ui.promises import clocks, complaint_words, words

ZONE = "Asia/Jerusalem"
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def figure(value, n, low=None, high=None):
    return {"value": value, "numerator": None, "denominator": n, "low": low, "high": high}


@pytest.mark.parametrize(
    ("overdue", "today", "kept", "expected"),
    [
        (
            2,
            1,
            figure(0.8, 100),
            "*2 promises are overdue* and 1 falls due today; 80\u00a0% of this period’s were kept in time.",
        ),
        (1, 0, figure(0.8, 29), "*1 promise is overdue* and none falls due today."),
        (0, 3, figure(None, 0), "No promise is overdue and 3 fall due today."),
    ],
    ids=["both", "too few to judge", "none"],
)
def test_the_head_says_what_is_overdue_and_due(overdue, today, kept, expected):
    counts = {"promises_overdue": overdue, "promises_due_today": today, "promises_open": 9}

    assert words.sentence(counts, kept) == expected


def row(**given):
    plain = {
        "came": 0,
        "state": "overdue",
        "complained_at": None,
        "attempted_at": None,
        "kind": "call_back",
        "late_s": 0,
        "due_by": NOW + 3 * HOUR,
        "agent_id": "bank:DORIT",
        "team": "North",
        "due_at": NOW,
    }
    return {**plain, **given}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ""),
        ({"came": 1}, "got in touch once since"),
        ({"came": 3, "complained_at": NOW}, "got in touch 3 times since · has a complaint open"),
        ({"complained_at": NOW}, "has a complaint open"),
        ({"attempted_at": NOW}, "tried Wed 4 Mar, 14:00, nobody was reached"),
        ({"attempted_at": NOW, "kind": "credit"}, "tried Wed 4 Mar, 14:00"),
        (
            {"attempted_at": NOW, "state": "attempted"},
            "tried in time, Wed 4 Mar, 14:00, nobody was reached",
        ),
    ],
)
def test_why_a_promise_stands_where_it_does(given, expected):
    assert words.reasons(row(**given), ZONE) == expected


@pytest.mark.parametrize(
    ("late", "due", "expected"),
    [
        (3 * 86_400 + 5, NOW, ("3", "days late")),
        (7_199, NOW, ("1", "hour late")),
        (59, NOW, ("0", "minutes late")),
        (0, NOW + 3 * HOUR, ("3", "hours left")),
        (0, NOW - HOUR, ("0", "minutes left")),
    ],
)
def test_how_late_is_told_in_its_largest_unit(late, due, expected):
    assert words.how_late(row(late_s=late, due_by=due), NOW) == expected


def test_what_was_tried_in_time_is_not_called_late():
    assert words.how_late(row(late_s=86_400, state="attempted"), NOW) == ("1", "day since due")


def test_who_promised_it_and_for_when():
    assert (
        words.promised_by(row(agent_name="Dorit"), ZONE) == "promised by Dorit for Wed 4 Mar, 14:00 · North"
    )
    assert (
        words.promised_by(row(agent_id=None, team=None), ZONE)
        == "promised by the system for Wed 4 Mar, 14:00"
    )


def test_the_work_says_what_it_is_made_of():
    rows = pl.DataFrame({"state": ["overdue", "chased", "attempted", "due_today"]})

    assert words.work(rows).startswith("2 overdue, 1 tried in vain and 1 due today · ")
    assert words.work(rows.head(2)).startswith("2 overdue and 0 due today · ")


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (
            [(0, figure(0.8, 90, 0.7, 0.87)), (4, figure(0.4, 60, 0.29, 0.53))],
            "Kept within 2 hours, 80\u00a0% were satisfied; not at all, 40\u00a0%",
        ),
        (
            [(0, figure(0.6, 90, 0.5, 0.7)), (4, figure(0.5, 60, 0.38, 0.62))],
            "Satisfaction does not surely differ by how long it took",
        ),
        (
            [(0, figure(0.8, 29, 0.6, 0.9)), (4, figure(0.4, 60, 0.29, 0.53))],
            "Whether delays go with dissatisfaction cannot be told yet",
        ),
    ],
    ids=["clearly apart", "within noise", "too few"],
)
def test_what_delays_go_with_is_said_only_where_it_is_sure(actual, expected):
    assert words.delays(actual) == expected


@pytest.mark.parametrize(
    ("still_open", "behind", "expected"),
    [
        (0, 0, "No complaint is open."),
        (1, 0, "1 complaint is open and within its plan; it is 9 days old."),
        (5, 0, "5 complaints are open, all within their plan; the oldest is 9 days old."),
        (1, 1, "*The one open complaint is behind its plan*; it is 9 days old."),
        (5, 5, "*All 5 open complaints are behind their plan*; the oldest is 9 days old."),
        (5, 1, "*1 of 5 open complaints is behind its plan*; the oldest is 9 days old."),
        (5, 2, "*2 of 5 open complaints are behind their plan*; the oldest is 9 days old."),
    ],
)
def test_the_head_says_how_complaints_stand(still_open, behind, expected):
    assert complaint_words.sentence(still_open, behind, 9 * DAY) == expected


def test_how_old_the_oldest_is_is_not_told_where_older_ones_may_not_have_been_read():
    assert complaint_words.sentence(5, 2, None) == "*2 of 5 open complaints are behind their plan*."
    assert clocks.oldest(pl.DataFrame({"age_ms": [90 * 86_400_000]})) is None
    assert clocks.oldest(pl.DataFrame({"age_ms": [9 * 86_400_000, 5]})) == 9 * DAY


def test_what_was_heard_is_marked_and_nothing_else_is_html():
    said = "<b>hello</b> " + "x" * 90 + " I will sue you"
    start = said.index("sue")

    shown = complaint_words.quote(said, f'[["anger", 0, 3, "a"], ["complaint", {start}, {start + 3}, "b"]]')

    assert "<mark>sue</mark> you" in shown
    assert shown.startswith("…xxx")
    assert complaint_words.quote("<b>no</b>", "[]") == "&lt;b&gt;no&lt;/b&gt;"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"is_answered": True, "answer_ms": 999}, "answered at once"),
        ({"is_answered": True, "answer_ms": 61_000}, "first answer after 1\u00a0min\u00a001\u00a0s"),
        (
            {"is_answered": False, "answer_ms": 3_600_000},
            "no answer by a person for 1\u00a0h\u00a000\u00a0min",
        ),
    ],
)
def test_the_clock_to_the_first_answer(given, expected):
    assert complaint_words.clock(given) == expected


@pytest.mark.parametrize(
    ("hours", "expected"), [(24, "24 h"), (48, "2 days"), (240, "10 days"), (36, "36 h")]
)
def test_within_how_long_a_step_is_due(hours, expected):
    assert complaint_words.within(hours) == expected
