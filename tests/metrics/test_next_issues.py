from typing import Any

import polars as pl
import pytest

from metrics.next_issues import followers, is_enough, next_issue_rate, pairs, with_next_issue
from tests.metrics.linked import DAY, HOUR, MINUTE, came, seen
from tests.metrics.rows import one


def person(name: str, *topics: str, gap: float = DAY) -> list[dict[str, Any]]:
    """Somebody who comes about one topic after another."""
    return [
        came(f"{name}{n}", n * gap, person=name, topic=topic, answered=10 if n == 0 else None)
        for n, topic in enumerate(topics)
    ]


def crowd(name: str, many: int, *topics: str) -> list[dict[str, Any]]:
    return [row for n in range(many) for row in person(f"{name}{n}-", *topics)]


def followed(*rows: dict[str, Any]) -> list[tuple[str, str]]:
    return sorted(followers(seen(*rows)).collect().select("topic", "next_topic").rows())


def test_another_topic_within_the_week_follows():
    assert followed(*person("a", "order", "delivery")) == [("order", "delivery")]


@pytest.mark.parametrize(
    ("gap", "n"), [(7 * DAY + MINUTE, 1), (7 * DAY + MINUTE + 1, 0)], ids=["in time", "too late"]
)
def test_a_window_ends_seven_days_after_the_end(gap, n):
    assert len(followed(*person("a", "order", "delivery", gap=gap))) == n


def test_the_same_topic_is_no_next_issue():
    assert followed(*person("a", "order", "order")) == []


def test_a_topic_that_comes_twice_follows_once():
    assert followed(*person("a", "order", "delivery", "delivery")) == [("order", "delivery")]


def test_a_reconnect_is_no_next_issue():
    rows = seen(
        came("a", is_cut_off=True, topic="order"), came("b", 2 * MINUTE, topic="delivery", answered=None)
    )

    assert followers(rows).collect().is_empty()


def test_the_rate_is_of_issues_and_counts_each_once():
    rows = seen(*person("a", "order", "delivery", "refund"), *person("b", "order"), *person("c", "order"))

    figure = one(with_next_issue(rows), next_issue_rate())
    assert (figure["numerator"], figure["denominator"]) == (1, 3)


def test_an_issue_whose_window_is_open_is_not_judged():
    rows = seen(*person("a", "order", "delivery"), after_days=5)

    assert one(with_next_issue(rows), next_issue_rate())["value"] is None


def test_a_pair_beyond_the_usual_is_found_with_its_lift():
    rows = seen(
        *crowd("x", 20, "order", "delivery"), *crowd("y", 16, "order"), *crowd("z", 4, "delivery", "order")
    )

    found = pairs(answered(rows)).to_dicts()
    assert [(row["topic"], row["next_topic"], row["is_above"]) for row in found] == [
        ("order", "delivery", True)
    ]
    assert (found[0]["share"]["value"], found[0]["usual"], found[0]["lift"]) == (0.5, 0.1, 5)
    assert round(found[0]["share"]["low"], 4) == 0.3520


def answered(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Let somebody have answered every contact."""
    return rows.with_columns(first_answered_at="started_at")


def test_what_comes_after_a_period_follows_issues_of_its_last_days():
    rows = answered(seen(*crowd("x", 30, "order", "delivery")))
    period = rows.filter(pl.col("topic") == "order")

    assert pairs(period).is_empty()
    found = pairs(period, others=rows)
    assert found.select("topic", "next_topic", "usual").rows() == [("order", "delivery", 0)]
    assert (found["share"][0]["numerator"], found["share"][0]["denominator"]) == (30, 30)


def test_what_came_before_a_period_is_what_is_usual_in_its_first_days():
    rows = answered(seen(*crowd("x", 30, "order", "delivery", "order")))
    period = rows.filter(~pl.col("contact_id").str.ends_with("0"))

    assert pairs(period)["usual"].to_list() == [0]
    assert pairs(period, others=rows)["usual"].to_list() == [1]


def test_a_topic_of_few_issues_is_not_compared():
    rows = seen(*crowd("x", 20, "order", "delivery"), *crowd("y", 9, "order"))

    assert pairs(rows).is_empty()
    assert pairs(rows, minimum_n=29).height == 1


def test_topics_of_customers_who_always_have_both_are_not_one_after_the_other():
    rows = seen(
        *crowd("x", 30, "line", "invoice"), *crowd("y", 30, "invoice", "line"), *crowd("z", 300, "order")
    )

    found = pairs(answered(rows))
    assert found["lift"].to_list() == [1, 1]
    assert not found["is_above"].any()


def test_without_anything_before_there_is_no_lift():
    rows = seen(*crowd("x", 30, "order", "delivery"))

    assert pairs(rows).select("usual", "lift", "is_above").rows() == [(0, None, True)]


def test_what_came_before_the_data_is_not_held_against_a_pair():
    rows = seen(*crowd("x", 40, "order", "delivery"), before_days=10)

    assert pairs(rows, days=7).height == 1
    assert pairs(rows, days=14).is_empty()


def test_no_contacts_make_no_pairs():
    assert pairs(seen()).is_empty()


def test_who_comes_while_the_first_contact_is_open_does_not_follow():
    rows = seen(came("a", lasts=HOUR, topic="order"), came("b", MINUTE, topic="delivery", answered=None))

    assert followers(rows).collect().is_empty()


def test_nothing_can_stand_out_where_no_topic_has_issues_enough():
    assert is_enough(seen(*crowd("x", 30, "order", "delivery")))
    assert not is_enough(seen(*crowd("x", 29, "order")))
    assert not is_enough(seen())
