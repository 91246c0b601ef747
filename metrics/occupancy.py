"""Measure what agents do with their time: on contacts, available, on a break; how many contacts at once.

Sums over pieces (metrics/stretches.py) in milliseconds of agents' clock time. A contact comes first: a moment
on a contact is time on a contact, whatever the state beside it says, so that the times add up.
"""

from collections.abc import Sequence

import polars as pl

from metrics import stretches
from metrics.parts import Formula, Of, Part, total
from metrics.periods import DAY_S, Period
from metrics.ratio import as_seconds, figure
from metrics.stretches import CODES

# What a state of an agent knows nothing of.
OF_CONTACTS = ("queue", "channel", "topic")
OF_PEOPLE = ("team", "site")
# Whoever tells these knows when the agent is there; a switch may tell of contacts and ringing alone.
PRESENCE = ("available", "break", "meeting")
APART = ("available", "ringing", "break", "meeting")  # states whose time is not time on a contact

MS, CONTACTS = pl.col("ms"), pl.col("contacts")
IN = {state: pl.col("state") == code for state, code in CODES.items()}
HAS_STATE = pl.col("state") > 0
ON_CONTACT = (CONTACTS > 0) | IN["on_contact"] | IN["wrap_up"]
LOGGED_IN = ON_CONTACT | (HAS_STATE & ~IN["offline"])
KNOWN = pl.col("is_known")


def _during(rows: pl.Expr) -> Part:
    return lambda _terms: total(MS.filter(rows))


PARTS: dict[str, Part] = {
    "contact_ms": lambda _terms: total(MS * CONTACTS),
    "loaded_ms": _during(CONTACTS > 0),
    "on_contact_ms": _during(ON_CONTACT),
    "occupied_ms": _during(ON_CONTACT & KNOWN),
    "logged_in_ms": _during(LOGGED_IN & KNOWN),
    "told_ms": _during(KNOWN | IN["offline"]),
    "wrap_up_ms": _during(IN["wrap_up"]),
    **{f"{state}_ms": _during(IN[state] & ~ON_CONTACT & KNOWN) for state in APART},
}


def handling_pieces(visits: pl.LazyFrame, zone: str, period: Period, by: Sequence[str]) -> pl.LazyFrame:
    """Cut handling into pieces; by queue, channel or topic only contacts of the same one overlap."""
    who = ["agent_id", *(name for name in OF_CONTACTS if name in by)]
    carried = [name for name in OF_PEOPLE if name in by]
    rows = stretches.within(stretches.of_handling(visits, [*who, *carried]), period)
    return _pieces(rows, who, carried, zone, by)


def state_pieces(
    visits: pl.LazyFrame, states: pl.LazyFrame | None, zone: str, period: Period, by: Sequence[str]
) -> pl.LazyFrame:
    """Cut handling and states together into pieces; none where states know nothing of what is grouped by."""
    who, carried = ["agent_id"], [name for name in OF_PEOPLE if name in by]
    handling = stretches.of_handling(visits, [*who, *carried])
    if states is None or set(OF_CONTACTS) & set(by):
        return _pieces(handling.clear(), who, carried, zone, by)
    both = [handling, stretches.of_states(stretches.settled(states), [*who, *carried])]
    return _pieces(stretches.within(pl.concat(both), period), who, carried, zone, by)


def _pieces(
    rows: pl.LazyFrame, who: Sequence[str], carried: Sequence[str], zone: str, by: Sequence[str]
) -> pl.LazyFrame:
    cut = stretches.pieces(rows.collect(), who, carried, zone, by_hour="hour" in by)
    absent = [name for name in (*OF_CONTACTS, *OF_PEOPLE) if name not in cut.columns]
    said = pl.any_horizontal(IN[state] for state in PRESENCE).any()
    return cut.lazy().with_columns(
        *(pl.lit(None, pl.String).alias(name) for name in absent),
        is_known=said.over("agent_id", pl.col("began_local_s") // DAY_S),
    )


def occupancy(of: Of) -> pl.Expr:
    """Clock time on at least one contact / (that + available idle)."""
    return _share(of("occupied_ms"), of("occupied_ms") + of("available_ms"))


def load(of: Of) -> pl.Expr:
    """Seconds of contacts / clock time on at least one contact."""
    return _share(of("contact_ms"), of("loaded_ms"))


def _share(part_ms: pl.Expr, whole_ms: pl.Expr) -> pl.Expr:
    # Clock time is no sample of anything: there is no interval.
    value = pl.when(whole_ms > 0).then(part_ms / whole_ms)
    return figure(value, as_seconds(part_ms), as_seconds(whole_ms))


def time_on_contact(of: Of) -> pl.Expr:
    """Clock time on at least one contact, of agents with and without known states."""
    return _spent(of("on_contact_ms"), of("told_ms") + of("on_contact_ms") > 0)


def time_in(name: str) -> Formula:
    """Write the clock time of one part; without any known state it is not known."""
    return lambda of: _spent(of(name), of("told_ms") + of(name) > 0)


def _spent(ms: pl.Expr, is_known: pl.Expr) -> pl.Expr:
    seconds = pl.when(is_known).then(as_seconds(ms))
    return figure(seconds, seconds)
