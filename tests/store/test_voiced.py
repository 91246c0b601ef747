"""Texts with what is known of their contact: whose they are, who may see them, and what counts."""

from datetime import timedelta

import polars as pl
import pytest

from metrics import compute
from store.read import Filters, ReadError, Viewer, open_reading
from store.schema import AGENTS, CUSTOMERS, NOTES, SURVEYS, TEXTS, empty
from tests.factories import NOON
from tests.store.sent import Sent
from tests.store.tracing import call, refresh, sent

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
MANAGER, EXECUTIVE = Viewer("Dana", "manager"), Viewer("Noa", "executive")
LEAD, OUTSIDER = Viewer("Rina", "lead", frozenset({"North"})), Viewer("Outsider", "lead")
ANGRY = "she shouted and swore at me"


def rows(table, *given):
    return pl.DataFrame(
        [{"source": "bank", "version": 1, **one} for one in given], schema=empty(table).schema
    )


def note(name="n", contact="bank:1", text=ANGRY, at=NOON + MINUTE, **given):
    plain = {"note_id": f"bank:{name}", "contact_id": contact, "author": "agent", "written_at": at}
    return {**plain, "text": text, "agent_id": "bank:DORIT", "language": "en", **given}


def comment(score=5.0, contact="bank:1", text="thank you very much", **given):
    plain = {"survey_id": "bank:s", "contact_id": contact, "kind": "csat", "invited_at": NOON + MINUTE}
    told = {"answered_at": NOON + HOUR, "score": score, "scale_min": 1.0, "scale_max": 5.0}
    return {**plain, **told, "comment": text, "language": "en", **given}


def agent(name, team, **given):
    return {"agent_id": f"bank:{name}", "valid_from": NOON - DAY, "name": name.title(), "team": team, **given}


def load(store, *notes, calls=None, surveys=(), now=NOON, is_over=True):
    batch = sent("bank", calls or [call("1"), call("2", "boris"), call("3", "clara")]).tables
    told = {
        "agents": rows(AGENTS, agent("DORIT", "North"), agent("AVI", "South")),
        "customers": rows(
            CUSTOMERS,
            {"customer_id": "bank:anna", "valid_from": NOON - DAY, "name": "Anna Katz", "segment": "gold"},
        ),
        "notes": rows(NOTES, *notes),
        "surveys": rows(SURVEYS, *surveys),
    }
    refresh(store, "bank", Sent({**batch, **told}), now=now, is_over=is_over)


def verbatims(store, settings, viewer=MANAGER, as_of=NOON + 9 * DAY, **filters):
    found = open_reading(store, settings, viewer, Filters(as_of, hindsight=True, **filters)).verbatims()
    return found.sort("at").collect()


def parts(store, settings, viewer=MANAGER, by=(), named=None, **filters):
    reading = open_reading(store, settings, viewer, Filters(NOON + 9 * DAY, hindsight=True, **filters))
    table = compute(reading.frames, ["signal_rate"], by=by)
    figure = table.filter(**(named or {}))["signal_rate"].item()
    return figure["numerator"], figure["denominator"]


def test_a_text_carries_what_is_known_of_its_contact(store, settings):
    load(store, note(agent_id=None))

    (row,) = verbatims(store, settings).to_dicts()

    assert (row["topic"], row["queue"], row["channel"], row["team"]) == (
        "refund",
        "Billing",
        "voice",
        "North",
    )
    assert (row["agent_id"], row["customer_id"], row["segment"]) == ("bank:DORIT", "bank:anna", "gold")
    assert (row["started_at"], row["at"], row["is_anger"]) == (NOON, NOON + MINUTE, 1)


def test_a_comment_carries_what_was_answered_with_it(store, settings):
    load(store, surveys=[comment(4.0)])

    (row,) = verbatims(store, settings).to_dicts()

    assert (row["kind"], row["survey_kind"], row["score"], row["scale_max"]) == ("comment", "csat", 4.0, 5.0)


def test_only_contacts_with_words_that_were_heard_count(store, settings):
    load(store, note(), note("of nobody", contact=None), note("of one unknown", contact="bank:99"))

    assert parts(store, settings, by=["signal"], named={"signal": "anger"}) == (1, 1)


def test_words_that_nobody_listened_to_yet_do_not_count(store, settings):
    load(store, note(), is_over=False)

    assert parts(store, settings) == (0, 0)


def test_what_was_written_later_is_not_known_before(store, settings):
    load(store, note(at=NOON + HOUR))

    assert verbatims(store, settings, as_of=NOON + HOUR - MINUTE).is_empty()
    assert verbatims(store, settings, as_of=NOON + HOUR).height == 1


@pytest.mark.parametrize(
    ("viewer", "expected"),
    [(MANAGER, 2), (EXECUTIVE, 2), (LEAD, 1), (OUTSIDER, 0)],
    ids=["a manager", "an executive", "a lead", "an outsider"],
)
def test_who_counts_what(viewer, expected, store, settings):
    load(store, note(), note("other", contact="bank:2", agent_id="bank:AVI"))

    assert parts(store, settings, viewer) == (expected, expected)
    assert verbatims(store, settings, viewer).height == expected


def test_an_executive_reads_words_of_nobody(store, settings):
    load(store, note(text="Anna Katz shouted and swore at me"), surveys=[comment(1.0, text="terrible")])

    found = verbatims(store, settings, EXECUTIVE)

    assert found["masked"].to_list() == ["[name] shouted and swore at me", "terrible"]
    assert found["score"].to_list() == [None, 1.0]
    assert found.select(pl.col("customer_id", "agent_id").is_null().all()).row(0) == (True, True)
    assert (
        not found.select(pl.col("text_id", "contact_id", "person").str.contains("bank").any())
        .row(0)
        .count(True)
    )
    assert found["contact_id"].n_unique() == 1


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ((("queue", ("Billing",)),), (1, 2)),
        ((("queue", ("Technical",)),), (0, 0)),
        ((("team", ("South",)),), (0, 1)),
        ((("agent", ("bank:DORIT",)),), (1, 1)),
        ((("signal", ("anger",)),), (1, 2)),
        ((("signal", ("thanks", "refused")),), (0, 2)),
    ],
    ids=["its queue", "another queue", "a team", "an agent", "a signal", "other signals"],
)
def test_texts_are_narrowed(where, expected, store, settings):
    load(store, note(), note("other", contact="bank:2", agent_id="bank:AVI", text="asked for his bill"))

    assert parts(store, settings, where=where) == expected


def test_by_team_a_contact_counts_with_whom_its_texts_are_of(store, settings):
    load(store, note(), note("other", agent_id="bank:AVI", text="asked for his bill"))

    assert parts(store, settings, by=["team"], named={"team": "North"}) == (1, 1)
    assert parts(store, settings, by=["team"], named={"team": "South"}) == (0, 1)


def test_a_column_that_is_not_known_is_refused(store, settings):
    load(store, note())

    with pytest.raises(ReadError, match=r"Unknown column 'mood'.*signal"):
        open_reading(store, settings, MANAGER, Filters(NOON, where=(("mood", ("x",)),)))


def test_the_share_is_that_of_the_stored_table(store, settings):
    """Recomputed from the table of texts alone."""
    notes = [note("a"), note("b"), note("c", contact="bank:2", text="thank you"), note("d", contact="bank:3")]
    load(store, *notes)
    texts = store.history.read_weeks(TEXTS, store.history.weeks("texts")).filter(
        pl.col("deleted_at").is_null()
    )
    by_contact = texts.group_by("contact_id").agg(pl.col("is_anger").max())

    assert parts(store, settings, by=["signal"], named={"signal": "anger"}) == (
        by_contact["is_anger"].sum(),
        by_contact.height,
    )
    assert (by_contact["is_anger"].sum(), by_contact.height) == (2, 3)
