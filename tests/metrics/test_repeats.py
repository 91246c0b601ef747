import datetime as dt

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.repeats import (
    fcr,
    identified_rate,
    matured_through,
    observed,
    provisional,
    repeat_rate,
    written,
)
from metrics.within import Within
from tests.metrics.linked import DAY, HOUR, MINUTE, came, seen
from tests.metrics.rows import NOON, one
from tests.metrics.test_links_laws import some_contacts

quick = settings(max_examples=40, deadline=None)
WEEK, SAME = Within(7), Within(7, "same")


def parts(rows: pl.LazyFrame, metric: pl.Expr) -> tuple[float | None, float | None]:
    figure = one(rows, metric)
    return figure["numerator"], figure["denominator"]


@pytest.mark.parametrize(
    ("at", "repeats"),
    [(MINUTE + 0.001, 1), (MINUTE + 7 * DAY, 1), (MINUTE + 7 * DAY + 0.001, 0)],
    ids=["at once", "at the end of the window", "just after it"],
)
def test_a_repeat_starts_within_the_window(at, repeats):
    assert parts(seen(came("a"), came("b", at)), written(repeat_rate, WEEK)) == (repeats, 2)


@pytest.mark.parametrize(
    ("days", "judged"), [(7, 0), (7 + MINUTE / DAY, 1)], ids=["a minute short", "just over"]
)
def test_a_contact_is_judged_once_its_window_is_over(days, judged):
    assert parts(seen(came("a"), after_days=days), written(repeat_rate, WEEK))[1] == judged


@pytest.mark.parametrize(
    "given",
    [{"answered": None}, {"person": None}, {"direction": "outbound"}, {"lasts": None}],
    ids=["nobody answered", "nobody knows who", "we called", "still open"],
)
def test_whom_a_repeat_is_not_asked_of(given):
    rows = seen(came("a", **given), came("b", DAY))

    assert parts(rows, written(repeat_rate, WEEK)) == (0, 1)


def test_no_contacts_have_no_rate():
    figure = one(seen(), written(repeat_rate, WEEK))

    assert (figure["value"], figure["denominator"]) == (None, 0)


def test_about_the_same_only_known_topics_are_judged():
    rows = seen(came("a", topic=None), came("b", HOUR), came("c", DAY))

    assert parts(rows, written(repeat_rate, SAME)) == (1, 2)
    assert parts(rows, written(repeat_rate, WEEK)) == (2, 3)


def test_a_share_has_its_interval():
    rows = seen(*(came(f"c{n}", person=f"p{n // 2}", at=n * HOUR) for n in range(20)))

    figure = one(rows, written(repeat_rate, WEEK))
    assert (figure["value"], figure["numerator"], figure["denominator"]) == (0.5, 10, 20)
    assert (round(figure["low"], 4), round(figure["high"], 4)) == (0.2993, 0.7007)


@pytest.mark.parametrize("days", [0, 31], ids=["no time", "longer than gaps are kept"])
def test_a_window_is_one_to_thirty_days(days):
    with pytest.raises(ValueError, match=f"A window of {days} days is not known. Allowed: 1 to 30."):
        Within(days)


def test_matured_through_is_the_window_before_the_as_of():
    assert matured_through(NOON, WEEK) == NOON - dt.timedelta(days=7)


@pytest.mark.parametrize(
    ("quiet_days", "starters"), [(7, 1), (7.001, 2)], ids=["after seven days", "after more"]
)
def test_an_issue_starts_after_seven_days_without_its_topic(quiet_days, starters):
    rows = seen(came("a"), came("b", HOUR, topic="delivery", answered=None), came("c", quiet_days * DAY))

    assert parts(rows, written(fcr))[1] == starters


def test_the_first_seven_days_of_the_data_start_no_issue():
    rows = seen(came("a", 0), came("b", 2 * DAY, person="boris"), before_days=6)

    assert parts(rows, written(fcr))[1] == 1


def test_an_unanswered_contact_starts_no_issue_and_lets_none_start_after_it():
    rows = seen(came("a", answered=None), came("b", DAY))

    assert parts(rows, written(fcr))[1] == 0


def test_solved_at_first_is_not_coming_again_about_the_same():
    rows = seen(
        came("a"),
        came("b", DAY, topic="delivery"),
        came("c", person="boris"),
        came("d", DAY, person="boris", answered=None),
    )

    assert parts(rows, written(fcr)) == (2, 3)


def test_a_reconnect_starts_no_issue_and_repeats_nothing():
    rows = seen(came("a", is_cut_off=True, topic="delivery"), came("b", 2 * MINUTE))

    assert parts(rows, written(fcr)) == (1, 1)
    assert parts(rows, written(repeat_rate, WEEK)) == (0, 2)


def test_the_share_identified_is_of_the_customers_contacts():
    rows = seen(came("a"), came("b", person=None, answered=None), came("c", direction="outbound"))

    assert parts(rows, written(identified_rate)) == (1, 2)


def test_the_provisional_rate_counts_those_still_watched():
    # Three are watched for ten days, of whom one comes again after two; a fourth only for a day.
    people = ("boris", "clara", "dora")
    rows = seen(
        *(came(name, person=name) for name in people),
        came("back", 2 * DAY, person="boris", answered=None),
        came("new", 9 * DAY, person="anna"),
        after_days=10,
    )

    figure = provisional(rows, WEEK)["repeat_rate"].item()
    assert figure["value"] == pytest.approx(1 / 3)
    assert (figure["numerator"], figure["denominator"]) == (1, 4)


def test_where_nobody_was_watched_for_the_window_there_is_no_provisional_rate():
    rows = seen(came("a"), came("b", HOUR), came("c", person="boris"), after_days=6)

    assert provisional(rows, WEEK)["repeat_rate"].item()["value"] is None


def test_who_is_over_only_after_the_as_of_is_not_watched_yet():
    rows = seen(came("a"), came("b", 10 * DAY, person="boris"), after_days=10)

    assert provisional(rows, WEEK)["repeat_rate"].item()["denominator"] == 1


def test_provisional_rates_are_drawn_by_group():
    rows = seen(came("a"), came("b", HOUR), came("c", person="boris", channel="chat"))

    table = provisional(rows, WEEK, ["channel"])
    assert table["channel"].to_list() == ["chat", "voice"]
    assert table["repeat_rate"].struct["value"].to_list() == [0, 0.5]


def test_no_contacts_have_no_provisional_rate():
    assert provisional(seen(), WEEK, ["channel"]).is_empty()
    assert provisional(seen(), WEEK)["repeat_rate"].item()["value"] is None


@quick
@given(
    rows=some_contacts,
    within=st.builds(Within, st.sampled_from([1, 7, 14, 30]), st.sampled_from(["any", "same"])),
)
def test_when_everything_is_over_the_provisional_rate_is_the_matured_one(rows, within):
    matured = one(seen(*rows, after_days=200), written(repeat_rate, within))

    found = provisional(seen(*rows, after_days=200), within)["repeat_rate"].item()
    assert found["value"] == pytest.approx(matured["value"], abs=1e-9)
    assert (found["numerator"] or 0, found["denominator"] or 0) == (
        matured["numerator"],
        matured["denominator"],
    )


@quick
@given(rows=some_contacts, metric=st.sampled_from([repeat_rate, fcr, identified_rate]))
def test_people_add_up_to_everybody(rows, metric):
    contacts = seen(*rows, after_days=60, before_days=9)
    apart = [
        parts(contacts.filter(pl.col("person").eq_missing(who)), written(metric))
        for who in ("anna", "boris", None)
    ]

    sums = tuple(sum(part[place] or 0 for part in apart) for place in (0, 1))
    assert sums == parts(contacts, written(metric))


@quick
@given(rows=some_contacts, days=st.integers(0, 90))
def test_looked_at_later_no_contact_is_judged_less(rows, days):
    matured = [parts(seen(*rows, after_days=since), written(repeat_rate, WEEK)) for since in (days, days + 5)]

    assert matured[0] <= matured[1]
    assert matured[0][1] <= matured[1][1]


def test_each_source_may_begin_at_its_own_time():
    rows = seen(came("a"), came("b", 8 * DAY, topic="delivery")).with_columns(source=pl.lit("desk"))

    since = pl.col("started_at").min().over("source")
    assert parts(observed(rows, NOON + dt.timedelta(days=60), since), written(fcr))[1] == 1
