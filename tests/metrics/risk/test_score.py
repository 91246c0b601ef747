"""Points and reasons by hand from the weights of DEFINITIONS.md 9, and the laws that they keep."""

from datetime import timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.risk import EVIDENCE, FAMILIES, weighed
from metrics.risk.evidence import reach
from metrics.risk.score import scores
from settings import Risk
from tests.metrics.grounded import NOW, fact, someone

FIELDS = ("rank", "person", "points", "value")
KEYS = st.sampled_from(list(EVIDENCE))
MANY = st.dictionaries(KEYS, st.floats(0, 200), max_size=len(EVIDENCE))


def scored(*facts, people=None, evidence=EVIDENCE):
    return scores(pl.concat(facts), someone() if people is None else people, NOW, evidence)


def points(*facts):
    return scored(*facts)["points"].item()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([fact("cancel")], 20.0),
        ([fact("cancel", 30)], 10.0),
        ([fact("cancel", 60)], 5.0),
        ([fact("complaint", 15)], 7.1),
        ([fact("complaint"), fact("broken_promise")], 12.0),
        ([fact("complaint", 30), fact("broken_promise")], 9.3),
        ([fact("complaint"), fact("many_contacts")], 26.0),
        ([fact("many_contacts"), fact("unresolved_repeat"), fact("transfers"), fact("waited")], 20.8),
        ([fact("contract_ends", 400), fact("tenure", 400)], 5.0),
        ([fact("content"), fact("tenure")], -8.8),
        ([fact("content", 60), fact("tenure")], -3.5),
        ([fact("cancel"), fact("content", 30), fact("tenure")], 15.2),
        ([fact("cancel", 400)], 0.0),
    ],
    ids=[
        "fresh",
        "a half-life ago",
        "two half-lives ago",
        "half a half-life ago: 10 / √2",
        "the second of a family at a quarter: 10 + 8/4",
        "faded first, then ordered: 8 + 5/4, rounded",
        "two families",
        "six calls are not six reasons: 16 + 2.5 + 1.3 + 1",
        "what never fades: 8 − 3",
        "strength has the same rule: −8 − 3/4",
        "and fades before it is ordered: −3 − 2/4",
        "20 − 4 − 3/4, each rounded",
        "long over",
    ],
)
def test_points_by_hand(facts, expected):
    assert points(*facts) == expected


def test_the_whole_of_a_customer_in_trouble():
    row = scored(
        fact("cancel", 10, ids=("t",)),
        fact("complained_again", 10),
        fact("complaint", 10),
        fact("many_contacts", 0, ids=("a", "b", "c", "d")),
        fact("low_csat", 30),
        fact("contract_ends", 0),
        fact("tenure", 0),
    ).row(0, named=True)

    families = {name: row[name] for name in FAMILIES}
    assert families == {
        "leaving": 15.9,  # 20 × 2^(−1/3)
        "trouble": 16.3,  # 14.3 + 7.94/4
        "effort": 16.0,
        "feeling": 4.0,
        "contract": 8.0,
        "strength": -3.0,
    }
    assert row["points"] == 57.2
    told = [(each["evidence"], each["points"], each["n"], each["ids"]) for each in row["reasons"]]
    assert told == [
        ("many_contacts", 16.0, 4, ["a", "b", "c", "d"]),
        ("cancel", 15.9, 1, ["t"]),
        ("complained_again", 14.3, 1, ["x"]),
    ]


def test_what_speaks_for_staying_is_no_reason():
    row = scored(fact("tenure"), fact("waited")).row(0, named=True)

    assert [each["evidence"] for each in row["reasons"]] == ["waited"]
    assert (row["points"], row["strength"]) == (1.0, -3.0)


@pytest.mark.parametrize(
    ("days", "told"), [(229, [0.1]), (230, [])], ids=["10 / 2^(229/30) = 0.0504", "10 / 2^(230/30) = 0.0492"]
)
def test_a_tenth_of_a_point_is_still_a_reason(days, told):
    assert [each["points"] for each in scored(fact("complaint", days))["reasons"].item()] == told


def test_the_first_to_call_has_the_most_points_then_the_most_value_then_the_first_name():
    people = pl.concat([someone("dan", 9.0), someone("eve", None), someone("bob", 5.0), someone("ann", 5.0)])
    facts = [fact("complaint", person=name) for name in ("bob", "ann", "eve")]

    found = scored(*facts, people=people)

    assert found.select(FIELDS).rows() == [
        (1, "ann", 10.0, 5.0),
        (2, "bob", 10.0, 5.0),
        (3, "eve", 10.0, None),
        (4, "dan", 0.0, 9.0),
    ]
    assert found["reasons"].list.len().to_list() == [1, 1, 1, 0]


def test_facts_of_who_has_left_add_nobody():
    assert scored(fact("cancel", person="gone"))["person"].to_list() == ["ann"]


def test_settings_weigh_evidence_otherwise():
    heavier = weighed({"waited": 12.0}, {"waited": 10.0, "contract_ends": 30.0})

    found = scored(fact("waited", 20), fact("contract_ends", 30), evidence=heavier)

    assert found["points"].item() == 7.0


def test_evidence_without_points_is_neither_a_reason_nor_unknown():
    off = weighed({"waited": 0.0, "cancel": 0.0}, {})

    found = scored(fact("waited"), people=someone(unknown=("cancel", "tenure")), evidence=off).row(
        0, named=True
    )

    assert (found["points"], found["reasons"], found["unknown"]) == (0.0, [], ["tenure"])


def test_the_settings_as_shipped_are_the_evidence_as_defined():
    shipped = Risk()

    assert weighed(shipped.weights, shipped.half_lives) == EVIDENCE
    assert list(shipped.weights) == list(shipped.half_lives) == list(EVIDENCE)


def test_history_is_read_as_far_back_as_anything_adds_a_tenth():
    far = reach(EVIDENCE)

    assert points(fact("cancel", far / timedelta(days=1) - 0.1)) == 0.1
    assert points(fact("cancel", far / timedelta(days=1) + 0.1)) == 0.0


@settings(max_examples=25)
@given(MANY, st.randoms())
def test_the_order_of_facts_does_not_matter(held, random):
    facts = [fact("tenure", person="bob"), *(fact(key, days) for key, days in held.items())]
    people = pl.concat([someone("bob"), someone("ann")])
    shuffled = random.sample(facts, len(facts))

    assert scored(*shuffled, people=people.reverse()).equals(scored(*facts, people=people))


@settings(max_examples=25)
@given(MANY, KEYS, st.floats(0, 200))
def test_one_evidence_more_never_lowers_the_points_unless_it_is_a_strength(held, key, days):
    before = [fact("tenure", person="bob"), *(fact(name, age) for name, age in held.items() if name != key)]
    gained = points(*before, fact(key, days)) - points(*before)

    assert gained * EVIDENCE[key].points >= 0


@settings(max_examples=25)
@given(MANY)
def test_parts_add_up_as_plain_sums_do(held):
    row = scored(fact("tenure", person="bob"), *(fact(key, days) for key, days in held.items())).row(
        0, named=True
    )
    faded = {
        key: EVIDENCE[key].points * 0.5 ** (days / (EVIDENCE[key].half_life_days or float("inf")))
        for key, days in held.items()
    }
    plain = {
        family: sum(
            value * (1 if n == 0 else 0.25)
            for n, value in enumerate(
                sorted((v for k, v in faded.items() if EVIDENCE[k].family == family), key=abs, reverse=True)
            )
        )
        for family in FAMILIES
    }

    assert row["points"] == pytest.approx(sum(row[name] for name in FAMILIES))
    assert {name: row[name] for name in FAMILIES} == pytest.approx(plain, abs=0.2001)


@settings(max_examples=15)
@given(MANY, st.sets(KEYS))
def test_what_is_unknown_stays_unknown(held, unknown):
    listed = tuple(key for key in EVIDENCE if key in unknown)
    facts = [fact("tenure", person="bob"), *(fact(key, days) for key, days in held.items())]

    found = scored(*facts, people=someone(unknown=listed))

    assert found["unknown"].to_list() == [list(listed)]
