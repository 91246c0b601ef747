import polars as pl
import pytest

from metrics import intervals
from metrics.ratio import ratio


def share_of(successes: int, n: int) -> dict[str, float | None]:
    figure: dict[str, float | None] = pl.select(ratio(pl.lit(successes), pl.lit(n))).item()
    return figure


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (8, 10, 0.4902, 0.9433),
    ],
)
def test_wilson_agrees_with_the_worked_figures(successes, n, low, high):
    figure = share_of(successes, n)

    assert (round(figure["low"], 4), round(figure["high"], 4)) == (low, high)


def test_a_share_of_nothing_has_no_value_and_no_interval():
    assert share_of(0, 0) == {"value": None, "numerator": 0, "denominator": 0, "low": None, "high": None}


def test_a_share_of_everybody_stays_within_one():
    figure = share_of(30, 30)

    assert (figure["value"], figure["high"]) == (1, 1)


@pytest.mark.parametrize(
    ("n", "q", "ranks"),
    [
        (20, 0.5, (5, 14)),
        (5, 0.5, (0, 4)),
        (2, 0.5, (None, None)),
        (10, 0.9, (7, None)),
        (0, 0.5, (None, None)),
    ],
    ids=["twenty", "five", "too few", "the top of ten", "none"],
)
def test_a_quantile_lies_between_two_ranks(n, q, ranks):
    low, high = intervals.quantile_ranks(pl.lit(float(n)), q)

    assert pl.select(low=low, high=high).row(0) == ranks


def test_one_value_has_no_standard_error():
    error = intervals.standard_error(pl.lit(7.0), pl.lit(49.0), pl.lit(1.0))

    assert pl.select(error).item() is None


def test_values_alike_have_a_standard_error_of_nothing():
    error = intervals.standard_error(pl.lit(0.3), pl.lit(0.03), pl.lit(3.0))

    assert pl.select(error).item() == pytest.approx(0, abs=1e-9)
