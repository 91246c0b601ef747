from datetime import timedelta
from random import Random

import polars as pl
import pytest

from metrics.forecast import scored
from metrics.forecast.expected import AHEAD, levels, told, with_bases
from metrics.forecast.notes import score_notes, young_notes
from metrics.forecast.score import judged_weeks
from tests.metrics.forecasting import MONDAY, SLOT_S, instant, slots_of, visits

DAYS = 84


def score(rule, days: int = DAYS) -> pl.DataFrame:
    at = instant(MONDAY + timedelta(days=days))
    return scored(slots_of(visits(rule, MONDAY, days), MONDAY, at), SLOT_S)


def noise(day, hour) -> int:
    return Random(f"{day} {hour}").randint(4, 16)


def test_what_repeats_is_told_without_error() -> None:
    found = score(lambda day, _hour: 10 + day.weekday())

    assert found["reach"].unique(maintain_order=True).to_list() == ["today", "day", "week", "fortnight"]
    assert found["wape"].to_list() == pytest.approx([0] * 8)
    assert found["usual_wape"].to_list() == pytest.approx([0] * 8)
    assert found["held"].to_list() == [1] * 8


def test_the_newest_eight_weeks_are_scored() -> None:
    found = score(noise)

    assert found.filter(pl.col("reach") == "day")["slots"].to_list() == [8 * 7 * 20] * 2


def test_six_weeks_tell_more_than_the_last_one() -> None:
    found = score(noise)

    assert (found["wape"] < found["usual_wape"]).all()


def test_an_error_is_told_in_parts_of_what_came() -> None:
    last = MONDAY + timedelta(days=DAYS - 1)

    found = score(lambda day, _hour: 20 if day == last else 10)

    day = found.filter(pl.col("reach") == "day")
    came = 8 * 7 * 20 * 10 + 20 * 10
    assert day["wape"].to_list() == pytest.approx([20 * 10 / came] * 2)
    assert day["came"].to_list() == [came] * 2


def test_nothing_of_a_slot_is_known_when_it_is_told() -> None:
    def rule(day, _hour):
        return 10

    at = instant(MONDAY + timedelta(days=DAYS))
    slots = slots_of(visits(rule, MONDAY, DAYS), MONDAY, at)
    last = slots.drop_nulls("n")["day"].max()
    changed = slots.with_columns(n=pl.when(pl.col("day") == last).then(pl.col("n") * 9).otherwise("n"))

    def expected(rows: pl.DataFrame, reach) -> list[float]:
        based = with_bases(rows)
        made = told(based, levels(based), reach, SLOT_S)
        return made.filter(pl.col("day") == last)["expected"].to_list()

    assert expected(slots, "day") == expected(changed, "day")
    assert expected(slots, "fortnight") == expected(changed, "fortnight")
    # Two hours before the first slots of the day nothing of it is known; later its ratio is.
    assert expected(slots, "today")[:4] == expected(changed, "today")[:4]
    assert expected(slots, "today")[-1] < expected(changed, "today")[-1]


def test_a_band_is_learnt_before_the_week_that_it_is_held_against() -> None:
    slots = slots_of(visits(noise, MONDAY, 42), MONDAY, instant(MONDAY + timedelta(days=42)))
    based = with_bases(slots)

    by_reach = {reach: told(based, levels(based), reach, SLOT_S) for reach in AHEAD}
    judged = judged_weeks(by_reach, based, "day").sort("starts_at")

    assert judged["is_held"].head(100).null_count() == 100
    assert judged["is_held"].tail(140).null_count() == 0


def test_a_few_visits_have_no_error_in_percent() -> None:
    found = score(lambda day, hour: 1 if hour == 9 and day.weekday() == 0 else 0)

    assert found["wape"].null_count() == found.height


def test_the_score_is_said_in_a_sentence_for_each_reach() -> None:
    notes = score_notes(score(noise), ["PS"])

    assert len(notes) == 4
    assert notes[1].startswith("told the day before a slot was off by ")
    assert notes[1].endswith("of slots were within the band that is to hold 80 %")


def test_without_a_score_it_is_said() -> None:
    assert score_notes(score(noise, days=10)) == ["nothing to score it by yet"]


def test_queues_without_enough_history_are_named() -> None:
    assert young_notes({"PS": 12, "NW": 12, "IN": 0}) == [
        "no forecast for IN: not enough history, 0 of 28 days",
        "no forecast for NW and PS: not enough history, 12 of 28 days",
    ]
