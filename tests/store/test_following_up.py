"""Follow-ups open by themselves after a refresh, once; and their frame tells what became of them."""

from datetime import date, datetime, timedelta

import polars as pl
import pytest

from metrics import compute
from settings.sections import FollowUps, Hours
from store.following_up import follow_up, left_out
from store.loop import LoopError, finish_followup, followups, hand_followup
from store.read import Filters, Viewer, open_reading
from store.schema import AGENTS, SURVEYS, empty
from tests.factories import NOON
from tests.store.sent import Sent
from tests.store.tracing import call, identity, leg_of, refresh, sent

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
MANAGER, EXECUTIVE = Viewer("Dana", "manager"), Viewer("Noa", "executive")
LEAD, OUTSIDER = Viewer("Rina", "lead", frozenset({"North"})), Viewer("Outsider", "lead")
RECORDS = [
    {"agent_id": "bank:AVI", "valid_from": NOON - 9 * DAY, "name": "Avi", "team": "North", "lead": "Rina"},
    {"agent_id": "bank:BEN", "valid_from": NOON - 9 * DAY, "name": "Ben", "team": "South"},
]


def rows(table, *given):
    return pl.DataFrame(
        [{"source": "bank", "version": 1, **one} for one in given], schema=empty(table).schema
    )


def answer(contact, score=1.0, at=NOON + HOUR, **given):
    """Build an answer on satisfaction of anna's about a contact, of 5."""
    plain = {
        "survey_id": f"bank:s{contact}",
        "contact_id": f"bank:{contact}",
        "customer_id": "bank:anna",
        "kind": "csat",
        "invited_at": at,
        "answered_at": at,
        "score": score,
        "scale_min": 1.0,
        "scale_max": 5.0,
    }
    return {**plain, **given}


def spoke(name, customer="anna", at=NOON, agent="AVI", **given):
    """Build a call that an agent answered."""
    row, _legs = call(name, customer, at, **given)
    return row, [leg_of(row, 1, "Billing", 0, agent_id=f"bank:{agent}")]


def load(store, calls, *answers, now=NOON + 2 * HOUR, ways=None):
    told = sent("bank", calls, ways)
    others = {"surveys": rows(SURVEYS, *answers), "agents": rows(AGENTS, *RECORDS)}
    refresh(store, "bank", Sent({**told.tables, **others}), now=now, connected_at=NOON - 30 * DAY)


def with_rules(settings, **given):
    return settings.model_copy(update={"followups": FollowUps(**given)})


def opened(store, settings, now=NOON + 2 * HOUR, **given):
    """Open what there is reason for; give all that is open, the one due first on top."""
    follow_up(store, with_rules(settings, **given), now)
    return followups(store.state).to_dicts()


def frame(store, settings, as_of=NOON + 30 * DAY, viewer=MANAGER, **filters):
    reading = open_reading(store, settings, viewer, Filters(as_of, **filters))
    return reading.followups().sort("id").collect().to_dicts()


@pytest.mark.both_databases
def test_a_low_answer_opens_a_follow_up_once(store, settings):
    load(store, [spoke("1")], answer("1"))

    first = follow_up(store, settings, NOON + 2 * HOUR)
    again = follow_up(store, settings, NOON + 2 * HOUR)
    load(store, [spoke("1")], answer("1"), answer("1", survey_id="bank:again"), now=NOON + 150 * MINUTE)
    later = follow_up(store, settings, NOON + DAY)

    assert (first, again, later) == (1, 0, 0)
    found = followups(store.state).row(0, named=True)
    assert (found["kind"], found["contact_id"], found["person"]) == ("low_answer", "bank:1", "bank:anna")
    assert (found["opened_at"], found["due_at"]) == (NOON + 2 * HOUR, NOON + 10 * HOUR)
    assert found["owner"] == "Rina"


def test_an_answer_that_is_not_low_opens_none(store, settings):
    load(store, [spoke("1")], answer("1", 3.0))

    assert opened(store, settings) == []


def test_a_complaint_opens_one_when_it_is_over(store, settings):
    load(store, [spoke("1", is_complaint=1)])

    assert follow_up(store, settings, NOON + 30 * MINUTE / 60) == 0
    assert [one["kind"] for one in opened(store, settings)] == ["complaint"]


def test_the_third_contact_that_is_said_to_be_solved_opens_one(store, settings):
    calls = [spoke(str(n), at=NOON + (n - 3) * DAY, is_resolved=int(n == 3)) for n in (1, 2, 3)]
    long_ago = spoke("0", "dov", NOON - 20 * DAY)
    load(store, [long_ago, *calls])

    found = opened(store, settings)

    assert [(one["kind"], one["contact_id"]) for one in found] == [("hard_contact", "bank:3")]
    assert found[0]["due_at"] == NOON + 18 * HOUR


def test_nothing_is_opened_before_anything_is_published(store, settings):
    assert follow_up(store, settings, NOON) == 0


def test_what_installing_finds_opens_no_more_than_a_day_has_room_for(store, settings):
    many = [spoke(f"{n}", f"c{n}", NOON - n * 8 * HOUR, is_complaint=1) for n in range(20)]
    load(store, many)

    assert len(opened(store, settings, most_a_day=5)) == 5
    assert left_out(store.state, settings, NOON + 2 * HOUR) == 4
    assert len(opened(store, settings, now=NOON + 3 * HOUR, most_a_day=5)) == 5
    assert left_out(store.state, settings, NOON + DAY) == 0
    assert len(opened(store, settings, now=NOON + DAY, most_a_day=5)) == 9


def test_a_kind_can_be_switched_off(store, settings):
    load(store, [spoke("1", is_complaint=1)])

    assert opened(store, settings, opened_by=[]) == []
    assert opened(store, settings, opened_by=["low_answer"]) == []


@pytest.mark.parametrize(
    ("owner", "agent", "expected"),
    [
        ("lead", "AVI", "Rina"),
        ("lead", "BEN", "South"),
        ("team", "AVI", "North"),
        ("nobody", "AVI", None),
        ("Retention", "AVI", "Retention"),
        ("lead", "DOV", None),
    ],
    ids=["the lead", "a team without one", "the team", "nobody", "one for all", "an agent of no record"],
)
def test_whose_it_is(store, settings, owner, agent, expected):
    load(store, [spoke("1", agent=agent, is_complaint=1)])

    assert opened(store, settings, owner=owner)[0]["owner"] == expected


OFFICE = Hours(wednesday=["08:00-17:00"], friday=["08:00-12:00"], closed_on=[date(2026, 3, 6)])


def test_the_call_is_due_in_working_time(store, settings):
    """At 16:00 of a Wednesday an hour of eight is left; Friday is a holiday, so the rest waits a week."""
    load(store, [spoke("1", is_complaint=1)])

    [found] = opened(store, settings.model_copy(update={"hours": (OFFICE,)}))

    assert found["due_at"] == datetime.fromisoformat("2026-03-11T15:00:00+02:00")


def test_the_frame_tells_whose_it_was_and_what_it_was_about(store, settings):
    load(store, [spoke("1", site="Haifa")], answer("1", 2.0))
    opened(store, settings)

    [found] = frame(store, settings)

    asked = ("person", "customer_id", "channel", "topic", "topic_family", "queue", "site", "agent_id", "team")
    assert [found[name] for name in asked] == [
        *("bank:anna", "bank:anna", "voice", "refund", "refund", "Billing", "Haifa", "bank:AVI", "North"),
    ]
    told = ("question", "score", "place", "state", "owner")
    assert [found[name] for name in told] == ["csat", 2.0, 0.25, "overdue", "Rina"]


@pytest.mark.both_databases
def test_it_is_seen_as_it_stood(store, settings):
    load(store, [spoke("1")], answer("1"))
    opened(store, settings)
    number = followups(store.state)["id"].item()
    finish_followup(store.state, number, "Dana", NOON + 5 * HOUR, "works")

    states = [frame(store, settings, NOON + n * HOUR) for n in (1, 3, 6)]

    assert [[one["state"] for one in found] for found in states] == [[], ["open"], ["in_time"]]
    assert frame(store, settings)[0]["made_by"] == "person"


def test_a_call_of_ours_is_seen_in_the_data(store, settings):
    load(store, [spoke("1")], answer("1"))
    opened(store, settings)
    back, legs = call("2", "anna", NOON + 4 * HOUR, direction="outbound")
    load(store, [spoke("1"), (back, legs)], answer("1"), now=NOON + 6 * HOUR)

    [found] = frame(store, settings)

    assert (found["state"], found["made_by"]) == ("in_time", "data")
    assert frame(store, settings, NOON + 3 * HOUR)[0]["state"] == "open"


def test_who_has_been_called_before_the_data_come_needs_no_call(store, settings):
    back = call("2", "anna", NOON + 90 * MINUTE, direction="outbound")
    load(store, [spoke("1"), back], answer("1"))

    assert opened(store, settings) == []


def test_who_comes_again_under_another_number_has_not_turned(store, settings):
    ways = [identity("bank", "anna", "+97250"), identity("bank", "anna2", "+97250")]
    load(store, [spoke("1"), spoke("9", "boris", is_complaint=1)], answer("1"), ways=ways)
    opened(store, settings)
    again = spoke("2", "anna2", NOON + 3 * DAY)
    load(store, [spoke("1"), again], answer("1"), now=NOON + 4 * DAY, ways=ways)

    found = {one["contact_id"]: one["turned"] for one in frame(store, settings)}

    assert found == {"bank:1": False, "bank:9": True}


def test_a_better_answer_turns(store, settings):
    load(store, [spoke("1")], answer("1"))
    opened(store, settings)
    other = spoke("2", at=NOON + 2 * DAY, topic="delivery")
    later = answer("2", 5.0, at=NOON + 3 * DAY)
    load(store, [spoke("1"), other], answer("1"), later, now=NOON + 4 * DAY)

    assert frame(store, settings)[0]["turned"] is True
    load(store, [spoke("1"), other], answer("1"), {**later, "score": 1.0, "version": 2}, now=NOON + 5 * DAY)
    assert frame(store, settings)[0]["turned"] is False


def test_it_belongs_to_the_window_in_which_it_is_due(store, settings):
    load(store, [spoke("1")], answer("1"))
    opened(store, settings)

    assert frame(store, settings, start=NOON, end=NOON + 10 * HOUR) == []
    assert len(frame(store, settings, start=NOON + 10 * HOUR, end=NOON + 11 * HOUR)) == 1


@pytest.mark.parametrize(
    "where", [("team", "South"), ("queue", "Orders"), ("topic", "delivery"), ("agent", "bank:BEN")]
)
def test_it_is_narrowed_by_its_contact(store, settings, where):
    load(store, [spoke("1")], answer("1"))
    opened(store, settings)

    assert frame(store, settings, where=((where[0], (where[1],)),)) == []


def test_who_may_see_what(store, settings):
    load(store, [spoke("1")], answer("1"))
    opened(store, settings)

    assert len(frame(store, settings, viewer=LEAD)) == 1
    assert frame(store, settings, viewer=OUTSIDER) == []
    [found] = frame(store, settings, viewer=EXECUTIVE)
    assert [found[name] for name in ("customer_id", "owner", "agent_id", "done_by")] == [None] * 4
    assert found["person"] not in (None, "bank:anna")


def test_the_rate_of_a_reading(store, settings):
    load(store, [spoke("1"), spoke("9", "boris", is_complaint=1)], answer("1"))
    opened(store, settings)
    first = followups(store.state).filter(contact_id="bank:1")["id"].item()
    finish_followup(store.state, first, "Dana", NOON + 3 * HOUR, "works")

    reading = open_reading(store, settings, MANAGER, Filters(NOON + DAY), dimensions=("team",))
    table = compute(reading.frames, ["followup_rate"], by=["kind"])

    assert [(row["kind"], row["followup_rate"]["value"]) for row in table.to_dicts()] == [
        ("complaint", 0.0),
        ("low_answer", 1.0),
    ]


@pytest.mark.both_databases
def test_two_who_take_the_same_one(store, settings):
    load(store, [spoke("1")], answer("1"))
    number = opened(store, settings)[0]["id"]

    hand_followup(store.state, number, "Dana", "Rina")

    with pytest.raises(LoopError, match="It is Dana’s meanwhile"):
        hand_followup(store.state, number, "Eli", "Rina")
    hand_followup(store.state, number, None, "Dana")
    hand_followup(store.state, number, "Eli", None)
    finish_followup(store.state, number, "Eli", NOON + 3 * HOUR, "works")
    with pytest.raises(LoopError, match="Eli has done it already"):
        hand_followup(store.state, number, "Dana", "Eli")
    with pytest.raises(LoopError, match="There is no follow-up 99"):
        hand_followup(store.state, 99, "Dana", None)
    assert followups(store.state)["owner"].to_list() == ["Eli"]
