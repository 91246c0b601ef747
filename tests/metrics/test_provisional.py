import datetime as dt

import polars as pl
import pytest

from metrics import Period, compute
from metrics.provisional import provisional_rates, provisional_weeks
from metrics.repeats import provisional_fcr
from metrics.within import Within
from tests.metrics.routing_rows import contact_of, leg
from tests.metrics.rows import NOON
from tests.metrics.traced import DAY, frames_of, spoke


def values(table):
    return table["repeat_rate"].struct["value"].to_list()


ROWS = frames_of(spoke("a"), spoke("b", 5), spoke("c", 0, "B", customer_id="boris"), as_of=NOON + 7.5 * DAY)


def test_the_newest_contacts_count_as_long_as_they_were_watched():
    figure = provisional_rates(ROWS, Within(7)).item()

    assert (figure["value"], figure["numerator"], figure["denominator"]) == (pytest.approx(0.5), 1, 3)


def test_by_group_they_come_as_figures_do():
    found = provisional_rates(ROWS, Within(7), ["queue", "week"])

    assert found.columns == ["queue", "week", "repeat_rate"]
    assert found.select("queue", "week").rows() == [
        ("A", dt.date(2026, 3, 2)),
        ("A", dt.date(2026, 3, 9)),
        ("B", dt.date(2026, 3, 2)),
    ]
    assert values(found) == [1, None, 0]


def test_a_group_that_nobody_was_watched_of_is_there_without_a_value():
    rows = frames_of(spoke("a"), spoke("b", queue="B", customer_id=None))

    found = provisional_rates(rows, Within(7), ["queue"])

    assert found["queue"].to_list() == ["A", "B"]
    matured = compute(rows, ["repeat_rate"], ["queue"])
    assert found["repeat_rate"].to_list()[1] == matured["repeat_rate"].to_list()[1]


def test_of_nobody_there_is_no_value():
    rows = frames_of(contact_of(leg("A", 1, None)))

    assert provisional_rates(rows, Within(7)).item() == compute(rows, ["repeat_rate"]).item()


def test_by_agent_there_is_no_value():
    assert values(provisional_rates(ROWS, Within(7), ["agent"])) == [None]


def test_an_unknown_column_lists_the_known_ones():
    with pytest.raises(ValueError, match=r"Unknown column 'que'\. Did you mean 'queue'\?"):
        provisional_rates(ROWS, Within(7), ["que"])


def test_only_the_period_counts():
    period = Period(NOON + DAY)

    assert provisional_rates(ROWS, Within(1), period=period).item()["denominator"] == 1


def test_solved_at_first_contact_is_what_did_not_come_again_of_first_contacts():
    rows = ROWS.traced

    (found,) = provisional_fcr(rows).to_dicts()

    # Anna's first contact came again after five days, Boris' did not; her second begins no issue.
    figure = found["fcr"]
    assert (figure["value"], figure["numerator"], figure["denominator"]) == (pytest.approx(0.5), 1, 2)
    assert figure["low"] < figure["value"] < figure["high"]


def weeks(days):
    """Four customers from Monday to Thursday of one week, seen so many days after that Monday's noon."""
    rows = [spoke(f"c{n}", n, customer_id=f"p{n}") for n in range(4)]
    found = provisional_weeks(frames_of(*rows, as_of=NOON + days * DAY).traced, week_start=7)
    return found.select(
        "week", value=pl.col("repeat_rate").struct["value"], fcr=pl.col("fcr").struct["value"]
    )


@pytest.mark.parametrize(
    ("days", "value"), [(6.9, None), (7.5, 0)], ids=["none of four is watched for a week", "one of them is"]
)
def test_a_week_is_estimated_once_a_quarter_was_watched_for_seven_days(days, value):
    (week,) = weeks(days).to_dicts()

    assert week["week"] == dt.date(2026, 3, 1)
    assert week["value"] == value
    assert week["fcr"] == (None if value is None else 1 - value)
