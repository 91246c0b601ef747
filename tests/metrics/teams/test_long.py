import datetime as dt

import polars as pl
import pytest

from metrics.teams import judged_long, long_by
from tests.metrics.rows import INSTANT, NOON

SCHEMA = {"team": pl.String, "state": pl.String, "reason": pl.String}
SCHEMA |= {"started_at": INSTANT, "ended_at": INSTANT}


def stretch(minutes, state="break", team="North", reason="lunch"):
    end = None if minutes is None else NOON + dt.timedelta(minutes=minutes)
    return {"team": team, "state": state, "reason": reason, "started_at": NOON, "ended_at": end}


def judged(*rows):
    return judged_long(pl.DataFrame(list(rows), schema=SCHEMA))


def usual(minutes, n=40, **given):
    return [stretch(minutes, **given)] * n


@pytest.mark.parametrize(
    ("state", "of_all", "minutes", "is_long"),
    [
        ("break", 30, 60, False),
        ("break", 30, 61, True),
        ("break", 1, 5.9, False),
        ("break", 1, 6, True),
        ("meeting", 30, 75, True),
        ("wrap_up", 1, 2.9, False),
        ("wrap_up", 1, 3, True),
    ],
    ids=[
        "twice the usual",
        "more than twice",
        "more than twice, by less than five minutes",
        "by five minutes",
        "a meeting",
        "wrap-up by less than two minutes",
        "wrap-up by two minutes",
    ],
)
def test_longer_than_usual(state, of_all, minutes, is_long):
    rows = judged(*usual(of_all, state=state), stretch(minutes, state))

    assert rows["is_long"].to_list()[-1] is is_long
    assert rows["usual_min"].unique().to_list() == [of_all]


def test_a_coffee_break_is_not_held_to_what_is_usual_for_lunch():
    rows = judged(*usual(30), *usual(10, reason="coffee"), stretch(25, reason="coffee"))

    assert rows["is_long"].to_list()[-1] is True


def test_each_team_has_its_own_usual():
    rows = judged(*usual(10), *usual(30, team="South"), stretch(25, team="South"), stretch(25))

    assert rows["is_long"].to_list()[-2:] == [False, True]


def test_a_team_of_few_is_held_to_what_is_usual_for_all():
    rows = judged(*usual(10), stretch(30, team="South"))

    assert (rows["usual_min"].to_list()[-1], rows["is_long"].to_list()[-1]) == (10, True)


def test_too_few_say_nothing_of_what_is_usual():
    rows = judged(*usual(10, n=19))

    assert rows["is_long"].unique().to_list() == [None]
    assert not long_by(rows, ["team", "state"]).height


def test_what_lasts_and_other_states_are_not_judged():
    assert not judged(stretch(None), stretch(600, "available"), stretch(600, "offline"), stretch(0)).height


def test_sums_of_a_team():
    row = long_by(judged(*usual(10), stretch(30), stretch(40)), ["team", "state"]).row(0, named=True)

    assert (row["long"]["numerator"], row["long"]["denominator"]) == (2, 42)
    assert (row["minutes"], row["long_min"], row["beyond_min"]) == (470, 70, 50)


def test_groups_add_up_to_the_whole():
    rows = judged(*usual(10), stretch(30), *usual(5, team="South"), stretch(12, team="South"))
    parts = long_by(rows, ["team", "state"])["long"].struct.field("numerator").sum()

    assert parts == long_by(rows, ["state"])["long"].struct.field("numerator").sum() == 2
