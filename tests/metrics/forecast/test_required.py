import math
from datetime import timedelta

import polars as pl
import pytest

from metrics.forecast import required
from metrics.forecast.patience import at_once, patience
from metrics.queueing import Goal, agents_needed
from tests.metrics.forecasting import MONDAY, SLOT_S, instant

IN_TIME = Goal("in_time", 0.8, within_s=20, short_s=5)
SCHEMA = {
    "queue": pl.String,
    "starts_at": pl.Datetime("us", "UTC"),
    "expected": pl.Float64,
    "handle_s": pl.Float64,
    "is_staffed": pl.Boolean,
}


def slots(
    *expected: float | None, handle_s: float | None = 180.0, staffed: tuple[bool, ...] = ()
) -> pl.DataFrame:
    rows = [
        {
            "queue": "PS",
            "starts_at": instant(MONDAY, 8) + timedelta(seconds=n * SLOT_S),
            "expected": each,
            "handle_s": handle_s,
            "is_staffed": staffed[n] if staffed else True,
        }
        for n, each in enumerate(expected)
    ]
    return pl.DataFrame(rows, schema=SCHEMA)


def served(patience_s: float = 120.0, in_hand: float = 1.0) -> pl.DataFrame:
    return pl.DataFrame({"queue": ["PS"], "patience_s": [patience_s], "at_once": [in_hand]})


def needed(rows: pl.DataFrame, **given) -> list[float | None]:
    told = required(rows, {"PS": IN_TIME}, given.pop("served", served()), SLOT_S, **given)
    return told["required"].to_list()


def test_a_slot_needs_what_erlang_a_says() -> None:
    assert needed(slots(100, 20, 0)) == [
        agents_needed(100 / 1800, 180, 120, IN_TIME),
        agents_needed(20 / 1800, 180, 120, IN_TIME),
        0,
    ]


def test_who_serves_two_at_once_is_needed_half_as_often() -> None:
    places = agents_needed(100 / 1800, 180, 120, IN_TIME)

    assert needed(slots(100), served=served(in_hand=2.0)) == [math.ceil(places / 2)]


def test_who_is_away_is_planned_on_top() -> None:
    told = required(slots(100), {"PS": IN_TIME}, served(), SLOT_S, shrinkage=0.25)

    assert told["rostered"].to_list() == [told["required"][0] / 0.75]


@pytest.mark.parametrize(
    ("rows", "goals"),
    [
        (slots(None), {"PS": IN_TIME}),
        (slots(5, handle_s=None), {"PS": IN_TIME}),
        (slots(5, staffed=(False,)), {"PS": IN_TIME}),
        (slots(5), {}),
    ],
    ids=["no forecast", "no handle time", "nobody works then", "no goal"],
)
def test_what_is_not_known_is_not_told(rows, goals) -> None:
    assert required(rows, goals, served(), SLOT_S)["required"].to_list() == [None]


def test_letters_need_the_work_and_that_of_the_night_in_the_morning() -> None:
    goal = Goal("in_time", 0.8, within_s=2 * SLOT_S)
    rows = slots(10, 10, 20, 20, 20, handle_s=720, staffed=(False, False, True, True, True))

    told = required(rows, {"PS": goal}, served(), SLOT_S, letters=["PS"])

    # A night's 20 letters are 8 agents' half hours, 4 in each of two slots; 20 by day are 8.
    assert told["required"].to_list() == [None, None, 12, 12, 8]


def test_a_rush_of_letters_can_wait_as_long_as_their_goal() -> None:
    goal = Goal("in_time", 0.8, within_s=3 * SLOT_S)
    rows = slots(0, 0, 30, None, 0, 0, 0, handle_s=360)

    told = required(rows, {"PS": goal}, served(), SLOT_S, letters=["PS"])

    # 30 letters are 6 agents' half hours, 2 in each of three slots; of an unknown slot nothing is told.
    assert told["required"].to_list() == [0, 0, 2, None, 3, 0, 0]


def waits(*rows: tuple[float, str], queue: str = "PS", channel: str = "voice") -> pl.DataFrame:
    schema = {"wait_s": pl.Float64, "outcome": pl.String}
    return pl.DataFrame(list(rows), schema=schema, orient="row").select(
        "outcome",
        queue=pl.lit(queue),
        channel=pl.lit(channel),
        wait_ms=(pl.col("wait_s") * 1000).cast(pl.Int64),
        short_ms=pl.lit(5000, pl.Int64),
    )


def test_patience_is_all_waiting_over_those_who_gave_up() -> None:
    gone = [(65.0, "abandoned")] * 10
    held = [(25.0, "answered")] * 20
    at_once_gone = [(3.0, "abandoned")] * 50

    found = patience(waits(*gone, *held, *at_once_gone))

    assert found.rows() == [("PS", (10 * 60 + 20 * 20) / 10, 10)]


def test_a_queue_that_says_too_little_is_as_patient_as_its_channel() -> None:
    many = waits(*[(105.0, "abandoned")] * 19)
    few = waits((105.0, "abandoned"), (205.0, "answered"), queue="NW")
    letters = waits((9000.0, "answered"), queue="Post", channel="email")

    found = dict(patience(pl.concat([many, few, letters])).select("queue", "patience_s").iter_rows())

    assert found == {"PS": 100.0, "NW": (20 * 100 + 200) / 20, "Post": math.inf}


def chat(begin: float, end: float, agent: str = "DORIT", channel: str = "chat") -> dict[str, object]:
    return {
        "queue": "PS",
        "channel": channel,
        "outcome": "answered",
        "agent_id": agent,
        "answered_at": instant(MONDAY) + timedelta(seconds=begin),
        "handle_ms": int((end - begin) * 1000),
    }


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([chat(0, 600), chat(300, 900), chat(1200, 1500)], 1.25),
        ([chat(0, 600), chat(0, 600, agent="NOA")], 1.0),
        ([chat(0, 600, channel="voice"), chat(0, 600, channel="voice")], 1.0),
        ([chat(0, 900), chat(100, 200), chat(300, 400)], 11 / 9),
    ],
    ids=["the worked figure", "of two agents", "on the telephone", "one within another"],
)
def test_contacts_at_once_are_seconds_of_contacts_over_those_of_the_clock(rows, expected) -> None:
    found = at_once(pl.DataFrame(rows))

    assert found["at_once"].to_list() == pytest.approx([expected])
