"""Open follow-ups by themselves, once what a refresh brought is published; nothing of it is in history."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import polars as pl
from sqlalchemy import select

from metrics import followups
from metrics.followups import Chosen, Kind, Rules
from metrics.groups import FIRST_QUEUE
from settings import Settings
from store import agents, business, loop, publish
from store.asked import Filters, Viewer
from store.deriving import remember
from store.models import Fact
from store.opened import Store
from store.personal import can_be_called
from store.read import Reading, open_reading
from store.schema import AGENTS
from store.state import State

BACK = timedelta(days=28)  # an issue's contacts, what a time typically is, and how old a low answer's contact
LEFT_OUT, LOOKED = "followups.left_out", "followups.looked"
ITSELF = Viewer("Moked", "manager")
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 (the site's wall clock)
OF_CONTACT = ("contact_id", "started_at", "queue", "agent_id")
OF_OPENED = ("kind", "contact_id", "person", "opened_at")
START = EPOCH.replace(tzinfo=UTC)
HOUR_MS = 3_600_000
MINUTE = timedelta(minutes=1)


def follow_up(store: Store, settings: Settings, now: datetime) -> int:
    """Open the follow-ups that are due to be opened at `now`; say how many are new.

    Call it with the writer lock held, so that no other opens one to the same person meanwhile.
    """
    told = settings.followups
    if not told.opened_by:
        return 0
    looked = _looked(store.state, settings, now)
    if looked is None:
        return 0
    reading = open_reading(store, settings, ITSELF, Filters(now, start=now - BACK))
    assert reading is not None  # something is published
    contacts = reading.linked().with_columns(queue=FIRST_QUEUE, agent_id="resolving_agent_id")
    chosen = _chosen(reading, contacts, settings, loop.followups(store.state), now)
    opened = _whole(chosen.rows, contacts, reading.rows(AGENTS), settings, now)
    new = loop.open_followups(store.state, opened, now) if opened else 0
    _note(store.state, {LEFT_OUT: f"{_day(settings, now)}:{chosen.left_out}", LOOKED: looked})
    return new


def _looked(state: State, settings: Settings, now: datetime) -> str | None:
    """Name what is looked at; None without a publication, and where the same was looked at this hour."""
    newest = publish.newest(state)
    if newest is None:
        return None
    told = f"{newest.id} {now:%Y-%m-%dT%H} {_day(settings, now)} {settings.followups.model_dump_json()}"
    return None if told == _noted(state, LOOKED) else told


def left_out(state: State, settings: Settings, now: datetime) -> int:
    """How many reasons for a follow-up today had no room for."""
    day, _colon, many = _noted(state, LEFT_OUT).partition(":")
    return int(many) if day == _day(settings, now) else 0


def rules(settings: Settings) -> Rules:
    """Say by what settings follow-ups open."""
    told = settings.followups
    return Rules(
        told.opened_by,
        timedelta(days=told.once_in_days),
        timedelta(days=told.not_older_than_days),
        told.most_a_day,
        settings.site.timezone,
    )


def _chosen(
    reading: Reading, contacts: pl.LazyFrame, settings: Settings, opened: pl.DataFrame, now: datetime
) -> Chosen:
    told, surveys = rules(settings), reading.surveys().collect().lazy()
    found = pl.concat(_of(kind, reading, contacts, surveys, settings) for kind in told.kinds)
    fresh = found.filter(pl.col("at") > now - told.not_older, can_be_called()).collect()
    ours = contacts.filter(pl.col("direction").is_in(["outbound", "callback"]))
    called = ours.select("person", "topic_family", answered_at="first_answered_at").drop_nulls("answered_at")
    return followups.to_open(fresh, opened.select(OF_OPENED), called.collect(), now, told)


def _of(
    kind: Kind, reading: Reading, contacts: pl.LazyFrame, surveys: pl.LazyFrame, settings: Settings
) -> pl.LazyFrame:
    """Give the reasons of one kind: followups.TRIGGER."""
    if kind == "low_answer":
        return followups.low_answers(surveys)
    if kind == "complaint":
        heard = reading.texts().filter(pl.col("is_complaint") == 1, pl.col("contact_id").is_not_null())
        return followups.complaints(contacts, heard if settings.followups.hear_complaints else None)
    noted = reading.texts().filter(pl.col("is_resolved") == 1, author="agent")
    parts = (pl.col(name).fill_null(0) for name in ("talk_ms", "hold_ms", "wrap_ms"))
    handled = reading.legs().group_by("contact_id").agg(handle_ms=pl.sum_horizontal(*parts).sum())
    return followups.hard_contacts(contacts, handled, noted, surveys)


def _whole(
    rows: pl.DataFrame, contacts: pl.LazyFrame, records: pl.LazyFrame, settings: Settings, now: datetime
) -> list[loop.Opened]:
    """Say of each follow-up by when somebody should have called, and whose it is."""
    if rows.is_empty():
        return []
    joined = rows.lazy().join(contacts.select(OF_CONTACT), on="contact_id", how="left")
    known = agents.with_record(joined, records, "started_at", ("team", "lead")).collect()
    return [
        loop.Opened(row["kind"], row["contact_id"], row["person"], at, _owner(row, settings))
        for row, at in zip(known.rows(named=True), _due_at(known, settings, now), strict=True)
    ]


def _due_at(rows: pl.DataFrame, settings: Settings, now: datetime) -> list[datetime]:
    """Say when the hours of each kind are over from now on, in the working time of the contact's queue."""
    asked = {kind: settings.followups.hours(kind) * HOUR_MS for kind in followups.KINDS}
    needed = rows["kind"].replace_strict(asked, return_dtype=pl.Float64).cast(pl.Int64)
    if not settings.hours:
        return [_minute(now + timedelta(milliseconds=ms)) for ms in needed]
    zone = settings.site.zone
    local = now.astimezone(zone).replace(tzinfo=None)
    # In business time as letters have it, whatever the contact came by.
    letters = rows.select(
        "queue",
        channel=pl.lit(business.CHANNELS[0]),
        queued_local_s=pl.lit((local - EPOCH) // timedelta(seconds=1), pl.Int64),
        needed=needed,
    )
    passed = letters.select(business.stretched(pl.col("needed"), settings.hours)).to_series()
    until = (local + timedelta(milliseconds=ms) for ms in passed)
    return [_minute(at.replace(tzinfo=zone).astimezone(UTC)) for at in until]


def _minute(at: datetime) -> datetime:
    """Round up to the whole minute."""
    return -(-(at - START) // MINUTE) * MINUTE + START


def _owner(row: Mapping[str, str | None], settings: Settings) -> str | None:
    asked = settings.followups.owner
    if asked == "nobody":
        return None
    if asked in {"lead", "team"}:
        return row[asked] or row["team"]
    return asked


def _note(state: State, told: Mapping[str, str]) -> None:
    """Remember what was looked at, and how many reasons today had no room for."""
    with state.writing() as connection:
        remember(connection, told)


def _noted(state: State, name: str) -> str:
    with state.reading() as connection:
        return connection.execute(select(Fact.value).where(Fact.name == name)).scalar() or ""


def _day(settings: Settings, now: datetime) -> str:
    return now.astimezone(settings.site.zone).date().isoformat()
