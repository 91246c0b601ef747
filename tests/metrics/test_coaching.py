"""Who may need help: by evidence beyond chance and by how hard their contacts are, never by rank."""

import polars as pl
import pytest

from metrics.coaching import needed

TEAM = [f"n{at}" for at in range(8)]
NORTH = dict.fromkeys(TEAM, "North")
SCHEMA = {
    "agent_id": pl.String,
    "n": pl.Int64,
    "observed": pl.Int64,
    "expected": pl.Float64,
    "edge": pl.Float64,
    "variance": pl.Float64,
}
NOBODY = pl.DataFrame(schema=SCHEMA)


def measure(n=100, share=0.8, **others):
    """Eight agents who have what is expected, but for some: observed, or (n, observed, expected)."""
    rows = []
    for who in TEAM:
        given = others.get(who, round(n * share))
        of, observed, expected = given if isinstance(given, tuple) else (n, given, n * share)
        rows.append((who, of, observed, expected, observed - expected, of * share * (1 - share)))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def found(**measures):
    given = {name: measures.get(name, NOBODY) for name in ("satisfied", "solved", "kept", "held")}
    return [(one.agent_id, [each.kind for each in one.reasons]) for one in needed(given, NORTH)]


@pytest.mark.parametrize(
    ("observed", "expected"),
    [(60, [("n1", ["satisfied"])]), (72, []), (95, []), ((15, 5, 12.0), [])],
    ids=["clearly below", "below as chance would have it", "above", "under twenty contacts"],
)
def test_somebody_is_named_only_where_even_the_cautious_end_is_below(observed, expected):
    assert found(satisfied=measure(n1=observed)) == expected


def test_who_has_the_hard_contacts_is_not_below_for_that_but_may_need_them_shared_out():
    hard = measure(n1=(100, 40, 40.0))

    assert found(solved=hard) == [("n1", ["hard"])]


def test_of_hard_contacts_it_is_told_what_is_usual_in_the_team():
    [one] = needed(
        {**dict.fromkeys(("satisfied", "kept", "held"), NOBODY), "solved": measure(n1=(100, 40, 40.0))},
        NORTH,
    )

    [reason] = one.reasons
    assert (reason.n, reason.observed, reason.expected) == (100, pytest.approx(20.0), 60.0)


def test_they_stand_by_the_alphabet_and_not_by_how_far_they_are_below():
    told = found(satisfied=measure(n1=55, n5=20), kept=measure(n3=50))

    assert [who for who, _why in told] == ["n1", "n3", "n5"]


def test_at_most_three_of_a_team_are_named():
    low = {who: 10 + at for at, who in enumerate(TEAM[:5])}

    assert [who for who, _why in found(satisfied=measure(n=400, **low))] == ["n0", "n1", "n2"]


def test_where_all_do_as_expected_nobody_is_named():
    assert found(satisfied=measure(), solved=measure(), kept=measure(), held=measure()) == []
