import polars as pl
import pytest

from metrics import compute
from metrics.km import survival
from metrics.waits import ABANDONED, ANSWERED
from tests.metrics.rows import frames, visit, visits

SIX_MP = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
WAITS = (
    visit(5, "abandoned"),
    visit(10),
    visit(12, "abandoned"),
    visit(20),
    visit(30),
    visit(30, "abandoned"),
    visit(45),
    visit(60, "abandoned"),
)


def remissions() -> pl.LazyFrame:
    """Weeks in remission under 6-MP (Freireich 1963), + still in remission."""
    return pl.LazyFrame(
        {
            "ms": [int(word.rstrip("+")) * 1000 for word in SIX_MP.split()],
            "relapsed": [not word.endswith("+") for word in SIX_MP.split()],
        }
    )


def at(curve: pl.DataFrame, t: float, column: str = "survival") -> float:
    return round(curve.filter(pl.col("t") == t)[column].item(), 4)


@pytest.mark.parametrize(("t", "expected"), [(6, 0.8571), (10, 0.7529), (22, 0.5378), (23, 0.4482)])
def test_survival_agrees_with_the_6_mp_trial(t, expected):
    assert at(survival(remissions(), "ms", pl.col("relapsed")), t) == expected


def test_the_band_of_the_6_mp_trial_is_greenwoods_on_the_log_minus_log_scale():
    curve = survival(remissions(), "ms", pl.col("relapsed"))

    assert (at(curve, 6, "low"), at(curve, 6, "high")) == (0.6197, 0.9516)


def test_a_curve_tells_who_was_there_and_who_left_how():
    row = survival(remissions(), "ms", pl.col("relapsed")).row(0, named=True)

    assert (row["t"], row["at_risk"], row["events"], row["censored"]) == (6, 21, 3, 1)


@pytest.mark.parametrize(("t", "expected"), [(5, 0.875), (12, 0.7292), (30, 0.5469), (60, 0)])
def test_patience_takes_an_answer_as_cut_short(t, expected):
    assert at(survival(visits(*WAITS), "wait_ms", ABANDONED), t) == expected


@pytest.mark.parametrize(("t", "expected"), [(10, 0.8571), (20, 0.6857), (30, 0.5143), (45, 0.2571)])
def test_offered_wait_takes_giving_up_as_cut_short(t, expected):
    assert at(survival(visits(*WAITS), "wait_ms", ANSWERED), t) == expected


def test_medians_are_where_the_curves_reach_one_half():
    row = compute(frames(*WAITS), ["patience_median", "offered_wait_median"]).row(0, named=True)

    assert (row["patience_median"]["value"], row["offered_wait_median"]["value"]) == (60, 45)
    assert (row["patience_median"]["numerator"], row["patience_median"]["denominator"]) == (4, 8)


def test_a_curve_that_never_reaches_one_half_is_over_the_longest_seen():
    rows = frames(visit(5, "abandoned"), visit(40), visit(90), visit(30))

    figure = compute(rows, ["patience_median"]).item()

    assert (figure["value"], figure["low"], figure["high"]) == (None, 90, None)


def test_a_curve_that_ends_exactly_at_one_half_has_reached_it():
    rows = frames(visit(5, "abandoned"), visit(5, "abandoned"), visit(40), visit(90))

    assert compute(rows, ["patience_median"]).item()["value"] == 5


def test_a_half_that_floating_point_misses_is_still_a_half():
    rows = frames(visit(3, "abandoned"), visit(5, "abandoned"), visit(7, "abandoned"), *[visit(9)] * 3)

    assert compute(rows, ["patience_median"]).item()["value"] == 7


@pytest.mark.parametrize(
    "outcome", ["waiting", "callback", "overflow", "closed", None], ids=lambda outcome: outcome or "unknown"
)
def test_whoever_neither_gave_up_nor_was_answered_is_cut_short(outcome):
    rows = frames(visit(5, "abandoned"), visit(5, "abandoned"), visit(9, outcome))

    figure = compute(rows, ["patience_median"]).item()

    assert (figure["numerator"], figure["denominator"]) == (2, 3)


def test_at_a_tie_events_come_first():
    rows = frames(visit(30, "abandoned"), visit(30))

    row = compute(rows, ["patience_median", "offered_wait_median"]).row(0, named=True)

    assert (row["patience_median"]["value"], row["offered_wait_median"]["value"]) == (30, 30)


def test_at_a_tie_those_who_were_answered_are_still_at_risk_of_giving_up():
    rows = frames(visit(30), visit(30, "abandoned"), visit(40))

    figure = compute(rows, ["patience_median"]).item()

    assert (figure["value"], figure["low"]) == (None, 40)


def test_a_tie_ends_with_its_group():
    rows = frames(visit(30, queue="a"), visit(30, "abandoned", queue="b"), visit(40, queue="b"))

    figures = compute(rows, ["patience_median"], by=["queue"])["patience_median"]

    assert figures.struct["value"].to_list() == [None, 30]


def test_a_wait_that_is_not_known_is_on_no_curve():
    rows = frames(visit(None, "abandoned"), visit(5, "abandoned"))

    assert compute(rows, ["patience_median"]).item()["denominator"] == 1


def test_curves_are_drawn_by_group():
    rows = visits(visit(5, "abandoned"), visit(9), visit(7, "abandoned", queue="support"))

    curve = survival(rows, "wait_ms", ABANDONED, by=["queue"])

    assert curve.select("queue", "t", "survival").rows() == [
        ("sales", 5, 0.5),
        ("sales", 9, 0.5),
        ("support", 7, 0.0),
    ]


def test_no_rows_make_an_empty_curve():
    assert survival(visits(), "wait_ms", ABANDONED).height == 0


def test_a_median_is_bounded_where_the_band_reaches_one_half():
    rows = frames(*(visit(second, "abandoned") for second in range(1, 41)))
    curve = survival(rows.visits, "wait_ms", ABANDONED)
    below = curve.filter(pl.col("low") <= 0.5)["t"]
    above = curve.filter(pl.col("high") <= 0.5)["t"]

    figure = compute(rows, ["patience_median"]).item()

    assert (figure["low"], figure["value"], figure["high"]) == (below[0], 20, above[0])
    assert (figure["low"], figure["high"]) == (14, 26)
