import math

import polars as pl
import pytest

from metrics.forecast.whatif import Met, Served, met
from metrics.queueing import erlang_a

CALLS = Served(patience_s=120, at_once=1, within_s=20, short_s=5)
SLOT_S = 1800


def slots(*rows: tuple[float | None, float | None, float | None]) -> pl.DataFrame:
    return pl.DataFrame(
        rows, schema=dict.fromkeys(("expected", "handle_s", "people"), pl.Float64), orient="row"
    )


def told(rows: pl.DataFrame, change: float = 0, served: Served = CALLS) -> Met:
    found = met(rows, served, SLOT_S, change)
    assert found is not None
    return found


def test_a_slot_meets_what_erlang_a_says() -> None:
    by_formula = erlang_a(60 / SLOT_S, 240, 120, 9, 20, 5)

    one = told(slots((60, 240, 9)))

    assert one.in_time == pytest.approx(by_formula.in_time)
    assert one.wait_s == pytest.approx(by_formula.wait_s)
    assert one.abandons == pytest.approx(by_formula.abandons)
    assert (one.n, one.people) == (60, 9)


def test_two_more_people_are_two_more_people() -> None:
    assert told(slots((60, 240, 7)), 2) == told(slots((60, 240, 9)))


def test_part_of_a_person_is_a_person_part_of_the_time() -> None:
    [eight, nine, between] = [told(slots((60, 240, people))).in_time for people in (8, 9, 8.25)]

    assert between == pytest.approx(0.75 * eight + 0.25 * nine)


def test_slots_count_by_who_comes() -> None:
    [busy, quiet, both] = [
        told(slots(*rows)).in_time for rows in ([(60, 240, 7)], [(20, 240, 7)], [(60, 240, 7), (20, 240, 7)])
    ]

    assert both == pytest.approx((60 * busy + 20 * quiet) / 80)


def test_nobody_there_answers_nobody() -> None:
    one = told(slots((60, 240, 3)), -5)

    assert (one.in_time, one.abandons, one.people, one.occupancy) == (0, 1, 0, 0)


def test_chats_have_as_many_places_as_people_have_in_hand() -> None:
    two = Served(patience_s=120, at_once=2, within_s=20, short_s=5)

    assert told(slots((60, 240, 4)), served=two).in_time == told(slots((60, 240, 8))).in_time


def test_who_never_gives_up_may_wait_without_end() -> None:
    endless = Served(patience_s=math.inf, at_once=1, within_s=20, short_s=5)

    assert told(slots((60, 240, 8)), served=endless).wait_s == math.inf
    assert told(slots((60, 240, 10)), served=endless).wait_s < 60


def test_of_slots_that_are_not_known_nothing_is_told() -> None:
    unknown = slots((None, 240, 8), (60, None, 8), (60, 240, None), (0, 240, 8))

    assert met(unknown, CALLS, SLOT_S) is None
