"""Which cases each measure and award looks at, and whose they are."""

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from metrics.recognition.beyond import made_good, thanked
from metrics.recognition.helped import taken_over
from metrics.recognition.improved import changed
from metrics.recognition.measures import handled, kept, satisfied, solved
from metrics.recognition.quotes import chosen
from metrics.recognition.score import scored
from metrics.recognition.together import judged
from metrics.recognition.told import Draw, Evidence, Nominee, Rest, nominees
from metrics.recognition.words import evidence, not_luck, paragraph, rest, turn
from tests.metrics.recognition.test_guards import DAY_MS, TRACED

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
PLACE = {"queue": "PS", "topic": "t", "channel": "voice"}


def survey(kind, score, low, high, answered=True):
    given = {"kind": kind, "score": float(score), "scale_min": float(low), "scale_max": float(high)}
    return {**PLACE, **given, "agent_id": "a", "answered_at": NOON if answered else None}


def test_valid_answers_of_any_kind_count_as_satisfied_or_not():
    rows = [
        survey("csat", 4, 1, 5),
        survey("csat", 3, 1, 5),
        survey("nps", 9, 0, 10),
        survey("nps", 8, 0, 10),
        survey("ces", 5, 1, 7),
        survey("resolved", 1, 0, 1),
        survey("csat", 9, 1, 5),
        survey("csat", 5, 1, 5, answered=False),
    ]

    found = satisfied(pl.LazyFrame(rows)).collect()

    assert found["is_good"].to_list() == [True, False, True, False, True]


STARTS = {"previous_topic_ms": None, "history_ms": 30 * DAY_MS, "is_reconnect": False, "topic_family": "t"}


def traced(*rows):
    plain = {**TRACED, **STARTS, "is_misroute": False, "is_transferred": False, "is_complaint": 0}
    ints = dict.fromkeys(("next_topic_ms", "previous_topic_ms"), pl.Int64)
    return pl.LazyFrame([{**plain, **row} for row in rows], schema_overrides=ints)


def test_a_contact_is_solved_by_who_handled_it_last_once_seven_days_are_over():
    rows = traced(
        {},
        {"next_topic_ms": 2 * DAY_MS, "resolving_agent_id": "b"},
        {"seen_ms": 6 * DAY_MS},
        {"previous_topic_ms": DAY_MS},
    )

    assert solved(rows).collect().select("agent_id", "is_good").rows() == [("a", True), ("b", False)]


def test_promises_that_are_not_due_yet_say_nothing():
    states = ["kept", "attempted", "broken", "chased", "overdue", "open", "due_today"]
    rows = pl.LazyFrame([{**PLACE, "agent_id": "a", "kind": "call_back", "state": each} for each in states])

    assert kept(rows).collect()["is_good"].to_list() == [True, False, False, False, False]


def leg(contact, no, agent, onward=None, outcome="answered"):
    told = {"contact_id": contact, "leg_no": no, "agent_id": agent, "outcome": outcome}
    return {**PLACE, **told, "transferred_to": onward}


def legs(*rows):
    return pl.LazyFrame(list(rows), schema_overrides={"transferred_to": pl.String})


def test_who_passes_on_what_came_to_the_wrong_desk_does_right():
    found = handled(
        legs(leg("c1", 1, "a", "Other"), leg("c2", 1, "a", "Other"), leg("c3", 1, "a")),
        traced({"contact_id": "c1", "is_misroute": True}, {"contact_id": "c2"}, {"contact_id": "c3"}),
    ).collect()

    assert sorted(found["is_good"]) == [False, True]


def test_what_a_colleague_handed_over_is_carried_and_settled_or_not():
    found = taken_over(
        legs(
            *(leg("c1", 1, "a", "PS"), leg("c1", 2, "b")),
            *(leg("c2", 1, "a", "PS"), leg("c2", 2, "b", "Other"), leg("c2", 3, "c")),
            *(leg("c3", 1, "a", "PS"), leg("c3", 2, "a")),
            leg("c4", 1, "b"),
            *(leg("c5", 1, "a", "PS"), leg("c5", 2, "b")),
            *(leg("c6", 1, "a", "PS"), leg("c6", 2, "b", "Other"), leg("c6", 3, "b2")),
        ),
        traced(
            {"contact_id": "c1", "resolving_agent_id": "b"},
            {"contact_id": "c2", "resolving_agent_id": "c", "next_topic_ms": DAY_MS},
            {"contact_id": "c5", "resolving_agent_id": "b", "seen_ms": DAY_MS},
            {"contact_id": "c6", "resolving_agent_id": "b2"},
        ),
    ).collect()

    told = found.sort("contact_id", "agent_id").select("contact_id", "agent_id", "is_last", "is_settled")
    assert told.rows() == [
        ("c1", "b", True, True),
        ("c2", "b", False, False),
        ("c2", "c", True, False),
        ("c5", "b", True, None),
        ("c6", "b", False, False),
        ("c6", "b2", True, True),
    ]


HEARD = ("thanks", "resolved", "cancel", "competitor", "complaint", "third_time")
SIGNALS = (*HEARD, "no_call_back", "unheard", "refused", "anger", "promise", "payment")


def text(text_id, *signals, author="customer", kind="comment", at=NOON, words="so kind"):
    flags = {f"is_{each}": int(each in signals) for each in SIGNALS}
    told = {"text_id": text_id, "agent_id": "a", "author": author, "kind": kind, "at": at, "masked": words}
    return {**PLACE, **told, "language": "en", **flags}


def test_thanks_count_where_nothing_bad_was_heard_and_the_customer_said_it():
    rows = [text("1", "thanks"), text("2", "thanks", "anger"), text("3"), text("4", "thanks", author="agent")]

    assert thanked(pl.LazyFrame(rows)).collect()["is_good"].to_list() == [True, False, False]


def test_words_are_chosen_by_what_is_heard_in_them_never_by_length():
    rows = [
        text("long", "thanks", words="thank you " * 50, kind="note"),
        text("both", "thanks", "resolved", kind="note", words="solved, thanks"),
        text("old", "thanks", at=NOON - timedelta(days=3)),
        text("new", "thanks"),
        text("angry", "thanks", "resolved", "anger"),
        text("none"),
    ]

    unasked = {"score": None, "scale_min": 1.0, "scale_max": 5.0}
    found = chosen(pl.DataFrame([{**row, **unasked} for row in rows]), ["a"])

    assert found == {"a": ("both", "new")}


def test_a_gesture_is_good_where_there_was_a_reason_and_the_customer_stayed_content():
    gestures = pl.LazyFrame({"contact_id": ["c1", "c2", "c4"]})
    rows = traced(
        {"contact_id": "c1", "is_transferred": True},
        {"contact_id": "c2", "is_complaint": 1, "next_topic_ms": DAY_MS},
        {"contact_id": "c3", "previous_topic_ms": DAY_MS},
        {"contact_id": "c4"},
    )

    found = made_good(rows, gestures).collect().sort("contact_id")

    assert found.select("contact_id", "is_good").rows() == [("c1", True), ("c2", False), ("c3", False)]


def level(*rows):
    columns = ["agent_id", "n", "observed", "expected", "edge", "variance"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def test_a_change_is_against_the_agents_own_level_before_on_the_same_mix():
    now = level(
        ("a", 188, 137, 130.0, 7.0, 35.0), ("new", 50, 40, 40.0, 0.0, 8.0), ("few", 19, 19, 9.0, 9.0, 4.0)
    )
    before = level(("a", 150, 92, 106.0, -14.0, 28.0), ("few", 50, 30, 40.0, -9.0, 8.0))

    found = changed(now, before)

    told = found.filter(pl.col("variance") > 0).row(0, named=True)
    assert found.filter(pl.col("variance") > 0).height == 1
    assert told["variance"] == pytest.approx(1 / (1 / 35 + 1 / 28))
    assert told["edge"] == pytest.approx((7 / 35 + 14 / 28) * told["variance"])
    assert told["expected"] == pytest.approx(130 - 14 / 28 * 35)
    assert (told["n_before"], told["observed_before"]) == (150, 92)


def test_who_improved_is_told_with_what_was_before():
    crowd = [(f"x{n}", 100, 80, 80.0, 0.0, 16.0) for n in range(10)]
    now, before = (
        level(("a", 188, 137, 115.0, 22.0, 35.0), *crowd),
        level(("a", 188, 115, 137.0, -22.0, 35.0), *crowd),
    )
    change = scored(changed(now, before))

    (one,) = nominees("improved", judged({"solved": change, "kept": change}), {})

    assert evidence(one.evidence[0]).replace("\u00a0", " ") == (
        "73 % of contacts were solved the first time (137 of 188), 61 % before."
    )


SATISFIED = Evidence("satisfied", 34, 31, 24.4, 0.6, 0.2, 1.0)
SOLVED = Evidence("solved", 212, 160, 144.0, 0.1, -0.1, 0.3)
HELD = Evidence("held", 88, 52, 53.0, -0.02, -0.3, 0.2)
DANA = Nominee("a", "best", (SATISFIED, SOLVED, HELD), is_tied=True)


def test_the_paragraph_gives_counts_first_and_no_theta():
    assert paragraph(DANA) == (
        "31 of the 34 customers who answered were satisfied; 24 were to be expected."
        " 160 of 212 contacts were solved the first time; 144 were to be expected."
    )


def test_why_it_is_not_luck():
    assert not_luck(DANA, "Dana Levi") == [
        "Dana Levi’s contacts are compared only with contacts like them: same queue, topic and channel.",
        "Few answers count for less.",
        "On 1 of 3 measures even the cautious end of the estimate is above the expected.",
        (
            "By these alone Dana Levi cannot be told apart from the average: Solved the first time and Hard"
            " contacts kept."
        ),
    ]


@pytest.mark.parametrize(
    ("draw", "expected"),
    [
        (Draw("best", "s", ("dana",), (), "dana"), ""),
        (
            Draw("best", "2026-11-15 best", ("dana", "maya"), (), "dana"),
            (
                "Dana and Maya cannot be told apart this week. It is Dana’s turn by the draw 2026-11-15 best,"
                " which is kept."
            ),
        ),
        (
            Draw("best", "s", ("dana", "maya"), ("maya",), "dana"),
            "Dana and Maya cannot be told apart this week. Maya had a turn lately, so this one is Dana’s.",
        ),
    ],
    ids=["nobody else", "by the draw", "after who had a turn"],
)
def test_whose_turn_it_is_in_words(draw, expected):
    assert turn(draw, str.capitalize) == expected


def test_the_others_are_one_sentence():
    assert rest(Rest(40, 9)) == "Another 40 agents did as expected. For 9 there is not enough to say yet."


def test_a_picture_gets_shares_around_what_was_expected():
    told = Evidence("satisfied", 100, 90, 80.0, 0.0, -0.5, 0.5).shares

    assert told.estimate == pytest.approx(0.8)
    assert told.low == pytest.approx(0.7081, abs=1e-4)
    assert told.high == pytest.approx(0.8683, abs=1e-4)
    assert told.expected == 0.8
