"""What customers are worth, what is at risk, what lost minutes cost, and how members fare."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from metrics.money.at_risk import at_risk, by_points, value_at_risk
from metrics.money.lifetime import fewer_leavers, lifetime_value, what_if, yearly
from metrics.money.lost import lost
from metrics.money.members import compared, people
from metrics.money.retention import stayed
from metrics.money.told import figures
from metrics.tenure import spans

INSTANT = pl.Datetime("us", "UTC")
AT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("retention", "expected"),
    [(0.90, 500.0), (0.95, 666.7), (0.905, 512.8)],
    ids=["today", "+5 points", "5 % fewer"],
)
def test_the_worked_figures_of_lifetime_value(retention: float, expected: float) -> None:
    assert round(lifetime_value(100, retention, 0.10) or 0, 1) == expected


def test_lifetime_value_is_the_sum_of_margins_at_each_years_end() -> None:
    years = sum(100 * 0.9**n / 1.1 ** (n + 1) for n in range(2000))

    assert lifetime_value(100, 0.9, 0.1) == pytest.approx(years)


def test_points_are_no_percent() -> None:
    assert fewer_leavers(0.90, 0.05) == pytest.approx(0.905)
    assert [
        (each.points, round(each.value, 1), round(each.more, 1))
        for each in what_if(100, 0.9, 0.1, (-5, 5, 20))
    ] == [
        (-5, 400.0, -100.0),
        (5, 666.7, 166.7),
    ]


def test_what_never_ends_has_no_value() -> None:
    assert lifetime_value(100, 1.0, 0.0) is None
    assert what_if(100, 1.0, 0.0, (0,)) == ()


@pytest.mark.parametrize(("retention", "discount"), [(1.01, 0.1), (-0.1, 0.1), (0.9, -0.01)])
def test_what_is_no_share_is_refused(retention: float, discount: float) -> None:
    with pytest.raises(ValueError, match="Allowed: 0"):
        lifetime_value(100, retention, discount)


def test_a_months_retention_is_a_years_twelve_times_over() -> None:
    assert yearly(0.99, 12) == pytest.approx(0.886385, abs=1e-6)


SCORES = pl.DataFrame(
    {
        "person": ["c", "b", "a", "e", "d"],
        "points": [30.0, 20.0, 20.0, 5.0, 0.0],
        "value": [None, 400.0, 100.0, 50.0, 900.0],
        "is_listed": [True, True, False, False, False],
    }
)


def test_value_at_risk_of_a_list() -> None:
    found = at_risk(SCORES)
    figure = SCORES.select(value_at_risk()).item()

    assert found.rows["person"].to_list() == ["c", "b"]
    assert (found.value, found.people, found.known, found.unknown) == (400.0, 2, 1, 1)
    assert (found.of_all, found.known_of_all) == (1450.0, 4)
    assert (figure["value"], figure["denominator"]) == (400.0, 1.0)


def test_value_at_risk_by_points() -> None:
    assert at_risk(SCORES, by_points(5)).value == 550.0
    assert at_risk(SCORES, by_points(5)).people == 4


def test_a_value_that_nobody_knows_is_not_0() -> None:
    assert at_risk(SCORES.head(1)).value is None
    assert SCORES.head(1).select(value_at_risk()).item()["value"] is None
    assert SCORES.clear().select(value_at_risk()).item()["denominator"] == 0


def contacts(*rows: dict[str, object]) -> pl.LazyFrame:
    """Contacts with what they took, in minutes."""
    usual = {"person": None, "is_counted": True, "is_reconnect": False, "previous_topic_ms": None}
    usual |= {"is_misroute": False, "wait": 0, "handle": 0, "extra": 0, "wasted": 0, "contact_id": "k"}
    told = pl.DataFrame(
        [usual | {"contact_id": f"k{n}"} | row for n, row in enumerate(rows)],
        schema={**dict.fromkeys(usual, pl.Int64), "person": pl.String, "contact_id": pl.String}
        | dict.fromkeys(("is_counted", "is_reconnect", "is_misroute"), pl.Boolean),
    )
    names = {"wait": "wait_ms", "handle": "handle_ms", "extra": "extra_wait_ms", "wasted": "wasted_handle_ms"}
    return told.with_columns(pl.col(*names) * 60_000).rename(names).lazy()


WEEK_MS = 7 * 86_400_000


def test_each_minute_is_lost_once() -> None:
    misroute = {"is_misroute": True, "wait": 10, "extra": 4, "handle": 9, "wasted": 3}
    again = {"previous_topic_ms": WEEK_MS, "person": "p"}
    late = {"previous_topic_ms": WEEK_MS + 1, "wait": 1, "handle": 50}
    table = lost(contacts({"wait": 2, "handle": 5}, misroute, misroute | again, late), weeks=2)

    assert table.select("what", "contacts", "waiting", "handling", "minutes").rows() == [
        ("repeats", 1, 5.0, 4.5, 9.5),
        ("misroutes", 1, 2.0, 1.5, 3.5),
        ("waits", 3, 4.5, 0.0, 4.5),
    ]


def test_what_is_lost_costs_what_the_settings_say() -> None:
    rows = contacts({"previous_topic_ms": 1, "wait": 10, "handle": 20})

    assert lost(rows, 1)["cost"].to_list() == [None] * 3
    assert lost(rows, 1, per_handling=2)["cost"].to_list() == [40.0, 0.0, 0.0]
    assert lost(rows, 1, per_handling=2, per_waiting=0.5)["cost"][0] == 45.0


def test_a_time_that_is_not_known_is_counted() -> None:
    row = lost(contacts({"wait": None}, {"wait": 3}), 1).row(2, named=True)

    assert (row["contacts"], row["unknown"], row["minutes"], row["low"]) == (2, 1, 3.0, None)


def records(*rows: tuple[str, str, str | None, str | None, datetime]) -> pl.DataFrame:
    """Spans of the records of person, customer, joined and left on, valid from."""
    names = ("person", "customer_id", "joined_on", "churned_on", "valid_from")
    told = pl.DataFrame(
        rows, schema=dict.fromkeys(names[:4], pl.String) | {"valid_from": INSTANT}, orient="row"
    )
    return spans(told.with_columns(source=pl.lit("crm")).lazy())


FIRST_TO_LEAVE = ("z", "z", "2020-01-01", "2025-12-31", AT)


def months(
    *rows: tuple[str, str, str | None, str | None, datetime], by: str = "month"
) -> list[tuple[object, ...]]:
    """Month, customers and who left by 15 April 2026."""
    return (
        stayed(records(FIRST_TO_LEAVE, *rows), date(2026, 4, 15), by)
        .select("starts_on", "customers", "left")
        .rows()
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("a", "a", "2020-01-01", None, AT), [(1, 0), (1, 0), (1, 0)]),
        (("a", "a", "2020-01-01", "2026-02-01", AT), [(1, 0), (1, 1), (0, 0)]),
        (("a", "a", "2020-01-01", "2026-01-31", AT), [(1, 1), (0, 0), (0, 0)]),
        (("a", "a", "2026-02-01", None, AT), [(0, 0), (0, 0), (1, 0)]),
        (("a", "a", "2026-01-31", None, AT), [(0, 0), (1, 0), (1, 0)]),
        (("a", "a", "2026-02-02", "2026-02-20", AT), [(0, 0), (0, 0), (0, 0)]),
        (("a", "a", None, None, datetime(2026, 2, 10, tzinfo=UTC)), [(0, 0), (0, 0), (1, 0)]),
        (("a", "a", "2020-01-01", "2026-04-10", AT), [(1, 0), (1, 0), (1, 0)]),
    ],
    ids=[
        "stays",
        "leaves on the first of a month",
        "leaves on the last of a month",
        "joins on the first of a month",
        "joins the day before",
        "comes and goes within a month",
        "nobody knows since when",
        "leaves in a month that is not over",
    ],
)
def test_who_was_there_when_a_month_began(
    row: tuple[str, str, str | None, str | None, datetime], expected: list[tuple[int, int]]
) -> None:
    starts = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]

    assert months(row) == [(start, *counts) for start, counts in zip(starts, expected, strict=True)]


def test_a_quarter_counts_those_of_its_beginning() -> None:
    rows = [("a", "a", "2020-01-01", "2026-02-20", AT), ("b", "b", "2026-02-01", None, AT)]

    assert months(*rows, by="quarter") == [(date(2026, 1, 1), 1, 1)]


def test_a_person_with_two_records_has_left_when_both_say_so() -> None:
    both = [("p", "t1", "2020-01-01", "2026-01-10", AT), ("p", "d1", "2021-01-01", None, AT)]
    gone = [both[0], ("p", "d1", "2021-01-01", "2026-02-10", AT)]

    assert [row[2] for row in months(*both)] == [0, 0, 0]
    assert [row[2] for row in months(*gone)] == [0, 1, 0]


def test_what_was_before_the_first_leaving_nobody_knows() -> None:
    told = records(("a", "a", "2020-01-01", "2026-02-10", AT), ("b", "b", "2020-01-01", None, AT))

    assert stayed(told, date(2026, 4, 15)).select("starts_on", "customers").rows() == [(date(2026, 3, 1), 1)]
    assert stayed(records(("b", "b", "2020-01-01", None, AT)), date(2026, 4, 15)).is_empty()


def test_each_source_counts_since_it_first_told_who_left() -> None:
    names = ("person", "source", "churned_on")
    told = pl.DataFrame(
        [("a", "crm", "2026-01-10"), ("b", "crm", None), ("c", "shop", "2026-02-10"), ("d", "shop", None)],
        schema=dict.fromkeys(names, pl.String),
        orient="row",
    ).with_columns(customer_id="person", joined_on=pl.lit("2020-01-01"), valid_from=pl.lit(AT, INSTANT))
    counted = stayed(spans(told.lazy()), date(2026, 4, 15))

    assert counted.select("starts_on", "customers").rows() == [(date(2026, 2, 1), 1), (date(2026, 3, 1), 2)]


def test_retention_and_churn_are_one_together() -> None:
    rows = [(f"p{n}", f"p{n}", "2020-01-01", "2026-02-10" if n < 3 else None, AT) for n in range(30)]
    counted = stayed(records(FIRST_TO_LEAVE, *rows), date(2026, 4, 15))
    table = figures(counted, ["retention", "churn_rate"], ["month"])
    whole = figures(counted, ["churn_rate"], [])

    assert table["churn_rate"].struct["value"].to_list() == [0.0, 0.1, 0.0]
    assert table["retention"].struct["value"].to_list() == [1.0, 0.9, 1.0]
    assert whole["churn_rate"].struct["value"].item() == pytest.approx(3 / 87)


def members(n: int, effect: float) -> tuple[pl.DataFrame, pl.DataFrame]:
    """People of one segment of whom every second is a member, who leave less often by `effect`."""
    rows = [
        {
            "person": f"p{i}",
            "segment": "family",
            "annual_value": 100.0 + i // 2 % 4,
            "joined_on": "2020-01-01",
            "loyalty_tier": ("gold", "none")[i % 2],
            "left_on": date(2026, 1, 20) if i % 10 < (4 if i % 2 else 4 - 10 * effect) else None,
        }
        for i in range(n)
    ]
    told = pl.DataFrame(rows, schema_overrides={"left_on": pl.Date}).with_columns(tells=pl.lit(value=True))
    known = people(told.lazy(), told, pl.LazyFrame(schema={"person": pl.String}), date(2026, 1, 1))
    return known, told


NO_CONTACTS = pl.DataFrame(
    schema={
        "person": pl.String,
        **dict.fromkeys(("seen_ms", "next_ms"), pl.Int64),
        **dict.fromkeys(("is_counted",), pl.Boolean),
        **dict.fromkeys(("first_answered_at", "closed_at"), INSTANT),
    }
)
NO_ANSWERS = pl.DataFrame(schema={"person": pl.String, "is_satisfied": pl.Boolean})


def test_members_are_held_against_others_alike() -> None:
    known, _told = members(400, effect=0.2)
    left, again, satisfied = compared(known, NO_CONTACTS, NO_ANSWERS, date(2026, 2, 1))

    assert left.difference.value is not None
    assert left.difference.value == pytest.approx(-0.2, abs=0.03)
    assert left.difference.is_clear
    assert (again.difference.reason, satisfied.difference.reason) == ("not told", "not told")


def test_two_contacts_before_or_more_are_alike() -> None:
    _known, told = members(4, effect=0)
    before = pl.LazyFrame({"person": ["p1", "p2", "p2", "p3", "p3", "p3"]})

    known = people(told.lazy(), told, before, date(2026, 1, 1))

    assert known.select("person", "contacts").rows() == [("p0", 0), ("p1", 1), ("p2", 2), ("p3", 2)]


def test_members_are_not_compared_under_thirty_on_a_side() -> None:
    known, _told = members(58, effect=0.2)

    assert compared(known, NO_CONTACTS, NO_ANSWERS, date(2026, 2, 1))[0].difference.reason == "few"
    assert set(known["is_member"]) == {True, False}


def test_whose_tier_is_not_known_is_on_no_side() -> None:
    _known, told = members(400, effect=0.0)
    blank = told.with_columns(loyalty_tier=pl.lit(None, pl.String))
    known = people(blank.lazy(), told, pl.LazyFrame(schema={"person": pl.String}), date(2026, 1, 1))

    assert compared(known, NO_CONTACTS, NO_ANSWERS, date(2026, 2, 1))[0].difference.reason == "not told"
