"""The same rows, whenever and in whichever steps they are fetched."""

import subprocess
import sys
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from connectors.demo.cuts import Tables
from connectors.demo.simulation import simulation
from tests.connectors.demo.centre import END, KEYS, SEEDS, START, demo, merged, weeks
from tests.connectors.fetched import Fetched, fetch

TWO_DAYS = START + timedelta(days=2)


def in_steps(seed: int, until: list[datetime]) -> list[Fetched]:
    """Fetch up to one instant after the other, each with a new connector that knows the cursor alone."""
    cursor: dict[str, str] = {}
    steps = []
    for instant in until:
        simulation.cache_clear()
        steps.append(fetch(demo(seed), cursor, until=instant))
        cursor |= steps[-1].cursor
    return steps


def cut_points(seed: int, end: datetime) -> list[datetime]:
    """Random instants, one of them in the middle of a call."""
    draws = Random(seed)
    span = (end - START).total_seconds()
    points = [START + timedelta(seconds=draws.uniform(0, span)) for _n in range(8)]
    calls = weeks(seed)["legs"].filter(pl.col("answered_at").is_between(START, end - timedelta(hours=2)))
    call = calls.filter(pl.col("talk_ms") > 60_000).row(draws.randrange(50), named=True)
    return sorted([*points, call["answered_at"] + timedelta(seconds=30), end])


def alike(one: Tables, other: Tables) -> None:
    assert one.keys() == other.keys()
    assert [name for name in KEYS if not one[name].equals(other[name])] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_many_fetches_give_the_rows_of_one(seed: int) -> None:
    end = START + timedelta(days=6, hours=9)
    whole = merged(fetch(demo(seed), until=end))
    steps = merged(*in_steps(seed, cut_points(seed, end)))

    alike(steps, whole)


def test_a_later_fetch_brings_only_what_has_changed() -> None:
    first = START + timedelta(days=1, hours=9)
    early, late = in_steps(1, [first, first + timedelta(minutes=30)])

    assert 0 < late.table("contacts").height < 100
    assert late.table("contacts")["version"].min() >= first.timestamp() * 1000
    assert early.table("contacts").height > 100


def test_a_call_under_way_is_open_and_closed_later() -> None:
    call = (
        weeks(1)["legs"].filter(pl.col("talk_ms") > 120_000, pl.col("queue") == "Billing").row(20, named=True)
    )
    during, after = in_steps(
        1, [call["answered_at"] + timedelta(seconds=60), call["ended_at"] + timedelta(hours=1)]
    )
    one = during.table("legs").filter(contact_id=call["contact_id"], leg_no=call["leg_no"]).row(0, named=True)
    whole = (
        after.table("legs").filter(contact_id=call["contact_id"], leg_no=call["leg_no"]).row(0, named=True)
    )

    assert (one["outcome"], one["agent_id"]) == ("answered", call["agent_id"])
    assert one["talk_ms"] is one["wrap_ms"] is one["ended_at"] is one["ended_by"] is None
    assert whole == call


def test_who_waits_at_the_cut_has_no_wait_no_agent_and_no_topic() -> None:
    slow = weeks(1)["legs"].filter(
        pl.col("queue") == "Billing", pl.col("wait_ms") > 60_000, outcome="answered"
    )
    call = slow.row(0, named=True)
    during = fetch(demo(), until=call["queued_at"] + timedelta(seconds=30))
    leg = during.table("legs").filter(contact_id=call["contact_id"], leg_no=call["leg_no"]).row(0, named=True)
    contact = during.table("contacts").filter(contact_id=call["contact_id"]).row(0, named=True)

    assert leg["outcome"] == "waiting"
    assert leg["wait_ms"] is leg["agent_id"] is leg["answered_at"] is leg["ended_at"] is None
    assert contact["topic"] is contact["ended_at"] is None


def test_windows_put_together_give_the_contacts_of_one() -> None:
    middle = START + timedelta(days=1, hours=8, minutes=13)
    parts = [
        fetch(demo(), since=since, until=until) for since, until in ((START, middle), (middle, TWO_DAYS))
    ]
    contacts = pl.concat([part.table("contacts") for part in parts])
    whole = fetch(demo(), since=START, until=TWO_DAYS).table("contacts")

    assert contacts["contact_id"].sort().to_list() == whole["contact_id"].sort().to_list()


def test_a_window_far_from_the_start_is_the_same_as_in_the_whole() -> None:
    since = END - timedelta(days=3)
    simulation.cache_clear()
    late = fetch(demo(), since=since, until=END).table("contacts")
    whole = weeks(1)["contacts"].filter(pl.col("started_at") >= since)

    assert_frame_equal(late, whole)


def test_another_seed_gives_other_rows() -> None:
    one, other = (weeks(seed)["contacts"]["started_at"] for seed in SEEDS[:2])

    assert set(one) & set(other) == set()


def test_another_process_gives_the_same_rows() -> None:
    code = "from tests.connectors.demo.test_steps import digest; print(digest())"
    root = Path(__file__).resolve().parents[3]
    said = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)

    assert said.stdout.strip() == digest()


def test_a_cursor_of_another_centre_is_not_used() -> None:
    cursor = fetch(demo(seed=1), until=TWO_DAYS).cursor
    other = fetch(demo(seed=2), cursor, until=TWO_DAYS)

    assert other.table("contacts").height == fetch(demo(seed=2), until=TWO_DAYS).table("contacts").height


def test_without_a_start_it_begins_thirteen_weeks_back_and_stays_there() -> None:
    first = fetch(demo(start=None), until=TWO_DAYS)
    later = fetch(demo(start=None), first.cursor, until=TWO_DAYS + timedelta(days=1))
    earliest = first.table("contacts")["started_at"].min()

    assert timedelta(weeks=13) < TWO_DAYS - earliest < timedelta(weeks=13, days=1)
    assert later.table("contacts").height < 1000


def digest() -> str:
    """One word for two days of rows."""
    rows = merged(fetch(demo(), until=TWO_DAYS))
    return sha256("".join(rows[name].write_csv() for name in KEYS).encode()).hexdigest()
