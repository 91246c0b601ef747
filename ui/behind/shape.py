"""What is known of a figure whose contacts can be listed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import polars as pl

from language import marked

EVERY = pl.lit(value=True)
WAIT = pl.col("wait_ms")
# What a list shows of each contact beside what all do: the queues it went through, how long after it the
# customer came again, how it went through the menu, what its issue took, what the customer answered, what was
# promised and what became of it, how the clocks of a complaint stand, what was given, why somebody should
# call again, what had happened to the customer.
Why = Literal[
    "",
    "way",
    "again",
    "path",
    "contacts",
    "agents",
    "channels",
    "spent",
    "said",
    "promise",
    "complaint",
    "gift",
    "cost",
    "followup",
    "event",
]


@dataclass(frozen=True)
class Said:
    """The words for a list of whole contacts: so many of what, which did what, what it adds up to.

    `noun` says how many of what ("{n} answered contacts"), `did` and `did_not` follow the number of each part
    of them, `amount` says the sum of the measure.
    """

    noun: Callable[[int], str]
    did: str = ""
    did_not: str = marked("did not")
    amount: Callable[[float], str] | None = None


@dataclass(frozen=True)
class Behind:
    """Which rows of which frame a figure is about.

    `counted` are those in its numerator, `yes` and `no` the words for the two parts, `called` what the page
    Queues calls it where that is not its label, `longest` whether one wants to see the most of its measure
    first, and `order` how that is called.
    """

    rows: pl.Expr
    counted: pl.Expr | None = None
    yes: str = ""
    no: str = ""
    called: str = ""
    longest: bool = False
    frame: str = "visits"
    anchor: str = "queued"
    measure: pl.Expr = WAIT
    order: str = marked("Longest wait first")
    said: Said | None = None
    why: Why = ""
