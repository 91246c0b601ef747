"""How teams work, as figures by group."""

import polars as pl
import pytest

from metrics.teams.told import COVER, HOURS, LONG, SKILLS, TEAM, figures

WHEN = {"queue": pl.String, "weekday": pl.Int64, "hour": pl.Int64}
COVERED = pl.DataFrame(
    [("Billing", 1, 9, at_work) for at_work in (0, 1, 1, 2, None)],
    schema={**WHEN, "at_work": pl.Int64},
    orient="row",
)
WEEK = pl.DataFrame(
    [("Billing", 1, 9, 5.0, 3.0), ("Billing", 2, 9, 5.0, 6.0), ("Billing", 3, 9, None, 1.0)],
    schema={**WHEN, "needed": pl.Float64, "counted": pl.Float64},
    orient="row",
)
ABLE = pl.DataFrame({"agent_id": ["a", "b", "a"], "skill": ["Billing", "Billing", "Arabic"]})
STRETCHES = pl.DataFrame(
    [("North", "break", True, 10.0), ("North", "break", False, 1.0), ("North", "break", None, None)],
    schema={"team": pl.String, "state": pl.String, "is_long": pl.Boolean, "beyond_min": pl.Float64},
    orient="row",
)
FRAMES = {COVER: COVERED, HOURS: WEEK, SKILLS: ABLE, LONG: STRETCHES}


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("one_person_alone", (0.5, 2, 4)),
        ("nobody_there", (0.25, 1, 4)),
        ("too_few_people", (0.5, 1, 2)),
        ("people_missing", (1.0, 2, 2)),
        ("only_one_person", (1, 1, 2)),
        ("long_stretches", (0.5, 1, 2)),
        ("time_beyond_usual", (600, 600, 1)),
    ],
)
def test_a_figure_of_all(metric, expected):
    found = figures(FRAMES, [metric], [])[metric].item()

    assert (found["value"], found["numerator"], found["denominator"]) == expected


def test_of_nothing_no_share_is_told():
    empty = {name: frame.clear() for name, frame in FRAMES.items()}
    values = {name: figures(empty, [name], [])[name].item()["value"] for name in TEAM}

    assert values == {**dict.fromkeys(TEAM), "only_one_person": 0}


def test_figures_by_group_are_sorted():
    found = figures(FRAMES, ["only_one_person"], ["skill"])

    assert [(row["skill"], row["only_one_person"]["value"]) for row in found.to_dicts()] == [
        ("Arabic", 1),
        ("Billing", 0),
    ]
