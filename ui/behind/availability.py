"""The figures of being reached: they count customers' own contacts."""

from functools import partial

import polars as pl

from language import marked
from metrics import moved
from ui.behind import nouns
from ui.behind.shape import Behind, Said

OWN = partial(Behind, frame="reached", anchor="started")
FOUND_NOBODY = ~pl.col("is_there")
AVAILABILITY: dict[str, Behind] = {
    "came_unstaffed": OWN(FOUND_NOBODY.fill_null(value=False), said=Said(nouns.found_nobody)),
    "unstaffed_rate": OWN(
        pl.col("is_there").is_not_null(),
        FOUND_NOBODY,
        marked("Nobody was there"),
        marked("Somebody was there"),
        said=Said(nouns.own, marked("when nobody was there"), marked("when somebody was")),
    ),
    "reached_rate": OWN(
        pl.col("is_decided"),
        moved.ANSWERED,
        marked("Got an answer"),
        marked("Got none"),
        said=Said(nouns.own, marked("were answered"), marked("were not")),
    ),
    "moved_rate": OWN(
        pl.col("had_no_answer").fill_null(value=False),
        pl.col("moved_to").is_not_null(),
        marked("Came on another channel"),
        marked("Did not"),
        said=Said(nouns.without_answer, marked("came next on another channel"), marked("did not")),
    ),
}
