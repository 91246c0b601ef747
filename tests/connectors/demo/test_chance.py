"""Chance decides alike one by one and by columns."""

from random import Random

import polars as pl
import pytest

from connectors.demo.chance import MASK, mixed, mixed_of, pick_of, share, share_of

DRAWS = Random(3)
NUMBERS = [0, 1, MASK, MASK - 1, 1 << 63, *(DRAWS.getrandbits(64) for _n in range(2000))]
MIXES = pl.DataFrame({"mix": pl.Series(NUMBERS, dtype=pl.UInt64)})


def test_a_column_is_mixed_as_its_numbers_are() -> None:
    assert MIXES.select(mixed_of(pl.col("mix"))).to_series().to_list() == [mixed(n) for n in NUMBERS]


@pytest.mark.parametrize("what", [0, 1, 27, 103])
def test_shares_of_a_column_are_those_of_its_numbers(what: int) -> None:
    found = MIXES.select(share_of(pl.col("mix"), what)).to_series().to_list()

    assert found == pytest.approx([share(n, what) for n in NUMBERS], abs=1e-15)
    assert 0 <= min(found) < 0.01
    assert 0.99 < max(found) <= 1


def test_choices_are_even() -> None:
    found = MIXES.select(pick_of(pl.col("mix"), 5, 4)).to_series().value_counts()["count"]

    assert found.len() == 4
    assert found.min() > 430  # type: ignore[operator]
