"""What a switch tells of this moment."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from connectors.asterisk import Asterisk, tail
from connectors.base import Live
from connectors.errors import Unavailable
from store.schema import AGENTS_NOW, VISITS_NOW
from tests.connectors.asterisk.day import lines
from tests.connectors.asterisk.logs import (
    NOON,
    Kept,
    add,
    asterisk,
    connect,
    enter,
    fetch,
    hang_up,
    row,
    write,
)

NOW = NOON + timedelta(hours=1)
JOINS = row(0, "NONE", "SIP/1", "ADDMEMBER")


def live(connector: Asterisk, since: datetime = NOON, cursor: dict[str, str] | None = None) -> Live:
    return connector.live(since, NOW, cursor or {})


def visits(told: Live) -> list[tuple[str, str, int | None]]:
    return told.visits.sort("queued_at").select("contact_id", "outcome", "wait_ms").rows()


def agents(told: Live) -> list[tuple[str, str, str | None, str | None]]:
    return told.agents.select("agent_id", "state", "queue", "queues").rows()


def test_who_waits_and_who_talks(tmp_path: Path) -> None:
    write(tmp_path, JOINS, enter(5), enter(6, "c2"), connect(10, waited=5))

    told = live(asterisk(tmp_path))

    assert told.at == NOW
    assert visits(told) == [("pbx:c1", "answered", 5_000), ("pbx:c2", "waiting", None)]
    assert agents(told) == [("pbx:SIP/1", "on_contact", "sales", "sales")]
    assert told.agents["since"].to_list() == [NOON + timedelta(seconds=10)]
    assert told.visits.schema == pl.Schema(VISITS_NOW)
    assert told.agents.schema == pl.Schema(AGENTS_NOW)


def test_what_was_added_is_told_by_the_next_call(tmp_path: Path) -> None:
    log = write(tmp_path, JOINS, enter(5))
    connector = asterisk(tmp_path)
    before = live(connector)
    add(log, row(8, "c1", "NONE", "ABANDON", 1, 1, 3), row(9, "NONE", "SIP/1", "PAUSE", "Lunch"))

    told = live(connector)

    assert visits(before) == [("pbx:c1", "waiting", None)]
    assert visits(told) == [("pbx:c1", "abandoned", 3_000)]
    assert told.agents.select("state", "reason").rows() == [("break", "Lunch")]


def test_what_ended_before_the_instant_asked_for_is_not_told(tmp_path: Path) -> None:
    write(tmp_path, enter(0), connect(10), hang_up(70), enter(80, "c2"), connect(90, "c2"), hang_up(99, "c2"))

    assert visits(live(asterisk(tmp_path), since=NOON + timedelta(seconds=71))) == [
        ("pbx:c2", "answered", 10_000)
    ]


def test_of_a_call_that_goes_on_only_the_visits_of_late_are_told(tmp_path: Path) -> None:
    write(tmp_path, enter(0), connect(10), hang_up(70), enter(70.1, queue="support"))

    told = live(asterisk(tmp_path), since=NOON + timedelta(seconds=71))

    assert told.visits.select("leg_no", "queue").rows() == [(2, "support")]


def test_only_what_is_new_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = write(tmp_path, JOINS, enter(5))
    connector = asterisk(tmp_path)
    read: list[int] = []
    chunk = tail.Parser.chunk

    def counted(self: tail.Parser, texts: list[bytes], *, is_cut: bool) -> tail.Chunk:
        read.append(len(texts))
        return chunk(self, texts, is_cut=is_cut)

    monkeypatch.setattr(tail.Parser, "chunk", counted)

    live(connector)
    live(connector)
    add(log, enter(9, "c2"))
    live(connector)

    assert read == [2, 1]


def test_a_new_object_begins_where_the_last_fetch_ended(tmp_path: Path) -> None:
    log = write(tmp_path, JOINS, enter(5), enter(6, "c2"))
    cursor = fetch(asterisk(tmp_path)).cursor
    add(log, connect(10, waited=5))

    told = live(asterisk(tmp_path), cursor=cursor)

    assert visits(told) == [("pbx:c1", "answered", 5_000), ("pbx:c2", "waiting", None)]
    assert agents(told) == [("pbx:SIP/1", "on_contact", "sales", "sales")]


def test_a_log_that_is_gone_tells_nothing(tmp_path: Path) -> None:
    log = write(tmp_path, enter(5))
    connector = asterisk(tmp_path)
    live(connector)
    log.unlink()

    with pytest.raises(Unavailable):
        live(connector)


def test_a_static_member_that_does_nothing_is_not_told(tmp_path: Path) -> None:
    write(tmp_path, enter(5), connect(10), hang_up(70))

    assert agents(live(asterisk(tmp_path))) == []


@pytest.mark.parametrize("minute", [181, 300, 437, 700])
def test_this_moment_is_what_history_says_of_it(tmp_path: Path, minute: int) -> None:
    midnight = datetime(2026, 3, 2, tzinfo=UTC)
    until, since = midnight + timedelta(hours=6, minutes=minute), midnight + timedelta(hours=5)
    day = lines(5, date(2026, 3, 2), 600)
    log = write(tmp_path, *(line for at, line in day if at < until - timedelta(minutes=30)))
    kept, connector = Kept(asterisk(tmp_path)), asterisk(tmp_path)
    live(connector, since)
    add(log, *(line for at, line in day if until - timedelta(minutes=30) <= at < until))
    kept.fetch()

    told = live(connector, since)

    columns = [name for name in VISITS_NOW if name not in {"channel", "direction", "started_at"}]
    legs = kept.table("legs").filter(pl.col("ended_at").is_null() | (pl.col("ended_at") >= since))
    order = ["contact_id", "leg_no"]
    assert_frame_equal(told.visits.select(columns).sort(order), legs.select(columns).sort(order))
    lasting = kept.table("agent_states").filter(pl.col("ended_at").is_null())
    assert_frame_equal(
        told.agents.select("agent_id", "state", "since", "reason"),
        lasting.select("agent_id", "state", pl.col("started_at").alias("since"), "reason").sort("agent_id"),
    )
