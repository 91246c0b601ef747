import datetime as dt

import polars as pl
import pytest

from metrics.menu import Menu, expression, walked, with_containment
from tests.metrics.routing_rows import contact_of, gathered
from tests.metrics.rows import NOON

DAY = dt.timedelta(days=1)
KEYS = Menu(opt_outs=["0"], backs=["*"], unled=[])
LATER = NOON + 30 * DAY


def caller(path=None, outcome="queued", contact_id="c", at=NOON, **given):
    return contact_of(contact_id=contact_id, at=at, menu_path=path, menu_outcome=outcome, **given)


def callers(*given, menu=None):
    return walked(gathered(*given)[1], menu or Menu())


def one(path, outcome="queued", menu=None):
    return callers(caller(path, outcome), menu=menu).collect().row(0, named=True)


def contained(*given, as_of=LATER):
    rows = with_containment(callers(*given), as_of).sort("contact_id").collect()
    return rows["is_contained"].to_list()


def done(contact_id="c", at=NOON, **given):
    return caller("orders>where", "completed", contact_id, at, **{"customer_id": "ann", **given})


@pytest.mark.parametrize(
    ("path", "menu", "expected"),
    [
        ("billing>refund", None, (False, False, "billing>refund")),
        ("orders>back>billing>refund", None, (False, False, "billing>refund")),
        ("orders>late>back>back>billing>refund", None, (False, False, "billing>refund")),
        ("a>back>a>back>a>back>billing>refund", None, (False, True, "billing>refund")),
        ("a>back>b>back>c>back>billing>refund", None, (False, False, "billing>refund")),
        ("agent", None, (True, False, None)),
        ("billing>agent", None, (True, False, None)),
        ("2>1>3", KEYS, (False, False, "2>1>3")),
        ("2>*>3>0", KEYS, (True, False, None)),
        ("2>*>3>1", KEYS, (False, False, "3>1")),
        ("2>*", KEYS, (False, False, None)),
        ("2>*>*>3", KEYS, (False, False, "3")),
        ("*", KEYS, (False, False, None)),
        ("a>b>back>back>back>c", None, (False, False, "c")),
        ("a>b>c>d>e>back>back>back>back>back>f", None, (False, False, "f")),
    ],
    ids=[
        "straight",
        "a detour",
        "a detour of two steps",
        "round and round",
        "three detours are no loop",
        "asked for a person at once",
        "asked for a person later",
        "keys",
        "the key of a person",
        "the key to go back",
        "back, and no further",
        "back at the beginning",
        "nothing but back",
        "back once too often",
        "a detour of five steps",
    ],
)
def test_a_path_says_how_somebody_went(path, menu, expected):
    found = one(path, menu=menu)

    assert (found["is_opt_out"], found["is_looping"], found["option"]) == expected


@pytest.mark.parametrize(
    ("path", "menu", "is_looping"),
    [
        ("1>1>1", KEYS, False),
        ("1>1>1>1>1", KEYS, False),
        ("1>*>1>*>1", KEYS, True),
        ("1>2>*>2>*>2", KEYS, True),
        ("1>2>*>*>2>*>3>2", KEYS, False),
        ("#>#>#", KEYS, False),
        ("billing>billing>billing", None, True),
        ("orders>main>orders>main>orders", None, True),
        ("billing>other>back>back>orders>other>back>back>sales>other", None, False),
        ("billing>billing", None, False),
    ],
    ids=[
        "the same key at three levels",
        "the same key at five levels",
        "the same key at one place",
        "the same key at one place below",
        "the same key at three places",
        "the hash key at three levels",
        "a name said over and over",
        "a name that leads back to the beginning",
        "the same name in three branches",
        "a name said twice",
    ],
)
def test_in_circles_is_who_was_at_one_place_three_times(path, menu, is_looping):
    assert one(path, menu=menu)["is_looping"] is is_looping


@pytest.mark.parametrize(
    ("path", "outcome", "way"),
    [
        ("orders>back>billing>refund", "queued", "billing>refund"),
        ("billing>agent", "queued", "billing>agent"),
        ("billing>back", "exited", ""),
        ("recognised", "queued", None),
        (None, "exited", None),
        ("billing", None, None),
    ],
    ids=["a detour", "asked for a person", "back, and no further", "recognised", "not known", "no menu"],
)
def test_the_way_is_what_is_left_of_a_path(path, outcome, way):
    assert one(path, outcome)["menu_way"] == way


@pytest.mark.parametrize(
    ("path", "outcome", "is_menu"),
    [
        ("billing", "exited", True),
        (None, "queued", True),
        (None, None, False),
        ("recognised", "queued", False),
    ],
    ids=["left", "path not known", "no menu", "recognised, so not asked"],
)
def test_who_met_a_menu(path, outcome, is_menu):
    assert one(path, outcome)["is_menu"] is is_menu


def test_what_is_not_known_of_a_path_is_not_judged():
    found = one(None)

    assert (found["is_opt_out"], found["is_looping"], found["option"]) == (None, None, None)


def test_shares_are_of_those_whose_path_is_known():
    rows = callers(
        caller("agent"), caller("a>back>a>back>a"), caller("b"), caller(None), caller("recognised")
    )

    opted, looped = (
        rows.select(expression(f"menu_{name}_rate")).collect().item() for name in ("opt_out", "loop")
    )
    assert (opted["numerator"], opted["denominator"]) == (1, 3)
    assert (looped["numerator"], looped["denominator"]) == (1, 3)


def test_time_and_steps_are_of_those_who_met_a_menu():
    rows = callers(
        caller("a>b", menu_ms=20_000, menu_steps=2),
        caller("a", menu_ms=30_000, menu_steps=1),
        caller("recognised", menu_ms=900_000, menu_steps=1),
    )

    assert rows.select(expression("menu_time_median")).collect().item()["value"] == 25
    assert rows.select(expression("menu_steps_mean")).collect().item()["value"] == 1.5


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (None, True),
        ({"at": NOON + 7 * DAY}, False),
        ({"at": NOON + 7 * DAY + dt.timedelta(seconds=1)}, True),
        ({"at": NOON + DAY, "customer_id": "ben"}, True),
        ({"at": NOON - DAY}, True),
        ({"at": NOON + DAY, "direction": "outbound"}, True),
        ({"at": NOON + DAY, "channel": "email"}, False),
    ],
    ids=["never again", "on the last moment", "just after", "another", "before", "we called", "by mail"],
)
def test_contained_is_who_was_done_and_came_no_more(second, expected):
    others = [] if second is None else [done("d", **second)]

    assert contained(done(), *others)[0] is expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (caller("a>b", "queued", customer_id="ann"), False),
        (caller("a>b", "exited", customer_id="ann"), False),
        (done(customer_id=None), None),
        (caller("recognised", "completed", customer_id="ann"), None),
        (done(at=LATER - 7 * DAY), True),
        (done(at=LATER - 7 * DAY + dt.timedelta(seconds=1)), None),
    ],
    ids=["went on to a queue", "hung up", "nobody knows who", "no menu", "just over", "not over yet"],
)
def test_only_what_is_known_and_over_is_judged(given, expected):
    assert contained(given) == [expected]


def test_containment_divides_by_everybody_judged():
    rows = with_containment(
        callers(done("a"), caller("x", "exited", "b", customer_id="ben"), done("c", customer_id=None)), LATER
    )

    found = rows.select(expression("containment_rate")).collect().item()
    assert (found["numerator"], found["denominator"]) == (1, 2)


def test_those_who_came_may_be_looked_for_elsewhere():
    asked, others = callers(done("a")), gathered(done("b", at=NOON + DAY))[1]

    assert with_containment(asked, LATER, others=others).collect()["is_contained"].to_list() == [False]


def test_trouble_counts_each_contact_once():
    rows = callers(
        caller("a>back>a>back>a", "exited"), caller("agent"), caller("b"), caller(None, "exited"), caller("c")
    ).with_columns(is_misroute=pl.col("menu_path").is_in(["agent", "c"]))

    found = rows.select(expression("menu_trouble_rate")).collect().item()
    assert (found["numerator"], found["denominator"]) == (3, 4)


def test_hanging_up_is_judged_of_all_who_met_a_menu():
    rows = callers(caller("a", "exited"), caller(None, "exited"), caller("b"), caller("recognised", "exited"))

    rate, n = rows.select(expression("menu_hang_up_rate"), expression("menu_hang_ups")).collect().row(0)
    assert (rate["numerator"], rate["denominator"]) == (2, 3)
    assert n["value"] == 2
