"""How long rows are kept: what is older goes for good, by whole weeks, and no late fetch brings it back."""

from datetime import datetime, timedelta

import polars as pl
import pytest
from sqlalchemy import insert, select

import commands
from settings import Retention
from store import keeping, publish
from store.alert_models import Episode, EpisodeAct
from store.good_models import GoodList, GoodListed
from store.leftovers import Sought, left
from store.loop_models import FollowUp, Mark
from store.models import Pin
from store.opened import Store
from store.retention import expire
from store.schema import CUSTOMERS, NOTES, QUARANTINE, SURVEYS, TABLES, empty
from store.too_old import too_old
from store.work_list_models import RiskAct, RiskList, RiskListed
from tests.factories import NOON
from tests.store.sent import Sent
from tests.store.tracing import call, refresh, sent

BOTH = pytest.mark.both_databases
DAY = timedelta(days=1)
# NOON is a Wednesday of week 10; 90 days before it is Thursday, 4 December 2025, of week 49.
SUNDAY = datetime.fromisoformat("2025-11-30T23:59:59+00:00")
MONDAY = datetime.fromisoformat("2025-12-01T00:00:00+00:00")
CONTACTS_90 = Retention(contacts_days=90)
NOTE = "Anna Levi moves house to the harbour"
COMMENT = "I waited forty minutes for nothing"


def fetched(store: Store, now: datetime = NOON, retention: Retention | None = None) -> publish.Outcome:
    """Let a bank tell of a call on a Sunday and one on the Monday after, each with words and an answer."""
    tables = dict(sent("bank", [call("old", at=SUNDAY), call("new", at=MONDAY)]).tables)
    days = {"old": SUNDAY, "new": MONDAY}
    note = {"text": NOTE}
    answer = {"kind": "csat", "score": 5.0, "comment": COMMENT}
    tables["notes"] = rows(
        NOTES, [spoken("note", name, at, "written_at") | note for name, at in days.items()]
    )
    tables["surveys"] = rows(
        SURVEYS, [spoken("survey", name, at, "invited_at") | answer for name, at in days.items()]
    )
    height = sum(each.height for each in tables.values())
    batch = Sent(tables, read=height, loaded=height)
    return refresh(store, "bank", batch, now=now, retention=retention)


def spoken(kind: str, name: str, at: datetime, when: str) -> dict[str, object]:
    return {f"{kind}_id": f"bank:{name}", "contact_id": f"bank:{name}", when: at}


def rows(table, given) -> pl.DataFrame:
    plain = {"source": "bank", "version": 1}
    return pl.DataFrame([{**plain, **row} for row in given], schema=empty(table).schema)


def stored(store: Store, name: str, column: str) -> list[object]:
    found = store.history.read_weeks(TABLES[name], store.history.weeks(name))
    return found.filter(pl.col("deleted_at").is_null()).sort(TABLES[name].key)[column].to_list()


@pytest.fixture
def told(store: Store) -> Store:
    fetched(store)
    return store


@BOTH
def test_a_week_that_is_older_goes_whole_and_one_that_reaches_into_the_period_stays(told):
    gone = expire(told, CONTACTS_90, NOON, NOON)

    assert dict(gone.tables) == {"contacts": 1, "legs": 1, "traces": 1, "surveys": 1, "notes": 1, "texts": 2}
    kept = {name: stored(told, name, "contact_id") for name in gone.tables}
    assert kept == {key: ["bank:new"] for key in gone.tables} | {"texts": ["bank:new", "bank:new"]}
    assert keeping.kept_since(told.state) == dict.fromkeys(gone.tables, MONDAY)
    assert keeping.last_run(told.state) == NOON


def test_no_file_of_any_publication_holds_what_went(told):
    earlier = publish.newest(told.state)
    with told.state.writing() as connection:
        pin = {"publication_id": earlier.id, "reason": "mail", "until": NOON + 9 * DAY}
        connection.execute(insert(Pin).values(**pin))

    expire(told, CONTACTS_90, NOON, NOON)

    assert left(told, Sought({"bank:old": ()}, ())) == []
    newest = publish.newest(told.state)
    assert dict(newest.versions) == told.history.versions()
    with told.state.reading() as connection:
        assert connection.execute(select(Pin.publication_id)).scalars().all() == [newest.id]
    with pytest.raises(publish.PublicationError):
        publish.numbered(told.state, earlier.id - 1)


def test_where_nothing_is_too_old_nothing_is_published_and_nobody_loses_a_publication(told):
    before = publish.newest(told.state)

    assert expire(told, Retention(contacts_days=100), NOON, NOON).rows == 0
    assert expire(told, Retention(), NOON, NOON).rows == 0

    assert publish.newest(told.state) == before
    assert keeping.kept_since(told.state) == {}


def test_the_clock_of_old_data_deletes_nothing_by_the_machines_clock(told):
    assert expire(told, CONTACTS_90, NOON + 4000 * DAY, NOON - 9 * DAY).rows == 0


def test_words_may_go_earlier_than_their_contacts_and_the_answers_stay(told):
    expire(told, Retention(texts_days=90), NOON, NOON)

    assert stored(told, "contacts", "contact_id") == ["bank:new", "bank:old"]
    assert stored(told, "surveys", "score") == [5.0, 5.0]
    assert stored(told, "surveys", "comment") == [COMMENT, None]
    assert stored(told, "notes", "note_id") == ["bank:new"]
    assert stored(told, "texts", "text_id") == ["note:bank:new", "survey:bank:new"]


def test_a_comment_that_was_heard_goes_with_its_answer(told):
    gone = expire(told, Retention(surveys_days=90), NOON, NOON)

    assert dict(gone.tables) == {"surveys": 1, "texts": 1}
    assert stored(told, "texts", "text_id") == ["note:bank:new", "note:bank:old", "survey:bank:new"]


def test_a_late_fetch_brings_nothing_back_and_says_how_many_rows_were_too_old(told):
    expire(told, CONTACTS_90, NOON, NOON)
    versions = told.history.versions()

    outcome = fetched(told, NOON + DAY, CONTACTS_90)

    assert told.history.versions() == versions
    assert (outcome.read, outcome.loaded, outcome.excluded) == (8, 4, {"too old to keep": 4})
    assert outcome.notices == [
        "Too old to keep by [retention], so left out: contacts 1, legs 1, notes 1, surveys 1."
    ]


def test_words_that_went_before_their_contact_do_not_come_back(told):
    words = Retention(texts_days=90)
    expire(told, words, NOON, NOON)

    outcome = fetched(told, NOON + DAY, words)

    assert stored(told, "surveys", "comment") == [COMMENT, None]
    assert stored(told, "notes", "note_id") == ["bank:new"]
    assert outcome.excluded == {"too old to keep": 1}


def test_a_note_that_is_written_late_goes_by_the_week_of_its_contact(told):
    words = Retention(texts_days=90)
    expire(told, words, NOON, NOON)
    late = spoken("note", "late", MONDAY + DAY, "written_at") | {"contact_id": "bank:old", "text": NOTE}

    refresh(told, "bank", Sent({"notes": rows(NOTES, [late])}), now=NOON + DAY, retention=words)

    assert stored(told, "notes", "note_id") == ["bank:new"]


@pytest.mark.parametrize("step", ["deleted", "published", "vacuumed"])
def test_a_run_that_was_cut_off_is_finished_by_the_next(told, step):
    def cut_off(done: str) -> None:
        if done == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        expire(told, CONTACTS_90, NOON, NOON, told=cut_off)
    expire(told, CONTACTS_90, NOON + DAY, NOON + DAY)

    assert stored(told, "contacts", "contact_id") == ["bank:new"]
    assert left(told, Sought({"bank:old": ()}, ())) == []
    assert keeping.UNFINISHED not in keeping.facts(told.state)


def test_records_go_once_another_was_in_force_for_so_long(store):
    days = (("first", 300), ("second", 200), ("third", 20))
    told = [{"customer_id": "bank:anna", "valid_from": NOON - ago * DAY, "name": name} for name, ago in days]
    batch = Sent({"customers": rows(CUSTOMERS, told)}, read=3, loaded=3)
    refresh(store, "bank", batch)
    kept = Retention(customers_days=90)

    gone = expire(store, kept, NOON, NOON)
    again = refresh(store, "bank", batch, now=NOON + DAY, retention=kept)

    assert dict(gone.tables) == {"customers": 1}
    assert stored(store, "customers", "name") == ["second", "third"]
    assert again.excluded == {"too old to keep": 1}


def test_rows_set_aside_go_by_when_they_came(store):
    faulty = {"where_from": "a.csv", "row_no": 1, "reason": "no date", "row_text": "anna"}
    aside = rows(QUARANTINE, [faulty]).select("source", "where_from", "row_no", "reason", "row_text")
    refresh(store, "bank", Sent({}, loaded=0, quarantined=aside))

    assert expire(store, Retention(quarantine_days=30), NOON + 30 * DAY, NOON + 30 * DAY).rows == 0
    assert dict(expire(store, Retention(quarantine_days=30), NOON + 40 * DAY, NOON + 40 * DAY).tables) == {
        "quarantine": 1
    }


LIST = {"made_at": NOON, "as_of": NOON, "publication": 1, "capacity": 9, "weights": "{}", "unknown": "[]"}
LIST |= {"customers": 7, "at_risk": 2, "at_risk_value": 90.0, "at_risk_known": 1}
GOOD = {"made_at": NOON, "as_of": NOON, "publication": 1, "a_week": 9, "kinds": "[]", "due": 3, "troubled": 0}
LISTED = {"rank": 1, "person": "bank:anna", "points": 5.0, "reasons": "[]", "is_held_out": 0}
EPISODE = {"queue": "PS", "kind": "silent", "state": "new", "minutes_lost": 1.0, "unseen_min": 0.0}
EPISODE |= {"evidence": "[]", "source": "live"}
OLD, NEW = SUNDAY, MONDAY


@BOTH
def test_what_people_did_goes_too_and_of_lists_the_sums_stay(store):
    with store.state.writing() as connection:
        for n, at in enumerate((OLD, NEW), 1):
            monday = f"{at - at.weekday() * DAY:%Y-%m-%d}"
            connection.execute(insert(RiskList).values(monday=monday, **LIST))
            connection.execute(insert(RiskListed).values(monday=monday, **LISTED))
            connection.execute(insert(GoodList).values(monday=monday, tells=1, **GOOD))
            good = {"rank": 1, "person": "bank:anna", "reasons": "[]"}
            connection.execute(insert(GoodListed).values(monday=monday, **good))
            connection.execute(insert(RiskAct).values(person="bank:anna", at=at, who="Eli", act="called"))
            due = {"kind": "low", "contact_id": f"bank:{n}", "person": "bank:anna"}
            connection.execute(insert(FollowUp).values(**due, opened_at=at, due_at=at))
            connection.execute(
                insert(Mark).values(kind="complaint", subject=f"{n}", step="", by="Eli", at=at)
            )
            ended = {"begun_at": at, "raised_at": at, "cleared_at": at if n == 1 else None}
            connection.execute(insert(Episode).values(id=n, **EPISODE, **ended))
            connection.execute(insert(EpisodeAct).values(episode_id=n, at=at, who="Eli", act="taken"))
    kept = Retention(work_lists_days=90, followups_days=90, alerts_days=90)

    gone = expire(store, kept, NOON, NOON)

    counted = {model.__tablename__: size(store, model) for model in (RiskList, GoodList)}
    assert counted == {"risk_lists": 2, "good_lists": 2}
    one_each = (RiskListed, GoodListed, RiskAct, FollowUp, Mark, Episode, EpisodeAct)
    assert [size(store, model) for model in one_each] == [1] * 7
    assert gone.state == 7


def size(store: Store, model: type) -> int:
    with store.state.reading() as connection:
        return len(connection.execute(select(model.__table__)).all())


FIGURES = ["query", "offered", "--by", "channel", "--format", "csv"]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("2025-11-24", "2025-12-01"), []),
        (("2025-11-24", "2025-12-08"), ["voice,1"]),
    ],
    ids=["all of it is gone", "part of it is gone"],
)
def test_figures_of_what_is_gone_are_none_and_it_is_said(told, settings, capsys, days, expected):
    expire(told, CONTACTS_90, NOON, NOON)
    where = ["--config", str(settings.source), "--data", str(settings.data)]

    commands.main([*FIGURES, "--from", days[0], "--to", days[1], "--asof", "2026-03-04T12:00", *where])

    said = capsys.readouterr()
    assert "offered: what is from before Mon 1 Dec 2025, 02:00 is no longer kept." in said.err
    assert [line[: len("voice,1")] for line in said.out.splitlines()[1:]] == expected


def test_a_figure_without_groups_has_no_value_where_all_of_it_is_gone(told, settings, capsys):
    expire(told, CONTACTS_90, NOON, NOON)
    where = ["--config", str(settings.source), "--data", str(settings.data)]
    days = ["--from", "2025-11-24", "--to", "2025-12-01", "--asof", "2026-03-04T12:00"]

    commands.main(["query", "offered", *days, *where])

    assert capsys.readouterr().out.split() == ["offered", "–"]


def test_surveys_that_went_earlier_are_told_of_by_themselves(told):
    expire(told, Retention(surveys_days=90), NOON, NOON)

    known = keeping.kept_since(told.state)
    assert keeping.since_of(known, "surveys") == MONDAY
    assert keeping.since_of(known) is None


def test_without_any_period_nothing_is_too_old():
    assert too_old(Retention(), NOON).first == {}
