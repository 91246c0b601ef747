from datetime import date

import polars as pl
import pytest

from ui.asked import Asked
from ui.behind import Listing
from ui.contacts.ways import ends, last, short
from ui.contacts.words import restriction, sentence
from ui.periods import Days

WEEK = Days(date(2026, 3, 2), date(2026, 3, 8))


@pytest.mark.parametrize(
    ("figure", "total", "expected"),
    [
        ("", 1, "1 contact, every one that began."),
        ("", 0, "There is no contact to list."),
        ("abandon_rate", 0, "No contact is behind “Gave up” with these filters."),
    ],
    ids=["one", "none", "none behind a figure"],
)
def test_the_head_of_a_list(figure, total, expected):
    asked = Asked(period="custom", days=WEEK, figure=figure)

    assert sentence(asked, Listing(pl.DataFrame(), total, 0)) == expected


def asked_for(figure: str, **narrowed: str) -> Asked:
    return Asked(period="custom", days=WEEK, figure=figure, narrowed=tuple(sorted(narrowed.items())))


@pytest.mark.parametrize(
    ("asked", "listing", "expected"),
    [
        (
            asked_for("misroute_rate", cause="field", detail="home_queue"),
            (213, 213, 0),
            "213 contacts that began at the wrong desk because the home queue on record is stale, ….",
        ),
        (
            asked_for("misroute_rate", cause="opt_out"),
            (1, 1, 0),
            "1 contact that began at the wrong desk after asking for a person in the menu, ….",
        ),
        (
            asked_for("time_lost", cause="option", detail="a>b"),
            (2, 2, 3_600_000),
            "2 contacts that began at the wrong desk because the menu option “A › B” misleads, …: 1 h lost.",
        ),
        (
            asked_for("misroute_rate", cause="rule"),
            (3, 3, 0),
            "3 contacts that began at the wrong desk because routing did not follow the record, ….",
        ),
        (
            asked_for("misroute_rate", cause="field", detail="language"),
            (3, 3, 0),
            "3 contacts that began at the wrong desk because the language on record is wrong or missing, ….",
        ),
        (
            asked_for("misroute_rate", first_queue="Billing", last_queue="Orders"),
            (1200, 20, 0),
            "1,200 answered contacts, from Billing to Orders, …: 20 began at the wrong desk, 1,180 did not.",
        ),
        (
            asked_for("repeat_rate", within="1", about="same", topic="Refund"),
            (100, 7, 0),
            "100 answered contacts, about “Refund”, …: 7 came again about the same within a day, 93 did not.",
        ),
        (
            asked_for("net_extra_wait_minutes"),
            (4, 4, -120_000),
            "4 contacts that began at the wrong desk, …: they waited 2 min 00 s less than is usual.",
        ),
        (
            asked_for("bounces"),
            (1, 1, 1),
            "1 contact sent back to a queue it had left, …: once in all.",
        ),
        (
            asked_for("contacts", nth="5", day="2026-03-04", hour="9"),
            (8, 8, 0),
            "8 contacts, the fifth or a later one about one thing, Wed 4 Mar, 09:00–10:00.",
        ),
        (
            asked_for("signal_rate", signal="anger", language="he"),
            (9, 4, 0),
            (
                "9 contacts with a note or comment, in Hebrew, looked through for “Anger”, …: 4 in whose"
                " words it was heard, 5 in whose it was not."
            ),
        ),
        (
            asked_for("menu_hang_ups", menu_path="none"),
            (0, 0, 0),
            "0 contacts that hung up in the menu, without a known way through the menu, ….",
        ),
    ],
    ids=[
        "a stale home queue",
        "one contact",
        "an option, and its time",
        "a rule",
        "a language",
        "from queue to queue",
        "about the same within a day",
        "less than is usual",
        "sent back once",
        "a number in its issue, an hour",
        "a language that was spoken",
        "none",
    ],
)
def test_what_a_list_of_contacts_holds_is_said_in_words(asked, listing, expected):
    total, counted, amount = listing

    said = sentence(asked, Listing(pl.DataFrame(), total, counted, amount))

    assert said.replace("\u00a0", " ").replace("2–8 Mar 2026", "…") == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (asked_for("service_level", hour="9"), "09:00–10:00."),
        (asked_for(""), "the whole period."),
        (
            asked_for("repeat_rate"),
            "“Came again” counts answered contacts of known customers whose window is over.",
        ),
        (
            asked_for("misroute_rate", cause="rule"),
            "“Began at the wrong desk”, of one cause, as it is judged by twelve weeks.",
        ),
    ],
    ids=["an hour", "nothing", "a share", "a cause"],
)
def test_what_counts_as_one_of_a_list(asked, expected):
    assert restriction(asked) == expected


def test_a_long_way_is_shown_without_its_middle():
    way = "billing › back › billing › back › orders › refund"

    assert short(way) == "billing › back › … › orders › refund"
    assert short("billing › refund") == "billing › refund"
    assert last(way) == "refund"


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ("Billing → Business desk", "Billing → Business desk"),
        ("Billing → Orders → Billing", "Billing → … → Billing"),
        ("Orders & delivery → Technical help", "Orders & d… → Technical…"),
        ("Technical help → Billing → Technical help", "Technica… → … → Technica…"),
        ("Billing", "Billing"),
    ],
    ids=["two that fit", "there and back", "two long names", "long, there and back", "one queue"],
)
def test_the_ends_of_a_way_fit_a_phone(way, expected):
    assert ends(way) == expected
