"""Find good reasons to call customers besides trouble, and choose whom to call. Pure: no store, no clock.

The frames, in the order in which they are made; days are those of the site's clock:

`Known` (metrics/good_reasons/reasons.py): what was known at an instant, a frame each of customers' records,
orders and our own calls, every row with its person.

reasons: a row per person and good reason that falls in the seven days from the as-of's day on.
    person  String
    kind    String      one of KINDS
    on      Date        the day itself; of "quarter" since when a call is due
    since   Date        of "purchase" its day, of "quarter" our last call, null where none is known
    years   Int64       of "anniversary"; null otherwise: nobody's age is told
    ids     List        of "purchase" the events, the oldest first; empty otherwise

list (LISTED): a row per person to call, the first to call on top, all reasons of a person in one row.

Who has trouble (metrics/good_reasons/trouble.py), was spoken with less than a week before, or is held out is
not called for a good reason.
"""

from typing import Any

import polars as pl

KINDS = ("purchase", "quarter", "anniversary", "birthday")
BY_US = ("outbound", "callback")  # directions of contacts that our people make
REASONS: dict[str, Any] = {
    "person": pl.String,
    "kind": pl.String,
    "on": pl.Date,
    "since": pl.Date,
    "years": pl.Int64,
    "ids": pl.List(pl.String),
}
REASON = pl.Struct({name: REASONS[name] for name in ("kind", "on", "since", "years", "ids")})
LISTED: dict[str, Any] = {
    "rank": pl.Int64,
    "person": pl.String,
    "value": pl.Float64,
    "reasons": pl.List(REASON),
}
