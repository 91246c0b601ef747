"""Who went beyond: customers' thanks in their own words, and trouble made good with a gesture.

A gesture counts where there was a good reason for it (the contact was passed on, misrouted, a complaint, or
the customer had come about the same within seven days) and the customer did not come again about it. How
many were given, and what they cost, counts nowhere.
"""

import polars as pl

from metrics.groups import FIRST_QUEUE
from metrics.links import DAY_MS
from metrics.recognition.cells import PLACE, counted, of_agents
from metrics.recognition.score import scored
from metrics.repeats import WEEK

WORDS = (*PLACE, "kind", "language")
REPEAT_MS = 7 * DAY_MS
POSITIVE = ("is_thanks", "is_resolved")
NEGATIVE = (
    *("is_cancel", "is_competitor", "is_complaint", "is_third_time"),
    *("is_no_call_back", "is_unheard", "is_refused", "is_anger"),
)


def _any(names: tuple[str, ...]) -> pl.Expr:
    return pl.any_horizontal(pl.col(name) == 1 for name in names).fill_null(value=False)


def is_kind() -> pl.Expr:
    """Mark customers' texts in which something good was heard and nothing bad."""
    return (pl.col("author") == "customer") & _any(POSITIVE) & ~_any(NEGATIVE)


def thanked(verbatims: pl.LazyFrame) -> pl.LazyFrame:
    """Give customers' texts: is_good where they thank and complain of nothing."""
    said = verbatims.filter(pl.col("author") == "customer")
    return said.select("agent_id", *WORDS, is_good=(pl.col("is_thanks") == 1) & is_kind())


def made_good(traced: pl.LazyFrame, gestures: pl.LazyFrame) -> pl.LazyFrame:
    """Give answered contacts in which something had gone wrong, once the week after them is known.

    is_good where a gesture was given and the customer did not come again about it.
    """
    wrong = pl.any_horizontal("is_transferred", "is_misroute", pl.col("is_complaint") == 1)
    again = pl.col("previous_topic_ms") <= REPEAT_MS
    had_reason = wrong.fill_null(value=False) | again.fill_null(value=False)
    given = gestures.select("contact_id", is_given=pl.lit(value=True)).unique()
    rows = traced.filter(WEEK.matured(), had_reason).join(given, on="contact_id", how="left")
    is_given = pl.col("is_given").fill_null(value=False)
    return rows.select(
        "topic",
        "channel",
        "contact_id",
        agent_id="resolving_agent_id",
        queue=FIRST_QUEUE,
        is_good=is_given & ~WEEK.came_again(),
    )


def beyond(thanks: pl.DataFrame, amends: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Score agents on rows of `thanked` and `made_good`."""
    return {
        "thanked": scored(of_agents(counted(thanks, WORDS))),
        "made_good": scored(of_agents(counted(amends))),
    }
