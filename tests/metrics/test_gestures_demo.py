"""What goes with gestures in simulated centres is what they do there: nothing to coming again, and content.

A small centre has few gestures that were rated, so three of them are looked at together.
"""

import polars as pl
import pytest

from connectors.demo.said import REASONS
from metrics.gesture_effects import Compared, followed
from tests.connectors.demo.centre import SEEDS, eleven_weeks
from tests.metrics.soothed import compared_of, truth


@pytest.fixture(scope="module")
def rows() -> pl.DataFrame:
    """The answered contacts of three centres with what followed."""
    return pl.concat(compared_of(eleven_weeks(seed, stories=True), seed) for seed in SEEDS)


@pytest.fixture(scope="module")
def found(rows: pl.DataFrame) -> dict[str, Compared]:
    return {one.outcome: one for one in followed(rows)}


def test_nobody_comes_again_or_leaves_for_a_gesture(found: dict[str, Compared]) -> None:
    again, left = found["again"].difference, found["left"].difference

    assert again.low is not None
    assert again.high is not None
    assert again.low < 0 < again.high < 0.03
    assert again.n > 1000
    assert not left.is_clear


def test_the_planted_content_is_found_within_its_interval(
    rows: pl.DataFrame, found: dict[str, Compared]
) -> None:
    satisfied = found["satisfied"].difference

    assert satisfied.low is not None
    assert satisfied.high is not None
    assert 0 < satisfied.low < truth(rows) < satisfied.high
    assert 0.08 < truth(rows) < 0.18


def test_gestures_are_given_only_for_what_can_be_seen(rows: pl.DataFrame) -> None:
    long_wait = pl.col("wait_band") == pl.col("wait_band").max()
    seen = long_wait | pl.col("is_transferred") | pl.col("topic_family").is_in(REASONS)

    assert rows.filter("is_given").select((~seen.fill_null(value=False)).sum()).item() == 0
    assert rows.filter(~pl.col("is_given")).select(seen.sum()).item() > 1000
