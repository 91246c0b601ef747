"""How simulated days stood at an instant: what came later is not known yet.

An instant is known when it lies before the cut, so that cuts fit together like half-open windows. How long a
contact took is told when its wrap-up is over, as of a record that is written then. A row's version is the
last instant, in ms, known of its contact, of its stretch, or of itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from connectors.demo.frames import CONTACT_START, MENU_END, TALK_END, WRITTEN, Frames
from connectors.demo.said import Said
from store.schema import (
    AGENTS_NOW,
    CONTACTS,
    GESTURES,
    INSTANT,
    LEGS,
    NOTES,
    PROMISES,
    STATES,
    SURVEYS,
    TABLES,
    VISITS_NOW,
    Dtype,
    Table,
)

AFTER_MENU = ("menu_ms", "menu_steps", "menu_path", "menu_outcome", "entry_queue")
AT_END = ("topic", "topic_source", "is_resolved", "ended_at")
WITH_ANSWER = ("answered_at", "agent_id", "ring_ms", "missed_rings", "wait_ms")
WITH_TRANSFER = ("transferred_to", "disposition", TALK_END)
WITH_END = ("talk_ms", "hold_ms", "wrap_ms", "ended_by", "ended_at")  # the store takes talk for an end
LAST = "last_known"
Tables = dict[str, pl.DataFrame]


@dataclass(frozen=True)
class Known:
    """When a row of a table is known, and which of its columns only since a later instant."""

    table: Table
    since: str
    later: Mapping[str, Sequence[str]]


KNOWN = (
    Known(SURVEYS, "invited_at", {"answered_at": ("answered_at", "score", "comment")}),
    Known(NOTES, "written_at", {}),
    Known(PROMISES, "made_at", {"attempted_at": ("attempted_at",), "kept_at": ("kept_at",)}),
    Known(GESTURES, "granted_at", {}),
)


def whole(days: Sequence[Frames]) -> Frames:
    """Put days together."""
    return Frames(
        contacts=pl.concat([each.contacts for each in days]),
        legs=pl.concat([each.legs for each in days]),
        states=pl.concat([each.states for each in days]),
        promises=pl.concat([each.promises for each in days]),
    )


def cut(days: Frames, at: datetime) -> Tables:
    """Show some days, in their order, as they stood; what is in several of them as the last one tells it."""
    now = pl.lit(at).cast(INSTANT)
    contacts, legs = _contacts(days.contacts, now), _legs(days.legs, now)
    last = pl.concat([contacts.select("contact_id", LAST), legs.select("contact_id", LAST)])
    last = last.group_by("contact_id").agg(pl.col(LAST).max())
    contacts, legs = (
        each.drop(LAST).join(last, on="contact_id", maintain_order="left") for each in (contacts, legs)
    )
    return {"contacts": contacts, "legs": legs, "agent_states": _states(days.states, now)}


def cut_said(words: Said, promises: pl.DataFrame, at: datetime) -> Tables:
    """Show what was said and promised as it stood."""
    now = pl.lit(at).cast(INSTANT)
    frames = (words.surveys, words.notes, promises, words.gestures)
    return {known.table.name: _known(known, frame, now) for known, frame in zip(KNOWN, frames, strict=True)}


def told(shown: Tables, since: datetime, *, changed: bool) -> Tables:
    """Bring to exactly the columns of our tables what began since an instant, or what has changed since."""
    of = pl.col(LAST if changed else "started_at") >= since
    rows: list[tuple[Table, pl.DataFrame]] = []
    if "contacts" in shown:
        contacts, states = (shown[name].filter(of) for name in ("contacts", "agent_states"))
        legs = shown["legs"].join(contacts, on="contact_id", how="semi", maintain_order="left")
        rows = [(CONTACTS, contacts), (LEGS, legs), (STATES, states)]
    of_contact = pl.col(LAST if changed else CONTACT_START) >= since
    of_known = [known.table for known in KNOWN if known.table.name in shown]
    rows += [(table, shown[table.name].filter(of_contact)) for table in of_known]
    return {table.name: of_table(table, frame) for table, frame in rows}


def once(weeks: Iterator[Tables]) -> Iterator[Tables]:
    """Leave out of each week what the next one tells anew, since it knows more of it."""
    held: Tables | None = None
    for tables in weeks:
        if held is not None:
            yield {name: _but_those_of(tables, name, rows) for name, rows in held.items()}
        held = tables
    if held is not None:
        yield held


def _but_those_of(later: Tables, name: str, rows: pl.DataFrame) -> pl.DataFrame:
    key = TABLES[name].key
    if name not in later:
        return rows
    return rows.join(later[name].select(key), on=key, how="anti", maintain_order="left")


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
        *_unless((pl.col("ended_at") >= now) & ~pl.col("channel").is_in(WRITTEN), ("is_complaint",)),
        *_unless(pl.col(MENU_END) >= now, (MENU_END,)),
    )
    return _newest(seen, ("started_at", MENU_END, "ended_at"), CONTACTS.key)


def _legs(rows: pl.DataFrame, now: pl.Expr) -> pl.DataFrame:
    waits = (pl.coalesce("answered_at", "ended_at") >= now).fill_null(value=True)  # null: on no day so far
    seen = rows.filter(pl.col("queued_at") < now).with_columns(
        pl.when(waits).then(pl.lit("waiting")).otherwise("outcome").alias("outcome"),
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


def _known(known: Known, rows: pl.DataFrame, now: pl.Expr) -> pl.DataFrame:
    seen = rows.filter(pl.col(known.since) < now).with_columns(
        each for at, names in known.later.items() for each in _unless(pl.col(at) >= now, names)
    )
    return _newest(seen, (known.since, *known.later), known.table.key)


def _unless(later: pl.Expr, names: Sequence[str]) -> list[pl.Expr]:
    is_later = later.fill_null(value=False)
    return [pl.when(~is_later).then(name).alias(name) for name in names]


def _newest(rows: pl.DataFrame, instants: Sequence[str], key: Sequence[str]) -> pl.DataFrame:
    """One row per key, that of the last day: most is known of it there."""
    dated = rows.with_columns(pl.max_horizontal(*instants).alias(LAST))
    return dated.unique(list(key), keep="last", maintain_order=True)


def of_table(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """Exactly the columns of a table, the version from what is last known."""
    schema: dict[str, Dtype] = {"source": pl.String, "version": pl.Int64, **table.columns}
    return rows.with_columns(version=pl.col(LAST).dt.epoch("ms")).sort(table.key).select(list(schema))
