"""Without stories nothing is claimed of the demo.

A claim is a cause that somebody is told to mend though nothing is wrong with it: a field of the records, an
option of the menu, a day since when something is so, a headline that names one of them. Two rows remain,
since each of their contacts is what the row says, whatever the others do: who asked for a person in the menu
did so (2 % of the callers), and who was put through past his home queue on record was (1 % of the businesses;
`menu.MISTAKES_OF_BUSINESS`), which the simulator knows contact by contact. All other mistakes are slips of
callers, whose cause nobody knows.
"""

from datetime import timedelta
from functools import lru_cache

import polars as pl
import pytest

from connectors.demo import around, cuts
from connectors.demo.menu import MISTAKES_OF_BUSINESS, RECOGNISED
from connectors.demo.queues import BUSINESS
from connectors.demo.truth import happened
from connectors.demo.world import world
from metrics.causes import OPT_OUT, RULE, UNKNOWN, causes
from tests.connectors.demo.centre import DAYS, END, FIRST, SEEDS, ZONE, demo, merged
from tests.connectors.demo.seen import share
from tests.connectors.demo.stale import judged
from tests.connectors.fetched import fetch
from ui.routing import words

WEEKS = len(DAYS) / 7
BACKGROUND = {OPT_OUT, RULE, UNKNOWN}


@lru_cache(maxsize=len(SEEDS))
def plain(seed: int) -> pl.DataFrame:
    return judged(merged(fetch(demo(seed, stories=False), until=END)))


@lru_cache(maxsize=1)
def full_week() -> pl.DataFrame:
    """The first week of a full centre, without what is said in it."""
    centre = world(7, "full", ZONE, FIRST.date(), False)
    lived = happened(centre, "demo", [FIRST.date() + timedelta(days=n) for n in range(7)])
    shown = cuts.cut(lived, FIRST + timedelta(days=7))
    rows = cuts.told(shown, FIRST - timedelta(days=1), changed=False)
    return judged(rows | around.from_the_beginning(centre, "demo"))


def claims(rows: pl.DataFrame, weeks: float) -> list[tuple[str, str | None]]:
    """List what is claimed of some weeks: causes that are no background, or begin somewhen."""
    table = causes(rows.lazy(), weeks)
    is_claim = ~pl.col("cause").is_in(BACKGROUND) | pl.col("since").is_not_null()
    return table.filter(is_claim).select("cause", "detail").rows()


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_claimed_of_a_small_centre(seed: int) -> None:
    assert claims(plain(seed), WEEKS) == []


def test_nothing_is_claimed_of_a_full_centre() -> None:
    assert claims(full_week(), 1) == []
    assert full_week().filter(pl.col("cause") == UNKNOWN).height > 200


@pytest.mark.parametrize("seed", SEEDS)
def test_the_headline_names_no_field_option_or_rule(seed: int) -> None:
    table = causes(plain(seed).lazy(), WEEKS)
    said = words.sentence(3600.0, table)

    assert "home queue" not in said
    assert "“" not in said  # around the name of an option


@pytest.mark.parametrize("seed", SEEDS)
def test_a_rule_was_not_followed_only_where_that_is_true(seed: int) -> None:
    rows = plain(seed)
    ours = rows.filter(pl.col("menu_path") == RECOGNISED, pl.col("first_queue").is_not_null())
    past = ours.filter(pl.col("first_queue") != BUSINESS, pl.col("last_queue") == BUSINESS)
    broken = rows.filter(pl.col("cause") == RULE)
    part = share(ours, pl.col("cause") == RULE)

    assert set(broken["contact_id"]) == set(past.filter("is_misroute")["contact_id"])
    assert set(broken["detail"]) <= {"home_queue"}
    assert part.value < MISTAKES_OF_BUSINESS + 2 * part.error
