"""The story of the declined cards, found by what follows them, and nothing found where nothing is planted."""

import polars as pl
import pytest

from connectors.demo.cuts import Tables
from connectors.demo.frames import WITHHELD
from connectors.demo.truth import truth
from metrics.prevention.episodes import kinds
from metrics.prevention.excess import Happened, followed
from metrics.prevention.ranked import ranked
from tests.connectors.demo.centre import FIRST, SEEDS, WEEKS, ZONE, eleven_weeks

NO_SPANS = {"person": pl.String, "joined_at": pl.Datetime("us", "UTC"), "left_at": pl.Datetime("us", "UTC")}
SLACK = 0.03  # who comes again within the day, and the days on which nobody answers


def found(rows: Tables) -> pl.DataFrame:
    """What follows events within a day."""
    own = rows["contacts"].filter(direction="inbound").drop_nulls("customer_id")
    told = Happened(
        events=kinds(rows["journey_events"].rename({"customer_id": "person"})),
        contacts=own.select("contact_id", "started_at", person="customer_id", topic_family="topic"),
        spans=pl.DataFrame(schema=NO_SPANS),
        people=rows["customers"]["customer_id"].n_unique(),
        since=FIRST,
        until=FIRST + WEEKS,
        zone=ZONE,
    )
    return ranked(followed(told, (24,)))


@pytest.mark.parametrize("seed", SEEDS)
def test_declined_cards_are_named_alone_with_the_size_that_was_planted(seed: int) -> None:
    table = found(eleven_weeks(seed, stories=True))
    planted = (1 - WITHHELD) * truth(seed, "small", ZONE, FIRST.date()).stories.declines.share
    row = table.row(0, named=True)

    assert table.filter("is_clear")["kind"].to_list() == ["card_declined"] == [row["kind"]]
    assert row["each_low"] - SLACK < planted < row["each_high"] + SLACK
    assert row["topic"] == "Payment failed"
    assert row["a_week_low"] > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_named_where_nothing_was_planted(seed: int) -> None:
    assert not found(eleven_weeks(seed, stories=False))["is_clear"].any()
