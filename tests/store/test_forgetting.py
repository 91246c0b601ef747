"""Forgetting a person: no id, no words, no identity anywhere, the same totals, and nobody comes back."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import insert, select

from settings import Settings
from store import audit, publish
from store.access_models import Audit, AuditSubject, Erased
from store.asked import Viewer
from store.change_models import Correction
from store.erased import KeyLostError, forgotten
from store.forgetting import UnknownCustomerError, forget
from store.giving import held_of
from store.leftovers import Sought, left
from store.loop_models import FollowUp, Mark
from store.models import Pin
from store.opened import Store, open_store
from store.read import Filters, open_reading
from store.rebuild import rebuild
from store.schema import CUSTOMERS, JOURNEY, NOTES, SURVEYS, TABLES, empty
from store.work_list_models import RiskAct
from tests.factories import NOON, ZONE
from tests.store.conftest import written
from tests.store.sent import Sent
from tests.store.tracing import call, identity, refresh, sent, traces

HOUR = timedelta(hours=1)
NOTE = "Anna Levi wants to leave for the blue bank by Friday"
COMMENT = "Never again will I wait forty minutes for this"
PHONE = "+972505550123"
BOTH = pytest.mark.both_databases


def told(store: Store, now=NOON, **given) -> publish.Outcome:
    """Let a bank and its shop tell of Anna, who has an id in each, and of Anna's neighbour Annabel."""
    calls = [call("1"), call("2", "annabel"), call("3", attributes="pays for anna")]
    ways = [identity("bank", "anna", PHONE), identity("bank", "annabel", "+972505559999")]
    tables = dict(sent("bank", calls, ways).tables)
    tables["notes"] = rows(
        NOTES, [{"note_id": "bank:n", "contact_id": "bank:1", "written_at": NOON, "text": NOTE}]
    )
    answer = {"survey_id": "bank:s", "contact_id": "bank:1", "customer_id": "bank:anna", "kind": "csat"}
    answer |= {"invited_at": NOON, "answered_at": NOON, "score": 1.0, "comment": COMMENT}
    tables["surveys"] = rows(SURVEYS, [answer])
    record = {"customer_id": "bank:anna", "valid_from": NOON, "name": "Anna Levi", "annual_value": 90.0}
    tables["customers"] = rows(CUSTOMERS, [record])
    event = {"event_id": "bank:e", "customer_id": "bank:anna", "kind": "visit", "at": NOON}
    tables["journey_events"] = rows(JOURNEY, [{**event, "detail": "asked for Anna Levi's card"}])
    shop = sent("shop", [call("9", "a7", NOON + HOUR, "shop")], [identity("shop", "a7", PHONE)])
    outcome = refresh(store, "bank", Sent(tables), now=now)
    refresh(store, "shop", shop, now=now + timedelta(minutes=1))
    return outcome


def rows(table, given) -> pl.DataFrame:
    return pl.DataFrame(
        [{"source": "bank", "version": 1, **row} for row in given], schema=empty(table).schema
    )


def people(store: Store, table: str) -> list[str]:
    stored = store.history.read_weeks(TABLES[table], store.history.weeks(table))
    return sorted(stored.filter(pl.col("deleted_at").is_null())["customer_id"])


def acted(store: Store) -> None:
    """Let people do something about Anna, and look at her."""
    plain = {"kind": "complaint", "at": NOON, "by": "Eli"}
    with store.state.writing() as connection:
        called = {"kind": "low", "contact_id": "bank:1", "person": "bank:anna"}
        made = {"done_at": NOON, "done_by": "Eli", "outcome": "reached"}
        connection.execute(insert(FollowUp).values(**called, **made, opened_at=NOON, due_at=NOON))
        connection.execute(insert(Mark).values(**plain, subject="bank:1", step="", words="Anna was furious"))
        act = {"person": "bank:anna", "at": NOON, "who": "Eli", "act": "note", "words": "called Anna"}
        connection.execute(insert(RiskAct).values(**act))
    audit.note(store.state, Viewer("Eli", "lead"), "saw", NOON, audit.About("customer", "bank:anna"))


@pytest.fixture(scope="module")
def told_data(tmp_path_factory: pytest.TempPathFactory, empty_data: Path) -> Path:
    """A data folder in which all of it was told, to copy: quicker than to tell each."""
    folder = tmp_path_factory.mktemp("told")
    shutil.copytree(empty_data, folder / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MOKED_STATE_URL", raising=False)
        opened = open_store(written(folder))
    told(opened)
    acted(opened)
    opened.close()
    return folder / "data"


@pytest.fixture
def known(
    request: pytest.FixtureRequest, settings: Settings, told_data: Path, database: str
) -> Iterator[Store]:
    if database == "sqlite":
        shutil.copytree(told_data, settings.data)
        opened = open_store(settings)
        yield opened
        opened.close()
        return
    opened = request.getfixturevalue("store")
    told(opened)
    acted(opened)
    yield opened


@BOTH
def test_a_person_is_forgotten_in_every_file_with_all_ids(known):
    done = forget(known, "bank:anna", NOON + HOUR)

    assert done.places == ()
    assert [token.partition(":")[0] for token in done.tokens] == ["forgotten", "forgotten"]
    assert people(known, "contacts") == ["bank:annabel", *sorted([done.tokens[0]] * 2 + [done.tokens[1]])]
    assert people(known, "customers") == [done.tokens[0]]
    needles = Sought({"bank:anna": ("bel",), "shop:a7": ()}, (NOTE, COMMENT, PHONE, "Anna Levi", "Anna was"))
    assert left(known, needles) == []


def test_the_search_finds_what_is_there_before(known):
    found = left(known, Sought({"bank:anna": ("bel",)}, (NOTE,)))

    places = " ".join(found)
    assert "/contacts/week=2026-W10/" in places
    assert "/contacts/_delta_log/" in places
    assert "state.sqlite" in places
    assert "/notes/" in places
    assert left(known, Sought({"bank:annab": ("el",)}, ())) == []


def test_a_compressed_file_that_no_version_names_is_searched(store):
    ids = ["a", *[f"{number * 7919 % 9973}" for number in range(5000)], "bank:anna", "z"]
    path = store.folder / "history" / "contacts" / "left.parquet"
    pl.DataFrame({"id": ids}).write_parquet(path, statistics=False)

    assert b"bank:anna" not in path.read_bytes()
    assert left(store, Sought({"bank:anna": ()}, ())) == [str(path)]


def test_totals_stay_and_the_ids_of_one_person_stay_together(known):
    before = traces(known).drop("person")
    counted = counts(known)

    forget(known, "shop:a7", NOON + HOUR)

    assert traces(known).select(before.columns).equals(before)
    assert counts(known) == {**counted, "notes": 0, "texts": 0}
    assert rebuild(known, ZONE, NOON + 2 * HOUR) == 0


def counts(store: Store) -> dict[str, int]:
    names = store.history.versions()
    return {name: store.history.read_weeks(TABLES[name], store.history.weeks(name)).height for name in names}


@BOTH
def test_what_people_wrote_about_the_person_goes_and_the_log_keeps_its_entries(known):
    done = forget(known, "bank:anna", NOON + HOUR)

    with known.state.reading() as connection:
        assert connection.execute(select(FollowUp.person)).scalar() == done.tokens[0]
        assert connection.execute(select(Mark.words)).scalar() is None
        assert connection.execute(select(RiskAct.person, RiskAct.words)).all() == [(done.tokens[0], None)]
        assert connection.execute(select(AuditSubject.subject)).scalars().all() == [done.tokens[0]]
        assert connection.execute(select(Audit.act)).scalars().all() == ["saw"]
        digests = connection.execute(select(Erased.digest)).scalars().all()
    assert {len(each) for each in digests} == {64}
    assert "anna" not in "".join(digests)


def test_an_id_at_the_start_of_a_line_of_what_was_corrected_goes_too(known):
    words = "Call back\nbank:anna\tand “bank:anna”, not bank:annabel"
    row = {"kind": "action", "number": 1, "was": json.dumps({"what": words}), "now": "{}", "by": "Eli"}
    with known.state.writing() as connection:
        connection.execute(insert(Correction).values(**row, at=NOON))

    token = forget(known, "bank:anna", NOON + HOUR).tokens[0]

    with known.state.reading() as connection:
        kept = json.loads(connection.execute(select(Correction.was)).scalar_one())
    assert kept == {"what": f"Call back\n{token}\tand “{token}”, not bank:annabel"}


@BOTH
def test_nobody_who_was_forgotten_comes_back_with_a_later_fetch(known):
    done = forget(known, "bank:anna", NOON + HOUR)
    before = counts(known)

    outcome = told(known, NOON + 2 * HOUR)

    assert left(known, Sought({"bank:anna": ("bel",), "shop:a7": ()}, (NOTE, COMMENT, PHONE))) == []
    assert counts(known) == before
    assert people(known, "customers") == [done.tokens[0]]
    sentence = "Of people who were forgotten: 7 rows are kept under a token, 2 with texts or identities"
    assert outcome.notices == [f"{sentence} were left out."]


def test_a_note_that_comes_before_the_contact_of_a_forgotten_person_goes(known):
    forget(known, "bank:anna", NOON + HOUR)
    early = {"note_id": "bank:x", "contact_id": "bank:late", "written_at": NOON, "text": "Anna called twice"}
    refresh(known, "bank", Sent({"notes": rows(NOTES, [early])}), now=NOON + 2 * HOUR)

    refresh(known, "bank", sent("bank", [call("late")]), now=NOON + 3 * HOUR)

    assert people(known, "notes") == []
    assert people(known, "texts") == []


def test_without_its_key_nothing_is_fetched(known):
    forget(known, "bank:anna", NOON + HOUR)
    (known.folder / "forgotten" / "key").unlink()

    with pytest.raises(KeyLostError, match="people who were forgotten would come back"):
        told(known, NOON + 2 * HOUR)


def test_the_key_is_for_its_owner_only_and_in_no_database(known):
    forget(known, "bank:anna", NOON + HOUR)

    key = known.folder / "forgotten" / "key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert forgotten(known).key == key.read_bytes()
    assert key.read_bytes() not in (known.folder / "state.sqlite").read_bytes()


@pytest.mark.parametrize("step", ["erased", "history", "published", "vacuumed"])
def test_who_was_cut_off_finishes_at_the_next_call(known, step):
    def cut_off(done: str) -> None:
        if done == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        forget(known, "bank:anna", NOON + HOUR, told=cut_off)

    done = forget(known, "bank:anna", NOON + 2 * HOUR)

    assert (done.places, len(done.tokens)) == ((), 2)
    assert left(known, Sought({"bank:anna": ("bel",), "shop:a7": ()}, (NOTE, COMMENT, PHONE))) == []
    assert sorted(people(known, "contacts"))[0] == "bank:annabel"


@BOTH
def test_who_is_looked_at_while_being_forgotten_is_forgotten_all_the_same(known):
    def looked_at(done: str) -> None:
        if done == "state":
            about = audit.About("customer", "bank:anna")
            audit.note(known.state, Viewer("Dana", "manager"), "saw", NOON + 3 * HOUR, about)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        forget(known, "bank:anna", NOON + HOUR, told=looked_at)

    done = forget(known, "bank:anna", NOON + 4 * HOUR)
    found = audit.entries(known.state, audit.Sought(subject=done.tokens[0]))

    assert done.places == ()
    assert [one.act for one in found] == ["saw", "saw"]


KILLED = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from settings import load
from store.forgetting import forget
from store.opened import open_store
config, data, step = sys.argv[1:]
end = lambda done: os.kill(os.getpid(), signal.SIGKILL) if done == step else None
store, now = open_store(load(Path(config), Path(data))), datetime.fromisoformat("2026-03-04T13:00+00:00")
forget(store, "bank:anna", now, told=end)
"""


@pytest.mark.parametrize("step", ["vacuumed"])
def test_a_killed_process_leaves_what_the_next_one_finishes(known, settings, tmp_path, root: Path, step):
    words = [sys.executable, "-c", KILLED, str(tmp_path / "moked.toml"), str(settings.data), step]
    killed = subprocess.run(words, cwd=root, check=False, capture_output=True)

    done = forget(known, "bank:anna", NOON + 2 * HOUR)

    assert killed.returncode == -9
    assert done.places == ()
    assert json.dumps(people(known, "contacts")).count("forgotten:") == 3


def test_a_pin_moves_and_the_refresh_keeps_its_age(known):
    published = publish.newest(known.state)
    with known.state.writing() as connection:
        pin = {"publication_id": published.id, "reason": "mail", "until": NOON + 99 * HOUR}
        connection.execute(insert(Pin).values(**pin))
    refreshed = publish.refreshed_at(known.state)

    forget(known, "bank:anna", NOON + HOUR)

    newest = publish.newest(known.state)
    with known.state.reading() as connection:
        assert connection.execute(select(Pin.publication_id, Pin.reason)).all() == [(newest.id, "mail")]
    assert publish.refreshed_at(known.state) == refreshed
    assert dict(newest.versions) == known.history.versions()


def test_the_store_is_read_as_before(known, settings):
    forget(known, "bank:anna", NOON + HOUR)

    reading = open_reading(known, settings, Viewer("Dana", "manager"), Filters(NOON + 99 * HOUR))
    assert reading.rows(TABLES["contacts"]).collect().height == 4


def test_what_is_given_is_the_persons_alone_and_all_of_it(known):
    held = held_of(known, "shop:a7")

    counted = {name: len(rows) for name, rows in held.items()}
    assert counted == {
        "contacts": 3,
        "legs": 3,
        "traces": 3,
        "surveys": 1,
        "notes": 1,
        "texts": 2,
        "customers": 1,
        "identities": 2,
        "persons": 1,
        "journey_events": 1,
        "followups": 1,
        "marks": 1,
        "risk_acts": 1,
        "audit_subjects": 1,
    }
    assert "annabel" not in str(held)
    assert held["notes"][0]["text"] == NOTE


def test_somebody_unknown_is_said_and_nothing_changes(known):
    versions = known.history.versions()

    with pytest.raises(UnknownCustomerError, match=r"Unknown customer 'anna'.*as in bank:123"):
        forget(known, "anna", NOON + HOUR)

    assert known.history.versions() == versions


def test_what_lies_elsewhere_in_the_folder_is_said(known):
    (known.folder / "export.csv").write_text("customer\nbank:anna\n")

    done = forget(known, "bank:anna", NOON + HOUR)
    (known.folder / "export.csv").unlink()

    assert [Path(place).name for place in done.places] == ["export.csv"]
    assert forget(known, "bank:anna", NOON + 2 * HOUR).places == ()
