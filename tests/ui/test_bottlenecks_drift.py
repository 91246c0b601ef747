"""What the page Bottlenecks says of slow drifts."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import polars as pl

from tests.ui.rung import RANG
from ui.bottlenecks import drift


def found(cause, **figures):
    return replace(RANG, cause=cause, causes=({"cause": cause, "worth": 1.0, "figures": figures},))


def weeks_of(values, queue="cards"):
    first = date(2026, 1, 5)
    return pl.DataFrame(
        {
            "queue": queue,
            "week": [first + timedelta(weeks=n) for n in range(len(values))],
            "n": [float(v) for v in values],
            "of": 1000.0,
        }
    )


def test_a_week_that_leaves_its_range_is_a_drift():
    steady = [800, 810, 795, 805, 800, 790, 806, 798, 803, 799, 801]

    calm, fell = drift.drift("cards", weeks_of(steady)), drift.drift("cards", weeks_of([*steady, 640]))

    assert (calm.left, fell.left, fell.is_worse) == (None, 11, True)
    assert drift.title([fell]) == "1 queue drifts away from being in time"
    assert drift.title([]) == "No queue drifts: each varies within its usual range"
    assert "below what it varies by" in drift.said(fell)


def test_a_week_out_of_the_range_that_is_past_is_said_to_be():
    steady = [800, 810, 795, 805, 800, 790, 806, 798, 803, 799]

    back = drift.drift("cards", weeks_of([*steady, 640, 801]))

    said = "cards was out of its range in the week of Mon 16 Mar, and is back since"
    assert drift.title([back]) == said
    assert drift.title([back, back]) == "2 queues were out of their range of late, and are back since"
    assert "below what it varies by; back since" in drift.said(back)


def test_a_share_below_its_range_reads_so():
    made = drift.drift("cards", weeks_of([800, 810, 795, 805, 800, 790, 806, 798, 803, 799, 640]))
    near = replace(made.chart, low=np.full(11, 0.6412), high=np.full(11, 0.88))

    assert (made.digits, replace(made, chart=near).digits) == (0, 1)
    assert "64.0" in drift.said(replace(made, chart=near))


def test_too_few_weeks_are_no_chart():
    assert drift.drift("cards", weeks_of([800] * 5)) is None


def test_a_week_without_a_contact_is_passed_over():
    weeks = weeks_of([800, 790, 0, 810, 805, 795, 800, 790, 803, 801])
    closed = weeks.with_columns(of=pl.when(pl.col("n") > 0).then(pl.col("of")).otherwise(0.0))

    found = drift.drift("cards", closed)

    assert np.isnan(found.chart.share[2])
    assert found.left is None
    assert "mk-drift" in drift.picture(found)
