"""The sentence of the page Teams: what matters most, said once."""

from dataclasses import replace

import polars as pl
import pytest

from metrics.ratio import FIGURE
from metrics.teams import ABLE
from store.covering import Covering
from ui.teams.found import Found
from ui.teams.words import hang_title, sentence

HOUR = {"weekday": 3, "hour": 19}


def findings(hangs, lacking):
    """Thirty contacts of a queue while one person was there, and an hour in which people were missing."""
    came = [{"queue": hangs or "Chat", "at_work": 1 if hangs else 2, "alone_id": None, **HOUR}] * 30
    types = {"alone_id": pl.String, "needed": pl.Float64, "counted": pl.Float64}
    nobody = pl.DataFrame(schema={"agent_id": pl.String, "name": pl.String, "team": pl.String})
    skills = pl.DataFrame(schema=ABLE)
    hours = pl.DataFrame([lacking or lacks("Mail", 0.0)], schema_overrides=types)
    covering = Covering(
        nobody, skills, pl.DataFrame(came, schema_overrides={"alone_id": pl.String}), hours, 0, True
    )
    by_team = pl.DataFrame(schema={"team": pl.String, "occupancy": FIGURE})
    return Found(covering, pl.DataFrame(), by_team)


def lacks(queue, missing, **hour):
    return {"queue": queue, "needed": 9.0, "counted": 9.0 - missing, **HOUR, **hour}


@pytest.mark.parametrize(
    ("hangs", "lacking", "expected"),
    [
        (
            "Chat",
            lacks("Chat", 4.6),
            "*Chat* hangs on one person on Wednesday 19–20; 5 more people are needed then.",
        ),
        (
            "Chat",
            lacks("Chat", 1.2, hour=8),
            "*Chat* hangs on one person on Wednesday 19–20; it lacks 1 person on Wednesday 8–9.",
        ),
        (
            "Chat",
            lacks("Mail", 2.0),
            "*Chat* hangs on one person on Wednesday 19–20; *Mail* lacks 2 people on Wednesday 19–20.",
        ),
        (None, lacks("Mail", 2.0), "*Mail* lacks 2 people on Wednesday 19–20."),
        (None, None, "Every queue had two people or more when contacts came."),
    ],
    ids=["the same hour", "another hour of the queue", "another queue", "no hour hangs on one", "nothing"],
)
def test_what_matters_most(hangs, lacking, expected):
    assert sentence(findings(hangs, lacking)) == expected


@pytest.mark.parametrize(
    ("rare", "expected"),
    [
        (0, "1 hour of the week hangs on one person"),
        (12, "1 hour of the week hangs on one person; 1 more is too rare to judge"),
    ],
    ids=["enough contacts", "another with few"],
)
def test_an_hour_of_few_contacts_is_not_counted_among_those_that_hang_on_one(rare, expected):
    found = findings("Chat", None)
    few = found.covering.visits.head(rare).with_columns(hour=pl.lit(8, pl.Int64))
    whole = replace(found.covering, visits=pl.concat([found.covering.visits, few]))

    assert hang_title(replace(found, covering=whole)) == expected
    assert hang_title(replace(found, covering=replace(whole, visits=whole.visits.head(12)))) == (
        "1 hour of the week may hang on one person: too few contacts to judge"
    )
