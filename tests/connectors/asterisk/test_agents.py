"""What the rows of a log tell of its agents."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from connectors.asterisk import Asterisk
from tests.connectors.asterisk.logs import NOON, asterisk, connect, enter, fetch, hang_up, row, write

Stretch = tuple[int, str, str | None, int | None]


def seconds(instant: datetime | None) -> int | None:
    return None if instant is None else (instant - NOON) // timedelta(seconds=1)


def member(at_s: float, event: str, *data: str, queue: str = "sales") -> str:
    return row(at_s, "NONE", "SIP/1", event, *data, queue=queue)


def stretches(folder: Path, *lines: str) -> list[tuple[object, ...]]:
    """Each stretch as from, state, reason, to, in seconds after noon."""
    write(folder, *lines)
    frame = fetch(asterisk(folder)).table("agent_states").sort("agent_id", "started_at")
    return [
        (seconds(start), state, reason, seconds(end))
        for start, state, reason, end in frame.select("started_at", "state", "reason", "ended_at").rows()
    ]


JOINS = member(0, "ADDMEMBER")
CALL = (enter(5), connect(10), hang_up(70))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([JOINS], [(0, "available", None, None)]),
        (
            [JOINS, *CALL],
            [(0, "available", None, 10), (10, "on_contact", None, 70), (70, "available", None, None)],
        ),
        (CALL, [(10, "on_contact", None, 70)]),
        (
            [JOINS, member(9, "REMOVEMEMBER")],
            [(0, "available", None, 9), (9, "offline", None, None)],
        ),
        (
            [JOINS, member(1, "ADDMEMBER", queue="b"), member(9, "REMOVEMEMBER")],
            [(0, "available", None, None)],
        ),
        (
            [member(0, "AGENTLOGIN", queue="NONE"), member(9, "AGENTLOGOFF", queue="NONE")],
            [(0, "available", None, 9), (9, "offline", None, None)],
        ),
        (
            [JOINS, member(5, "PAUSE", "Lunch"), member(9, "UNPAUSE")],
            [(0, "available", None, 5), (5, "break", "Lunch", 9), (9, "available", None, None)],
        ),
        (
            [JOINS, member(1, "ADDMEMBER", queue="b"), member(5, "PAUSE", "Mail")],
            [(0, "available", None, None)],
        ),
        (
            [JOINS, member(1, "ADDMEMBER", queue="b"), member(5, "PAUSEALL", "Mail", queue="NONE")],
            [(0, "available", None, 5), (5, "break", "Mail", None)],
        ),
        (
            [member(5, "PAUSE", "Mail"), member(9, "UNPAUSE")],
            [(5, "break", "Mail", 9), (9, "available", None, None)],
        ),
        ([member(0, "ADDMEMBER", "PAUSED")], [(0, "break", None, None)]),
        (
            [JOINS, enter(5), connect(10), member(20, "PAUSE", "Lunch"), hang_up(70)],
            [(0, "available", None, 10), (10, "on_contact", None, 70), (70, "break", "Lunch", None)],
        ),
        (
            [JOINS, enter(5), row(6, "c1", "SIP/1", "RINGING"), connect(10)],
            [(0, "available", None, 6), (6, "ringing", None, 10), (10, "on_contact", None, None)],
        ),
        (
            [JOINS, enter(5), row(6, "c1", "SIP/1", "RINGING"), row(8, "c1", "NONE", "ABANDON", 1, 1, 3)],
            [(0, "available", None, 6), (6, "ringing", None, 8), (8, "available", None, None)],
        ),
        (
            [JOINS, enter(5), connect(10), row(30, "NONE", "NONE", "QUEUESTART")],
            [(0, "available", None, 10), (10, "on_contact", None, 30), (30, "available", None, None)],
        ),
        (
            [member(0, "AGENTLOGIN"), row(30, "NONE", "NONE", "QUEUESTART")],
            [(0, "available", None, 30), (30, "offline", None, None)],
        ),
        (
            [JOINS, enter(5), connect(10), enter(40, queue="b")],
            [(0, "available", None, 10), (10, "on_contact", None, 40), (40, "available", None, None)],
        ),
        (
            [JOINS, enter(5), connect(10), hang_up(70), hang_up(99)],
            [(0, "available", None, 10), (10, "on_contact", None, 70), (70, "available", None, None)],
        ),
        (
            [member(9, "ADDMEMBER"), member(5, "PAUSE", "Lunch")],
            [(9, "break", "Lunch", None)],
        ),
        (
            [JOINS, enter(5), connect(10), member(12 * 3600 + 11, "PAUSE", "Lunch")],
            [(0, "available", None, 10), (10, "on_contact", None, 43_211), (43_211, "break", "Lunch", None)],
        ),
    ],
    ids=[
        "joins",
        "answers and hangs up",
        "a static member",
        "leaves its only queue",
        "leaves one of two queues",
        "logs in and off",
        "pauses for a reason",
        "pauses in one of two queues",
        "pauses in all queues",
        "a static member that pauses",
        "joins paused",
        "pauses during a call",
        "rings and answers",
        "rings and the caller gives up",
        "the switch restarts",
        "the switch restarts under a login",
        "a transfer that the log forgot",
        "a second end that is set aside",
        "a clock that was set back",
        "a call whose end was never told",
    ],
)
def test_the_stretches_of_an_agent(tmp_path: Path, lines: list[str], expected: list[Stretch]) -> None:
    assert stretches(tmp_path, *lines) == expected


def test_a_pause_in_all_queues_brings_no_agent_in_by_its_interface(tmp_path: Path) -> None:
    pauses = row(5, "NONE", "PJSIP/200", "PAUSEALL", "", queue="NONE")
    resumes = row(9, "NONE", "PJSIP/200", "UNPAUSEALL", "", queue="NONE")
    write(tmp_path, JOINS, pauses, member(5, "PAUSE", "Lunch"), resumes, member(9, "UNPAUSE"))

    fetched = fetch(asterisk(tmp_path))

    assert fetched.table("agent_states")["agent_id"].unique().to_list() == ["pbx:SIP/1"]
    assert (fetched.read, fetched.loaded) == (5, 5)
    assert stretches(tmp_path, JOINS, pauses, member(5, "PAUSE", "Lunch"), resumes, member(9, "UNPAUSE")) == [
        (0, "available", None, 5),
        (5, "break", "Lunch", 9),
        (9, "available", None, None),
    ]


def test_a_pause_in_all_queues_brings_in_no_agent_who_was_seen_in_a_call_only(tmp_path: Path) -> None:
    pauses = member(80, "PAUSEALL", "", queue="NONE")

    assert stretches(tmp_path, *CALL, pauses) == [(10, "on_contact", None, 70)]
    assert stretches(tmp_path, *CALL, pauses, member(80, "PAUSE", "Lunch")) == [
        (10, "on_contact", None, 70),
        (80, "break", "Lunch", None),
    ]


def test_a_reason_told_a_moment_later_holds_from_the_breaks_beginning(tmp_path: Path) -> None:
    pauses = [member(5, "PAUSEALL", "", queue="NONE"), member(5.001, "PAUSE", "Lunch")]
    other = [member(1, "ADDMEMBER", queue="b"), member(5.002, "PAUSE", "Lunch", queue="b")]

    assert stretches(tmp_path, JOINS, other[0], *pauses, other[1], member(9, "UNPAUSE")) == [
        (0, "available", None, 5),
        (5, "break", "Lunch", 9),
        (9, "available", None, None),
    ]


def test_a_reason_told_later_begins_another_break(tmp_path: Path) -> None:
    assert stretches(tmp_path, JOINS, member(5, "PAUSE", ""), member(60, "PAUSE", "Lunch")) == [
        (0, "available", None, 5),
        (5, "break", None, 60),
        (60, "break", "Lunch", None),
    ]


def test_a_state_that_lasts_is_rewritten_under_its_key_when_it_ends(tmp_path: Path) -> None:
    log = write(tmp_path, JOINS)
    first = fetch(asterisk(tmp_path))
    with log.open("a") as file:
        file.write(member(60, "REMOVEMEMBER") + "\n")

    second = fetch(asterisk(tmp_path), first.cursor)

    opened, closed = (each.table("agent_states").row(0, named=True) for each in (first, second))
    assert (opened["agent_id"], opened["started_at"]) == (closed["agent_id"], closed["started_at"])
    assert (seconds(opened["ended_at"]), seconds(closed["ended_at"])) == (None, 60)
    assert closed["version"] > opened["version"]


PEOPLE = """agent,name,team,lead,email,site
SIP/1,Ana,North,Li,ana@x.org,Haifa
,Nobody,,,,
SIP/1,Anna,North,Li,,
"""


def test_a_list_says_who_the_agents_are(tmp_path: Path) -> None:
    write(tmp_path, JOINS)
    (tmp_path / "people.csv").write_text(PEOPLE)
    connector = asterisk(tmp_path, agents="people.csv")

    fetched = fetch(connector)

    agents = fetched.table("agents").to_dicts()
    assert [(each["agent_id"], each["name"], each["team"], each["email"]) for each in agents] == [
        ("pbx:SIP/1", "Anna", "North", None)
    ]
    assert (fetched.read, fetched.loaded) == (4, 2)
    assert fetched.reasons == {3: "it names no agent"}
    assert fetch(connector, fetched.cursor).read == 0


def test_a_changed_list_is_read_again(tmp_path: Path) -> None:
    write(tmp_path, JOINS)
    (tmp_path / "people.csv").write_text(PEOPLE)
    connector = asterisk(tmp_path, agents="people.csv")
    cursor = fetch(connector).cursor
    (tmp_path / "people.csv").write_text("agent,name,valid_from\nSIP/1,Ann,2026-03-01\n")

    again = fetch(connector, cursor)

    assert again.read == 1
    assert again.table("agents")["valid_from"].to_list() == [datetime(2026, 3, 1, tzinfo=NOON.tzinfo)]


@pytest.mark.parametrize("zone", ["UTC", "Asia/Jerusalem", "America/Lima"])
def test_a_list_without_dates_holds_for_all_time_in_every_zone(tmp_path: Path, zone: str) -> None:
    write(tmp_path, JOINS)
    (tmp_path / "people.csv").write_text("agent,name,team\nSIP/1,Anna,North\nSIP/2,Ben,South\n")
    connector = Asterisk("pbx", {"path": "queue_log*", "agents": "people.csv"}, zone, tmp_path)

    fetched = fetch(connector)

    assert fetched.table("agents")["name"].to_list() == ["Anna", "Ben"]
    assert fetched.reasons == {}
