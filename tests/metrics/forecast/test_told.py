from datetime import date, datetime
from zoneinfo import ZoneInfo

import polars as pl

from metrics.forecast.told import AHEAD, figures
from tests.metrics.forecasting import MONDAY, instant

ZONE = "Asia/Jerusalem"
DAY = (MONDAY - date(1970, 1, 1)).days
DAYS = pl.DataFrame(
    {"queue": ["NW", "PS"], "day": [DAY, DAY], "expected": [3.0, 8.0], "low": [1.0, 6.0], "high": [5.0, 11.0]}
)


def row(queue: str, hour: int, expected: float | None, **given: object) -> dict[str, object]:
    return {
        "queue": queue,
        "channel": "voice",
        "starts_at": instant(MONDAY, hour - 2),
        "local_s": DAY * 86_400 + hour * 3600,
        "expected": expected,
        "low": expected and expected - 1,
        "high": expected and expected + 1,
        "handle_s": 300.0,
        "handle_low": 200.0,
        "handle_high": 450.0,
        "required": 2.0,
        "rostered": 2.5,
        "scheduled": None,
        "helping": None,
        "slot_s": 1800,
        **given,
    }


ROWS = pl.DataFrame(
    [
        row("PS", 8, 5.0),
        row("PS", 9, 3.0, required=4.0, handle_s=100.0),
        row("NW", 8, 3.0, scheduled=2.0, helping=0.5),
    ],
    schema_overrides={"starts_at": pl.Datetime("us", "UTC"), "scheduled": pl.Float64, "helping": pl.Float64},
)


def by(*names: str, rows: pl.DataFrame = ROWS) -> dict[tuple[object, ...], dict[str, dict[str, float]]]:
    table = figures(rows, DAYS, list(AHEAD), names, ZONE, 1)
    return {tuple(each[name] for name in names): each for each in table.iter_rows(named=True)}


def test_a_slot_has_its_band() -> None:
    at = datetime(2026, 3, 2, 8, tzinfo=ZoneInfo(ZONE))

    found = by("queue", "slot")["PS", at]["forecast"]

    assert (found["value"], found["low"], found["high"]) == (5, 4, 6)


def test_a_queues_day_has_the_band_of_days() -> None:
    found = by("queue", "day")["PS", MONDAY]["forecast"]

    assert (found["value"], found["low"], found["high"]) == (8, 6, 11)


def test_another_sum_has_none() -> None:
    found = by("hour")[8,]["forecast"]

    assert (found["value"], found["low"], found["high"]) == (8, None, None)


def test_handle_time_is_weighed_by_what_is_expected() -> None:
    assert by("queue")["PS",]["forecast_handle_time"]["value"] == (5 * 300 + 3 * 100) / 8


def test_the_handle_time_of_a_slot_has_its_band_and_that_of_several_has_none() -> None:
    at = datetime(2026, 3, 2, 8, tzinfo=ZoneInfo(ZONE))

    one, several = by("queue", "slot")["PS", at], by("queue")["PS",]

    assert [one["forecast_handle_time"][name] for name in ("low", "high")] == [200, 450]
    assert [several["forecast_handle_time"][name] for name in ("low", "high")] == [None, None]


def test_agents_are_the_mean_of_slots_and_the_sum_of_queues() -> None:
    assert by("queue")["PS",]["required_agents"]["value"] == 3
    assert by("hour")[8,]["required_agents"]["value"] == 4
    assert by()[()]["required_agents"]["value"] == 4
    assert by("hour")[8,]["rostered_agents"]["value"] == 5


def test_what_nobody_planned_is_not_known() -> None:
    assert by("queue")["PS",]["scheduled_agents"]["value"] is None
    assert by("queue")["NW",]["scheduled_agents"]["value"] == 2
    assert by("queue")["PS",]["helping_agents"]["value"] is None
    assert by("queue")["NW",]["helping_agents"]["value"] == 0.5


def test_a_forecast_that_cannot_be_told_is_no_zero() -> None:
    unknown = ROWS.with_columns(expected=pl.lit(None, pl.Float64))

    found = by("queue", rows=unknown)["PS",]

    assert found["forecast"]["value"] is None
    assert found["forecast_handle_time"]["value"] is None


def test_the_closed_hours_of_a_day_without_a_forecast_are_no_zero() -> None:
    young = pl.concat([ROWS, ROWS.filter(queue="PS", required=2.0).with_columns(queue=pl.lit("EN"))])
    rows = pl.concat(
        [
            young.with_columns(pl.when(pl.col("queue") != "EN").then("expected").alias("expected")),
            pl.DataFrame([row("EN", 23, 0.0, required=0.0)], schema=ROWS.schema),
        ]
    )

    found = by("queue", rows=rows)["EN",]
    total = by(rows=rows)[()]

    assert (found["forecast"]["value"], found["required_agents"]["value"]) == (None, None)
    assert (total["forecast"]["value"], total["required_agents"]["value"]) == (11, 4)
    assert by("queue", "hour", rows=rows)["EN", 23]["forecast"]["value"] == 0


def test_nothing_looked_at_is_nothing_told() -> None:
    found = by(rows=ROWS.clear())[()]

    assert found["forecast"]["value"] is None
