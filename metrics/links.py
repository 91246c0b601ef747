"""Link the contacts of a person: how long after a contact the next one came, and before it the one before.

A contact's own columns never tell of more than its neighbours within 30 days, so that late data changes few
of them (`touched`). Instants count in whole milliseconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

DAY_MS = 86_400_000
LONGEST_MS = 30 * DAY_MS
RECONNECT_MS = 5 * 60_000
WRITTEN = ("message", "email", "social", "web")  # answered later, and open for long
GAPS = ("previous_ms", "previous_topic_ms", "next_ms", "next_topic_ms")
NEVER = 2**63 - 1


def answers(legs: pl.DataFrame) -> pl.DataFrame:
    """Sum up legs: contact_id, first_answered_at (null where nobody answered), is_cut_off (on our side)."""
    is_answered = pl.col("outcome") == "answered"
    is_cut_off = is_answered & (pl.col("ended_by") == "system")
    return legs.group_by("contact_id").agg(
        first_answered_at=pl.col("answered_at").filter(is_answered).min(),
        is_cut_off=is_cut_off.sort_by("leg_no").last().fill_null(value=False),
    )


def family(families: Mapping[str, str]) -> pl.Expr:
    """Name the family of a contact's topic, which is the topic itself where the map names none."""
    return pl.col("topic").replace(families) if families else pl.col("topic")


def closed_at() -> pl.Expr:
    """Say when a contact was over for its customer: a written one when a human first answered, null if open."""
    ended = pl.when(pl.col("channel").is_in(WRITTEN)).then("first_answered_at").otherwise("ended_at")
    return pl.max_horizontal("started_at", pl.when(ended.is_not_null()).then(ended))


def linked(contacts: pl.DataFrame, families: Mapping[str, str] | None = None) -> pl.DataFrame:
    """Add closed_at, the gaps in ms, is_dropped and is_reconnect to contacts, in their order.

    contacts hold contact_id, person, channel, direction, topic, started_at, ended_at and what `answers`
    makes. next_ms runs from the moment a contact was over to the start of the person's next inbound contact,
    next_topic_ms to that of the next one of the same topic family; previous_ms and previous_topic_ms run
    from start to start. Beyond 30 days, of another direction or of nobody they are null, and so is the gap
    to the next while a contact is open. is_reconnect marks inbound contacts within 5 minutes after one that
    was cut off on our side (is_dropped): they are nobody's next contact.
    """
    rows = contacts.with_columns(closed_at=_closed(), family=family(families or {}))
    timeline = _timeline(rows.filter(pl.col("person").is_not_null()))
    found = timeline.gaps()
    joined = rows.drop("family").join(found, on="contact_id", how="left", maintain_order="left")
    return joined.with_columns(pl.col("is_dropped", "is_reconnect").fill_null(value=False))


def touched(contacts: pl.DataFrame, changed: pl.DataFrame) -> pl.DataFrame:
    """Keep the contacts whose gaps may be others once some contacts are new, different or gone.

    contacts hold person, started_at and closed_at of all that is known, changed the same of the contacts in
    question, as they were and as they are. Only contacts of the same persons, over no longer than 30 days
    before or begun within 30 days after, are kept.
    """
    span = pl.duration(milliseconds=LONGEST_MS)
    over = pl.coalesce("closed_at", "started_at")
    moments = changed.filter(pl.col("person").is_not_null()).select(
        "person",
        since=pl.col("started_at") - span,
        until=pl.max_horizontal(pl.col("started_at") + span, over + pl.duration(milliseconds=RECONNECT_MS)),
    )
    near = contacts.join(moments, on="person").filter(over >= pl.col("since"), pl.col("started_at") <= pl.col("until"))
    return contacts.join(near.select("contact_id"), on="contact_id", how="semi", maintain_order="left")
