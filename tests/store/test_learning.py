"""Learning from clicks in a store: whose texts, what is kept on disk, and a file that is broken."""

import json
from datetime import timedelta
from random import Random

import polars as pl
import pytest

from metrics.signals.judging import is_held_back
from metrics.signals.opinions import opinions
from settings import Settings, Site
from store import loop
from store.learning import EVERY, is_due, learn_anew
from store.learnt import LearntError, path_of, saved
from store.opened import open_store
from store.read import Filters, Viewer, open_reading
from store.schema import CUSTOMERS, IDENTITIES, NOTES, empty
from tests.factories import NOON, ZONE
from tests.metrics.signals.clicked import text
from tests.store.sent import Sent
from tests.store.tracing import call, refresh, sent

HOUR = timedelta(hours=1)
LATER = NOON + 3 * timedelta(days=1)
AT = Settings(now=LATER.isoformat(), site=Site(timezone=ZONE))
TEXTS, NAME = 240, "Shulamit"


def notes(n):
    """Write notes of many customers, each asking to cancel, some of which are called wrong."""
    random = Random(5)
    truth = [int(random.random() < 0.75) for _one in range(n)]
    rows = [
        {
            "source": "bank",
            "version": 1,
            "note_id": f"bank:{number}",
            "contact_id": "bank:1",
            "customer_id": f"bank:c{number}",
            "author": "agent",
            "written_at": NOON,
            "text": text(random, bool(right), 1.0).replace("cancel", f"{NAME} wants to cancel"),
        }
        for number, right in enumerate(truth)
    ]
    records = [
        {"source": "bank", "version": 1, "valid_from": NOON, "customer_id": f"bank:c{number}", "name": NAME}
        for number in range(n)
    ]
    return rows, records, truth


@pytest.fixture(scope="module")
def taught(tmp_path_factory):
    """A store whose texts somebody clicked on, and that has learnt from it."""
    opened = open_store(Settings(data=tmp_path_factory.mktemp("taught") / "data"))
    rows, records, truth = notes(TEXTS)
    tables = dict(sent("bank", [call("1")]).tables)
    for table, of in ((NOTES, rows), (CUSTOMERS, records)):
        tables[table.name] = pl.DataFrame(of, schema=empty(table).schema)
    refresh(opened, "bank", Sent(tables), now=NOON)
    for number, right in enumerate(truth):
        minute = NOON + number * timedelta(minutes=1)
        loop.click(opened.state, f"note:bank:{number}", "cancel", "Dana", minute, is_right=bool(right))
    learn_anew(opened, AT, LATER)
    yield opened
    opened.close()


def texts(store):
    reading = open_reading(store, AT, Viewer("Dana", "manager"), Filters(LATER))
    return reading.texts().collect()


def test_it_learns_of_every_signal_and_keeps_a_model_where_it_beats_the_rules(taught):
    known = saved(taught.folder)

    states = {one.signal: one.state for one in known.judged}
    assert states.pop("cancel") == "shown"
    assert set(states.values()) == {"few"}
    assert len(states) == 11
    assert list(known.models) == ["cancel"]
    assert known.learnt_at == LATER


def test_what_was_kept_gives_opinions_on_texts_as_they_are_read(taught):
    told = opinions(saved(taught.folder).models, texts(taught))

    clicked = loop.clicks(taught.state)
    both = told.join(clicked, on=["text_id", "signal"])
    assert both.height > 150
    assert both.filter(pl.col("is_doubted") != pl.col("is_right")).height > 0.95 * both.height
    assert set(told["signal"]) == {"cancel"}


def test_it_changes_no_flag(taught):
    before = texts(taught)
    learn_anew(taught, AT, LATER + HOUR)

    assert texts(taught).equals(before)
    assert before["is_cancel"].sum() > 150


def test_no_word_of_anybody_is_on_disk(taught):
    told = path_of(taught.folder).read_text().lower()

    assert [
        word for word in (NAME.lower(), "brochure", "provider", "bank:c", "dana", "note:") if word in told
    ] == []


def test_learning_again_from_the_same_gives_the_same(taught):
    learn_anew(taught, AT, LATER)
    first = saved(taught.folder)
    path_of(taught.folder).unlink()
    learn_anew(taught, AT, LATER)

    assert saved(taught.folder) == first


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b'{"format": 1}',
        b'{"format": 2}',
        b"[" * 100_000,
    ],
    ids=["empty", "cut off", "bytes", "a list", "null", "nothing in it", "another format", "deep"],
)
def test_a_broken_file_is_said_in_a_sentence_and_learnt_anew(taught, content):
    path_of(taught.folder).write_bytes(content)

    with pytest.raises(LearntError, match="learnt anew within the hour"):
        saved(taught.folder)
    assert is_due(taught, LATER)
    assert learn_anew(taught, AT, LATER) == 1
    assert list(saved(taught.folder).models) == ["cancel"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("learnt_at", "2026-03-04T12:00:00"),
        ("models", {}),
        ("models", {"cancel": {"bias": 1.0, "buckets": [1 << 20], "weights": [1.0]}}),
        ("models", {"cancel": {"bias": 1.0, "buckets": [1, 2], "weights": [1.0]}}),
        ("judged", [{"signal": "cancel", "state": "surely"}]),
        ("clicks", None),
    ],
    ids=["no zone", "a model is gone", "no such bucket", "a weight is gone", "unknown state", "no clicks"],
)
def test_a_file_with_something_that_cannot_be_is_broken(taught, name, value):
    whole = path_of(taught.folder).read_text()
    path_of(taught.folder).write_text(json.dumps({**json.loads(whole), name: value}))

    with pytest.raises(LearntError):
        saved(taught.folder)
    path_of(taught.folder).write_text(whole)


@pytest.mark.parametrize(
    ("passed", "expected"),
    [(HOUR, False), (EVERY - HOUR, False), (EVERY, True), (-HOUR, True)],
    ids=["of late", "nearly a day ago", "a day ago", "by a clock that was ahead"],
)
def test_it_learns_again_once_a_day(taught, passed, expected):
    learn_anew(taught, AT, LATER)

    assert is_due(taught, LATER + passed) is expected


def test_it_learns_again_when_somebody_clicked(store, settings):
    refresh(store, "bank", sent("bank", [call("1")]), now=NOON)
    loop.click(store.state, "note:bank:1", "cancel", "Dana", NOON, is_right=True)
    learn_anew(store, settings, NOON)

    assert not is_due(store, NOON)
    loop.click(store.state, "note:bank:1", "cancel", "Dana", NOON, is_right=False)
    assert is_due(store, NOON)


def test_what_somebody_took_back_is_forgotten(store, settings):
    rows, _records, _truth = notes(3)
    tables = {**sent("bank", [call("1")]).tables, NOTES.name: pl.DataFrame(rows, schema=empty(NOTES).schema)}
    refresh(store, "bank", Sent(tables), now=NOON)
    first, *others = [f"note:{row['note_id']}" for row in rows]
    for text_id in others:
        loop.click(store.state, text_id, "cancel", "Dana", NOON, is_right=True)
    learn_anew(store, AT, LATER)
    never = saved(store.folder)
    loop.click(store.state, first, "cancel", "Dana", NOON, is_right=False)
    learn_anew(store, AT, LATER)
    assert saved(store.folder).mark != never.mark

    loop.take_back(store.state, first, "cancel", "Dana")

    assert is_due(store, LATER)
    learn_anew(store, AT, LATER)
    assert saved(store.folder) == never


def test_when_the_last_word_is_taken_back_nothing_is_left_of_it(store, settings):
    refresh(store, "bank", sent("bank", [call("1")]), now=NOON)
    loop.click(store.state, "note:bank:1", "cancel", "Dana", NOON, is_right=True)
    learn_anew(store, settings, NOON)
    loop.take_back(store.state, "note:bank:1", "cancel", "Dana")

    assert is_due(store, NOON)
    assert learn_anew(store, settings, NOON) == 0
    assert not is_due(store, NOON)
    assert {one.learnt_from for one in saved(store.folder).judged} == {0}


def test_without_a_click_nothing_is_due(store):
    assert not is_due(store, NOON)
    assert saved(store.folder) is None


def test_before_the_first_publication_there_is_nothing_to_learn(settings):
    bare = open_store(settings)

    assert learn_anew(bare, settings, NOON) is None
    bare.close()


def test_customers_who_are_one_person_are_held_back_together(store):
    rows, _records, _truth = notes(60)
    tables = dict(sent("bank", [call("1")]).tables)
    alike = [
        {"source": "bank", "version": 1, "customer_id": row["customer_id"], "kind": "phone", "value": value}
        for number, row in enumerate(rows)
        for value in [f"+97250555{number // 2:04}"]
    ]
    for table, of in ((NOTES, rows), (IDENTITIES, alike)):
        tables[table.name] = pl.DataFrame(of, schema=empty(table).schema)
    refresh(store, "bank", Sent(tables), now=NOON)
    for row in rows:
        loop.click(store.state, f"note:{row['note_id']}", "cancel", "Dana", NOON, is_right=True)
    learn_anew(store, AT, LATER)

    whose = [min(f"bank:c{n // 2 * 2}", f"bank:c{n // 2 * 2 + 1}") for n in range(60)]
    lessons = [one for one in whose if not is_held_back(one)]
    cancel = next(one for one in saved(store.folder).judged if one.signal == "cancel")
    assert cancel.learnt_from == len(lessons) != sum(not is_held_back(f"bank:c{n}") for n in range(60))
