from itertools import pairwise
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.demo import customers
from connectors.demo.chance import share_of
from connectors.demo.world import world
from metrics.people import moved, persons, with_person
from tests.connectors.demo.centre import SEEDS, START, ZONE

SCHEMA = {"source": pl.String, "customer_id": pl.String, "kind": pl.String, "value": pl.String}
quick = settings(max_examples=40, deadline=None)


def identities(*rows: tuple[str, str, str | None]) -> pl.DataFrame:
    told = [(customer.partition(":")[0], customer, kind, value) for customer, kind, value in rows]
    return pl.DataFrame(told, schema=SCHEMA, orient="row")


def named(*rows: tuple[str, str, str | None]) -> dict[str, str]:
    return dict(persons(identities(*rows)).select("customer_id", "person").rows())


def test_a_shared_value_makes_two_customers_one_person():
    found = persons(identities(("t:1", "phone", "+97250"), ("d:9", "phone", "+97250")))

    assert found.rows() == [("d", "d:9", "d:9"), ("t", "t:1", "d:9")]


@pytest.mark.parametrize(
    ("kind", "value"),
    [("email", "+97250"), ("phone", "+97251"), ("phone", "+97250 "), ("phone", None)],
    ids=["of another kind", "another value", "nearly the same", "unknown"],
)
def test_only_the_same_value_of_the_same_kind_counts(kind, value):
    assert named(("t:1", "phone", "+97250"), ("d:9", kind, value)) == {"t:1": "t:1", "d:9": "d:9"}


@pytest.mark.parametrize("nothing", ["", None], ids=["empty", "unknown"])
def test_no_value_identifies_nobody(nothing):
    assert named(("t:1", "phone", nothing), ("d:9", "phone", nothing)) == {"t:1": "t:1", "d:9": "d:9"}


def test_who_is_linked_by_a_third_is_one_person():
    found = named(
        ("t:1", "phone", "+1"), ("d:2", "phone", "+1"), ("d:2", "email", "a@b"), ("w:3", "email", "a@b")
    )

    assert set(found.values()) == {"d:2"}


@pytest.mark.parametrize(("sharers", "people"), [(5, 1), (6, 6)], ids=["five share it", "six share it"])
def test_a_value_of_more_than_five_customers_identifies_nobody(sharers, people):
    found = named(*((f"t:{n}", "phone", "+1") for n in range(sharers)))

    assert len(set(found.values())) == people


def test_a_customer_who_tells_a_value_twice_is_one_sharer():
    rows = [("t:1", "phone", "+1")] * 4 + [("t:2", "phone", "+1")] * 4

    assert set(named(*rows).values()) == {"t:1"}


def test_nobody_is_no_person_and_who_has_no_identities_is_his_own():
    contacts = pl.DataFrame({"customer_id": ["t:7", None, "t:2"]}, schema={"customer_id": pl.String})
    found = persons(identities(("t:2", "phone", "+1"), ("d:1", "phone", "+1")))

    assert with_person(contacts, found)["person"].to_list() == ["t:7", None, "d:1"]


def test_without_identities_nobody_is_found():
    assert persons(identities()).rows() == []


def test_a_long_chain_in_any_order_is_one_person():
    order = list(range(3000))
    Random(5).shuffle(order)
    links = [(f"t:{one:04d}", "link", f"{a}") for a, pair in enumerate(pairwise(order)) for one in pair]

    assert set(named(*links).values()) == {"t:0000"}


def test_who_became_another_person_is_told():
    before = persons(identities(("t:1", "phone", "+1"), ("d:9", "phone", "+2")))
    after = persons(identities(("t:1", "phone", "+1"), ("d:9", "phone", "+1"), ("w:3", "phone", "+1")))

    assert moved(before, after).to_list() == ["t:1", "w:3"]


some = st.lists(
    st.tuples(
        st.integers(0, 9).map(lambda n: f"t:{n}"),
        st.sampled_from(["phone", "email"]),
        st.integers(0, 7).map(str),
    ),
    max_size=25,
)


def by_hand(rows: list[tuple[str, str, str]]) -> dict[str, str]:
    """Merge groups one value at a time."""
    groups = {customer: {customer} for customer, _kind, _value in rows}
    for kind, value in {row[1:] for row in rows}:
        sharers = {customer for customer, *told in rows if told == [kind, value]}
        whole = set().union(*(groups[each] for each in sharers)) if len(sharers) <= 5 else set()
        groups |= dict.fromkeys(whole, whole)
    return {customer: min(group) for customer, group in groups.items()}


@quick
@given(rows=some)
def test_people_are_those_found_by_merging_groups_one_by_one(rows):
    assert named(*rows) == by_hand(rows)


@quick
@given(rows=some, seed=st.randoms())
def test_the_order_of_identities_does_not_matter(rows, seed):
    shuffled = list(rows)
    seed.shuffle(shuffled)

    assert named(*shuffled) == named(*rows)


def numbered(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(number=pl.col("customer_id").str.slice(1).cast(pl.Int64))


@pytest.mark.parametrize("seed", SEEDS)
def test_records_of_a_customer_of_the_demo_are_one_person_where_they_share_a_value_of_their_own(seed):
    centre = world(seed, "full", ZONE, START.date(), True)
    told = numbered(customers.identities(centre).with_columns(source=pl.lit("demo")))
    is_of_many = share_of(pl.col("mix"), customers.SHARED) < customers.SHARED_NUMBERS
    of_many = customers.known(centre).filter(is_of_many).select("customer", kind=pl.lit("phone"))
    own = told.join(of_many, left_on=["number", "kind"], right_on=["customer", "kind"], how="anti")
    in_common = own.group_by("number", "kind").len().filter(pl.col("len") == 2)["number"]

    people = numbered(persons(told)).group_by("number").agg(records=pl.len(), people=pl.n_unique("person"))
    one = people.filter((pl.col("records") == 2) & (pl.col("people") == 1))["number"]
    assert set(one) == set(in_common)
    assert one.len() > 10_000


@pytest.mark.parametrize("seed", SEEDS)
def test_no_two_customers_of_the_demo_become_one_person(seed):
    told = customers.identities(world(seed, "full", ZONE, START.date(), True))

    found = numbered(persons(told.with_columns(source=pl.lit("demo"))))
    assert found.group_by("person").agg(pl.n_unique("number"))["number"].max() == 1
