import pytest

from metrics import METRICS, compute
from metrics.weighting import cells, weights
from tests.metrics.surveyed import answer, frames, surveys


def cell(invited, n, satisfied, **given):
    answers = [answer(5, **given)] * satisfied + [answer(1, **given)] * (n - satisfied)
    return [*answers, *([answer(None, **given)] * (invited - n))]


def weighted(*rows, by=()):
    return compute(frames(*rows), ["csat", "csat_weighted"], by=by)


def of(*rows):
    return weighted(*rows)["csat_weighted"][0]


def test_the_anchor():
    rows = [*cell(1000, 200, 60), *cell(9000, 450, 405, queue="B")]

    found = weighted(*rows)

    assert found["csat"][0]["value"] == pytest.approx(0.7154, abs=0.00005)
    assert found["csat_weighted"][0]["value"] == pytest.approx(0.84)
    assert found["csat_weighted"][0]["denominator"] == pytest.approx(540.5, abs=0.05)
    low, high = found["csat_weighted"][0]["low"], found["csat_weighted"][0]["high"]
    assert (low, high) == pytest.approx((0.8066, 0.8684), abs=0.0002)


@pytest.mark.parametrize(
    "other",
    [
        {"queue": "B"},
        {"queue": None},
        {"is_transferred": True},
        {"is_transferred": None},
        {"is_repeat": True},
        {"wait_ms": 60_001},
        {"wait_ms": None},
    ],
    ids=["queue", "no queue", "transferred", "unknown transfer", "repeat", "longer wait", "unknown wait"],
)
def test_what_makes_a_cell(other):
    rows = [*cell(10, 5, 5), *cell(90, 5, 0, **other)]

    assert of(*rows)["value"] == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("first", "second"),
    [(1, 60_000), (60_001, 300_000), (300_001, 9_000_000)],
    ids=["to 1", "to 5", "over 5"],
)
def test_waits_of_one_band_are_one_cell(first, second):
    rows = [*cell(10, 5, 5, wait_ms=first), *cell(90, 5, 0, wait_ms=second)]

    assert of(*rows)["value"] == pytest.approx(0.5)


def test_who_answers_evenly_needs_no_weights():
    found = of(*cell(20, 10, 8), *cell(40, 20, 4, queue="B"))

    assert found["value"] == pytest.approx(0.4)
    assert found["denominator"] == pytest.approx(30)


def test_a_cell_without_an_answer_goes_with_the_cells_nearest_to_it():
    near = [*cell(10, 10, 10, is_repeat=True), *cell(30, 0, 0, is_repeat=True, wait_ms=400_000)]

    found = of(*near, *cell(40, 40, 0))

    assert found["value"] == pytest.approx(0.5)


def test_without_any_answer_near_it_goes_with_its_queue_and_then_with_all():
    rows = [*cell(10, 10, 10), *cell(30, 0, 0, is_transferred=True), *cell(60, 60, 0, queue="B")]

    assert of(*rows)["value"] == pytest.approx(0.4)
    assert of(*rows, *cell(500, 0, 0, queue="C"))["value"] == pytest.approx(0.4)


def test_a_weight_is_cut_at_five_times_the_median():
    counted = cells(surveys(*cell(99, 99, 99), *cell(100, 1, 0, queue="B")))

    found = weights(counted).sort("full_weight")

    assert found["full_weight"].to_list() == [1, 100]
    assert found["weight"].to_list() == [1, 5]


def test_each_group_is_weighted_on_its_own_rows():
    first = [*cell(10, 5, 5), *cell(90, 5, 0, is_repeat=True)]
    second = [*cell(90, 5, 5, days=7), *cell(10, 5, 0, days=7, is_repeat=True)]

    found = weighted(*first, *second, by=["week"])["csat_weighted"].to_list()

    assert found == [of(*first), of(*second)]
    assert [one["value"] for one in found] == pytest.approx([0.1, 0.9])


def test_other_questions_do_not_weigh():
    rows = [*cell(10, 5, 5), *cell(10, 5, 0, queue="B"), *([answer(None, "nps", queue="B")] * 500)]

    assert of(*rows)["value"] == pytest.approx(0.5)


def test_the_weights_of_the_answers_add_up_to_all_who_were_asked():
    unanswered = [*cell(7, 0, 0, queue="C"), *cell(11, 0, 0, is_repeat=True), *cell(5, 0, 0, wait_ms=400_000)]
    counted = cells(surveys(*cell(60, 20, 9), *cell(40, 30, 3, queue="B"), *unanswered))

    found = weights(counted)

    assert (found["full_weight"] * found["n"]).sum() == pytest.approx(123)


def test_of_nobody_asked_there_is_no_value():
    assert of() == {"value": None, "numerator": 0, "denominator": 0, "low": None, "high": None}


def test_weights_cannot_be_written_as_an_expression():
    with pytest.raises(TypeError, match="csat_weighted"):
        METRICS["csat_weighted"]()
