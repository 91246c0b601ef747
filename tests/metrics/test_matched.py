"""A known effect under confounding is recovered, none is found where there is none, and doubt is refused."""

import math

import numpy as np
import polars as pl
import pytest

from metrics.matched import Difference, difference

CELL = ("topic", "wait")


def simulated(seed: int, effect: float, n: int = 6000, people: int = 4000) -> pl.DataFrame:
    """Draw rows whose topic and wait decide both who gets something and what follows; null is a topic too."""
    chance = np.random.default_rng(seed)
    topic, wait = chance.integers(0, 4, n), chance.integers(0, 3, n)
    had = chance.random(n) < 0.03 + 0.08 * topic / 3 + 0.12 * (wait == 2)
    base = 0.10 + 0.12 * topic / 3 + 0.25 * (wait == 2)
    y = chance.random(n) < base + effect * had
    names = [(None, "bill", "line", "leaving")[at] for at in topic]
    return pl.DataFrame(
        {"topic": names, "wait": wait, "had": had, "y": y, "who": chance.integers(0, people, n)},
        schema_overrides={"topic": pl.String},
    )


def holds(found: Difference, truth: float) -> bool:
    assert found.reason is None
    return (found.low or 0) <= truth <= (found.high or 0)


def few(cells: list[tuple[str, bool, bool]]) -> pl.DataFrame:
    rows = [
        {"topic": topic, "wait": 0, "had": had, "y": y, "who": n} for n, (topic, had, y) in enumerate(cells)
    ]
    return pl.DataFrame(
        rows,
        schema={"topic": pl.String, "wait": pl.Int64, "had": pl.Boolean, "y": pl.Boolean, "who": pl.Int64},
    )


def half(topic: str, *, had: bool, n: int) -> list[tuple[str, bool, bool]]:
    return [(topic, had, k % 2 == 0) for k in range(n)]


@pytest.mark.parametrize("effect", [0.0, -0.08, 0.10])
def test_a_known_effect_is_recovered_and_the_plain_difference_misses_it(effect: float) -> None:
    rows = simulated(1, effect, n=20_000, people=9_000)

    matched, plain = difference(rows, CELL), difference(rows.with_columns(one=0), ["one"])

    assert holds(matched, effect)
    assert matched.high - matched.low < 0.06
    assert not holds(plain, effect)


@pytest.mark.parametrize("effect", [0.0, 0.10])
def test_intervals_hold_as_often_as_they_say(effect: float) -> None:
    held = sum(holds(difference(simulated(seed, effect, n=2500), CELL), effect) for seed in range(200))

    assert 0.91 <= held / 200 <= 0.985


def test_errors_allow_for_rows_of_one_person_that_come_out_alike() -> None:
    held = 0
    for seed in range(200):
        chance = np.random.default_rng(seed)
        who = np.repeat(np.arange(150), 6)
        had, alike = chance.random(150) < 0.5, chance.random(150) < 0.4
        rows = pl.DataFrame({"cell": 0, "who": who, "had": np.repeat(had, 6), "y": np.repeat(alike, 6)})
        held += holds(difference(rows, ["cell"]), 0.0)

    assert 0.91 <= held / 200 <= 0.985


def test_cells_of_two_do_not_look_certain() -> None:
    held = 0
    for seed in range(200):
        chance = np.random.default_rng(seed)
        n = 400
        cell, had = np.arange(n) // 2, np.arange(n) % 2 == 0
        base = np.repeat(chance.random(n // 2), 2)
        rows = pl.DataFrame({"cell": cell, "who": np.arange(n), "had": had, "y": chance.random(n) < base})
        held += holds(difference(rows, ["cell"]), 0.0)

    assert 0.91 <= held / 200 <= 0.985


def test_the_means_of_both_sides_make_up_the_difference() -> None:
    found = difference(simulated(2, 0.1), CELL)

    assert found.value == pytest.approx(found.having - found.others, abs=1e-12)


def test_rows_without_any_alike_count_for_nothing_and_are_told() -> None:
    rows = few([*half("bill", had=True, n=40), *half("bill", had=False, n=90), *half("alone", had=True, n=7)])

    found = difference(rows, CELL)

    assert (found.n, found.alike, found.against) == (47, 40, 90)
    assert found.value == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (half("bill", had=False, n=90), "not told"),
        ([*half("bill", had=True, n=29), *half("bill", had=False, n=90)], "few"),
        ([*half("bill", had=True, n=40), *half("line", had=False, n=90)], "no overlap"),
        ([*half("bill", had=True, n=40), *half("bill", had=False, n=29)], "few alike"),
        ([*[("bill", True, True)] * 40, *half("bill", had=False, n=90)], "no variation"),
    ],
    ids=["nobody had it", "too few had it", "none alike", "few alike", "all came out the same"],
)
def test_what_cannot_be_told_is_refused_with_the_reason(
    cells: list[tuple[str, bool, bool]], reason: str
) -> None:
    found = difference(few(cells), CELL)

    assert (found.reason, found.value, found.low) == (reason, None, None)


def test_what_is_not_known_of_a_row_is_never_filled() -> None:
    rows = few([*half("bill", had=True, n=40), *half("bill", had=False, n=90)])
    unknown = pl.DataFrame(
        {"topic": "bill", "wait": 0, "had": [True, None], "y": [None, True], "who": 0}, schema=rows.schema
    )

    assert difference(pl.concat([rows, unknown]), CELL) == difference(rows, CELL)


def test_minutes_are_compared_too() -> None:
    chance = np.random.default_rng(5)
    had = chance.random(3000) < 0.3
    rows = pl.DataFrame(
        {"cell": 0, "who": np.arange(3000), "had": had, "y": chance.exponential(5, 3000) + 1.5 * had}
    )

    found = difference(rows, ["cell"])

    assert holds(found, 1.5)
    assert found.is_clear


def test_how_strong_a_hidden_reason_would_have_to_be() -> None:
    clear = Difference(value=0.20, low=0.10, high=0.30, others=0.10)
    less = Difference(value=-0.20, low=-0.30, high=-0.25, others=0.50)

    assert clear.hidden == pytest.approx(2 + math.sqrt(2))
    assert less.hidden == pytest.approx(2 + math.sqrt(2))
    assert Difference(value=0.1, low=-0.1, high=0.3, others=0.1).hidden is None
