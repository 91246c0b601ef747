"""Columns that the store computes from what a source sent; `rebuild` computes them again."""

import polars as pl

from language import ngettext
from store.schema import CONTACTS, LEGS

COPIED = ("started_at", "channel", "direction", "site", "topic")


class OrphanError(ValueError):
    """A leg names a contact that did not come with it."""


def local_s(instant: str, timezone: str) -> pl.Expr:
    """Give seconds since 1970 on the wall clock of `timezone`: integers group ten times faster than dates."""
    wall = pl.col(instant).dt.convert_time_zone(timezone).dt.replace_time_zone(None)
    return wall.dt.epoch("s").alias(f"{instant.removesuffix('_at')}_local_s")


def derived_contacts(contacts: pl.DataFrame, timezone: str) -> pl.DataFrame:
    """Add the derived columns of contacts."""
    return contacts.with_columns(local_s("started_at", timezone)).select(
        ["source", "version", *CONTACTS.columns, *CONTACTS.derived]
    )


def timed(legs: pl.DataFrame) -> pl.DataFrame:
    """Work out the instants that a source does not send but that follow from its own durations.

    answered_at = queued_at + wait; the end of a visit that nobody answered = queued_at + wait; the end of
    an answered one = answered_at + talk + hold + wrap, of which the talk must be known.
    """
    left = pl.col("queued_at") + pl.duration(milliseconds="wait_ms")
    answered = pl.col("outcome") == "answered"
    handled = pl.col("talk_ms") + pl.col("hold_ms").fill_null(0) + pl.col("wrap_ms").fill_null(0)
    legs = legs.with_columns(
        answered_at=pl.when(answered & pl.col("answered_at").is_null()).then(left).otherwise("answered_at")
    )
    done = pl.when(answered).then(pl.col("answered_at") + pl.duration(milliseconds=handled)).otherwise(left)
    is_open = pl.col("outcome") == "waiting"
    return legs.with_columns(
        ended_at=pl.when(pl.col("ended_at").is_null() & ~is_open).then(done).otherwise("ended_at")
    )


def derived_legs(legs: pl.DataFrame, contacts: pl.DataFrame, timezone: str) -> pl.DataFrame:
    """Add the derived columns of legs, whose contacts must all be in `contacts`. Raises OrphanError."""
    joined = timed(legs).join(contacts.select("contact_id", *COPIED), on="contact_id", how="left")
    orphans = joined.filter(pl.col("started_at").is_null())
    if not orphans.is_empty():
        sentence = ngettext(
            "{n} leg names a contact that no row for contacts has, {first!r}."
            " Each leg's contact must be selected as well.",
            "{n} legs name a contact that no row for contacts has, the first {first!r}."
            " Each leg's contact must be selected as well.",
            orphans.height,
        )
        raise OrphanError(sentence.format(n=orphans.height, first=orphans["contact_id"][0]))
    return joined.with_columns(local_s("queued_at", timezone), local_s("ended_at", timezone)).select(
        ["source", "version", *LEGS.columns, *LEGS.derived]
    )
