"""Who is clearly above, who is tied, whose turn it is, and that of the others only counts are given."""

import dataclasses

import polars as pl
import pytest

from metrics.recognition.chance import at_least, beyond_chance
from metrics.recognition.score import scored
from metrics.recognition.together import Judged, judged, tied
from metrics.recognition.told import Nominee, nominees, without
from metrics.recognition.turns import turn

MEASURES = ("satisfied", "solved")


def measure(*agents, n=100, variance=20.0, tau2=0.12):
    """A measure of agents by how much more they had than expected, of 100 cases each."""
    rows = [
        {"agent_id": name, "n": n, "observed": 80, "expected": 80 - edge, "edge": edge, "variance": variance}
        for name, edge in agents
    ]
    return scored(pl.DataFrame(rows), tau2)


CROWD = [(f"x{n}", 0.0) for n in range(20)]


def both(first, second, **given):
    return judged({"satisfied": measure(*first, *CROWD), "solved": measure(*second, *CROWD)}, **given)


@pytest.mark.parametrize(
    ("first", "second", "named"),
    [
        (20.0, 20.0, True),
        (30.0, 0.0, True),
        (30.0, -0.1, False),
        (40.0, -20.0, False),
        (5.0, 5.0, False),
    ],
    ids=[
        "above on both",
        "above on one, as expected on the other",
        "below on the other",
        "clearly below on the other",
        "a little above on both, as chance would have it",
    ],
)
def test_two_measures_must_not_be_below_what_was_expected(first, second, named):
    found = both([("a", first)], [("a", second)])

    assert found.above["agent_id"].to_list() == ["a"] * named


@pytest.mark.parametrize(("third", "named"), [(-1.0, True), (-20.0, False)], ids=["a little", "clearly"])
def test_above_on_two_does_not_make_up_for_clearly_below_on_a_third(third, named):
    above = measure(("a", 60.0), *CROWD)

    found = judged({"satisfied": above, "solved": above, "kept": measure(("a", third), *CROWD)})

    assert found.above["agent_id"].to_list() == ["a"] * named


@pytest.mark.parametrize(("variance", "named"), [(2.0, False), (200.0, True)], ids=["few cases", "many"])
def test_beyond_chance_is_not_enough_where_the_cautious_end_is_not_above(variance, named):
    of = [("a", 3.0 * variance**0.5), ("b", 0.0), ("c", 0.0)]  # by each measure three errors above

    found = judged(dict.fromkeys(MEASURES, measure(*of, variance=variance, tau2=0.02)))

    assert found.above["agent_id"].to_list() == ["a"] * named


def test_one_measure_is_not_enough_to_say():
    found = judged({"satisfied": measure(("a", 30.0), *CROWD), "solved": measure(*CROWD)})

    assert found.above.is_empty()
    assert (found.as_expected, found.not_enough) == (20, 1)


@pytest.mark.parametrize(("n", "named"), [(20, True), (19, False)], ids=["at the least", "one fewer"])
def test_too_few_contacts_are_not_enough_to_say(n, named):
    few = measure(("a", 30.0), n=n)
    other = measure(*CROWD)

    found = judged({name: pl.concat([few, other]) for name in MEASURES})

    assert (found.above.height, found.not_enough) == ((1, 0) if named else (0, 1))


def test_among_many_one_must_stand_out_more_than_among_few():
    few = measure(("a", 9.0), ("b", 0.0), ("c", 0.0))
    many = measure(("a", 9.0), *((f"x{n}", 0.0) for n in range(200)))

    found = [judged(dict.fromkeys(MEASURES, each)).above.height for each in (few, many)]

    assert found == [1, 0]


def test_of_those_named_one_in_five_at_most_is_named_by_chance():
    # One-sided chances of .0668, .0668, .1587, .5 among four: .2 × 2/4 holds both of the first, .2/4 neither.
    found = beyond_chance(pl.DataFrame({"score": [1.5, 1.5, 1.0, 0.0], "noise": [1.0] * 4}))

    assert found["is_beyond_chance"].to_list() == [True, True, False, False]


@pytest.mark.parametrize(
    ("x", "n", "p", "expected"),
    [(0, 10, 0.3, 1.0), (10, 10, 0.5, 1 / 1024), (9, 10, 0.5, 11 / 1024), (1, 2, 0.0, 0.0), (3, 2, 0.5, 0.0)],
)
def test_how_likely_chance_gives_as_many(x, n, p, expected):
    assert at_least(x, n, p) == pytest.approx(expected)


def test_who_cannot_be_told_apart_from_the_first_at_80_percent_is_tied():
    # The first has the highest cautious end; apart is 1.2816 × √(.1² + .1²) = .1812.
    rows = [("a", 0.50, 0.1), ("b", 0.33, 0.1), ("c", 0.31, 0.1), ("d", 0.60, 0.4)]
    above = pl.DataFrame(rows, schema=["agent_id", "score", "se"], orient="row")

    found = tied(above.with_columns(low=pl.col("score") - 1.2816 * pl.col("se")))

    assert found.select("agent_id", "is_tied").rows() == [("a", True), ("b", True), ("c", False), ("d", True)]


def nominated(*agents):
    return [Nominee(name, "best", (), is_tied) for name, is_tied in agents]


ABC = nominated(("a", True), ("b", True), ("c", True), ("z", False))


def test_the_draw_can_be_made_again_and_is_of_the_tied_alone():
    weeks = [f"2026-11-{day:02}" for day in range(1, 29)]

    drawn = [turn("best", week, ABC, ()) for week in weeks]
    again = [turn("best", week, ABC[::-1], ()) for week in weeks]

    assert drawn == again
    assert {one.drawn for one in drawn} == {"a", "b", "c"}
    assert drawn[0].among == ("a", "b", "c")
    assert drawn[0].seed == "2026-11-01 best"


def test_who_had_a_turn_lately_comes_after_those_who_had_not():
    drawn = {turn("best", f"2026-11-{day:02}", ABC, {"a", "b"}).drawn for day in range(1, 29)}

    assert drawn == {"c"}


def test_who_has_another_award_this_week_comes_last():
    drawn = {turn("helped", f"2026-11-{day:02}", ABC, {"a", "b"}, {"c"}).drawn for day in range(1, 29)}

    assert drawn == {"a", "b"}


def test_where_nobody_is_clearly_above_nobody_is_drawn():
    assert turn("best", "2026-11-01", [], ()) is None


def test_who_is_left_out_counts_with_the_others_and_ties_are_told_anew():
    found = both([("a", 60.0), ("b", 30.0), ("c", 30.0)], [("a", 60.0), ("b", 30.0), ("c", 30.0)])

    left = without(found, ["a"])

    assert found.above["is_tied"].to_list() == [True, False, False]
    assert left.above.select("agent_id", "is_tied").rows() == [("b", True), ("c", True)]
    assert left.as_expected == found.as_expected + 1
    assert set(left.evidence["agent_id"]) == {"b", "c"}


def test_nobody_below_what_was_expected_is_anywhere_in_what_is_given():
    low = [(f"low{n}", -30.0) for n in range(5)]
    found = both([("a", 40.0), *low], [("a", 40.0), *low])

    given = [getattr(found, field.name) for field in dataclasses.fields(Judged)]
    frames = [each for each in given if isinstance(each, pl.DataFrame)]

    assert {agent for each in frames for agent in each["agent_id"]} == {"a"}
    assert [one.agent_id for one in nominees("best", found, {})] == ["a"]
    assert [each for each in given if not isinstance(each, pl.DataFrame)] == [25, 0]
