"""What is followed by contacts: windows counted once, held against the person's own other weeks."""

from datetime import timedelta

import polars as pl
import pytest

from metrics.prevention.episodes import episodes, kinds
from metrics.prevention.excess import Happened, followed
from metrics.prevention.names import said
from metrics.prevention.ranked import ranked, saved
from metrics.prevention.timeline import numbered
from tests.metrics.happening import FIRST, WEEKS, at, by_chance, events, happened

DAY = timedelta(days=1)
CROWD = [(f"c{n}", at(day, 12)) for n in range(10) for day in range(1, 84, 7)]  # who make the season


def windows(*rows: tuple[str, str, object]) -> list[tuple[object, ...]]:
    """Kind, begin and end in days, and events of the windows of a day."""
    told = events(*rows)  # type: ignore[arg-type]
    found = episodes(told.join(numbered([told]), on="person"), DAY)
    ends = [(pl.col(name) - FIRST).dt.total_seconds() / 86_400 for name in ("begins", "ends")]
    return found.select("kind", *ends, "events").rows()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("a", "invoice", at(1))], [("invoice", 1.0, 2.0, 1)]),
        ([("a", "invoice", at(1)), ("a", "invoice", at(1.5))], [("invoice", 1.0, 2.5, 2)]),
        (
            [("a", "invoice", at(1)), ("a", "invoice", at(1.5)), ("a", "invoice", at(2.25))],
            [("invoice", 1.0, 3.25, 3)],
        ),
        (
            [("a", "invoice", at(1)), ("a", "declined", at(1.5))],
            [("invoice", 1.0, 1.5, 1), ("declined", 1.5, 2.5, 1)],
        ),
        ([("a", "invoice", at(1)), ("a", "page_viewed", at(1.5))], [("invoice", 1.0, 2.0, 1)]),
        (
            [("a", "page_viewed", at(1)), ("a", "invoice", at(1.5))],
            [("page_viewed", 1.0, 1.5, 1), ("invoice", 1.5, 2.5, 1)],
        ),
        (
            [("a", "invoice", at(1)), ("b", "declined", at(1.5))],
            [("invoice", 1.0, 2.0, 1), ("declined", 1.5, 2.5, 1)],
        ),
        (
            [("a", "invoice", at(1)), ("a", "declined", at(1)), ("b", "invoice", at(1))],
            [("declined", 1.0, 2.0, 1), ("invoice", 1.0, 2.0, 1)],
        ),
    ],
    ids=[
        "one",
        "two that overlap are one",
        "three in a row",
        "the later one has what follows",
        "a look at a page takes nothing",
        "something happens after a look",
        "two people",
        "at one instant the rarer has it",
    ],
)
def test_windows_of_events(rows: list[tuple[str, str, object]], expected: list[tuple[object, ...]]) -> None:
    assert windows(*rows) == expected


def test_a_page_is_a_kind_of_its_own_where_enough_people_look_at_it() -> None:
    seen = [(f"p{n}", "page_viewed", "/help", at(1)) for n in range(30)]
    rare = [
        ("p1", "page_viewed", "/me/12345", at(1)),
        ("p1", "invoice", "80.00", at(1)),
        (None, "invoice", "1", at(1)),
    ]
    rows = pl.DataFrame([*seen, *rare], schema=["person", "kind", "detail", "at"], orient="row")

    assert set(kinds(rows)["kind"]) == {"page_viewed /help", "page_viewed", "invoice"}
    assert kinds(rows).height == 32


def only(told: Happened, hours: int = 24) -> dict[str, object]:
    """The one row of what followed."""
    found = ranked(followed(told, (hours,)))
    assert found.height == 1
    return found.row(0, named=True)


def test_the_usual_is_the_persons_own_at_the_same_hour_of_other_weeks() -> None:
    mine = [("a", at(day, 9)) for day in (22, 29, 43)]  # in two of the eight other weeks, and in the window
    row = only(happened(events(("a", "declined", at(43))), [*mine, *CROWD]))

    assert row["contacts"] == 1
    assert row["usual"] == pytest.approx(2 / 8, abs=0.005)  # the own contacts are part of the season
    assert row["each"] == pytest.approx(1 - 2 / 8, abs=0.005)
    assert row["a_week"] == pytest.approx(row["each"] / ((WEEKS - DAY) / timedelta(weeks=1)))
    assert row["is_judged"] is False


def test_a_week_in_which_everybody_calls_twice_as_much_is_no_effect() -> None:
    busier = [(f"c{n}", at(43, 11)) for n in range(10)]
    row = only(happened(events(("a", "declined", at(43))), [("a", at(22, 9)), *CROWD, *busier]))

    assert row["usual"] == pytest.approx(2 / 8, abs=0.005)  # the own contacts are part of the season


def test_weeks_with_an_event_of_their_own_are_no_usual() -> None:
    told = events(("a", "declined", at(43)), ("a", "declined", at(29)))
    found = followed(happened(told, [("a", at(29, 9)), *CROWD]), (24,))

    assert found.windows.sort("begins")["others"].to_list() == [7, 7]
    assert found.windows.sort("begins")["usual"].to_list() == [0.0, 0.0]


def test_a_window_that_is_not_over_is_left_out() -> None:
    told = events(("a", "declined", at(83, 1)), ("b", "declined", at(82, 23)))
    found = followed(happened(told, CROWD), (24,))

    assert found.windows["person"].to_list() == ["b"]


def test_weeks_in_which_somebody_was_no_customer_are_no_usual() -> None:
    told = happened(events(("a", "declined", at(43))), CROWD, spans=[("a", at(30), at(51))])
    alone = happened(events(("a", "declined", at(43))), CROWD, spans=[("a", at(43), at(44))])

    assert followed(told, (24,)).windows["others"].to_list() == [2]
    assert only(alone)["unmatched"] == 1
    assert only(alone)["each"] is None


def test_where_it_happened_to_nearly_everybody_nothing_can_be_said() -> None:
    everybody = events(*((f"c{n}", "invoice", at(43)) for n in range(10)))
    row = only(happened(everybody, CROWD, people=10))

    assert (row["windows"], row["unmatched"], row["contacts"]) == (10, 10, 0)


def test_a_mass_event_does_not_hide_in_the_season_that_it_makes() -> None:
    half = events(*((f"c{n}", "invoice", at(43)) for n in range(5)))
    extra = [(f"c{n}", at(43, 10)) for n in range(5)]
    row = only(happened(half, [*CROWD, *extra], people=10))

    assert (row["contacts"], row["usual"]) == (10, pytest.approx(5))


def test_the_contacts_listed_are_those_counted() -> None:
    found = followed(by_chance(1, extra=0.3))
    table = ranked(found)
    listed = found.after.group_by("kind", "hours").agg(n=pl.len().cast(pl.Int64))
    each = found.after.group_by("hours", "contact_id").len()

    assert table.join(listed, on=["kind", "hours"]).filter(pl.col("n") != pl.col("contacts")).is_empty()
    assert each["len"].max() == 1


def test_kinds_add_up_to_the_whole() -> None:
    found = followed(by_chance(1, extra=0.3), (24,))
    whole = saved(found)["contacts_prevented"].struct["value"].item()

    assert saved(found, ["kind"])["contacts_prevented"].struct["value"].sum() == pytest.approx(whole)


def test_what_is_followed_by_fewer_contacts_than_usual_saves_none_and_takes_none_from_others() -> None:
    told = events(("a", "declined", at(43)), ("b", "invoice", at(43)))
    calls = [("a", at(43, 9)), *(("b", at(day, 9)) for day in (22, 29))]
    found = followed(happened(told, [*calls, *CROWD]), (24,))
    weeks = found.windows["weeks"][0]

    by_kind, whole = (saved(found, by)["contacts_prevented"].struct for by in (["kind"], []))
    assert by_kind["value"].to_list() == pytest.approx([1 / weeks, 0.0])
    assert whole["value"].to_list() == pytest.approx([1 / weeks])
    assert [by_kind["low"].min(), whole["low"].min()] == [0, 0]
    assert saved(found, ["hours"])["contacts_prevented"].struct["numerator"].to_list() == pytest.approx([1])


def test_a_planted_effect_is_recovered_and_named() -> None:
    tables = [ranked(followed(by_chance(seed, extra=0.3), (24,))) for seed in range(10)]
    declined = pl.concat(each.filter(kind="card_declined") for each in tables)
    covers = (declined["each_low"] <= 0.3) & (declined["each_high"] >= 0.3)

    assert covers.sum() >= 8
    assert declined["is_clear"].all()
    assert declined["each"].mean() == pytest.approx(0.3, abs=0.03)
    assert [each["kind"][0] for each in tables] == ["card_declined"] * 10


def test_without_an_effect_the_interval_holds_none_and_nothing_is_named() -> None:
    found = pl.concat(ranked(followed(by_chance(seed), (24,))) for seed in range(20))
    holds = found.filter((pl.col("each_low") <= 0) & (pl.col("each_high") >= 0))
    of_kind = holds.group_by("kind").len()

    assert of_kind.height == 3
    assert of_kind["len"].min() >= 16
    assert not found["is_clear"].any()


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("card_declined", "A declined card"),
        ("page_viewed", "A look at a page"),
        ("page_viewed /help/contact", "A look at /help/contact"),
        ("parcel_returned", "Parcel returned"),
    ],
    ids=["known", "some page", "a page", "a source's own"],
)
def test_what_happens_has_a_name(kind: str, expected: str) -> None:
    assert said(kind) == expected


@pytest.mark.parametrize(
    "told",
    [
        happened(events(), []),
        happened(events(), CROWD),
        happened(events(("a", "declined", at(43))), []),
        happened(events(), [], since=FIRST, until=FIRST),
        happened(events(("a", "page_viewed", at(43))), CROWD, start=at(50), end=at(60)),
    ],
    ids=["nothing", "no events", "no contacts", "no time", "nothing in the window"],
)
def test_where_there_is_nothing_nothing_is_told(told: Happened) -> None:
    found = followed(told)

    assert ranked(found)["each"].drop_nulls().is_empty()
    assert saved(found)["contacts_prevented"].struct["value"].to_list() == [None]
    assert saved(found, ["kind"])["contacts_prevented"].drop_nulls().struct["value"].drop_nulls().is_empty()
