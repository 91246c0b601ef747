"""Measure waiting: one row per queue visit, anchored to the moment of entering the queue.

A visit outside opening hours, or without a known wait or threshold, cannot be judged: it is in no service
level, but in every count. Names follow DEFINITIONS.md 1: A answered, B abandoned, T threshold, s short.
"""

import polars as pl

from metrics.parts import Of, Part, Terms, number_of, squares, total
from metrics.ratio import as_minutes, count, mean_seconds, ratio, seconds

WAIT = pl.col("wait_ms")
ANSWERED = pl.col("outcome") == "answered"
ABANDONED = pl.col("outcome") == "abandoned"
SHORT = ABANDONED & WAIT.le(pl.col("short_ms")).fill_null(value=False)
WAITING = pl.col("outcome") == "waiting"
CALLBACK = pl.col("outcome") == "callback"
FLOW_OUT = (pl.col("outcome") == "overflow") | (pl.col("outcome") == "voicemail")
INSIDE_HOURS = pl.col("is_outside_hours").ne_missing(True)
ANSWERED_WAIT = pl.when(ANSWERED).then(WAIT)


def judged(rows: pl.Expr, terms: Terms) -> pl.Expr:
    """Keep of a mask the rows that a service level can judge."""
    return rows & INSIDE_HOURS & terms.in_time().is_not_null()


def judged_in_time(rows: pl.Expr, terms: Terms) -> pl.Expr:
    """Keep of a mask the rows that were over within the threshold."""
    return rows & INSIDE_HOURS & terms.in_time()


def overdue(terms: Terms) -> pl.Expr:
    """Mark those still waiting whose age is already over the threshold."""
    return WAITING & INSIDE_HOURS & ~terms.in_time()


SUMS: dict[str, Part] = {
    "queued": lambda _: pl.len().cast(pl.Int64),
    "answered": lambda _: total(ANSWERED),
    "abandoned": lambda _: total(ABANDONED),
    "short": lambda _: total(SHORT),
    "callbacks": lambda _: total(CALLBACK),
    "flow_outs": lambda _: total(FLOW_OUT),
    "waiting": lambda _: total(WAITING),
    "judged_queued": lambda terms: total(judged(pl.lit(True), terms)),
    "judged_answered": lambda terms: total(judged(ANSWERED, terms)),
    "judged_abandoned": lambda terms: total(judged(ABANDONED, terms)),
    "judged_short": lambda terms: total(judged(SHORT, terms)),
    "answered_in_time": lambda terms: total(judged_in_time(ANSWERED, terms)),
    "abandoned_in_time": lambda terms: total(judged_in_time(ABANDONED, terms)),
    "callbacks_in_time": lambda terms: total(judged_in_time(CALLBACK, terms)),
    "overdue": lambda terms: total(overdue(terms)),
    "answered_waits": lambda _: number_of(ANSWERED_WAIT),
    "answered_wait_ms": lambda _: total(ANSWERED_WAIT),
    "answered_wait_squares": lambda _: squares(ANSWERED_WAIT),
    "waits": lambda _: number_of(WAIT),
    "wait_ms": lambda _: total(WAIT),
}
LONGEST: dict[str, Part] = {
    "longest_wait_ms": lambda _: WAIT.max(),
    "longest_waiting_ms": lambda _: WAIT.filter(WAITING).max(),
}


def offered(of: Of) -> pl.Expr:
    """A + B − B≤s: who came, less those who left before anybody could have answered."""
    return of("answered") + of("abandoned") - of("short")


def judged_offered(of: Of) -> pl.Expr:
    """A + B − B≤s of the visits that a service level can judge."""
    return of("judged_answered") + of("judged_abandoned") - of("judged_short")


def service_level(of: Of) -> pl.Expr:
    """A≤T / (A + B − B≤s)."""
    return ratio(of("answered_in_time"), judged_offered(of))


def service_level_strict(of: Of) -> pl.Expr:
    """A≤T / (A + B)."""
    return ratio(of("answered_in_time"), of("judged_answered") + of("judged_abandoned"))


def service_level_ignore(of: Of) -> pl.Expr:
    """A≤T / (A + B − B≤T)."""
    kept = of("judged_answered") + of("judged_abandoned") - of("abandoned_in_time")
    return ratio(of("answered_in_time"), kept)


def service_level_positive(of: Of) -> pl.Expr:
    """(A≤T + B≤T) / (A + B)."""
    over = of("answered_in_time") + of("abandoned_in_time")
    return ratio(over, of("judged_answered") + of("judged_abandoned"))


def service_level_removed(of: Of) -> pl.Expr:
    """(A≤T + B≤T + K≤T) / queued."""
    over = of("answered_in_time") + of("abandoned_in_time") + of("callbacks_in_time")
    return ratio(over, of("judged_queued"))


def service_level_answered(of: Of) -> pl.Expr:
    """A≤T / A."""
    return ratio(of("answered_in_time"), of("judged_answered"))


def service_level_live(of: Of) -> pl.Expr:
    """A≤T / (A + B − B≤s + W>T)."""
    return ratio(of("answered_in_time"), judged_offered(of) + of("overdue"))


def abandon_rate(of: Of) -> pl.Expr:
    """(B − B≤s) / (A + B − B≤s)."""
    return ratio(of("abandoned") - of("short"), offered(of))


def asa(of: Of) -> pl.Expr:
    """Σ wait of answered / A."""
    return mean_seconds(of("answered_wait_ms"), of("answered_wait_squares"), of("answered_waits"))


def longest_wait(of: Of) -> pl.Expr:
    """max wait."""
    return seconds(of("longest_wait_ms"), of("waits"))


def longest_waiting(of: Of) -> pl.Expr:
    """max age of those still waiting."""
    return seconds(of("longest_waiting_ms"), of("waiting"))


def minutes_waited(of: Of) -> pl.Expr:
    """Σ wait in minutes, of everybody."""
    return count(as_minutes(of("wait_ms")))
