import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from metrics.menu import Menu, Walk, walk
from metrics.paths import nodes, paths
from tests.metrics.walks import caller, callers, many

KEYS = Menu(opt_outs=["0"], backs=["*"], unled=[])
A, B = ("a",), ("a", "b")


def six():
    """Four to a, of whom three on to b; one tries a before c; c hangs up; one asks for a person."""
    rows = [*many(3, "a>b"), caller("a>back>c", "exited", "2"), caller("c", "exited", "3"), caller("agent")]
    return callers(*rows, wrong=["a>bqueued0"])


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a>b", (B, [A, B], [])),
        ("a>back>c", (("c",), [A, ("c",)], [A])),
        ("a>b>back>back>c", (("c",), [A, B, ("c",)], [B, A])),
        ("a>back", ((), [A], [A])),
        ("back>back>a", (A, [A], [])),
        ("a>agent", (("a", "agent"), [A, ("a", "agent")], [])),
    ],
    ids=["straight", "a detour", "a deep one", "no further", "back at the beginning", "a person"],
)
def test_a_path_is_followed_node_by_node(path, expected):
    assert walk(path, Menu()) == Walk(*expected)


def test_ways_come_with_the_worst_first():
    found = paths(six())

    columns = ("way", "contacts", "left", "opted_out", "misrouted", "in_trouble")
    assert found.select(columns).rows() == [
        ("c", 2, 2, 0, 0, 2),
        ("a>b", 3, 0, 0, 1, 1),
        ("agent", 1, 0, 1, 0, 1),
    ]
    assert found["share"].struct["value"].to_list() == [1, 1 / 3, 1]
    assert found["others"].to_list() == [2 / 4, 3 / 3, 3 / 5]


def test_a_way_of_many_that_leads_well_comes_last():
    rows = callers(*many(5, "fine"), caller("bad", "exited"))

    assert paths(rows)["way"].to_list() == ["bad", "fine"]


def test_who_met_no_menu_or_whose_path_is_not_known_took_no_way():
    rows = callers(caller("recognised"), caller(None), caller("a", None))

    assert paths(rows).is_empty()


def test_what_is_known_of_nobody_is_not_counted():
    rows = callers(caller("a"), caller("b", "exited")).with_columns(is_misroute=pl.lit(None, pl.Boolean))

    assert paths(rows).select("way", "misrouted", "left", "in_trouble").rows() == [
        ("b", None, 1, 1),
        ("a", None, 0, 0),
    ]


def test_time_and_steps_are_those_in_the_middle():
    rows = callers(
        caller("a", menu_ms=10_000, menu_steps=1),
        caller("a", menu_ms=20_000, menu_steps=1),
        caller("b>back>a", menu_ms=90_000, menu_steps=3),
    )

    assert paths(rows).select("median_s", "median_steps").row(0) == (20, 1)


@pytest.mark.parametrize(
    ("bad", "fine", "expected"),
    [
        (many(30, "bad", "exited"), 300, {"bad": True, "fine": False}),
        (many(29, "bad", "exited"), 300, {"bad": None, "fine": None}),
        ([*many(4, "bad", "exited"), *many(40, "bad")], 300, {"bad": True, "fine": False}),
        ([*many(1, "bad", "exited"), *many(40, "bad")], 300, {"bad": False, "fine": False}),
        (many(60, "agent"), 300, {"agent": None, "fine": False}),
        (many(60, "bad", "exited"), 0, {"bad": None}),
    ],
    ids=["clearly", "too few", "some", "within noise", "a person by definition", "no others"],
)
def test_a_way_stands_out_against_all_others_together(bad, fine, expected):
    found = paths(callers(*bad, *many(fine, "fine")))

    assert dict(found.select("way", "is_above").rows()) == expected


def test_the_share_of_a_way_is_what_plain_sql_says():
    rows = callers(
        *many(30, "a>b"), *many(3, "a>b", "exited"), *many(2, "c>back>a>b", "exited"), *many(9, "c")
    )
    contacts = rows.collect().to_arrow()
    sql = """
    SELECT count(*), count(*) FILTER (menu_outcome = 'exited') FROM contacts
    WHERE menu_path = 'a>b' OR menu_path LIKE '%>back>a>b'
    """

    [(n, left)] = duckdb.query(sql).fetchall()
    own = paths(rows).row(0, named=True)
    assert contacts.num_rows == 44
    assert (own["way"], own["contacts"], own["left"]) == ("a>b", n, left) == ("a>b", 35, 5)
    assert own["share"]["value"] == left / n


def test_the_order_of_contacts_does_not_matter():
    rows = six().collect()

    assert_frame_equal(paths(rows.lazy()), paths(rows.reverse().lazy()))


def test_the_nodes_of_a_way_are_none_where_nobody_got_further():
    assert nodes("a>b") == ["a", "b"]
    assert nodes(paths(callers(caller("2>*"), menu=KEYS))["way"][0]) == ()
