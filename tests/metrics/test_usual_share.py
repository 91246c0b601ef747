"""What is usual for the work that somebody had: nobody is compared with other work."""

import polars as pl
import pytest

from metrics.ratio import FIGURE
from metrics.usual_share import usual


def cells(*rows):
    told = [
        {
            "who": who,
            "topic": topic,
            "rate": {"value": yes / n if n else None, "numerator": yes, "denominator": n},
        }
        for who, topic, yes, n in rows
    ]
    return pl.DataFrame(told, schema={"who": pl.String, "topic": pl.String, "rate": FIGURE})


def found(*rows):
    return {row["who"]: row for row in usual(cells(*rows), "rate", "who", ["topic"], 30).rows(named=True)}


def test_the_usual_is_that_of_the_same_work():
    told = found(("anna", "easy", 10, 100), ("boris", "hard", 50, 100), ("clara", "hard", 50, 100))

    assert told["anna"]["usual"] == pytest.approx(0.1)
    assert told["boris"]["usual"] == pytest.approx(0.5)
    assert {row["apart"] for row in told.values()} == {0}


def test_who_is_surely_apart_is_told():
    told = found(("anna", "easy", 90, 300), ("boris", "easy", 10, 300), ("clara", "easy", 50, 300))

    assert (told["anna"]["apart"], told["boris"]["apart"], told["clara"]["apart"]) == (1, -1, 0)


def test_of_too_few_nobody_is_apart():
    told = found(("anna", "easy", 29, 29), ("boris", "easy", 10, 900))

    assert told["anna"]["apart"] == 0


def test_expected_and_given_add_up_to_the_same():
    rows = [
        ("anna", "a", 3, 40),
        ("anna", "b", 9, 60),
        ("boris", "a", 1, 90),
        (None, "b", 0, 10),
        ("z", "c", 0, 0),
    ]

    told = usual(cells(*rows), "rate", "who", ["topic"], 30).with_columns(n=pl.Series([100, 90, 10]))

    assert (told["usual"] * told["n"]).sum() == pytest.approx(13)
