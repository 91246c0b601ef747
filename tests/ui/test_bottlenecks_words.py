"""What the page Bottlenecks and the line on Live say of alerts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
import pytest

from metrics.bottlenecks import Look
from metrics.bottlenecks.episode import Status
from store.calibrations import Calibrated, Pool
from store.episodes import Act, Alert
from store.standing import Standing
from store.suppressed import Silence
from tests.alerts import MISSING, NOON
from ui.bottlenecks import card, drift, late, past, picture, read, rebuilt, rules, standing, words

MINUTE = timedelta(minutes=1)
ZONE = ZoneInfo("Asia/Jerusalem")
BEGUN = NOON - 30 * MINUTE
RANG = Alert(
    id=1,
    queue="cards",
    kind="bottleneck",
    cause="plan",
    begun_at=BEGUN,
    raised_at=BEGUN + 10 * MINUTE,
    cleared_at=None,
    how=None,
    state="raised",
    taken_by=None,
    assigned_to=None,
    minutes_lost=41.5,
    unseen_min=0.0,
    peak=0.4,
    causes=(MISSING,),
    calibration_id=None,
    source="live",
    is_suppressed=False,
    revision=0,
)
OVER = replace(RANG, cleared_at=NOON, how="recovered", state="resolved", taken_by="Dana")
SILENT = replace(RANG, id=2, queue="switch", kind="silent", cause=None, causes=())
NOBODY = replace(SILENT, id=3, queue="loans", kind="nobody_comes")


def plain(said):
    return said.replace("\u00a0", " ")


def found(cause, **figures):
    return replace(RANG, cause=cause, causes=({"cause": cause, "worth": 1.0, "figures": figures},))


@pytest.mark.parametrize(
    ("alert", "expected"),
    [
        (RANG, "3.6 of 6 planned people were there on average in the last 30 min."),
        (
            found("longer", n=64, more=0.28, name="refund", name_more=0.5),
            "64 contacts took 28 % longer than usual for their topics.",
        ),
        (
            found("moved", n=7, minutes=90, usual=1.2, name="Sales", name_n=5),
            "7 contacts were sent here from other queues in the last 90 min, 1.2 is usual.",
        ),
        (
            found("stage", n=4, minutes=90, usual=1.0, name="callbacks"),
            "4 call-backs fell due in the last 90 min, 1 is usual.",
        ),
        (replace(RANG, causes=()), "The cause is not known."),
    ],
    ids=["people", "longer", "moved", "a step is named", "not known"],
)
def test_where_there_is_one_line_the_cause_is_said_without_details(alert, expected):
    assert plain(words.main_reason(alert, NOON)) == expected


@pytest.mark.parametrize(
    ("alerts", "last", "expected"),
    [
        ([], None, "No bottleneck now, and none in the last eight weeks."),
        ([], OVER, "No bottleneck now. The last one was cards, 13:30."),
        ([RANG], None, "cards *needs help* since 13:30: planned people are missing."),
        (
            [RANG, replace(RANG, queue="a*b")],
            None,
            "*2 bottlenecks*, cards the worst: planned people are missing.",
        ),
        (
            [RANG, SILENT],
            None,
            "cards *needs help* since 13:30: planned people are missing. switch is silent.",
        ),
        ([SILENT], None, "switch *tells nothing* since 13:30."),
        ([NOBODY, SILENT], None, "*Nobody comes* to loans since 13:30. switch is silent."),
    ],
    ids=["never", "calm", "one", "two", "one and a silence", "a silent source", "nobody comes"],
)
def test_the_sentence_says_what_needs_help(alerts, last, expected):
    assert words.sentence(alerts, last, NOON, ZONE) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [(NOON, "cards, since 13:30"), (NOON + timedelta(days=1), "cards, since Wed 4 Mar, 13:30")],
    ids=["today", "yesterday"],
)
def test_since_when_is_said_with_its_day_only_where_that_is_another(now, expected):
    assert words.headline(RANG, now, ZONE) == expected


def test_what_is_over_is_said_from_when_to_when():
    assert words.headline(OVER, NOON, ZONE) == "cards, 13:30 to 14:00"
    assert words.ended(OVER, ZONE) == "Recovered at 14:00"
    assert plain(words.lasted(OVER, NOON + timedelta(days=2))) == "30 min"


def test_what_somebody_called_done_may_still_hurt():
    done = replace(RANG, state="resolved", taken_by="Dana")

    by = Act(1, 1, NOON, "Eli", "resolved", None, None)
    soon, later = (words.called_done(done, by, NOON + n * MINUTE, ZONE) for n in (19, 20))

    assert (done.is_open, words.ended(done, ZONE)) == (False, "")
    assert soon == "Eli called it done at 14:00; it is not calm yet."
    assert later == "Eli called it done at 14:00; customers still wait too long."
    assert words.cost(done) == "42 customer-minutes lost so far"
    assert words.standing(done)[2] == "Called done, not over yet"


def test_while_what_was_called_done_goes_on_it_is_not_said_that_there_is_none():
    by = Act(1, 1, NOON, "Eli", "resolved", None, None)
    done = [(replace(RANG, state="resolved"), by), (replace(RANG, id=4, state="resolved"), by)]

    later = NOON + 30 * MINUTE

    said = "cards: Eli called it done at 14:00; customers still wait too long."
    assert words.sentence([], OVER, later, ZONE, done[:1]) == said
    assert words.sentence([], OVER, later, ZONE, done) == f"{said} 1 more was called done."
    assert words.sentence([RANG], OVER, later, ZONE, done).startswith("cards *needs help*")


def test_each_queue_stands_in_one_line_the_worst_first():
    found = standing.of([Standing("Billing", "pressure", NOON), Standing("Mail <b>", "few", NOON)])

    assert standing.title([Standing("a", "ringing", NOON)]) == "1 queue rings"
    assert standing.title([Standing("a", "pressure", NOON)]) == "Nothing rings; 1 queue is under pressure"
    assert standing.title([Standing("a", "few", NOON)]) == "Nothing rings"
    assert found.index("Under pressure, cause unknown") < found.index("Too few to judge")
    assert "Mail &lt;b&gt;" in found


def test_each_way_to_stand_has_its_words_and_what_they_mean():
    assert set(standing.SAID) == set(standing.MEANS) == set(get_args(Status))


def test_a_work_is_missing_or_added():
    assert plain(card.worth({"cause": "plan", "worth": 2.5})) == "the work of 2.5 people is missing"
    assert plain(card.worth({"cause": "volume", "worth": 1.0})) == "adds the work of 1 person"
    assert card.worth({"cause": "volume", "worth": None}) is None


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "Nobody is on it yet"),
        ({"state": "taken", "taken_by": "Dana"}, "Dana is on it"),
        ({"state": "assigned", "taken_by": "Dana", "assigned_to": "Eli"}, "Given to Eli"),
        ({"state": "resolved", "taken_by": "Dana", "cleared_at": NOON}, "Done"),
        ({"state": "expired"}, "Over, nobody took it"),
    ],
    ids=["raised", "taken", "given", "done", "expired"],
)
def test_it_is_said_who_is_on_it(change, expected):
    assert words.standing(replace(RANG, **change))[2] == expected


def test_silence_is_told_in_its_own_words():
    assert words.reasons(SILENT, NOON) == [
        "switch has told nothing for 30 min. Nobody can see how its queues are."
    ]
    assert [plain(said) for said in words.reasons(NOBODY, NOON)] == [
        "Nobody has come for 30 min, though many usually do. Is the line open?"
    ]
    assert (
        plain(words.main_reason(replace(SILENT, cleared_at=NOON), NOON)) == "switch told nothing for 30 min."
    )
    assert words.cost(SILENT) == ""


def test_one_minute_is_one():
    assert words.lost(1.2) == "1 customer-minute lost"
    assert words.cost(RANG) == "42 customer-minutes lost so far"


def silence(queue, since=NOON - MINUTE, until=NOON + MINUTE):
    return Silence(1, queue, since, until, "Dana", NOON, None)


@pytest.mark.parametrize(
    ("silences", "is_told"),
    [
        ([], True),
        ([silence("cards")], False),
        ([silence("loans")], True),
        ([silence(None)], False),
        ([silence("cards", until=NOON)], True),
        ([silence("cards", since=NOON + MINUTE, until=NOON + 2 * MINUTE)], True),
    ],
    ids=["none", "its own", "another's", "of all", "over", "to come"],
)
def test_what_is_snoozed_is_not_told(silences, is_told):
    loud, snoozed = read.told_of([RANG], silences, NOON)

    assert (loud, snoozed) == (([RANG], []) if is_told else ([], [RANG]))


def test_the_picture_reaches_back_three_hours_and_before_the_beginning():
    assert read.window(RANG, NOON) == (NOON - timedelta(hours=3), NOON)
    assert read.window(OVER, NOON + timedelta(days=1)) == (NOON - timedelta(hours=2.5), NOON + 30 * MINUTE)
    long = replace(RANG, begun_at=NOON - timedelta(hours=5))
    assert read.window(long, NOON)[0] == NOON - timedelta(hours=5.5)


def look(minute, **given):
    at = NOON + minute * MINUTE
    return Look(
        "cards", at, True, at, 30, 12, 3, given.pop("waiting", 2), 1, arrivals=45, usual=30.0, **given
    )


def test_a_picture_needs_two_looks_and_says_so():
    assert "nothing of those hours is known" in picture.pictures([look(0)], NOON, None, ZONE)


def test_only_what_is_known_is_drawn_and_the_beginning_is_marked():
    looks = [look(minute) for minute in range(-60, 1)]

    drawn = picture.pictures(looks, BEGUN, None, ZONE)
    staffed = picture.pictures([replace(one, staffed=5.4, scheduled=7.0) for one in looks], BEGUN, None, ZONE)

    assert drawn.count('class="panel"') == 2
    assert "14:00: 2 wait, 1 of them too long" in drawn
    assert drawn.count(">13:30<") == 2
    assert "5.4 there, 7 planned" in staffed


def test_a_pause_between_looks_is_a_gap():
    times = [0.0, 60.0, 120.0, 1000.0, 1060.0]

    found = picture.pieces(times, [1.0, None, 2.0, 3.0, 4.0], (0.0, 1060.0), 4.0)

    assert [len(piece) for piece in found] == [2]
    assert len(picture.pieces(times[:3], [1.0, 2.0, 3.0], (0.0, 120.0), 4.0)[0]) == 3


def test_where_nobody_looked_visits_tell_who_waited_and_what_came():
    visits = pl.DataFrame(
        {
            "queued_at": [NOON - 20 * MINUTE, NOON - 7 * MINUTE, NOON - 7 * MINUTE, NOON - 7 * MINUTE],
            "wait_ms": [60_000, 180_000, 420_000, None],
            "outcome": ["answered", "answered", "waiting", "answered"],
            "threshold_ms": [20_000, 20_000, 600_000, 20_000],
        }
    )

    found = rebuilt.looks(visits, "cards", NOON - 20 * MINUTE, NOON)

    assert [(one.waiting, one.overdue) for one in found] == [(1, 0), (0, 0), (0, 0), (2, 1), (1, 0)]
    assert [one.arrivals for one in found] == [1, 1, 1, 3, 3]
    assert "dashed: usual" not in picture.pictures(found, BEGUN, None, ZONE)
    assert rebuilt.looks(visits.clear(), "cards", BEGUN, NOON) == ()


def test_costs_are_summed_by_cause_the_dearest_first():
    rows = [RANG, replace(RANG, minutes_lost=3.0), replace(RANG, cause="volume", minutes_lost=90.0)]

    assert [(one.cause, one.n, one.minutes) for one in past.by_cause(rows)] == [
        ("volume", 1, 90.0),
        ("plan", 2, 44.5),
    ]


def act(kind, who="Dana", at=NOON):
    return Act(1, 1, at, who, kind, None, None)


def test_history_says_how_soon_somebody_took_it_and_who_found_it_useful():
    taken = replace(OVER, taken_by="Dana")
    acts = (act("taken", at=taken.raised_at + 4 * MINUTE), act("useful"), act("not_useful", who="Eli"))
    slip = (act("taken"), act("undone"))
    told = read.Heard((), (taken, replace(RANG, id=9)), {1: acts, 9: slip}, ())

    rang, lost, within, useful = past.figures(told.past, told)

    assert (rang.value, lost.value, within.state) == ("2", "83", "few")
    assert (plain(within.value), within.target) == ("4 min", "1 of 2 were taken")
    assert useful.value == "1 of 2"


def test_who_called_it_done_saw_to_it_and_rules_say_what_was_found_useful():
    done = replace(RANG, state="resolved")
    acts = (act("useful"), act("not_useful", who="Eli"), act("resolved", who="Eli"))
    told = read.Heard((), (done, replace(SILENT, id=9)), {1: acts}, ())

    assert past.who(done, acts) == "Eli"
    assert past.who(done, ()) == "nobody"
    assert rules.useful("cards", told) == "1 of 2"
    assert rules.useful("switch", told) == "–"


def test_late_waits_add_up_to_what_is_said():
    rows = pl.DataFrame({"lost_ms": [90_000, 30_000]})

    assert late.title(rows) == "2 waits were too long: 2 customer-minutes lost"
    assert late.note(rows, replace(RANG, minutes_lost=2.2)).endswith("on top")
    assert late.note(rows, RANG).endswith("as it was seen minute by minute: 42")
    assert plain(late.note(rows, RANG, is_own=True)).endswith("of no team · 42 customer-minutes lost of all")


@pytest.mark.parametrize(
    ("cause", "threshold", "expected"),
    [
        ("plan", 0.16, "at least 16 % of the people planned are missing"),
        ("volume", 3.25, "contacts are above usual by 3.25 times their usual swing"),
        ("longer", 2.9, "contacts are longer than usual by 2.9 times their usual swing"),
    ],
)
def test_a_rule_is_said_in_words(cause, threshold, expected):
    assert plain(rules.when(cause, threshold)) == expected


def test_beside_a_rule_stands_what_a_lower_and_a_higher_one_would_ring():
    tried = [(2.0, 31, 400.0), (3.0, 6, 90.0), (4.0, 1, 20.0)]

    assert rules.elsewhere("volume", 3.0, tried) == "at 2: 31 times · at 4: 1 time"
    assert rules.elsewhere("volume", 2.5, tried) == "at 2: 31 times · at 3: 6 times"
    assert rules.elsewhere("volume", 3.0, []) == "–"


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [
        (3.0, "Under 4 weeks say too little"),
        (5.5, "Eight weeks are wanted"),
        (8.0, "at most 0.5 times a week"),
    ],
    ids=["too few", "some", "whole"],
)
def test_how_far_thresholds_can_be_believed_is_said(weeks, expected):
    assert expected in rules.basis(Calibrated(NOON, NOON, NOON, weeks, {}, ()))


@pytest.mark.parametrize(
    ("live", "expected"),
    [
        ([], "No minute of them was seen as it happened"),
        ([(16.0, 0.0), (8.0, 0.0)], "No minute of them was seen as it happened"),
        ([(16.0, 0.25), (8.0, 1.0)], "50 % of their minutes were seen as they happened, the others"),
        ([(16.0, 1.0)], "Every minute of them was seen as it happened."),
    ],
    ids=["nothing replayed", "history alone", "both", "all live"],
)
def test_what_was_replayed_is_said_to_be_seen_or_worked_out(live, expected):
    pools = tuple(Pool({}, {}, {}, weeks, share) for weeks, share in live)

    assert plain(rules.origin(Calibrated(NOON, NOON, NOON, 8.0, {}, pools))).startswith(expected)


def weeks_of(values, queue="cards"):
    first = date(2026, 1, 5)
    return pl.DataFrame(
        {
            "queue": queue,
            "week": [first + timedelta(weeks=n) for n in range(len(values))],
            "n": [float(v) for v in values],
            "of": 1000.0,
        }
    )


def test_a_week_that_leaves_its_range_is_a_drift():
    steady = [800, 810, 795, 805, 800, 790, 806, 798, 803, 799, 801]

    calm, fell = drift.drift("cards", weeks_of(steady)), drift.drift("cards", weeks_of([*steady, 640]))

    assert (calm.left, fell.left, fell.is_worse) == (None, 11, True)
    assert drift.title([fell]) == "1 queue drifts away from being in time"
    assert drift.title([]) == "No queue drifts: each varies within its usual range"
    assert "below what it varies by" in drift.said(fell)


def test_a_week_out_of_the_range_that_is_past_is_said_to_be():
    steady = [800, 810, 795, 805, 800, 790, 806, 798, 803, 799]

    back = drift.drift("cards", weeks_of([*steady, 640, 801]))

    said = "cards was out of its range in the week of Mon 16 Mar, and is back since"
    assert drift.title([back]) == said
    assert drift.title([back, back]) == "2 queues were out of their range of late, and are back since"
    assert "below what it varies by; back since" in drift.said(back)


def test_a_share_below_its_range_reads_so():
    made = drift.drift("cards", weeks_of([800, 810, 795, 805, 800, 790, 806, 798, 803, 799, 640]))
    near = replace(made.chart, low=np.full(11, 0.6412), high=np.full(11, 0.88))

    assert (made.digits, replace(made, chart=near).digits) == (0, 1)
    assert "64.0" in drift.said(replace(made, chart=near))


def test_too_few_weeks_are_no_chart():
    assert drift.drift("cards", weeks_of([800] * 5)) is None


def test_a_week_without_a_contact_is_passed_over():
    weeks = weeks_of([800, 790, 0, 810, 805, 795, 800, 790, 803, 801])
    closed = weeks.with_columns(of=pl.when(pl.col("n") > 0).then(pl.col("of")).otherwise(0.0))

    found = drift.drift("cards", closed)

    assert np.isnan(found.chart.share[2])
    assert found.left is None
    assert "mk-drift" in drift.picture(found)


def test_the_clock_is_that_of_the_site():
    assert words.clock(datetime(2026, 3, 4, 22, 30, tzinfo=UTC), NOON, ZONE) == "Thu 5 Mar, 00:30"


@pytest.mark.parametrize(
    ("n", "expected"),
    [(7.93, "8 weeks"), (5.5, "5.5 weeks"), (1.0, "1 week"), (1.2, "1.2 weeks")],
    ids=["a few hours short", "a half", "one", "more than one"],
)
def test_weeks_are_whole_to_a_day(n, expected):
    assert rules.weeks(n) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([OVER, OVER], "2 bottlenecks"),
        ([OVER, SILENT], "1 bottleneck and 1 silence"),
        ([SILENT, NOBODY], "0 bottlenecks and 2 silences"),
    ],
    ids=["bottlenecks only", "one of each", "silences only"],
)
def test_silences_are_counted_beside_bottlenecks(rows, expected):
    assert past.title(rows) == expected
