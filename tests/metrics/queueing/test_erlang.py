import math
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.queueing import erlang_a, erlang_b, erlang_c

HALF_HOUR_S = 1800
LOADS = st.floats(0.05, 60)
AGENTS = st.integers(1, 80)
PATIENCE = st.floats(5, 5000)
few = settings(max_examples=60, deadline=None)


@pytest.mark.parametrize(
    ("calls", "handle_s", "agents", "waits", "in_time", "asa_s"),
    [(100, 180, 14, 0.17413, 0.88835, 7.836), (250, 210, 34, None, 0.8151, 12.7)],
    ids=["100 in half an hour", "250 in half an hour"],
)
def test_erlang_c_agrees_with_the_worked_figures(calls, handle_s, agents, waits, in_time, asa_s) -> None:
    found = erlang_c(calls / HALF_HOUR_S, handle_s, agents, 20)

    assert waits is None or found.waits == pytest.approx(waits, abs=5e-6)
    assert found.in_time == pytest.approx(in_time, abs=5e-5)
    assert found.asa_s == pytest.approx(asa_s, abs=0.05)


@pytest.mark.parametrize(
    ("per_s", "handle_s", "patience_s", "agents", "waits", "abandons", "wait_s"),
    [
        (48 / 60, 60, 120, 50, 0.46777, 0.030912, 3.7095),
        (100 / HALF_HOUR_S, 180, 120, 12, 0.27981, 0.06160, 7.3917),
    ],
    ids=["48 a minute", "100 in half an hour"],
)
def test_erlang_a_agrees_with_the_worked_figures(
    per_s, handle_s, patience_s, agents, waits, abandons, wait_s
) -> None:
    found = erlang_a(per_s, handle_s, patience_s, agents, 20)

    assert found.waits == pytest.approx(waits, abs=5e-6)
    assert found.abandons == pytest.approx(abandons, abs=5e-6)
    assert found.wait_s == pytest.approx(wait_s, abs=5e-5)


@given(st.integers(1, 40), st.integers(1, 40))
@few
def test_erlang_b_is_the_share_of_exact_sums(load: int, agents: int) -> None:
    terms = [Fraction(load**n, math.factorial(n)) for n in range(agents + 1)]

    assert erlang_b(load, agents) == pytest.approx(float(terms[-1] / sum(terms)), rel=1e-12)


def summed(per_s: float, handle_s: float, patience_s: float, agents: int) -> tuple[float, float, float]:
    """Sum up birth and death with 60 digits: who waits, who gives up, and the mean wait."""
    with localcontext() as context:
        context.prec = 60
        arriving, answering, leaving = Decimal(per_s), 1 / Decimal(handle_s), 1 / Decimal(patience_s)
        chances, at = [Decimal(1)], 0
        while at < agents + 50 or chances[-1] > max(chances[-1000:]) * Decimal("1e-30"):
            at += 1
            out = min(at, agents) * answering + max(at - agents, 0) * leaving
            chances.append(chances[-1] * arriving / out)
        total = sum(chances)
        waiting = sum((n - agents) * chance for n, chance in enumerate(chances) if n > agents) / total
        return (
            float(sum(chances[agents:]) / total),
            float(leaving * waiting / arriving),
            float(waiting / arriving),
        )


@pytest.mark.parametrize(
    ("per_s", "handle_s", "patience_s", "agents"),
    [
        (0.1, 180, 120, 20),
        (0.1, 180, 120, 12),
        (0.1, 180, 120, 18),
        (0.02, 180, 3600, 1),
        (0.5, 300, 20, 100),
        (0.5, 300, 900, 155),
        (10.0, 180, 300, 1800),
        (10.0, 180, 300, 1500),
        (0.14, 180, 38, 1),
        (0.01, 3600, 5, 3),
        (0.0009, 1000, 10, 1),
    ],
    ids=[
        "calm",
        "overloaded",
        "just enough",
        "one agent, patient",
        "overloaded, impatient",
        "nearly enough, patient",
        "1,800 agents",
        "1,500 agents, overloaded",
        "one agent, far too few",
        "long work, no patience",
        "hardly anybody, no patience",
    ],
)
def test_erlang_a_is_the_sum_of_its_states(per_s, handle_s, patience_s, agents) -> None:
    found = erlang_a(per_s, handle_s, patience_s, agents, 20)

    assert (found.waits, found.abandons, found.wait_s) == pytest.approx(
        summed(per_s, handle_s, patience_s, agents), rel=1e-10
    )
    answered = 1 - found.abandons
    assert found.occupancy == pytest.approx(per_s * handle_s * answered / agents, rel=1e-12)


def upto(u: Fraction, j: int, c: int, power: int) -> Fraction:
    """Integrate x^power over Beta(j + 1, c) from 0 to u, in fractions."""
    powers = (
        (-1) ** i * math.comb(c - 1, i) * u ** (j + power + i + 1) / Fraction(j + power + i + 1)
        for i in range(c)
    )
    return math.factorial(c + j) // math.factorial(j) // math.factorial(c - 1) * sum(powers, Fraction(0))


def exact_in_time(load: Fraction, agents: int, patience: int, gone: Fraction, early: Fraction) -> float:
    """Sum up over who is ahead who is answered in time, in fractions: handling takes 1, patience `patience`.

    Who finds j waiting would be answered after stages of rates n, n + theta, … n + j theta: of that time
    u = 1 - exp(-theta t) is Beta(j + 1, n patience), where patience ends it is even. `gone` is u at the
    threshold; `early` is u at the limit up to which who gave up is not counted.
    """
    theta, c = Fraction(1, patience), agents * patience
    chances = [load**n / math.factorial(n) for n in range(agents + 1)]
    for j in range(1, 90):
        chances.append(chances[-1] * load / (agents + j * theta))
    in_time, short = sum(chances[:agents]), Fraction(0)
    for j, chance in enumerate(chances[agents:]):
        in_time += chance * (upto(gone, j, c, 0) - upto(gone, j, c, 1))
        short += chance * (upto(early, j, c, 1) + early * (1 - upto(early, j, c, 0)))
    return float(in_time / (sum(chances) - short))


@pytest.mark.parametrize(("load", "agents"), [(4, 5), (6, 5)], ids=["enough agents", "too few"])
@pytest.mark.parametrize("early", [Fraction(0), Fraction(1, 12)], ids=["all count", "short ones do not"])
def test_erlang_a_answers_in_time_as_exact_sums_do(load: int, agents: int, early: Fraction) -> None:
    gone = Fraction(1, 5)
    within, short = (-2 * math.log1p(-float(u)) for u in (gone, early))

    found = erlang_a(load, 1, 2, agents, within, short)

    assert found.in_time == pytest.approx(exact_in_time(Fraction(load), agents, 2, gone, early), rel=1e-11)


@given(LOADS, AGENTS, PATIENCE)
@few
def test_nobody_is_lost_between_the_answers(load: float, agents: int, patience_s: float) -> None:
    soon, ever = (erlang_a(load / 180, 180, patience_s, agents, within) for within in (0, 1e9))

    assert soon.in_time == pytest.approx(1 - soon.waits, abs=1e-12)
    assert ever.in_time == pytest.approx(1 - ever.abandons, abs=1e-12)


@given(LOADS, PATIENCE)
@few
def test_a_single_agent_is_busy_as_often_as_people_wait(load: float, patience_s: float) -> None:
    found = erlang_a(load / 180, 180, patience_s, 1, 20)

    assert found.occupancy == pytest.approx(found.waits, rel=1e-9)


@given(LOADS, AGENTS, PATIENCE)
@few
def test_one_agent_more_is_never_worse(load: float, agents: int, patience_s: float) -> None:
    few_agents, more = (erlang_a(load / 180, 180, patience_s, n, 20) for n in (agents, agents + 1))

    assert more.waits <= few_agents.waits + 1e-12
    assert more.abandons <= few_agents.abandons + 1e-12
    assert more.wait_s <= few_agents.wait_s + 1e-9
    assert more.in_time >= few_agents.in_time - 1e-12


@given(LOADS, AGENTS, PATIENCE)
@few
def test_more_customers_wait_longer(load: float, agents: int, patience_s: float) -> None:
    calm, busy = (erlang_a(each / 180, 180, patience_s, agents, 20) for each in (load, load * 1.1))

    assert busy.waits >= calm.waits - 1e-12
    assert busy.abandons >= calm.abandons - 1e-12
    assert busy.occupancy >= calm.occupancy - 1e-12


@pytest.mark.parametrize("patience_s", [1e9, 1e12, math.inf], ids=["very patient", "endlessly", "infinite"])
def test_endless_patience_is_erlang_c(patience_s: float) -> None:
    found, endless = erlang_a(0.1, 180, patience_s, 20, 20), erlang_c(0.1, 180, 20, 20)

    assert found.in_time == pytest.approx(endless.in_time, rel=1e-5)
    assert found.asa_s == pytest.approx(endless.asa_s, rel=1e-5)


def test_no_patience_is_erlang_b() -> None:
    found = erlang_a(0.1, 180, 1e-6, 20, 20)

    assert found.abandons == pytest.approx(erlang_b(18, 20), rel=1e-5)


def test_a_short_limit_over_the_threshold_takes_out_all_who_left_within_it() -> None:
    strict, ours = (erlang_a(0.1, 180, 120, 12, 0, short_s) for short_s in (0, 1e9))

    assert ours.in_time == pytest.approx(strict.in_time / (1 - strict.abandons))


def test_one_agent_without_patience_to_lose_is_the_known_queue() -> None:
    found = erlang_c(0.005, 100, 1, 0)

    assert (found.waits, found.asa_s, found.occupancy) == pytest.approx((0.5, 100, 0.5))


@pytest.mark.parametrize("agents", [17, 18], ids=["fewer than the load", "as many as the load"])
def test_a_queue_that_grows_without_end_is_never_in_time(agents: int) -> None:
    found = erlang_c(0.1, 180, agents, 20)

    assert (found.waits, found.in_time, found.asa_s, found.occupancy) == (1, 0, math.inf, 1)


def test_where_nobody_comes_nobody_waits() -> None:
    found = erlang_a(0, 180, 120, 3, 20)

    assert (found.waits, found.in_time, found.abandons, found.wait_s, found.occupancy) == (0, 1, 0, 0, 0)


def test_where_nobody_answers_everybody_gives_up() -> None:
    found = erlang_a(0.1, 180, 120, 0, 20)

    assert (found.waits, found.in_time, found.abandons, found.wait_s) == (1, 0, 1, 120)


@pytest.mark.parametrize("agents", [4500, 4990, 5020, 20_000], ids=str)
def test_thousands_of_agents_overflow_nothing(agents: int) -> None:
    found = erlang_a(5000 / 180, 180, 240, agents, 20)

    assert 0 <= found.abandons <= max(1 - agents / 5000, 0) + 0.01
    assert 0 <= found.in_time <= 1
    assert 0 <= found.asa_s < 100
    assert found.occupancy == pytest.approx(5000 * (1 - found.abandons) / agents)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ((-1, 180, 120, 3, 20), "per_s is -1; a number from 0 on is needed."),
        ((0.1, 0, 120, 3, 20), "handle_s is 0; a number over 0 is needed."),
        ((0.1, math.inf, 120, 3, 20), "handle_s is inf; a number from 0 on is needed."),
        ((0.1, 180, 0, 3, 20), "patience_s is 0; a number over 0 is needed."),
        ((0.1, 180, math.nan, 3, 20), "patience_s is nan; a number over 0 is needed."),
        ((0.1, 180, 120, 2.5, 20), "agents is 2.5; a whole number from 0 on is needed."),
        ((0.1, 180, 120, -1, 20), "agents is -1; a whole number from 0 on is needed."),
        ((0.1, 180, 120, 3, -20), "within_s is -20; a number from 0 on is needed."),
    ],
    ids=["arrivals", "handling", "endless handling", "patience", "nan", "half an agent", "no agent", "wait"],
)
def test_what_no_queue_can_be_is_refused(given, sentence) -> None:
    with pytest.raises(ValueError, match=sentence):
        erlang_a(*given)
