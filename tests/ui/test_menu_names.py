from contextvars import copy_context

import pytest

from metrics.menu import Menu
from tests.metrics.walks import many
from tests.ui.menus import walked
from ui.contacts import ways
from ui.menu import names, tree
from ui.routing import words as of_routing

KEYS = Menu(opt_outs=["0"], backs=["*"], unled=[])
NAMED = Menu(
    opt_outs=["0"],
    backs=["*"],
    unled=[],
    names={"2": "Billing", "2>1": "Refund", "3>1": "Late delivery", "4": "Star *** desk"},
)


@pytest.mark.parametrize(
    ("way", "menu", "expected"),
    [
        ("billing>where is my order", Menu(), "Billing › Where is my order"),
        ("main_menu>lost_card", Menu(), "Main menu › Lost card"),
        ("2>1", KEYS, "Key 2 › Key 1"),
        ("2>#", KEYS, "Key 2 › Hash key"),
        ("agent", Menu(), "Asked for a person at once"),
        ("billing>agent", Menu(), "Billing › Asked for a person"),
        ("2>0", KEYS, "Key 2 › Asked for a person"),
        ("", KEYS, "Went back, and no further"),
        ("a*b*", Menu(), "A∗b∗"),
        ("billing>", Menu(), "Billing › No name"),
    ],
    ids=[
        "words",
        "underscores",
        "keys",
        "the hash key",
        "a person",
        "a person later",
        "the key of a person",
        "nothing",
        "asterisks, which the head would paint",
        "a node without a name",
    ],
)
def test_a_way_is_named_as_people_speak(way, menu, expected):
    assert names.way(way, menu) == expected


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ("2", "Billing"),
        ("2>1", "Billing › Refund"),
        ("3>1", "Key 3 › Late delivery"),
        ("1>1", "Key 1 › Key 1"),
        ("2>1>2", "Billing › Refund › Key 2"),
        ("3>*>2>1", "Key 3 › Back › Billing › Refund"),
        ("2>0", "Billing › Asked for a person"),
        ("4", "Star ∗∗∗ desk"),
    ],
    ids=[
        "a branch",
        "a place below it",
        "below a key without a name",
        "the same key elsewhere",
        "further on",
        "a whole path with a detour",
        "a person, who has no name of his own",
        "asterisks, which the head would paint",
    ],
)
def test_keys_have_the_names_that_settings_give_their_places(way, expected):
    assert names.way(way, NAMED) == expected


def test_asking_for_a_person_at_once_can_have_a_name_too():
    assert names.way("0", KEYS) == "Asked for a person at once"
    assert names.way("0", Menu(names={"0": "Front desk"})) == "Front desk"


def test_the_tree_uses_the_names_of_places():
    drawn = tree.rows(walked(*many(3, "2>1"), *many(2, "3>1"), *many(1, "3>2"), menu=NAMED))

    assert [row.name for row in drawn] == ["Billing", "Refund", "Key 3", "Late delivery", "Key 2"]


def test_routing_and_lists_of_contacts_use_them_too() -> None:
    copy_context().run(_named_everywhere)

    assert of_routing.option("2>1") == "Key 2 › Key 1"


def _named_everywhere() -> None:
    names.know(NAMED)
    assert of_routing.option("2>1") == "Billing › Refund"
    assert ways.which({"menu_place": "2"}) == ["at “Billing” or further on"]
    assert ways.which({"menu_way": "none"}) == ["back at the beginning of it"]
    assert ways.because({"cause": "option", "detail": "2>1"}) == (
        "because the menu option “Billing › Refund” misleads"
    )
