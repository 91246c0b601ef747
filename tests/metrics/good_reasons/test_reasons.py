"""Good reasons to call, and the week they fall in, by the site's clock."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from metrics.good_reasons.reasons import Known, reasons

NOW = datetime(2026, 3, 9, 4, tzinfo=UTC)  # Monday six o'clock in Jerusalem
MONDAY, SUNDAY, DAY = date(2026, 3, 9), date(2026, 3, 15), timedelta(days=1)
INSTANT = pl.Datetime("us", "UTC")


def frame(rows, **schema):
    return pl.DataFrame(rows, schema=schema, orient="row")


def known(records=(), orders=(), calls=(), told=(), now=NOW, zone="Asia/Jerusalem"):
    return Known(
        as_of=now,
        zone=zone,
        records=frame(list(records), person=pl.String, joined_on=pl.Date, born_on=pl.Date),
        orders=frame(list(orders), event_id=pl.String, person=pl.String, at=INSTANT),
        calls=frame(list(calls), person=pl.String, at=INSTANT),
        told=frame(list(told), person=pl.String, told_at=INSTANT),
    )


def found(kind, **rows):
    return reasons(known(**rows), [kind]).select("person", "on").rows()


def born(day, now=NOW):
    return found("birthday", records=[("ann", None, day)], now=now)


def joined(day, now=NOW):
    rows = reasons(known(records=[("ann", day, None)], now=now), ["anniversary"])
    return rows.select("on", "years").rows()


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 2, 23, 9, tzinfo=UTC), [("ann", MONDAY)]),
        (datetime(2026, 3, 1, 9, tzinfo=UTC), [("ann", SUNDAY)]),
        (datetime(2026, 2, 22, 9, tzinfo=UTC), []),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), []),
        (datetime(2026, 2, 22, 22, 30, tzinfo=UTC), [("ann", MONDAY)]),
        (datetime(2026, 3, 1, 22, 30, tzinfo=UTC), []),
    ],
    ids=[
        "two weeks on Monday",
        "two weeks on Sunday",
        "two weeks were over yesterday",
        "not yet two weeks",
        "after midnight by the site's clock",
        "already Monday by the site's clock",
    ],
)
def test_two_weeks_after_a_purchase(at, expected):
    assert found("purchase", orders=[("o1", "ann", at)]) == expected


def test_of_several_orders_the_first_gives_the_day_and_all_stand_behind_it():
    orders = [("o2", "ann", NOW - 12 * DAY), ("o1", "ann", NOW - 13 * DAY)]

    row = reasons(known(orders=orders), ["purchase"]).row(0, named=True)
    assert row == {
        "person": "ann",
        "kind": "purchase",
        "on": MONDAY + DAY,
        "since": date(2026, 2, 24),
        "years": None,
        "ids": ["o1", "o2"],
    }


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(1980, 3, 9), [("ann", MONDAY)]),
        (date(1980, 3, 15), [("ann", SUNDAY)]),
        (date(1980, 3, 8), []),
        (date(1980, 3, 16), []),
        (date(1880, 3, 9), []),
        (date(2030, 3, 9), []),
        (MONDAY, []),
        (MONDAY + DAY, []),
        (None, []),
    ],
    ids=[
        "on Monday",
        "on Sunday",
        "yesterday",
        "next Monday",
        "nobody is that old",
        "not born yet",
        "born today",
        "born tomorrow",
        "not known",
    ],
)
def test_a_birthday_of_this_week(day, expected):
    assert born(day) == expected


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2026, [("ann", date(2026, 2, 28))]), (2028, [("ann", date(2028, 2, 29))])],
    ids=["a common year", "a leap year"],
)
def test_who_was_born_on_the_leap_day_has_a_birthday_every_year(year, expected):
    assert born(date(1992, 2, 29), datetime(year, 2, 25, 4, tzinfo=UTC)) == expected


def test_a_week_over_the_turn_of_the_year_finds_days_of_both_years():
    now = datetime(2026, 12, 28, 4, tzinfo=UTC)

    assert born(date(1980, 12, 31), now) == [("ann", date(2026, 12, 31))]
    assert born(date(1980, 1, 3), now) == [("ann", date(2027, 1, 3))]
    assert joined(date(2020, 1, 3), now) == [(date(2027, 1, 3), 7)]


def test_two_records_that_disagree_on_the_birthday_give_none():
    records = [("ann", None, date(1980, 3, 9)), ("ann", None, date(1980, 9, 3))]

    assert found("birthday", records=records) == []
    assert found("birthday", records=[records[0], records[0], ("ann", None, None)]) == [("ann", MONDAY)]


def test_nobodys_age_is_told():
    row = reasons(known(records=[("ann", None, date(1980, 3, 9))])).row(0, named=True)

    assert (row["kind"], row["years"], row["since"], row["ids"]) == ("birthday", None, None, [])


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 3, 10), [(date(2026, 3, 10), 3)]),
        (date(2025, 3, 15), [(SUNDAY, 1)]),
        (date(2026, 3, 10), []),
        (None, []),
    ],
    ids=["three years", "the first year", "the day itself", "not known"],
)
def test_an_anniversary_counts_years_from_the_first(day, expected):
    assert joined(day) == expected


def test_the_first_of_several_records_began_it():
    records = [("ann", date(2020, 3, 10), None), ("ann", date(2022, 3, 11), None)]

    assert found("anniversary", records=records) == [("ann", MONDAY + DAY)]


@pytest.mark.parametrize(
    ("calls", "told", "joined_on", "expected"),
    [
        ([("ann", datetime(2025, 12, 15, 9, tzinfo=UTC))], [], None, [("ann", SUNDAY)]),
        ([("ann", datetime(2025, 12, 16, 9, tzinfo=UTC))], [], None, []),
        ([("ann", NOW - 200 * DAY), ("ann", NOW - 20 * DAY)], [], None, []),
        ([], [("ann", NOW - 100 * DAY)], None, [("ann", date(2026, 2, 28))]),
        ([], [("ann", NOW - 100 * DAY)], MONDAY - 30 * DAY, []),
        ([], [], date(2020, 1, 1), []),
    ],
    ids=[
        "three months on Sunday",
        "not yet three months",
        "the last call counts",
        "never, and a source would tell of it",
        "not yet a customer for three months",
        "never, and nobody would know",
    ],
)
def test_a_quarter_without_a_call(calls, told, joined_on, expected):
    records = [("ann", joined_on, None)]

    assert found("quarter", records=records, calls=calls, told=told) == expected


def test_reasons_that_are_not_asked_for_are_not_looked_for():
    records = [("ann", date(2020, 3, 10), date(1980, 3, 9))]

    assert reasons(known(records=records), [])["kind"].to_list() == []
    assert reasons(known(records=records), ["birthday"])["kind"].to_list() == ["birthday"]
    assert reasons(known(records=records))["kind"].to_list() == ["birthday", "anniversary"]
