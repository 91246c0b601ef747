"""What the store makes of words: masked, heard, in the week of their contact, and raw nowhere else."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from metrics import masking, signals
from settings import Settings
from store import heard, publish
from store.catching_up import catch_up_some, is_behind
from store.heard import MANY, behind
from store.hearing import Hearing, hearing_of
from store.history import week_of
from store.opened import Store
from store.read import Filters, Viewer, open_reading, quarantined
from store.rebuild import rebuild
from store.schema import CUSTOMERS, NOTES, SURVEYS, TEXTS, empty
from store.texts import SIGNALS
from tests.factories import NOON, ZONE
from tests.store.sent import Sent
from tests.store.tracing import call, refresh, sent

Row = dict[str, Any]
DAY = timedelta(days=1)
MANAGER, EXECUTIVE = Viewer("Dana", "manager"), Viewer("Noa", "executive")
RAW = "Dana Levi asks to cancel, will call her tomorrow before noon on 050-555-0123"
HEARING = Hearing(ZONE)


def note(name: str = "n", text: str = RAW, **given: Any) -> Row:
    plain = {"note_id": f"bank:{name}", "contact_id": "bank:1", "customer_id": "bank:anna", "author": "agent"}
    return {"source": "bank", "version": 1, "written_at": NOON, "text": text, **plain, **given}


def survey(comment: str | None, **given: Any) -> Row:
    plain = {"survey_id": "bank:s", "contact_id": "bank:1", "customer_id": "bank:anna", "kind": "csat"}
    return {"source": "bank", "version": 1, "invited_at": NOON, "comment": comment, **plain, **given}


def record(name: str | None = "Dana Levi", customer: str = "bank:anna", **given: Any) -> Row:
    plain = {"source": "bank", "version": 1, "valid_from": NOON - 9 * DAY}
    return {**plain, "customer_id": customer, "name": name, **given}


def told(
    store: Store,
    notes: list[Row] | None = None,
    surveys: list[Row] | None = None,
    records: list[Row] | None = None,
    calls: list[Any] | None = None,
    day: int = 0,
    is_over: bool = True,
    *,
    competitors: tuple[str, ...] = (),
) -> None:
    """Refresh the bank with some rows."""
    tables = dict(sent("bank", [call("1")] if calls is None else calls).tables)
    for table, rows in ((NOTES, notes), (SURVEYS, surveys), (CUSTOMERS, records)):
        if rows is not None:
            tables[table.name] = pl.DataFrame(rows, schema=empty(table).schema)
    refresh(store, "bank", Sent(tables), now=NOON + day * DAY, is_over=is_over, competitors=competitors)


def texts(store: Store) -> pl.DataFrame:
    if not store.history.has(TEXTS):
        return pl.DataFrame(schema=TEXTS.stored)
    rows = store.history.read_weeks(TEXTS, store.history.weeks("texts"))
    return rows.filter(pl.col("deleted_at").is_null()).sort("text_id")


def shown(store: Store, settings: Settings, table: Any, column: str, viewer: Viewer = MANAGER) -> list[Any]:
    reading = open_reading(store, settings, viewer, Filters(NOON + 99 * DAY))
    assert reading is not None
    return reading.rows(table).collect()[column].to_list()


def test_the_signals_have_a_column_each() -> None:
    assert SIGNALS == signals.SIGNALS


def test_a_note_is_masked_and_heard(store: Store) -> None:
    told(store, [note()], records=[record()])

    row = texts(store).row(0, named=True)
    assert row["masked"] == "[name] asks to cancel, will call her tomorrow before noon on [phone]"
    assert (row["is_cancel"], row["is_promise"], row["is_anger"]) == (1, 1, 0)
    assert (row["text_id"], row["kind"], row["author"], row["at"]) == ("note:bank:n", "note", "agent", NOON)
    assert (row["due_at"], row["promised_kind"]) == (NOON.replace(day=5, hour=10), "call_back")
    assert '"cancel"' in row["evidence"]
    assert "tomorrow" not in row["evidence"]
    assert (row["language"], row["rules_version"]) == ("en", f"{signals.VERSION}.{masking.VERSION}")


def test_a_comment_is_a_text_and_an_answer_without_words_is_none(store: Store) -> None:
    late = survey("never again", answered_at=NOON + DAY)
    told(store, surveys=[late, survey("  ", survey_id="bank:blank"), survey(None, survey_id="bank:mute")])

    row = texts(store).select("text_id", "kind", "author", "at").rows()
    assert row == [("survey:bank:s", "comment", "customer", NOON + DAY)]


def test_a_text_lies_in_the_week_of_its_contact(store: Store) -> None:
    began = NOON - 10 * DAY
    told(store, [note()], calls=[call("1", at=began)])

    found = texts(store).select("started_at", "week", expected=week_of(pl.lit(began)))
    assert found["started_at"].to_list() == [began]
    assert found["week"].to_list() == found["expected"].to_list()


def test_who_has_no_customer_of_its_own_has_the_contacts(store: Store) -> None:
    told(store, [note(customer_id=None)], records=[record()])

    assert texts(store)["customer_id"].to_list() == ["bank:anna"]
    assert texts(store)["masked"].item().startswith("[name] asks")


def test_only_masked_words_are_read(store: Store, settings: Settings) -> None:
    told(store, [note()], [survey("050-555-0123", answered_at=NOON)], [record()])

    assert shown(store, settings, NOTES, "text") == [texts(store)["masked"][0]]
    assert shown(store, settings, SURVEYS, "comment") == ["[phone]"]
    assert shown(store, settings, NOTES, "text", EXECUTIVE) == [None]
    reading = open_reading(store, settings, EXECUTIVE, Filters(NOON + DAY))
    assert reading is not None
    assert reading.texts().collect()["masked"].null_count() == 2


def test_what_was_not_heard_yet_is_not_shown(store: Store, settings: Settings) -> None:
    told(store, [note()], is_over=False)

    assert shown(store, settings, NOTES, "text") == [None]
    assert shown(store, settings, NOTES, "note_id") == ["bank:n"]


def test_raw_words_stay_in_history(store: Store) -> None:
    told(store, [note()])

    rows = store.history.read_weeks(NOTES, store.history.weeks("notes"))
    assert rows["text"].to_list() == [RAW]


def test_a_corrected_note_is_heard_anew_and_others_are_left_alone(store: Store) -> None:
    told(store, [note(), note("other", "hello")])
    told(store, [note(text="thank you", version=2), note("other", "hello")], day=1)

    found = texts(store).select("text_id", "masked", "is_cancel", "ingested_at").rows()
    assert found == [("note:bank:n", "thank you", 0, NOON + DAY), ("note:bank:other", "hello", 0, NOON)]


def test_a_comment_taken_back_is_gone(store: Store) -> None:
    told(store, surveys=[survey("well done", answered_at=NOON)])
    told(store, surveys=[survey(None, answered_at=NOON, version=2)], day=1)

    assert texts(store).is_empty()


def test_a_name_that_comes_later_is_masked_in_what_was_said(store: Store) -> None:
    told(store, [note(text="Dana and Rivka called")], records=[record()])
    told(store, records=[record("Rivka Levi", valid_from=NOON)], day=1)

    assert texts(store)["masked"].to_list() == ["[name] and [name] called"]


def test_a_record_with_a_name_that_is_known_touches_no_text(store: Store) -> None:
    told(store, [note()], records=[record()])
    before = store.history.versions()["texts"]
    told(store, records=[record(valid_from=NOON, segment="gold")], day=1)

    assert store.history.versions()["texts"] == before


def test_a_corrected_name_uncovers_what_was_not_one(store: Store) -> None:
    told(store, [note(text="Dana called Rivka")], records=[record()])
    told(store, records=[record("Rivka Levi", version=2)], day=1)

    assert texts(store)["masked"].to_list() == ["Dana called [name]"]


def test_a_contact_that_proves_to_be_anothers_takes_its_words_along(store: Store) -> None:
    names = [record(), record("Boris Katz", "bank:boris")]
    told(store, [note(customer_id=None, text="Dana spoke to Boris")], records=names)
    told(store, calls=[call("1", "boris", version=2)], day=1)

    assert texts(store).select("customer_id", "masked").rows() == [("bank:boris", "Dana spoke to [name]")]


def test_words_follow_a_contact_that_comes_after_them(store: Store) -> None:
    began = NOON - 10 * DAY
    begin = [note(contact_id="bank:1")]
    told(store, begin, calls=[])
    told(store, [note(version=2)], calls=[call("1", at=began)], day=1)

    found = texts(store)
    assert found["started_at"].to_list() == [began]
    assert found.height == 1


def test_new_rules_leave_every_week_behind_and_hold_nothing_up(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(store, [note(), note("old", written_at=NOON - 30 * DAY, contact_id=None)])
    catch_up_some(store, HEARING, NOON)
    assert not is_behind(store, HEARING)
    monkeypatch.setattr("store.hearing.RULES_VERSION", "9.9")
    told(store, [note("new")], day=1)

    versions = dict(texts(store).select("text_id", "rules_version").rows())
    assert versions["note:bank:new"] == "9.9"
    assert versions["note:bank:old"] != "9.9"
    assert len(behind(store, HEARING)) == 2


def test_another_list_of_competitors_has_every_text_heard_anew(store: Store) -> None:
    told(store, [note(text="got an offer from Telvia"), note("other", text="moves to טלויה")])
    assert texts(store)["is_competitor"].to_list() == [0, 0]
    named = Hearing(ZONE, ("Telvia", "טלויה"))

    assert is_behind(store, named)
    assert catch_up_some(store, named, NOON) == 2
    assert texts(store)["is_competitor"].to_list() == [1, 1]
    assert not is_behind(store, named)
    assert is_behind(store, HEARING)


def test_a_run_and_a_rebuild_hear_with_the_competitors_of_the_settings(store: Store) -> None:
    named = Hearing(ZONE, ("Telvia",))
    told(store, [note(text="got an offer from Telvia")], competitors=named.competitors)
    assert texts(store)["is_competitor"].to_list() == [1]
    catch_up_some(store, named, NOON)
    told(store, [note("other")], day=1, competitors=named.competitors)
    assert not is_behind(store, named)
    rebuild(store, ZONE, NOON + 2 * DAY, competitors=("Norcom",))

    assert texts(store)["is_competitor"].to_list() == [0, 0]
    assert not is_behind(store, Hearing(ZONE, ("Norcom",)))


def test_the_settings_say_what_texts_are_heard_with(settings: Settings) -> None:
    named = Settings.model_validate({"site": {"timezone": ZONE}, "signals": {"competitors": ["Telvia"]}})

    assert hearing_of(named) == Hearing(ZONE, ("Telvia",))
    assert hearing_of(named).mark != hearing_of(named.model_copy(update={"signals": settings.signals})).mark


def test_who_wrote_a_text_decides_what_it_says(store: Store) -> None:
    words = "I'll send the form tomorrow"
    told(
        store,
        [note("agent", words), note("customer", words, author="customer"), note("?", words, author=None)],
    )

    found = dict(texts(store).select("text_id", "is_promise").rows())
    assert found == {"note:bank:agent": 1, "note:bank:customer": 0, "note:bank:?": 1}


def test_weeks_are_caught_up_with_newest_first_and_published(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(store, [note(), note("old", written_at=NOON - 30 * DAY, contact_id=None)])
    monkeypatch.setattr("store.hearing.RULES_VERSION", "9.9")

    assert catch_up_some(store, HEARING, NOON, most=1) == 1
    found = dict(texts(store).select("text_id", "rules_version").rows())
    assert (found["note:bank:n"], found["note:bank:old"] == "9.9") == ("9.9", False)
    assert catch_up_some(store, HEARING, NOON, most=1) == 1
    assert catch_up_some(store, HEARING, NOON, most=1) == 0
    assert set(texts(store)["rules_version"]) == {"9.9"}
    published = publish.newest(store.state)
    assert published is not None
    assert published.versions["texts"] == store.history.versions()["texts"]


def test_many_at_once_are_left_behind(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MANY > 1
    monkeypatch.setattr(heard, "MANY", 1)
    told(store, [note(), note("other")])

    assert texts(store).is_empty()
    assert behind(store, HEARING) == {"2026-W10"}
    assert catch_up_some(store, HEARING, NOON) == 2


def test_an_unchanged_rebuild_writes_nothing(store: Store) -> None:
    told(store, [note()], [survey("bad", answered_at=NOON)], [record()])
    before = store.history.versions()

    assert rebuild(store, ZONE, NOON + DAY) == 0
    assert store.history.versions() == before
    assert not is_behind(store, HEARING)


def test_no_word_of_a_text_reaches_a_log_or_the_state(
    store: Store, settings: Settings, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    told(store, [note(text="zanzibar Dana 050-555-0123")], [survey("zanzibar")], [record()])
    rebuild(store, ZONE, NOON + DAY)

    logs = [path.read_bytes() for path in Path(store.history.root).rglob("_delta_log/*.json")]
    assert logs
    assert not any(b"zanzibar" in log for log in logs)
    assert "zanzibar" not in caplog.text
    assert not any(b"zanzibar" in path.read_bytes() for path in settings.data.glob("state*"))


def test_rows_set_aside_are_shown_masked(store: Store) -> None:
    text = '{"call": "7", "words": "Dana, 050-555-0123, dana@mail.example"}'
    aside = pl.DataFrame(
        [
            {
                "source": "bank",
                "where_from": "a.csv",
                "row_no": 1,
                "reason": "at: '0505550123'",
                "row_text": text,
            }
        ]
    )
    refresh(store, "bank", Sent({}, read=1, loaded=0, quarantined=aside, wheres=("a.csv",)))

    (row,) = quarantined(store, "bank", 9).select("reason", "row_text").rows()
    assert row == ("at: '[phone]'", '{"call": "7", "words": "Dana, [phone], [email]"}')
