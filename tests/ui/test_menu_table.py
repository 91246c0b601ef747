from dataclasses import replace

import polars as pl
import pytest

from metrics.menu import Menu
from tests.metrics.walks import caller, many
from tests.ui.menus import ASK, centre, walked
from ui.behind.figures import BEHIND
from ui.menu import table
from ui.menu.story import TILES, TROUBLE

COLUMNS = ("path", "contacts", "in_trouble", "left", "opted_out", "is_above")


def test_ways_that_can_be_judged_are_listed_and_the_rest_summed():
    listed = table.listed(
        walked(*many(30, "a", "exited"), *many(29, "b", "exited"), *many(5, "c"), *many(90, "d"))
    )

    assert listed.select(COLUMNS).rows() == [
        ("A", 30, 30, 30, 0, True),
        ("D", 90, 0, 0, 0, False),
        ("2 other paths", 34, 29, 29, 0, None),
    ]
    assert listed["share"].to_list() == [1, 0, 29 / 34]


def test_a_sum_of_what_nobody_knows_is_not_known():
    unknown = [pl.lit(None, pl.Int64).alias("misrouted")]
    of = walked(*many(40, "a"), caller("b"), caller("c"))
    listed = table.listed(replace(of, ways=of.ways.with_columns(unknown)))

    assert listed.select("contacts", "misrouted", "left").rows() == [(40, None, 0), (2, None, 0)]


def test_where_all_are_listed_there_is_no_rest():
    assert table.listed(walked(*many(40, "a")))["path"].to_list() == ["A"]


def test_the_table_adds_up_to_everybody():
    of = walked(*(one for n in range(20) for one in many(25 + n, f"k{n}", "exited")))
    listed = table.listed(of)

    assert listed.height == table.MOST + 1
    assert listed["contacts"].sum() == of.whole.contacts
    assert listed["in_trouble"].sum() == of.whole.in_trouble


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        (0, "left", {"figure": "menu_hang_ups", "menu_way": "billing>refund"}),
        (0, "misrouted", {"figure": "misroute_rate", "menu_way": "billing>refund"}),
        (0, "path", {"figure": "menu_trouble_rate", "menu_way": "billing>refund"}),
        (1, "opted_out", {"figure": "menu_opt_out_rate", "menu_way": "agent"}),
        (9, "left", None),
    ],
    ids=["a kind of trouble", "wrong desk", "the way itself", "a person", "a row that has gone"],
)
def test_a_cell_opens_the_contacts_that_it_counts(row, column, expected):
    assert table.opened(table.listed(centre()), [(row, column)]) == expected


def test_the_row_of_all_others_opens_nothing():
    assert table.opened(table.listed(walked(*many(40, "a"), caller("b"))), [(1, "left")]) is None
    assert table.opened(table.listed(walked(*many(40, "a"))), []) is None


def test_several_paths_of_one_way_open_together():
    listed = table.listed(walked(*many(20, "agent"), *many(20, "a>back>agent")))

    assert table.opened(listed, [(0, "contacts")]) == {"figure": "menu_trouble_rate", "menu_way": "agent"}


def test_who_went_back_and_no_further_can_be_opened():
    listed = table.listed(walked(*many(40, "a>back", "exited")))

    assert table.opened(listed, [(0, "left")]) == {"figure": "menu_hang_ups", "menu_way": "none"}


def test_on_a_phone_a_way_has_its_name_its_share_and_its_main_trouble():
    drawn = table.brief(table.listed(centre()), ASK)

    for said in ("Billing › Refund", "40 hung up", "80\u00a0%", "41 of 51", "Orders › Late"):
        assert said in drawn


def test_the_file_has_every_way_with_its_figures():
    whole = table.whole(walked(*many(3, "2>*>1"), menu=Menu(opt_outs=["0"], backs=["*"], unled=[])))

    assert whole.select("way", "name", "contacts", "share").rows() == [("1", "Key 1", 3, 0)]


def test_a_way_that_some_took_after_asking_for_a_person_opens_all_who_took_it():
    listed = table.listed(walked(*many(20, "a>b"), *many(20, "agent>back>a>b")))

    assert listed["contacts"].to_list() == [40]
    assert table.opened(listed, [(0, "contacts")]) == {"figure": "menu_trouble_rate", "menu_way": "a>b"}


def test_whatever_the_page_opens_has_a_list_of_contacts():
    assert {*table.OPENS.values(), TROUBLE, *TILES} <= set(BEHIND)
