"""The story of the stale records, found by its field and held against what the simulator knows to be true."""

from functools import lru_cache

import polars as pl
import pytest

from connectors.demo.world import world
from metrics.causes import causes
from metrics.mending import to_mend
from tests.connectors.demo.centre import DAYS, SEEDS, ZONE, weeks
from tests.connectors.demo.stale import FIELD, MOST_MISSING, Cost, judged, stale_costs

WEEKS = len(DAYS) / 7


@lru_cache(maxsize=len(SEEDS))
def truth(seed: int) -> tuple[Cost, ...]:
    """What is true of a seed."""
    return tuple(stale_costs(world(seed, "small", ZONE, DAYS[0]), DAYS))


@lru_cache(maxsize=len(SEEDS))
def found(seed: int) -> pl.DataFrame:
    return judged(weeks(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_misroute_of_a_stale_record_is_found_where_anybody_can_know_it(seed: int) -> None:
    expected = {each.contact for each in truth(seed) if not each.is_back}

    assert set(found(seed).filter(FIELD)["contact_id"]) == expected
    assert len(expected) > 80


@pytest.mark.parametrize("seed", SEEDS)
def test_the_field_is_named_and_its_minutes_are_within_the_truth(seed: int) -> None:
    table = causes(found(seed).lazy(), WEEKS).filter(FIELD)
    row, true = table.row(0, named=True), sum(each.minutes for each in truth(seed)) / WEEKS

    assert table["detail"].to_list() == ["home_queue"]
    assert (1 - MOST_MISSING) * true <= row["minutes"] <= true
    assert 0 < row["low"] < row["minutes"] < row["high"]
    assert 0 < row["saved_low"] < row["saved"] < row["minutes"]
    assert row["since"] is None


@pytest.mark.parametrize("seed", SEEDS)
def test_the_records_to_mend_are_stale_ones_and_no_others(seed: int) -> None:
    listed = to_mend(found(seed).lazy(), "home_queue")

    assert set(listed["customer_id"]) <= {each.customer for each in truth(seed)}
    assert set(listed["recorded"]) == {"Billing"}
    assert set(listed["turned_out"]) == {"Business desk"}
    assert listed.height > 50


@pytest.mark.parametrize("seed", SEEDS)
def test_the_option_that_misleads_is_the_only_one_named(seed: int) -> None:
    options = causes(found(seed).lazy(), WEEKS).filter(cause="option")

    assert options["detail"].to_list() == ["technical>change of details"]
