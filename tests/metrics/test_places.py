import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.menu import Menu, expression
from metrics.paths import nodes, paths
from metrics.places import places
from tests.metrics.walks import caller, callers, many

quick = settings(max_examples=60, deadline=None)
any_path = st.none() | st.lists(
    st.sampled_from(["a", "b", "c", "back", "agent"]), min_size=1, max_size=7
).map(">".join)
any_outcome = st.sampled_from([None, "queued", "exited", "completed"])
walks = st.lists(st.tuples(any_path, any_outcome, st.booleans()), max_size=15)
SUMMED = ("contacts", "in_trouble", "done", "left", "looped", "opted_out", "misrouted")


def rows_of(drawn):
    made = [caller(path, outcome, str(at)) for at, (path, outcome, _) in enumerate(drawn)]
    wrong = [str(at) for at, (_, _, is_wrong) in enumerate(drawn) if is_wrong]
    return callers(*made, wrong=wrong)


def by_way(rows):
    return {place.way: place for place in places(rows, Menu())}


def below(found, place):
    return [one for one in found.values() if one.way and one.way[:-1] == place.way]


def test_a_contact_counts_where_it_ended_and_at_all_before_it():
    found = by_way(
        callers(*many(3, "a>b"), caller("a>back>c", "exited"), caller("a", "completed"), caller("agent"))
    )

    contacts = {way: place.contacts for way, place in found.items()}
    assert contacts == {(): 6, ("c",): 1, ("agent",): 1, ("a",): 4, ("a", "b"): 3}
    assert (found[("c",)].in_trouble, found[("c",)].left, found[("a",)].done) == (1, 1, 1)
    assert found[("a",)].ends == {"completed": 1}
    assert (found[("a",)].entered, found[("a",)].turned) == (5, 1)


def test_who_went_in_circles_is_told_where():
    found = by_way(callers(caller("a>back>a>back>a>back>b>c"), caller("a>back>b")))

    assert (found[("a",)].circled, found[("a",)].turned, found[("a",)].contacts) == (1, 4, 0)
    assert (found[("b",)].circled, found[("b",)].looped, found[("b",)].contacts) == (0, 1, 2)


def test_a_key_means_another_place_at_each_level():
    found = by_way(callers(caller("1>1>1")))

    assert [(place.way, place.entered, place.circled) for place in found.values()] == [
        ((), 0, 0),
        (("1",), 1, 0),
        (("1", "1"), 1, 0),
        (("1", "1", "1"), 1, 0),
    ]


def test_who_came_to_a_name_again_was_at_its_place_again():
    found = by_way(callers(caller("a>main>a>main>a")))

    assert (found[("a",)].circled, found[("a", "main")].circled) == (1, 0)


def test_the_worst_places_come_first_each_below_its_own():
    rows = callers(
        *many(9, "fine>x"), caller("bad>x"), *many(2, "bad>y", "exited"), caller("odd>z", "exited")
    )

    assert [place.way for place in places(rows, Menu())] == [
        (),
        ("bad",),
        ("bad", "y"),
        ("bad", "x"),
        ("odd",),
        ("odd", "z"),
        ("fine",),
        ("fine", "x"),
    ]


def test_without_contacts_there_is_the_beginning_alone():
    assert [(place.way, place.contacts) for place in places(callers(), Menu())] == [((), 0)]


@quick
@given(walks)
def test_what_comes_in_at_a_place_goes_on_or_ends_there(drawn):
    found = by_way(rows_of(drawn))

    for place in found.values():
        onward = below(found, place)
        assert place.contacts == sum(one.contacts for one in onward) + sum(place.ends.values())
        back = sum(one.turned for one in onward)
        begun = found[()].contacts if place.way == () else place.entered
        assert begun + back == sum(one.entered for one in onward) + place.turned + sum(place.ends.values())


@quick
@given(walks)
def test_the_beginning_holds_everybody_and_agrees_with_the_metrics(drawn):
    rows = rows_of(drawn)
    whole, table = by_way(rows)[()], paths(rows)

    rate = rows.select(expression("menu_trouble_rate")).collect().item()
    looped = rows.select(expression("menu_loop_rate")).collect().item()
    assert (whole.in_trouble, whole.contacts) == (rate["numerator"], rate["denominator"])
    assert whole.looped == looped["numerator"]
    assert whole.ends.total() <= whole.contacts == table["contacts"].sum()
    assert [whole.in_trouble, whole.left, whole.opted_out, whole.misrouted] == [
        table[name].sum() for name in ("in_trouble", "left", "opted_out", "misrouted")
    ]


@quick
@given(walks)
def test_ends_by_outcome_are_those_of_the_contacts(drawn):
    rows, ends = rows_of(drawn), {}
    for place in places(rows, Menu()):
        ends = {name: ends.get(name, 0) + place.ends[name] for name in {*ends, *place.ends}}

    known = rows.filter("is_menu", pl.col("menu_path").is_not_null()).collect()
    assert ends == dict(known.group_by("menu_outcome").len().rows())


@quick
@given(walks)
def test_a_way_is_the_option_of_who_asked_for_nobody(drawn):
    rows = rows_of(drawn)
    options = rows.filter(pl.col("option").is_not_null(), "is_menu").group_by("option").len().collect()
    named = [row for row in paths(rows).rows(named=True) if row["way"]]
    ways = {row["way"]: row["contacts"] - row["opted_out"] for row in named}

    assert {way: n for way, n in ways.items() if n} == dict(options.rows())
    assert all("back" not in nodes(way) for way in ways)
