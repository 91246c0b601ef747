"""How businesses come in: recognised and asked nothing, or through the menu like anybody."""

from datetime import timedelta
from functools import lru_cache

import polars as pl
import pytest

from connectors.demo.menu import RECOGNISED, UNLISTED
from connectors.demo.queues import BUSINESS
from connectors.demo.truth import happened
from connectors.demo.world import world
from tests.connectors.demo.centre import FIRST, SEEDS, ZONE
from tests.connectors.demo.seen import share

LISTED = pl.col("menu_path") == RECOGNISED


@lru_cache(maxsize=len(SEEDS))
def calls(seed: int) -> pl.DataFrame:
    """The calls of businesses to their desk in two weeks, with what is true of them."""
    centre = world(seed, "small", ZONE, FIRST.date())
    topics = [topic.name for topic in centre.queues[centre.number[BUSINESS]].topics]
    lived = happened(centre, "demo", [FIRST.date() + timedelta(days=n) for n in range(14)])
    return lived.contacts.filter(pl.col("about").is_in(topics))


@pytest.mark.parametrize("seed", SEEDS)
def test_some_call_from_a_number_that_is_on_no_record(seed: int) -> None:
    came = calls(seed).filter(direction="inbound")
    found = share(came, ~LISTED)

    assert abs(found.value - UNLISTED) < 3 * found.error


@pytest.mark.parametrize("seed", SEEDS)
def test_they_walk_the_menu_to_the_business_desk_whatever_their_record_says(seed: int) -> None:
    unlisted = calls(seed).filter(~LISTED, direction="inbound")
    leaf = pl.format("business>{}", pl.col("about").str.to_lowercase())

    assert unlisted.filter(~pl.col("menu_path").str.ends_with(leaf)).is_empty()
    assert set(unlisted["entry_queue"]) == {BUSINESS}


@pytest.mark.parametrize("seed", SEEDS)
def test_who_calls_is_known_where_the_number_was_recognised_and_nowhere_else(seed: int) -> None:
    who = pl.format("demo:t{}", pl.col("customer").cast(pl.String).str.zfill(6))
    named = calls(seed).filter(pl.col("customer_id").is_not_null())

    assert named.filter(pl.col("customer_id") != who).is_empty()
    assert set(named.filter(direction="inbound")["contact_id"]) == set(
        calls(seed).filter(LISTED)["contact_id"]
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_a_call_back_names_whom_the_call_named(seed: int) -> None:
    first = pl.col("contact_id").str.strip_suffix("-b")
    back = calls(seed).filter(direction="callback").select(contact_id=first, again="customer_id")
    both = calls(seed).join(back, on="contact_id")

    assert both.height > 5
    assert both.filter(pl.col("again").ne_missing(pl.col("customer_id"))).is_empty()
