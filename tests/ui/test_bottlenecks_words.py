"""What the page Bottlenecks and the line on Live say of alerts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from metrics.bottlenecks.episode import Status
from store.episodes import Act
from store.standing import Standing
from tests.alerts import NOON
from tests.ui.rung import MINUTE, NOBODY, OVER, RANG, SILENT, ZONE, plain
from ui.bottlenecks import card, standing, words


def found(cause, **figures):
    return replace(RANG, cause=cause, causes=({"cause": cause, "worth": 1.0, "figures": figures},))


@pytest.mark.parametrize(
    ("alert", "expected"),
    [
        (RANG, "3.6 of 6 planned people were there for it on average in the last 30 min."),
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
        ([RANG], None, "cards *has needed help* since 13:30: planned people are missing."),
        (
            [RANG, replace(RANG, queue="a*b")],
            None,
            "*2 bottlenecks*, cards the worst: planned people are missing.",
        ),
        (
            [RANG, SILENT],
            None,
            "cards *has needed help* since 13:30: planned people are missing. switch is silent.",
        ),
        ([SILENT], None, "switch *has told nothing* since 13:30."),
        ([NOBODY, SILENT], None, "*Nobody has come* to loans since 13:30. switch is silent."),
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
    assert words.sentence([RANG], OVER, later, ZONE, done).startswith("cards *has needed help*")


def test_each_queue_stands_in_one_line_the_worst_first():
    found = standing.of([Standing("Billing", "pressure", NOON), Standing("Mail <b>", "few", NOON)])

    assert standing.title([Standing("a", "ringing", NOON)]) == "1 queue rings"
    assert standing.title([Standing("a", "pressure", NOON)]) == "Nothing rings; 1 queue is under pressure"
    assert standing.title([Standing("a", "few", NOON)]) == "Nothing rings"
    assert standing.title([]) == "How each queue stands"
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


def test_the_clock_is_that_of_the_site():
    assert words.clock(datetime(2026, 3, 4, 22, 30, tzinfo=UTC), NOON, ZONE) == "Thu 5 Mar, 00:30"
