"""What could be left of somebody who was forgotten: lists of calls, early words, rows set aside, links."""

from datetime import timedelta

import polars as pl
import pytest
from sqlalchemy import insert, select

from metrics.people import persons
from settings import Retention
from store import audit, keeping
from store.access_models import Audit
from store.asked import Viewer
from store.forgetting import forget
from store.giving import held_of
from store.good_models import GoodList, GoodListed
from store.leftovers import Sought, left
from store.loop_models import FollowUp
from store.opened import Store
from store.personal import can_be_called
from store.retention import expire
from store.schema import IDENTITIES, NOTES, QUARANTINE, empty
from store.work_list_models import RiskList, RiskListed
from tests.factories import NOON
from tests.store.sent import Sent
from tests.store.tracing import call, identity, refresh, sent

BOTH = pytest.mark.both_databases
HOUR = timedelta(hours=1)
LIST = {"made_at": NOON, "as_of": NOON, "publication": 1, "capacity": 9, "weights": "{}", "unknown": "[]"}
LIST |= {"customers": 7, "at_risk": 2, "at_risk_value": 90.0, "at_risk_known": 1}
GOOD = {"made_at": NOON, "as_of": NOON, "publication": 1, "a_week": 9, "kinds": "[]", "due": 3, "troubled": 0}
TOKEN = f"forgotten:{'0' * 32}"


@pytest.fixture
def known(store: Store) -> Store:
    """A bank told of a call of Anna's, and of one of Boris's."""
    refresh(store, "bank", sent("bank", [call("1"), call("2", "boris")]))
    return store


def listed(store: Store, monday: str) -> None:
    plain = {"monday": monday, "reasons": "[]"}
    people = [{"rank": rank, "person": f"bank:{one}"} for rank, one in enumerate(("anna", "boris"), 1)]
    with store.state.writing() as connection:
        connection.execute(insert(RiskList).values(monday=monday, **LIST))
        points = {"points": 5.0, "is_held_out": 0}
        connection.execute(insert(RiskListed), [{**plain, **points, **one} for one in people])
        connection.execute(insert(GoodList).values(monday=monday, tells=1, **GOOD))
        connection.execute(insert(GoodListed), [{**plain, **one} for one in people])


def on_list(store: Store, model: type) -> list[tuple[str, str]]:
    columns = (model.monday, model.person)
    with store.state.reading() as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(model.monday, model.rank))]


@BOTH
def test_who_was_forgotten_drops_off_what_is_still_to_be_done(known):
    listed(known, "2026-02-23")
    listed(known, "2026-03-02")
    due = {"kind": "low", "contact_id": "bank:1", "person": "bank:anna", "opened_at": NOON, "due_at": NOON}
    with known.state.writing() as connection:
        connection.execute(insert(FollowUp).values(**due))

    [token] = forget(known, "bank:anna", NOON + HOUR).tokens

    left_on = [("2026-02-23", token), ("2026-02-23", "bank:boris"), ("2026-03-02", "bank:boris")]
    assert on_list(known, RiskListed) == left_on
    assert on_list(known, GoodListed) == left_on
    with known.state.reading() as connection:
        assert connection.execute(select(FollowUp.id)).all() == []


@pytest.mark.parametrize(
    ("person", "expected"),
    [("bank:anna", True), (TOKEN, False), ("forgotten:anna", True), (None, True)],
    ids=["a customer", "somebody forgotten", "a source of that name", "nobody known"],
)
def test_nobody_can_call_who_was_forgotten(person, expected):
    rows = pl.DataFrame({"person": [person]}, schema={"person": pl.String})

    assert rows.select(can_be_called()).item() is expected


def test_words_that_came_before_a_forgotten_contact_are_in_no_file_after_the_daily_run(known):
    forget(known, "bank:anna", NOON + HOUR)
    early = {"source": "bank", "version": 1, "note_id": "bank:n", "contact_id": "bank:late"}
    note = pl.DataFrame(
        [{**early, "written_at": NOON, "text": "Anna rang twice"}], schema=empty(NOTES).schema
    )
    refresh(known, "bank", Sent({"notes": note}), now=NOON + 2 * HOUR)
    refresh(known, "bank", sent("bank", [call("late")]), now=NOON + 3 * HOUR)
    sought = Sought({}, ("Anna rang twice",))
    before = left(known, sought)

    expire(known, Retention(), NOON + 4 * HOUR, NOON + 4 * HOUR)

    assert before != []
    assert left(known, sought) == []
    assert keeping.UNFINISHED not in keeping.facts(known.state)


def test_a_later_row_set_aside_with_a_forgotten_id_keeps_no_text(known):
    forget(known, "bank:anna", NOON + HOUR)
    named = ('{"call": "7", "customer": "anna"}', "7;anna;yesterday", '{"who": "bank:anna"}')

    refresh(known, "bank", aside(*named, "7;annabel;yesterday"), now=NOON + 2 * HOUR)

    kept = known.history.read_weeks(QUARANTINE, known.history.weeks("quarantine")).sort("row_no")
    assert kept["row_text"].to_list() == [None, None, None, "7;annabel;yesterday"]
    assert kept["reason"].to_list() == [*["… is no date"] * 3, "'3' is no date"]


def test_rows_set_aside_that_name_a_person_are_given_to_them(known):
    refresh(known, "bank", sent("bank", [call("3")], [identity("bank", "anna", "+972505550123")]))
    named = ('{"call": "7", "customer": "anna"}', "7;+972505550123;yesterday")
    refresh(known, "bank", aside(*named, "7;annabel;yesterday"), now=NOON + HOUR)

    given = held_of(known, "bank:anna")["quarantine"]

    assert [row["row_text"] for row in given] == list(named)
    assert "quarantine" not in held_of(known, "bank:boris")


def aside(*texts: str) -> Sent:
    rows = [
        {
            "source": "bank",
            "where_from": "a.csv",
            "row_no": n,
            "reason": f"'{n}' is no date",
            "row_text": text,
        }
        for n, text in enumerate(texts)
    ]
    return Sent({}, loaded=0, read=len(rows), quarantined=pl.DataFrame(rows))


@pytest.mark.parametrize("many", [5, 6])
def test_however_many_ids_a_person_had_their_tokens_stay_one_person(store, many):
    # Each shares a number with the next, so that no number is that of more than two.
    names = [f"a{n}" for n in range(many)]
    ways = [identity("bank", one, str(n // 2), "phone") for n, one in enumerate(names)]
    ways += [identity("bank", one, str((n + 1) // 2), "mail") for n, one in enumerate(names)]
    refresh(store, "bank", sent("bank", [call(one, one) for one in names], ways))

    tokens = forget(store, "bank:a1", NOON + HOUR).tokens

    kept = store.history.read_weeks(IDENTITIES, store.history.weeks("identities"))
    found = persons(kept)
    assert len(tokens) == many
    assert set(found["customer_id"]) == set(tokens)
    assert set(found["person"]) == {min(tokens)}


@BOTH
def test_what_an_entry_of_the_audit_log_says_besides_names_nobody(known):
    audit.note(known.state, Viewer("Eli", "lead"), "exported", NOON, None, "calls of bank:anna, csv")

    [token] = forget(known, "bank:anna", NOON + HOUR).tokens

    with known.state.reading() as connection:
        assert connection.execute(select(Audit.detail)).scalars().all() == [f"calls of {token}, csv"]


def test_nothing_is_changed_where_somebody_is_forgotten_already(known):
    early = {"source": "bank", "version": 1, "note_id": "bank:n", "contact_id": "bank:1"}
    note = pl.DataFrame(
        [{**early, "written_at": NOON, "text": "Anna rang twice"}], schema=empty(NOTES).schema
    )
    refresh(known, "bank", Sent({"notes": note}))
    first = forget(known, "bank:anna", NOON + HOUR)

    again = forget(known, "bank:anna", NOON + 2 * HOUR)

    assert (first.rows > 0, again.rows, again.tokens) == (True, 0, first.tokens)


def test_one_who_is_still_found_somewhere_does_not_keep_others_from_being_forgotten(known):
    copy = known.folder / "export.csv"
    copy.write_text("customer\nbank:anna\n")
    first = forget(known, "bank:anna", NOON + HOUR)

    second = forget(known, "bank:boris", NOON + 2 * HOUR)
    copy.unlink()
    again = forget(known, "bank:anna", NOON + 3 * HOUR)

    assert first.places == (str(copy),)
    assert (second.places, second.unfinished) == ((), 1)
    assert (again.places, again.unfinished, again.tokens) == ((), 0, first.tokens)
    assert not (known.folder / "forgotten" / "unfinished.json").exists()
