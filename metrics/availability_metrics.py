"""The rows of the catalog about being reached: when somebody was there, and who came when nobody was."""

from functools import partial

import polars as pl

from language import marked
from metrics import moved
from metrics.metric import Metric
from metrics.parts import Of
from metrics.ratio import as_seconds, figure

CLOCK = partial(Metric, unit="share", frame="staffed", anchor="began", direction="higher")
OWN = partial(Metric, frame="reached", anchor="started", direction="lower")


def _share(part: str, whole: str, of: Of) -> pl.Expr:
    # Clock time is no sample of anything: there is no interval.
    value = pl.when(of(whole) > 0).then(of(part) / of(whole))
    return figure(value, as_seconds(of(part)), as_seconds(of(whole)))


AVAILABILITY_METRICS = (
    CLOCK(
        id="availability",
        label=marked("Somebody there"),
        definition=marked(
            "Share of the time, day and night, in which somebody was there on the channel, or on any of"
            " several. Somebody is there while an agent who serves a queue of it is at work (waits for a"
            " contact, has one or wraps one up) and that queue is open; a break is not. Without agents'"
            " states an answer proves its hour."
        ),
        numerator=marked("time in which somebody was there"),
        denominator=marked("time of which it is known"),
        exclusions=marked(
            "Time of which nobody knows whether somebody was there; it is not taken for closed."
        ),
        formula=partial(_share, "any_ms", "any_known_ms"),
    ),
    CLOCK(
        id="two_channels",
        label=marked("Two channels or more"),
        definition=marked(
            "Share of the time, day and night, in which somebody was there on at least two channels."
        ),
        numerator=marked("time in which somebody was there on two channels or more"),
        denominator=marked("time of which it is known"),
        exclusions=marked("Time of which too little is known to tell; of one channel there is no value."),
        formula=partial(_share, "two_ms", "two_known_ms"),
    ),
    CLOCK(
        id="staffing_known",
        label=marked("Known who was there"),
        definition=marked("Share of the time of which it is known whether somebody was there."),
        numerator=marked("time of which it is known"),
        denominator=marked("all time that the sources tell of"),
        formula=partial(_share, "any_known_ms", "clock_ms"),
    ),
    CLOCK(
        id="staffed_closed",
        label=marked("At work while closed"),
        definition=marked(
            "Share of the time in which somebody was at work, but every queue that they serve was closed by"
            " the opening hours. No customer could reach them: it is not in “Somebody there”."
        ),
        numerator=marked("time in which somebody was at work while it was closed"),
        denominator=marked("time of which it is known"),
        formula=partial(_share, "outside_ms", "any_known_ms"),
    ),
    OWN(
        id="came_unstaffed",
        label=marked("Found nobody there"),
        unit="count",
        definition=marked(
            "Customers' own contacts that began when nobody was there on their channel, or found their queue"
            " closed."
        ),
        numerator=marked("contacts that began when nobody was there"),
        exclusions=marked("Contacts that began when it is not known whether somebody was there."),
        formula=moved.came_unstaffed,
    ),
    OWN(
        id="unstaffed_rate",
        label=marked("Found nobody there"),
        unit="share",
        definition=marked(
            "Share of customers' own contacts that began when nobody was there on their channel, or found"
            " their queue closed."
        ),
        numerator=marked("contacts that began when nobody was there"),
        denominator=marked("contacts that began when it is known whether somebody was there"),
        formula=moved.unstaffed_rate,
        minimum_n=30,
    ),
    OWN(
        id="reached_rate",
        label=marked("Got an answer"),
        unit="share",
        definition=marked(
            "Share of customers' own contacts that somebody answered, at whatever hour they came."
        ),
        numerator=marked("contacts that were answered"),
        denominator=marked("contacts that were answered, or ended without an answer"),
        exclusions=marked("Contacts that ended in the menu; letters that are still waiting."),
        formula=moved.reached_rate,
        direction="higher",
        minimum_n=30,
    ),
    OWN(
        id="moved_rate",
        label=marked("Moved to another channel"),
        unit="share",
        definition=marked(
            "Share of contacts without an answer whose customer came next on another channel, within 24"
            " hours. Without an answer: nobody answered in 24 hours, nor before the customer came again."
        ),
        numerator=marked("contacts whose customer came next on another channel"),
        denominator=marked("contacts without an answer"),
        exclusions=marked("Unknown customers; what the menu completed; contacts of the last 24 hours."),
        formula=moved.moved_rate,
        minimum_n=30,
    ),
)
