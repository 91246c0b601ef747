"""The sentence of the page Teams: what matters most, said once."""

import polars as pl
import pytest

from metrics.ratio import FIGURE
from ui.teams.words import sentence

HOUR = {"weekday": 3, "hour": 19}


class Findings:
    """What the sentence asks of the findings."""

    only_one = pl.DataFrame(schema={"skill": pl.String})
    alone = pl.DataFrame([{"alone": None}], schema={"alone": FIGURE})

    def __init__(self, hangs=None, lacks=None, busy=None):
        self.rows = hangs, lacks, busy

    def first_hanging(self):
        return self.rows[0]

    def first_missing(self):
        return self.rows[1]

    def busiest(self):
        return self.rows[2]


def lacks(queue, missing, **hour):
    return {"queue": queue, "missing": missing, **HOUR, **hour}


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
    found = Findings({"queue": hangs, **HOUR} if hangs else None, lacking)

    assert sentence(found) == expected
