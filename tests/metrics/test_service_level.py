import pytest

from metrics import METRICS, abandon_rate, asa, compute, service_level
from tests.metrics.rows import frames, many, one, visit, visits

ABANDONED = "abandoned"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([visit(20)], 1.0),
        ([visit(20.001)], 0.0),
        ([visit(5), visit(9, ABANDONED)], 0.5),
        ([visit(5), visit(3, ABANDONED)], 1.0),
        ([visit(5), visit(5, ABANDONED)], 1.0),
        ([visit(5), visit(5.001, ABANDONED)], 0.5),
        ([visit(5), visit(None, ABANDONED)], 1.0),
        ([visit(5), visit(None)], 1.0),
        ([visit(5), visit(90, is_outside_hours=True)], 1.0),
        ([visit(5), visit(90, "waiting")], 1.0),
        ([visit(5), visit(90, threshold_ms=None)], 1.0),
        ([visit(5), visit(90, is_outside_hours=None)], 0.5),
        ([visit(3, ABANDONED)], None),
        ([], None),
    ],
    ids=[
        "at the threshold",
        "just over",
        "an abandonment is offered",
        "a short one is not",
        "at the short limit is short",
        "just over the short limit is offered",
        "an abandonment of unknown length is not judged",
        "an answer after an unknown wait is not judged",
        "outside opening hours",
        "still waiting",
        "a queue without a threshold",
        "unknown opening hours are open",
        "only short ones",
        "no contacts",
    ],
)
def test_service_level(rows, expected):
    assert one(visits(*rows), service_level())["value"] == expected


def test_a_threshold_given_overrides_that_of_the_queue():
    assert one(visits(visit(25)), service_level(30))["value"] == 1.0


def test_each_visit_is_judged_by_the_threshold_of_its_own_time():
    rows = visits(visit(25, threshold_ms=30_000), visit(25, threshold_ms=20_000))

    assert one(rows, service_level())["value"] == 0.5


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("service_level_strict", 81.1),
        ("service_level", 81.9),
        ("service_level_ignore", 82.7),
        ("service_level_positive", 83.0),
        ("service_level_answered", 86.0),
    ],
)
def test_the_variants_agree_with_icmi(metric, expected):
    answered = many(860, wait_s=20) + many(140, wait_s=21)
    abandoned = [
        *many(10, wait_s=5, outcome=ABANDONED),
        *many(10, wait_s=20, outcome=ABANDONED),
        *many(40, wait_s=60, outcome=ABANDONED),
    ]

    figure = compute(frames(*answered, *abandoned), [metric]).item()

    assert round(100 * figure["value"], 1) == expected


def test_out_of_the_queue_in_time_counts_call_backs_and_everybody_who_queued():
    rows = visits(
        visit(5), visit(9, ABANDONED), visit(9, "callback"), visit(30, "callback"), visit(9, "overflow")
    )

    figure = one(rows, METRICS["service_level_removed"]())

    assert (figure["numerator"], figure["denominator"]) == (3, 5)


def test_a_visit_already_too_old_is_a_certain_miss_on_a_live_board():
    rows = visits(visit(5), visit(21, "waiting"), visit(20, "waiting"))

    figure = one(rows, METRICS["service_level_live"]())

    assert (figure["numerator"], figure["denominator"]) == (1, 2)


def test_contacts_outside_opening_hours_stay_in_sight():
    rows = frames(visit(5), visit(90, is_outside_hours=True), visit(90, ABANDONED, is_outside_hours=True))

    row = compute(rows, ["answered", "offered", "service_level"]).row(0, named=True)

    assert (row["answered"]["value"], row["offered"]["value"]) == (2, 3)
    assert row["service_level"]["denominator"] == 1


@pytest.mark.parametrize(
    ("rows", "numerator", "denominator"),
    [
        ([visit(5), visit(9, ABANDONED)], 1, 2),
        ([visit(5), visit(5, ABANDONED)], 0, 1),
        ([visit(5), visit(None, ABANDONED)], 1, 2),
        ([visit(5), visit(9, "callback"), visit(9, "voicemail")], 0, 1),
    ],
    ids=[
        "a plain one",
        "a short one",
        "of unknown length is not short",
        "call-backs and flow-outs are apart",
    ],
)
def test_abandon_rate(rows, numerator, denominator):
    figure = one(visits(*rows), abandon_rate())

    assert (figure["numerator"], figure["denominator"]) == (numerator, denominator)


def test_metrics_compose_in_any_aggregation():
    rows = visits(visit(5), visit(30), visit(9, ABANDONED, queue="support"))

    table = rows.group_by("queue").agg(service_level(20), abandon_rate(), asa()).sort("queue").collect()

    assert table["service_level"].struct["value"].to_list() == [0.5, 0.0]
    assert table["abandon_rate"].struct["value"].to_list() == [0.0, 1.0]
    assert table["asa"].struct["value"].to_list() == [17.5, None]
