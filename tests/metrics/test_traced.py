import datetime as dt
from dataclasses import replace

import polars as pl
import pytest

from metrics import (
    METRICS,
    Frames,
    Period,
    arrivals,
    chains,
    complaints,
    compute,
    followed,
    gestures,
    menu,
    moved,
    occupancy,
    promises,
    repeats,
    routing,
    satisfaction,
    staffed,
    voices,
    waits,
    work,
)
from metrics.chains import with_issues
from metrics.metric import PARTS
from metrics.within import Within
from tests.metrics.routing_rows import C1, C2, C3, C4, gathered
from tests.metrics.rows import NOON, contacts, visit, visits
from tests.metrics.traced import DAY, LATER, frames_of, spoke, traced

TRACED = [name for name, metric in METRICS.items() if metric.frame in ("traced", "issues")]
WANTED = (
    "transfer_rate misroute_rate misroute_rate_shown misroute_rate_disposition misroute_rate_topic "
    "misroute_rate_quick misroute_rate_bounce extra_wait_minutes wasted_handle_minutes "
    "net_extra_wait_minutes bounces menu_time_median menu_opt_out_rate menu_loop_rate containment_rate "
    "repeat_rate fcr contacts_per_issue agents_told channels_crossed minutes_per_issue next_issue_rate"
    " identified_rate"
)


def value(frames, metric, **given):
    return compute(frames, [metric], **given).item()["value"]


def parts(frames, metric, **given):
    figure = compute(frames, [metric], **given).item()
    return figure["numerator"], figure["denominator"]


def values(table, metric):
    return table[metric].struct["value"].to_list()


def test_every_metric_of_the_issue_is_in_the_catalog():
    assert set(WANTED.split()) <= set(TRACED)


def test_no_two_parts_have_one_name():
    sums = [waits, work, arrivals, routing, menu, repeats, chains, satisfaction, promises, complaints, voices]
    sums += [gestures, followed, moved]
    medians = [menu.MEDIANS, promises.MEDIANS, complaints.MEDIANS]
    named = [*(module.SUMS for module in sums), waits.LONGEST, occupancy.PARTS, staffed.PARTS, *medians]

    assert len(PARTS) == sum(map(len, named))


@pytest.mark.parametrize(
    ("metric", "three", "four"),
    [
        ("transfer_rate", (2, 3), (3, 4)),
        ("misroute_rate", (2, 3), (3, 4)),
        ("bounces", (1, None), (1, None)),
        ("extra_wait_minutes", (410 / 60, None), (710 / 60, None)),
        ("wasted_handle_minutes", (210 / 60, None), (330 / 60, None)),
    ],
)
def test_the_anchor_of_routing(metric, three, four):
    assert parts(frames_of(C1, C2, C3), metric) == three
    assert parts(frames_of(C1, C2, C3, C4), metric) == four


def test_by_queue_a_misroute_counts_where_it_came_in():
    table = compute(frames_of(C1, C2, C3, C4), ["misroute_rate", "extra_wait_minutes"], by=["queue"])

    assert table["queue"].to_list() == ["A", "B"]
    assert values(table, "misroute_rate") == [1, 0]
    assert values(table, "extra_wait_minutes") == [710 / 60, 0]


def test_the_first_queue_goes_before_where_the_menu_led():
    sent, legs = spoke("a")

    table = compute(frames_of(({**sent, "queue": "sales"}, legs)), ["identified_rate"], by=["queue"])

    assert table["queue"].to_list() == ["A"]


@pytest.mark.parametrize(
    ("metric", "expected"),
    [("menu_time_median", 20), ("menu_opt_out_rate", 1 / 4), ("menu_loop_rate", 1 / 2)],
)
def test_the_menu_is_judged_of_those_who_entered_one(metric, expected):
    times = {"agent": 10_000, "x>x>x": 20_000, "x>x>x>y": 20_000, "x>y": 90_000, "recognised": 1}
    calls = [spoke(path, menu_path=path, menu_ms=ms, menu_outcome="queued") for path, ms in times.items()]

    assert value(frames_of(*calls, spoke("none")), metric) == expected


def test_done_in_the_menu_is_who_came_no_more():
    done = {"menu_path": "x", "menu_outcome": "completed", "queue": None}
    rows = frames_of(
        spoke("a", **done, customer_id="boris"), spoke("b", **done), spoke("c", 7, customer_id="anna")
    )

    assert parts(rows, "containment_rate") == (1, 2)


def test_a_queue_that_only_visits_tell_of_has_the_figure_of_nothing():
    frames = replace(frames_of(spoke("a")), visits=visits(visit(queue="b")))

    table = compute(frames, ["offered", "menu_time_median", "fcr"], by=["queue"])

    assert table["queue"].to_list() == ["A", "b"]
    assert table["menu_time_median"].struct["denominator"].to_list() == [0, 0]
    assert table["fcr"].struct["denominator"].to_list() == [1, 0]


def test_who_entered_no_queue_counts_where_the_menu_led():
    lost = spoke("lost", queue=None, topic=None, menu_outcome="exited", menu_path="a>b")
    rows = frames_of(
        ({**lost[0], "queue": "sales"}, []), spoke("a", menu_outcome="queued", menu_path="agent")
    )

    table = compute(rows, ["menu_opt_out_rate"], by=["queue"])

    assert table["queue"].to_list() == ["A", "sales"]
    assert values(table, "menu_opt_out_rate") == [1, 0]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("topic", "refund"),
        ("channel", "voice"),
        ("hour", 12),
        ("weekday", 3),
        ("day", dt.date(2026, 3, 4)),
        ("week", dt.date(2026, 3, 2)),
        ("month", dt.date(2026, 3, 1)),
    ],
)
@pytest.mark.parametrize("metric", ["fcr", "contacts_per_issue"])
def test_contacts_group_by_what_people_name(metric, column, expected):
    table = compute(frames_of(spoke("a")), [metric], by=[column])

    assert table[column].to_list() == [expected]
    assert values(table, metric) == [1]


@pytest.mark.parametrize("metric", TRACED)
@pytest.mark.parametrize("column", ["agent", "team"])
def test_by_agent_or_team_there_is_no_value(metric, column):
    assert values(compute(frames_of(spoke("a")), [metric], by=[column]), metric) == [None]


def test_a_contact_belongs_to_the_period_in_which_it_began():
    rows = frames_of(spoke("a"), spoke("b", 1))

    assert parts(rows, "repeat_rate", period=Period(NOON, NOON + DAY)) == (1, 1)
    assert parts(rows, "repeat_rate", period=Period(NOON + DAY)) == (0, 1)


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        (None, (1, 3)),
        (Within(1), (0, 3)),
        (Within(30), (2, 3)),
        (Within(30, "same"), (1, 3)),
    ],
    ids=["7 days", "1 day", "30 days", "30 days, about the same"],
)
def test_what_counts_as_coming_again(within, expected):
    rows = frames_of(spoke("a"), spoke("b", 5), spoke("c", 15, topic="delivery"))

    assert parts(rows, "repeat_rate", within=within) == expected


def test_first_contact_resolution_knows_no_other_window():
    rows = frames_of(spoke("a"), spoke("b", 5))

    assert parts(rows, "fcr", within=Within(1)) == parts(rows, "fcr") == (0, 1)


def test_the_share_of_known_customers():
    assert parts(frames_of(spoke("a"), spoke("b", customer_id=None)), "identified_rate") == (1, 2)


def test_an_issue_counts_its_contacts_and_agents_where_it_began():
    rows = frames_of(
        spoke("a"), spoke("b", 1, queue="B"), spoke("c", 2, queue="B"), spoke("d", customer_id="boris")
    )

    table = compute(rows, ["contacts_per_issue", "agents_told"], by=["queue"])

    assert table["queue"].to_list() == ["A", "B"]
    assert table["contacts_per_issue"].struct.field("numerator", "denominator").to_list() == [4, 0]
    assert values(table, "contacts_per_issue") == [2, None]
    assert values(table, "agents_told") == [1.5, None]


def test_an_issue_counts_its_channels_and_the_minutes_of_its_customer():
    rows = frames_of(
        spoke("a", menu_ms=15_000),
        spoke("b", 1, channel="email", handle_s=120),
        spoke("c", 2, handle_s=None),
        spoke("d", customer_id="boris"),
    )

    table = compute(rows, ["channels_crossed", "minutes_per_issue"])

    # Anna: 15 s in the menu, twice 10 s of waiting, 60 and 120 s of talk, no wait for the mail. Boris: 70 s.
    assert parts(rows, "channels_crossed") == (3, 2)
    assert parts(rows, "minutes_per_issue") == (pytest.approx((215 + 70) / 60), 2)
    figure = table["minutes_per_issue"][0]
    half = 1.959964 * (215 - 70) / 60 / 2
    assert figure["value"] == pytest.approx(2.375)
    assert (figure["low"], figure["high"]) == (pytest.approx(2.375 - half), pytest.approx(2.375 + half))


def test_another_topic_is_the_next_issue():
    rows = frames_of(
        spoke("a"), spoke("b", 1, topic="delivery", handle_s=None), spoke("c", customer_id="boris")
    )

    assert parts(rows, "next_issue_rate") == (1, 2)


def test_issues_that_began_less_than_thirty_days_ago_are_not_judged():
    as_of = NOON + 35 * DAY

    assert parts(frames_of(spoke("a"), spoke("b", 10), as_of=as_of), "contacts_per_issue") == (1, 1)


def test_an_issue_is_followed_out_of_the_window_and_the_filter():
    rows = [spoke("a"), spoke("b", 5, queue="B"), spoke("c", 10)]
    around, legs = traced(*rows), gathered(*rows)[0]
    window = around.filter(contact_id="a")

    found = with_issues(window, around, legs, LATER).collect()

    assert found.select("contact_id", "issue_contacts", "issue_agents").rows() == [("a", 3, 2)]


def test_an_issue_that_began_before_the_window_is_none_of_it():
    rows = [spoke("a"), spoke("b", 5), spoke("c", 20)]
    around = traced(*rows).filter(pl.col("contact_id") != "a")

    found = with_issues(around, around, gathered(*rows)[0], LATER).sort("contact_id").collect()

    assert found["issue_contacts"].to_list() == [None, 1]


def test_flags_may_be_stored_as_numbers():
    rows = [C1, C2, C3, spoke("a", menu_outcome="queued", menu_path="agent"), spoke("b", 1), spoke("d", 9)]
    stored = traced(*rows).with_columns(pl.selectors.boolean().cast(pl.Int64))
    issues = with_issues(stored, stored, gathered(*rows)[0], LATER)

    found = compute(Frames(visits(), contacts(), traced=stored, issues=issues), TRACED)

    assert found.equals(compute(frames_of(*rows), TRACED))


@pytest.mark.parametrize("metric", ["repeat_rate", "contacts_per_issue"])
def test_what_nobody_knows_is_said(metric):
    with pytest.raises(ValueError, match=f"{metric} cannot be told: how contacts went on is not known"):
        compute(Frames(visits(), contacts()), [metric])


def test_frames_are_only_made_where_they_matter():
    asked = []
    rows = frames_of(spoke("a"))
    lazy = Frames(
        rows.visits,
        rows.contacts,
        traced=lambda: asked.append("traced") or rows.traced,
        issues=lambda: asked.append("issues") or rows.issues,
    )

    compute(lazy, ["contacts", "offered"])
    assert asked == []
    compute(lazy, ["fcr", "repeat_rate", "transfer_rate", "menu_loop_rate"])
    assert asked == ["traced"]


def test_a_metric_composes_as_an_expression():
    rows = traced(spoke("a"), spoke("b", 5), spoke("c", 15))

    found = rows.select(METRICS["repeat_rate"](within=Within(30)), METRICS["fcr"]()).collect()

    assert found["repeat_rate"].item()["value"] == pytest.approx(2 / 3)
    assert found["fcr"].item()["value"] == 0.5
