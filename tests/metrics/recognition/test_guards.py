"""What takes an agent off a week's list: beyond chance, beside colleagues' contacts of the same cells."""

import polars as pl
import pytest

from metrics.recognition.guards import HELD, Watched, came_again, flattered, held_back, invited, short
from metrics.recognition.told import held
from metrics.recognition.words import guard

EMPTY = {"agent_id": pl.String, "queue": pl.String, "topic": pl.String, "channel": pl.String}
NOTHING = pl.DataFrame(schema={**EMPTY, "is_good": pl.Boolean, "is_back": pl.Boolean})


def cases(agent, of, n, queue="PS", **given):
    """So many of n contacts of an agent are what a guard counts."""
    plain = {"agent_id": agent, "queue": queue, "topic": "t", "channel": "voice"}
    return [{**plain, "is_good": no < of, **given} for no in range(n)]


def watched(name, *parts):
    rows = pl.DataFrame([row for part in parts for row in part])
    return Watched(**{**dict.fromkeys(("short", "invited", "handled", "came_again"), NOTHING), name: rows})


def reasons(name, *parts):
    return held_back(watched(name, *parts)).select("agent_id", "guard").rows()


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ((14, 100), (20, 1000), [("a", "short")]),
        ((4, 100), (20, 1000), []),
        ((14, 100), (140, 1000), []),
        ((5, 2000), (1, 9000), []),
        ((650, 5000), (500, 5000), []),
        ((19, 19), (20, 1000), []),
    ],
    ids=[
        "14 % where 2 % is usual",
        "twice as many as usual by chance",
        "as many as is usual",
        "beyond chance, and not worth a word",
        "beyond chance, and less than half as many again",
        "too few contacts to say",
    ],
)
def test_contacts_under_ten_seconds(mine, theirs, expected):
    found = reasons("short", cases("a", *mine), cases("b", *theirs))

    assert found == expected


def test_colleagues_of_another_queue_are_no_measure():
    found = reasons("short", cases("a", 14, 100), cases("c", 16, 110), cases("b", 0, 5000, "Other"))

    assert found == []


def test_customers_who_come_again_hold_an_agent_back():
    found = reasons("came_again", cases("a", 90, 300), cases("b", 300, 2000))

    assert found == [("a", "came_again")]


def test_hard_contacts_that_are_passed_on_hold_an_agent_back():
    easy = cases("b", 4000, 4000, "Easy")  # here is_good is what was kept

    found = reasons("handled", cases("a", 40, 100, "Hard"), cases("b", 800, 1000, "Hard"), easy)

    assert found == [("a", "passed_on")]


def asked(agent, sent, back_of_sent, back_of_rest, n=400):
    """Contacts of an agent of which `sent` got a survey; so many of these and of the rest came again."""
    rows = cases(agent, 0, sent)
    rest = cases(agent, n - sent, n - sent)
    told = [{**row, "is_back": no < back_of_sent} for no, row in enumerate(rows)]
    return told + [{**row, "is_back": no < back_of_rest} for no, row in enumerate(rest)]


COLLEAGUES = asked("b", 1200, 240, 160, 2000)  # 60 % are asked, 20 % come again, asked or not


@pytest.mark.parametrize(
    ("mine", "expected"),
    [
        ((100, 20, 60), []),
        ((100, 2, 78), [("a", "invited")]),
        ((40, 8, 72), [("a", "invited")]),
        ((240, 10, 70), []),
    ],
    ids=[
        "seldom asked, and at random",
        "only the content are asked",
        "next to nobody is asked",
        "asked as often as is usual",
    ],
)
def test_seldom_sent_surveys_hold_back_only_who_chooses_whom_to_ask(mine, expected):
    assert reasons("invited", asked("a", *mine), COLLEAGUES) == expected


def test_those_asked_are_compared_within_the_agents_own_cells():
    # On the queue where nobody comes again all are asked, on the other one nobody: the mix alone flatters.
    rows = [
        *({**row, "is_back": False} for row in cases("a", 0, 100, "Easy")),
        *({**row, "is_back": no < 60} for no, row in enumerate(cases("a", 100, 100, "Hard"))),
    ]

    assert flattered(pl.DataFrame(rows)).rows() == [("a", False)]


def test_a_leg_of_a_letter_is_never_short_and_hold_counts():
    plain = {"agent_id": "a", "queue": "PS", "outcome": "answered", "channel": "voice", "hold_ms": None}
    legs = pl.LazyFrame(
        [
            {**plain, "talk_ms": 9_999},
            {**plain, "talk_ms": 10_000},
            {**plain, "talk_ms": 9_000, "hold_ms": 1_000},
            {**plain, "talk_ms": 5_000, "channel": "email"},
            {**plain, "talk_ms": 5_000, "outcome": "abandoned"},
            {**plain, "talk_ms": None},
        ],
        schema_overrides={"hold_ms": pl.Int64},
    )

    assert short(legs).collect()["is_good"].to_list() == [True, False, False]


DAY_MS = 86_400_000
TRACED = {
    "contact_id": "c1",
    "person": "p",
    "topic": "t",
    "channel": "voice",
    "first_queue": "PS",
    "queue": "PS",
    "resolving_agent_id": "a",
    "is_counted": True,
    "first_answered_at": 1,
    "closed_at": 1,
    "seen_ms": 8 * DAY_MS,
    "next_topic_ms": None,
}


def traced(*rows):
    return pl.LazyFrame([{**TRACED, **row} for row in rows], schema_overrides={"next_topic_ms": pl.Int64})


def test_who_came_again_is_told_once_the_week_is_over():
    rows = traced(
        {"next_topic_ms": 7 * DAY_MS}, {"next_topic_ms": 7 * DAY_MS + 1}, {"seen_ms": 7 * DAY_MS - 1}
    )

    assert came_again(rows).collect()["is_good"].to_list() == [True, False]


def test_any_kind_of_survey_is_an_invitation_and_nobody_has_to_be_asked_who_never_was_answered():
    rows = traced(
        {"resolving_agent_id": "never asked"},
        {"resolving_agent_id": "asked", "contact_id": "c2"},
        {"resolving_agent_id": "never answered", "contact_id": "c3", "first_answered_at": None},
    )
    surveys = pl.LazyFrame({"contact_id": ["c2", "c2"]})

    found = invited(rows, surveys).select("agent_id", "is_good").collect()

    assert dict(found.iter_rows()) == {"never asked": True, "asked": False}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("a", "short", 100, 14, 2.0), "14 of 100 contacts ended within 10 seconds (14 %); 2 % is usual."),
        (
            ("a", "invited", 100, 60, 38.0),
            (
                "A survey went to 40 of 100 contacts (40 %); 62 % is usual, and who was asked was not left to"
                " chance."
            ),
        ),
        (("a", "passed_on", 50, 20, 10.0), "20 of 50 hard contacts were passed on (40 %); 20 % is usual."),
        (
            ("a", "came_again", 200, 60, 30.0),
            "After 60 of 200 contacts the customer came again (30 %); 15 % is usual.",
        ),
    ],
    ids=["short", "invited", "passed on", "came again"],
)
def test_the_reason_in_words_that_a_lead_can_repeat(row, expected):
    (one,) = held(pl.DataFrame([row], schema=HELD, orient="row"), {"a": "North"})

    assert guard(one).replace("\u00a0", " ") == expected
    assert one.team == "North"
