"""What agents did beside what colleagues would have done with the same contacts."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.recognition.cells import counted, of_agents
from metrics.recognition.measures import hard
from metrics.recognition.score import scored, spread

# DEFINITIONS 10: agents (n, x per cell), the rates of the cells as given.
ANCHOR = pl.DataFrame(
    [
        ("a", 60, 57, 0.90),
        ("a", 10, 8, 0.78),
        ("b", 10, 8, 0.90),
        ("b", 40, 34, 0.78),
        ("c", 25, 22, 0.90),
        ("c", 5, 4, 0.78),
    ],
    schema=["agent_id", "n", "x", "p"],
    orient="row",
).with_columns(others=pl.lit(1.0))


def calls(agent, good, bad, queue="PS"):
    """Rows of one agent in one cell."""
    return [
        {"agent_id": agent, "queue": queue, "topic": "t", "channel": "voice", "is_good": n < good}
        for n in range(good + bad)
    ]


def frame(*parts):
    return pl.DataFrame([row for part in parts for row in part])


def test_the_anchor_of_the_definitions():
    found = scored(of_agents(ANCHOR), tau2=0.12)

    assert found["observed"].to_list() == [65, 42, 26]
    assert found["expected"].round(1).to_list() == [61.8, 40.2, 26.4]
    assert found["variance"].round(3).to_list() == [7.116, 7.764, 3.108]
    assert found["theta"].round(4).to_list() == [0.2071, 0.1118, -0.0350]
    assert found["se"].round(4).to_list() == [0.2544, 0.2492, 0.2956]
    assert found["low"].to_list() == pytest.approx(
        [0.2071 - 0.3260, 0.1118 - 0.3194, -0.0350 - 0.3788], abs=1e-3
    )


def test_an_agents_own_contacts_do_not_form_their_own_expectation():
    found = of_agents(counted(frame(calls("a", 10, 0), calls("b", 5, 5))))

    assert found.select("agent_id", "observed", "expected").rows() == [("a", 10, 5.0), ("b", 5, 10.0)]


def test_what_nobody_else_had_says_nothing():
    found = of_agents(counted(frame(calls("a", 10, 0, "Own"), calls("a", 5, 5), calls("b", 6, 4))))

    alone = of_agents(counted(frame(calls("a", 5, 5), calls("b", 6, 4))))
    assert found["variance"].to_list() == alone["variance"].to_list()
    assert found["edge"].to_list() == alone["edge"].to_list()
    assert found.row(0, named=True)["expected"] == 10 + 6


def test_the_share_of_a_cell_that_is_ones_own_is_taken_off_what_is_known():
    found = of_agents(counted(frame(calls("a", 30, 10), calls("b", 6, 4))))

    p = 36 / 50
    assert found["variance"].to_list() == pytest.approx(
        [40 * p * (1 - p) * 10 / 50, 10 * p * (1 - p) * 40 / 50]
    )


@pytest.mark.parametrize(
    ("edges", "variances", "expected"),
    [
        ([0.0, 0.0, 0.0], [4.0, 4.0, 4.0], 0.02),
        ([6.0, -6.0, 0.0], [4.0, 4.0, 4.0], (18 - 2) / (12 - 48 / 12)),
        ([6.0], [4.0], 0.02),
        ([6.0, -6.0, 0.0, 0.0], [4.0, 4.0, 4.0, 0.0], (18 - 2) / (12 - 48 / 12)),
    ],
    ids=[
        "all alike: the floor",
        "by moments",
        "one agent says nothing",
        "who has no variance is not counted",
    ],
)
def test_how_much_agents_differ(edges, variances, expected):
    found = spread(pl.DataFrame({"edge": edges, "variance": variances}))

    assert found == pytest.approx(expected)


CELLS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(["A", "B"])), min_size=2, max_size=8
).filter(lambda rows: sum(good + bad for good, bad, _queue in rows) > 0)


@given(CELLS)
def test_what_some_do_better_others_do_worse(rows):
    found = of_agents(counted(frame(*(calls(f"a{n}", *row) for n, row in enumerate(rows)))))

    assert found["edge"].sum() == pytest.approx(0, abs=1e-9)
    assert (found["variance"] >= 0).all()
    assert ((found["expected"] >= -1e-9) & (found["expected"] <= found["n"] + 1e-9)).all()


def test_hard_is_what_colleagues_pass_on():
    easy = [*calls("a", 400, 0, "Easy"), *calls("b", 400, 0, "Easy")]
    mine = [*calls("a", 0, 30, "Mine"), *calls("b", 30, 0, "Mine")]
    theirs = [*calls("a", 5, 0, "Hard"), *calls("b", 15, 15, "Hard")]

    found = hard(counted(frame(easy, mine, theirs)))

    assert sorted(found.select("agent_id", "queue").rows()) == [("a", "Hard"), ("b", "Mine")]
