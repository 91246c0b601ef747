import datetime as dt

import pytest

from metrics import METRICS, Frames, Period, compute
from tests.metrics.rows import NOON, contact, contacts, frames, visit, visits
from tests.metrics.traced import frames_of

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def values(table, metric):
    return table[metric].struct["value"].to_list()


def test_every_metric_of_the_issue_is_in_the_catalog():
    wanted = (
        "contacts offered answered answered_in_time abandoned short_abandons menu_exits menu_exit_rate asa "
        "wait_median wait_p90 longest_wait patience_median offered_wait_median service_level "
        "service_level_strict service_level_ignore service_level_positive service_level_removed "
        "service_level_answered abandon_rate handle_time short_handled"
    )

    assert set(wanted.split()) <= set(METRICS)


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
def test_every_metric_says_what_it_means(metric):
    assert metric.label
    assert metric.definition.endswith(".")
    assert metric.numerator
    is_sum = metric.unit == "count" or metric.id.startswith("time_")
    assert bool(metric.denominator) != is_sum
    assert metric.minimum_n in {0, {"share": 30, "points": 30, "seconds": 10, "ratio": 10}.get(metric.unit)}


@pytest.mark.parametrize("metric", METRICS)
def test_no_rows_have_no_value_and_no_count(metric):
    figure = compute(frames_of(), [metric]).item()

    assert figure["value"] == (0 if METRICS[metric].unit == "count" else None)


@pytest.mark.parametrize("metric", METRICS)
def test_no_rows_have_no_groups(metric):
    assert compute(frames_of(), [metric], by=["queue", "day"]).height == 0


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("queue", "sales"),
        ("channel", "voice"),
        ("agent", None),
        ("hour", 12),
        ("weekday", 3),
        ("day", dt.date(2026, 3, 4)),
        ("week", dt.date(2026, 3, 2)),
        ("month", dt.date(2026, 3, 1)),
    ],
)
def test_groups_are_what_people_name(column, expected):
    table = compute(frames(visit()), ["answered"], by=[column])

    assert table.to_dicts()[0][column] == expected


@pytest.mark.parametrize(
    ("week_start", "expected"),
    [(1, dt.date(2026, 3, 2)), (7, dt.date(2026, 3, 1)), (3, dt.date(2026, 3, 4)), (4, dt.date(2026, 2, 26))],
    ids=["Monday", "Sunday", "the day itself", "tomorrow's weekday"],
)
def test_a_week_begins_on_the_configured_day(week_start, expected):
    table = compute(frames(visit()), ["answered"], by=["week"], week_start=week_start)

    assert table["week"].item() == expected


def test_days_before_1970_fall_into_their_own_week():
    table = compute(frames(visit(at=dt.datetime(1969, 12, 31, 23, tzinfo=dt.UTC))), ["answered"], by=["week"])

    assert table["week"].item() == dt.date(1969, 12, 29)


def test_the_hour_is_that_of_the_local_clock_the_night_the_clock_goes_back():
    twice = [visit(queued_local_s=90 * 60), visit(at=NOON + HOUR, queued_local_s=90 * 60)]

    table = compute(frames(*twice), ["answered"], by=["hour"])

    assert (table["hour"].to_list(), values(table, "answered")) == ([1], [2])


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(NOON, None, 1), (NOON + HOUR, None, 0), (None, NOON, 0), (None, NOON + HOUR, 1), (None, None, 1)],
    ids=["starts with it", "starts later", "ends before it", "ends later", "open"],
)
def test_a_period_holds_its_start_but_not_its_end(start, end, expected):
    table = compute(frames(visit()), ["answered"], period=Period(start, end))

    assert values(table, "answered") == [expected]


def test_groups_are_sorted_with_the_unknown_last():
    rows = frames(visit(queue="b"), visit(queue=None), visit(queue="a"))

    assert compute(rows, ["answered"], by=["queue"])["queue"].to_list() == ["a", "b", None]


def test_metrics_of_different_frames_meet_in_one_table():
    rows = Frames(visits(visit(queue="sales")), contacts(contact(queue="sales"), contact(queue="menu only")))

    table = compute(rows, ["answered", "contacts", "asa", "wait_median"], by=["queue"])

    assert table["queue"].to_list() == ["menu only", "sales"]
    assert values(table, "answered") == [0, 1]
    assert values(table, "contacts") == [1, 1]
    assert values(table, "asa") == [None, 10]
    assert values(table, "wait_median") == [None, 10]


def test_an_unknown_group_is_one_group_across_frames():
    rows = Frames(visits(visit()), contacts(contact()))

    table = compute(rows, ["answered", "contacts", "handle_time"], by=["topic"])

    assert (table["topic"].to_list(), values(table, "contacts")) == ([None], [1])


def test_percentiles_know_their_groups():
    rows = frames(
        visit(1), visit(3, queue="b"), visit(9, queue="b", at=NOON + DAY), visit(7, queue=None), visit(2)
    )

    table = compute(rows, ["wait_median", "patience_median"], by=["queue", "day"])

    assert table["queue"].to_list() == ["b", "b", "sales", None]
    assert values(table, "wait_median") == [3, 9, 1.5, 7]


def test_more_groups_than_fit_into_one_number_are_numbered_by_what_there_is(monkeypatch):
    monkeypatch.setattr("metrics.packed.LIMIT", 1)
    rows = frames(visit(1), visit(3, queue="b"), visit(9, queue="b", at=NOON + DAY), visit(7, queue=None))

    table = compute(rows, ["wait_median", "offered_wait_median"], by=["queue", "day"])

    assert table["queue"].to_list() == ["b", "b", "sales", None]
    assert values(table, "wait_median") == [3, 9, 1, 7]
    assert values(table, "offered_wait_median") == [3, 9, 1, 7]


def test_a_key_that_no_row_has_is_one_group():
    table = compute(frames(visit(1, topic=None), visit(3)), ["wait_median"], by=["topic", "queue"])

    assert (table["topic"].to_list(), table["queue"].to_list()) == ([None], ["sales"])
    assert values(table, "wait_median") == [2]


def test_days_before_1970_have_percentiles_of_their_own():
    rows = frames(visit(1, at=dt.datetime(1969, 12, 31, 23, tzinfo=dt.UTC)), visit(5))

    table = compute(rows, ["wait_median"], by=["day"])

    assert table["day"].to_list() == [dt.date(1969, 12, 31), dt.date(2026, 3, 4)]
    assert values(table, "wait_median") == [1, 5]


@pytest.mark.parametrize("metric", ["wait_median", "patience_median", "first_response_median"])
def test_a_group_without_any_known_wait_is_there_without_a_value(metric):
    table = compute(frames(visit(None), visit(None, queue="b")), [metric], by=["queue"])

    assert (table["queue"].to_list(), values(table, metric)) == (["b", "sales"], [None, None])


def test_a_group_without_written_contacts_has_no_first_reply():
    rows = frames(visit(60, channel="email"), visit(5), visit(9, queue="b"))

    table = compute(rows, ["first_response_median", "wait_median"], by=["queue"])

    assert values(table, "first_response_median") == [None, 60]
    assert values(table, "wait_median") == [9, 32.5]


@pytest.mark.parametrize(
    ("ids", "by", "message"),
    [
        (["asaa"], [], r"Unknown metric 'asaa'\. Did you mean 'asa'\? Known: contacts, .*"),
        (["asa"], ["que"], r"Unknown column 'que'\. Did you mean 'queue'\? Known: queue, channel, .*"),
        (["zzz"], [], r"Unknown metric 'zzz'\. Known: contacts, .*"),
    ],
    ids=["a metric", "a column", "nothing like it"],
)
def test_an_unknown_name_lists_the_known_ones(ids, by, message):
    with pytest.raises(ValueError, match=message):
        compute(frames(), ids, by=by)


def test_no_metric_at_all_lists_the_known_ones():
    with pytest.raises(ValueError, match=r"No metric was asked for\. Known: contacts, .*"):
        compute(frames(), [])


def test_a_survival_median_is_no_expression():
    with pytest.raises(TypeError, match="patience_median"):
        METRICS["patience_median"]()


def test_what_is_asked_twice_comes_once():
    table = compute(frames(visit()), ["asa", "asa"], by=["queue", "queue"])

    assert table.columns == ["queue", "asa"]


def test_the_metrics_asked_for_come_in_the_order_asked():
    table = compute(frames(visit()), ["wait_p90", "asa", "offered"], by=["queue"])

    assert table.columns == ["queue", "wait_p90", "asa", "offered"]


def test_by_agent_a_contact_has_no_value():
    rows = Frames(visits(visit(agent_id="bank:DORIT")), contacts(contact()))

    table = compute(rows, ["contacts", "answered"], by=["agent"])

    named = table.filter(table["agent"] == "bank:DORIT")
    assert (values(named, "contacts"), values(named, "answered")) == ([None], [1])
