"""The frames of promises and complaints: whose they are, what became of them, who may see them."""

from datetime import timedelta

import polars as pl
import pytest

from metrics import compute
from store.loop import mark
from store.read import Filters, Viewer, open_reading
from store.schema import AGENTS, NOTES, PROMISES, empty
from tests.factories import NOON
from tests.store.sent import Sent
from tests.store.tracing import call, identity, leg_of, refresh, sent

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
FOREVER = NOON + 99 * DAY
MANAGER, EXECUTIVE = Viewer("Dana", "manager"), Viewer("Noa", "executive")
LEAD, OUTSIDER = Viewer("Rina", "lead", frozenset({"North"})), Viewer("Outsider", "lead")


def rows(table, *given):
    return pl.DataFrame(
        [{"source": "bank", "version": 1, **one} for one in given], schema=empty(table).schema
    )


def promise(contact="bank:1", due=NOON + HOUR, **given):
    """Build a call-back that DORIT promised anna in a contact, due an hour after noon."""
    plain = {
        "promise_id": f"bank:p{contact}",
        "contact_id": contact,
        "customer_id": "bank:anna",
        "agent_id": "bank:DORIT",
        "kind": "call_back",
        "made_at": NOON + MINUTE,
        "due_at": due,
    }
    return {**plain, **given}


def load(store, calls, promises, now=NOON, ways=None, **tables):
    told = sent("bank", calls, ways)
    others = {name: rows(table, *given) for name, (table, given) in tables.items()}
    refresh(store, "bank", Sent({**told.tables, "promises": rows(PROMISES, *promises), **others}), now=now)


def reading(store, settings, as_of=FOREVER, viewer=MANAGER, **filters):
    return open_reading(store, settings, viewer, Filters(as_of, hindsight=True, **filters))


def read(store, settings, **given):
    return reading(store, settings, **given).promises().sort("promise_id").collect().to_dicts()


def one(store, settings, **given):
    (found,) = read(store, settings, **given)
    return found


def complaints(store, settings, **given):
    return reading(store, settings, **given).complaints().sort("complaint_id").collect().to_dicts()


def test_a_promise_carries_what_is_known_of_its_contact(store, settings):
    load(store, [call("1", site="Haifa")], [promise()])

    found = one(store, settings)

    asked = ("person", "customer_id", "channel", "topic", "topic_family", "queue", "site", "state", "origin")
    assert [found[name] for name in asked] == [
        *("bank:anna", "bank:anna", "voice", "refund", "refund", "Billing", "Haifa"),
        *("overdue", "source"),
    ]


def test_a_promise_is_due_in_the_window_wherever_it_was_made(store, settings):
    load(store, [call("1")], [promise(due=NOON + 20 * DAY)])

    assert read(store, settings, start=NOON, end=NOON + 19 * DAY) == []
    assert len(read(store, settings, start=NOON + 20 * DAY, end=NOON + 21 * DAY)) == 1


def test_who_comes_again_under_another_number_has_chased_it(store, settings):
    ways = [identity("bank", "anna", "+97250"), identity("bank", "anna2", "+97250")]
    calls = [call("1"), call("2", "anna2", NOON + 3 * HOUR)]
    load(store, calls, [promise()], now=NOON + DAY, ways=ways)

    assert one(store, settings)["state"] == "chased"
    assert one(store, settings, as_of=NOON + 2 * HOUR)["state"] == "overdue"


@pytest.mark.parametrize(
    ("topic", "state"), [("refund", "chased"), ("delivery", "overdue"), (None, "chased")]
)
def test_only_the_same_topic_or_an_unknown_one_chases(store, settings, topic, state):
    load(store, [call("1"), call("2", at=NOON + 3 * HOUR, topic=topic)], [promise()], now=NOON + DAY)

    assert one(store, settings)["state"] == state


def test_our_own_call_chases_nothing(store, settings):
    ours = call("2", at=NOON + 3 * HOUR, direction="callback")
    load(store, [call("1"), ours], [promise(kept_at=NOON + 3 * HOUR)], now=NOON + DAY)

    assert one(store, settings)["state"] == "broken"


def test_what_was_kept_later_is_not_known_before(store, settings):
    load(store, [call("1")], [promise(kept_at=NOON + HOUR, attempted_at=NOON + HOUR)])

    assert one(store, settings)["state"] == "kept"
    assert one(store, settings, as_of=NOON + 30 * MINUTE)["state"] == "due_today"


def test_somebody_marks_a_promise_as_kept(store, settings):
    load(store, [call("1")], [promise()])
    mark(store.state, "promise", "bank:pbank:1", "Dana", NOON + HOUR, words="reached at work")

    found = one(store, settings)

    assert (found["state"], found["done_by"], found["done_words"]) == ("kept", "Dana", "reached at work")
    assert one(store, settings, as_of=NOON + 30 * MINUTE)["done_by"] is None
    assert one(store, settings, viewer=EXECUTIVE)["done_words"] is None


def test_the_grace_is_the_settings(store, settings):
    load(store, [call("1")], [promise(kept_at=NOON + 2 * HOUR)])
    patient = settings.model_copy(
        update={"promises": settings.promises.model_copy(update={"call_back_grace_minutes": 60})}
    )

    assert one(store, settings)["state"] == "broken"
    assert one(store, patient)["state"] == "kept"


TEAMS = [
    {"agent_id": "bank:DORIT", "valid_from": NOON - DAY, "name": "Dorit", "team": "North"},
    {"agent_id": "bank:ELI", "valid_from": NOON - DAY, "name": "Eli", "team": "South"},
]


@pytest.mark.parametrize(
    ("viewer", "expected"),
    [(MANAGER, ["1", "2", "3"]), (LEAD, ["1", "3"]), (OUTSIDER, []), (EXECUTIVE, ["1", "2", "3"])],
    ids=["a manager", "a lead", "an outsider", "an executive"],
)
def test_a_lead_sees_what_the_own_team_promised_and_the_system_its_customers(
    store, settings, viewer, expected
):
    ways = [promise(), promise("bank:2", agent_id="bank:ELI"), promise("bank:3", agent_id=None)]
    load(store, [call("1"), call("2"), call("3")], ways, agents=(AGENTS, TEAMS))

    found = read(store, settings, viewer=viewer)

    assert [row["promise_id"].removeprefix("bank:pbank:") for row in found] == expected


def test_an_executive_knows_neither_customers_nor_agents(store, settings):
    load(store, [call("1")], [promise()], agents=(AGENTS, TEAMS))

    found = one(store, settings, viewer=EXECUTIVE)

    assert (found["customer_id"], found["agent_id"], found["team"]) == (None, None, "North")
    assert found["person"] not in (None, "bank:anna")
    assert read(store, settings, viewer=EXECUTIVE, where=(("agent", ("bank:DORIT",)),)) == []


@pytest.mark.parametrize(
    ("where", "n"),
    [(("queue", "Billing"), 1), (("queue", "Orders"), 0), (("team", "North"), 1), (("topic", "delivery"), 0)],
)
def test_promises_are_narrowed_by_their_contact_and_team(store, settings, where, n):
    load(store, [call("1")], [promise()], agents=(AGENTS, TEAMS))

    assert len(read(store, settings, where=((where[0], (where[1],)),))) == n


def test_promises_are_summed_by_kind_and_week(store, settings):
    load(store, [call("1"), call("2")], [promise(kept_at=NOON), promise("bank:2", kind="credit")])

    frames = reading(store, settings).frames
    found = compute(frames, ["promise_kept_rate", "promises_overdue"], by=["kind", "week"])

    assert found["kind"].to_list() == ["call_back", "credit"]
    assert [one["value"] for one in found["promise_kept_rate"]] == [1, 0]
    assert [one["value"] for one in found["promises_overdue"]] == [0, 1]


def angry(name="1", **given):
    return call(name, is_complaint=1, **given)


def test_a_complaint_runs_until_it_is_solved(store, settings):
    row, legs = angry(is_resolved=1, resolved_at=NOON + 2 * HOUR)
    load(store, [(row, legs), call("2", is_complaint=0)], [])

    (found,) = complaints(store, settings)
    (before,) = complaints(store, settings, as_of=NOON + HOUR)

    assert (found["complaint_id"], found["answer_ms"], found["is_open"]) == ("bank:1", 20_000, False)
    assert (found["age_ms"], before["is_open"], before["age_ms"]) == (7_200_000, True, 3_600_000)


def test_only_a_person_answers_a_complaint(store, settings):
    row, _legs = angry(ended_at=NOON + HOUR)
    bot = leg_of(row, 1, "Billing", 0, agent_id=None)
    person = leg_of(row, 2, "Billing", 600)
    load(store, [(row, [bot, person])], [])

    assert complaints(store, settings)[0]["answer_ms"] == 620_000


def test_a_source_that_never_says_what_was_solved_has_no_open_complaints(store, settings):
    load(store, [angry(), angry("2")], [])
    mark(store.state, "complaint", "bank:2", "Dana", NOON + HOUR)

    found = complaints(store, settings)

    assert [row["is_open"] for row in found] == [None, False]
    assert found[1]["done_by"] == "Dana"


def test_complaints_are_scoped_and_narrowed(store, settings):
    load(store, [angry()], [], agents=(AGENTS, TEAMS))

    assert len(complaints(store, settings, viewer=LEAD)) == 1
    assert complaints(store, settings, viewer=OUTSIDER) == []
    assert complaints(store, settings, where=(("queue", ("Orders",)),)) == []
    assert complaints(store, settings, viewer=EXECUTIVE)[0]["customer_id"] is None


def note(text="will call her tomorrow before noon", **given):
    plain = {"note_id": "bank:n", "contact_id": "bank:1", "author": "agent", "written_at": NOON}
    return {**plain, "text": text, "agent_id": "bank:DORIT", "language": "en", **given}


def test_a_promise_that_was_only_noted_is_one(store, settings):
    load(store, [call("1")], [], notes=(NOTES, [note()]))

    found = one(store, settings)

    asked = ("promise_id", "person", "agent_id", "kind", "origin", "state")
    assert [found[name] for name in asked] == [
        *("note:bank:n", "bank:anna", "bank:DORIT", "call_back", "note", "overdue"),
    ]
    assert found["due_at"] == NOON.replace(day=5, hour=10)
    assert one(store, settings, as_of=NOON + HOUR)["state"] == "open"


def test_a_note_of_what_the_source_tells_is_no_second_promise(store, settings):
    load(store, [call("1")], [promise()], notes=(NOTES, [note()]))

    assert [row["origin"] for row in read(store, settings)] == ["source"]


def test_our_call_keeps_a_noted_promise(store, settings):
    ours = call("2", at=NOON + 3 * HOUR, direction="callback")
    load(store, [call("1"), ours], [], now=NOON + DAY, notes=(NOTES, [note()]))

    assert one(store, settings)["state"] == "kept"
    assert one(store, settings, as_of=NOON + 2 * HOUR)["state"] == "open"


def test_nobody_can_tell_whether_a_noted_parcel_came(store, settings):
    parcel = note("the parcel will be delivered to her tomorrow before noon")
    load(store, [call("1")], [], notes=(NOTES, [parcel]))

    assert one(store, settings, as_of=NOON + HOUR)["kind"] == "delivery"
    assert read(store, settings) == []
