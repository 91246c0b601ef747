"""What orders a list, in the words of the page At risk and of `query`."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from metrics.work_list import LISTED
from query.at_risk import order_in_words
from settings import Settings
from store.list_told import Told
from store.risk_order import Order
from store.work_list import Listed, Week
from ui.risk import words
from ui.risk.read import Looked

AT = datetime(2026, 3, 9, 6, tzinfo=UTC)
MODEL = Order("logistic", 4, datetime(2026, 3, 4, 9, tzinfo=UTC), 7, 60, 28)
UTC_ZONE = ZoneInfo("UTC")


def week(order):
    return Week("2026-03-09", AT, AT, 7, 50, {}, (), 400, 40, None, 0, order)


def looked(order):
    rows = pl.DataFrame(schema=LISTED).rename({"called_at": "called_before"})
    one = pl.DataFrame({"is_held_out": [0]}, schema={"is_held_out": pl.Int64})
    return Looked(week(order), pl.concat([rows, one], how="diagonal"), {}, (), 0)


@pytest.mark.parametrize(
    ("order", "is_now", "said"),
    [
        (Order(), True, "By points, then by yearly value"),
        (MODEL, True, "By learnt weights (Wed 4 Mar, from 60 who left)"),
        (
            MODEL,
            False,
            "As it was shown that week · by learnt weights (Wed 4 Mar, from 60 who left)",
        ),
    ],
    ids=["points", "learnt", "a week before"],
)
def test_the_list_says_what_orders_it(order, is_now, said):
    assert words.note(looked(order), UTC_ZONE, is_now=is_now) == said


def test_the_title_says_who_is_on_top():
    assert words.title(looked(Order()), "all", 2) == "2 customers, the most points on top"
    assert words.title(looked(MODEL), "all", 2) == "2 customers, the likeliest to leave on top"


@pytest.mark.parametrize(
    ("part", "said"),
    [(0.124, "12 % leave within 28 days"), (0.031, "3.1 % leave within 28 days"), (None, "")],
)
def test_a_chance_is_told_in_words_where_there_is_one(part, said):
    assert words.chance(part, week(MODEL)).replace("\u00a0", " ") == said


def test_a_list_made_again_says_that_another_model_orders_it():
    rows = pl.DataFrame(schema=LISTED)
    other = pl.DataFrame({"rank": [1], "person": ["ann"]}, schema_overrides={"rank": pl.Int64})
    kept = Listed(week(MODEL), rows)
    again = Listed(week(replace(MODEL, model=5)), pl.concat([rows, other], how="diagonal"))

    assert "the weights were learnt anew or are gone" in words.difference(kept, again)


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (Order(), "as of Mon 9 Mar 2026, 06:00, ordered by points"),
        (MODEL, "ordered by the model learnt Wed 4 Mar 2026, 09:00 from publication 7"),
    ],
)
def test_query_says_what_orders_the_list(order, said):
    settings = Settings.model_validate({"site": {"timezone": "UTC"}})
    nobody = pl.DataFrame()

    assert said in order_in_words(Told(AT, nobody, nobody, order), settings)
