"""Which promise to see to first."""

import polars as pl
import pytest

from metrics.promise_harm import to_do
from tests.metrics.promised import CONTACT, DAY, HOUR, MINUTE, came, promise, promised
from tests.metrics.rows import NOON

NOW = NOON + 2 * DAY


def listed(*rows, asked=()):
    own = pl.LazyFrame(list(asked), schema=CONTACT)
    worth = pl.LazyFrame(
        [(row["promise_id"], row.get("annual_value")) for row in rows],
        schema={"promise_id": pl.String, "annual_value": pl.Float64},
        orient="row",
    )
    plain = [{name: value for name, value in row.items() if name != "annual_value"} for row in rows]
    judged = promised(*plain, now=NOW, asked=list(asked)).join(worth, on="promise_id")
    return to_do(judged, own, NOW).collect()


def order(*rows, asked=()):
    return listed(*rows, asked=asked)["promise_id"].to_list()


def test_what_is_late_longer_comes_first():
    new, old = promise(NOW - HOUR, promise_id="new"), promise(NOW - DAY, promise_id="old")

    assert order(new, old) == ["old", "new"]


def test_who_came_about_it_comes_before_who_did_not():
    calm, chased = (
        promise(NOW - DAY, promise_id="calm"),
        promise(NOW - DAY + HOUR, promise_id="chased", person="boris"),
    )
    asked = [came(NOW - HOUR, person="boris"), came(NOW - 2 * HOUR, person="boris")]

    found = listed(calm, chased, asked=asked)

    assert found["promise_id"].to_list() == ["chased", "calm"]
    assert found["came"].to_list() == [2, 0]


def test_who_came_about_something_else_or_before_counts_not():
    asked = [
        came(NOON, topic_family="delivery"),
        came(NOON - 2 * DAY),
    ]

    assert listed(promise(), asked=asked)["came"].to_list() == [0]


def test_the_value_weighs_and_an_unknown_one_is_as_the_median():
    rows = [
        promise(NOW - DAY, promise_id=name, annual_value=value)
        for name, value in (("small", 100.0), ("middle", 1000.0), ("large", 3000.0), ("unknown", None))
    ]

    found = listed(*rows)

    assert found["promise_id"].to_list() == ["large", "middle", "unknown", "small"]
    assert found["harm"].to_list() == pytest.approx([3.0, 1.0, 1.0, 0.1])


def test_without_any_value_the_order_is_by_lateness_and_contacts():
    assert order(promise(NOW - HOUR, promise_id="b"), promise(NOW - 5 * HOUR, promise_id="a")) == ["a", "b"]


@pytest.mark.parametrize(
    "row",
    [
        promise(NOW + DAY),
        promise(NOW - DAY, kept_at=NOW - DAY),
        promise(NOW - DAY, kept_at=NOW - HOUR),
        promise(None),
    ],
    ids=["not due", "kept", "kept late", "without a date"],
)
def test_what_cannot_be_done_any_more_is_not_listed(row):
    assert order(row) == []


def test_what_is_due_today_is_listed_last():
    today = promise(NOW + MINUTE, promise_id="today")

    assert order(today, promise(NOW - HOUR, promise_id="late")) == ["late", "today"]
