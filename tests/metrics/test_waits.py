import pytest

from metrics import METRICS, asa, compute
from tests.metrics.rows import contact, contacts, frames, one, visit, visits


def test_the_average_wait_includes_those_answered_at_once():
    figure = one(visits(visit(0), visit(30), visit(90, "abandoned")), asa())

    assert (figure["value"], figure["numerator"], figure["denominator"]) == (15, 30, 2)


def test_the_average_wait_is_bounded_by_its_standard_error():
    figure = one(visits(visit(10), visit(20), visit(30)), asa())

    assert (round(figure["low"], 4), round(figure["high"], 4)) == (8.6841, 31.3159)


@pytest.mark.parametrize(
    "rows",
    [[], [visit(90, "abandoned")], [visit(None)]],
    ids=["no contacts", "none answered", "unknown wait"],
)
def test_no_answered_wait_has_no_average(rows):
    figure = one(visits(*rows), asa())

    assert (figure["value"], figure["denominator"]) == (None, 0)


def test_percentiles_are_interpolated_over_answered_visits():
    rows = frames(visit(0), visit(1), visit(4), visit(10), visit(900, "abandoned"))

    row = compute(rows, ["wait_median", "wait_p90"]).row(0, named=True)

    assert row["wait_median"]["value"] == 2.5
    assert row["wait_p90"]["value"] == pytest.approx(8.2)
    assert row["wait_median"]["denominator"] == 4


def test_a_median_is_bounded_by_two_of_its_waits():
    figure = compute(frames(*(visit(s) for s in range(20))), ["wait_median"]).item()

    assert (figure["value"], figure["low"], figure["high"]) == (9.5, 5, 14)


def test_too_few_waits_bound_no_median():
    figure = compute(frames(visit(1), visit(2)), ["wait_median"]).item()

    assert (figure["value"], figure["low"], figure["high"]) == (1.5, None, None)


def test_the_longest_wait_may_be_of_somebody_who_gave_up_or_still_waits():
    rows = frames(visit(5), visit(90, "abandoned"), visit(70, "waiting"))

    row = compute(rows, ["longest_wait", "longest_waiting", "waiting"]).row(0, named=True)

    assert row["longest_wait"]["value"] == 90
    assert row["longest_waiting"]["value"] == 70
    assert row["waiting"]["value"] == 1


def test_minutes_waited_are_those_of_everybody():
    rows = frames(visit(30), visit(60, "abandoned"), visit(30, "waiting"), visit(None))

    assert compute(rows, ["minutes_waited"]).item()["value"] == 2


def test_call_backs_and_flow_outs_are_counted_on_their_own():
    rows = frames(visit(5, "callback"), visit(5, "overflow"), visit(5, "voicemail"), visit(5))

    row = compute(rows, ["callbacks_asked", "flow_outs", "offered"]).row(0, named=True)

    assert (row["callbacks_asked"]["value"], row["flow_outs"]["value"], row["offered"]["value"]) == (1, 2, 1)


def test_leaving_inside_the_menu_is_no_abandonment():
    rows = contacts(contact(), contact(menu_outcome="exited"), contact(menu_outcome=None))

    figure = one(rows, METRICS["menu_exit_rate"]())

    assert (figure["numerator"], figure["denominator"]) == (1, 2)


def test_contacts_outside_opening_hours_are_counted():
    rows = contacts(contact(), contact(is_outside_hours=True), contact(is_outside_hours=None))

    assert one(rows, METRICS["demand_outside_hours"]())["value"] == 1


def test_a_wait_longer_than_any_sum_of_squares_in_64_bits_is_still_bounded():
    year = 365 * 86_400

    figure = one(visits(visit(year), visit(year), visit(0)), asa())

    assert figure["low"] < figure["value"] < figure["high"]


@pytest.mark.parametrize("metric", ["wait_median", "longest_wait", "asa", "offered_wait_median"])
def test_seconds_are_rounded_the_same_for_one_group_and_for_many(metric):
    rows = frames(visit(128.688), visit(128.688, queue="support"), visit(128.688, queue="b"))

    assert compute(rows, [metric], by=["queue"])[metric].struct["value"].to_list() == [128.688] * 3
