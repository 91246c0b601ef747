"""The figures of satisfaction: they count answers, each with its contact and what the customer said."""

from functools import partial

import polars as pl

from language import marked
from metrics import satisfaction
from ui.behind import nouns
from ui.behind.shape import Behind, Said

ASKED = partial(
    Behind,
    frame="surveys",
    anchor="started",
    why="said",
    measure=-satisfaction.PLACE,
    order=marked("Least satisfied first"),
)
CSAT = ASKED(
    satisfaction.CSAT,
    satisfaction.SATISFIED,
    marked("Satisfied"),
    marked("Not satisfied"),
    longest=True,
    said=Said(nouns.rated, marked("satisfied"), marked("not")),
)
SATISFACTION: dict[str, Behind] = {
    "csat": CSAT,
    "csat_weighted": CSAT,
    "nps": ASKED(
        satisfaction.NPS,
        satisfaction.PROMOTER,
        marked("Promoters"),
        marked("Others"),
        longest=True,
        said=Said(nouns.recommended, marked("promoters"), marked("others")),
    ),
    "ces": ASKED(
        satisfaction.CES,
        satisfaction.EASY,
        marked("Easy"),
        marked("Not easy"),
        longest=True,
        said=Said(nouns.on_effort, marked("found it easy"), marked("did not")),
    ),
    "solved_rate": ASKED(
        satisfaction.SOLVED,
        satisfaction.SAID_YES,
        marked("Solved"),
        marked("Not solved"),
        longest=True,
        said=Said(nouns.on_solved, marked("said yes"), marked("said no")),
    ),
    "response_rate": ASKED(
        pl.col("kind").is_not_null(),
        satisfaction.RESPONDED,
        marked("Answered"),
        marked("Not answered"),
        said=Said(nouns.invited, marked("answered"), marked("did not")),
    ),
}
