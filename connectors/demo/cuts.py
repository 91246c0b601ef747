"""How simulated days stood at an instant: what came later is not known yet.

An instant is known when it lies before the cut, so that cuts fit together like half-open windows. How long a
contact took is told when its wrap-up is over, as of a record that is written then. A row's version is the
last instant, in ms, known of its contact, or of its stretch.
"""

from collections.abc import Sequence
from datetime import datetime

import polars as pl

from connectors.demo.frames import MENU_END, TALK_END, Frames
from store.schema import AGENTS_NOW, CONTACTS, INSTANT, LEGS, STATES, VISITS_NOW, Dtype, Table

AFTER_MENU = ("menu_ms", "menu_steps", "menu_path", "menu_outcome", "entry_queue")
AT_END = ("topic", "topic_source", "is_complaint", "ended_at")
WITH_ANSWER = ("answered_at", "agent_id", "ring_ms", "missed_rings", "wait_ms")
WITH_TRANSFER = ("transferred_to", TALK_END)
WITH_END = ("talk_ms", "hold_ms", "wrap_ms", "ended_by", "ended_at")  # the store takes talk for an end
LAST = "last_known"
Tables = dict[str, pl.DataFrame]


def cut(days: Sequence[Frames], at: datetime) -> Tables:
    """Show some days, in their order, as they stood; what is in several of them as the last one tells it."""
    now = pl.lit(at).cast(INSTANT)
    contacts = _contacts(pl.concat([each.contacts for each in days]), now)
    legs = _legs(pl.concat([each.legs for each in days]), now)
    states = _states(pl.concat([each.states for each in days]), now)
    last = pl.concat([contacts.select("contact_id", LAST), legs.select("contact_id", LAST)])
    last = last.group_by("contact_id").agg(pl.col(LAST).max())
    contacts, legs = (
        each.drop(LAST).join(last, on="contact_id", maintain_order="left") for each in (contacts, legs)
    )
    return {"contacts": contacts, "legs": legs, "agent_states": states}


def told(shown: Tables, *, of: pl.Expr) -> Tables:
    """Bring the rows that match to exactly the columns of our tables."""
    contacts = shown["contacts"].filter(of)
    legs = shown["legs"].join(contacts, on="contact_id", how="semi", maintain_order="left")
    states = shown["agent_states"].filter(of)
    rows = ((CONTACTS, contacts), (LEGS, legs), (STATES, states))
    return {table.name: _of_table(table, frame) for table, frame in rows}


def began_since(since: datetime) -> pl.Expr:
    """Match contacts and stretches that began at an instant or later."""
    return pl.col("started_at") >= since


def changed_since(since: datetime) -> pl.Expr:
    """Match contacts and stretches of which something happened at an instant or later."""
    return pl.col(LAST) >= since


def visits_now(shown: Tables, since: datetime) -> pl.DataFrame:
    """The visits that wait or are being handled, and those that ended since an instant."""
    legs = shown["legs"].filter(pl.col("ended_at").is_null() | (pl.col("ended_at") >= since))
    of_contact = shown["contacts"].select("contact_id", "channel", "direction", "started_at")
    return legs.join(of_contact, on="contact_id", maintain_order="left").select(list(VISITS_NOW))


def agents_now(shown: Tables, skills: pl.DataFrame) -> pl.DataFrame:
    """What each agent does; `skills` says which queues each one takes (agent_id, queues)."""
    states = shown["agent_states"].filter(pl.col("ended_at").is_null())
    talking = shown["legs"].filter(pl.col("agent_id").is_not_null(), pl.col("ended_at").is_null())
    queue = talking.sort("answered_at").group_by("agent_id").agg(pl.col("queue").last())
    newest = states.sort("started_at").group_by("agent_id").last().rename({"started_at": "since"})
    whole = newest.join(queue, on="agent_id", how="left").join(skills, on="agent_id", how="left")
    return whole.sort("agent_id").select(list(AGENTS_NOW))


def _contacts(rows: pl.DataFrame, now: pl.Expr) -> pl.DataFrame:
    seen = rows.filter(pl.col("started_at") < now).with_columns(
        *_unless(pl.col(MENU_END) >= now, AFTER_MENU),
        *_unless(pl.col("ended_at") >= now, AT_END),
        *_unless(pl.col(MENU_END) >= now, (MENU_END,)),
    )
    return _newest(seen, ("started_at", MENU_END, "ended_at"), CONTACTS.key)


def _legs(rows: pl.DataFrame, now: pl.Expr) -> pl.DataFrame:
    waits = pl.coalesce("answered_at", "ended_at") >= now
    seen = rows.filter(pl.col("queued_at") < now).with_columns(
        pl.when(waits.fill_null(value=False)).then(pl.lit("waiting")).otherwise("outcome").alias("outcome"),
        *_unless(waits, WITH_ANSWER),
        *_unless(pl.col(TALK_END) >= now, WITH_TRANSFER),
        *_unless(pl.col("ended_at") >= now, WITH_END),
    )
    return _newest(seen, ("queued_at", "answered_at", TALK_END, "ended_at"), LEGS.key)


def _states(rows: pl.DataFrame, now: pl.Expr) -> pl.DataFrame:
    seen = rows.filter(pl.col("started_at") < now).with_columns(
        _unless(pl.col("ended_at") >= now, ("ended_at",))
    )
    return _newest(seen, ("started_at", "ended_at"), STATES.key)


def _unless(later: pl.Expr, names: Sequence[str]) -> list[pl.Expr]:
    is_later = later.fill_null(value=False)
    return [pl.when(~is_later).then(name).alias(name) for name in names]


def _newest(rows: pl.DataFrame, instants: Sequence[str], key: Sequence[str]) -> pl.DataFrame:
    """One row per key, that of the last day: most is known of it there."""
    dated = rows.with_columns(pl.max_horizontal(*instants).alias(LAST))
    return dated.unique(list(key), keep="last", maintain_order=True)


def _of_table(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    schema: dict[str, Dtype] = {"source": pl.String, "version": pl.Int64, **table.columns}
    return rows.with_columns(version=pl.col(LAST).dt.epoch("ms")).sort(table.key).select(list(schema))
