from datetime import UTC, datetime, timedelta

import polars as pl

from metrics.forecast.gaps import by_hour, stretches, with_missing

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
SLOT_S = 1800


def slot(
    half_hours: int, needed: float | None, planned: float | None, queue: str = "PS", *, staffed: bool = True
) -> dict[str, object]:
    """A slot so many half hours after nine on a clock of UTC."""
    at = NINE + timedelta(seconds=SLOT_S * half_hours)
    return {
        "queue": queue,
        "starts_at": at,
        "local_s": int(at.timestamp()),
        "is_staffed": staffed,
        "expected": 10.0,
        "required": needed,
        "rostered": needed,
        "scheduled": planned,
    }


def rows(*slots: dict[str, object]) -> pl.DataFrame:
    numbers = dict.fromkeys(("required", "rostered", "scheduled"), pl.Float64)
    return with_missing(pl.DataFrame(list(slots), schema_overrides=numbers))


def test_half_a_person_less_is_one_missing_and_less_is_nobody() -> None:
    found = rows(slot(0, 7, 6.5), slot(1, 7, 6.6), slot(2, 5, 7.5), slot(3, None, 5), slot(4, 7, None))

    assert found["missing"].to_list() == [1, 0, 0, None, None]
    assert found["spare"].to_list() == [0, 0, 3, None, None]


def test_slots_in_a_row_are_one_stretch() -> None:
    short = (slot(0, 7, 5), slot(1, 7, 3), slot(2, 7, 7), slot(3, 7, 6), slot(0, 7, 6, "Other"))

    found = stretches(rows(*short), SLOT_S)

    told = found.select("queue", "begin_s", "end_s", "people", "least", "hours").rows()
    assert told == [
        ("Other", 32_400, 34_200, 1, 1, 0.5),
        ("PS", 32_400, 36_000, 4, 2, 3.0),
        ("PS", 37_800, 39_600, 1, 1, 0.5),
    ]


def test_a_stretch_ends_with_the_day() -> None:
    found = stretches(rows(slot(29, 7, 5), slot(30, 7, 5)), SLOT_S)

    assert found["end_s"].to_list() == [86_400, 1800]
    assert found["day"].to_list() == [20_514, 20_515]


def test_where_nobody_is_missing_there_is_no_stretch() -> None:
    assert stretches(rows(slot(0, 7, 8), slot(1, 7, None)), SLOT_S).height == 0


def test_of_an_hour_the_worst_slot_counts_and_queues_add_up() -> None:
    of_hour = (slot(0, 7, 6), slot(1, 7, 4), slot(0, 5, 3, "Other"), slot(1, 5, 9, "Other"))

    [hour] = by_hour(rows(*of_hour)).iter_rows(named=True)

    assert (hour["hour"], hour["missing"], hour["required"], hour["expected"]) == (9, 5, 12, 40)


def test_an_hour_without_a_plan_has_needs_and_nobody_missing() -> None:
    [hour] = by_hour(rows(slot(0, 7, None), slot(2, 7, None, staffed=False))).iter_rows(named=True)

    assert (hour["hour"], hour["missing"], hour["required"], hour["scheduled"]) == (9, None, 7, None)
