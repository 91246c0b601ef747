"""Find customers who had to move: nobody answered on the channel they chose, so they came on another one.

A contact had no answer if nobody answered it in 24 hours, nor before the person came again. The customer
moved if the person's next own contact began within 24 hours of it, on another channel. So a call, another
call and then a chat are one move, of the second call.
"""

import datetime as dt

import polars as pl

from metrics.parts import Of, Part, total
from metrics.ratio import count, ratio

MOVED_WITHIN = dt.timedelta(hours=24)
AT = "started_at"


def with_moves(contacts: pl.LazyFrame, around: pl.LazyFrame, as_of: dt.datetime) -> pl.LazyFrame:
    """Add had_no_answer, moved_to and is_decided to own contacts of customers, in no order.

    contacts hold person, channel, menu_outcome, started_at, ended_at and first_answered_at; around the same
    of the own contacts to 24 hours later, and is_reconnect. had_no_answer is null until it can be told, of
    nobody, and of what a menu completed; moved_to is the channel. is_decided: answered, or over.
    """
    own = around.filter(~pl.col("is_reconnect").fill_null(value=False), pl.col("person").is_not_null())
    after = own.select("person", next_at=AT, next_channel="channel").sort("next_at")
    keyed = contacts.with_columns(pl.col(AT).alias("at")).sort("at")
    met = keyed.join_asof(
        after,
        left_on="at",
        right_on="next_at",
        by="person",
        strategy="forward",
        tolerance=MOVED_WITHIN,
        allow_exact_matches=False,
        check_sortedness=False,
    )
    is_old = pl.col(AT) + MOVED_WITHIN <= pl.lit(as_of).cast(pl.Datetime("us", "UTC"))
    until = pl.coalesce("next_at", pl.col(AT) + MOVED_WITHIN)
    is_known = pl.col("person").is_not_null() & is_old & ~_served_by_menu()
    no_answer = (pl.col("first_answered_at") > until).fill_null(value=True)
    moved = no_answer & (pl.col("next_channel") != pl.col("channel"))
    is_over = pl.col("first_answered_at").is_not_null() | pl.col("ended_at").is_not_null()
    return met.with_columns(
        had_no_answer=pl.when(is_known).then(no_answer),
        moved_to=pl.when(is_known & moved).then("next_channel"),
        is_decided=is_over & pl.col("menu_outcome").fill_null("queued").eq("queued"),
    ).drop("at", "next_at", "next_channel")


def _served_by_menu() -> pl.Expr:
    return pl.col("menu_outcome").eq("completed").fill_null(value=False)


ANSWERED = pl.col("is_decided") & pl.col("first_answered_at").is_not_null()
SUMS: dict[str, Part] = {
    "came_unstaffed": lambda _: total(~pl.col("is_there")),
    "came_own": lambda _: pl.len().cast(pl.Int64),
    "came_known": lambda _: total(pl.col("is_there").is_not_null()),
    "reached": lambda _: total(ANSWERED),
    "to_be_reached": lambda _: total(pl.col("is_decided")),
    "moved": lambda _: total(pl.col("moved_to").is_not_null()),
    "without_answer": lambda _: total(pl.col("had_no_answer")),
}


def came_unstaffed(of: Of) -> pl.Expr:
    """Count who came when nobody was there; no value where nobody knows of anybody."""
    is_told = (of("came_known") > 0) | (of("came_own") == 0)
    return count(pl.when(is_told).then(of("came_unstaffed")))


def unstaffed_rate(of: Of) -> pl.Expr:
    """Came when nobody was there / came when it is known whether somebody was."""
    return ratio(of("came_unstaffed"), of("came_known"))


def reached_rate(of: Of) -> pl.Expr:
    """Answered / own contacts that asked for somebody and are answered or over."""
    return ratio(of("reached"), of("to_be_reached"))


def moved_rate(of: Of) -> pl.Expr:
    """Moved to another channel / had no answer on the one they chose."""
    return ratio(of("moved"), of("without_answer"))
