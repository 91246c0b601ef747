"""What each event makes of a call."""

from pathlib import Path
from typing import Any

import pytest

from tests.connectors.asterisk.logs import asterisk, connect, enter, fetch, hang_up, legs, row, write

ANSWERED = (enter(0), connect(10.5))


def outcome(leg: dict[str, Any]) -> tuple[str, object, object]:
    return leg["outcome"], leg.get("ended_by"), leg.get("wait_ms")


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (row(31.25, "c1", "NONE", "ABANDON", 1, 1, 31), ("abandoned", "customer", 31_250)),
        (row(90, "c1", "NONE", "EXITWITHTIMEOUT", 1, 1, 90), ("overflow", "system", 90_000)),
        (row(7, "c1", "NONE", "EXITEMPTY", 1, 1, 7), ("overflow", "system", 7_000)),
        (row(8, "c1", "NONE", "EXITWITHKEY", 1, 1, 1, 8), ("exited", "customer", 8_000)),
        (row(9, "NONE", "NONE", "QUEUESTART", queue="NONE"), ("failed", "system", 9_000)),
        (row(9, "NONE", "NONE", "CONFIGRELOAD", queue="NONE"), ("waiting", None, None)),
    ],
    ids=[
        "gives up",
        "waits too long",
        "nobody serves",
        "presses a key",
        "the switch restarts",
        "still waits",
    ],
)
def test_a_visit_that_nobody_answers(tmp_path: Path, last: str, expected: tuple[str, str, int]) -> None:
    assert [outcome(leg) for leg in legs(tmp_path, enter(0), last)] == [expected]


@pytest.mark.parametrize(
    ("last", "ended_by", "transferred_to"),
    [
        (row(70, "c1", "SIP/1", "COMPLETEAGENT", 10, 60, 1), "agent", None),
        (row(70, "c1", "SIP/1", "COMPLETECALLER", 10, 60, 1), "customer", None),
        (row(70, "c1", "SIP/1", "BLINDTRANSFER", 600, "int", 10, 60, 1), "transfer_blind", "600"),
        (row(70, "c1", "SIP/1", "TRANSFER", 600, "int", 10, 60, 1), "transfer_blind", "600"),
        (row(70, "c1", "SIP/1", "ATTENDEDTRANSFER", "BRIDGE", "b1", 10, 60, 1), "transfer_consult", None),
        (row(70, "c1", "SIP/1", "ATTENDEDTRANSFER", "APP", "Queue", 10, 60, 1), "transfer_consult", "Queue"),
        (
            row(70, "c1", "SIP/1", "ATTENDEDTRANSFER", "LINK", "a", "b", 10, 60, 1),
            "transfer_consult",
            None,
        ),
        (row(70, "NONE", "NONE", "QUEUESTART", queue="NONE"), "system", None),
    ],
    ids=["agent", "caller", "blind", "old", "to a bridge", "to an application", "linked", "restart"],
)
def test_a_conversation_ends(tmp_path: Path, last: str, ended_by: str, transferred_to: str | None) -> None:
    leg = legs(tmp_path, *ANSWERED, last)[0]

    assert (leg["outcome"], leg["ended_by"], leg.get("transferred_to")) == (
        "answered",
        ended_by,
        transferred_to,
    )
    assert (leg["wait_ms"], leg["ring_ms"], leg["talk_ms"]) == (10_500, 4_000, 59_500)
    assert leg["agent_id"] == "pbx:SIP/1"
    assert "attributes" not in leg


def test_a_call_that_talks_is_open(tmp_path: Path) -> None:
    leg = legs(tmp_path, *ANSWERED)[0]
    contact = fetch(asterisk(tmp_path)).table("contacts").to_dicts()[0]

    assert leg["outcome"] == "answered"
    assert "ended_at" not in leg
    assert contact["ended_at"] is None
    assert contact["customer_id"] == "pbx:0501234567"


@pytest.mark.parametrize("caller", ["", "anonymous", "Unknown", "Restricted"])
def test_a_caller_without_a_number_is_nobody(tmp_path: Path, caller: str) -> None:
    write(tmp_path, enter(0, caller=caller))

    assert fetch(asterisk(tmp_path)).table("contacts")["customer_id"].to_list() == [None]


def test_a_number_may_be_no_customer(tmp_path: Path) -> None:
    write(tmp_path, enter(0))

    fetched = fetch(asterisk(tmp_path, caller_is_customer=False))
    assert fetched.table("contacts")["customer_id"].to_list() == [None]


def test_two_queues_are_two_legs_of_one_contact(tmp_path: Path) -> None:
    transfer = row(70, "c1", "SIP/1", "BLINDTRANSFER", 600, "int", 10, 60, 1)
    again = [enter(70.002, queue="support"), connect(80, queue="support", agent="SIP/2")]
    last = row(99, "c1", "SIP/2", "COMPLETECALLER", 10, 19, 1, queue="support")

    first, second = legs(tmp_path, *ANSWERED, transfer, *again, last)

    assert (first["queue"], first["leg_no"], first["ended_by"]) == ("sales", 1, "transfer_blind")
    assert (second["queue"], second["leg_no"], second["wait_ms"]) == ("support", 2, 9_998)
    assert fetch(asterisk(tmp_path)).table("contacts").height == 1


def test_a_transfer_that_is_told_after_the_next_queue_completes_the_first_leg(tmp_path: Path) -> None:
    transfer = row(70.004, "c1", "SIP/1", "BLINDTRANSFER", 600, "int", 10, 60, 1)

    first, second = legs(tmp_path, *ANSWERED, enter(70, queue="support"), transfer)

    assert (first["ended_by"], first["transferred_to"], first["talk_ms"]) == ("transfer_blind", "600", 59_500)
    assert second["outcome"] == "waiting"


def test_a_wait_whose_end_was_never_told_has_failed_when_the_next_begins(tmp_path: Path) -> None:
    first, second = legs(tmp_path, enter(0), enter(30, queue="support"))

    assert outcome(first) == ("failed", None, 30_000)
    assert outcome(second) == ("waiting", None, None)


def test_only_phones_that_rang_for_a_second_missed_a_ring(tmp_path: Path) -> None:
    rang = [row(n, "c1", "SIP/1", "RINGNOANSWER", ms) for n, ms in enumerate([999, 1000, 8000, ""], 1)]
    cancelled = row(9, "c1", "SIP/1", "RINGCANCELED", 3000)

    leg = legs(tmp_path, enter(0), *rang, row(8, "c1", "SIP/2", "AGENTDUMP"), cancelled, connect(10))[0]

    assert leg["missed_rings"] == 4


def test_what_the_log_tells_itself_is_kept_where_it_differs_by_more_than_2_s(tmp_path: Path) -> None:
    within, beyond = legs(
        tmp_path,
        enter(0, "a"),
        row(10, "a", "NONE", "ABANDON", 1, 1, 12),
        enter(20, "b"),
        row(30, "b", "NONE", "ABANDON", 1, 1, 13),
    )
    fetched = fetch(asterisk(tmp_path))

    assert (within["wait_ms"], within.get("attributes")) == (10_000, None)
    assert (beyond["wait_ms"], beyond["attributes"]) == (10_000, '{"wait_told_s": "13"}')
    assert [notice[:30] for notice in fetched.notices] == ["1 visit lasted more than 2 s l"]


def test_a_log_that_begins_in_a_call_is_completed_by_its_own_seconds(tmp_path: Path) -> None:
    completed, connected = legs(
        tmp_path,
        connect(5, "a", waited=25),
        hang_up(8, "b", talked=100, waited=7),
        row(9, "c", "SIP/1", "RINGNOANSWER", 5000),
    )
    reasons = fetch(asterisk(tmp_path)).reasons

    assert (connected["wait_ms"], connected["outcome"]) == (25_000, "answered")
    assert (completed["wait_ms"], completed["talk_ms"]) == (7_000, 100_000)
    assert reasons == {
        3: "no visit of this call to a queue is known, and the row does not tell when it began"
    }


def test_rows_out_of_order_are_put_in_order_by_their_time(tmp_path: Path) -> None:
    leg = legs(tmp_path, hang_up(70), connect(10.5), enter(0))[0]

    assert (leg["wait_ms"], leg["talk_ms"]) == (10_500, 59_500)


def test_rows_within_a_second_keep_the_order_of_the_log(tmp_path: Path) -> None:
    leg = legs(tmp_path, enter(0.4), connect(0.1, waited=0), hang_up(30))

    assert [(each["outcome"], each["wait_ms"]) for each in leg] == [("answered", 0)]


@pytest.mark.parametrize(
    ("late", "reason"),
    [
        (hang_up(80), "a second end of a call that was already completed"),
        (row(80, "c1", "NONE", "ABANDON", 1, 1, 9), "a second end of a call that was already completed"),
        (connect(80), "a second end of a call that was already completed"),
        (enter(0), "the call had entered this queue at this instant already"),
        (row(5, "c1", "NONE", "ABANDON", 1, 1, 9, queue="x"), "it names another queue than the one that"),
        (row(20, "c1", "SIP/2", "CONNECT", 9), "a second answer of a call that was answered already"),
        (row(20, "c1", "NONE", "ABANDON", 1, 1, 9), "an unanswered end of a call that was answered already"),
        (row(20, "NONE", "SIP/2", "CONNECT", 9), "it names no call"),
        (row(20, "NONE", "NONE", "PAUSE", "x"), "it names no agent"),
        (row(20, "c1", "NONE", "SUSPEND", "x"), "an event that is not known"),
        ("|c1|sales|SIP/1|ABANDON|", "a second end of a call that was already completed; its time is empty"),
        ("|NONE|sales|SIP/1|PAUSE|", "its time is empty"),
        ("12 March|c1|sales|SIP/1|ABANDON", "its time '12 March' is not a number of seconds since 1970"),
        ("rubbish", "is not a line of a queue_log: fewer than five fields between | signs"),
    ],
    ids=str,
)
def test_a_contradiction_is_set_aside_and_changes_nothing(tmp_path: Path, late: str, reason: str) -> None:
    write(tmp_path, *ANSWERED, hang_up(70), late)

    fetched = fetch(asterisk(tmp_path))

    leg = fetched.table("legs").to_dicts()
    assert [(each["wait_ms"], each["talk_ms"], each["ended_by"]) for each in leg] == [
        (10_500, 59_500, "customer")
    ]
    assert fetched.reasons[4].startswith(reason)
    assert fetched.quarantined["row_text"].to_list() == [late]


def test_no_common_codec_is_a_failure_and_not_an_abandonment(tmp_path: Path) -> None:
    dropped = (row(5, "c1", "SIP/1", "SYSCOMPAT"), row(5.1, "c1", "NONE", "ABANDON", 1, 1, 5))

    assert [outcome(leg) for leg in legs(tmp_path, enter(0), *dropped)] == [("failed", "system", 5_100)]


def test_a_status_that_the_agent_chose_is_the_disposition(tmp_path: Path) -> None:
    leg = legs(tmp_path, *ANSWERED, hang_up(70), row(75, "c1", "SIP/1", "CALLSTATUS", "SOLD"))[0]

    assert leg["disposition"] == "SOLD"


def test_rows_about_no_visit_are_left_out_each_under_its_rule(tmp_path: Path) -> None:
    others = [row(n, "c1", "SIP/1", event) for n, event in enumerate(["DID", "INFO", "PENALTY", "RINGINUSE"])]
    write(tmp_path, *others, row(5, "NONE", "NONE", "CONFIGRELOAD"), "", enter(9))

    fetched = fetch(asterisk(tmp_path))

    assert {rule.partition(":")[0]: n for rule, n in fetched.excluded.items()} == {
        "DID": 1,
        "INFO": 1,
        "PENALTY": 1,
        "RINGINUSE": 1,
        "CONFIGRELOAD": 1,
        "empty row": 1,
    }
    assert (fetched.read, fetched.loaded) == (7, 1)


def test_a_call_that_went_silent_for_half_a_day_is_given_up(tmp_path: Path) -> None:
    later = 12 * 3600 + 60
    first, *_others = legs(tmp_path, enter(0), enter(later, "c2"), enter(later + 1, "c3"))

    assert outcome(first) == ("failed", None, 0)


def test_one_row_with_a_clock_far_ahead_gives_nobody_up(tmp_path: Path) -> None:
    first, *_others = legs(tmp_path, enter(0), enter(90_000, "c2"), enter(5, "c3"))

    assert outcome(first) == ("waiting", None, None)
